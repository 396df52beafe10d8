// SPDX-License-Identifier: MIT
#include "SecretMask.h"

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

constexpr QByteArrayView maskBytes = "••••••";

QList<Secret> longestFirst(QList<Secret> secrets)
{
    secrets.removeIf([](const Secret &secret) { return secret.isEmpty(); });
    std::ranges::sort(secrets, std::greater(), &Secret::size);
    return secrets;
}

} // namespace

SecretMask::SecretMask(QList<Secret> secrets)
    : m_secrets(longestFirst(std::move(secrets)))
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
    for (;;) {
        qsizetype at = -1;
        qsizetype length = 0;
        for (const Secret &secret : m_secrets) {
            const qsizetype found = QByteArrayView(m_held).indexOf(secret.reveal(), from);
            if (found >= 0 && (at < 0 || found < at)) {
                at = found;
                length = secret.size();
            }
        }
        if (at < 0 || mayBeLonger(at, length))
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
