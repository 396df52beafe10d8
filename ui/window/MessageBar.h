// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "WindowParts.h"

#include <QWidget>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace Tokenwright {

/// What concerns the whole program, across the window until it is dismissed: it works with no
/// keychain, a provider file was skipped, the index is damaged. A line for each, with what can be
/// done about it; where there are many, the first ones, and how many more.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(const WindowParts &parts, QWidget *parent = nullptr);

    /// What a button does about a message.
    struct Remedy
    {
        QString text;
        std::function<void()> run;
    };

    /// Adds \a text to what is shown, unless it is shown already.
    void say(const QString &text) { say(text, text); }
    /// Shows \a text in place of what was said of \a topic before; an empty one takes that back.
    void say(const QString &topic, const QString &text, const Remedy &remedy = {});

private:
    struct Message
    {
        QString topic;
        QString text;
        QWidget *line;
    };
    QWidget *newLine(const QString &topic, const QString &text, const Remedy &remedy);
    void remove(const QString &topic);
    void showFirst();
    void removeAll(const QString &topics);
    void sayProviderProblems();
    void sayUnkept(const QString &setId, const Error &reason);
    void sayRowProblems();

    const WindowParts m_parts;
    QList<Message> m_messages; ///< In the order of coming.
    QStringList m_rowProblems; ///< Rows of the index that were told of.
    QVBoxLayout *m_lines = nullptr;
    QLabel *m_more = nullptr;
};

} // namespace Tokenwright
