// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"
#include "TestProgram.h"

#include "ClientAssertion.h"
#include "ClientAuthentication.h"
#include "PrivateKey.h"
#include "TokenRequest.h"

#include <QJsonArray>
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
        const QUrl tokenUrl(u"https://token.example/t?a=b%20c"_s);
        const RequestStamp stamp{.now = now, .uuid = u"used-once"_s};
        return assertionByKey(
            {.rules = rules,
             .credentials = credentials,
             .tokenUrl = tokenUrl,
             .stamp = stamp,
             .values = {{u"subject"_s, u"someone@example.com"_s}, {u"nobody"_s, QString()}},
             .scopes = {u"read"_s, u"write"_s}});
    }

    /// Three parts, none of them padded.
    static QList<QByteArray> partsOf(const Secret &assertion)
    {
        return assertion.reveal().toByteArray().split('.');
    }

    static CredentialSet here()
    {
        CredentialSet set;
        set.environment = u"here"_s;
        return set;
    }

    /// Its assertion has the fields \a json, or its request has.
    static Provider providerWith(QJsonObject json, bool isRequest = false)
    {
        for (const QString &field : json.keys()) {
            if (json.value(field) == QString())
                json.remove(field);
        }
        const QJsonObject request = isRequest
            ? json
            : QJsonObject{{u"clientAuthentication"_s, u"private_key_jwt"_s},
                          {u"assertion"_s, json}};
        const auto provider = Provider::fromJson(
            {{u"id"_s, u"x"_s},
             {u"name"_s, u"X"_s},
             {u"environments"_s,
              QJsonObject{{u"here"_s, QJsonObject{{u"tokenUrl"_s, u"https://token.example/t"_s}}}}},
             {u"variables"_s, QJsonArray{QJsonObject{{u"name"_s, u"part"_s}}}},
             {u"request"_s, request}});
        if (!provider)
            qFatal("the test's own provider is wrong: %s", qPrintable(provider.error().message));
        return *provider;
    }

    static bool isHidden(const HttpRequest &request, QByteArrayView text)
    {
        return std::ranges::any_of(request.secrets,
                                   [&](const Secret &s) { return s.reveal() == text; });
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
        QTest::newRow("P-521") << m_keys.key(u"P-521"_s) << u"ES512"_s << 132;
        QTest::newRow("Ed25519") << m_keys.key(u"ED25519"_s) << u"EdDSA"_s << 64;
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

    void otherClaims_data()
    {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<QByteArray>("expected");
        // each on top of what an assertion has of itself: null is one that is not there
        QTest::newRow("others in their place")
            << QByteArray(R"({"iss":"me","sub":"you","aud":["a","b"]})")
            << QByteArray(R"({"iss":"me","sub":"you","aud":["a","b"]})");
        QTest::newRow("taken out")
            << QByteArray(R"({"sub":null,"jti":null})") << QByteArray(R"({"sub":null,"jti":null})");
        QTest::newRow("variables")
            << QByteArray(R"({"sub":"{subject}","x":"<{client_id}>"})")
            << QByteArray(R"({"sub":"someone@example.com","x":"<practice-client>"})");
        QTest::newRow("an empty variable")
            << QByteArray(R"({"sub":"{nobody}"})") << QByteArray(R"({"sub":null})");
        QTest::newRow("scopes in a text")
            << QByteArray(R"({"scope":"{scopes}"})") << QByteArray(R"({"scope":"read write"})");
        QTest::newRow("scopes in a list")
            << QByteArray(R"({"scope":["{scopes}","{subject}"]})")
            << QByteArray(R"({"scope":["read","write","someone@example.com"]})");
        QTest::newRow("of every kind")
            << QByteArray(R"({"a":5,"b":true,"c":{"d":"{subject}","e":[{"f":"{client_id}"}]}})")
            << QByteArray(
                   R"({"a":5,"b":true,"c":{"d":"someone@example.com","e":[{"f":"practice-client"}]}})");
        QTest::newRow("what looks like a variable and is none")
            << QByteArray(R"({"x":"{other}"})") << QByteArray(R"({"x":"{other}"})");
    }

    void otherClaims()
    {
        QFETCH(const QByteArray, claims);
        QFETCH(const QByteArray, expected);
        const auto assertion = made({.claims = QJsonDocument::fromJson(claims).object()},
                                    credentialsWith(p256()));
        QVERIFY(assertion);
        const QJsonObject found = objectOf(partsOf(*assertion)[1]);
        QJsonObject wanted = objectOf(partsOf(*made({}, credentialsWith(p256())))[1]);
        const QJsonObject changed = QJsonDocument::fromJson(expected).object();
        for (auto it = changed.begin(); it != changed.end(); ++it) {
            if (it.value().isNull())
                wanted.remove(it.key());
            else
                wanted.insert(it.key(), it.value());
        }
        QCOMPARE(found, wanted);
    }

    void lifetime()
    {
        const auto assertion = made({.lifetime = 3600}, credentialsWith(p256()));
        QVERIFY(assertion);
        QCOMPARE(objectOf(partsOf(*assertion)[1]).value(u"exp"_s), 1'700'003'600);
    }

    void aJwkNamesItself_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the key's") << u"own"_s << QString() << u"own"_s;
        QTest::newRow("the rules'") << u"own"_s << u"other"_s << u"other"_s;
        QTest::newRow("none") << QString() << QString() << QString();
    }

    void aJwkNamesItself()
    {
        QFETCH(const QString, own);
        QFETCH(const QString, rule);
        QFETCH(const QString, expected);
        QJsonObject jwk = m_keys.jwk(p256());
        if (!own.isEmpty())
            jwk.insert(u"kid"_s, own);
        const auto assertion = made({.keyId = rule}, credentialsWith(QJsonDocument(jwk).toJson()));
        QVERIFY2(assertion, qPrintable(assertion ? QString() : assertion.error().message));
        const QList<QByteArray> parts = partsOf(*assertion);
        QCOMPARE(objectOf(parts[0]).value(u"kid"_s).toString(), expected);
        QVERIFY(
            m_keys.verifiesJws(u"ES256"_s, p256(), parts[0] + '.' + parts[1], decoded(parts[2])));
    }

    void whatCannotBeSigned_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("word");
        QTest::newRow("no key") << QByteArray() << QByteArray() << QString() << u"missing"_s;
        QTest::newRow("no key but a word")
            << QByteArray("hush") << QByteArray() << QString() << u"PEM"_s;
        QTest::newRow("a key of an exchange")
            << m_keys.key(u"X25519"_s) << QByteArray() << QString() << u"X25519"_s;
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

    void bySecret_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("algorithm");
        QTest::newRow("usual") << QString() << QString() << u"HS256"_s;
        QTest::newRow("the provider's") << u"HS384"_s << QString() << u"HS384"_s;
        QTest::newRow("the provider's is for a key") << u"RS256"_s << QString() << u"HS256"_s;
        QTest::newRow("the set's") << u"HS256"_s << u"HS512"_s << u"HS512"_s;
        QTest::newRow("the set's is for a key") << QString() << u"RS256"_s << QString();
    }

    /// client_secret_jwt: the secret's UTF-8 bytes sign.
    void bySecret()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, own);
        QFETCH(const QString, algorithm);
        ClientCredentials credentials;
        credentials.clientId = u"practice-client"_s;
        credentials.clientSecret = Secret::fromText(u"geheïm-practice"_s);
        CredentialSet set = here();
        set.clientAuthentication = u"client_secret_jwt"_s;
        set.assertion.edit().algorithm = own;
        const auto request = buildTokenRequest(providerWith({{u"algorithm"_s, provider}}), set,
                                               credentials, {.now = now, .uuid = u"u"_s});
        if (algorithm.isEmpty()) {
            QVERIFY(!request);
            QVERIFY2(request.error().message.contains(u"HS256"),
                     qPrintable(request.error().message));
            return;
        }
        QVERIFY2(request, qPrintable(request ? QString() : request.error().message));
        const QUrlQuery body(QString::fromLatin1(request->body.reveal()));
        QCOMPARE(body.queryItemValue(u"client_id"_s), u"practice-client"_s);
        QVERIFY(!body.hasQueryItem(u"client_secret"_s));
        const QList<QByteArray> parts
            = body.queryItemValue(u"client_assertion"_s).toLatin1().split('.');
        QCOMPARE(objectOf(parts[0]), QJsonObject({{u"alg"_s, algorithm}, {u"typ"_s, u"JWT"_s}}));
        QVERIFY(m_keys.verifiesJws(algorithm, QByteArray("gehe\xc3\xafm-practice"),
                                   parts[0] + '.' + parts[1], decoded(parts[2])));
        QVERIFY(isHidden(*request, body.queryItemValue(u"client_assertion"_s).toLatin1()));
    }

    void asGrant_data()
    {
        QTest::addColumn<QByteArray>("request"); // of the provider
        QTest::addColumn<QStringList>("sent");
        const QStringList bearer{u"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer"_s};
        const QStringList scopes{u"scope=a:one b"_s};
        QTest::newRow("alone, the client named")
            << QByteArray(R"({"clientAuthentication":"none","assertion":{"use":"grant"}})")
            << bearer + scopes + QStringList{u"client_id=practice-client"_s};
        QTest::newRow("alone, as Google wants it")
            << QByteArray(R"({"clientAuthentication":"none","clientIdParameter":null,
                "assertion":{"use":"grant","claims":{"scope":"{scopes}"}}})")
            << bearer;
        QTest::newRow("beside the secret")
            << QByteArray(R"({"clientAuthentication":"client_secret_post",
                "assertion":{"use":"grant"}})")
            << bearer + scopes
                + QStringList{u"client_id=practice-client"_s, u"client_secret=practice-secret"_s};
        QTest::newRow("another grant type")
            << QByteArray(R"({"clientAuthentication":"none","grantType":"own:grant",
                "assertion":{"use":"grant"}})")
            << QStringList{u"grant_type=own:grant"_s} + scopes
                + QStringList{u"client_id=practice-client"_s};
        QTest::newRow("no grant type")
            << QByteArray(R"({"clientAuthentication":"none","grantType":null,
                "assertion":{"use":"grant"}})")
            << scopes + QStringList{u"client_id=practice-client"_s};
    }

    /// RFC 7523 §2.1.
    void asGrant()
    {
        QFETCH(const QByteArray, request);
        QFETCH(QStringList, sent);
        const Provider provider = providerWith(QJsonDocument::fromJson(request).object(), true);
        CredentialSet set = here();
        set.scopes = {u"a:{part}"_s, u"b"_s};
        set.variables.insert(u"part"_s, u"one"_s);
        ClientCredentials credentials = credentialsWith(p256());
        credentials.clientSecret = Secret::fromText(u"practice-secret"_s);
        const auto built = buildTokenRequest(provider, set, credentials,
                                             {.now = now, .uuid = u"u"_s});
        QVERIFY2(built, qPrintable(built ? QString() : built.error().message));
        QUrlQuery body(QString::fromLatin1(built->body.reveal()));
        const QByteArray assertion = body.queryItemValue(u"assertion"_s).toLatin1();
        const QList<QByteArray> parts = assertion.split('.');
        QCOMPARE(parts.size(), 3);
        QCOMPARE(objectOf(parts[1]).value(u"aud"_s), u"https://token.example/t"_s);
        QVERIFY(
            m_keys.verifiesJws(u"ES256"_s, p256(), parts[0] + '.' + parts[1], decoded(parts[2])));
        QVERIFY(isHidden(*built, assertion));
        body.removeQueryItem(u"assertion"_s);
        QStringList found;
        for (const auto &[name, value] : body.queryItems(QUrl::FullyDecoded))
            found.append(name + u'=' + value);
        found.sort();
        sent.sort();
        QCOMPARE(found, sent);
        const auto draft = draftTokenRequest(provider, set, credentials, {.now = now, .uuid = {}});
        QVERIFY(draft);
        QVERIFY2(previewOf(*draft).contains(u"assertion=••••••"), qPrintable(previewOf(*draft)));
    }

    void grantBySecret()
    {
        const Provider provider = providerWith(
            QJsonDocument::fromJson(
                R"({"clientAuthentication":"none","assertion":{"use":"grant","algorithm":"HS256"}})")
                .object(),
            true);
        const PairUse use = pairUseOf(provider, {});
        QVERIFY(use.secret == PairUse::Needed && use.key == PairUse::Unused && use.bySecret);
        ClientCredentials credentials = credentialsWith({});
        const auto missing = buildTokenRequest(provider, here(), credentials, {});
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(u"secret is missing"));
        credentials.clientSecret = Secret::fromText(u"practice-secret"_s);
        const auto built = buildTokenRequest(provider, here(), credentials,
                                             {.now = now, .uuid = {}});
        QVERIFY(built);
        const QList<QByteArray> parts = QUrlQuery(QString::fromLatin1(built->body.reveal()))
                                            .queryItemValue(u"assertion"_s)
                                            .toLatin1()
                                            .split('.');
        QVERIFY(m_keys.verifiesJws(u"HS256"_s, "practice-secret", parts[0] + '.' + parts[1],
                                   decoded(parts[2])));
    }

    /// What claims say shapes the token.
    void claimsAreInTheFingerprint()
    {
        const auto fingerprint = [](const QByteArray &claims, const QString &part) {
            CredentialSet set = here();
            set.variables.insert(u"part"_s, part);
            return requestFingerprint(
                providerWith({{u"claims"_s, QJsonDocument::fromJson(claims).object()}}), set);
        };
        const QString plain = fingerprint("{}", u"one"_s);
        QCOMPARE(fingerprint("{}", u"two"_s), plain);
        const QString claimed = fingerprint(R"({"sub":"{part}"})", u"one"_s);
        QVERIFY(claimed != plain);
        QVERIFY(fingerprint(R"({"sub":"{part}"})", u"two"_s) != claimed);
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
        set.assertion.edit().keyId = u"set's"_s;
        set.assertion.edit().algorithm = u"PS256"_s;
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
        QVERIFY(isHidden(*request, assertion));
        QVERIFY(isHidden(*request, rsa()));
    }
};

TEST_IN_PROGRAM(TestClientAssertion)
#include "tst_clientassertion.moc"
