// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"
#include "TestProgram.h"

#include "KeyText.h"
#include "PrivateKey.h"
#include "Signature.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QTest>

using namespace Tokenwright;

using Type = PrivateKeyFacts::Type;
Q_DECLARE_METATYPE(PrivateKeyFacts::Type)

class TestPrivateKey : public QObject
{
    Q_OBJECT

private:
    static Secret secret(const QByteArray &pem) { return Secret(QByteArray(pem)); }

    /// \a text as a field of one line makes it.
    static QByteArray oneLine(const QByteArray &text) { return text.trimmed().replace('\n', ' '); }

    /// Whether \a message holds a piece of \a pem, whatever its line ends.
    static bool holdsPieceOf(const QByteArray &pem, const QString &message)
    {
        for (const QByteArray &line : pem.simplified().split(' ')) {
            for (qsizetype at = 0; at + 12 <= line.size() && !line.contains("---"); at += 12) {
                if (message.contains(QString::fromLatin1(line.mid(at, 12))))
                    return true;
            }
        }
        return false;
    }

    const QByteArray &rsa() { return m_rsa = m_keys.key(u"RSA"_s); }
    const QByteArray &p256() { return m_p256 = m_keys.key(u"P-256"_s); }

    PracticeKeys m_keys;
    QByteArray m_rsa;
    QByteArray m_p256;

private Q_SLOTS:
    void facts_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<Type>("type");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QString>("curve");
        const QStringList older{u"-traditional"_s};
        const QByteArray p384 = m_keys.key(u"P-384"_s);
        QTest::newRow("RSA, PKCS#8") << rsa() << Type::Rsa << 2048 << QString();
        QTest::newRow("RSA, PKCS#1")
            << m_keys.rewritten(rsa(), older) << Type::Rsa << 2048 << QString();
        QTest::newRow("RSA for PSS")
            << m_keys.key(u"RSA-PSS"_s) << Type::RsaPss << 2048 << QString();
        QTest::newRow("P-256, PKCS#8") << p256() << Type::EllipticCurve << 256 << u"P-256"_s;
        QTest::newRow("P-256, SEC 1")
            << m_keys.rewritten(p256(), older) << Type::EllipticCurve << 256 << u"P-256"_s;
        QTest::newRow("P-384") << p384 << Type::EllipticCurve << 384 << u"P-384"_s;
        QTest::newRow("P-521") << m_keys.key(u"P-521"_s) << Type::EllipticCurve << 521
                               << u"P-521"_s;
        QTest::newRow("Ed25519") << m_keys.key(u"ED25519"_s) << Type::Edwards << 256 << QString();
        QTest::newRow("Ed448") << m_keys.key(u"ED448"_s) << Type::Edwards << 456 << QString();
    }

    void facts()
    {
        QFETCH(const QByteArray, pem);
        QFETCH(const Type, type);
        QFETCH(const int, bits);
        QFETCH(const QString, curve);
        const auto facts = privateKeyFacts(secret(pem));
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        QCOMPARE(facts->type, type);
        QCOMPARE(facts->curve, curve);
        QVERIFY(!facts->description.isEmpty());
        QVERIFY(!holdsPieceOf(pem, facts->description));
        if (type != Type::Edwards) // a matter of taste
            QCOMPARE(facts->bits, bits);
    }

    /// However the text came here, it is the same key, and it signs.
    void asPeoplePasteIt_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QByteArray>("plain");
        const std::pair<const char *, QByteArray> kinds[]{
            {"PKCS#8", rsa()},
            {"PKCS#1", m_keys.rewritten(rsa(), {u"-traditional"_s})},
            {"SEC 1", m_keys.rewritten(p256(), {u"-traditional"_s})},
        };
        for (const auto &[kind, plain] : kinds) {
            const auto add = [&](const char *how, const QByteArray &pem) {
                QTest::addRow("%s, %s", kind, how) << pem << plain;
            };
            QByteArray text = plain;
            add("as it is", text);
            add("CRLF", QByteArray(text).replace("\n", "\r\n"));
            add("CR", QByteArray(text).replace('\n', '\r'));
            add("no line end at its end", text.trimmed());
            add("on one line", oneLine(text));
            add("on one line, without blanks", QByteArray(text).replace("\n", ""));
            add("as a JSON string", QByteArray(text).replace("\n", "\\n"));
            add("as a JSON string with CRLF", QByteArray(text).replace("\n", "\\r\\n"));
            add("BOM", "\xef\xbb\xbf" + text);
            add("indented", "    " + QByteArray(text).replace("\n", "\n    "));
            add("text around it",
                "Bag Attributes\n    friendlyName: käse\nKey Attributes: <No Attributes>\n" + text
                    + "That was it.\n");
            add("between certificates",
                m_keys.certificate(plain, u"one"_s) + text + m_keys.certificate(plain, u"two"_s));
        }
        QTest::newRow("the curve's block before it")
            << "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                + m_keys.rewritten(p256(), {u"-traditional"_s})
            << p256();
    }

    void asPeoplePasteIt()
    {
        QFETCH(const QByteArray, pem);
        QFETCH(const QByteArray, plain);
        const auto facts = privateKeyFacts(secret(pem));
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        const auto algorithm = facts->type == Type::Rsa ? u"RS256"_s : u"ES256"_s;
        const auto signature = signJws(secret(pem), algorithm, "message");
        QVERIFY(signature);
        QVERIFY(m_keys.verifiesJws(algorithm, plain, "message", *signature));
    }

    void whatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QString>("word");
        const auto passphrase = u"passphrase"_s;
        const auto isPublic = u"public key or a certificate"_s;
        const auto none = u"no private key in PEM form"_s;
        QTest::newRow("nothing") << QByteArray() << u"missing"_s;
        QTest::newRow("blanks") << QByteArray(" \r\n\t") << u"missing"_s;
        QTest::newRow("encrypted, PKCS#8") << m_keys.encrypted(rsa()) << passphrase;
        QTest::newRow("encrypted, PKCS#8, on one line")
            << oneLine(m_keys.encrypted(p256())) << passphrase;
        QTest::newRow("encrypted, PKCS#1") << m_keys.encrypted(rsa(), true) << passphrase;
        QTest::newRow("encrypted, SEC 1") << m_keys.encrypted(p256(), true) << passphrase;
        QTest::newRow("public") << m_keys.publicKey(rsa()) << isPublic;
        QTest::newRow("public, on one line") << oneLine(m_keys.publicKey(p256())) << isPublic;
        QTest::newRow("public, PKCS#1")
            << QByteArray("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n")
            << isPublic;
        QTest::newRow("certificate") << m_keys.certificate(p256(), u"practice"_s) << isPublic;
        QTest::newRow("words") << QByteArray("the key, honestly") << none;
        QTest::newRow("bytes") << QByteArray("\0\xff\x30\x82\x04", 5) << none;
        QTest::newRow("half a key") << rsa().left(rsa().size() / 2) << none;
        QTest::newRow("a key without its frame")
            << rsa().sliced(28).chopped(26).replace('-', "") << none;
        QTest::newRow("a frame without a key")
            << QByteArray("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n") << none;
        QTest::newRow("a frame around something else")
            << QByteArray("-----BEGIN PRIVATE KEY-----\nbm90LWEta2V5LWF0LWFsbA==\n"
                          "-----END PRIVATE KEY-----\n")
            << none;
    }

    void whatIsNoKey()
    {
        QFETCH(const QByteArray, pem);
        QFETCH(const QString, word);
        const auto facts = privateKeyFacts(secret(pem));
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, ErrorKind::Configuration);
        QVERIFY2(facts.error().message.contains(word), qPrintable(facts.error().message));
        QVERIFY(!holdsPieceOf(pem, facts.error().message));
        const auto signature = signJws(secret(pem), u"RS256"_s, "message");
        QVERIFY(!signature);
        QCOMPARE(signature.error().message, facts.error().message);
    }

    void opening_data()
    {
        QTest::addColumn<QByteArray>("locked");
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("RSA, PKCS#8") << m_keys.encrypted(rsa()) << rsa();
        QTest::newRow("RSA, PKCS#1") << m_keys.encrypted(rsa(), true) << rsa();
        QTest::newRow("P-256, SEC 1") << m_keys.encrypted(p256(), true) << p256();
        QTest::newRow("P-256, on one line") << oneLine(m_keys.encrypted(p256())) << p256();
        const QByteArray ed25519 = m_keys.key(u"ED25519"_s);
        QTest::newRow("Ed25519") << m_keys.encrypted(ed25519) << ed25519;
    }

    void opening()
    {
        QFETCH(const QByteArray, locked);
        QFETCH(const QByteArray, plain);
        QVERIFY(isEncryptedKey(secret(locked)));
        QVERIFY(!isEncryptedKey(secret(plain)));
        const auto open = openedKey(secret(locked), secret("not-a-secret"));
        QVERIFY2(open, qPrintable(open ? QString() : open.error().message));
        QCOMPARE(open->reveal().toByteArray(), plain);
        const QByteArrayList others{QByteArray(), "not-the-one", QByteArray(5000, 'x')};
        for (const QByteArray &wrong : others) {
            const auto shut = openedKey(secret(locked), secret(wrong));
            QVERIFY(!shut);
            QCOMPARE(shut.error().kind, ErrorKind::Configuration);
            QVERIFY(wrong.isEmpty() || !shut.error().message.contains(QLatin1StringView(wrong)));
            QVERIFY(!holdsPieceOf(locked, shut.error().message));
        }
    }

    /// What a server might send back of a key, however it writes it.
    void partsToHide()
    {
        const auto holds = [](const QList<Secret> &parts, const QByteArray &text) {
            return std::ranges::any_of(parts,
                                       [&](const Secret &part) { return part.reveal() == text; });
        };
        const QByteArray body
            = QByteArray(p256().trimmed()).sliced(27).chopped(25).replace('\n', "");
        QVERIFY(holds(secretPartsOf(secret(p256())), body));
        const QJsonObject jwk = m_keys.jwk(rsa());
        const auto parts = secretPartsOf(secret(QJsonDocument(jwk).toJson()));
        for (const char *field : {"d", "p", "q", "dp", "dq", "qi"})
            QVERIFY2(holds(parts, jwk.value(QLatin1StringView(field)).toString().toLatin1()),
                     field);
        QCOMPARE(parts.size(), 6);
        QVERIFY(secretPartsOf({}).isEmpty());
    }

    void certificates_data()
    {
        QTest::addColumn<QByteArray>("pem");
        const QByteArray own = m_keys.certificate(rsa(), u"practice"_s);
        const QByteArray other = m_keys.certificate(p256(), u"authority"_s);
        QTest::newRow("alone") << own;
        QTest::newRow("chain") << own + other;
        QTest::newRow("chain on one line") << oneLine(own + other);
        QTest::newRow("CRLF") << QByteArray(own).replace("\n", "\r\n");
        QTest::newRow("as a JSON string") << QByteArray(own + other).replace("\n", "\\n");
        QTest::newRow("BOM") << "\xef\xbb\xbf" + own;
        QTest::newRow("text around it") << "Certificate:\n    Data:\n" + own + "end\n";
        QTest::newRow("behind its key") << rsa() + own;
    }

    void certificates()
    {
        QFETCH(const QByteArray, pem);
        const auto facts = certificateFacts(secret(pem));
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        QVERIFY2(facts->description.startsWith(u"practice, valid until "_s),
                 qPrintable(facts->description));
        // made anew for each row's data, so it is looked up in the text
        const QByteArray begin = "-----BEGIN CERTIFICATE-----";
        const qsizetype at = pem.indexOf(begin) + begin.size();
        QByteArray base64 = pem.mid(at, pem.indexOf("-----END", at) - at);
        base64.replace("\\n", "").replace("\r", "").replace("\n", "").replace(" ", "");
        QCOMPARE(
            facts->sha256.toHex(),
            QCryptographicHash::hash(QByteArray::fromBase64(base64), QCryptographicHash::Sha256)
                .toHex());

        QVERIFY(belongTogether(secret(pem), secret(rsa())));
        QVERIFY(belongTogether(secret(pem), secret(oneLine(rsa()))));
        QVERIFY(!belongTogether(secret(pem), secret(p256())));
        QVERIFY(!belongTogether(secret(pem), {}));
        QVERIFY(!belongTogether({}, secret(rsa())));
    }

    /// Qt reads it by other code of OpenSSL's.
    void whomACertificateNames_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("name");
        QTest::newRow("a name") << u"/O=Works/OU=Parcels/CN=practice"_s << u"practice"_s;
        QTest::newRow("other letters")
            << u"/CN=\u00dcbung \u7df4\u7fd2"_s << u"\u00dcbung \u7df4\u7fd2"_s;
        QTest::newRow("an organisation") << u"/OU=Parcels/O=Works"_s << u"Works"_s;
        QTest::newRow("a part of one") << u"/C=DE/OU=Parcels"_s << u"Parcels"_s;
        QTest::newRow("a country") << u"/C=DE"_s << u"no name"_s;
        QTest::newRow("nothing") << u"/"_s << u"no name"_s;
    }

    void whomACertificateNames()
    {
        QFETCH(const QString, subject);
        QFETCH(const QString, name);
        if (QSysInfo::kernelType() == u"winnt" && subject.toLatin1() != subject.toUtf8())
            QSKIP("openssl.exe takes words in the system's 8-bit letters alone");
        const QByteArray pem = m_keys.certificate(
            rsa(), {}, {u"-utf8"_s, u"-days"_s, u"20000"_s, u"-subj"_s, subject});
        const QSslCertificate byQt = QSslCertificate::fromData(pem).value(0);
        QVERIFY(!byQt.isNull());
        const QString until = QLocale().toString(byQt.expiryDate().date(), QLocale::ShortFormat);
        const auto facts = certificateFacts(secret(pem));
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        QCOMPARE(facts->description, name + u", valid until "_s + until);
        QCOMPARE(facts->sha256, byQt.digest(QCryptographicHash::Sha256));
    }

    void whatIsNoCertificate_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QString>("word");
        const auto none = u"no certificate in PEM form"_s;
        QTest::newRow("nothing") << QByteArray() << u"missing"_s;
        QTest::newRow("words") << QByteArray("certificate, honestly") << none;
        QTest::newRow("a private key") << rsa() << none;
        QTest::newRow("a public key") << m_keys.publicKey(rsa()) << none;
        const QByteArray whole = m_keys.certificate(rsa(), u"practice"_s);
        QTest::newRow("half of one") << whole.left(whole.size() / 2) << none;
    }

    void whatIsNoCertificate()
    {
        QFETCH(const QByteArray, pem);
        QFETCH(const QString, word);
        const auto facts = certificateFacts(secret(pem));
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, ErrorKind::Configuration);
        QVERIFY2(facts.error().message.contains(word), qPrintable(facts.error().message));
        QVERIFY(!holdsPieceOf(pem, facts.error().message));
        QVERIFY(!belongTogether(secret(pem), secret(rsa())));
    }

    void tidying()
    {
        const auto tidied = [](const QByteArray &text) {
            return tidiedKeyText(secret(text)).reveal().toByteArray();
        };
        const QByteArray chain = m_keys.certificate(rsa(), u"practice"_s)
            + m_keys.certificate(p256(), u"authority"_s);
        QCOMPARE(tidied(chain), chain);
        QCOMPARE(tidied(oneLine(chain)), chain);
        QCOMPARE(tidied(rsa()), rsa());
        // what is not understood stays what it is
        const QByteArray older = m_keys.encrypted(rsa(), true);
        QCOMPARE(tidied(older), older);
        QCOMPARE(tidied("no PEM at all"), "no PEM at all");
        QCOMPARE(tidied({}), QByteArray());
    }
};

TEST_IN_PROGRAM(TestPrivateKey)
#include "tst_privatekey.moc"
