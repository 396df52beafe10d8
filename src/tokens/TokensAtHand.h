// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "ClientCredentials.h"
#include "CredentialRegistry.h"
#include "SecretStore.h"
#include "SetFingerprints.h"
#include "TokenLedger.h"

#include <QHash>
#include <QTimer>

#include <optional>

namespace Tokenwright {

/// How a token is asked for.
struct TokenQuery
{
    bool force = false; ///< Always a new one, by a request of its own.
    qint64 minimumSeconds = 300; ///< A token with less left is not reused.
    Prompt prompt = Prompt::Allowed;
    /// Only a token that is there already: whatever is found, no request is made. Without one the
    /// answer is ErrorKind::NoToken.
    bool neverMint = false;
    /// Only a token issued after this moment will do (milliseconds since the epoch).
    qint64 newerThan = 0;
    /// Other scopes than the set's own: always a request of its own, and the token is not kept.
    std::optional<QStringList> scopes{};
    /// The pair is tried as it will be after this change: the same holds of its token.
    struct Change
    {
        ClientCredentials before;
        ClientCredentials after;
    };
    std::optional<Change> change{};
    /// For the log, see LoggedRequest::askedBy; empty: the program that the service is of.
    QString askedBy{};

    /// Whether it is for something else than the set's own token.
    bool isApart() const { return scopes || change; }
};

/// Which tokens this run of a program has at hand: those of which the ledger knows, and those that
/// are in its memory alone. The one place that decides whether a token may be reused. Looks at no
/// keychain. Lives in one thread; what it is given is borrowed and must outlive it.
class TokensAtHand
{
public:
    TokensAtHand(const Clock &clock, const ProviderCatalog &providers,
                 const CredentialRegistry &registry, const TokenLedger &ledger);

    /// What \a set asks for as it is now, see requestFingerprint(); empty: nobody can tell.
    QString fingerprintOf(const CredentialSet &set) const { return m_fingerprints.of(set); }
    QString fingerprintOf(const QString &setId) const;

    /// What counts of the ledger's record of \a setId, in this run: see whatCounts().
    TokenRecord record(const QString &setId, const QString &fingerprint) const;
    /// Whether the ledger knows a token that \a query would reuse.
    bool hasReusable(const QString &setId, const QString &fingerprint,
                     const TokenQuery &query) const;
    /// Whether \a query, for what \a fingerprint stands for, would reuse \a token.
    bool mayReuse(const AccessToken &token, const QString &fingerprint,
                  const TokenQuery &query) const;

    /// The ledger's record of \a setId, once \a token is its own. A file may have no \a clientId.
    TokenRecord recordWith(const QString &setId, const AccessToken &token, bool inMemoryOnly,
                           const QString &clientId) const;

    /// The token of \a setId that is in memory alone, unless another program got a newer one.
    std::optional<AccessToken> held(const QString &setId) const;
    /// Holds \a token, which nothing else would, until it runs out.
    void hold(const QString &setId, const AccessToken &token);
    void letGo(const QString &setId) { m_held.remove(setId); }

    /// Tokens that others took the place of and that still live, latest first, until they run out
    /// or the set is changed.
    QList<AccessToken> earlier(const QString &setId) const;
    /// Remembers \a token, which is about to be replaced, as an earlier one.
    void setAside(const QString &setId, const AccessToken &token);

    /// The set is gone.
    void forget(const QString &setId);

    /// Tells tokens in this program's memory from others', see TokenRecord::heldBy.
    const QString run = freshIdentifier();

private:
    bool wouldTake(const TokenQuery &query, const TokenLifetime &lifetime) const;
    void letGoOfOutlived();

    const Clock &m_clock;
    const CredentialRegistry &m_registry;
    const TokenLedger &m_ledger;
    const SetFingerprints m_fingerprints;
    QHash<QString, AccessToken> m_held; ///< The keychain would not.
    QHash<QString, QList<AccessToken>> m_earlier; ///< Latest first.
    QTimer m_outlived; ///< Until the next of those in memory runs out.
};

} // namespace Tokenwright
