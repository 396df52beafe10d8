// SPDX-License-Identifier: MIT
#pragma once

#include "core/Clock.h"
#include "core/Secret.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QClipboard;

namespace Tokenwright {

/// Puts secrets on the clipboard and takes them off again. Each is marked as a secret for clipboard
/// managers, never put into PRIMARY, and cleared when its time is over and on quit, but only while
/// the clipboard is still ours. The deadline is by the boot clock, so that suspend counts.
/// Lives in the GUI thread; clock and clipboard are borrowed.
class SecretClipboard : public QObject
{
    Q_OBJECT

public:
    SecretClipboard(const Clock &clock, QClipboard &clipboard, QObject *parent = nullptr);

    /// Copies \a text; cleared after \a seconds (0: not before quit). An empty text is ignored.
    void put(const Secret &text, int seconds);
    /// Clears the clipboard if it is still ours. Call it once more before QApplication goes.
    void clearNow();

    /// Whether what put() copied is still there.
    bool isOurs() const;
    /// Goes up whenever anybody changes the clipboard, us included.
    quint64 changeCount() const { return m_changeCount; }
    /// Seconds until the clipboard is cleared; nothing when nothing is to be cleared by time.
    std::optional<int> secondsLeft() const;

Q_SIGNALS:
    /// Once a second while a countdown runs, and when it starts.
    void secondsLeftChanged(int seconds);
    /// The secret is off the clipboard: by time, by clearNow(), or because somebody copied
    /// something else (\a byOthers).
    void cleared(bool byOthers);
    /// The desktop did not let us clear it; tried again when the window is active.
    void clearRefused();

private:
    void tick();
    void onChanged();
    void forget(bool byOthers);
    qint64 now() const;

    const Clock &m_clock;
    QClipboard &m_clipboard;
    QTimer m_timer;
    std::optional<qint64> m_deadline; ///< In milliseconds of now().
    QByteArray m_digest; ///< Of the copied text, to tell whether it is still ours; empty: nothing.
    quint64 m_changeCount = 0;
    bool m_changing = false; ///< The change being announced is our own.
    bool m_clearIsDue = false; ///< A clear was refused and is to be tried again.
};

} // namespace Tokenwright
