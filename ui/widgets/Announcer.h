// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QWidget;

namespace Tokenwright {

/// Tells those who listen to the window instead of looking at it what came of what they did: as an
/// announcement where Qt has those, else as an alert, which \a voice then is. Lives in the GUI
/// thread.
class Announcer
{
public:
    enum class Urgency {
        Polite, ///< When there is a pause.
        Assertive, ///< At once.
    };

    /// \a voice is borrowed, visible while something is to be told, and known as an alert from now
    /// on; to be called before it is shown.
    explicit Announcer(QWidget &voice);

    void announce(const QString &sentence, Urgency urgency = Urgency::Polite) const;

private:
    QWidget &m_voice;
};

/// In Announcement_event.cpp or Announcement_alert.cpp, as Qt's version has it.
void sendAnnouncement(QWidget &voice, const QString &sentence, Announcer::Urgency urgency);

} // namespace Tokenwright
