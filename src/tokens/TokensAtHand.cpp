// SPDX-License-Identifier: MIT
#include "TokensAtHand.h"

#include "Redaction.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 longestTimer = 24 * 60 * 60'000; // milliseconds; Qt's own bound is further away

} // namespace

TokensAtHand::TokensAtHand(const Clock &clock, const ProviderCatalog &providers,
                           const CredentialRegistry &registry, const TokenLedger &ledger)
    : m_clock(clock)
    , m_registry(registry)
    , m_ledger(ledger)
    , m_fingerprints(providers)
{
    m_outlived.setSingleShot(true);
    m_outlived.callOnTimeout([this] { letGoOfOutlived(); });
}

QString TokensAtHand::fingerprintOf(const QString &setId) const
{
    const CredentialSet *set = m_registry.find(setId);
    return set ? fingerprintOf(*set) : QString();
}

TokenRecord TokensAtHand::record(const QString &setId, const QString &fingerprint) const
{
    return whatCounts(m_ledger.record(setId), fingerprint, run);
}

/// Whether a token that lives so is what \a query asks for. An unknown life will do while its token
/// is at hand.
bool TokensAtHand::wouldTake(const TokenQuery &query, const TokenLifetime &lifetime) const
{
    return !query.force && !query.isApart() && lifetime.issued > query.newerThan
        && (!lifetime.expires || isReusable(lifetime, m_clock.now(), query.minimumSeconds));
}

bool TokensAtHand::hasReusable(const QString &setId, const QString &fingerprint,
                               const TokenQuery &query) const
{
    const TokenRecord known = record(setId, fingerprint);
    return known.hasToken && wouldTake(query, known.lifetime)
        && (known.lifetime.expires || m_held.contains(setId));
}

bool TokensAtHand::mayReuse(const AccessToken &token, const QString &fingerprint,
                            const TokenQuery &query) const
{
    return token.fingerprint == fingerprint && wouldTake(query, token.lifetime);
}

TokenRecord TokensAtHand::recordWith(const QString &setId, const AccessToken &token,
                                     bool inMemoryOnly, const QString &clientId) const
{
    TokenRecord record = m_ledger.record(setId);
    record.hasToken = true;
    record.lifetime = token.lifetime;
    record.fingerprint = token.fingerprint;
    // it may be named after the client, and servers put anything there: this is for a file
    record.scope = Redaction({token.value, Secret::fromText(clientId)})
                       .text(token.scope, int(token.scope.size()) + 1);
    record.heldBy = inMemoryOnly ? run : QString();
    record.lastFailure.reset();
    return record;
}

std::optional<AccessToken> TokensAtHand::held(const QString &setId) const
{
    const auto found = m_held.constFind(setId);
    if (found == m_held.cend())
        return {};
    const TokenRecord noted = m_ledger.record(setId);
    const bool isReplaced = noted.hasToken && noted.lifetime.issued > found->lifetime.issued;
    return isReplaced ? std::nullopt : std::optional(*found);
}

void TokensAtHand::hold(const QString &setId, const AccessToken &token)
{
    m_held.insert(setId, token);
    letGoOfOutlived();
}

QList<AccessToken> TokensAtHand::earlier(const QString &setId) const
{
    const QString fingerprint = fingerprintOf(setId);
    const Moment now = m_clock.now();
    QList<AccessToken> living = m_earlier.value(setId);
    living.removeIf([&](const AccessToken &token) {
        const auto left = remainingMilliseconds(token.lifetime, now);
        return token.fingerprint != fingerprint || !left || *left <= 0;
    });
    return living;
}

void TokensAtHand::setAside(const QString &setId, const AccessToken &token)
{
    m_earlier[setId].prepend(token);
    letGoOfOutlived();
}

void TokensAtHand::forget(const QString &setId)
{
    m_held.remove(setId);
    m_earlier.remove(setId);
}

/// Tokens that ran out leave the memory too, as soon as they have.
void TokensAtHand::letGoOfOutlived()
{
    const Moment now = m_clock.now();
    std::optional<qint64> next;
    const auto isOutlived = [&](const AccessToken &token) {
        const auto left = remainingMilliseconds(token.lifetime, now);
        if (left && *left > 0)
            next = std::min(next.value_or(*left), *left);
        return left && *left <= 0;
    };
    for (QList<AccessToken> &tokens : m_earlier)
        tokens.removeIf(isOutlived);
    m_held.removeIf(
        [&](QHash<QString, AccessToken>::iterator entry) { return isOutlived(*entry); });
    if (next)
        m_outlived.start(std::chrono::milliseconds(std::min(*next, longestTimer)));
}

} // namespace Tokenwright
