// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QWidget;

namespace Tokenwright {

/// Tells those who listen to the window instead of looking at it what came of what they did: as an
/// announcement where Qt has those, else as a notification, which the parent of \a voice then is.
/// Lives in the GUI thread.
class Announcer
{
public:
    enum class Urgency {
        Polite, ///< When there is a pause.
        Assertive, ///< At once.
    };

    /// \a voice, a label, is borrowed. Its parent holds no other, and is this announcer's to show
    /// and hide: it keeps its place, and need not be visible while nothing is told.
    explicit Announcer(QWidget &voice);

    /// An empty \a sentence takes back what was told.
    void announce(const QString &sentence, Urgency urgency = Urgency::Polite) const;

private:
    QWidget &m_voice;
};

/// These two in Announcement_event.cpp or Announcement_notification.cpp, as Qt's version has it.
void prepareVoice(QWidget &voice);
void sendAnnouncement(QWidget &voice, const QString &sentence, Announcer::Urgency urgency);

} // namespace Tokenwright
