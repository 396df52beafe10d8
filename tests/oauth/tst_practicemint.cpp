// SPDX-License-Identifier: MIT
#include "HttpClientTest.h"
#include "TestProgram.h"

#include "ProviderCatalog.h"
#include "TokenRequest.h"
#include "TokenResponse.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace HttpClientTest;
using namespace Tokenwright;

/// The whole way, once: provider file, request, wire, answer; with both of the shipped providers.
class TestPracticeMint : public QObject
{
    Q_OBJECT

private:
    static Result<TokenAnswer> mint(const PracticeTokenServer &server, const QString &providerId,
                                    const CredentialSet &set, const ClientCredentials &credentials)
    {
        const QTemporaryDir folder;
        server.writeProviderFiles(folder.path());
        const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), folder.path());
        const Provider *provider = catalog.provider(providerId);
        if (!provider || !catalog.problems().isEmpty())
            return failure(ErrorKind::Storage, u"provider files"_s);
        const auto request = buildTokenRequest(*provider, set, credentials, RequestStamp{});
        if (!request)
            return failure(request.error());
        const auto answer = sendAndAwait(*request);
        if (!answer)
            return failure(answer.error());
        return readTokenAnswer(*answer, *provider, request->secrets,
                               QDateTime::currentMSecsSinceEpoch());
    }

    static void addProviders()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<qint64>("lifetime");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("code");
        QTest::newRow("eBay") << u"ebay"_s << PracticeTokenServer::ebayClientId()
                              << PracticeTokenServer::ebayClientSecret() << qint64(7200)
                              << u"Application Access Token"_s << u"invalid_client"_s;
        QTest::newRow("Pitney Bowes") << u"pitney-bowes"_s << PracticeTokenServer::pitneyBowesKey()
                                      << PracticeTokenServer::pitneyBowesSecret() << qint64(35999)
                                      << u"BearerToken"_s << u"1000033"_s;
    }

private Q_SLOTS:
    void minting_data() { addProviders(); }

    void minting()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, id);
        QFETCH(const QString, secret);
        QFETCH(const qint64, lifetime);
        QFETCH(const QString, type);
        QFETCH(const QString, code);
        PracticeTokenServer server;
        CredentialSet set;
        set.provider = provider;
        ClientCredentials credentials;
        credentials.clientId = id;
        for (const char *environment : {"sandbox", "production"}) {
            set.environment = QString::fromLatin1(environment);
            credentials.clientSecret = Secret::fromText(secret);
            const auto token = mint(server, provider, set, credentials);
            QVERIFY2(token, qPrintable(token ? QString() : token.error().message));
            QCOMPARE(token->accessToken.reveal().toByteArray(), server.tokensGiven().last());
            QCOMPARE(token->lifetimeSeconds, lifetime);
            QCOMPARE(token->tokenType, type);

            credentials.clientSecret = Secret(QByteArray("wrong"));
            const auto refused = mint(server, provider, set, credentials);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Rejected);
            QCOMPARE(refused.error().httpStatus, 401);
            QCOMPARE(refused.error().code, code);
        }
        QCOMPARE(server.tokensGiven().size(), 2);
    }

    void shorterLifetimes_data() { addProviders(); }

    void shorterLifetimes()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, id);
        QFETCH(const QString, secret);
        PracticeTokenServer server;
        server.setLifetimes(7, 7);
        CredentialSet set;
        set.environment = u"sandbox"_s;
        ClientCredentials credentials;
        credentials.clientId = id;
        credentials.clientSecret = Secret::fromText(secret);
        const auto token = mint(server, provider, set, credentials);
        QVERIFY(token);
        QCOMPARE(token->lifetimeSeconds, qint64(7));
    }

    void oneUngrantedScopeFailsTheRequest()
    {
        PracticeTokenServer server;
        CredentialSet set;
        set.environment = u"sandbox"_s;
        set.scopes = {u"https://api.ebay.com/oauth/api_scope"_s, u"https://api.example/scope"_s};
        ClientCredentials credentials;
        credentials.clientId = PracticeTokenServer::ebayClientId();
        credentials.clientSecret = Secret::fromText(PracticeTokenServer::ebayClientSecret());
        const auto token = mint(server, u"ebay"_s, set, credentials);
        QVERIFY(!token);
        QCOMPARE(token.error().httpStatus, 400);
        QCOMPARE(token.error().code, u"invalid_scope"_s);
    }
};

TEST_IN_PROGRAM(TestPracticeMint)
#include "tst_practicemint.moc"
