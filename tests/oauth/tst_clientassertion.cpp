// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"
#include "TestProgram.h"

#include "ClientAssertion.h"
#include "PrivateKey.h"
#include "TokenRequest.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QTest>
#include <QUrlQuery>

using namespace Tokenwright;

class TestClientAssertion : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 now = 1'700'000'000'999; ///< Milliseconds.

    static QByteArray decoded(const QByteArray &part)
    {
        const auto result = QByteArray::fromBase64Encoding(
            part, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        return result ? *result : QByteArray();
    }

    static QJsonObject objectOf(const QByteArray &part)
    {
        return QJsonDocument::fromJson(decoded(part)).object();
    }

    ClientCredentials credentialsWith(const QByteArray &key, const QByteArray &certificate = {})
    {
        ClientCredentials credentials;
        credentials.clientId = u"practice-client"_s;
        credentials.privateKey = Secret(QByteArray(key));
        credentials.certificate = Secret(QByteArray(certificate));
        return credentials;
    }

    static Result<Secret> made(const AssertionRules &rules, const ClientCredentials &credentials)
    {
        return clientAssertion(rules, credentials, QUrl(u"https://token.example/t?a=b%20c"_s),
                               {.now = now, .uuid = u"used-once"_s});
    }

    /// Three parts, none of them padded.
    static QList<QByteArray> partsOf(const Secret &assertion)
    {
        return assertion.reveal().toByteArray().split('.');
    }

    QByteArray rsa() { return m_keys.key(u"RSA"_s); }
    QByteArray p256() { return m_keys.key(u"P-256"_s); }

    PracticeKeys m_keys;

private Q_SLOTS:
    void claims()
    {
        const auto assertion = made({}, credentialsWith(rsa()));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(parts.size(), 3);
        QVERIFY(!assertion->reveal().contains('='));
        QCOMPARE(objectOf(parts[0]), QJsonObject({{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}}));
        const QJsonObject expected{
            {u"iss"_s, u"practice-client"_s},
            {u"sub"_s, u"practice-client"_s},
            {u"aud"_s, u"https://token.example/t?a=b%20c"_s},
            {u"jti"_s, u"used-once"_s},
            {u"iat"_s, 1'700'000'000},
            {u"exp"_s, 1'700'000'300},
        };
        QCOMPARE(objectOf(parts[1]), expected);
        // whole numbers, as RFC 7519 §2 prefers and some servers demand
        QVERIFY(decoded(parts[1]).contains("\"exp\":1700000300,"));
        QVERIFY(m_keys.verifies(rsa(), parts[0] + '.' + parts[1], decoded(parts[2])));
    }

    void rules()
    {
        const AssertionRules rules{.algorithm = u"PS256"_s,
                                   .keyId = u"schlüssel 1"_s,
                                   .audience = u"https://issuer.example"_s};
        const auto assertion = made(rules, credentialsWith(rsa()));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(objectOf(parts[0]),
                 QJsonObject(
                     {{u"alg"_s, u"PS256"_s}, {u"typ"_s, u"JWT"_s}, {u"kid"_s, u"schlüssel 1"_s}}));
        QCOMPARE(objectOf(parts[1]).value(u"aud"_s), u"https://issuer.example"_s);
        QVERIFY(m_keys.verifies(
            rsa(), parts[0] + '.' + parts[1], decoded(parts[2]),
            {u"-sigopt"_s, u"rsa_padding_mode:pss"_s, u"-sigopt"_s, u"rsa_pss_saltlen:32"_s}));
    }

    void theAlgorithmFitsTheKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<int>("size");
        QTest::newRow("RSA") << rsa() << u"RS256"_s << 256;
        QTest::newRow("P-256") << p256() << u"ES256"_s << 64;
    }

    void theAlgorithmFitsTheKey()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QString, algorithm);
        QFETCH(const int, size);
        const auto assertion = made({}, credentialsWith(key));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(objectOf(parts[0]).value(u"alg"_s), algorithm);
        QCOMPARE(decoded(parts[2]).size(), size);
    }

    void aCertificateIsNamed()
    {
        const QByteArray own = m_keys.certificate(rsa(), u"practice"_s);
        const QByteArray chain = own + m_keys.certificate(p256(), u"authority"_s);
        const auto assertion = made({}, credentialsWith(rsa(), chain));
        QVERIFY(assertion);
        const QString thumb = objectOf(partsOf(*assertion)[0]).value(u"x5t#S256"_s).toString();
        QCOMPARE(thumb.size(), 43); // 32 bytes without padding
        QCOMPARE(decoded(thumb.toLatin1()),
                 QSslCertificate(own, QSsl::Pem).digest(QCryptographicHash::Sha256));
    }

    void whatCannotBeSigned_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("word");
        const QByteArray p384 = m_keys.key(u"P-384"_s);
        const QByteArray ed25519 = m_keys.key(u"ED25519"_s);
        QTest::newRow("no key") << QByteArray() << QByteArray() << QString() << u"missing"_s;
        QTest::newRow("no key but a word")
            << QByteArray("hush") << QByteArray() << QString() << u"PEM"_s;
        QTest::newRow("P-384, no algorithm") << p384 << QByteArray() << QString() << u"P-256"_s;
        QTest::newRow("Ed25519, no algorithm")
            << ed25519 << QByteArray() << QString() << u"ED25519"_s;
        QTest::newRow("RS256 by P-256") << p256() << QByteArray() << u"RS256"_s << u"RSA key"_s;
        QTest::newRow("ES256 by RSA") << rsa() << QByteArray() << u"ES256"_s << u"P-256"_s;
        QTest::newRow("an unknown algorithm") << rsa() << QByteArray() << u"HS256"_s << u"HS256"_s;
        QTest::newRow("no certificate but a word")
            << rsa() << QByteArray("hush") << QString() << u"no certificate"_s;
    }

    void whatCannotBeSigned()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QByteArray, certificate);
        QFETCH(const QString, algorithm);
        QFETCH(const QString, word);
        AssertionRules rules;
        rules.algorithm = algorithm;
        const auto assertion = made(rules, credentialsWith(key, certificate));
        QVERIFY(!assertion);
        QCOMPARE(assertion.error().kind, ErrorKind::Configuration);
        const QString &message = assertion.error().message;
        QVERIFY2(message.contains(word), qPrintable(message));
        QVERIFY(!message.contains(u"hush"_s));
        const QByteArray line = key.split('\n').value(1).left(20);
        QVERIFY(line.isEmpty() || !message.contains(QString::fromLatin1(line)));
    }

    /// The set's rules go before the provider's, one by one.
    void theSetsRulesWin()
    {
        Provider provider;
        provider.request.clientAuthentication = u"private_key_jwt"_s;
        provider.request.assertion = {.algorithm = u"RS256"_s,
                                      .keyId = u"provider's"_s,
                                      .audience = u"https://issuer.example"_s};
        ProviderEnvironment here;
        here.id = u"here"_s;
        here.tokenUrl = u"https://token.example/t"_s;
        provider.environments.append(here);
        CredentialSet set;
        set.environment = u"here"_s;
        set.assertion.keyId = u"set's"_s;
        set.assertion.algorithm = u"PS256"_s;
        const auto request = buildTokenRequest(provider, set, credentialsWith(rsa()),
                                               {.now = now, .uuid = u"u"_s});
        QVERIFY(request);
        const QUrlQuery body(QString::fromLatin1(request->body.reveal()));
        QCOMPARE(body.queryItemValue(u"client_assertion_type"_s, QUrl::FullyDecoded),
                 u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s);
        const QByteArray assertion = body.queryItemValue(u"client_assertion"_s, QUrl::FullyDecoded)
                                         .toLatin1();
        const QList<QByteArray> parts = assertion.split('.');
        QCOMPARE(objectOf(parts[0]).value(u"kid"_s), u"set's"_s);
        QCOMPARE(objectOf(parts[0]).value(u"alg"_s), u"PS256"_s);
        QCOMPARE(objectOf(parts[1]).value(u"aud"_s), u"https://issuer.example"_s);
        // neither the key nor the assertion is ever shown
        const auto isRedacted = [&](QByteArrayView text) {
            return std::ranges::any_of(request->secrets,
                                       [&](const Secret &s) { return s.reveal() == text; });
        };
        QVERIFY(isRedacted(assertion));
        QVERIFY(isRedacted(rsa()));
    }
};

TEST_IN_PROGRAM(TestClientAssertion)
#include "tst_clientassertion.moc"
