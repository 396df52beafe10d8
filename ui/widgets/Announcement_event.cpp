// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include <QAccessible>
#include <QWidget>

namespace Tokenwright {

void prepareVoice(QWidget &) { }

void sendAnnouncement(QWidget &voice, const QString &sentence, Announcer::Urgency urgency)
{
    if (sentence.isEmpty() || !voice.isVisible())
        return;
    QAccessibleAnnouncementEvent event(&voice, sentence);
    event.setPoliteness(urgency == Announcer::Urgency::Assertive
                            ? QAccessible::AnnouncementPoliteness::Assertive
                            : QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
}

} // namespace Tokenwright
