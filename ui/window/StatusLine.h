// SPDX-License-Identifier: MIT
#pragma once

#include "Announcer.h"

#include <QStatusBar>
#include <QTimer>

class QHBoxLayout;

namespace Tokenwright {

class ClipboardCountdown;
class ElidedLabel;
class SecretClipboard;
class Symbol;
class UndoCountdown;

/// Says what came of what was done last, and announces it. It goes after a while; a failure stays
/// until something else is done. Beside it, while a secret of ours is on the clipboard, until when,
/// which no sentence takes the room of.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    enum class Outcome {
        News, ///< Something is as it is, or has begun.
        Success,
        Failure,
    };

    /// \a clipboard is borrowed.
    explicit StatusLine(SecretClipboard &clipboard, QWidget *parent = nullptr);

    /// \a more is announced besides. An empty sentence takes back what was said.
    void say(const QString &sentence, Outcome outcome = Outcome::News, const QString &more = {});
    /// A failure is not to stay: something else is being done.
    void begin();

    /// Shows \a undo, which becomes its own and hides itself, beside what was said.
    void add(UndoCountdown *undo);

    /// Of a narrow one: it says less.
    QSize minimumSizeHint() const override;

    /// How long \a sentence stays: as long as it takes to see and read it. Pure.
    static std::chrono::milliseconds timeToRead(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isRoomy() const;

    QHBoxLayout *m_layout = nullptr;
    ClipboardCountdown *m_clipboard = nullptr;
    UndoCountdown *m_undo = nullptr; ///< Once there was something to undo.
    QWidget *m_told = nullptr; ///< What was said.
    Symbol *m_symbol = nullptr;
    ElidedLabel *m_sentence = nullptr;
    Announcer m_announcer;
    Outcome m_outcome = Outcome::News;
    QTimer m_stay; ///< Runs while what was said is to be seen.
};

} // namespace Tokenwright
