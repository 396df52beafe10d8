// SPDX-License-Identifier: MIT
#include "ExpectedRenewals.h"

#include <algorithm>

using namespace Qt::StringLiterals;

using Tokenwright::Moment;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 leastPause = 30 * second;
constexpr qsizetype mostWords = 8;

} // namespace

qint64 ExpectedRenewals::Token::reserve() const
{
    return std::min(300 * second, life / 2);
}

qint64 ExpectedRenewals::Token::spread() const
{
    return std::min(120 * second, life / 10);
}

/// By whichever clock says less: the wall's may have been set, the other goes on in suspend.
qint64 ExpectedRenewals::Token::left(const Moment &now) const
{
    return sent ? life - std::max(now.wall - sent->wall, now.boot - sent->boot) : 0;
}

void ExpectedRenewals::requested(const QByteArray &client, const Moment &now, qint64 seconds,
                                 bool asked)
{
    ++m_requests;
    Token &token = m_tokens[client];
    const qint64 tooMuch = token.left(now) - token.reserve() - token.spread();
    if (!asked && (!token.kept || (token.sent && tooMuch > 0))) {
        ++m_early;
        say(token.kept ? u"%1 was renewed %2 s early at %3"_s.arg(QString::fromLatin1(client))
                             .arg(double(tooMuch) / second)
                             .arg(now.boot)
                       : u"%1 was renewed unasked"_s.arg(QString::fromLatin1(client)));
    }
    token.sent = now;
    token.asked = now.boot;
    token.life = seconds * second;
    token.toldLate = false;
}

void ExpectedRenewals::lookForLate(const Moment &now)
{
    for (auto token = m_tokens.begin(); token != m_tokens.end(); ++token) {
        const bool mayAsk = !token->asked || now.boot >= *token->asked + leastPause;
        const bool isLate = token->kept && mayAsk
            && (!token->sent || token->left(now) < token->reserve());
        if (isLate && !std::exchange(token->toldLate, true)) {
            ++m_late;
            say(u"%1 was not renewed at %2, %3 s after its last moment"_s
                    .arg(QString::fromLatin1(token.key()))
                    .arg(now.boot)
                    .arg(double(token->reserve() - token->left(now)) / second));
        }
    }
}

int ExpectedRenewals::kept() const
{
    return int(std::ranges::count(m_tokens, true, &Token::kept));
}

void ExpectedRenewals::say(const QString &words)
{
    if (m_words.size() < mostWords)
        m_words.append(words);
}
