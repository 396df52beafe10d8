// SPDX-License-Identifier: MIT
#include "ProviderNeeds.h"

#include "ClientAuthentication.h"
#include "PracticeKeys.h"
#include "TokenCheck.h"
#include "TokenHeader.h"
#include "TokenRequest.h"
#include "TokenResponse.h"

#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

Provider providerOf(const QByteArray &json)
{
    const auto provider = Provider::fromJson(QJsonDocument::fromJson(json).object());
    if (!provider)
        qFatal("the test's own provider is wrong: %s", qPrintable(provider.error().message));
    return *provider;
}

} // namespace

/// What providers need that is not plain OAuth, expressed by their file alone.
class TestByFileAlone : public QObject
{
    Q_OBJECT

private:
    static CredentialSet set()
    {
        CredentialSet set;
        set.name = u"Set"_s;
        set.environment = u"production"_s;
        set.variables = {{u"host"_s, u"login.example.com"_s},
                         {u"tenant"_s, u"acme"_s},
                         {u"msn"_s, u"123456"_s},
                         {u"restaurant"_s, u"a-guid"_s}};
        set.parameters = {{u"tenant_alias"_s, {u"acme"_s}}, {u"audience"_s, {u"verx://x"_s}}};
        return set;
    }

    ClientCredentials pair()
    {
        ClientCredentials pair;
        pair.clientId = u"the-id"_s;
        pair.clientSecret = Secret::fromText(u"practice-secret"_s);
        pair.origin = u"https://login.example.com:443"_s;
        pair.parameters.insert(u"subscription_key"_s, Secret::fromText(u"practice-key"_s));
        return pair;
    }

    /// Of \a file's parameters, those that the set of this test has and it does not name.
    static CredentialSet setFor(const Provider &provider)
    {
        CredentialSet own = set();
        for (const QString &name : own.parameters.keys()) {
            if (!isDeclared(provider.request, name))
                own.parameters.remove(name);
        }
        return own;
    }

    static ClientCredentials pairFor(const Provider &provider, ClientCredentials pair)
    {
        if (!isDeclared(provider.request, u"subscription_key"_s))
            pair.parameters.clear();
        return pair;
    }

    static QStringList linesOf(const QList<RequestHeader> &headers)
    {
        QStringList lines;
        for (const RequestHeader &header : headers)
            lines.append(QString::fromUtf8(header.name) + u": " + header.value.revealText());
        return lines;
    }

    static QJsonObject jsonPart(const QByteArray &jwt, int part)
    {
        return QJsonDocument::fromJson(QByteArray::fromBase64(jwt.split('.').value(part),
                                                              QByteArray::Base64UrlEncoding))
            .object();
    }

    static HttpAnswer answered(int status, QByteArray body)
    {
        HttpAnswer answer;
        answer.status = status;
        answer.contentType = "application/json";
        answer.body = Secret(std::move(body));
        return answer;
    }

    PracticeKeys m_keys;

private Q_SLOTS:
    void requests_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("headers"); // among those that are sent
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("Workday: another scheme")
            << workdayFile() << QStringList{u"Authorization: ID dGhlLWlkOnByYWN0aWNlLXNlY3JldA=="_s}
            << QByteArray("grant_type=client_credentials&tenant_alias=acme");
        QTest::newRow("Vipps: the pair in headers and no body")
            << vippsFile()
            << QStringList{u"client_id: the-id"_s, u"client_secret: practice-secret"_s,
                           u"Ocp-Apim-Subscription-Key: practice-key"_s,
                           u"Merchant-Serial-Number: 123456"_s}
            << QByteArray();
        QTest::newRow("Toast: no grant type")
            << toastFile() << QStringList{u"Content-Type: application/json"_s}
            << QByteArray(R"({"clientId":"the-id","clientSecret":"practice-secret",)"
                          R"("userAccessType":"TOAST_MACHINE_CLIENT"})");
        QTest::newRow("Maersk: the client ID in a header")
            << maerskFile() << QStringList{u"Consumer-Key: the-id"_s}
            << QByteArray(
                   "grant_type=client_credentials&client_id=the-id&client_secret=practice-secret");
        QTest::newRow("commercetools: a variable in a scope")
            << commercetoolsFile() << QStringList()
            << QByteArray("grant_type=client_credentials&scope=manage_project%3Aacme");
    }

    void requests()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QStringList, headers);
        QFETCH(const QByteArray, body);
        const Provider provider = providerOf(file);
        const auto request = buildTokenRequest(
            provider, setFor(provider), pairFor(provider, pair()), {.now = 0, .uuid = u"u"_s});
        VERIFY_OK(request);
        const QStringList sent = linesOf(request->headers);
        for (const QString &header : headers)
            QVERIFY2(sent.contains(header), qPrintable(sent.join(u'\n')));
        QCOMPARE(request->body.reveal().toByteArray(), body);
        QCOMPARE(request->method, QByteArray("POST"));
        const bool hasBasic = sent.join(u'\n').contains(u"Basic");
        QCOMPARE(hasBasic, file == commercetoolsFile());
    }

    /// Nothing of it in a preview, and all of it hidden in what is told of the answer.
    void secretsOfHeaders()
    {
        const Provider provider = providerOf(vippsFile());
        const auto draft = draftTokenRequest(provider, setFor(provider), pair(), {});
        VERIFY_OK(draft);
        const QString preview = previewOf(*draft);
        QVERIFY2(!preview.contains(u"practice"), qPrintable(preview));
        QVERIFY2(preview.contains(u"client_secret: ••••••"), qPrintable(preview));
        for (const char *secret : {"practice-secret", "practice-key"}) {
            QVERIFY(std::ranges::any_of(
                draft->secrets, [&](const Secret &hidden) { return hidden.reveal() == secret; }));
        }
        const PairUse use = pairUseOf(provider, {});
        QVERIFY(use.secret == PairUse::Needed && use.key == PairUse::Unused);
    }

    void none()
    {
        const Provider provider = providerOf(nobodyFile());
        QVERIFY(pairUseOf(provider, {}).secret == PairUse::Unused);
        ClientCredentials pair;
        pair.clientId = u"the-id"_s;
        const auto request = buildTokenRequest(provider, setFor(provider), pair, {});
        VERIFY_OK(request);
        QCOMPARE(request->body.reveal().toByteArray(),
                 QByteArray("grant_type=client_credentials&client_id=the-id"));
        QVERIFY(!linesOf(request->headers).join(u'\n').contains(u"Authorization"));
    }

    void noBodyTakesNothing_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("named");
        QTest::newRow("a secret") << QByteArray(
            R"({"clientAuthentication":"client_secret_post","grantType":null})")
                                  << u"client_secret"_s;
        QTest::newRow("the grant type")
            << QByteArray(R"({"clientAuthentication":"none"})") << u"grant_type"_s;
        QTest::newRow("a parameter")
            << QByteArray(R"({"clientAuthentication":"none","grantType":null,
                "parameters":[{"name":"resource","default":"all"}]})")
            << u"resource"_s;
        QTest::newRow("scopes") << QByteArray(R"({"clientAuthentication":"none","grantType":null,
                "scopes":{"default":["a"]}})")
                                << u"scope"_s;
    }

    void noBodyTakesNothing()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const QString, named);
        QJsonObject rules = QJsonDocument::fromJson(request).object();
        rules.insert(u"bodyFormat", u"none"_s);
        QJsonObject json = QJsonDocument::fromJson(maerskFile()).object();
        json.insert(u"request", rules);
        const Provider provider = providerOf(QJsonDocument(json).toJson());
        const auto problem = requestProblem(provider, setFor(provider), pairFor(provider, pair()));
        QVERIFY(problem);
        QVERIFY2(problem->message.contains(u"“"_s + named + u"”"_s), qPrintable(problem->message));
        QVERIFY(!problem->message.contains(u"practice"));
    }

    void assertions_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QByteArray>("claims"); // null: it is not there
        QTest::addColumn<QStringList>("others"); // names of the other parameters
        QTest::newRow("NetSuite: a list of scopes, nobody named")
            << netsuiteFile() << u"client_assertion"_s << u"RS256"_s
            << QByteArray(R"({"scope":["restlets","rest_webservices"],"sub":null,"iss":"the-id"})")
            << QStringList{u"grant_type"_s, u"client_assertion_type"_s};
        QTest::newRow("SMART: RS384, short")
            << smartFile() << u"client_assertion"_s << u"RS384"_s
            << QByteArray(R"({"exp":1240,"aud":"https:\/\/login.example.com\/token"})")
            << QStringList{u"grant_type"_s, u"scope"_s, u"client_id"_s, u"client_assertion_type"_s};
        QTest::newRow("DocuSign: the grant itself")
            << docusignFile() << u"assertion"_s << u"RS256"_s
            << QByteArray(R"({"sub":"acme","aud":"login.example.com",
                "scope":"signature impersonation"})")
            << QStringList{u"grant_type"_s};
    }

    void assertions()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, field);
        QFETCH(const QString, algorithm);
        QFETCH(const QByteArray, claims);
        QFETCH(QStringList, others);
        const Provider provider = providerOf(file);
        ClientCredentials own = pairFor(provider, pair());
        own.privateKey = Secret(QByteArray(m_keys.key(u"RSA"_s)));
        const auto request = buildTokenRequest(provider, setFor(provider), own,
                                               {.now = 1'000'000, .uuid = u"u"_s});
        VERIFY_OK(request);
        const QUrlQuery body(QString::fromLatin1(request->body.reveal()));
        const QByteArray jwt = body.queryItemValue(field).toLatin1();
        QCOMPARE(jsonPart(jwt, 0).value(u"alg"_s), algorithm);
        const QJsonObject found = jsonPart(jwt, 1);
        const QJsonObject wanted = QJsonDocument::fromJson(claims).object();
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            QCOMPARE(found.value(it.key()),
                     it.value().isNull() ? QJsonValue(QJsonValue::Undefined) : it.value());
        }
        QStringList names;
        for (const auto &[name, value] : body.queryItems())
            names.append(name);
        names.removeAll(field);
        names.sort();
        others.sort();
        QCOMPARE(names, others);
    }

    void standingHeaders_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<bool>("needsPair");
        QTest::addColumn<QStringList>("headers");
        QTest::newRow("Maersk") << maerskFile() << true << QStringList{u"Consumer-Key: the-id"_s};
        QTest::newRow("Vipps") << vippsFile() << true
                               << QStringList{u"Ocp-Apim-Subscription-Key: practice-key !"_s,
                                              u"Merchant-Serial-Number: 123456"_s};
        QTest::newRow("Toast") << toastFile() << false
                               << QStringList{u"Toast-Restaurant-External-ID: a-guid"_s};
        QTest::newRow("SMART") << smartFile() << false
                               << QStringList{u"Accept: application/fhir+json"_s};
        QTest::newRow("Workday") << workdayFile() << false << QStringList();
    }

    void standingHeaders()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const bool, needsPair);
        const Provider provider = providerOf(file);
        QCOMPARE(needPair(provider.useToken.headers), needsPair);
        const auto headers = Tokenwright::standingHeaders(
            provider, setFor(provider), needsPair ? pair() : ClientCredentials(), {});
        VERIFY_OK(headers);
        QStringList lines;
        for (const RequestField &header : *headers) {
            lines.append(header.name + u": " + header.value.revealText()
                         + (header.secret ? u" !"_s : QString()));
        }
        QTEST(lines, "headers");
    }

    /// The check sends them as well, a secret only where it was saved for.
    void checks()
    {
        const Provider provider = providerOf(vippsFile());
        QVERIFY(checkNeedsPair(provider, setFor(provider)));
        const Secret token = Secret::fromText(u"practice-token"_s);
        const auto request = buildCheckRequest(provider, setFor(provider), token, pair(), {});
        VERIFY_OK(request);
        QVERIFY(linesOf(request->headers).contains(u"Ocp-Apim-Subscription-Key: practice-key"_s));
        QVERIFY(std::ranges::any_of(request->secrets, [](const Secret &hidden) {
            return hidden.reveal() == "practice-key";
        }));
        ClientCredentials ofAnother = pair();
        ofAnother.origin = u"https://elsewhere.example.com:443"_s;
        const auto refused = buildCheckRequest(provider, setFor(provider), token, ofAnother, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::EndpointMoved);
    }

    void certificateBesides()
    {
        const Provider provider = providerOf(adpFile());
        const PairUse use = pairUseOf(provider, {});
        QVERIFY(use.secret == PairUse::Needed && use.certificate == PairUse::Needed && use.inTls);
        ClientCredentials own = pairFor(provider, pair());
        const auto without = requestProblem(provider, setFor(provider), own);
        QVERIFY(without);
        QVERIFY2(without->message.contains(u"certificate"), qPrintable(without->message));
        const QByteArray key = m_keys.key(u"P-256"_s);
        own.certificate = Secret(m_keys.certificate(key, u"practice"_s));
        // as a JWK too: TLS gets PEM
        for (const QByteArray &form : {key, QJsonDocument(m_keys.jwk(key)).toJson()}) {
            own.privateKey = Secret(QByteArray(form));
            own.apiOrigin = u"https://api.example.com:443"_s;
            const auto request = buildTokenRequest(provider, setFor(provider), own, {});
            VERIFY_OK(request);
            QVERIFY(request->tlsPrivateKey.reveal().startsWith("-----BEGIN PRIVATE KEY-----"));
            QVERIFY(!request->tlsCertificate.isEmpty());
            const auto check = buildCheckRequest(provider, setFor(provider),
                                                 Secret::fromText(u"practice-token"_s), own, {});
            VERIFY_OK(check);
            QVERIFY(check->tlsPrivateKey.equals(request->tlsPrivateKey));
            QVERIFY(check->tlsCertificate.equals(request->tlsCertificate));
        }
        QVERIFY(checkNeedsPair(provider, setFor(provider)));
    }

    void limitOfHours()
    {
        const Provider provider = providerOf(vertexFile());
        QCOMPARE(provider.policy.mintLimit.seconds, 8 * 3600);
        const auto answer = readTokenAnswer(
            answered(400, R"({"error":"invalid_request","error_description":"Client C audience A has
                exceeded the rate limit of 10 tokens/28800 seconds"})"),
            provider, {}, 0);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::TryLater);
    }

    void apiBaseUrls_data()
    {
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("expected");
        QTest::newRow("told") << u"https://acme.example.com/"_s << u"https://acme.example.com"_s;
        QTest::newRow("with a path")
            << u"https://a.example.com/b"_s << u"https://a.example.com/b"_s;
        QTest::newRow("in clear") << u"http://acme.example.com"_s << QString();
        QTest::newRow("no URL") << u"acme"_s << QString();
        QTest::newRow("with a user") << u"https://a:b@acme.example.com"_s << QString();
        QTest::newRow("with a query") << u"https://acme.example.com/?a=b"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    /// Where the answer says the token is used.
    void apiBaseUrls()
    {
        QFETCH(const QString, told);
        QFETCH(const QString, expected);
        const Provider provider = providerOf(salesforceFile());
        const QJsonObject body{{u"access_token"_s, u"practice-token"_s}, {u"instance_url"_s, told}};
        const auto answer = readTokenAnswer(answered(200, QJsonDocument(body).toJson()), provider,
                                            {}, 0);
        VERIFY_OK(answer);
        QCOMPARE(answer->apiBaseUrl, expected);
        // the answer's word is enough, the file's is not
        ClientCredentials agreed;
        if (expected.isEmpty())
            agreed.apiOrigin = u"https://other.example.com:443"_s;
        const auto check = buildCheckRequest(provider, setFor(provider), answer->accessToken,
                                             agreed, {}, answer->apiBaseUrl);
        VERIFY_OK(check);
        const QString base = expected.isEmpty() ? u"https://other.example.com"_s : expected;
        QCOMPARE(check->url, QUrl(QString(base + u"/me")));
    }
};

TEST_IN_PROGRAM(TestByFileAlone)
#include "tst_byfilealone.moc"
