// SPDX-License-Identifier: MIT
#include "CliBench.h"
#include "PracticeKeys.h"
#include "PracticeTokenServer.h"
#include "PseudoTerminal.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrlQuery>

using namespace Tokenwright;

/// Clients that show who they are by a key, or not at all, at the command line.
class TestCliAssertions : public QObject
{
    Q_OBJECT

private:
    QStringList adding(const QString &name, const char *provider)
    {
        return {u"add"_s,           name,         u"--provider"_s,  QString::fromLatin1(provider),
                u"--environment"_s, u"sandbox"_s, u"--client-id"_s, u"practice-id"_s};
    }

    QUrlQuery sent() const
    {
        return QUrlQuery(QString::fromLatin1(m_server->requests().constLast().body));
    }

    static QJsonObject part(const QByteArray &jwt, int number)
    {
        return QJsonDocument::fromJson(QByteArray::fromBase64(jwt.split('.').value(number),
                                                              QByteArray::Base64UrlEncoding))
            .object();
    }

    /// Whether any file of the profile holds \a text.
    static bool isInAFile(const QByteArray &text)
    {
        QDirIterator files(QString::fromLocal8Bit(qgetenv("HOME")), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.fileName().contains(u"keyring"_s) && file.open(QIODevice::ReadOnly)
                && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    CliBench m_bench;
    PracticeKeys m_keys;
    std::unique_ptr<PracticeTokenServer> m_server;

private Q_SLOTS:
    void initTestCase()
    {
        if (!PracticeKeys::isThere())
            QSKIP("There is no openssl command.");
        const Profile profile = Profile::standard();
        QVERIFY(profile.ensureFolders());
        m_server = std::make_unique<PracticeTokenServer>(PracticeTokenServer::Transport::Plain);
        m_server->setResponder([](const PracticeRequest &) {
            return PracticeAnswer{.body = R"({"access_token":"practice-token","expires_in":3600})"};
        });
        const QByteArray url = m_server->url(u"/token"_s).toEncoded();
        const std::pair<const char *, QByteArray> rules[]{
            {"signed", R"("request":{"clientAuthentication":"private_key_jwt"})"},
            {"bysecret", R"("request":{"clientAuthentication":"client_secret_jwt"})"},
            {"nobody", R"("request":{"clientAuthentication":"none"})"},
            {"granted", R"("request":{"clientAuthentication":"none","clientIdParameter":null,
                "assertion":{"use":"grant","claims":{"sub":null}}})"},
            {"gated", R"("request":{"clientAuthentication":"none",
                "parameters":[{"name":"gate","secret":true,"required":true}]},
                "useToken":{"headers":[{"name":"X-Gate","value":"{secret:gate}"},
                    {"name":"X-Client","value":"{client_id}"}]})"},
        };
        for (const auto &[id, rule] : rules) {
            QFile file(
                QString(profile.providersFolder() + u'/' + QLatin1StringView(id) + u".json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(R"({"schema":1,"id":"%1","name":"%1",
                "environments":{"sandbox":{"tokenUrl":"%2","apiBaseUrl":"%2"}},%3})")
                           .replace("%1", id)
                           .replace("%2", url)
                           .replace("%3", rule));
        }
    }

    void keyFiles_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("keyId");
        const QByteArray pem = m_keys.key(u"P-384"_s);
        QJsonObject jwk = m_keys.jwk(pem);
        QTest::newRow("PEM") << pem << QString();
        QTest::newRow("JWK") << QJsonDocument(jwk).toJson() << QString();
        jwk.insert(u"kid"_s, u"its-own"_s);
        QTest::newRow("JWK with an ID") << QJsonDocument(jwk).toJson() << u"its-own"_s;
    }

    void keyFiles()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, keyId);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        COMPARE_CODE(m_bench.run(adding(name, "signed")
                                 + QStringList{u"--private-key-file"_s, m_keys.file(file)}),
                     0);
        COMPARE_CODE(m_bench.run({u"token"_s, name}), 0);
        const QByteArray jwt = sent().queryItemValue(u"client_assertion"_s).toLatin1();
        const QList<QByteArray> parts = jwt.split('.');
        QCOMPARE(part(jwt, 0).value(u"alg"_s), u"ES384"_s);
        QCOMPARE(part(jwt, 0).value(u"kid"_s).toString(), keyId);
        QVERIFY(
            m_keys.verifiesJws(u"ES384"_s, m_keys.key(u"P-384"_s), parts[0] + '.' + parts[1],
                               QByteArray::fromBase64(parts[2], QByteArray::Base64UrlEncoding)));
        QVERIFY(!isInAFile(parts[2]));
    }

    void algorithmAndAudience()
    {
        COMPARE_CODE(
            m_bench.run(adding(u"chosen"_s, "signed")
                        + QStringList{u"--private-key-file"_s, m_keys.file(m_keys.key(u"RSA"_s)),
                                      u"--algorithm"_s, u"PS512"_s, u"--assertion-audience"_s,
                                      u"https://issuer.example"_s, u"--key-id"_s, u"k1"_s}),
            0);
        COMPARE_CODE(m_bench.run({u"token"_s, u"chosen"_s}), 0);
        const QByteArray jwt = sent().queryItemValue(u"client_assertion"_s).toLatin1();
        QCOMPARE(part(jwt, 0).value(u"alg"_s), u"PS512"_s);
        QCOMPARE(part(jwt, 0).value(u"kid"_s), u"k1"_s);
        QCOMPARE(part(jwt, 1).value(u"aud"_s), u"https://issuer.example"_s);
        const auto unknown = m_bench.run({u"edit"_s, u"chosen"_s, u"--algorithm"_s, u"none"_s});
        COMPARE_CODE(unknown, 2);
        // said before anything is sent
        const auto misfit = m_bench.run({u"edit"_s, u"chosen"_s, u"--algorithm"_s, u"ES256"_s,
                                         u"--private-key-file"_s,
                                         m_keys.file(m_keys.key(u"RSA"_s))});
        COMPARE_CODE(misfit, 1);
        QVERIFY2(misfit.err.contains("curve P-256"), misfit.err.constData());
    }

    void passphrases()
    {
        const QByteArray key = m_keys.key(u"RSA"_s, u"protected"_s);
        const QString file = m_keys.file(m_keys.encrypted(key));
        const QStringList add = adding(u"protected"_s, "signed")
            + QStringList{u"--private-key-file"_s, file};
        const auto refused = m_bench.run(add);
        COMPARE_CODE(refused, 2);
        QVERIFY2(refused.err.contains("--key-passphrase-file"), refused.err.constData());
        const auto wrong = m_bench.run(add + QStringList{u"--key-passphrase-file"_s, u"-"_s},
                                       "not-the-one\n");
        COMPARE_CODE(wrong, 2);
        QVERIFY2(wrong.err.contains("does not open"), wrong.err.constData());
        QVERIFY(!wrong.err.contains("not-the-one"));
        const auto twice = m_bench.run(
            add + QStringList{u"--key-passphrase-file"_s, u"-"_s, u"--secret-stdin"_s}, "x\n");
        COMPARE_CODE(twice, 2);
        COMPARE_CODE(
            m_bench.run(add + QStringList{u"--key-passphrase-file"_s, u"-"_s}, "not-a-secret\n"),
            0);
        COMPARE_CODE(m_bench.run({u"token"_s, u"protected"_s}), 0);
        const QByteArray jwt = sent().queryItemValue(u"client_assertion"_s).toLatin1();
        const QList<QByteArray> parts = jwt.split('.');
        QVERIFY(
            m_keys.verifiesJws(u"RS256"_s, key, parts[0] + '.' + parts[1],
                               QByteArray::fromBase64(parts[2], QByteArray::Base64UrlEncoding)));
        QVERIFY(!m_bench.said().contains("not-a-secret"));
    }

    void passphraseAtTheTerminal()
    {
        const QByteArray key = m_keys.key(u"P-256"_s, u"protected"_s);
        PseudoTerminal terminal;
        terminal.start(
            commandLineFile(),
            adding(u"terminal"_s, "signed")
                + QStringList{u"--private-key-file"_s, m_keys.file(m_keys.encrypted(key))});
        QVERIFY2(terminal.waitFor("passphrase of the private key:"), terminal.said().constData());
        terminal.type("not-a-secret\n");
        QVERIFY2(terminal.waitFor("Added"), terminal.said().constData());
        QVERIFY(terminal.waitForEnd());
        QCOMPARE(terminal.process.exitCode(), 0);
        QVERIFY(!terminal.said().contains("not-a-secret"));
        COMPARE_CODE(m_bench.run({u"token"_s, u"terminal"_s}), 0);
    }

    void whatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("word");
        const QJsonObject jwk = m_keys.jwk(m_keys.key(u"P-256"_s));
        QJsonObject open = jwk;
        open.remove(u"d"_s);
        QTest::newRow("a public JWK")
            << QJsonDocument(open).toJson() << QByteArray("public key alone");
        QTest::newRow("a JWKS") << QByteArray(R"({"keys":[]})") << QByteArray("JWKS");
        QTest::newRow("something else") << QByteArray("hush-hush") << QByteArray("no JWK");
    }

    void whatIsNoKey()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, word);
        const auto refused = m_bench.run(adding(u"none"_s, "signed")
                                         + QStringList{u"--private-key-file"_s, m_keys.file(file)});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains(word), refused.err.constData());
        QVERIFY(!refused.err.contains("hush-hush"));
        QVERIFY(refused.out.isEmpty());
    }

    void bySecret()
    {
        COMPARE_CODE(m_bench.run(adding(u"mac"_s, "bysecret") + QStringList{u"--secret-stdin"_s},
                                 "practice-secret"),
                     0);
        COMPARE_CODE(m_bench.run({u"token"_s, u"mac"_s}), 0);
        const QByteArray jwt = sent().queryItemValue(u"client_assertion"_s).toLatin1();
        const QList<QByteArray> parts = jwt.split('.');
        QVERIFY(
            m_keys.verifiesJws(u"HS256"_s, "practice-secret", parts[0] + '.' + parts[1],
                               QByteArray::fromBase64(parts[2], QByteArray::Base64UrlEncoding)));
        QVERIFY(!sent().hasQueryItem(u"client_secret"_s));
    }

    /// Nobody is asked for a secret.
    void withoutSecret()
    {
        COMPARE_CODE(m_bench.run(adding(u"nobody"_s, "nobody")), 0);
        COMPARE_CODE(m_bench.run({u"token"_s, u"nobody"_s}), 0);
        QCOMPARE(m_server->requests().constLast().body,
                 QByteArray("grant_type=client_credentials&client_id=practice-id"));
        QVERIFY(m_server->requests().constLast().header("Authorization").isEmpty());
    }

    void asGrant()
    {
        COMPARE_CODE(m_bench.run(adding(u"granted"_s, "granted")
                                 + QStringList{u"--private-key-file"_s,
                                               m_keys.file(m_keys.key(u"ED25519"_s))}),
                     0);
        COMPARE_CODE(m_bench.run({u"token"_s, u"granted"_s}), 0);
        QCOMPARE(sent().queryItemValue(u"grant_type"_s, QUrl::FullyDecoded),
                 u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s);
        const QByteArray jwt = sent().queryItemValue(u"assertion"_s).toLatin1();
        QCOMPARE(part(jwt, 0).value(u"alg"_s), u"EdDSA"_s);
        QVERIFY(!part(jwt, 1).contains(u"sub"_s));
        QVERIFY(!sent().hasQueryItem(u"client_id"_s));
        QVERIFY(!isInAFile(jwt.split('.').value(2)));
    }

    void standingHeaders()
    {
        COMPARE_CODE(m_bench.run(adding(u"gated"_s, "gated")
                                     + QStringList{u"--secret-parameter"_s, u"gate=-"_s},
                                 "practice-gate-secret"),
                     0);
        const auto header = m_bench.run({u"header"_s, u"gated"_s});
        COMPARE_CODE(header, 0);
        QCOMPARE(header.out, QByteArray("Authorization: Bearer practice-token\n"));
        QVERIFY(!m_server->requests().constLast().body.contains("gate"));
        const auto command = m_bench.run({u"header"_s, u"gated"_s, u"--format"_s, u"curl"_s});
        COMPARE_CODE(command, 0);
        QVERIFY2(
            command.out.contains("-H 'X-Gate: practice-gate-secret' -H 'X-Client: practice-id'"),
            command.out.constData());
        const auto curl = m_bench.run({u"curl"_s, u"gated"_s, u"--"_s, u"-s"_s, u"-X"_s, u"POST"_s,
                                       m_server->url(u"/token"_s).toString()});
        COMPARE_CODE(curl, 0);
        const PracticeRequest got = m_server->requests().constLast();
        QCOMPARE(got.header("X-Gate"), QByteArray("practice-gate-secret"));
        QCOMPARE(got.header("X-Client"), QByteArray("practice-id"));
        QCOMPARE(got.header("Authorization"), QByteArray("Bearer practice-token"));
        const auto exported = m_bench.run({u"export"_s});
        COMPARE_CODE(exported, 0);
        QVERIFY(!exported.out.contains("practice-gate-secret"));
        QVERIFY(!isInAFile("practice-gate-secret"));
    }
};

TEST_IN_PROGRAM(TestCliAssertions)
#include "tst_cliassertions.moc"
