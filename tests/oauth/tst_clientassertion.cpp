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
        credentials.clientId = QStringLiteral("practice-client");
        credentials.privateKey = Secret(QByteArray(key));
        credentials.certificate = Secret(QByteArray(certificate));
        return credentials;
    }

    static Result<Secret> made(const AssertionRules &rules, const ClientCredentials &credentials)
    {
        return clientAssertion(rules, credentials,
                               QUrl(QStringLiteral("https://token.example/t?a=b%20c")),
                               {.now = now, .uuid = QStringLiteral("used-once")});
    }

    /// Three parts, none of them padded.
    static QList<QByteArray> partsOf(const Secret &assertion)
    {
        return assertion.reveal().toByteArray().split('.');
    }

    QByteArray rsa() { return m_keys.key(QStringLiteral("RSA")); }
    QByteArray p256() { return m_keys.key(QStringLiteral("P-256")); }

    PracticeKeys m_keys;

private Q_SLOTS:
    void claims()
    {
        const auto assertion = made({}, credentialsWith(rsa()));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(parts.size(), 3);
        QVERIFY(!assertion->reveal().contains('='));
        QCOMPARE(objectOf(parts[0]),
                 QJsonObject({{QStringLiteral("alg"), QStringLiteral("RS256")},
                              {QStringLiteral("typ"), QStringLiteral("JWT")}}));
        const QJsonObject expected{
            {QStringLiteral("iss"), QStringLiteral("practice-client")},
            {QStringLiteral("sub"), QStringLiteral("practice-client")},
            {QStringLiteral("aud"), QStringLiteral("https://token.example/t?a=b%20c")},
            {QStringLiteral("jti"), QStringLiteral("used-once")},
            {QStringLiteral("iat"), 1'700'000'000},
            {QStringLiteral("exp"), 1'700'000'300},
        };
        QCOMPARE(objectOf(parts[1]), expected);
        // whole numbers, as RFC 7519 §2 prefers and some servers demand
        QVERIFY(decoded(parts[1]).contains("\"exp\":1700000300,"));
        QVERIFY(m_keys.verifies(rsa(), parts[0] + '.' + parts[1], decoded(parts[2])));
    }

    void rules()
    {
        const AssertionRules rules{.algorithm = QStringLiteral("PS256"),
                                   .keyId = QStringLiteral("schlüssel 1"),
                                   .audience = QStringLiteral("https://issuer.example")};
        const auto assertion = made(rules, credentialsWith(rsa()));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(objectOf(parts[0]),
                 QJsonObject({{QStringLiteral("alg"), QStringLiteral("PS256")},
                              {QStringLiteral("typ"), QStringLiteral("JWT")},
                              {QStringLiteral("kid"), QStringLiteral("schlüssel 1")}}));
        QCOMPARE(objectOf(parts[1]).value(QStringLiteral("aud")),
                 QStringLiteral("https://issuer.example"));
        QVERIFY(m_keys.verifies(rsa(), parts[0] + '.' + parts[1], decoded(parts[2]),
                                {QStringLiteral("-sigopt"), QStringLiteral("rsa_padding_mode:pss"),
                                 QStringLiteral("-sigopt"), QStringLiteral("rsa_pss_saltlen:32")}));
    }

    void theAlgorithmFitsTheKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<int>("size");
        QTest::newRow("RSA") << rsa() << QStringLiteral("RS256") << 256;
        QTest::newRow("P-256") << p256() << QStringLiteral("ES256") << 64;
    }

    void theAlgorithmFitsTheKey()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QString, algorithm);
        QFETCH(const int, size);
        const auto assertion = made({}, credentialsWith(key));
        QVERIFY(assertion);
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(objectOf(parts[0]).value(QStringLiteral("alg")), algorithm);
        QCOMPARE(decoded(parts[2]).size(), size);
    }

    void aCertificateIsNamed()
    {
        const QByteArray own = m_keys.certificate(rsa(), QStringLiteral("practice"));
        const QByteArray chain = own + m_keys.certificate(p256(), QStringLiteral("authority"));
        const auto assertion = made({}, credentialsWith(rsa(), chain));
        QVERIFY(assertion);
        const QString thumb
            = objectOf(partsOf(*assertion)[0]).value(QStringLiteral("x5t#S256")).toString();
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
        const QByteArray p384 = m_keys.key(QStringLiteral("P-384"));
        const QByteArray ed25519 = m_keys.key(QStringLiteral("ED25519"));
        QTest::newRow("no key") << QByteArray() << QByteArray() << QString()
                                << QStringLiteral("missing");
        QTest::newRow("no key but a word")
            << QByteArray("hush") << QByteArray() << QString() << QStringLiteral("PEM");
        QTest::newRow("P-384, no algorithm")
            << p384 << QByteArray() << QString() << QStringLiteral("P-256");
        QTest::newRow("Ed25519, no algorithm")
            << ed25519 << QByteArray() << QString() << QStringLiteral("ED25519");
        QTest::newRow("RS256 by P-256")
            << p256() << QByteArray() << QStringLiteral("RS256") << QStringLiteral("RSA key");
        QTest::newRow("ES256 by RSA")
            << rsa() << QByteArray() << QStringLiteral("ES256") << QStringLiteral("P-256");
        QTest::newRow("an unknown algorithm")
            << rsa() << QByteArray() << QStringLiteral("HS256") << QStringLiteral("HS256");
        QTest::newRow("no certificate but a word")
            << rsa() << QByteArray("hush") << QString() << QStringLiteral("no certificate");
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
        QVERIFY(!message.contains(QStringLiteral("hush")));
        const QByteArray line = key.split('\n').value(1).left(20);
        QVERIFY(line.isEmpty() || !message.contains(QString::fromLatin1(line)));
    }

    /// The set's rules go before the provider's, one by one.
    void theSetsRulesWin()
    {
        Provider provider;
        provider.request.clientAuthentication = QStringLiteral("private_key_jwt");
        provider.request.assertion = {.algorithm = QStringLiteral("RS256"),
                                      .keyId = QStringLiteral("provider's"),
                                      .audience = QStringLiteral("https://issuer.example")};
        Environment here;
        here.id = QStringLiteral("here");
        here.tokenUrl = QStringLiteral("https://token.example/t");
        provider.environments.append(here);
        CredentialSet set;
        set.environment = QStringLiteral("here");
        set.assertion.keyId = QStringLiteral("set's");
        set.assertion.algorithm = QStringLiteral("PS256");
        const auto request = buildTokenRequest(provider, set, credentialsWith(rsa()),
                                               {.now = now, .uuid = QStringLiteral("u")});
        QVERIFY(request);
        const QUrlQuery body(QString::fromLatin1(request->body.reveal()));
        QCOMPARE(body.queryItemValue(QStringLiteral("client_assertion_type"), QUrl::FullyDecoded),
                 QStringLiteral("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        const QByteArray assertion = body.queryItemValue(QStringLiteral("client_assertion"),
                                                         QUrl::FullyDecoded)
                                         .toLatin1();
        const QList<QByteArray> parts = assertion.split('.');
        QCOMPARE(objectOf(parts[0]).value(QStringLiteral("kid")), QStringLiteral("set's"));
        QCOMPARE(objectOf(parts[0]).value(QStringLiteral("alg")), QStringLiteral("PS256"));
        QCOMPARE(objectOf(parts[1]).value(QStringLiteral("aud")),
                 QStringLiteral("https://issuer.example"));
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
