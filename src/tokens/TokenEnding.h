// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "CredentialManager.h"
#include "HttpClient.h"
#include "ProviderCatalog.h"
#include "RequestLog.h"
#include "TokenLedger.h"
#include "TokenService.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace Tokenwright {

/// Ends kept tokens before their time: here alone, or at the provider as well. What they end is
/// handed out to nobody any more; the pair stays. Lives in one thread; what it is given is borrowed
/// and must outlive it.
class TokenEnding : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Clock &clock;
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        CredentialManager &manager;
        TokenLedger &ledger;
        TokenService &service;
        HttpClient &client;
        RequestLog *log = nullptr; ///< Null: nothing is logged.
        QString askedBy = askedByWindow; ///< See LoggedRequest::askedBy.
    };
    explicit TokenEnding(const Parts &parts, QObject *parent = nullptr);

    /// Drops what is kept of \a setId, in the keychain, in the ledger and in memory; with \a only,
    /// nothing but that token. Waits for a mint under way. Completes with whether a token was
    /// dropped. Errors: those of CredentialManager::removeToken(), and Storage.
    QFuture<Result<bool>> forget(const QString &setId, const std::optional<Secret> &only = {});

    /// Whether the provider of \a setId says where it ends tokens.
    bool canRevoke(const QString &setId) const;
    /// Asks the provider to end the kept token of \a setId, then drops it; what fails keeps it.
    /// Errors: every kind; NoToken where none is kept.
    QFuture<Result<void>> revoke(const QString &setId);

private:
    QFuture<Result<void>> ask(const QString &setId, const Secret &token);
    QFuture<Result<void>> strike(const QString &setId);
    void log(const Provider &provider, const CredentialSet &set, const HttpRequest &request,
             const Moment &sent, const Result<HttpAnswer> &received, const Result<void> &outcome);

    const Parts m_parts;
};

} // namespace Tokenwright
