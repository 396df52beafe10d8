// SPDX-License-Identifier: MIT
#include "StatusLine.h"

#include "SecretClipboard.h"
#include "ShownText.h"

#include <QLabel>
#include <QPushButton>

namespace Tokenwright {

StatusLine::StatusLine(SecretClipboard &clipboard, QWidget *parent)
    : QStatusBar(parent)
    , m_clipboard(clipboard)
    , m_label(new QLabel(this))
    , m_clearNow(new QPushButton(tr("Clear now"), this))
{
    m_label->setAccessibleDescription(tr("Status")); // its name is its text
    m_label->setMargin(3);
    m_clearNow->setToolTip(tr("Take the copied secret off the clipboard"));
    m_clearNow->hide();
    setStyleSheet(u"QStatusBar::item { border: none; }"_s);
    setMinimumHeight(m_clearNow->sizeHint().height() + 4);
    addWidget(m_label, 1);
    addPermanentWidget(m_clearNow);

    connect(m_clearNow, &QPushButton::clicked, &clipboard, &SecretClipboard::clearNow);
    connect(&clipboard, &SecretClipboard::secondsLeftChanged, this, &StatusLine::update);
    connect(&clipboard, &SecretClipboard::cleared, this, [this](bool byOthers) {
        say(byOthers ? QString() : tr("The clipboard was cleared."));
    });
    connect(&clipboard, &SecretClipboard::clearRefused, this, [this] {
        say(tr("The desktop did not let the clipboard be cleared; it is tried again when this "
               "window is active."));
    });
    update();
}

void StatusLine::say(const QString &sentence)
{
    m_sentence = sentence;
    update();
}

void StatusLine::update()
{
    QString text = m_sentence;
    if (const auto seconds = m_clipboard.secondsLeft())
        text += u' ' + tr("The clipboard is cleared in %1 s.").arg(*seconds);
    showText(m_label, text.trimmed());
    m_label->setToolTip(toolTipText(text.trimmed()));
    m_clearNow->setVisible(m_clipboard.isOurs());
}

} // namespace Tokenwright

#include "moc_StatusLine.cpp"
