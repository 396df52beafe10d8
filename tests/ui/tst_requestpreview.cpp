// SPDX-License-Identifier: MIT
#include "KeyBench.h"
#include "RequestPreview.h"
#include "TestProgram.h"

#include "ClientAuthentication.h"
#include "TokenRequest.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace Tokenwright;

namespace {

Provider server()
{
    Environment environment;
    environment.id = QStringLiteral("live");
    environment.tokenUrl = QStringLiteral("https://login.example.org/token");
    Provider provider;
    provider.id = QStringLiteral("any");
    provider.name = QStringLiteral("Any");
    provider.environments.append(environment);
    return provider;
}

/// A parameter that the keychain keeps.
RequestParameter pin()
{
    RequestParameter parameter;
    parameter.name = QStringLiteral("pin");
    parameter.secret = true;
    return parameter;
}

const RequestStamp stamp{.now = 1'700'000'000'000, .uuid = QStringLiteral("fresh-uuid")};

QString previewOf(const CredentialForm &form, const Provider &provider,
                  PairRule rule = PairRule::Whole)
{
    return requestPreview(form, provider, {}, rule, stamp);
}

CredentialForm plainForm()
{
    CredentialForm form;
    form.environment = QStringLiteral("live");
    form.clientId = QStringLiteral("example-id");
    form.clientSecret = Secret::fromText(QStringLiteral("example-secret"));
    return form;
}

} // namespace

class TestRequestPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_keys.isReady()); }

    void showsTheWholeRequest()
    {
        Provider provider = server();
        provider.request.headers = {{QStringLiteral("X-Id"), QStringLiteral("{uuid}")}};
        CredentialForm form = plainForm();
        form.scopes = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        form.extraParameters = QStringLiteral("resource=urn:x\nresource=urn:y");
        form.extraHeaders = QStringLiteral("X-Own: {client_id}");
        QCOMPARE(previewOf(form, provider),
                 QStringLiteral("POST /token HTTP/1.1\n"
                                "Host: login.example.org\n"
                                "Content-Type: application/x-www-form-urlencoded\n"
                                "Authorization: Basic ••••••\n"
                                "Accept: application/json\n"
                                "X-Id: fresh-uuid\n"
                                "X-Own: example-id\n"
                                "\n"
                                "grant_type=client_credentials&scope=a%20b"
                                "&resource=urn%3Ax&resource=urn%3Ay"));
    }

    void whatIsMissingIsLeftOpen()
    {
        CredentialForm form = plainForm();
        form.clientId.clear();
        form.clientSecret = {};
        form.clientAuthentication = QStringLiteral("client_secret_post");
        Provider provider = server();
        provider.request.parameters.append(pin());
        provider.request.parameters.first().required = true;
        const QString text = previewOf(form, provider);
        QVERIFY2(text.endsWith(u"grant_type=client_credentials&client_id=…"
                               u"&client_secret=••••••&pin=••••••"),
                 qPrintable(text));
    }

    void whyThereIsNone_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<PairRule>("rule");
        QTest::addColumn<QString>("text");
        const QString live = QStringLiteral("live");
        QTest::newRow("no key") << QStringLiteral("private_key_jwt") << live << PairRule::Whole
                                << QStringLiteral("The private key is missing.");
        QTest::newRow("key was not read")
            << QStringLiteral("private_key_jwt") << live << PairRule::WholeOrEmpty
            << QStringLiteral("The request cannot be shown: the private key in the keychain could "
                              "not be read.");
        QTest::newRow("unknown method")
            << QStringLiteral("from_the_future") << live << PairRule::Whole
            << QStringLiteral("Unknown client authentication “from_the_future”.");
        QTest::newRow("no environment") << QString() << QStringLiteral("gone") << PairRule::Whole
                                        << QStringLiteral("Any has no environment “gone”.");
    }
    void whyThereIsNone()
    {
        QFETCH(QString, method);
        QFETCH(QString, environment);
        QFETCH(PairRule, rule);
        QFETCH(QString, text);
        CredentialForm form = plainForm();
        form.clientAuthentication = method;
        form.environment = environment;
        QCOMPARE(previewOf(form, server(), rule), text);
    }

    void noSecretInAnyShape_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<BodyFormat>("format");
        QTest::addColumn<QString>("secret");
        const QString secrets[]{
            QStringLiteral("s3cr3t-not-real"),       QStringLiteral("a b+c%&=/?#:@ä€\"'\\<>"),
            QStringLiteral("S%41cret%20not%2Breal"), QStringLiteral("{client_id}{uuid}-not-real"),
            QStringLiteral("=end=+tab-not-real"),    QStringLiteral("……-not-real"),
            QStringLiteral("Basic not-real")};
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
            for (const BodyFormat format :
                 {BodyFormat::Form, BodyFormat::Json, BodyFormat::Query}) {
                for (const QString &secret : secrets) {
                    QTest::addRow("%s, %d, %s", method.id, int(format),
                                  qPrintable(QString(secret).simplified()))
                        << QString::fromLatin1(method.id) << format << secret;
                }
            }
        }
    }
    void noSecretInAnyShape()
    {
        QFETCH(QString, method);
        QFETCH(BodyFormat, format);
        QFETCH(QString, secret);
        Provider provider = server();
        provider.request.bodyFormat = format;
        provider.request.parameters.append(pin());

        CredentialForm form = plainForm();
        form.clientAuthentication = method;
        form.clientSecret = Secret::fromText(secret);
        form.secretParameters.insert(pin().name, Secret::fromText(u"pin" + secret));
        form.privateKey = Secret::fromText(m_keys.ecKey);
        form.certificate = Secret::fromText(m_keys.ecCertificate);
        ClientCredentials known; // of somebody else, and sent with the rest
        known.parameters.insert(QStringLiteral("more"), Secret::fromText(u"more" + secret));
        const QString text = requestPreview(form, provider, {.set = {}, .credentials = known},
                                            PairRule::Whole, stamp);
        QVERIFY2(text.contains(u" HTTP/1.1\nHost: login.example.org"), qPrintable(text));
        QVERIFY(text.contains(u"pin") && text.contains(u"more"));

        QByteArrayList shapes = shapesOf(form.clientSecret.reveal().toByteArray())
            + shapesOf("pin" + secret.toUtf8()) + shapesOf("more" + secret.toUtf8());
        const QByteArray pair = form.clientId.toUtf8() + ':' + secret.toUtf8();
        shapes.append(pair.toBase64());
        // every string of the key, and what was signed with it
        const auto keyLines = m_keys.ecKey.split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : keyLines)
            shapes.append(line.toLatin1());
        for (const QByteArray &shape : std::as_const(shapes)) {
            QVERIFY2(!text.contains(QString::fromUtf8(shape)),
                     qPrintable(text + u"\n\nholds\n" + QString::fromUtf8(shape)));
        }
        static const QRegularExpression assertion(QStringLiteral("eyJ|[A-Za-z0-9_-]{40,}"));
        QVERIFY2(!assertion.match(text).hasMatch(), qPrintable(text));
    }

    void largeKeysDoNotHoldUpTheTyping()
    {
        CredentialForm form = plainForm();
        form.clientAuthentication = QStringLiteral("private_key_jwt");
        form.privateKey = Secret::fromText(
            KeyBench::generated({QStringLiteral("RSA"), QStringLiteral("-pkeyopt"),
                                 QStringLiteral("rsa_keygen_bits:4096")}));
        const Provider provider = server();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(previewOf(form, provider).contains(u"client_assertion=••••••"));
        qInfo("A preview signed with RSA 4096 takes %lld ms.", timer.elapsed());
        QVERIFY(timer.elapsed() < 200);
    }

private:
    static QByteArrayList shapesOf(const QByteArray &secret)
    {
        const QByteArray encoded = secret.toPercentEncoding();
        return {secret,
                encoded,
                QByteArray(encoded).replace("%20", "+"),
                encoded.toLower(),
                secret.toBase64(),
                secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
                secret.toHex()};
    }

    const KeyBench m_keys;
};

TEST_IN_PROGRAM(TestRequestPreview)
#include "tst_requestpreview.moc"
