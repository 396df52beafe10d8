// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"
#include "TestProgram.h"

#include "PrivateKey.h"
#include "Signature.h"
#include "SignatureAlgorithm.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Tokenwright;

/// Every algorithm, held to what the `openssl` command says of its signatures.
class TestSignature : public QObject
{
    Q_OBJECT

private:
    static Secret secret(const QByteArray &bytes) { return Secret(QByteArray(bytes)); }

    static QString kindFor(const QString &algorithm)
    {
        static const QMap<QString, QString> kinds{{u"ES256"_s, u"P-256"_s},
                                                  {u"ES384"_s, u"P-384"_s},
                                                  {u"ES512"_s, u"P-521"_s},
                                                  {u"EdDSA"_s, u"ED25519"_s}};
        return kinds.value(algorithm, u"RSA"_s);
    }

    PracticeKeys m_keys;

private Q_SLOTS:
    void initTestCase()
    {
        if (!PracticeKeys::isThere())
            QSKIP("There is no openssl command.");
    }

    void signatures_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("size");
        using Kind = SignatureAlgorithm::Kind;
        using Sizes = QList<std::pair<QString, int>>; // of a signature, by the kind of key
        const QMap<QString, Sizes> curves{{u"ES256"_s, {{u"P-256"_s, 64}}},
                                          {u"ES384"_s, {{u"P-384"_s, 96}}},
                                          {u"ES512"_s, {{u"P-521"_s, 132}}}};
        const QMap<Kind, Sizes> others{{Kind::Rsa, {{u"RSA"_s, 256}}},
                                       {Kind::RsaPss, {{u"RSA"_s, 256}, {u"RSA-PSS"_s, 256}}},
                                       {Kind::Edwards, {{u"ED25519"_s, 64}, {u"ED448"_s, 114}}}};
        for (const QString &algorithm : keyAlgorithms()) {
            const Sizes sizes = others.value(signatureAlgorithm(algorithm)->kind,
                                             curves.value(algorithm));
            QVERIFY2(!sizes.isEmpty(), qPrintable(algorithm));
            for (const auto &[kind, size] : sizes) {
                QTest::addRow("%s by %s", qPrintable(algorithm), qPrintable(kind))
                    << algorithm << kind << size;
            }
        }
    }

    void signatures()
    {
        QFETCH(const QString, algorithm);
        QFETCH(const QString, kind);
        QFETCH(const int, size);
        const QByteArray key = m_keys.key(kind);
        for (const QByteArray &message : {QByteArray("aGVhZGVy.Y2xhaW1z"), QByteArray(5000, 'x')}) {
            const auto signature = signJws(secret(key), algorithm, message);
            QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().message));
            QCOMPARE(signature->size(), size);
            QVERIFY(m_keys.verifiesJws(algorithm, key, message, *signature));
            QVERIFY(!m_keys.verifiesJws(algorithm, key, message + ' ', *signature));
        }
        if (kind == u"RSA-PSS")
            return; // no kind of its own in RFC 7518
        const QByteArray jwk = QJsonDocument(m_keys.jwk(key)).toJson();
        const auto signature = signJws(secret(jwk), algorithm, "as a JWK");
        QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().message));
        QVERIFY(m_keys.verifiesJws(algorithm, key, "as a JWK", *signature));
    }

    void secretSignatures_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("size");
        for (const QString &name : secretAlgorithms()) {
            const int size = name.mid(2).toInt() / 8; // HS256 has 32 bytes
            const QByteArray algorithm = name.toLatin1();
            QTest::addRow("%s", algorithm.data()) << name << QByteArray("practice-secret") << size;
            QTest::addRow("%s, UTF-8", algorithm.data())
                << name << QByteArray("gehe\xc3\xafm") << size;
            QTest::addRow("%s, longer than a block", algorithm.data())
                << name << QByteArray(300, 'k') << size;
        }
    }

    void secretSignatures()
    {
        QFETCH(const QString, algorithm);
        QFETCH(const QByteArray, key);
        QFETCH(const int, size);
        const auto mac = macJws(secret(key), algorithm, "header.claims");
        QVERIFY2(mac, qPrintable(mac ? QString() : mac.error().message));
        QCOMPARE(mac->size(), size);
        QVERIFY(m_keys.verifiesJws(algorithm, key, "header.claims", *mac));
        QVERIFY(!m_keys.verifiesJws(algorithm, key + 'x', "header.claims", *mac));
    }

    void secretsThatDoNotSign()
    {
        QVERIFY(!macJws({}, u"HS256"_s, "message"));
        const auto other = macJws(secret("practice-secret"), u"RS256"_s, "message");
        QVERIFY(!other);
        QVERIFY(other.error().message.contains(u"HS256"));
        QVERIFY(!other.error().message.contains(u"practice-secret"));
    }

    /// One signature in 128 has a half that begins with a zero, which DER leaves away.
    void halvesKeepTheirLength()
    {
        const QByteArray key = m_keys.key(u"P-256"_s);
        int shorter = 0;
        for (int i = 0; i < 4000 && shorter < 2; ++i) {
            const QByteArray message = QByteArray::number(i);
            const auto signature = signJws(secret(key), u"ES256"_s, message);
            QVERIFY(signature);
            QCOMPARE(signature->size(), 64);
            if (signature->at(0) == '\0' || signature->at(32) == '\0') {
                ++shorter;
                QVERIFY(m_keys.verifiesJws(u"ES256"_s, key, message, *signature));
            }
        }
        QCOMPARE(shorter, 2);
    }

    void keysOfAnotherKind_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("word");
        const QStringList kinds{u"RSA"_s,   u"RSA-PSS"_s, u"P-256"_s, u"P-384"_s,
                                u"P-521"_s, u"ED25519"_s, u"ED448"_s};
        for (const QString &algorithm : keyAlgorithms()) {
            const QString own = kindFor(algorithm);
            for (const QString &kind : kinds) {
                const bool fits = kind == own || (kind == u"RSA-PSS" && algorithm.startsWith(u"PS"))
                    || (kind == u"ED448" && algorithm == u"EdDSA");
                const QString word = own == u"RSA" ? u"RSA key"_s
                    : own == u"ED25519"            ? u"Ed25519 or Ed448"_s
                                                   : u"curve "_s + own;
                if (!fits)
                    QTest::addRow("%s by %s", qPrintable(algorithm), qPrintable(kind))
                        << algorithm << kind << word;
            }
        }
        for (const char *algorithm : {"none", "rs256", "ES256K", ""}) {
            QTest::addRow("algorithm \"%s\"", algorithm)
                << QString::fromLatin1(algorithm) << u"RSA"_s << u"EdDSA"_s;
        }
        QTest::newRow("the key is no secret") << u"HS256"_s << u"RSA"_s << u"client_secret_jwt"_s;
    }

    void keysOfAnotherKind()
    {
        QFETCH(const QString, algorithm);
        QFETCH(const QString, kind);
        QFETCH(const QString, word);
        const QByteArray key = m_keys.key(kind);
        const auto signature = signJws(secret(key), algorithm, "message");
        QVERIFY(!signature);
        QCOMPARE(signature.error().kind, ErrorKind::Configuration);
        const QString &message = signature.error().message;
        QVERIFY2(message.contains(word), qPrintable(message));
        QVERIFY2(message.contains(algorithm), qPrintable(message));
        QVERIFY(!message.contains(QString::fromLatin1(key.split('\n').value(1).left(20))));
    }

    void usualAlgorithms_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("algorithm");
        QTest::newRow("RSA") << u"RSA"_s << u"RS256"_s;
        QTest::newRow("RSA for PSS") << u"RSA-PSS"_s << u"PS256"_s;
        QTest::newRow("P-256") << u"P-256"_s << u"ES256"_s;
        QTest::newRow("P-384") << u"P-384"_s << u"ES384"_s;
        QTest::newRow("P-521") << u"P-521"_s << u"ES512"_s;
        QTest::newRow("Ed25519") << u"ED25519"_s << u"EdDSA"_s;
        QTest::newRow("Ed448") << u"ED448"_s << u"EdDSA"_s;
    }

    void usualAlgorithms()
    {
        QFETCH(const QString, kind);
        const auto facts = privateKeyFacts(secret(m_keys.key(kind)));
        QVERIFY(facts);
        QTEST(algorithmFor(*facts, {}), "algorithm");
        QCOMPARE(algorithmFor(*facts, u"chosen"_s), u"chosen"_s);
    }

    /// The words that a provider file may have are those of the table.
    void theTable()
    {
        QStringList names;
        for (const SignatureAlgorithm &algorithm : signatureAlgorithms()) {
            names.append(QString::fromLatin1(algorithm.id));
            QCOMPARE(signatureAlgorithm(names.last()), &algorithm);
        }
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
        QCOMPARE(QStringList(keyAlgorithms() + secretAlgorithms()), names);
        QVERIFY(isSecretAlgorithm(u"HS384"_s) && !isSecretAlgorithm(u"RS256"_s));
        QVERIFY(!signatureAlgorithm({}));
    }
};

TEST_IN_PROGRAM(TestSignature)
#include "tst_signature.moc"
