// SPDX-License-Identifier: MIT
#pragma once

#include "core/Clock.h"
#include "core/Profile.h"
#include "credentials/ClientCredentials.h"
#include "credentials/CredentialRegistry.h"
#include "keychain/SecretStore.h"
#include "oauth/TokenEndpoint.h"
#include "providers/ProviderCatalog.h"
#include "tokens/AccessToken.h"
#include "tokens/MintTurns.h"
#include "tokens/TokenLedger.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>
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
};

/// A token handed out.
struct IssuedToken
{
    AccessToken token;
    bool minted = false; ///< Otherwise it was reused.
    bool inMemoryOnly = false; ///< The keychain does not hold it: gone when the program quits.
};

/// What happened at a set's last request, for people. In memory only.
struct RequestReport
{
    qint64 at = 0; ///< Milliseconds since the epoch.
    qint64 milliseconds = 0; ///< From sending to the whole answer.
    QUrl endpoint; ///< Without its query, which may hold the pair.
    int httpStatus = 0;
    std::optional<Error> error; ///< Redacted.
    /// By how much this computer's clock is ahead of the server's, in milliseconds; nothing: the
    /// answer does not say, or they agree.
    std::optional<qint64> clockAhead;
};

/// Reuses or mints, one mint a set at a time, within this program and between programs.
///
/// A valid token in the keychain is reused. Otherwise the keychain is unlocked, then the set's lock
/// is taken, what others did meanwhile is looked at, and one client-credentials request is made;
/// everyone waiting shares its answer. From the lock to the answer at most six mints are under way
/// with one server, thirty in all (MintTurns); what else is asked for waits for its turn. No
/// request is retried, and nobody is asked anything while the lock is held: should the keychain be
/// locked again by then, the lock is let go and all begins anew. Lives in one thread; everything it
/// is given is borrowed and must outlive it.
class TokenService : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Profile profile;
        const Clock &clock;
        const ProviderCatalog &providers;
        CredentialRegistry &registry;
        TokenLedger &ledger;
        SecretStore &store;
        TokenEndpoint &endpoint;
        /// Whether earlierTokens() will be asked for: no, saves a forced mint a look at the
        /// keychain.
        bool remembersEarlier = true;
    };
    explicit TokenService(const Parts &parts, QObject *parent = nullptr);
    ~TokenService() override;

    /// A token of \a setId. Completes once it is stored. Errors: every kind.
    QFuture<Result<IssuedToken>> token(const QString &setId, const TokenQuery &query);

    /// Ends what is under way for \a setId; whoever waits gets ErrorKind::Cancelled.
    void cancel(const QString &setId);
    bool isWorking(const QString &setId) const { return m_mints.contains(setId); }

    /// Whether the ledger knows a token that \a query would reuse; looks at no secret.
    bool hasReusableToken(const QString &setId, const TokenQuery &query) const;
    /// Whether \a record speaks of a token that another run of a program holds, or held, in memory.
    bool isOutOfReach(const TokenRecord &record) const
    {
        return !record.heldBy.isEmpty() && record.heldBy != m_run;
    }
    std::optional<RequestReport> lastRequest(const QString &setId) const;

    /// Opens a connection ahead to the token endpoint of \a setId, if it has no token that could be
    /// reused; at most once a minute for each host. Touches no keychain, sends nothing.
    void prepare(const QString &setId);

    /// Tokens that a forced mint replaced and that still live, latest first. In memory only, until
    /// they run out or the set is changed.
    QList<AccessToken> earlierTokens(const QString &setId) const;

Q_SIGNALS:
    void workStarted(const QString &setId);
    /// After the waiters have their answer. The set may have been removed meanwhile.
    void workFinished(const QString &setId);

private:
    struct Mint;
    using MintPointer = std::shared_ptr<Mint>;

    // The steps of one mint, in order; each decides what the next one is.
    void begin(const MintPointer &mint);
    QFuture<Result<IssuedToken>> attempt(const MintPointer &mint);
    QFuture<Result<IssuedToken>>
    reuseOrElse(const MintPointer &mint, Prompt prompt,
                std::function<QFuture<Result<IssuedToken>>()> otherwise);
    QFuture<Result<IssuedToken>> takeLock(const MintPointer &mint);
    QFuture<Result<IssuedToken>> underLock(const MintPointer &mint);
    QFuture<Result<IssuedToken>> send(const MintPointer &mint,
                                      const ClientCredentials &credentials);
    static AccessToken tokenOf(const MintPointer &mint, const TokenAnswer &answer);
    QFuture<Result<IssuedToken>> keep(const MintPointer &mint, const AccessToken &token);
    QFuture<Result<void>> setAside(const MintPointer &mint);
    void conclude(const MintPointer &mint, const Result<IssuedToken> &result);
    void answer(const MintPointer &mint, const Result<IssuedToken> &result);

    Result<void> look(const MintPointer &mint) const;
    bool mayReuse(const MintPointer &mint, const AccessToken &token) const;
    bool mayJoin(const MintPointer &mint, const TokenQuery &query) const;
    QString fingerprintOf(const QString &setId) const;
    void letGoOfOutlived();
    void end(const QString &setId, ErrorKind why);
    void forget(const QString &setId);

    Parts m_parts;
    const QString m_run
        = freshIdentifier(); ///< Tells tokens in this program's memory from others'.
    MintTurns m_turns;
    QHash<QString, QList<MintPointer>> m_mints; ///< Under way; several only when forced.
    QHash<QString, RequestReport> m_reports;
    QHash<QString, QList<AccessToken>> m_earlier; ///< Latest first.
    QHash<QString, qint64> m_preparedAt; ///< Moment::boot, by origin.
    QHash<QString, AccessToken> m_inMemory; ///< Tokens the keychain would not hold.
    QTimer m_outlived; ///< Until the next of those in memory runs out.
};

} // namespace Tokenwright
