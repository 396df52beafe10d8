// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <optional>

/// When each set's token is to be renewed, reckoned from what the README and TokenKeeper promise
/// and from nothing that the program says: not before what is left is the reserve (five minutes, or
/// half of its life) and up to two minutes or a tenth of its life more, and not after it is the
/// reserve.
class ExpectedRenewals
{
public:
    void keep(const QByteArray &client, bool kept) { m_tokens[client].kept = kept; }
    void remove(const QByteArray &client) { m_tokens.remove(client); }
    /// Its set now asks for something else: the token counts no longer.
    void forgetToken(const QByteArray &client) { m_tokens[client].sent.reset(); }

    /// A request came in at \a now, and gets a token for \a seconds. Unless \a asked, by hand or by
    /// another program, it must be due.
    void requested(const QByteArray &client, const Tokenwright::Moment &now, qint64 seconds,
                   bool asked);
    /// Nothing is under way at \a now: whoever is due by now is late.
    void lookForLate(const Tokenwright::Moment &now);

    int requests() const { return m_requests; }
    int kept() const;
    int late() const { return m_late; }
    int early() const { return m_early; } ///< Double ones too.
    QStringList words() const { return m_words; } ///< Of the first few.

private:
    struct Token
    {
        bool kept = false;
        bool toldLate = false;
        std::optional<Tokenwright::Moment> sent; ///< Nothing: there is no token.
        qint64 life = 0; ///< Milliseconds.
        std::optional<qint64> asked; ///< Moment::boot of the last request.

        qint64 reserve() const;
        qint64 spread() const;
        qint64 left(const Tokenwright::Moment &now) const;
    };

    void say(const QString &words);

    QHash<QByteArray, Token> m_tokens;
    QStringList m_words;
    int m_requests = 0;
    int m_late = 0;
    int m_early = 0;
};
