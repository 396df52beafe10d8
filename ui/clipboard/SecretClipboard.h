// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "Secret.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

class QClipboard;
class QMimeData;

namespace Tokenwright {

class SecretMimeData;

/// Puts secrets on the clipboard and takes them off again. Each is marked as a secret for clipboard
/// managers, never put into PRIMARY, and cleared when its time is over and on quit, but only while
/// the clipboard is still ours. The deadline is by the boot clock, so that suspend counts.
/// Lives in the GUI thread; clock and clipboard are borrowed.
///
/// Wayland's desktops (GNOME's, Weston) keep a copy of what is on the clipboard and offer it again
/// once its owner lets go. So there a secret is not let go: its bytes are wiped, from when on there
/// is nothing to paste, and it is then replaced by something without text, which overwrites the
/// copy. They listen to the active window alone, and once for every key or click.
class SecretClipboard : public QObject
{
    Q_OBJECT

public:
    /// When the desktop lets a program change the clipboard.
    enum class Access { Always, AfterInput };
    static Access accessOfThisDesktop();

    SecretClipboard(const Clock &clock, QClipboard &clipboard, QObject *parent = nullptr,
                    Access access = accessOfThisDesktop());

    /// Copies \a text; cleared after \a seconds (0: not before quit). False when the desktop would
    /// not let us, or the text is empty: then nothing changes.
    bool put(const Secret &text, int seconds);
    /// Clears the clipboard if it is still ours. Call it once more when the last window closes,
    /// while it is still there, and before QApplication goes: later the desktop does not listen.
    void clearNow();

    /// Whether what put() copied is still there.
    bool isOurs() const;
    /// Whether something is left to do about what put() copied: clear it, or replace what the
    /// desktop keeps of it, which only a program that still runs can.
    bool isBusy() const { return m_stage != Stage::Nothing; }
    /// Goes up whenever anybody changes the clipboard, us included.
    quint64 changeCount() const { return m_changeCount; }
    /// Seconds until the clipboard is cleared; nothing when nothing is to be cleared by time.
    std::optional<int> secondsLeft() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// A secret of ours is on the clipboard.
    void taken();
    /// Once a second while a countdown runs, and when it starts.
    void secondsLeftChanged(int seconds);
    /// The secret is off the clipboard: by time, by clearNow(), or because somebody copied
    /// something else (\a byOthers).
    void cleared(bool byOthers);
    /// isBusy() no more; after cleared().
    void letGo();
    /// The desktop did not let us clear it; tried again when the window is active.
    void clearRefused();
    /// A clipboard manager put back what had been cleared: it does not heed the mark and has the
    /// secret in its history. It is taken off once more, if the desktop lets us; most managers
    /// leave it at that until quit.
    void putBack();

private:
    enum class Stage {
        Nothing,
        Copied,
        Refused, ///< Its time is over and it is wiped; the desktop has not listened yet.
        Wiped, ///< There is nothing to paste; what the desktop keeps is yet to be replaced.
    };
    void tick();
    void onChanged();
    bool isListenedTo() const;
    bool isHeld() const;
    bool holds(const QByteArray &digest) const;
    void setOnClipboard(QMimeData *data);
    void refuse();
    void replaceAfterInput();
    void forget(bool byOthers);
    qint64 now() const;

    const Clock &m_clock;
    QClipboard &m_clipboard;
    const Access m_access;
    QTimer m_timer;
    Stage m_stage = Stage::Nothing;
    std::optional<qint64> m_deadline; ///< In milliseconds of now().
    QByteArray m_digest; ///< Of the copied text, to tell whether it is still ours.
    QPointer<SecretMimeData> m_data; ///< What the clipboard has from us.
    QByteArray m_clearedDigest; ///< Of what was cleared last, while somebody may put it back.
    qint64 m_clearedAt = 0; ///< By now().
    bool m_putBackTold = false; ///< That it was put back, since it was cleared.
    quint64 m_changeCount = 0;
    bool m_changing = false; ///< The change being announced is our own.
    bool m_isActive = false; ///< A window of ours has the keyboard.
    bool m_inputSince = false; ///< A key or a click came after what we last told the desktop.
};

} // namespace Tokenwright
