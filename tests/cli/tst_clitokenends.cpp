// SPDX-License-Identifier: MIT
#include "CliBench.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"
#include "Waiting.h"

#include "CredentialRegistry.h"
#include "Profile.h"

#include <QDateTime>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace Tokenwright;

/// What becomes of a token and of a secret after the first: dropped, revoked, rotated, handed to
/// curl; and where tokens are had, as servers say themselves.
class TestCliTokenEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void whatIsForgottenIsMintedAnew();
    void revokedAtTheProvider();
    void revocationThatFails_data();
    void revocationThatFails();
    void withoutARevocationUrl();

    void rotatedOnceItIsTried();
    void rotationThatIsRejected();
    void nothingIsRotatedAtAnotherServer();
    void theOldSecretIsKeptAsLongAsWanted();

    void curlGetsTheHeader();
    void curlEndsAsItEnds_data();
    void curlEndsAsItEnds();

    void discovered_data();
    void discovered();
    void discoveredByCertificatesOfACompany();
    void addedAtAnIssuer();
    void addedAtAnIssuerOfItsOwnAuthority();
    void completedAtAnIssuer();

    void askedAnewAtItsIssuer();
    void untilWhenASecretIsTaken();
    void fewerScopesThanAskedFor();

private:
    /// A set of a provider whose endpoints are all here.
    void addAcme(const QString &name = u"Acme"_s, const QByteArray &secret = "practice-secret-1")
    {
        COMPARE_CODE(
            m_bench.run({u"add"_s, name, u"--provider"_s, u"acme"_s, u"--environment"_s,
                         u"sandbox"_s, u"--client-id"_s, u"practice-id"_s, u"--secret-stdin"_s},
                        secret),
            0);
    }
    QByteArray tokenOf(const char *line)
    {
        return m_bench.run(QString::fromLatin1(line).split(u' ')).out;
    }
    QString base() const { return m_server->url(u"/"_s).toString().chopped(1); }
    QString at(const QString &path) const { return base() + path; }
    void serve(const QByteArray &path, const PracticeAnswer &answer) { m_answers[path] = answer; }
    static PracticeAnswer json(const QJsonObject &object, int status = 200)
    {
        PracticeAnswer answer;
        answer.status = status;
        answer.body = QJsonDocument(object).toJson();
        return answer;
    }

    CliBench m_bench;
    std::unique_ptr<PracticeTokenServer> m_server;
    QMap<QByteArray, PracticeAnswer> m_answers; ///< By path.
    QByteArray m_goodSecret;
    QString m_granted; ///< The scopes that the server says to have granted.
    int m_minted = 0;
    QList<PracticeRequest> m_revoked;
};

void TestCliTokenEnds::initTestCase()
{
    const Profile profile = Profile::standard();
    QVERIFY(profile.ensureFolders());
    m_server = std::make_unique<PracticeTokenServer>(PracticeTokenServer::Transport::Plain);
    QVERIFY(m_server->isListening());
    m_server->setResponder([this](const PracticeRequest &request) -> PracticeAnswer {
        const QByteArray path = request.target.split('?').first();
        if (m_answers.contains(path))
            return m_answers.value(path);
        if (path == "/revoke") {
            m_revoked.append(request);
            return json({});
        }
        if (path == "/api/echo") {
            PracticeAnswer answer;
            answer.body = request.header("Authorization") + '\n';
            return answer;
        }
        if (path != "/token")
            return json({}, 404);
        if (request.header("Authorization")
            != "Basic " + QByteArray("practice-id:" + m_goodSecret).toBase64())
            return json({{u"error"_s, u"invalid_client"_s}}, 401);
        QJsonObject token{{u"access_token"_s, u"practice-token-%1"_s.arg(++m_minted)},
                          {u"expires_in"_s, 3600}};
        if (!m_granted.isEmpty())
            token.insert(u"scope"_s, m_granted);
        return json(token);
    });
    const QJsonObject environment{{u"tokenUrl"_s, at(u"/token"_s)},
                                  {u"revocationUrl"_s, at(u"/revoke"_s)}};
    QJsonObject without = environment;
    without.remove(u"revocationUrl"_s);
    for (const auto &[id, rules] :
         {std::pair(u"acme"_s, environment), std::pair(u"plain"_s, without)}) {
        QFile file(QString(profile.providersFolder() + u'/' + id + u".json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QJsonDocument(QJsonObject{{u"schema"_s, 1},
                                      {u"id"_s, id},
                                      {u"name"_s, id},
                                      {u"environments"_s, QJsonObject{{u"sandbox"_s, rules}}}})
                .toJson());
    }
}

void TestCliTokenEnds::init()
{
    for (const char *name : {"Acme", "Plain", "Found"})
        cli({u"remove"_s, QString::fromLatin1(name), u"--yes"_s});
    m_answers.clear();
    m_revoked.clear();
    m_goodSecret = "practice-secret-1";
    m_granted.clear();
}

void TestCliTokenEnds::whatIsForgottenIsMintedAnew()
{
    addAcme();
    const QByteArray first = tokenOf("token Acme");
    QCOMPARE(tokenOf("token Acme"), first);
    const ProgramRun run = m_bench.run({u"forget"_s, u"Acme"_s});
    COMPARE_CODE(run, 0);
    QVERIFY(run.out.isEmpty() && run.err.contains("forgotten"));
    COMPARE_CODE(m_bench.run({u"token"_s, u"Acme"_s, u"--no-mint"_s}), 1);
    QVERIFY(tokenOf("token Acme") != first);
    QVERIFY(m_revoked.isEmpty());
    COMPARE_CODE(m_bench.run({u"forget"_s, u"Nobody"_s}), 3);
    COMPARE_CODE(m_bench.run({u"forget"_s}), 2);
}

void TestCliTokenEnds::revokedAtTheProvider()
{
    addAcme();
    COMPARE_CODE(m_bench.run({u"revoke"_s, u"Acme"_s}), 1); // there is none, and none is minted
    QVERIFY(m_revoked.isEmpty());
    const QByteArray token = tokenOf("token Acme").trimmed();
    const ProgramRun run = m_bench.run({u"revoke"_s, u"Acme"_s});
    COMPARE_CODE(run, 0);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(m_revoked.size(), 1);
    QCOMPARE(m_revoked.constFirst().method, "POST");
    QCOMPARE(m_revoked.constFirst().body, "token=" + token + "&token_type_hint=access_token");
    QVERIFY(m_revoked.constFirst().header("Authorization").startsWith("Basic "));
    const QByteArray logged = m_bench.run({u"log"_s, u"Acme"_s, u"--json"_s}).out;
    QVERIFY(logged.contains("\"revocation: done\"") && !logged.contains(token));
    COMPARE_CODE(m_bench.run({u"token"_s, u"Acme"_s, u"--no-mint"_s}), 1);
}

void TestCliTokenEnds::revocationThatFails_data()
{
    QTest::addColumn<PracticeAnswer>("answer");
    QTest::addColumn<int>("code");
    QTest::newRow("refused") << json({{u"error"_s, u"unsupported_token_type"_s}}, 400) << 4;
    QTest::newRow("later") << json({}, 503) << 6;
    QTest::newRow("elsewhere") << PracticeAnswer{.status = 302,
                                                 .headers = {{"Location", "https://example.com/"}}}
                               << 1;
}

void TestCliTokenEnds::revocationThatFails()
{
    QFETCH(const PracticeAnswer, answer);
    QFETCH(const int, code);
    addAcme();
    const QByteArray token = tokenOf("token Acme");
    serve("/revoke", answer);
    const ProgramRun run = m_bench.run({u"revoke"_s, u"Acme"_s});
    COMPARE_CODE(run, code);
    QVERIFY(run.out.isEmpty() && !run.err.contains(token.trimmed()));
    QCOMPARE(tokenOf("token Acme --no-mint"), token); // what is not revoked is kept
}

void TestCliTokenEnds::withoutARevocationUrl()
{
    COMPARE_CODE(
        m_bench.run({u"add"_s, u"Plain"_s, u"--provider"_s, u"plain"_s, u"--environment"_s,
                     u"sandbox"_s, u"--client-id"_s, u"practice-id"_s, u"--secret-stdin"_s},
                    "practice-secret-1"),
        0);
    const QByteArray token = tokenOf("token Plain");
    COMPARE_CODE(m_bench.run({u"revoke"_s, u"Plain"_s}), 1);
    QCOMPARE(tokenOf("token Plain --no-mint"), token);
}

void TestCliTokenEnds::rotatedOnceItIsTried()
{
    addAcme();
    const QByteArray before = tokenOf("token Acme");
    m_goodSecret = "practice-secret-2";
    COMPARE_CODE(m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s}, "practice-secret-2\n"),
                 0);
    const QByteArray after = tokenOf("token Acme");
    QVERIFY(!after.isEmpty() && after != before); // a token of the old secret is not reused
    COMPARE_CODE(m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s}, "practice-secret-2\n"),
                 1); // it is that already
}

void TestCliTokenEnds::rotationThatIsRejected()
{
    addAcme();
    const QByteArray token = tokenOf("token Acme");
    const ProgramRun run = m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s}, "mistyped\n");
    COMPARE_CODE(run, 4);
    QVERIFY(run.err.contains("Nothing was changed") && run.err.contains("invalid_client"));
    const QByteArray logged = m_bench.run({u"log"_s, u"Acme"_s, u"--json"_s}).out;
    QVERIFY(logged.contains("invalid_client") && !logged.contains("mistyped"));
    QCOMPARE(tokenOf("token Acme --no-mint"), token);
    COMPARE_CODE(m_bench.run({u"mint"_s, u"Acme"_s}), 0); // by the secret that was there
}

void TestCliTokenEnds::nothingIsRotatedAtAnotherServer()
{
    addAcme();
    QFile file(Profile::standard().providersFolder() + u"/acme.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    file.close();
    const auto write = [&file](const QByteArray &bytes) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
    };
    write(QByteArray(before).replace("127.0.0.1", "localhost")); // which is another origin
    const int asked = m_server->requestCount();
    const ProgramRun run = m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s},
                                       "practice-secret-2\n");
    write(before);
    COMPARE_CODE(run, 1);
    QVERIFY(run.err.contains("--accept-endpoint"));
    QCOMPARE(m_server->requestCount(), asked);
    COMPARE_CODE(m_bench.run({u"mint"_s, u"Acme"_s}), 0); // all is as it was
}

void TestCliTokenEnds::theOldSecretIsKeptAsLongAsWanted()
{
    addAcme();
    const auto kept = [] {
        const ProgramRun found = runProgram(
            u"secret-tool"_s, {u"search"_s, u"--all"_s, u"server"_s, u"tokenwright"_s});
        return found.out.contains("practice-secret-1");
    };
    if (QStandardPaths::findExecutable(u"secret-tool"_s).isEmpty())
        QSKIP("secret-tool (libsecret-tools), which looks into the keychain, is not installed");
    m_goodSecret = "practice-secret-2";
    COMPARE_CODE(m_bench.run({u"rotate"_s, u"Acme"_s, u"--keep-old"_s, u"--secret-stdin"_s},
                             "practice-secret-2"),
                 0);
    QVERIFY(kept());
    COMPARE_CODE(m_bench.run({u"mint"_s, u"Acme"_s}), 0);
    COMPARE_CODE(m_bench.run({u"rotate"_s, u"Acme"_s, u"--forget-old"_s, u"--keep-old"_s}), 2);
    COMPARE_CODE(m_bench.run({u"rotate"_s, u"Acme"_s, u"--forget-old"_s}), 0);
    QVERIFY(!kept());
    COMPARE_CODE(m_bench.run({u"mint"_s, u"Acme"_s}), 0);
}

void TestCliTokenEnds::curlGetsTheHeader()
{
    addAcme();
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    const ProgramRun run = m_bench.run(
        {u"curl"_s, u"Acme"_s, u"--"_s, u"-sS"_s, u"-v"_s, at(u"/api/echo"_s)});
    COMPARE_CODE(run, 0);
    QCOMPARE(run.out, "Bearer ••••••\n"); // the server had it and said it
    QVERIFY(run.err.contains("uthorization: Bearer ••••••")); // and curl has been talkative
    const QByteArray token = tokenOf("token Acme --no-mint").trimmed();
    QVERIFY(!token.isEmpty() && !run.err.contains(token));
}

void TestCliTokenEnds::curlEndsAsItEnds_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("an option that it does not know")
        << QStringList{u"curl"_s, u"Acme"_s, u"--"_s, u"--no-such-option"_s} << 2;
    QTest::newRow("an answer that fails")
        << QStringList{u"curl"_s, u"Acme"_s, u"--"_s, u"-q"_s, u"-sf"_s, u"BASE/none"_s} << 22;
    QTest::newRow("nothing to do") << QStringList{u"curl"_s, u"Acme"_s} << 2;
    QTest::newRow("no such set") << QStringList{u"curl"_s, u"Nobody"_s, u"--"_s, u"BASE/"_s} << 3;
}

void TestCliTokenEnds::curlEndsAsItEnds()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, code);
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    addAcme();
    arguments.replaceInStrings(u"BASE"_s, base());
    COMPARE_CODE(m_bench.run(arguments), code);
}

void TestCliTokenEnds::discovered_data()
{
    QTest::addColumn<QByteArray>("place"); // of the metadata
    QTest::addColumn<QString>("asked"); // below the server's address
    QTest::addColumn<QString>("issuer"); // the same; "-": none is said
    QTest::addColumn<bool>("isFound");
    QTest::newRow("RFC 8414") << QByteArray("/.well-known/oauth-authorization-server") << QString()
                              << QString() << true;
    QTest::newRow("RFC 8414, with a path")
        << QByteArray("/.well-known/oauth-authorization-server/tenant") << u"/tenant"_s
        << u"/tenant"_s << true;
    QTest::newRow("a slash at the end")
        << QByteArray("/.well-known/oauth-authorization-server/tenant") << u"/tenant/"_s
        << u"/tenant"_s << true;
    QTest::newRow("OpenID Connect")
        << QByteArray("/.well-known/openid-configuration") << QString() << QString() << true;
    QTest::newRow("OpenID Connect, with a path")
        << QByteArray("/tenant/.well-known/openid-configuration") << u"/tenant"_s << u"/tenant"_s
        << true;
    QTest::newRow("another issuer") << QByteArray("/.well-known/oauth-authorization-server")
                                    << QString() << u"/other"_s << false;
    QTest::newRow("no issuer") << QByteArray("/.well-known/openid-configuration") << QString()
                               << u"-"_s << false;
    QTest::newRow("nothing there") << QByteArray("/elsewhere") << QString() << QString() << false;
    QTest::newRow("an API") << QByteArray("/.well-known/oauth-authorization-server/as")
                            << u"/api/mcp"_s << u"/as"_s << true;
}

void TestCliTokenEnds::discovered()
{
    QFETCH(const QByteArray, place);
    QFETCH(const QString, asked);
    QFETCH(const QString, issuer);
    QFETCH(const bool, isFound);
    QJsonObject metadata{
        {u"token_endpoint"_s, at(u"/token"_s)},
        {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"client_secret_post"_s}},
        {u"scopes_supported"_s, QJsonArray{u"read"_s, u"write"_s}}};
    if (issuer != u"-")
        metadata.insert(u"issuer"_s, at(issuer));
    serve(place, json(metadata));
    PracticeAnswer challenge = json({}, 401);
    challenge.headers.append(
        {"WWW-Authenticate",
         "Bearer resource_metadata=\"" + at(u"/described"_s).toLatin1() + "\""});
    serve("/api/mcp", challenge);
    serve("/described",
          json({{u"resource"_s, at(u"/api/mcp"_s)},
                {u"authorization_servers"_s, QJsonArray{at(u"/as"_s)}}}));
    const ProgramRun run = m_bench.run({u"discover"_s, at(asked), u"--json"_s});
    COMPARE_CODE(run, isFound ? 0 : 1);
    if (!isFound) {
        QVERIFY(run.out.isEmpty() && !run.err.isEmpty());
        QVERIFY2(!run.err.contains("credential set"), run.err.constData()); // there is none yet
        return;
    }
    const QJsonObject found = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(found.value(u"issuer").toString(), at(issuer));
    QCOMPARE(found.value(u"token_endpoint").toString(), at(u"/token"_s));
    QVERIFY(found.value(u"revocation_endpoint").isNull());
    QCOMPARE(found.value(u"methods").toArray(), QJsonArray{u"client_secret_post"_s});
    QCOMPARE(found.value(u"algorithms").toArray(), QJsonArray());
    QCOMPARE(found.value(u"scopes").toArray().size(), 2);
    QCOMPARE(found.value(u"source").toString(), at(QString::fromLatin1(place)));
}

void TestCliTokenEnds::discoveredByCertificatesOfACompany()
{
    PracticeTokenServer server;
    QVERIFY(server.isListening());
    const QString issuer = server.url(u"/"_s).toString().chopped(1);
    server.setResponder([&](const PracticeRequest &) {
        return json({{u"issuer"_s, issuer}, {u"token_endpoint"_s, QString(issuer + u"/token")}});
    });
    const ProgramRun refused = m_bench.run({u"discover"_s, issuer});
    COMPARE_CODE(refused, 6);
    QVERIFY(refused.err.contains("name its CA file"));
    QVERIFY(!refused.err.contains("found No") && !refused.err.contains("token URL"));
    COMPARE_CODE(m_bench.run({u"discover"_s, issuer, u"--ca"_s, server.caFile()}), 0);
    COMPARE_CODE(m_bench.run({u"add"_s, u"Ours"_s, u"--issuer"_s, issuer, u"--variable"_s,
                              u"caCertificates="_s + server.caFile(), u"--client-id"_s,
                              u"practice-id"_s, u"--secret-stdin"_s},
                             "practice-secret-1"),
                 0);
}

void TestCliTokenEnds::addedAtAnIssuer()
{
    serve("/.well-known/openid-configuration",
          json({{u"issuer"_s, base()},
                {u"token_endpoint"_s, at(u"/token"_s)},
                {u"revocation_endpoint"_s, at(u"/revoke"_s)},
                {u"token_endpoint_auth_methods_supported"_s,
                 QJsonArray{u"unheard_of"_s, u"client_secret_basic"_s, u"client_secret_post"_s}}}));
    COMPARE_CODE(m_bench.run({u"add"_s, u"Found"_s, u"--issuer"_s, base(), u"--client-id"_s,
                              u"practice-id"_s, u"--secret-stdin"_s},
                             "practice-secret-1"),
                 0);
    const ProgramRun token = m_bench.run({u"token"_s, u"Found"_s, u"--json"_s});
    COMPARE_CODE(token, 0);
    const QJsonObject object = QJsonDocument::fromJson(token.out).object();
    QCOMPARE(object.value(u"provider").toString(), u"oauth2"_s);
    QCOMPARE(object.value(u"environment").toString(), u"sandbox"_s);
    COMPARE_CODE(m_bench.run({u"revoke"_s, u"Found"_s}), 0);
    QCOMPARE(m_revoked.size(), 1);
    serve("/.well-known/openid-configuration", json({{u"issuer"_s, u"https://example.com"_s}}));
    COMPARE_CODE(m_bench.run({u"add"_s, u"Again"_s, u"--issuer"_s, base(), u"--client-id"_s,
                              u"practice-id"_s, u"--secret-stdin"_s},
                             "practice-secret-1"),
                 1);
}

/// The file that is trusted on the way to the token endpoint is so on the way to what tells of it.
void TestCliTokenEnds::addedAtAnIssuerOfItsOwnAuthority()
{
    PracticeTokenServer guarded;
    QVERIFY(guarded.isListening());
    const QString issuer = guarded.url(u"/"_s).toString().chopped(1);
    guarded.setResponder([&](const PracticeRequest &request) {
        return request.target == "/token"
            ? json({{u"access_token"_s, u"practice-token-guarded"_s}})
            : json({{u"issuer"_s, issuer},
                    {u"token_endpoint"_s, QString(issuer + u"/token")},
                    {u"token_endpoint_auth_methods_supported"_s,
                     QJsonArray{u"client_secret_basic"_s}}});
    });
    const auto added = [&](const QString &file) {
        return m_bench.run({u"add"_s, u"Found"_s, u"--issuer"_s, issuer, u"--client-id"_s,
                            u"practice-id"_s, u"--secret-stdin"_s, u"--variable"_s,
                            u"caCertificates="_s + file},
                           "practice-secret-1");
    };
    COMPARE_CODE(added(QString()), 6);
    COMPARE_CODE(added(u"authority.pem"_s), 1); // whose folder?
    COMPARE_CODE(added(guarded.caFile()), 0);
    QCOMPARE(m_bench.run({u"token"_s, u"Found"_s}).out, QByteArray("practice-token-guarded\n"));
}

/// A row without a pair, as one is imported: what it says of itself stays, but for where it is had.
void TestCliTokenEnds::completedAtAnIssuer()
{
    CredentialRegistry registry(Profile::standard());
    VERIFY_OK(registry.load(Watching::No));
    CredentialSet row;
    row.id = freshIdentifier();
    row.name = u"Found"_s;
    row.provider = u"oauth2"_s;
    row.environment = u"sandbox"_s;
    row.scopes = QStringList{u"orders.read"_s};
    row.notes = u"of the team"_s;
    row.clientAuthentication = u"client_secret_post"_s;
    row.variables = {{u"tokenUrl"_s, u"https://old.example.com/token"_s},
                     {u"revocationUrl"_s, u"https://old.example.com/revoke"_s}};
    VERIFY_OK(await(registry.insert(row)));
    serve(
        "/.well-known/openid-configuration",
        json({{u"issuer"_s, base()},
              {u"token_endpoint"_s, at(u"/token"_s)},
              {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"client_secret_basic"_s}}}));
    const ProgramRun run = m_bench.run({u"add"_s, u"Found"_s, u"--issuer"_s, base(),
                                        u"--client-id"_s, u"practice-id"_s, u"--secret-stdin"_s},
                                       "practice-secret-1");
    COMPARE_CODE(run, 0);
    VERIFY_OK(registry.refresh());
    const CredentialSet *now = registry.find(row.id);
    QVERIFY(now);
    QCOMPARE(now->scopes, row.scopes);
    QCOMPARE(now->notes, row.notes);
    QCOMPARE(now->variables.value(u"tokenUrl"_s), at(u"/token"_s));
    QCOMPARE(now->variables.value(u"issuer"_s), base());
    QVERIFY(!now->variables.contains(u"revocationUrl"_s));
    QCOMPARE(now->clientAuthentication, QString()); // as the generic provider says
    COMPARE_CODE(m_bench.run({u"mint"_s, u"Found"_s}), 0);
}

/// What an issuer says of itself by now is taken over when that is asked for; a secret that would
/// go elsewhere by it waits for consent.
void TestCliTokenEnds::askedAnewAtItsIssuer()
{
    const auto tells = [this](const QString &tokenUrl, const QString &method) {
        serve("/.well-known/openid-configuration",
              json({{u"issuer"_s, base()},
                    {u"token_endpoint"_s, tokenUrl},
                    {u"token_endpoint_auth_methods_supported"_s, QJsonArray{method}}}));
    };
    const auto listed = [this] {
        CredentialRegistry registry(Profile::standard());
        return registry.load(Watching::No)
            ? *std::ranges::find(registry.sets(), u"Found"_s, &CredentialSet::name)
            : CredentialSet();
    };
    tells(at(u"/token"_s), u"client_secret_basic"_s);
    COMPARE_CODE(m_bench.run({u"add"_s, u"Found"_s, u"--issuer"_s, base(), u"--client-id"_s,
                              u"practice-id"_s, u"--secret-stdin"_s},
                             "practice-secret-1"),
                 0);
    const QStringList again{u"edit"_s, u"Found"_s, u"--issuer"_s, base()};

    tells(at(u"/token"_s), u"client_secret_post"_s);
    COMPARE_CODE(m_bench.run(again + QStringList{u"--scope"_s, u"orders.read"_s}), 0);
    QCOMPARE(listed().clientAuthentication, u"client_secret_post"_s);
    QCOMPARE(listed().scopes, QStringList{u"orders.read"_s});

    // a method that it has and the server still takes stays
    serve("/.well-known/openid-configuration",
          json({{u"issuer"_s, base()},
                {u"token_endpoint"_s, at(u"/token"_s)},
                {u"token_endpoint_auth_methods_supported"_s,
                 QJsonArray{u"client_secret_basic"_s, u"client_secret_post"_s}}}));
    COMPARE_CODE(m_bench.run(again), 0);
    QCOMPARE(listed().clientAuthentication, u"client_secret_post"_s);

    const QString elsewhere = u"https://elsewhere.example/token"_s;
    tells(elsewhere, u"client_secret_post"_s);
    COMPARE_CODE(m_bench.run(again), 1);
    QCOMPARE(listed().variables.value(u"tokenUrl"_s), at(u"/token"_s));
    COMPARE_CODE(m_bench.run(again + QStringList{u"--accept-endpoint"_s}), 0);
    QCOMPARE(listed().variables.value(u"tokenUrl"_s), elsewhere);

    serve("/.well-known/openid-configuration", json({{u"issuer"_s, u"https://example.com"_s}}));
    COMPARE_CODE(m_bench.run(again), 1);
    QCOMPARE(listed().variables.value(u"tokenUrl"_s), elsewhere);
}

void TestCliTokenEnds::untilWhenASecretIsTaken()
{
    const auto listed = [this] {
        const QJsonArray rows = QJsonDocument::fromJson(m_bench.run({u"list"_s, u"--json"_s}).out)
                                    .array();
        for (const QJsonValue &row : rows) {
            if (row[u"credential_set"].toString() == u"Acme")
                return row.toObject();
        }
        return QJsonObject();
    };
    const QString soon = QDate::currentDate().addDays(10).toString(Qt::ISODate);
    const QString later = QDate::currentDate().addDays(400).toString(Qt::ISODate);
    addAcme();
    QVERIFY(listed().value(u"secret_expires").isNull());
    QVERIFY(QDateTime::fromString(listed().value(u"secret_set_at").toString(), Qt::ISODate)
                .secsTo(QDateTime::currentDateTimeUtc())
            < 600);
    QVERIFY(!m_bench.run({u"list"_s}).out.contains("expires"));
    COMPARE_CODE(m_bench.run({u"edit"_s, u"Acme"_s, u"--secret-expires"_s, u"tomorrow"_s}), 2);
    COMPARE_CODE(m_bench.run({u"edit"_s, u"Acme"_s, u"--secret-expires"_s, soon}), 0);
    QCOMPARE(listed().value(u"secret_expires").toString(), soon);
    QVERIFY(listed().value(u"secret_expires_in_days").toInt() >= 9);
    QVERIFY(m_bench.run({u"list"_s}).out.contains(QByteArray("expires " + soon.toUtf8())));

    m_goodSecret = "practice-secret-2";
    const ProgramRun rotated = m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s},
                                           "practice-secret-2\n");
    COMPARE_CODE(rotated, 0);
    QVERIFY(rotated.err.contains(soon.toUtf8())); // that was of the old one
    QVERIFY(listed().value(u"secret_expires").isNull());
    m_goodSecret = "practice-secret-3";
    COMPARE_CODE(
        m_bench.run({u"rotate"_s, u"Acme"_s, u"--secret-stdin"_s, u"--secret-expires"_s, later},
                    "practice-secret-3\n"),
        0);
    QCOMPARE(listed().value(u"secret_expires").toString(), later);
    COMPARE_CODE(m_bench.run({u"edit"_s, u"Acme"_s, u"--name"_s, u"Acme"_s}), 0);
    QCOMPARE(listed().value(u"secret_expires").toString(), later);
    const ProgramRun edited = m_bench.run({u"edit"_s, u"Acme"_s, u"--secret-stdin"_s},
                                          "practice-secret-4\n");
    COMPARE_CODE(edited, 0);
    QVERIFY(edited.err.contains(later.toUtf8()));
    QVERIFY(listed().value(u"secret_expires").isNull());
    COMPARE_CODE(m_bench.run({u"edit"_s, u"Acme"_s, u"--secret-expires"_s, soon}), 0);
    COMPARE_CODE(m_bench.run({u"edit"_s, u"Acme"_s, u"--secret-expires"_s, QString()}), 0);
    QVERIFY(listed().value(u"secret_expires").isNull());
}

void TestCliTokenEnds::fewerScopesThanAskedFor()
{
    COMPARE_CODE(m_bench.run({u"add"_s, u"Acme"_s, u"--provider"_s, u"acme"_s, u"--environment"_s,
                              u"sandbox"_s, u"--client-id"_s, u"practice-id"_s, u"--secret-stdin"_s,
                              u"--scope"_s, u"read"_s, u"--scope"_s, u"write"_s},
                             "practice-secret-1"),
                 0);
    m_granted = u"read"_s;
    const ProgramRun first = m_bench.run({u"token"_s, u"Acme"_s});
    COMPARE_CODE(first, 0);
    QVERIFY(first.err.contains("Not granted: the scope write."));
    QVERIFY(!first.out.contains("granted"));
    QVERIFY(!m_bench.run({u"token"_s, u"Acme"_s}).err.contains("Not granted")); // nothing new
    m_granted = u"read write"_s;
    QVERIFY(!m_bench.run({u"mint"_s, u"Acme"_s}).err.contains("Not granted"));
    QVERIFY(m_bench.run({u"token"_s, u"Acme"_s, u"--scope"_s, u"admin"_s})
                .err.contains("Not granted: the scope admin."));
}

TEST_IN_PROGRAM(TestCliTokenEnds)

#include "tst_clitokenends.moc"
