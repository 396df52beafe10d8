// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "FileLock.h"
#include "RefreshTokenExchange.h"
#include "TokenService.h"

namespace Tokenwright {

/// One token being got: the one that is at hand, or else a new one. Its steps, of which one is
/// under way at a time, in the order in which they are written down here and in the source:
///
/// look what the set asks for, and reuse what is at hand · unlock the keychain, as long as that
/// takes a person · wait for a turn, take the set's lock · look again, and reuse what others got
/// meanwhile · read the pair · ask the provider · keep the refresh token that it gave for the one
/// that was sent · set aside what is replaced · keep the token, note it in the ledger · let go of
/// the lock and answer.
///
/// Nobody is asked anything while the lock is held: should the keychain be locked again by then,
/// the lock is let go and all begins anew. The request is sent once. One that sends a refresh token
/// is not taken back, since its answer may be all that is left of it; nor is the lock let go before
/// the keychain has what came (RefreshTokenExchange). Lives in its service's thread,
/// and deletes itself when it is over; what it is given is borrowed.
class TokenMint : public QObject
{
    Q_OBJECT

public:
    TokenMint(const TokenService::Parts &parts, TokensAtHand &atHand, MintTurns &turns,
              QString setId, TokenQuery query, QObject *parent);

    /// To be called once; nothing is done when all is over by then.
    void start();
    /// Completes once the token is stored. Errors: every kind.
    QFuture<Result<IssuedToken>> issued() const { return m_answer.future(); }

    /// Whether what this brings is what \a query asks for: a token of the set as it is now, which
    /// asks for \a fingerprint, with as much life left, fetched with no less leave to prompt.
    bool serves(const TokenQuery &query, const QString &fingerprint) const;
    /// Whom it waits for at present, and since when it is at all: Moment::boot.
    WorkUnderWay::For awaits() const { return m_awaits; }
    qint64 since() const { return m_since; }
    /// Whether a request went out.
    bool isSent() const { return m_sent.has_value(); }

    /// Answers at once with \a why. What is under way ends, but that a token which the provider has
    /// given is still kept.
    void end(ErrorKind why);

Q_SIGNALS:
    /// A request has ended.
    void requested(const Tokenwright::RequestReport &report,
                   const Tokenwright::LoggedRequest &logged);
    /// A refresh token is about to be sent; from now on until it is closed.
    void exchanging(Tokenwright::RefreshTokenExchange *exchange);

private:
    void look();
    std::optional<Error> failureOfAnother() const;
    void reuse();
    void onToken(const Result<Secret> &payload);
    void getAnother();
    void unlock();
    void onOpen(const Result<void> &open);
    void prepare();
    void onTurn(const MintTurns::Turn &turn);
    void onLock(const Result<HeldLock> &lock);
    void readPair();
    void ask(const Result<Secret> &payload);
    void onAnswer(const TokenGrant::Outcome &outcome);
    void onSettled(const TokenGrant::Outcome &outcome);
    void setAside();
    void onEarlier(const Result<Secret> &payload);
    void heed(const AccessToken &earlier);
    bool remembersEarlier() const;
    void keep();
    void note(const Result<void> &written);

    void onUnreadable(const Error &error);
    void conclude(const Result<IssuedToken> &result);
    void finish(Result<IssuedToken> result);
    template <class T, class Next> void then(QFuture<Result<T>> future, Next next);

    const TokenService::Parts &m_parts;
    TokensAtHand &m_atHand;
    MintTurns &m_turns;
    const QString m_setId;
    const TokenQuery m_query;
    const Async::Completion<IssuedToken> m_answer;
    const qint64 m_since;
    WorkUnderWay::For m_awaits = WorkUnderWay::For::Keychain;
    bool m_isOver = false; ///< Whatever still comes changes nothing.

    CredentialSet m_set;
    Provider m_provider;
    QString m_fingerprint;

    int m_rounds = 0; ///< How often the keychain was to be unlocked.
    Seldom<MintFailure> m_failureBefore; ///< The last one known when the waiting began.
    bool m_sharesFailure = false; ///< Its failure is somebody else's and noted already.
    Result<void> m_open; ///< Whether the keychain is.
    MintTurns::Turn m_turn; ///< Held as long as the lock, and while waiting for it.
    HeldLock m_lock;

    std::optional<Moment> m_sent; ///< Nothing: no request went out.
    QString m_clientId; ///< Of that request; goes into no file.
    std::function<void()> m_cancelCall;
    RefreshTokenExchange *m_exchange = nullptr; ///< Of the refresh token that was sent; a child.
    AccessToken m_token; ///< That the provider gave.
};

} // namespace Tokenwright
