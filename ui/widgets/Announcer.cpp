// SPDX-License-Identifier: MIT
#include "Announcer.h"

#include "Literals.h"

#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace Tokenwright {

namespace {

constexpr auto alertProperty = "tokenwrightAlert";

QAccessibleInterface *newAlert(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    return widget && widget->property(alertProperty).toBool()
        ? new QAccessibleWidget(widget, QAccessible::AlertMessage)
        : nullptr;
}

} // namespace

Announcer::Announcer(QWidget &voice)
    : m_voice(voice)
{
    voice.setProperty(alertProperty, true);
    QAccessible::installFactory(newAlert); // once, however often
}

void Announcer::announce(const QString &sentence, Urgency urgency) const
{
    m_voice.setAccessibleName(sentence);
    if (!sentence.isEmpty() && m_voice.isVisible())
        sendAnnouncement(m_voice, sentence, urgency);
}

} // namespace Tokenwright
