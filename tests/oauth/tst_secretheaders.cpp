// SPDX-License-Identifier: MIT
#include "RequestDraft.h"
#include "TokenRequest.h"

#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

Provider provider(const QByteArray &request = "{}")
{
    const QByteArray json = R"({"id":"x","name":"X","environments":{"sandbox":
        {"tokenUrl":"https://example.com/token"}},"request":)"
        + request + '}';
    const auto read = Provider::fromJson(QJsonDocument::fromJson(json).object());
    if (!read)
        qFatal("the test's own provider is wrong: %s", qPrintable(read.error().message));
    return *read;
}

CredentialSet set(const QList<NameValue> &headers = {})
{
    CredentialSet set;
    set.name = u"Set"_s;
    set.provider = u"x"_s;
    set.environment = u"sandbox"_s;
    set.headers = headers;
    return set;
}

ClientCredentials pair(const QMap<QString, Secret> &parameters = {})
{
    ClientCredentials pair;
    pair.clientId = u"id"_s;
    pair.clientSecret = Secret::fromText(u"practice-secret"_s);
    pair.parameters = parameters;
    return pair;
}

Secret hidden()
{
    return Secret::fromText(u"hidden one"_s);
}

QByteArray headerOf(const HttpRequest &request, const QByteArray &name)
{
    for (const RequestHeader &header : request.headers) {
        if (header.name == name)
            return header.value.reveal().toByteArray();
    }
    return {};
}

} // namespace

/// Headers whose value is in the keychain: `{secret:name}`.
class TestSecretHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentAndHidden();
    void ofTheProvider();
    void missing();
    void optional();
    void required();
    void noInjection();
    void rawBasicColon_data();
    void rawBasicColon();
};

void TestSecretHeaders::sentAndHidden()
{
    const CredentialSet own = set({{u"X-Api-Key"_s, u"Key {secret:X-Api-Key}"_s}});
    const ClientCredentials credentials = pair(
        {{u"X-Api-Key"_s, hidden()}, {u"password"_s, Secret::fromText(u"another"_s)}});
    const auto request = buildTokenRequest(provider(), own, credentials, {});
    VERIFY_OK(request);
    QCOMPARE(headerOf(*request, "X-Api-Key"), "Key hidden one");
    // what a header sends is not in the body as well
    QCOMPARE(request->body.reveal().toByteArray(),
             "grant_type=client_credentials&password=another");
    QVERIFY(std::ranges::any_of(request->secrets,
                                [](const Secret &secret) { return secret.equals(hidden()); }));
    const auto draft = draftTokenRequest(provider(), own, credentials, {});
    VERIFY_OK(draft);
    const QString preview = previewOf(*draft);
    QVERIFY2(preview.contains(u"X-Api-Key: ••••••"), qPrintable(preview));
    QVERIFY2(!preview.contains(u"hidden") && !preview.contains(u"one"), qPrintable(preview));
}

void TestSecretHeaders::ofTheProvider()
{
    const Provider gate = provider(R"({"headers":[{"name":"X-Gate","value":"{secret:gate}"}],
        "parameters":[{"name":"gate","secret":true,"required":true}]})");
    const auto request = buildTokenRequest(gate, set(), pair({{u"gate"_s, hidden()}}), {});
    VERIFY_OK(request);
    QCOMPARE(headerOf(*request, "X-Gate"), "hidden one");
    QCOMPARE(request->body.reveal().toByteArray(), "grant_type=client_credentials");
}

void TestSecretHeaders::missing()
{
    const CredentialSet own = set({{u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}});
    const auto problem = requestProblem(provider(), own, pair());
    QVERIFY(problem.has_value());
    QCOMPARE(problem->kind, ErrorKind::Configuration);
    QVERIFY(problem->message.contains(u"“X-Api-Key”"));
    QVERIFY(!requestProblem(provider(), own)); // where the pair is not known, it may be there
}

void TestSecretHeaders::optional()
{
    const Provider gate = provider(R"({"headers":[{"name":"X-Gate","value":"Key {secret:gate}"}],
        "parameters":[{"name":"gate","secret":true}]})");
    const auto request = buildTokenRequest(gate, set(), pair(), {});
    VERIFY_OK(request);
    QCOMPARE(headerOf(*request, "X-Gate"), QByteArray());
}

void TestSecretHeaders::required()
{
    const Provider gate = provider(R"({"headers":[{"name":"X-Gate","value":"{secret:gate}"}],
        "parameters":[{"name":"gate","secret":true,"required":true}]})");
    QVERIFY(requestProblem(gate, set(), pair()).has_value());
}

void TestSecretHeaders::noInjection()
{
    const CredentialSet own = set({{u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}});
    const ClientCredentials credentials = pair(
        {{u"X-Api-Key"_s, Secret::fromText(u"a\r\nX-Other: b"_s)}});
    const auto problem = requestProblem(provider(), own, credentials);
    QVERIFY(problem.has_value());
    QVERIFY(!problem->message.contains(u"X-Other"));
}

void TestSecretHeaders::rawBasicColon_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<bool>("works");
    QTest::newRow("client_secret_basic_raw") << u"client_secret_basic_raw"_s << false;
    QTest::newRow("client_secret_basic") << u"client_secret_basic"_s << true;
    QTest::newRow("client_secret_post") << u"client_secret_post"_s << true;
}

void TestSecretHeaders::rawBasicColon()
{
    QFETCH(QString, method);
    QFETCH(bool, works);
    CredentialSet own = set();
    own.clientAuthentication = method;
    ClientCredentials credentials = pair();
    credentials.clientId = u"realm:id"_s;
    const auto problem = requestProblem(provider(), own, credentials);
    QCOMPARE(!problem.has_value(), works);
    if (problem) {
        QVERIFY(problem->message.contains(u"client_secret_post"));
        credentials.clientId = u"id"_s; // the secret may have colons
        credentials.clientSecret = Secret::fromText(u"a:b"_s);
        QVERIFY(!requestProblem(provider(), own, credentials));
    }
}

TEST_IN_PROGRAM(TestSecretHeaders)

#include "tst_secretheaders.moc"
