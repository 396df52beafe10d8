// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "TokenService.h"
#include "WakeTimer.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace Tokenwright {

/// Renews the tokens of the sets that are to be kept fresh (CredentialSet::keepFresh), before they
/// run out and while the program runs. Never raises an unlock prompt, never asks a provider more
/// often than it documents, at most four at a time. What fails is tried again later and later; what
/// only a person can mend, such as rejected credentials, is not: the set is left alone until it is
/// changed or somebody mints a token for it. Lives in one thread; what it is given is borrowed.
class TokenKeeper : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostAtATime = 4;

    struct Parts
    {
        const Clock &clock;
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        const TokenLedger &ledger;
        TokenService &service;
        WakeTimer &timer;
        /// The least life, in seconds, with which a token of that set is reused.
        std::function<qint64(const CredentialSet &)> minimumSeconds;
        std::function<double()> jitter; ///< A random number from 0 to 1.
    };
    explicit TokenKeeper(const Parts &parts, QObject *parent = nullptr);

    /// Looks at every set again now; also whenever something changes that it can hear of.
    void reconsider();
    /// Whether renewal was given up for \a setId until somebody does something about it.
    bool hasStopped(const QString &setId) const;

Q_SIGNALS:
    void renewed(const QString &setId);
    /// The first failure of a series. \a willRetry: it goes on by itself.
    void renewalFailed(const QString &setId, const Tokenwright::Error &error, bool willRetry);

private:
    struct Keep
    {
        double jitter = 0.5; ///< Drawn anew for each token.
        qint64 jitterOf = -1; ///< TokenLifetime::issued of the token it was drawn for.
        int failures = 0; ///< In a row.
        std::optional<qint64> notBefore{}; ///< Moment::boot; after a failure, or for a limit.
        std::optional<QString> stoppedAt{}; ///< What the set looked like when it was given up.
        bool running = false;
    };

    std::optional<qint64> dueAt(const CredentialSet &set, Keep &keep, const Moment &now);
    QString stateOf(const CredentialSet &set) const;
    qint64 waitFor(const Provider &provider, const Moment &now);
    void renew(const QString &setId);
    void onRenewed(const QString &setId, const Result<IssuedToken> &result);
    void scheduleReconsidering();
    void noteRequest(const Provider &provider, qint64 at);
    int mintedToday(const QString &provider, const Moment &now);

    Parts m_parts;
    QHash<QString, Keep> m_keeps;
    QHash<QString, QList<qint64>> m_requests; ///< Moment::boot, by provider; where it has a limit.
    QHash<QString, int> m_mintedToday; ///< By provider, for one look at the sets.
    QHash<QString, int> m_runningOf; ///< By provider.
    int m_running = 0;
    bool m_isScheduled = false;
};

} // namespace Tokenwright
