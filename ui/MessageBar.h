// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;

namespace Tokenwright {

/// A plain message across the window that stays until it is dismissed: the program works with no
/// keychain, a provider file was skipped, the index is damaged.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// Adds \a text to what is shown, unless it is shown already.
    void say(const QString &text) { say(text, text); }
    /// Shows \a text in place of what was said of \a topic before; an empty one takes that back.
    void say(const QString &topic, const QString &text);

private:
    void update();

    QList<std::pair<QString, QString>> m_texts; ///< By topic, in the order of coming.
    QLabel *m_label = nullptr;
};

} // namespace Tokenwright
