// SPDX-License-Identifier: MIT
#include "MessageBar.h"

#include "ShownText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_label->setForegroundRole(QPalette::ToolTipText);
    m_label->setWordWrap(true);
    m_label->setAccessibleDescription(tr("Message")); // its name is its text

    auto *icon = new QLabel(this);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size));
    auto *dismiss = new QPushButton(tr("Dismiss"), this);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        m_texts.clear();
        update();
    });

    auto *layout = new QHBoxLayout(this);
    layout->addWidget(icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(dismiss);
    hide();
}

void MessageBar::say(const QString &topic, const QString &text)
{
    const auto known = std::ranges::find(m_texts, topic, &std::pair<QString, QString>::first);
    if (known != m_texts.end())
        m_texts.erase(known);
    if (!text.isEmpty())
        m_texts.append({topic, text});
    update();
}

void MessageBar::update()
{
    QStringList lines;
    for (const auto &[topic, text] : std::as_const(m_texts))
        lines.append(text);
    showText(m_label, lines.join(u'\n'));
    setVisible(!lines.isEmpty());
}

} // namespace Tokenwright
