// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonValue>
#include <QString>

#include <functional>
#include <optional>

namespace Tokenwright {

/// Writes a tree as JSON, each text through a function that takes secrets out, and nothing of what
/// stands under a name that hides its value. Stops when enough is written.
class RedactedTree
{
public:
    using Rewrite = std::function<QString(const QString &)>;

    /// At most about \a most characters; a text longer than that is cut, and the last \a margin of
    /// it taken off, because part of a secret may stand there.
    RedactedTree(Rewrite rewrite, qsizetype most, qsizetype margin);

    void write(const QJsonValue &value, int depth = 0);
    /// Keys and types alone.
    void writeShape(const QJsonValue &value, int depth = 0);

    const QString &text() const { return m_text; }
    bool isCut() const { return m_isCut; }

private:
    bool isFull();
    void writeText(const QString &text, int depth);
    QString fit(const QString &text);

    const Rewrite m_rewrite;
    const qsizetype m_most;
    const qsizetype m_margin;
    QString m_text;
    bool m_isCut = false;
};

/// The tree that \a text is, if it is JSON with at least an object or an array.
std::optional<QJsonValue> jsonIn(const QString &text);

} // namespace Tokenwright
