// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "Waiting.h"

#include "HttpClient.h"
#include "ProviderCatalog.h"
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
        credentials.clientId = known.value(u"id"_s).toString();
        credentials.clientSecret = Secret::fromText(known.value(u"secret"_s).toString());
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
        ClientCredentials credentials = keyed(u"practice-tls"_s, certificate);
        credentials.certificate = pem(certificate + ".pem");
        return credentials;
    }

    static CredentialSet setWith(const QString &method, const QString &environment = u"asking"_s)
    {
        CredentialSet set;
        set.provider = u"interop"_s;
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
        const auto answer = await(m_client.send(*request).answer);
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
            .value(u"aud"_s);
    }

    void writeProviderFile()
    {
        QJsonObject environments;
        const std::pair<const char *, const char *> endpoints[]{
            {"asking", "tokenUrl"}, {"demanding", "demandingTokenUrl"}, {"raw", "rawTokenUrl"}};
        for (const auto &[name, url] : endpoints) {
            environments.insert(QLatin1StringView(name),
                                QJsonObject{{u"name"_s, QLatin1StringView(name)},
                                            {u"tokenUrl"_s, text(QString::fromLatin1(url))},
                                            {u"caCertificates"_s, filePath("authority.pem")}});
        }
        const QJsonObject resource{{u"name"_s, u"resource"_s}, {u"multiple"_s, true}};
        const QJsonObject provider{
            {u"schema"_s, 1},
            {u"id"_s, u"interop"_s},
            {u"name"_s, u"Interop"_s},
            {u"environments"_s, environments},
            {u"request"_s, QJsonObject{{u"parameters"_s, QJsonArray{resource}}}}};
        QFile file(m_providers.filePath(u"interop.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(provider).toJson());
    }

    QString m_folder;
    QJsonObject m_facts;
    QTemporaryDir m_providers;
    ProviderCatalog m_catalog;
    HttpClient m_client;

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
        QVERIFY(m_catalog.provider(u"interop"_s));
    }

    void pairs_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("refusal");
        const auto asking = u"asking"_s;
        const auto raw = u"raw"_s;
        const auto reserved = u"reserved"_s;
        const auto plain = u"plain"_s;
        const auto encodedBasic = u"client_secret_basic"_s;
        const auto rawBasic = u"client_secret_basic_raw"_s;
        const auto post = u"client_secret_post"_s;
        QTest::newRow("encoded, where that is wanted")
            << encodedBasic << asking << reserved << QString();
        QTest::newRow("raw, where encoded is wanted")
            << rawBasic << asking << reserved << u"not properly encoded"_s;
        QTest::newRow("raw, where that is wanted") << rawBasic << raw << reserved << QString();
        QTest::newRow("encoded, where raw is wanted")
            << encodedBasic << raw << reserved << u"client authentication failed"_s;
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
        ClientCredentials credentials = pair(u"plain"_s);
        credentials.clientSecret = Secret(QByteArray("wrong-secret-0001"));
        const auto token = mint(setWith(u"client_secret_post"_s), credentials);
        QCOMPARE(kindOf(token), ErrorKind::Rejected);
        QCOMPARE(token.error().httpStatus, 401);
        QCOMPARE(token.error().code, u"invalid_client"_s);
        QVERIFY(!token.error().message.isEmpty());
        QVERIFY(!token.error().message.contains(u"wrong-secret"_s));
    }

    void scopes()
    {
        CredentialSet set = setWith(u"client_secret_post"_s);
        set.scopes = {u"read"_s, u"write"_s};
        const auto token = mint(set, pair(u"plain"_s));
        VERIFY_OK(token);
        QCOMPARE(token->scope, u"read write"_s);

        set.scopes = {u"read"_s, u"admin"_s};
        const auto refused = mint(set, pair(u"plain"_s));
        QCOMPARE(kindOf(refused), ErrorKind::Rejected);
        QCOMPARE(refused.error().httpStatus, 400);
        QCOMPARE(refused.error().code, u"invalid_scope"_s);
    }

    void certificates_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("accepted");
        const auto asking = u"asking"_s;
        const auto demanding = u"demanding"_s;
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
        const auto token = mint(setWith(u"tls_client_auth"_s, environment), certified(name));
        if (accepted) {
            VERIFY_OK(token);
            QVERIFY(token->accessToken.size() > 10);
        } else {
            QCOMPARE(kindOf(token), ErrorKind::Rejected);
            QCOMPARE(token.error().code, u"invalid_client"_s);
        }
    }

    void certificatesAreDemanded()
    {
        const auto demanding = u"demanding"_s;
        const auto none = mint(setWith(u"client_secret_post"_s, demanding), pair(u"plain"_s));
        QCOMPARE(kindOf(none), ErrorKind::Tls);
        QVERIFY2(none.error().message.contains(u"demands a TLS certificate"_s),
                 wordsOf(none).constData());
        // Node says nothing, it hangs up.
        const auto stranger = mint(setWith(u"tls_client_auth"_s, demanding), certified("namesake"));
        QCOMPARE(kindOf(stranger), ErrorKind::Network);
        QVERIFY2(
            stranger.error().message.contains(u"may not have accepted the client's certificate"_s),
            wordsOf(stranger).constData());
    }

    void resources()
    {
        const QJsonArray known = m_facts.value(u"resources"_s).toArray();
        CredentialSet set = setWith(u"client_secret_post"_s);
        set.scopes = {u"read"_s};
        for (const QJsonValue &resource : known) {
            set.parameters[u"resource"_s] = {resource.toString()};
            const auto token = mint(set, pair(u"plain"_s));
            VERIFY_OK(token);
            QCOMPARE(audienceOf(token->accessToken), resource);
            QCOMPARE(token->scope, u"read"_s);
        }

        // This server gives a token for one resource only; that it says so shows that it saw both.
        set.parameters[u"resource"_s] = {known[0].toString(), known[1].toString()};
        const auto both = mint(set, pair(u"plain"_s));
        QCOMPARE(kindOf(both), ErrorKind::Rejected);
        QCOMPARE(both.error().code, u"invalid_target"_s);
        QVERIFY(both.error().message.contains(u"single resource"_s));

        set.parameters[u"resource"_s] = {u"https://other.example"_s};
        const auto unknown = mint(set, pair(u"plain"_s));
        QCOMPARE(kindOf(unknown), ErrorKind::Rejected);
        QCOMPARE(unknown.error().code, u"invalid_target"_s);
    }
};

TEST_IN_PROGRAM(TestInterop)
#include "tst_interop.moc"
