// SPDX-License-Identifier: MIT
#include "NotificationRole.h"

#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace Tokenwright {

namespace {

constexpr auto notificationProperty = "tokenwrightNotification";

QAccessibleInterface *newNotification(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    return widget && widget->property(notificationProperty).toBool()
        ? new QAccessibleWidget(widget, QAccessible::Notification)
        : nullptr;
}

} // namespace

void tellWhenShown(QWidget &widget)
{
    widget.setProperty(notificationProperty, true);
    QAccessible::installFactory(newNotification); // once, however often
}

} // namespace Tokenwright
