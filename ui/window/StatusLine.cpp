// SPDX-License-Identifier: MIT
#include "StatusLine.h"

#include "ClipboardCountdown.h"
#include "ElidedLabel.h"
#include "SecretClipboard.h"
#include "Symbol.h"
#include "UndoCountdown.h"

#include <QHBoxLayout>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr int roomyLetters = 120; ///< From this width on, there is room for words.
constexpr int leastLetters = 56;

Icon symbolOf(StatusLine::Outcome outcome)
{
    switch (outcome) {
    case StatusLine::Outcome::Success:
        return Icon::Check;
    case StatusLine::Outcome::Failure:
        return Icon::Warning;
    case StatusLine::Outcome::News:
        break;
    }
    return Icon::Information;
}

Tone toneOf(StatusLine::Outcome outcome)
{
    switch (outcome) {
    case StatusLine::Outcome::Success:
        return Tone::Good;
    case StatusLine::Outcome::Failure:
        return Tone::Bad;
    case StatusLine::Outcome::News:
        break;
    }
    return Tone::Secondary;
}

} // namespace

StatusLine::StatusLine(SecretClipboard &clipboard, QWidget *parent)
    : QStatusBar(parent)
    , m_told(new QWidget(this))
    , m_symbol(new Symbol(Icon::None, {}, m_told))
    , m_sentence(new ElidedLabel({}, m_told))
    , m_announcer(*m_sentence)
{
    m_sentence->setAccessibleDescription(tr("Status")); // its name is its text
    auto *told = new QHBoxLayout(m_told);
    told->setContentsMargins({});
    told->addWidget(m_symbol);
    told->addWidget(m_sentence, 1);
    m_clipboard = new ClipboardCountdown(clipboard, this);
    // a bar of its own within the status bar, which draws frames around what it is given
    auto *line = new QWidget(this);
    m_layout = new QHBoxLayout(line);
    m_layout->setContentsMargins(fontMetrics().averageCharWidth(), 1,
                                 fontMetrics().averageCharWidth(), 1);
    m_layout->addWidget(m_told, 1);
    m_layout->addWidget(m_clipboard);
    setStyleSheet(u"QStatusBar::item { border: none; }"_s);
    setSizeGripEnabled(false);
    addWidget(line, 1);

    m_stay.setSingleShot(true);
    connect(&m_stay, &QTimer::timeout, this, [this] { say({}); });
    connect(&clipboard, &SecretClipboard::cleared, this, [this](bool byOthers) {
        if (byOthers) // who copied something else knows
            say({});
        else
            say(tr("The clipboard was cleared."), Outcome::Success);
    });
    connect(&clipboard, &SecretClipboard::clearRefused, this, [this] {
        say(tr("The desktop did not let the clipboard be cleared; it is tried again when this "
               "window is active."),
            Outcome::Failure);
    });
}

void StatusLine::add(UndoCountdown *undo)
{
    m_undo = undo;
    m_undo->setRoomy(isRoomy());
    m_layout->insertWidget(1, m_undo);
    m_undo->show();
}

bool StatusLine::isRoomy() const
{
    return width() >= fontMetrics().averageCharWidth() * roomyLetters;
}

QSize StatusLine::minimumSizeHint() const
{
    const int letters = isRoomy() ? roomyLetters - 1 : leastLetters;
    return {
        std::min(QStatusBar::minimumSizeHint().width(), fontMetrics().averageCharWidth() * letters),
        QStatusBar::minimumSizeHint().height()};
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    m_clipboard->setRoomy(isRoomy());
    if (m_undo)
        m_undo->setRoomy(isRoomy());
}

void StatusLine::say(const QString &sentence, Outcome outcome, const QString &more)
{
    m_outcome = outcome;
    m_symbol->setSymbol(sentence.isEmpty() ? Icon::None : symbolOf(outcome), toneOf(outcome));
    m_sentence->showLine(sentence);
    m_stay.stop();
    if (!sentence.isEmpty() && outcome != Outcome::Failure)
        m_stay.start(timeToRead(sentence));
    m_announcer.announce(more.isEmpty() ? m_sentence->text() : m_sentence->text() + u' ' + more,
                         outcome == Outcome::Failure ? Announcer::Urgency::Assertive
                                                     : Announcer::Urgency::Polite);
}

void StatusLine::begin()
{
    if (m_outcome == Outcome::Failure)
        say({});
}

std::chrono::milliseconds StatusLine::timeToRead(const QString &sentence)
{
    return std::max<std::chrono::milliseconds>(8s, sentence.size() * 120ms);
}

} // namespace Tokenwright

#include "moc_StatusLine.cpp"
