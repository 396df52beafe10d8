// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include <QAccessible>
#include <QWidget>

namespace Tokenwright {

void sendAnnouncement(QWidget &voice, const QString &sentence, Announcer::Urgency urgency)
{
    QAccessibleAnnouncementEvent event(&voice, sentence);
    event.setPoliteness(urgency == Announcer::Urgency::Assertive
                            ? QAccessible::AnnouncementPoliteness::Assertive
                            : QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
}

} // namespace Tokenwright
