// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "Origin.h"
#include "RequestLog.h"
#include "TokenService.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "EditAsRead.h"
#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "PracticeTokenServer.h"
#include "TemporaryProfile.h"
#include "Waiting.h"

/// What several programs of one user share: the server, the profile, the keychain and the time.
struct PracticeMachine
{
    explicit PracticeMachine(
        PracticeTokenServer::Transport transport = PracticeTokenServer::Transport::Plain)
        : server(transport)
    {
        server.writeProviderFiles(profile.profile.providersFolder());
        providers = Tokenwright::ProviderCatalog::load({}, profile.profile.providersFolder());
    }

    bool isReady() const
    {
        return profile.ready && server.isListening() && providers.provider(QStringLiteral("ebay"));
    }

    PracticeTokenServer server;
    TemporaryProfile profile;
    FakeClock clock;
    Tokenwright::FakeSecretStore keychain;
    Tokenwright::ProviderCatalog providers;
};

/// One program of the user's, the window or the command line, with everything it builds.
class PracticeProgram
{
public:
    explicit PracticeProgram(PracticeMachine &shared)
        : machine(shared)
    {
        ready = registry.load() && ledger.load();
    }

    /// A set of the eBay pair that the server knows, unless \a secret says otherwise.
    QString addSet(const QString &name = QStringLiteral("Catalogue"),
                   const QString &secret = PracticeTokenServer::ebayClientSecret())
    {
        Tokenwright::CredentialSet set;
        set.name = name;
        set.provider = QStringLiteral("ebay");
        set.environment = QStringLiteral("sandbox");
        const auto id = await(manager.create(set, pair(secret)));
        return id ? *id : QString();
    }

    Tokenwright::ClientCredentials pair(const QString &secret) const
    {
        Tokenwright::ClientCredentials credentials;
        credentials.clientId = PracticeTokenServer::ebayClientId();
        credentials.clientSecret = Tokenwright::Secret::fromText(secret);
        credentials.origin = Tokenwright::originOf(machine.server.url(QStringLiteral("/")));
        return credentials;
    }

    QFuture<Tokenwright::Result<Tokenwright::IssuedToken>>
    ask(const QString &id, const Tokenwright::TokenQuery &query = {})
    {
        return service.token(id, query);
    }

    QFuture<Tokenwright::Result<void>>
    edit(const Tokenwright::CredentialSet &set,
         const std::optional<Tokenwright::ClientCredentials> &pair = {},
         Tokenwright::OriginConsent consent = Tokenwright::OriginConsent::NotGiven)
    {
        return editAsRead(manager, registry, machine.keychain, set, pair, consent);
    }

    PracticeMachine &machine;
    Tokenwright::CredentialRegistry registry{machine.profile.profile};
    Tokenwright::TokenLedger ledger{machine.profile.profile};
    Tokenwright::RequestLog requestLog{machine.profile.profile};
    Tokenwright::HttpClient client{std::chrono::seconds(20)};
    Tokenwright::CredentialManager manager{machine.profile.profile, registry, machine.keychain,
                                           machine.clock};
    Tokenwright::TokenService service{{.profile = machine.profile.profile,
                                       .clock = machine.clock,
                                       .providers = machine.providers,
                                       .registry = registry,
                                       .ledger = ledger,
                                       .store = machine.keychain,
                                       .client = client,
                                       .log = &requestLog}};
    bool ready = false;
};

/// From the next reading of the files on, \a field of eBay's file is \a value.
inline void changeProvider(const Tokenwright::Profile &profile, const QString &field,
                           const QJsonObject &value)
{
    QFile file(profile.providersFolder() + u"/ebay.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    json[field] = value;
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(json).toJson());
}

/// From the next reading of the files on, eBay lets the latest token alone live.
inline void revokePrevious(const Tokenwright::Profile &profile)
{
    changeProvider(profile, QStringLiteral("policy"), {{QStringLiteral("revokesPrevious"), true}});
}

/// An answer as eBay gives it.
inline PracticeAnswer practiceAnswer(const QByteArray &token,
                                     const QByteArray &more = R"(,"expires_in":7200)")
{
    PracticeAnswer answer;
    answer.body = R"({"access_token":")" + token + '"' + more
        + R"(,"token_type":"Application Access Token"})";
    return answer;
}
