// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "Clock.h"
#include "CredentialRegistry.h"
#include "HttpClient.h"
#include "MintTurns.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "SecretStore.h"
#include "TokenGrant.h"
#include "TokenLedger.h"
#include "TokensAtHand.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QQueue>
#include <QTimer>

#include <optional>

namespace Tokenwright {

class RefreshTokenExchange;
class RequestLog;
class TokenMint;

/// A token handed out.
struct IssuedToken
{
    AccessToken token;
    bool minted = false; ///< Otherwise it was reused.
    bool inMemoryOnly = false; ///< The keychain does not hold it: gone when the program quits.
    /// The provider gave a new refresh token for the one that was sent, and the keychain has not
    /// taken it yet: see TokenService::isExchanging().
    bool refreshTokenUnkept = false;
};

/// What is to be said of a refresh token that the keychain does not take, in sentences; \a reason
/// is why. Translated.
QString unkeptRefreshTokenText(const Error &reason);

/// A token that is being got.
struct WorkUnderWay
{
    /// Whom it waits for.
    enum class For {
        Keychain, ///< Perhaps until somebody has unlocked it.
        Turn, ///< Other requests, of this program or of another, go first.
        Server,
    };
    For awaits = For::Keychain;
    qint64 since = 0; ///< Moment::boot at which it was asked for.
};

/// Hands out tokens: one mint (TokenMint) a set at a time, within this program and between
/// programs, whose answer everyone who waits for it shares; a forced one is always a request of its
/// own. From the lock to the answer at most six mints are under way with one server, thirty in all
/// (MintTurns); what else is asked for waits for its turn. Nothing is retried. Lives in one thread;
/// everything it is given is borrowed and must outlive it.
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
        HttpClient &client;
        /// Whether earlierTokens() will be asked for: no, saves a forced mint a look at the
        /// keychain.
        bool remembersEarlier = true;
        RequestLog *log = nullptr; ///< Gets every request; may be null.
        QString askedBy = askedByWindow; ///< Unless the query says who.
    };
    explicit TokenService(const Parts &parts, QObject *parent = nullptr);
    ~TokenService() override;

    /// A token of \a setId. Completes once it is stored. Errors: every kind.
    QFuture<Result<IssuedToken>> token(const QString &setId, const TokenQuery &query);

    /// Ends what is under way for \a setId; whoever waits gets ErrorKind::Cancelled.
    void cancel(const QString &setId);
    bool isWorking(const QString &setId) const { return m_underWay.contains(setId); }
    /// Whether a refresh token was sent whose answer, or what came in its place, is not in the
    /// keychain yet: a program that ends meanwhile may lose the set's only one. Cancelling does not
    /// end that.
    bool isExchanging() const { return m_exchanges > 0; }
    /// The oldest of what is under way for \a setId.
    std::optional<WorkUnderWay> underWay(const QString &setId) const;

    /// What the ledger knows of the token of \a set that counts in this run, as the set is now:
    /// see whatCounts().
    TokenRecord recordOf(const CredentialSet &set) const;
    /// Whether the ledger knows a token that \a query would reuse; looks at no secret.
    bool hasReusableToken(const QString &setId, const TokenQuery &query) const;
    /// What is left, in milliseconds, of a token that \a query would make invalid at once, because
    /// it mints where the provider lets the latest token alone live. Nothing: there is none.
    std::optional<qint64> wouldRevoke(const QString &setId, const TokenQuery &query) const;
    /// Forgets the tokens of \a setId that are in memory, the earlier ones too.
    void letGo(const QString &setId) { m_atHand.forget(setId); }
    std::optional<RequestReport> lastRequest(const QString &setId) const;

    /// Opens a connection ahead to the token endpoint of \a setId, if it has no token that could be
    /// reused; at most once a minute for each host. Touches no keychain, sends nothing.
    void prepare(const QString &setId);

    /// Tokens that a forced mint replaced and that still live, latest first. In memory only, until
    /// they run out or the set is changed.
    QList<AccessToken> earlierTokens(const QString &setId) const { return m_atHand.earlier(setId); }

    /// The token of \a setId that is in this program's memory alone. Looks at no keychain.
    std::optional<AccessToken> tokenInMemory(const QString &setId) const
    {
        return m_atHand.held(setId);
    }

Q_SIGNALS:
    void workStarted(const QString &setId);
    /// After the waiters have their answer. The set may have been removed meanwhile.
    void workFinished(const QString &setId);
    /// isExchanging() is another.
    void exchangingChanged(bool isExchanging);
    /// The keychain does not take the refresh token that came for \a setId; it is asked again until
    /// refreshTokenKept().
    void refreshTokenUnkept(const QString &setId, const Tokenwright::Error &reason);
    void refreshTokenKept(const QString &setId);

private:
    /// A mint, and who waits for its answer.
    struct Work
    {
        TokenMint *mint; ///< Owned by this; deletes itself when it is over.
        QList<Async::Completion<IssuedToken>> waiters;
    };

    void beginMore();
    void beginNext();
    void answer(const QString &setId, const TokenMint *mint, const Result<IssuedToken> &result);
    void end(const QString &setId, ErrorKind why);
    void forget(const QString &setId);
    void watch(const QString &setId, RefreshTokenExchange *exchange);

    const Parts m_parts;
    TokensAtHand m_atHand;
    MintTurns m_turns;
    QQueue<QPointer<TokenMint>> m_toBegin; ///< In the order in which they were asked for.
    int m_begun = 0; ///< In this turn of the event loop.
    QTimer m_nextTurn;
    QHash<QString, QList<Work>> m_underWay; ///< Several of a set when forced, or edited meanwhile.
    QHash<QString, RequestReport> m_reports;
    int m_exchanges = 0; ///< Refresh tokens that are not settled.
    QHash<QString, qint64> m_preparedAt; ///< Moment::boot, by origin.
};

} // namespace Tokenwright
