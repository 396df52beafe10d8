// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include <QAccessible>
#include <QWidget>

namespace Tokenwright {

/// Screen readers say the name of an alert when it comes up: on Linux that is known by its being
/// shown, elsewhere by the event of that name.
void sendAnnouncement(QWidget &voice, const QString &, Announcer::Urgency)
{
    for (const auto type : {QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(&voice, type);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace Tokenwright
