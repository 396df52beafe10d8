// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "Clock.h"
#include "CredentialRegistry.h"
#include "HttpClient.h"
#include "ProviderCatalog.h"
#include "SecretStore.h"
#include "TokenCheck.h"
#include "TokenEnding.h"
#include "TokenService.h"

#include <QFuture>
#include <QObject>
#include <QSet>

namespace Tokenwright {

/// Asks a provider's API whether it takes a set's token, by the call that the provider's file
/// describes. The current token is used; where there is none, one is minted, and never a second.
/// One that is refused is handed out to nobody any more. Lives in one thread; what it is given is
/// borrowed and must outlive it.
class TokenChecker : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Clock &clock;
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        SecretStore &store;
        TokenService &service;
        TokenEnding &ending;
        HttpClient &client;
        RequestLog *log = nullptr; ///< Gets every request; may be null.
        QString askedBy = askedByWindow;
    };
    explicit TokenChecker(const Parts &parts, QObject *parent = nullptr);

    /// Completes with the API's verdict. Errors: those of TokenService::token(), of
    /// buildCheckRequest() and of HttpClient::send(), and Configuration where the provider
    /// describes no check.
    QFuture<Result<TokenVerdict>> check(const QString &setId);
    bool isChecking(const QString &setId) const { return m_underWay.contains(setId); }
    /// Whether the provider of \a setId describes a check.
    bool canCheck(const QString &setId) const;

Q_SIGNALS:
    void checkStarted(const QString &setId);
    /// After whoever waits has the verdict.
    void checkFinished(const QString &setId);

private:
    /// A check on its way.
    struct Call
    {
        Provider provider;
        CredentialSet set;
        Secret token;
        QString apiBaseUrl; ///< As the token's answer told; may be empty.
        ClientCredentials pair; ///< Empty: it was not needed.
        Moment sent{};
        QUrl url{};
    };

    QFuture<Result<ClientCredentials>> pairOf(const QString &setId, Prompt prompt);
    QFuture<Result<TokenVerdict>> send(Call call);
    QFuture<Result<TokenVerdict>> onAnswer(const Call &call, const Result<HttpAnswer> &received);
    QFuture<Result<TokenVerdict>> withoutToken(const QString &setId, const Secret &token,
                                               const TokenVerdict &verdict);

    Parts m_parts;
    QSet<QString> m_underWay;
};

} // namespace Tokenwright
