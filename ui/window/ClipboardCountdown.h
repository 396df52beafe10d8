// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Tokenwright {

class CountdownBar;
class SecretClipboard;

/// While a secret of ours is on the clipboard: for how long it stays, as a bar and in seconds, and
/// a button that takes it away at once. Its place is kept while there is nothing of it to be seen.
class ClipboardCountdown : public QWidget
{
    Q_OBJECT

public:
    /// \a clipboard is borrowed.
    explicit ClipboardCountdown(SecretClipboard &clipboard, QWidget *parent = nullptr);

    /// Says in words what the seconds are of where there is room for it.
    void setRoomy(bool isRoomy);

private:
    void refresh();
    void keepRoom();
    QString words(int seconds) const;

    SecretClipboard &m_clipboard;
    quint64 m_change = 0; ///< Which copy m_whole is of.
    int m_whole = 0; ///< Seconds.
    bool m_isRoomy = false;
    CountdownBar *m_bar = nullptr;
    QLabel *m_seconds = nullptr;
    QPushButton *m_clearNow = nullptr;
};

} // namespace Tokenwright
