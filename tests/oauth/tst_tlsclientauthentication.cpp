// SPDX-License-Identifier: MIT
#include "HttpClientTest.h"
#include "TestProgram.h"

#include "CertificateAuthority.h"
#include "PracticeKeys.h"

#include "TokenRequest.h"

#include <QProcess>
#include <QSslCertificate>
#include <QTest>

using namespace HttpClientTest;
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
                               const QString &clientId = u"practice-client"_s,
                               ClientCertificate besides = ClientCertificate::Never)
    {
        ProviderEnvironment here;
        here.id = u"here"_s;
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
                               const QString &clientId = u"practice-client"_s)
    {
        return request(u"tls_client_auth"_s, server.url(u"/token"_s), server.caFile(),
                       identity.certificate, identity.key, clientId);
    }

    PracticeKeys m_keys;

private Q_SLOTS:
    void theCertificateIsShown_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("thumb");
        const QStringList older{u"-traditional"_s};
        for (const char *kind : {"RSA", "P-256", "P-384"}) {
            const auto [key, certificate, thumb] = identity(QString::fromLatin1(kind),
                                                            u"practice"_s);
            const QByteArray chain = certificate
                + m_keys.certificate(m_keys.key(u"P-256"_s, u"other"_s), u"other"_s);
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
        const auto [key, certificate, thumb] = identity(u"P-256"_s, u"practice"_s);
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
        const QList<Identity> identities{identity(u"P-256"_s, u"one"_s),
                                         identity(u"P-256"_s, u"two"_s),
                                         identity(u"RSA"_s, u"three"_s), Identity()};
        const auto sent = [&](qsizetype i) {
            const auto clientId = QString::number(i);
            return identities[i].key.isEmpty()
                ? request(u"client_secret_post"_s, server.url(u"/token"_s), server.caFile(), {}, {},
                          clientId)
                : request(server, identities[i], clientId);
        };
        HttpClient client;
        // one after another, so that a connection or a session could be taken up again
        for (int round = 0; round < 3; ++round) {
            for (qsizetype i = 0; i < identities.size(); ++i) {
                VERIFY_ANSWERED(await(client.send(sent(i)).answer));
                QCOMPARE(server.requests().last().clientCertificate, identities[i].thumb);
            }
        }
        // and all at once
        QList<HttpClient::Call> calls;
        for (int round = 0; round < 5; ++round) {
            for (qsizetype i = 0; i < identities.size(); ++i)
                calls.append(client.send(sent(i)));
        }
        for (const HttpClient::Call &call : calls)
            VERIFY_ANSWERED(await(call.answer));
        QCOMPARE(server.requestCount(), 32);
        for (const PracticeRequest &received : server.requests()) {
            const QByteArray name = "client_id=";
            const qsizetype at = received.body.indexOf(name) + name.size();
            const int number = received.body.mid(at, 1).toInt();
            QCOMPARE(received.clientCertificate, identities[number].thumb);
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
        const Identity own = identity(u"P-256"_s, u"practice"_s);
        PracticeTokenServer server;
        if (hasOne) {
            server.setClientCertificates(Certificates::Demanded,
                                         {QSslCertificate(own.certificate, QSsl::Pem)});
        } else {
            server.setClientCertificates(Certificates::AskedFor);
        }
        server.setResponder([](const PracticeRequest &) { return PracticeAnswer{.body = "{}"}; });
        const auto answer = sendAndAwait(request(method, server.url(u"/token"_s), server.caFile(),
                                                 hasOne ? own.certificate : QByteArray(),
                                                 hasOne ? own.key : QByteArray(),
                                                 u"practice-client"_s, besides));
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
        const Identity own = identity(u"P-256"_s, u"practice"_s);
        const Identity other = identity(u"P-256"_s, u"other"_s);
        ProviderEnvironment here;
        here.id = u"here"_s;
        here.tokenUrl = u"https://token.example/"_s;
        Provider provider;
        provider.environments.append(here);
        provider.request.clientCertificate = ClientCertificate::Required;
        CredentialSet set;
        set.environment = here.id;
        ClientCredentials credentials;
        credentials.clientId = u"practice-client"_s;
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
        const Identity own = identity(u"P-256"_s, u"practice"_s);
        const auto answer = sendAndAwait(
            request(method, server.url(u"/token"_s), server.caFile(), own.certificate, own.key));
        VERIFY_ANSWERED(answer);
        QCOMPARE(server.requests().first().clientCertificate, QByteArray());
    }

    void whoDoesNotAskGetsNone()
    {
        PracticeTokenServer server;
        const auto answer = sendAndAwait(request(server, identity(u"P-256"_s, u"practice"_s)));
        VERIFY_ANSWERED(answer);
        QCOMPARE(server.requests().first().clientCertificate, QByteArray());
    }

    /// What the server says when it is not content, by alerts of TLS.
    void notWithoutAGoodOne_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<QString>("complaint");
        const auto demanded = u"demands a TLS certificate of the client"_s;
        const auto perhaps = u"may demand a TLS certificate of the client"_s;
        const auto refused = u"did not accept the client's certificate"_s;
        QTest::newRow("TLS 1.2, none") << u"-tls1_2"_s << false << perhaps;
        QTest::newRow("TLS 1.3, none") << u"-tls1_3"_s << false << demanded;
        QTest::newRow("TLS 1.2, of an unknown authority") << u"-tls1_2"_s << true << refused;
        QTest::newRow("TLS 1.3, of an unknown authority") << u"-tls1_3"_s << true << refused;
    }

    void notWithoutAGoodOne()
    {
        QFETCH(const QString, version);
        QFETCH(const bool, shown);
        QFETCH(const QString, complaint);
        const CertificateAuthority authority;
        QProcess server;
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(u"openssl"_s,
                     {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, version, u"-cert"_s,
                      authority.serverCertificateFile(), u"-key"_s, authority.serverKeyFile(),
                      u"-CAfile"_s, authority.caFile(), u"-Verify"_s, u"1"_s,
                      u"-verify_return_error"_s, u"-www"_s});
        const QByteArray listens = "ACCEPT 127.0.0.1:";
        QByteArray output;
        QTRY_VERIFY((output += server.readAll()).contains(listens) && output.endsWith('\n'));
        const qsizetype at = output.indexOf(listens) + listens.size();
        const QByteArray port = output.mid(at, output.indexOf('\n', at) - at);

        const Identity own = identity(u"P-256"_s, u"practice"_s);
        const QUrl url(u"https://127.0.0.1:%1/token"_s.arg(port.toInt()));
        const auto answer = sendAndAwait(
            shown ? request(u"tls_client_auth"_s, url, authority.caFile(), own.certificate, own.key)
                  : request(u"client_secret_post"_s, url, authority.caFile(), {}, {}));
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
        const auto closed = u"closed the connection"_s;
        const auto perhaps = u"may not have accepted the client's certificate"_s;
        const auto none = sendAndAwait(requestTo(server));
        VERIFY_FAILED(none, ErrorKind::Network);
        QVERIFY(none.error().message.contains(closed));
        QVERIFY(!none.error().message.contains(perhaps));
        const auto unknown = sendAndAwait(request(server, identity(u"P-256"_s, u"practice"_s)));
        VERIFY_FAILED(unknown, ErrorKind::Network);
        QVERIFY(unknown.error().message.contains(closed));
        QVERIFY(unknown.error().message.contains(perhaps));
        QCOMPARE(server.requestCount(), 0);
    }
};

TEST_IN_PROGRAM(TestTlsClientAuthentication)
#include "tst_tlsclientauthentication.moc"
