// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "TestProgram.h"

#include "Profile.h"
#include "SignatureAlgorithm.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Tokenwright;

/// The built command line and a real keyring, against each of the servers that others wrote.
/// tests/interop/run starts one and says in TOKENWRIGHT_INTEROP where its keys are, and
/// server.json:
///
///     issuer, tokenUrl, revocationUrl, introspectionUrl   of a listener with TLS
///     openIssuer, openTokenUrl, openRevocationUrl         of one without, for discovery
///     openMetadataUrl     where that says what it is
///     reserved{id, secret}, reservedMethod                a pair that form-encoding changes
///     plain{id, secret}   a pair, by client_secret_post; may introspect what others were given
///     longSecret          of the clients practice-HS…; practice-RS256 and so on have keys
///     refresh[{id, secret, method, token}]                who has a refresh token
///     dpop{id, secret, tokenUrl}                          whose token is bound to a key
///     speaksBearerAssertions, speaksCertificates          whether it does
///     publicClient, ed448Client                           whom some servers take
class TestInteropCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void discovered();
    void addedAtAnIssuer_data();
    void addedAtAnIssuer();

    void pairs_data();
    void pairs();
    void aWrongSecret();
    void assertions_data();
    void assertions();
    void publicClient();
    void certificates();

    void revoked_data();
    void revoked();
    void whatIsNotRevokedIsKept();

    void refreshed_data();
    void refreshed();
    void bearerAssertions_data();
    void bearerAssertions();
    void tokensBoundToAKey();

private:
    QString text(const QString &name) const { return m_facts.value(name).toString(); }
    QJsonObject object(const QString &name) const { return m_facts.value(name).toObject(); }
    QString filePath(const QString &name) const { return m_folder + u'/' + name; }
    static QByteArray secretOf(const QJsonObject &client)
    {
        return client.value(u"secret").toString().toUtf8();
    }
    static QString idOf(const QJsonObject &client) { return client.value(u"id").toString(); }

    /// What describes a set at the listener with TLS.
    QStringList described(const QString &clientId, const QString &method,
                          const QString &provider = u"oauth2"_s) const
    {
        return QStringList{u"--provider"_s,  provider, u"--environment"_s,           u"sandbox"_s,
                           u"--client-id"_s, clientId, u"--client-authentication"_s, method}
        + variables();
    }
    /// Adds the set "Here" there.
    ProgramRun add(const QString &clientId, const QString &method, const QStringList &options,
                   const QByteArray &input = {}, const QString &provider = u"oauth2"_s)
    {
        return cli(QStringList{u"add"_s, u"Here"_s} + described(clientId, method, provider)
                       + options,
                   input);
    }
    /// Mints there without a set.
    ProgramRun mintOnce(const QString &clientId, const QString &method, const QStringList &options,
                        const QByteArray &input = {}, const QString &provider = u"oauth2"_s)
    {
        return cli(QStringList{u"mint"_s} + described(clientId, method, provider) + options, input);
    }
    QStringList variables() const
    {
        QStringList options;
        for (const QString &name : {u"tokenUrl"_s, u"issuer"_s, u"revocationUrl"_s}) {
            if (!m_leftOut.contains(name))
                options += {u"--variable"_s, name + u'=' + m_urls.value(name, text(name))};
        }
        return options
            + QStringList{u"--variable"_s, u"caCertificates="_s + filePath(u"authority.pem"_s)};
    }
    QStringList keyed(const QString &algorithm, const QString &file) const
    {
        return {u"--algorithm"_s, algorithm, u"--private-key-file"_s, filePath(file)};
    }
    /// The key whose public half the server has for the client of \a algorithm.
    static QString keyFor(const QString &algorithm)
    {
        static const QMap<QString, QString> keys{{u"ES256"_s, u"p256.key"_s},
                                                 {u"ES384"_s, u"p384.key"_s},
                                                 {u"ES512"_s, u"p521.key"_s},
                                                 {u"EdDSA"_s, u"ed25519.key"_s}};
        return keys.value(algorithm, u"rsa.key"_s);
    }

    /// A token of "Here", made anew; empty where there is none.
    static QByteArray minted() { return cli("mint Here --force --format token").out.trimmed(); }
    /// Whether the server says that \a token can be used.
    bool isAlive(const QByteArray &token) const
    {
        const QJsonObject asking = object(u"plain"_s);
        const ProgramRun run = runProgram(
            u"curl"_s,
            {u"--silent"_s, u"--show-error"_s, u"--fail"_s, u"--cacert"_s,
             filePath(u"authority.pem"_s), u"--data"_s, u"client_id="_s + idOf(asking), u"--data"_s,
             u"client_secret="_s + QString::fromUtf8(secretOf(asking)), u"--data-urlencode"_s,
             u"token@-"_s, text(u"introspectionUrl"_s)},
            token);
        const QJsonValue active = QJsonDocument::fromJson(run.out).object().value(u"active"_s);
        if (!active.isBool())
            qWarning("the server does not say whether a token is alive: %s", run.err.constData());
        return active.toBool();
    }
    void writeBearerProvider() const;

    QString m_folder;
    QJsonObject m_facts;
    QStringList m_leftOut; ///< Variables that a set is added without.
    QMap<QString, QString> m_urls; ///< Variables that are others than the server's.
};

void TestInteropCli::initTestCase()
{
    m_folder = qEnvironmentVariable("TOKENWRIGHT_INTEROP");
    QVERIFY2(!m_folder.isEmpty(), "this test is started by tests/interop/run");
    QFile facts(filePath(u"server.json"_s));
    QVERIFY(facts.open(QIODevice::ReadOnly));
    m_facts = QJsonDocument::fromJson(facts.readAll()).object();
    QVERIFY(Profile::standard().ensureFolders());
    writeBearerProvider();
}

/// A provider whose grant is an assertion (RFC 7523 §2.1) for somebody.
void TestInteropCli::writeBearerProvider() const
{
    const QJsonObject environment{{u"tokenUrl"_s, u"{tokenUrl}"_s},
                                  {u"issuer"_s, u"{issuer}"_s},
                                  {u"revocationUrl"_s, u"{revocationUrl}"_s},
                                  {u"caCertificates"_s, u"{caCertificates}"_s}};
    QJsonArray variables;
    for (const char *name : {"tokenUrl", "issuer", "revocationUrl", "caCertificates", "user"})
        variables.append(QJsonObject{{u"name"_s, QLatin1StringView(name)}});
    const QJsonObject assertion{{u"use"_s, u"grant"_s},
                                {u"claims"_s, QJsonObject{{u"sub"_s, u"{user}"_s}}}};
    QFile file(QString(Profile::standard().providersFolder() + u"/bearer.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        QJsonDocument(QJsonObject{{u"schema"_s, 1},
                                  {u"id"_s, u"bearer"_s},
                                  {u"name"_s, u"Bearer"_s},
                                  {u"variables"_s, variables},
                                  {u"environments"_s, QJsonObject{{u"sandbox"_s, environment}}},
                                  {u"request"_s, QJsonObject{{u"assertion"_s, assertion}}}})
            .toJson());
}

void TestInteropCli::cleanup()
{
    cli("remove Here --yes");
    m_leftOut.clear();
    m_urls.clear();
}

/// RFC 8414 with its path rule, or OpenID Connect: see openMetadataUrl of each server.
void TestInteropCli::discovered()
{
    const ProgramRun run = cli({u"discover"_s, text(u"openIssuer"_s), u"--json"_s});
    COMPARE_CODE(run, 0);
    const QJsonObject found = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(found.value(u"issuer"), text(u"openIssuer"_s));
    QCOMPARE(found.value(u"token_endpoint"), text(u"openTokenUrl"_s));
    QCOMPARE(found.value(u"revocation_endpoint"), text(u"openRevocationUrl"_s));
    QCOMPARE(found.value(u"source"), text(u"openMetadataUrl"_s));
    for (const char *method :
         {"client_secret_basic", "client_secret_post", "private_key_jwt", "client_secret_jwt"})
        QVERIFY2(found.value(u"methods").toArray().contains(QLatin1StringView(method)), method);
    for (const SignatureAlgorithm &algorithm : signatureAlgorithms()) {
        const auto name = QLatin1StringView(algorithm.id);
        QVERIFY2(found.value(u"algorithms").toArray().contains(name), algorithm.id);
    }
    QVERIFY(found.value(u"scopes").toArray().contains(u"write"_s));

    const ProgramRun elsewhere = cli({u"discover"_s, text(u"openIssuer"_s) + u"/elsewhere"});
    COMPARE_CODE(elsewhere, 1);
    QVERIFY(elsewhere.out.isEmpty());
}

void TestInteropCli::addedAtAnIssuer_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("input");
    const QJsonObject plain = object(u"plain"_s);
    for (const QString &issuer : {u"issuer"_s, u"openIssuer"_s}) {
        QTest::addRow("%s: its first method", qPrintable(issuer))
            << issuer << idOf(plain) << QStringList{u"--secret-stdin"_s} << secretOf(plain);
        QTest::addRow("%s: a key", qPrintable(issuer))
            << issuer << u"practice-ES256"_s
            << QStringList{u"--client-authentication"_s, u"private_key_jwt"_s}
                + keyed(u"ES256"_s, u"p256.key"_s)
            << QByteArray();
    }
}

void TestInteropCli::addedAtAnIssuer()
{
    QFETCH(const QString, issuer);
    QFETCH(const QString, clientId);
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, input);
    const QStringList found{u"--issuer"_s, text(issuer), u"--variable"_s,
                            u"caCertificates="_s + filePath(u"authority.pem"_s)};
    COMPARE_CODE(
        cli(QStringList{u"add"_s, u"Here"_s, u"--client-id"_s, clientId} + found + options, input),
        0);
    const ProgramRun header = cli("header Here");
    COMPARE_CODE(header, 0);
    QVERIFY(header.out.startsWith("Authorization: Bearer ") && header.out.size() > 32);
    COMPARE_CODE(cli("revoke Here"), 0);
    COMPARE_CODE(cli("token Here --no-mint"), 1);
}

void TestInteropCli::pairs_data()
{
    QTest::addColumn<QJsonObject>("client");
    QTest::addColumn<QString>("method");
    QTest::addColumn<bool>("accepted");
    const QJsonObject reserved = object(u"reserved"_s);
    const QString good = text(u"reservedMethod"_s);
    for (const QString &method : {u"client_secret_basic"_s, u"client_secret_basic_raw"_s}) {
        QTest::addRow("%s, reserved characters", qPrintable(method))
            << reserved << method << (method == good);
    }
    QTest::newRow("client_secret_post") << object(u"plain"_s) << u"client_secret_post"_s << true;
}

void TestInteropCli::pairs()
{
    QFETCH(const QJsonObject, client);
    QFETCH(const QString, method);
    QFETCH(const bool, accepted);
    COMPARE_CODE(add(idOf(client), method, {u"--secret-stdin"_s}, secretOf(client)), 0);
    COMPARE_CODE(cli("mint Here"), accepted ? 0 : 4);
    if (accepted)
        QVERIFY(isAlive(minted()));
}

void TestInteropCli::aWrongSecret()
{
    const QString id = idOf(object(u"plain"_s));
    COMPARE_CODE(add(id, u"client_secret_post"_s, {u"--secret-stdin"_s}, "wrong-secret-0001"), 0);
    const ProgramRun run = cli("mint Here");
    COMPARE_CODE(run, 4);
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains("invalid_client") && !run.err.contains("wrong-secret"),
             run.err.constData());
}

/// Every row of the table of algorithms.
void TestInteropCli::assertions_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    for (const SignatureAlgorithm &algorithm : signatureAlgorithms()) {
        const auto name = QString::fromLatin1(algorithm.id);
        QTest::addRow("%s", algorithm.id) << name << QString(u"practice-" + name) << keyFor(name);
    }
    if (const QString client = text(u"ed448Client"_s); !client.isEmpty())
        QTest::newRow("EdDSA by Ed448") << u"EdDSA"_s << client << u"ed448.key"_s;
}

void TestInteropCli::assertions()
{
    QFETCH(const QString, algorithm);
    QFETCH(const QString, id);
    QFETCH(const QString, key);
    const bool isSecret = isSecretAlgorithm(algorithm);
    const QString method = isSecret ? u"client_secret_jwt"_s : u"private_key_jwt"_s;
    const QByteArray secret = isSecret ? text(u"longSecret"_s).toUtf8() : QByteArray();
    const QStringList options = isSecret
        ? QStringList{u"--algorithm"_s, algorithm, u"--secret-stdin"_s}
        : keyed(algorithm, key) + QStringList{u"--key-id"_s, u"key-1"_s};
    COMPARE_CODE(add(id, method, options, secret), 0);
    COMPARE_CODE(cli("mint Here"), 0);
    QVERIFY(isAlive(minted())); // another assertion, because each is taken only once

    // for somebody else; by another secret, or another key of the same kind
    const QStringList elsewhere{u"--assertion-audience"_s, u"https://issuer.example"_s};
    COMPARE_CODE(mintOnce(id, method, options + elsewhere, secret), 4);
    COMPARE_CODE(isSecret ? mintOnce(id, method, options, secret + 'x')
                          : mintOnce(id, method, keyed(algorithm, u"other-" + key)),
                 4);
    // for the token URL, where the issuer is not known
    m_leftOut = {u"issuer"_s};
    COMPARE_CODE(mintOnce(id, method, options, secret), 0);
}

void TestInteropCli::publicClient()
{
    // Most take no client for what it says it is, as RFC 6749 §4.4 demands.
    const bool isTaken = !text(u"publicClient"_s).isEmpty();
    const QString id = isTaken ? text(u"publicClient"_s) : u"practice-refresh-public"_s;
    COMPARE_CODE(add(id, u"none"_s, {}), 0);
    COMPARE_CODE(cli("mint Here"), isTaken ? 0 : 4);
}

void TestInteropCli::certificates()
{
    const auto shown = [this](const QString &name) {
        cli("remove Here --yes");
        return add(u"practice-tls"_s, u"tls_client_auth"_s,
                   {u"--private-key-file"_s, filePath(name + u".key"), u"--certificate-file"_s,
                    filePath(name + u".pem")});
    };
    // Authlib knows no certificates; it rejects who shows nothing else.
    const bool isTaken = m_facts.value(u"speaksCertificates").toBool();
    COMPARE_CODE(shown(u"client"_s), 0);
    COMPARE_CODE(cli("mint Here"), isTaken ? 0 : 4);
    if (isTaken) {
        QVERIFY(isAlive(minted()));
        COMPARE_CODE(cli("revoke Here"), 0);
    }
    COMPARE_CODE(shown(u"namesake"_s), 0);
    COMPARE_CODE(cli("mint Here"), 4);
}

void TestInteropCli::revoked_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("input");
    const QStringList secret{u"--secret-stdin"_s};
    const QJsonObject plain = object(u"plain"_s);
    const QJsonObject reserved = object(u"reserved"_s);
    QTest::newRow("Basic") << idOf(reserved) << text(u"reservedMethod"_s) << secret
                           << secretOf(reserved);
    QTest::newRow("in the body") << idOf(plain) << u"client_secret_post"_s << secret
                                 << secretOf(plain);
    QTest::newRow("by a key") << u"practice-ES256"_s << u"private_key_jwt"_s
                              << keyed(u"ES256"_s, u"p256.key"_s) << QByteArray();
    QTest::newRow("by an assertion of the secret") << u"practice-HS256"_s << u"client_secret_jwt"_s
                                                   << secret << text(u"longSecret"_s).toUtf8();
}

/// RFC 7009; whether the token is dead, the server says (RFC 7662).
void TestInteropCli::revoked()
{
    QFETCH(const QString, clientId);
    QFETCH(const QString, method);
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, input);
    COMPARE_CODE(add(clientId, method, options, input), 0);
    const QByteArray earlier = minted();
    const QByteArray token = minted();
    QVERIFY(isAlive(earlier) && isAlive(token));
    COMPARE_CODE(cli("revoke Here"), 0);
    QVERIFY(!isAlive(token));
    QVERIFY(isAlive(earlier));
    COMPARE_CODE(cli("token Here --no-mint"), 1);
    QVERIFY(isAlive(cli("token Here").out.trimmed()));
}

void TestInteropCli::whatIsNotRevokedIsKept()
{
    const QJsonObject plain = object(u"plain"_s);
    // where nobody revokes anything
    m_urls.insert(u"revocationUrl"_s, text(u"issuer"_s) + u"/elsewhere");
    COMPARE_CODE(add(idOf(plain), u"client_secret_post"_s, {u"--secret-stdin"_s}, secretOf(plain)),
                 0);
    const QByteArray token = minted();
    COMPARE_CODE(cli("revoke Here"), 4);
    QCOMPARE(cli("token Here --no-mint").out.trimmed(), token);
    QVERIFY(isAlive(token));
}

void TestInteropCli::refreshed_data()
{
    QTest::addColumn<QJsonObject>("client");
    const QJsonArray clients = m_facts.value(u"refresh"_s).toArray();
    QCOMPARE(clients.size(), 2);
    for (const QJsonValue &client : clients) {
        const QString method = client[u"method"].toString();
        QTest::addRow("%s", qPrintable(method)) << client.toObject();
    }
}

/// Each answer brings another refresh token, and the one before is worth nothing: RFC 6749 §6,
/// RFC 9700 §4.14.
void TestInteropCli::refreshed()
{
    QFETCH(const QJsonObject, client);
    QFile file(filePath(u"refresh-token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(client.value(u"token").toString().toUtf8());
    file.close();
    const QByteArray secret = secretOf(client);
    QStringList options{u"--secret-parameter"_s, u"refresh_token="_s + file.fileName()};
    if (!secret.isEmpty())
        options.append(u"--secret-stdin"_s);
    const auto added = [&] {
        return add(idOf(client), client.value(u"method").toString(), options, secret,
                   u"oauth2-refresh-token"_s);
    };
    COMPARE_CODE(added(), 0);
    QByteArrayList tokens;
    for (int use = 0; use < 4; ++use) {
        tokens.append(minted());
        QVERIFY2(isAlive(tokens.last()), qPrintable(u"use %1"_s.arg(use)));
    }
    QCOMPARE(QSet<QByteArray>(tokens.begin(), tokens.end()).size(), 4);
    COMPARE_CODE(cli("revoke Here"), 0);
    QVERIFY(!isAlive(tokens.last()));

    // the one it began with is used up
    cli("remove Here --yes");
    COMPARE_CODE(added(), 0);
    const ProgramRun run = cli("mint Here");
    COMPARE_CODE(run, 4);
    QVERIFY2(run.err.contains("invalid_grant"), run.err.constData());
}

void TestInteropCli::bearerAssertions_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("clientId");
    if (!m_facts.value(u"speaksBearerAssertions").toBool()) {
        QTest::newRow("not spoken") << u"ES256"_s << u"practice-refresh-public"_s;
        return;
    }
    for (const QString &algorithm : keyAlgorithms())
        QTest::newRow(qPrintable(algorithm))
            << algorithm << QString(u"practice-bearer-" + algorithm);
}

/// RFC 7523 §2.1.
void TestInteropCli::bearerAssertions()
{
    QFETCH(const QString, algorithm);
    QFETCH(const QString, clientId);
    const QStringList key = keyed(algorithm, keyFor(algorithm));
    const QStringList somebody{u"--variable"_s, u"user=somebody@example.com"_s};
    const auto refused = [&](const QStringList &options) {
        return mintOnce(clientId, u"none"_s, options, {}, u"bearer"_s);
    };
    if (!m_facts.value(u"speaksBearerAssertions").toBool()) {
        const ProgramRun run = refused(key + somebody);
        COMPARE_CODE(run, 4);
        QVERIFY2(run.err.contains("unsupported_grant_type"), run.err.constData());
        return;
    }
    COMPARE_CODE(add(clientId, u"none"_s, key + somebody, {}, u"bearer"_s), 0);
    const QByteArray token = minted();
    QVERIFY(isAlive(token));
    COMPARE_CODE(cli("revoke Here"), 0);
    QVERIFY(!isAlive(token));
    COMPARE_CODE(refused(key + QStringList{u"--variable"_s, u"user=nobody@example.com"_s}), 4);
    COMPARE_CODE(refused(keyed(algorithm, u"other-" + keyFor(algorithm)) + somebody), 4);
    const QStringList elsewhere{u"--assertion-audience"_s, u"https://issuer.example"_s};
    COMPARE_CODE(refused(key + somebody + elsewhere), 4);
}

/// A token of the type DPoP is of no use as a Bearer header, and is not handed out as one.
void TestInteropCli::tokensBoundToAKey()
{
    const QJsonObject client = object(u"dpop"_s);
    m_urls.insert(u"tokenUrl"_s, client.value(u"tokenUrl").toString());
    COMPARE_CODE(
        add(idOf(client), u"client_secret_basic"_s, {u"--secret-stdin"_s}, secretOf(client)), 0);
    const ProgramRun run = cli("header Here");
    COMPARE_CODE(run, 1);
    QVERIFY2(run.out.isEmpty() && run.err.contains("DPoP"), run.err.constData());
    COMPARE_CODE(cli("token Here --no-mint"), 1);
}

TEST_IN_PROGRAM(TestInteropCli)
#include "tst_interopcli.moc"
