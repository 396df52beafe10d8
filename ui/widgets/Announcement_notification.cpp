// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include "NotificationRole.h"

#include <QAccessible>
#include <QWidget>

namespace Tokenwright {

void prepareVoice(QWidget &voice)
{
    QWidget &notification = *voice.parentWidget();
    QSizePolicy policy = notification.sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    notification.setSizePolicy(policy);
    tellWhenShown(notification);
    notification.hide();
}

/// Every sentence comes up anew, also the same one again. How urgent it is cannot be told.
void sendAnnouncement(QWidget &voice, const QString &sentence, Announcer::Urgency)
{
    QWidget &notification = *voice.parentWidget();
    notification.hide();
    if (sentence.isEmpty())
        return;
    notification.show();
    QAccessibleEvent alert(&voice, QAccessible::Alert); // not for AT-SPI, where it reaches nobody
    QAccessible::updateAccessibility(&alert);
}

} // namespace Tokenwright
