// SPDX-License-Identifier: MIT
#include "EndpointTest.h"
#include "TestProgram.h"

#include "CertificateAuthority.h"
#include "PracticeKeys.h"

#include "TokenRequest.h"

#include <QProcess>
#include <QSslCertificate>
#include <QTest>

using namespace EndpointTest;
using namespace Tokenwright;

using Certificates = PracticeTokenServer::ClientCertificates;

Q_DECLARE_METATYPE(ClientCertificate)

/// The client's certificate in the TLS handshake (RFC 8705 §2.1).
class TestTlsClientAuthentication : public QObject
{
    Q_OBJECT

private:
    struct Identity
    {
        QByteArray key;
        QByteArray certificate;
        QByteArray thumb;
    };

    Identity identity(const QString &kind, const QString &name)
    {
        const QByteArray key = m_keys.key(kind, name);
        const QByteArray certificate = m_keys.certificate(key, name);
        return {
            .key = key,
            .certificate = certificate,
            .thumb = QSslCertificate(certificate, QSsl::Pem).digest(QCryptographicHash::Sha256)};
    }

    static HttpRequest request(const QString &method, const QUrl &url, const QString &caFile,
                               const QByteArray &certificate, const QByteArray &key,
                               const QString &clientId = QStringLiteral("practice-client"),
                               ClientCertificate besides = ClientCertificate::Never)
    {
        Environment here;
        here.id = QStringLiteral("here");
        here.tokenUrl = url.toString();
        here.caCertificates = caFile;
        Provider provider;
        provider.environments.append(here);
        provider.request.clientCertificate = besides;
        CredentialSet set;
        set.environment = here.id;
        set.clientAuthentication = method;
        ClientCredentials credentials;
        credentials.clientId = clientId;
        credentials.clientSecret = Secret(QByteArray("not-a-secret"));
        credentials.certificate = Secret(QByteArray(certificate));
        credentials.privateKey = Secret(QByteArray(key));
        const auto built = buildTokenRequest(provider, set, credentials, {});
        if (!built)
            qFatal("%s", qPrintable(built.error().message));
        return *built;
    }

    static HttpRequest request(const PracticeTokenServer &server, const Identity &identity,
                               const QString &clientId = QStringLiteral("practice-client"))
    {
        return request(QStringLiteral("tls_client_auth"), server.url(QStringLiteral("/token")),
                       server.caFile(), identity.certificate, identity.key, clientId);
    }

    PracticeKeys m_keys;

private Q_SLOTS:
    void theCertificateIsShown_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("thumb");
        const QStringList older{QStringLiteral("-traditional")};
        for (const char *kind : {"RSA", "P-256", "P-384"}) {
            const auto [key, certificate, thumb] = identity(QString::fromLatin1(kind),
                                                            QStringLiteral("practice"));
            const QByteArray chain = certificate
                + m_keys.certificate(m_keys.key(QStringLiteral("P-256"), QStringLiteral("other")),
                                     QStringLiteral("other"));
            QTest::addRow("%s, PKCS#8", kind) << key << certificate << thumb;
            QTest::addRow("%s, older form", kind)
                << m_keys.rewritten(key, older) << certificate << thumb;
            QTest::addRow("%s, chain", kind) << key << chain << thumb;
            QTest::addRow("%s, chain on one line", kind)
                << QByteArray(key).replace('\n', ' ') << QByteArray(chain).replace('\n', ' ')
                << thumb;
            QTest::addRow("%s, key and certificate in one text", kind)
                << key + certificate << certificate + key << thumb;
        }
        const auto [key, certificate, thumb] = identity(QStringLiteral("P-256"),
                                                        QStringLiteral("practice"));
        QTest::newRow("the curve's block before the key")
            << "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                + m_keys.rewritten(key, older)
            << certificate << thumb;
    }

    void theCertificateIsShown()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QByteArray, certificate);
        QFETCH(const QByteArray, thumb);
        PracticeTokenServer server;
        server.setClientCertificates(Certificates::AskedFor);
        const auto answer = sendAndAwait(
            request(server, {.key = key, .certificate = certificate, .thumb = thumb}));
        VERIFY_ANSWERED(answer);
        QCOMPARE(server.requestCount(), 1);
        const PracticeRequest received = server.requests().first();
        QCOMPARE(received.clientCertificate.toHex(), thumb.toHex());
        QCOMPARE(received.body, "grant_type=client_credentials&client_id=practice-client");
        QCOMPARE(received.header("Authorization"), QByteArray());
    }

    /// Otherwise the second set would get the first one's tokens.
    void identitiesAreKeptApart()
    {
        PracticeTokenServer server;
        server.setClientCertificates(Certificates::AskedFor);
        const QList<Identity> identities{identity(QStringLiteral("P-256"), QStringLiteral("one")),
                                         identity(QStringLiteral("P-256"), QStringLiteral("two")),
                                         identity(QStringLiteral("RSA"), QStringLiteral("three")),
                                         Identity()};
        const auto sent = [&](qsizetype i) {
            const auto clientId = QString::number(i);
            return identities[i].key.isEmpty()
                ? request(QStringLiteral("client_secret_post"),
                          server.url(QStringLiteral("/token")), server.caFile(), {}, {}, clientId)
                : request(server, identities[i], clientId);
        };
        TokenEndpoint endpoint;
        // one after another, so that a connection or a session could be taken up again
        for (int round = 0; round < 3; ++round) {
            for (qsizetype i = 0; i < identities.size(); ++i) {
                VERIFY_ANSWERED(await(endpoint.send(sent(i)).answer));
                QCOMPARE(server.requests().last().clientCertificate, identities[i].thumb);
            }
        }
        // and all at once
        QList<TokenEndpoint::Call> calls;
        for (int round = 0; round < 5; ++round) {
            for (qsizetype i = 0; i < identities.size(); ++i)
                calls.append(endpoint.send(sent(i)));
        }
        for (const TokenEndpoint::Call &call : calls)
            VERIFY_ANSWERED(await(call.answer));
        QCOMPARE(server.requestCount(), 32);
        for (const PracticeRequest &received : server.requests()) {
            const QByteArray name = "client_id=";
            const qsizetype at = received.body.indexOf(name) + name.size();
            const int client = received.body.mid(at, 1).toInt();
            QCOMPARE(received.clientCertificate, identities[client].thumb);
        }
        QCOMPARE(server.connectionCount(), 32);
    }

    /// A server that wants both: the pair in a header or in the body, and the certificate in TLS.
    void besideAnotherMethod_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<ClientCertificate>("besides");
        QTest::addColumn<bool>("hasOne");
        QTest::addColumn<bool>("isShown");
        for (const char *method :
             {"client_secret_basic", "client_secret_basic_raw", "client_secret_post", "query",
              "private_key_jwt", "tls_client_auth"}) {
            const QString name = QString::fromLatin1(method);
            QTest::addRow("%s, required", method)
                << name << ClientCertificate::Required << true << true;
            QTest::addRow("%s, optional", method)
                << name << ClientCertificate::Optional << true << true;
            if (name != u"private_key_jwt" && name != u"tls_client_auth") {
                QTest::addRow("%s, optional, none", method)
                    << name << ClientCertificate::Optional << false << false;
            }
        }
    }

    void besideAnotherMethod()
    {
        QFETCH(const QString, method);
        QFETCH(const ClientCertificate, besides);
        QFETCH(const bool, hasOne);
        QFETCH(const bool, isShown);
        const Identity own = identity(QStringLiteral("P-256"), QStringLiteral("practice"));
        PracticeTokenServer server;
        if (hasOne) {
            server.setClientCertificates(Certificates::Demanded,
                                         {QSslCertificate(own.certificate, QSsl::Pem)});
        } else {
            server.setClientCertificates(Certificates::AskedFor);
        }
        server.setResponder([](const PracticeRequest &) { return PracticeAnswer{.body = "{}"}; });
        const auto answer = sendAndAwait(
            request(method, server.url(QStringLiteral("/token")), server.caFile(),
                    hasOne ? own.certificate : QByteArray(), hasOne ? own.key : QByteArray(),
                    QStringLiteral("practice-client"), besides));
        VERIFY_ANSWERED(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(server.requestCount(), 1);
        const PracticeRequest received = server.requests().first();
        QCOMPARE(received.clientCertificate, isShown ? own.thumb : QByteArray());
        if (method.startsWith(u"client_secret_basic")) {
            QCOMPARE(received.header("Authorization"),
                     "Basic " + QByteArray("practice-client:not-a-secret").toBase64());
        }
    }

    void notWithoutTheOneThatIsRequired_data()
    {
        QTest::addColumn<bool>("hasCertificate");
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<bool>("isAnothers");
        QTest::newRow("neither") << false << false << false;
        QTest::newRow("no certificate") << false << true << false;
        QTest::newRow("no key") << true << false << false;
        QTest::newRow("the key of another") << true << true << true;
    }

    void notWithoutTheOneThatIsRequired()
    {
        QFETCH(const bool, hasCertificate);
        QFETCH(const bool, hasKey);
        QFETCH(const bool, isAnothers);
        const Identity own = identity(QStringLiteral("P-256"), QStringLiteral("practice"));
        const Identity other = identity(QStringLiteral("P-256"), QStringLiteral("other"));
        Environment here;
        here.id = QStringLiteral("here");
        here.tokenUrl = QStringLiteral("https://token.example/");
        Provider provider;
        provider.environments.append(here);
        provider.request.clientCertificate = ClientCertificate::Required;
        CredentialSet set;
        set.environment = here.id;
        ClientCredentials credentials;
        credentials.clientId = QStringLiteral("practice-client");
        credentials.clientSecret = Secret(QByteArray("not-a-secret"));
        if (hasCertificate)
            credentials.certificate = Secret(QByteArray(own.certificate));
        if (hasKey)
            credentials.privateKey = Secret(QByteArray(isAnothers ? other.key : own.key));
        const auto problem = requestProblem(provider, set, credentials);
        QVERIFY(problem);
        QCOMPARE(problem->kind, ErrorKind::Configuration);
        QVERIFY(!problem->message.isEmpty());
        // what is known without the pair is fine
        QVERIFY(!requestProblem(provider, set));
    }

    void nobodyElseShowsOne_data()
    {
        QTest::addColumn<QString>("method");
        for (const char *method : {"client_secret_basic", "client_secret_basic_raw",
                                   "client_secret_post", "query", "private_key_jwt"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }

    void nobodyElseShowsOne()
    {
        QFETCH(const QString, method);
        PracticeTokenServer server;
        server.setClientCertificates(Certificates::AskedFor);
        const Identity own = identity(QStringLiteral("P-256"), QStringLiteral("practice"));
        const auto answer = sendAndAwait(request(method, server.url(QStringLiteral("/token")),
                                                 server.caFile(), own.certificate, own.key));
        VERIFY_ANSWERED(answer);
        QCOMPARE(server.requests().first().clientCertificate, QByteArray());
    }

    void whoDoesNotAskGetsNone()
    {
        PracticeTokenServer server;
        const auto answer = sendAndAwait(
            request(server, identity(QStringLiteral("P-256"), QStringLiteral("practice"))));
        VERIFY_ANSWERED(answer);
        QCOMPARE(server.requests().first().clientCertificate, QByteArray());
    }

    /// What the server says when it is not content, by alerts of TLS.
    void notWithoutAGoodOne_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<QString>("complaint");
        const auto demanded = QStringLiteral("demands a TLS certificate of the client");
        const auto perhaps = QStringLiteral("may demand a TLS certificate of the client");
        const auto refused = QStringLiteral("did not accept the client's certificate");
        QTest::newRow("TLS 1.2, none") << QStringLiteral("-tls1_2") << false << perhaps;
        QTest::newRow("TLS 1.3, none") << QStringLiteral("-tls1_3") << false << demanded;
        QTest::newRow("TLS 1.2, of an unknown authority")
            << QStringLiteral("-tls1_2") << true << refused;
        QTest::newRow("TLS 1.3, of an unknown authority")
            << QStringLiteral("-tls1_3") << true << refused;
    }

    void notWithoutAGoodOne()
    {
        QFETCH(const QString, version);
        QFETCH(const bool, shown);
        QFETCH(const QString, complaint);
        const CertificateAuthority authority;
        QProcess server;
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_server"), QStringLiteral("-accept"),
                      QStringLiteral("127.0.0.1:0"), version, QStringLiteral("-cert"),
                      authority.serverCertificateFile(), QStringLiteral("-key"),
                      authority.serverKeyFile(), QStringLiteral("-CAfile"), authority.caFile(),
                      QStringLiteral("-Verify"), QStringLiteral("1"),
                      QStringLiteral("-verify_return_error"), QStringLiteral("-www")});
        const QByteArray listens = "ACCEPT 127.0.0.1:";
        QByteArray output;
        QTRY_VERIFY((output += server.readAll()).contains(listens) && output.endsWith('\n'));
        const qsizetype at = output.indexOf(listens) + listens.size();
        const QByteArray port = output.mid(at, output.indexOf('\n', at) - at);

        const Identity own = identity(QStringLiteral("P-256"), QStringLiteral("practice"));
        const QUrl url(QStringLiteral("https://127.0.0.1:%1/token").arg(port.toInt()));
        const auto answer = sendAndAwait(
            shown ? request(QStringLiteral("tls_client_auth"), url, authority.caFile(),
                            own.certificate, own.key)
                  : request(QStringLiteral("client_secret_post"), url, authority.caFile(), {}, {}));
        server.kill();
        server.waitForFinished();
        VERIFY_FAILED(answer, ErrorKind::Tls);
        QVERIFY2(answer.error().message.contains(complaint), qPrintable(answer.error().message));
    }

    /// Some servers hang up instead.
    void notWithoutAWord()
    {
        PracticeTokenServer server;
        server.setClientCertificates(Certificates::Demanded);
        const auto closed = QStringLiteral("closed the connection");
        const auto perhaps = QStringLiteral("may not have accepted the client's certificate");
        const auto none = sendAndAwait(requestTo(server));
        VERIFY_FAILED(none, ErrorKind::Network);
        QVERIFY(none.error().message.contains(closed));
        QVERIFY(!none.error().message.contains(perhaps));
        const auto unknown = sendAndAwait(
            request(server, identity(QStringLiteral("P-256"), QStringLiteral("practice"))));
        VERIFY_FAILED(unknown, ErrorKind::Network);
        QVERIFY(unknown.error().message.contains(closed));
        QVERIFY(unknown.error().message.contains(perhaps));
        QCOMPARE(server.requestCount(), 0);
    }
};

TEST_IN_PROGRAM(TestTlsClientAuthentication)
#include "tst_tlsclientauthentication.moc"
