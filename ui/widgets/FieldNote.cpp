// SPDX-License-Identifier: MIT
#include "FieldNote.h"

#include "ShownText.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace Tokenwright {

FieldNote::FieldNote(Icon icon, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_iconLabel(new QLabel(this))
    , m_textLabel(new QLabel(this))
{
    m_textLabel->setWordWrap(true);
    m_textLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_textLabel->setFocusPolicy(Qt::NoFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_iconLabel, 0, Qt::AlignTop);
    layout->addWidget(m_textLabel, 1);
    m_iconLabel->setVisible(m_icon != Icon::None);
    showIcon();
    hide();
}

void FieldNote::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    showText(m_textLabel, text);
    setVisible(!text.isEmpty());
    if (!text.isEmpty() && isVisible()) {
        QAccessibleEvent alert(m_textLabel, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void FieldNote::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        showIcon();
    QWidget::changeEvent(event);
}

void FieldNote::showIcon()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_iconLabel->setPixmap(icon(m_icon).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace Tokenwright

#include "moc_FieldNote.cpp"
