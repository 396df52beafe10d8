// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"
#include "TestProgram.h"

#include "KeyText.h"
#include "PrivateKey.h"
#include "Signature.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Tokenwright;

/// Private keys as JSON Web Keys.
class TestJwk : public QObject
{
    Q_OBJECT

private:
    static Secret secret(const QByteArray &text) { return Secret(QByteArray(text)); }
    static Secret secret(const QJsonObject &jwk) { return Secret(QJsonDocument(jwk).toJson()); }

    QJsonObject jwk(const char *kind) { return m_keys.jwk(m_keys.key(QLatin1StringView(kind))); }

    static QJsonObject with(QJsonObject jwk, const QString &field, const QJsonValue &value)
    {
        jwk.insert(field, value);
        return jwk;
    }

    static QJsonObject without(QJsonObject jwk, const char *field)
    {
        jwk.remove(QLatin1StringView(field));
        return jwk;
    }

    PracticeKeys m_keys;

private Q_SLOTS:
    void initTestCase()
    {
        if (!PracticeKeys::isThere())
            QSKIP("There is no openssl command.");
    }

    /// RFC 8037 appendix A.4, whose signatures hold no chance.
    void theExampleOfRfc8037()
    {
        const Secret key = secret(
            R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        const auto signature = signJws(key, u"EdDSA"_s,
                                       "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().message));
        QCOMPARE(
            signature->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            QByteArray("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9"
                       "g7sVvpAr_MuM0KAg"));
    }

    void keys_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"RSA", "P-256", "P-384", "P-521", "ED25519", "ED448"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    /// The same key as in PEM, in every form in which people have it.
    void keys()
    {
        QFETCH(const QString, kind);
        const QByteArray pem = m_keys.key(kind);
        const QJsonObject jwk = m_keys.jwk(pem);
        const auto plain = privateKeyFacts(secret(pem));
        const QByteArray text = QJsonDocument(jwk).toJson();
        const QByteArrayList forms{text, QJsonDocument(jwk).toJson(QJsonDocument::Compact),
                                   "\xef\xbb\xbf" + text, "\n\n  " + text,
                                   QByteArray(text).replace('\n', " ")};
        for (const QByteArray &form : forms) {
            const auto facts = privateKeyFacts(secret(form));
            QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
            QCOMPARE(facts->description, plain->description);
            QVERIFY(facts->keyId.isEmpty());
            const auto asPem = keyAsPem(secret(form));
            QVERIFY(asPem);
            QCOMPARE(asPem->reveal().toByteArray(), pem);
        }
        const QByteArray certificate = m_keys.certificate(pem, u"practice"_s);
        QVERIFY(belongTogether(secret(certificate), secret(jwk)));
    }

    void whatElseItSays()
    {
        QJsonObject key = jwk("RSA");
        key.insert(u"kid"_s, u"schlüssel-1"_s);
        key.insert(u"alg"_s, u"PS384"_s);
        key.insert(u"use"_s, u"sig"_s);
        key.insert(u"x5t"_s, u"abc"_s);
        auto facts = privateKeyFacts(secret(key));
        QVERIFY(facts);
        QCOMPARE(facts->keyId, u"schlüssel-1"_s);
        QCOMPARE(algorithmFor(*facts, {}), u"PS384"_s);
        QCOMPARE(algorithmFor(*facts, u"RS256"_s), u"RS256"_s);
        facts = privateKeyFacts(secret(with(key, u"alg"_s, u"RSA-OAEP"_s)));
        QVERIFY(facts);
        QCOMPARE(algorithmFor(*facts, {}), u"RS256"_s);
    }

    /// An RSA key need not have its primes (RFC 7518 §6.3.2).
    void rsaWithoutPrimes()
    {
        QJsonObject key = jwk("RSA");
        for (const char *field : {"p", "q", "dp", "dq", "qi"})
            key.remove(QLatin1StringView(field));
        const auto signature = signJws(secret(key), u"RS256"_s, "message");
        QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().message));
        QVERIFY(m_keys.verifiesJws(u"RS256"_s, m_keys.key(u"RSA"_s), "message", *signature));
    }

    void whatIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QJsonObject &jwk, const QString &word) {
            QTest::newRow(name) << QJsonDocument(jwk).toJson() << word;
        };
        const auto incomplete = u"incomplete"_s;
        const auto damaged = u"do not belong together"_s;
        const QJsonObject rsa = jwk("RSA");
        const QJsonObject ec = jwk("P-256");
        const QJsonObject ed = jwk("ED25519");
        const QJsonObject otherEc = m_keys.jwk(m_keys.key(u"P-256"_s, u"other"_s));
        const QJsonObject otherRsa = m_keys.jwk(m_keys.key(u"RSA"_s, u"other"_s));
        row("a set of keys", {{u"keys"_s, QJsonArray{rsa}}}, u"JWKS"_s);
        QTest::newRow("a list of keys") << QJsonDocument(QJsonArray{rsa}).toJson() << u"list"_s;
        for (const auto &[name, key] : {std::pair("public RSA", rsa), std::pair("public EC", ec),
                                        std::pair("public OKP", ed)})
            row(name, without(key, "d"), u"public key alone"_s);
        row("a shared secret", {{u"kty"_s, u"oct"_s}, {u"k"_s, u"aHVzaA"_s}}, u"client secret"_s);
        row("another kind", with(ec, u"kty"_s, u"AKP"_s), u"another kind"_s);
        row("JSON of something else", {{u"type"_s, u"service_account"_s}}, u"kty"_s);
        row("no field at all", {}, u"kty"_s);
        QTest::newRow("half of one") << QJsonDocument(ec).toJson().left(60) << u"neither PEM"_s;
        row("RSA without n", without(rsa, "n"), incomplete);
        row("RSA without q", without(rsa, "q"), incomplete);
        row("EC without y", without(ec, "y"), incomplete);
        row("OKP without x", without(ed, "x"), incomplete);
        row("no base64url", with(ec, u"d"_s, u"+/=="_s), incomplete);
        row("a number in a text's place", with(ec, u"d"_s, 5), incomplete);
        row("more primes", with(rsa, u"oth"_s, QJsonArray{}), u"more than two"_s);
        row("a curve that does not sign", with(ed, u"crv"_s, u"X25519"_s), u"P-384"_s);
        row("an unknown curve", with(ec, u"crv"_s, u"P-1024"_s), u"P-384"_s);
        row("another's d, EC", with(ec, u"d"_s, otherEc.value(u"d")), damaged);
        row("another's d, RSA", with(without(rsa, "p"), u"d"_s, otherRsa.value(u"d")), damaged);
        row("another's x, OKP", with(ed, u"x"_s, otherEc.value(u"x")), damaged);
        row("a point beside the curve", with(ec, u"x"_s, otherEc.value(u"x")), damaged);
        row("another curve's name", with(ec, u"crv"_s, u"P-384"_s), damaged);
    }

    void whatIsNone()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, word);
        const auto facts = privateKeyFacts(secret(text));
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, ErrorKind::Configuration);
        const QString &message = facts.error().message;
        QVERIFY2(message.contains(word), qPrintable(message));
        const auto signature = signJws(secret(text), u"ES256"_s, "message");
        QVERIFY(!signature);
        QCOMPARE(signature.error().message, message);
        const QString own = QJsonDocument::fromJson(text).object().value(u"d").toString();
        QVERIFY(own.size() < 5 || !message.contains(own));
    }

    /// One that differs in its white space alone is the same.
    void tidying()
    {
        const QJsonObject key = jwk("P-256");
        const QByteArray compact = QJsonDocument(key).toJson(QJsonDocument::Compact);
        const QByteArrayList forms{QJsonDocument(key).toJson(), compact,
                                   QByteArray(compact).replace(',', " ,\t")};
        for (const QByteArray &form : forms)
            QCOMPARE(tidiedKeyText(secret(form)).reveal().toByteArray(), compact);
        QCOMPARE(tidiedKeyText(secret("{ no JSON")).reveal().toByteArray(), "{ no JSON");
        QVERIFY(!isEncryptedKey(secret(R"({"note":"-----BEGIN ENCRYPTED"})")));
    }
};

TEST_IN_PROGRAM(TestJwk)
#include "tst_jwk.moc"
