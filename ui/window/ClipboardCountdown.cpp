// SPDX-License-Identifier: MIT
#include "ClipboardCountdown.h"

#include "SecretClipboard.h"
#include "Tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

ClipboardCountdown::ClipboardCountdown(SecretClipboard &clipboard, QWidget *parent)
    : QWidget(parent)
    , m_clipboard(clipboard)
    , m_bar(new QWidget(this))
    , m_seconds(new QLabel(this))
    , m_clearNow(new QPushButton(tr("Clear now"), this))
{
    m_clearNow->setAccessibleName(m_clearNow->text());
    m_clearNow->setToolTip(tr("Take the copied secret off the clipboard"));
    const int letter = fontMetrics().averageCharWidth();
    m_bar->setFixedSize(letter * 8, std::max(6, fontMetrics().height() / 2));
    m_seconds->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 s").arg(888)));
    m_seconds->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(letter);
    layout->addWidget(m_bar);
    layout->addWidget(m_seconds);
    layout->addWidget(m_clearNow);
    QSizePolicy policy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    policy.setRetainSizeWhenHidden(true);
    setSizePolicy(policy);

    connect(m_clearNow, &QPushButton::clicked, &clipboard, &SecretClipboard::clearNow);
    connect(&clipboard, &SecretClipboard::taken, this, &ClipboardCountdown::refresh);
    connect(&clipboard, &SecretClipboard::secondsLeftChanged, this, &ClipboardCountdown::refresh);
    connect(&clipboard, &SecretClipboard::cleared, this, &ClipboardCountdown::refresh);
    connect(&clipboard, &SecretClipboard::clearRefused, this, &ClipboardCountdown::refresh);
    refresh();
}

void ClipboardCountdown::refresh()
{
    const auto left = m_clipboard.secondsLeft();
    const bool isOurs = m_clipboard.isOurs();
    if (left && (m_change != m_clipboard.changeCount() || *left > m_whole)) {
        m_change = m_clipboard.changeCount();
        m_whole = *left;
    }
    const QString seconds = left ? tr("%1 s").arg(*left) : QString();
    m_seconds->setText(seconds);
    m_seconds->setAccessibleName(left ? tr("The clipboard is cleared in %1 s.").arg(*left)
                                      : QString());
    m_seconds->setToolTip(m_seconds->accessibleName());
    setVisible(isOurs);
    update();
}

void ClipboardCountdown::paintEvent(QPaintEvent *)
{
    const auto left = m_clipboard.secondsLeft();
    if (!left || m_whole <= 0)
        return;
    const QColor window = palette().color(QPalette::Window);
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor track = mixedColor(window, ink, 0.15);
    const QRect place = m_bar->geometry();
    QRect filled = place;
    filled.setWidth(std::max(place.width() * std::min(*left, m_whole) / m_whole, place.height()));
    const qreal radius = place.height() / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(track);
    painter.drawRoundedRect(place, radius, radius);
    painter.setBrush(withContrast(palette().color(QPalette::Highlight), ink, {window, track}, 3));
    painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), place, filled), radius, radius);
}

} // namespace Tokenwright

#include "moc_ClipboardCountdown.cpp"
