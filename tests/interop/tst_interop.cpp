// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "Waiting.h"

#include "ProviderCatalog.h"
#include "TokenEndpoint.h"
#include "TokenRequest.h"
#include "TokenResponse.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Tokenwright;

/// Provider file, request, wire and answer, against servers that others wrote. tests/interop/run
/// starts them and says in TOKENWRIGHT_INTEROP where they left what they know (server.mjs).
class TestInterop : public QObject
{
    Q_OBJECT

private:
    QString text(const QString &name) const { return m_facts.value(name).toString(); }

    QString filePath(const char *name) const { return m_folder + u'/' + QLatin1StringView(name); }

    Secret pem(const QByteArray &name) const
    {
        QFile file(filePath(name.constData()));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        return Secret(file.readAll());
    }

    /// `reserved` or `plain`, as the server knows it.
    ClientCredentials pair(const QString &name) const
    {
        const QJsonObject known = m_facts.value(name).toObject();
        ClientCredentials credentials;
        credentials.clientId = known.value(QStringLiteral("id")).toString();
        credentials.clientSecret = Secret::fromText(
            known.value(QStringLiteral("secret")).toString());
        return credentials;
    }

    ClientCredentials keyed(const QString &clientId, const QByteArray &key) const
    {
        ClientCredentials credentials;
        credentials.clientId = clientId;
        credentials.privateKey = pem(key + ".key");
        return credentials;
    }

    /// The client of tls_client_auth.
    ClientCredentials certified(const QByteArray &certificate) const
    {
        ClientCredentials credentials = keyed(QStringLiteral("practice-tls"), certificate);
        credentials.certificate = pem(certificate + ".pem");
        return credentials;
    }

    static CredentialSet setWith(const QString &method,
                                 const QString &environment = QStringLiteral("asking"))
    {
        CredentialSet set;
        set.provider = QStringLiteral("interop");
        set.environment = environment;
        set.clientAuthentication = method;
        return set;
    }

    Result<TokenAnswer> mint(const CredentialSet &set, const ClientCredentials &credentials)
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const Provider &provider = *m_catalog.provider(set.provider);
        const RequestStamp stamp{.now = now,
                                 .uuid = QUuid::createUuid().toString(QUuid::WithoutBraces)};
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        if (!request)
            return failure(request.error());
        const auto answer = await(m_endpoint.send(*request).answer);
        if (!answer)
            return failure(answer.error());
        return readTokenAnswer(*answer, provider, request->secrets, now);
    }

    /// The audience of a token that is a JSON Web Token.
    static QJsonValue audienceOf(const Secret &token)
    {
        const QByteArray claims = token.reveal().toByteArray().split('.').value(1);
        return QJsonDocument::fromJson(
                   QByteArray::fromBase64(claims, QByteArray::Base64UrlEncoding))
            .object()
            .value(QStringLiteral("aud"));
    }

    void writeProviderFile()
    {
        QJsonObject environments;
        const std::pair<const char *, const char *> endpoints[]{
            {"asking", "tokenUrl"}, {"demanding", "demandingTokenUrl"}, {"raw", "rawTokenUrl"}};
        for (const auto &[name, url] : endpoints) {
            environments.insert(
                QLatin1StringView(name),
                QJsonObject{{QStringLiteral("name"), QLatin1StringView(name)},
                            {QStringLiteral("tokenUrl"), text(QString::fromLatin1(url))},
                            {QStringLiteral("caCertificates"), filePath("authority.pem")}});
        }
        const QJsonObject resource{{QStringLiteral("name"), QStringLiteral("resource")},
                                   {QStringLiteral("multiple"), true}};
        const QJsonObject provider{
            {QStringLiteral("schema"), 1},
            {QStringLiteral("id"), QStringLiteral("interop")},
            {QStringLiteral("name"), QStringLiteral("Interop")},
            {QStringLiteral("environments"), environments},
            {QStringLiteral("request"),
             QJsonObject{{QStringLiteral("parameters"), QJsonArray{resource}}}}};
        QFile file(m_providers.filePath(QStringLiteral("interop.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(provider).toJson());
    }

    QString m_folder;
    QJsonObject m_facts;
    QTemporaryDir m_providers;
    ProviderCatalog m_catalog;
    TokenEndpoint m_endpoint;

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = qEnvironmentVariable("TOKENWRIGHT_INTEROP");
        QVERIFY2(!m_folder.isEmpty(), "this test is started by tests/interop/run");
        QFile facts(filePath("server.json"));
        QVERIFY(facts.open(QIODevice::ReadOnly));
        m_facts = QJsonDocument::fromJson(facts.readAll()).object();
        writeProviderFile();
        m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), m_providers.path());
        QVERIFY2(m_catalog.problems().isEmpty(),
                 qPrintable(m_catalog.problems().isEmpty() ? QString()
                                                           : m_catalog.problems().first().reason));
        QVERIFY(m_catalog.provider(QStringLiteral("interop")));
    }

    void pairs_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("refusal");
        const auto asking = QStringLiteral("asking");
        const auto raw = QStringLiteral("raw");
        const auto reserved = QStringLiteral("reserved");
        const auto plain = QStringLiteral("plain");
        const auto encodedBasic = QStringLiteral("client_secret_basic");
        const auto rawBasic = QStringLiteral("client_secret_basic_raw");
        const auto post = QStringLiteral("client_secret_post");
        QTest::newRow("encoded, where that is wanted")
            << encodedBasic << asking << reserved << QString();
        QTest::newRow("raw, where encoded is wanted")
            << rawBasic << asking << reserved << QStringLiteral("not properly encoded");
        QTest::newRow("raw, where that is wanted") << rawBasic << raw << reserved << QString();
        QTest::newRow("encoded, where raw is wanted")
            << encodedBasic << raw << reserved << QStringLiteral("client authentication failed");
        QTest::newRow("in the body") << post << asking << plain << QString();
        QTest::newRow("in the body, with reserved characters")
            << post << asking << reserved << QString();
        QTest::newRow("raw, nothing to encode") << rawBasic << asking << plain << QString();
    }

    void pairs()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, environment);
        QFETCH(const QString, client);
        QFETCH(const QString, refusal);
        const auto token = mint(setWith(method, environment), pair(client));
        if (refusal.isEmpty()) {
            VERIFY_OK(token);
            QVERIFY(token->accessToken.size() > 10);
            QCOMPARE(token->lifetimeSeconds, environment == u"raw" ? 7200 : 600);
        } else {
            QCOMPARE(kindOf(token), ErrorKind::Rejected);
            QVERIFY2(token.error().message.contains(refusal), wordsOf(token).constData());
        }
    }

    void wrongSecrets()
    {
        ClientCredentials credentials = pair(QStringLiteral("plain"));
        credentials.clientSecret = Secret(QByteArray("wrong-secret-0001"));
        const auto token = mint(setWith(QStringLiteral("client_secret_post")), credentials);
        QCOMPARE(kindOf(token), ErrorKind::Rejected);
        QCOMPARE(token.error().httpStatus, 401);
        QCOMPARE(token.error().code, QStringLiteral("invalid_client"));
        QVERIFY(!token.error().message.isEmpty());
        QVERIFY(!token.error().message.contains(QStringLiteral("wrong-secret")));
    }

    void scopes()
    {
        CredentialSet set = setWith(QStringLiteral("client_secret_post"));
        set.scopes = {QStringLiteral("read"), QStringLiteral("write")};
        const auto token = mint(set, pair(QStringLiteral("plain")));
        VERIFY_OK(token);
        QCOMPARE(token->scope, QStringLiteral("read write"));

        set.scopes = {QStringLiteral("read"), QStringLiteral("admin")};
        const auto refused = mint(set, pair(QStringLiteral("plain")));
        QCOMPARE(kindOf(refused), ErrorKind::Rejected);
        QCOMPARE(refused.error().httpStatus, 400);
        QCOMPARE(refused.error().code, QStringLiteral("invalid_scope"));
    }

    void assertions_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("audience");
        QTest::addColumn<QString>("keyId");
        QTest::addColumn<bool>("accepted");
        for (const auto &[algorithm, key] :
             {std::pair("RS256", "rsa"), std::pair("PS256", "rsa"), std::pair("ES256", "ec")}) {
            const auto name = QString::fromLatin1(algorithm);
            QTest::addRow("%s", algorithm)
                << name << QByteArray(key) << QString() << QString() << true;
            QTest::addRow("%s, key and issuer named", algorithm)
                << name << QByteArray(key) << text(QStringLiteral("issuer"))
                << QStringLiteral("key-1") << true;
            QTest::addRow("%s, for somebody else", algorithm)
                << name << QByteArray(key) << QStringLiteral("https://issuer.example") << QString()
                << false;
        }
    }

    void assertions()
    {
        QFETCH(const QString, algorithm);
        QFETCH(const QByteArray, key);
        QFETCH(const QString, audience);
        QFETCH(const QString, keyId);
        QFETCH(const bool, accepted);
        CredentialSet set = setWith(QStringLiteral("private_key_jwt"));
        set.assertion = {.algorithm = algorithm, .keyId = keyId, .audience = audience};
        const ClientCredentials credentials = keyed(u"practice-" + algorithm, key);
        const auto token = mint(set, credentials);
        if (accepted) {
            VERIFY_OK(token);
            QVERIFY(token->accessToken.size() > 10);
            // once more, because an assertion is taken only once
            VERIFY_OK(mint(set, credentials));
        } else {
            QCOMPARE(kindOf(token), ErrorKind::Rejected);
            QCOMPARE(token.error().code, QStringLiteral("invalid_client"));
        }
    }

    void assertionsByAnotherKey()
    {
        CredentialSet set = setWith(QStringLiteral("private_key_jwt"));
        set.assertion.algorithm = QStringLiteral("ES256");
        const auto token = mint(set, keyed(QStringLiteral("practice-ES256"), "client"));
        QCOMPARE(kindOf(token), ErrorKind::Rejected);
        QCOMPARE(token.error().httpStatus, 401);
        QCOMPARE(token.error().code, QStringLiteral("invalid_client"));
    }

    void certificates_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("accepted");
        const auto asking = QStringLiteral("asking");
        const auto demanding = QStringLiteral("demanding");
        QTest::newRow("its own") << asking << QByteArray("client") << true;
        QTest::newRow("its own, demanded") << demanding << QByteArray("client") << true;
        QTest::newRow("another name") << asking << QByteArray("neighbour") << false;
        QTest::newRow("another authority") << asking << QByteArray("namesake") << false;
        QTest::newRow("its own again") << asking << QByteArray("client") << true;
    }

    void certificates()
    {
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, name);
        QFETCH(const bool, accepted);
        const auto token = mint(setWith(QStringLiteral("tls_client_auth"), environment),
                                certified(name));
        if (accepted) {
            VERIFY_OK(token);
            QVERIFY(token->accessToken.size() > 10);
        } else {
            QCOMPARE(kindOf(token), ErrorKind::Rejected);
            QCOMPARE(token.error().code, QStringLiteral("invalid_client"));
        }
    }

    void certificatesAreDemanded()
    {
        const auto demanding = QStringLiteral("demanding");
        const auto none = mint(setWith(QStringLiteral("client_secret_post"), demanding),
                               pair(QStringLiteral("plain")));
        QCOMPARE(kindOf(none), ErrorKind::Tls);
        QVERIFY2(none.error().message.contains(QStringLiteral("demands a TLS certificate")),
                 wordsOf(none).constData());
        // Node says nothing, it hangs up.
        const auto stranger = mint(setWith(QStringLiteral("tls_client_auth"), demanding),
                                   certified("namesake"));
        QCOMPARE(kindOf(stranger), ErrorKind::Network);
        QVERIFY2(stranger.error().message.contains(
                     QStringLiteral("may not have accepted the client's certificate")),
                 wordsOf(stranger).constData());
    }

    void resources()
    {
        const QJsonArray known = m_facts.value(QStringLiteral("resources")).toArray();
        CredentialSet set = setWith(QStringLiteral("client_secret_post"));
        set.scopes = {QStringLiteral("read")};
        for (const QJsonValue &resource : known) {
            set.parameters[QStringLiteral("resource")] = {resource.toString()};
            const auto token = mint(set, pair(QStringLiteral("plain")));
            VERIFY_OK(token);
            QCOMPARE(audienceOf(token->accessToken), resource);
            QCOMPARE(token->scope, QStringLiteral("read"));
        }

        // This server gives a token for one resource only; that it says so shows that it saw both.
        set.parameters[QStringLiteral("resource")] = {known[0].toString(), known[1].toString()};
        const auto both = mint(set, pair(QStringLiteral("plain")));
        QCOMPARE(kindOf(both), ErrorKind::Rejected);
        QCOMPARE(both.error().code, QStringLiteral("invalid_target"));
        QVERIFY(both.error().message.contains(QStringLiteral("single resource")));

        set.parameters[QStringLiteral("resource")] = {QStringLiteral("https://other.example")};
        const auto unknown = mint(set, pair(QStringLiteral("plain")));
        QCOMPARE(kindOf(unknown), ErrorKind::Rejected);
        QCOMPARE(unknown.error().code, QStringLiteral("invalid_target"));
    }
};

TEST_IN_PROGRAM(TestInterop)
#include "tst_interop.moc"
