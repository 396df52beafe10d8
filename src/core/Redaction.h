// SPDX-License-Identifier: MIT
#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

namespace Tokenwright {

/// Makes what others wrote fit to be shown, printed, logged or kept: the one place that decides
/// what of it is hidden, for window, command line, log and ledger.
///
/// Hidden, each as "•••":
/// - every one of the secrets it was made with, however it comes back: as it is, percent-encoded,
///   escaped as in JSON, C, SQL or HTML, as the numbers of its bytes, in hexadecimal or Base64
///   (also within more of it, twice, and of UTF-16), several of these one upon the other, in any
///   case of its letters;
/// - whatever stands under a name that says secret (saysSecret() and a few more), whole;
/// - at the end, where a text may have been cut off, also the beginning of a secret;
/// - what looks like a token: a JWT, what follows "Bearer" or "Basic", a long run of mixed
///   characters.
///
/// A short secret, or one that is an ordinary word, would be found everywhere: a hole in
/// "invalid_•••" or in "••• authentication failed" tells more than it hides. So a secret of less
/// than eight characters, or of letters alone, counts only as a whole word, and one that consists
/// of words which servers use themselves ("client", "invalid") only where it stands as a value: as
/// a whole text, or right after a word such as "secret" or "password".
///
/// Then controls and invisible characters are spelled out (visibleText()), and what is too long is
/// cut. Time and memory grow with the length looked at, which is bounded. Its copies of the secrets
/// are wiped when it goes. Usable from any thread.
class Redaction
{
public:
    explicit Redaction(const QList<Secret> &secrets);
    ~Redaction();
    Q_DISABLE_COPY_MOVE(Redaction)

    static constexpr int usualLimit = 500; ///< Characters.

    /// \a text, as a tree where it is JSON.
    QString text(const QString &text, int limit = usualLimit) const;
    /// \a tree as JSON in one line.
    QString tree(const QJsonValue &tree, int limit = usualLimit) const;
    /// The keys and types of \a tree, and no value: for answers that may hold a live token.
    QString shape(const QJsonValue &tree, int limit = usualLimit) const;

    /// Whether nothing in \a text, short and in one piece, had to be hidden.
    bool leavesAlone(const QString &text) const;

private:
    friend class RedactedTree;

    /// A form in which a secret may come back.
    struct Needle
    {
        QByteArray bytes; ///< Lower case.
        bool wholeWord = false;
    };

    QString withoutSecrets(const QString &text) const;
    QString withoutAnySecret(const QString &text) const;
    bool holdsEncoded(QByteArray run, int deepest = 1) const;
    qsizetype beginningOfSecret(const QByteArray &text) const;
    void add(const QByteArray &secret);

    QList<Needle> m_needles;
    QList<QByteArray> m_encoded; ///< Secrets looked for in what Base64 decodes to, in lower case.
    QList<QByteArray> m_ordinary; ///< Secrets that are words servers use.
    qsizetype m_margin = 64; ///< No disguise of a secret is longer.
};

} // namespace Tokenwright
