// SPDX-License-Identifier: MIT
#include "SecretMask.h"

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

constexpr QByteArrayView maskBytes = "••••••";

/// How a language writes the characters that mean something to it.
struct Spelling
{
    bool (*isOther)(char);
    QByteArray (*written)(char);
};

template <char... characters> bool isOneOf(char c)
{
    return ((c == characters) || ...);
}

/// Not left as it is by URLs: RFC 3986 §2.3.
bool isReservedInUrls(char c)
{
    const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !isPlain && !isOneOf<'-', '.', '_', '~'>(c);
}

QByteArray hexadecimal(char c, int digits)
{
    return QByteArray::number(uchar(c), 16).rightJustified(digits, '0');
}

QByteArray behindBackslash(char c)
{
    return QByteArray("\\").append(c);
}

QByteArray asUnicode(char c)
{
    return "\\u" + hexadecimal(c, 4);
}

QByteArray asUpperUnicode(char c)
{
    return "\\u" + hexadecimal(c, 4).toUpper();
}

QByteArray asPercent(char c)
{
    return '%' + hexadecimal(c, 2);
}

QByteArray asUpperPercent(char c)
{
    return '%' + hexadecimal(c, 2).toUpper();
}

QByteArray asEntity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#" + QByteArray::number(uchar(c)) + ';';
    }
}

// As programs write into a text of theirs what they were given. THE table of those.
constexpr Spelling spellings[]{
    {isOneOf<'/', '"', '\\'>, behindBackslash}, // JSON as PHP writes it
    {isOneOf<'"', '\\'>, behindBackslash}, // others
    {isOneOf<'<', '>', '&'>, asUnicode}, // Go
    {isOneOf<'<', '>', '&', '\'', '='>, asUnicode}, // Gson
    {isOneOf<'<', '>', '&', '\'', '+', '"', '`'>, asUpperUnicode}, // .NET
    {isOneOf<'<', '>', '&', '"', '\''>, asEntity}, // HTML, XML
    {isReservedInUrls, asUpperPercent},
    {isReservedInUrls, asPercent},
};

QByteArray spelled(QByteArrayView secret, const Spelling &how)
{
    QByteArray result;
    for (const char c : secret) {
        if (how.isOther(c))
            result += how.written(c);
        else
            result += c;
    }
    return result;
}

/// The \a secrets and how else they are written, the longest first.
QList<Secret> inAllSpellings(const QList<Secret> &secrets)
{
    QList<Secret> all;
    for (const Secret &secret : secrets) {
        if (secret.isEmpty())
            continue;
        all.append(secret);
        for (const Spelling &how : spellings) {
            if (QByteArray other = spelled(secret.reveal(), how); other != secret.reveal())
                all.append(Secret(std::move(other)));
        }
    }
    std::ranges::sort(all, std::greater(), &Secret::size);
    return all;
}

} // namespace

SecretMask::SecretMask(const QList<Secret> &secrets)
    : m_secrets(inAllSpellings(secrets))
{ }

SecretMask::~SecretMask()
{
    wipe(m_held);
}

QByteArray SecretMask::masked(const QByteArray &piece)
{
    m_held.append(piece);
    QByteArray shown;
    qsizetype from = 0;
    const qsizetype nowhere = m_held.size();
    // Where each is next: to look for all of them again behind each would take a time that grows
    // with the square of what is printed.
    QList<qsizetype> next(m_secrets.size(), -1);
    for (;;) {
        qsizetype at = nowhere;
        qsizetype length = 0;
        for (qsizetype i = 0; i < m_secrets.size(); ++i) {
            const Secret &secret = m_secrets.at(i);
            if (next.at(i) < from) {
                const qsizetype found = QByteArrayView(m_held).indexOf(secret.reveal(), from);
                next[i] = found < 0 ? nowhere : found;
            }
            if (next.at(i) < at) {
                at = next.at(i);
                length = secret.size();
            }
        }
        if (at == nowhere || mayBeLonger(at, length))
            break;
        shown.append(QByteArrayView(m_held).sliced(from, at - from)).append(maskBytes);
        from = at + length;
    }
    QByteArray left = m_held.sliced(from);
    wipe(m_held);
    m_held = std::move(left);
    const qsizetype kept = beginningAtEnd();
    shown.append(QByteArrayView(m_held).chopped(kept));
    m_held.remove(0, m_held.size() - kept);
    return shown;
}

QByteArray SecretMask::rest()
{
    m_isEnded = true; // what is there is all there is
    QByteArray shown = masked({});
    return shown + std::exchange(m_held, {});
}

/// Whether what is a secret of \a length at \a from may turn out to be the beginning of a longer
/// one.
bool SecretMask::mayBeLonger(qsizetype from, qsizetype length) const
{
    const QByteArrayView held = QByteArrayView(m_held).sliced(from);
    return !m_isEnded && std::ranges::any_of(m_secrets, [&](const Secret &secret) {
        return secret.size() > length && held.size() < secret.size()
            && secret.reveal().startsWith(held);
    });
}

/// How many of the last bytes may be the beginning of a secret.
qsizetype SecretMask::beginningAtEnd() const
{
    qsizetype most = 0;
    if (m_isEnded)
        return most;
    for (const Secret &secret : m_secrets) {
        for (qsizetype length = std::min(secret.size() - 1, m_held.size()); length > most;
             --length) {
            if (m_held.endsWith(secret.reveal().first(length))) {
                most = length;
                break;
            }
        }
    }
    return most;
}

} // namespace Tokenwright
