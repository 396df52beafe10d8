// SPDX-License-Identifier: MIT
#pragma once

#include <QStatusBar>

class QLabel;
class QPushButton;

namespace Tokenwright {

class SecretClipboard;

/// Says what came of what was done last, and while a secret of ours is on the clipboard, until
/// when, with a button that takes it away.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    /// \a clipboard is borrowed.
    explicit StatusLine(SecretClipboard &clipboard, QWidget *parent = nullptr);

    void say(const QString &sentence);

private:
    void update();

    SecretClipboard &m_clipboard;
    QString m_sentence; ///< Without the clipboard's countdown.
    QLabel *m_label = nullptr;
    QPushButton *m_clearNow = nullptr;
};

} // namespace Tokenwright
