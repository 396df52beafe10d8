// SPDX-License-Identifier: MIT
#include "ClipboardCountdown.h"

#include "CountdownBar.h"
#include "SecretClipboard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Tokenwright {

ClipboardCountdown::ClipboardCountdown(SecretClipboard &clipboard, QWidget *parent)
    : QWidget(parent)
    , m_clipboard(clipboard)
    , m_bar(new CountdownBar(this))
    , m_seconds(new QLabel(this))
    , m_clearNow(new QPushButton(tr("Clear now"), this))
{
    m_clearNow->setAccessibleName(m_clearNow->text());
    m_clearNow->setToolTip(tr("Take the copied secret off the clipboard"));
    const int letter = fontMetrics().averageCharWidth();
    keepRoom();
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
    m_bar->showLeft(left.value_or(0), left ? m_whole : 0);
    m_seconds->setText(left ? words(*left) : QString());
    m_seconds->setAccessibleName(left ? tr("The clipboard is cleared in %1 s.").arg(*left)
                                      : QString());
    m_seconds->setToolTip(m_isRoomy ? QString() : m_seconds->accessibleName());
    setVisible(isOurs);
}

void ClipboardCountdown::setRoomy(bool isRoomy)
{
    if (m_isRoomy == isRoomy)
        return;
    m_isRoomy = isRoomy;
    keepRoom();
    refresh();
}

QString ClipboardCountdown::words(int seconds) const
{
    return m_isRoomy ? tr("The clipboard is cleared in %1 s.").arg(seconds)
                     : tr("%1 s").arg(seconds);
}

/// The same, however many seconds there are.
void ClipboardCountdown::keepRoom()
{
    m_seconds->setMinimumWidth(fontMetrics().horizontalAdvance(words(888)));
}

} // namespace Tokenwright

#include "moc_ClipboardCountdown.cpp"
