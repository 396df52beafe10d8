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
    ProviderEnvironment environment;
    environment.id = u"live"_s;
    environment.tokenUrl = u"https://login.example.org/token"_s;
    Provider provider;
    provider.id = u"any"_s;
    provider.name = u"Any"_s;
    provider.environments.append(environment);
    return provider;
}

/// A parameter that the keychain keeps.
RequestParameter pin()
{
    RequestParameter parameter;
    parameter.name = u"pin"_s;
    parameter.secret = true;
    return parameter;
}

const RequestStamp stamp{.now = 1'700'000'000'000, .uuid = u"fresh-uuid"_s};

QString previewOf(const CredentialForm &form, const Provider &provider,
                  PairRule rule = PairRule::Whole)
{
    return requestPreview(form, provider, {}, rule, stamp);
}

CredentialForm plainForm()
{
    CredentialForm form;
    form.environment = u"live"_s;
    form.clientId = u"example-id"_s;
    form.clientSecret = Secret::fromText(u"example-secret"_s);
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
        provider.request.headers = {{u"X-Id"_s, u"{uuid}"_s}};
        CredentialForm form = plainForm();
        form.scopes = QStringList{u"a"_s, u"b"_s};
        form.extraParameters = u"resource=urn:x\nresource=urn:y"_s;
        form.extraHeaders = u"X-Own: {client_id}"_s;
        QCOMPARE(previewOf(form, provider),
                 u"POST /token HTTP/1.1\n"
                 "Host: login.example.org\n"
                 "Content-Type: application/x-www-form-urlencoded\n"
                 "Authorization: Basic ••••••\n"
                 "Accept: application/json\n"
                 "X-Id: fresh-uuid\n"
                 "X-Own: example-id\n"
                 "\n"
                 "grant_type=client_credentials&scope=a%20b"
                 "&resource=urn%3Ax&resource=urn%3Ay"_s);
    }

    void whatIsMissingIsLeftOpen()
    {
        CredentialForm form = plainForm();
        form.clientId.clear();
        form.clientSecret = {};
        form.clientAuthentication = u"client_secret_post"_s;
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
        const QString live = u"live"_s;
        QTest::newRow("no key") << u"private_key_jwt"_s << live << PairRule::Whole
                                << u"The private key is missing."_s;
        QTest::newRow("key was not read")
            << u"private_key_jwt"_s << live << PairRule::WholeOrEmpty
            << u"The request cannot be shown: the private key in the keychain could "
               "not be read."_s;
        QTest::newRow("unknown method") << u"from_the_future"_s << live << PairRule::Whole
                                        << u"Unknown client authentication “from_the_future”."_s;
        QTest::newRow("no environment")
            << QString() << u"gone"_s << PairRule::Whole << u"Any has no environment “gone”."_s;
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
        const QString secrets[]{u"s3cr3t-not-real"_s,       u"a b+c%&=/?#:@ä€\"'\\<>"_s,
                                u"S%41cret%20not%2Breal"_s, u"{client_id}{uuid}-not-real"_s,
                                u"=end=+tab-not-real"_s,    u"……-not-real"_s,
                                u"Basic not-real"_s};
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
        known.parameters.insert(u"more"_s, Secret::fromText(u"more" + secret));
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
        static const QRegularExpression assertion(u"eyJ|[A-Za-z0-9_-]{40,}"_s);
        QVERIFY2(!assertion.match(text).hasMatch(), qPrintable(text));
    }

    void largeKeysDoNotHoldUpTheTyping()
    {
        CredentialForm form = plainForm();
        form.clientAuthentication = u"private_key_jwt"_s;
        form.privateKey = Secret::fromText(
            KeyBench::generated({u"RSA"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:4096"_s}));
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
