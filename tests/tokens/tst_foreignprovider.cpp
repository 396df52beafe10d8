// SPDX-License-Identifier: MIT
// Providers that nobody thought of: each is added by a file alone, and its token is minted, its
// lifetime known and its header copied.
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "CopyFormat.h"
#include "TokenLifetime.h"

using namespace Tokenwright;

class TestForeignProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addedByAFile_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArrayList>("sent");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("header");

        QTest::newRow("nested answer, comma-joined scopes, extra headers, token in its own header")
            << u"'request':{'clientAuthentication':'client_secret_post',"
               "'clientIdParameter':'app_key','clientSecretParameter':'app_secret',"
               "'grantType':'client_credential',"
               "'scopes':{'separator':',','default':['read','write']},"
               "'headers':[{'name':'X-Site','value':'{site}'},"
               "{'name':'X-Request-Id','value':'{uuid}'},"
               "{'name':'X-App','value':'{client_id}'}]},"
               "'response':{'accessToken':['data.0.token.value'],"
               "'expiresIn':['data.0.token.ttl']},"
               "'useToken':{'header':'X-Access-Token','scheme':''}"_s
            << QByteArrayList{"POST /foreign/main/token HTTP/1.1", "x-site: eu",
                              "x-request-id: ", "x-app: the-id",
                              "grant_type=client_credential&scope=read%2Cwrite&app_key=the-id&"
                              "app_secret=the%20secret"}
            << QByteArray(R"({"data":[{"Token":{"Value":"nested-token","ttl":"900"}}]})")
            << qint64(900) << QByteArray("X-Access-Token: nested-token");

        QTest::newRow("JSON body, XML answer, raw pair, another scheme")
            << u"'request':{'clientAuthentication':'client_secret_basic_raw',"
               "'bodyFormat':'json','method':'PUT',"
               "'headers':[{'name':'Accept','value':'application/xml'}],"
               "'parameters':[{'name':'resource','multiple':true,"
               "'default':'https://a.example https://b.example'}]},"
               "'response':{'format':'xml','accessToken':['accessToken'],"
               "'expiresIn':['expiresIn']},'useToken':{'scheme':'OAuth'}"_s
            << QByteArrayList{"PUT /foreign/main/token HTTP/1.1",
                              "authorization: Basic " + QByteArray("the-id:the secret").toBase64(),
                              "accept: application/xml", "content-type: application/json",
                              "\"resource\":[\"https://a.example\",\"https://b.example\"]"}
            << QByteArray("<?xml version=\"1.0\"?><OAuthTokenDTO><accessToken>xml-token"
                          "</accessToken><tokenType>Bearer</tokenType><expiresIn>900</expiresIn>"
                          "</OAuthTokenDTO>")
            << qint64(900) << QByteArray("Authorization: OAuth xml-token");

        QTest::newRow("everything in the URL, form answer, absolute expiry")
            << u"'request':{'clientAuthentication':'query','bodyFormat':'query',"
               "'method':'GET'},"
               "'response':{'format':'form','accessToken':['token'],"
               "'expiresAt':[{'path':'until','unit':'ms'}]}"_s
            << QByteArrayList{"GET /foreign/main/token?client_id=the-id&client_secret=the%20secret"
                              "&grant_type=client_credentials HTTP/1.1"}
            << QByteArray("token=form-token&until=%1") << qint64(1800)
            << QByteArray("Authorization: Bearer form-token");

        QTest::newRow("says nothing of a lifetime, the file does")
            << u"'request':{'clientAuthentication':'client_secret_basic'},"
               "'response':{'lifetimeFallback':7200}"_s
            << QByteArrayList{"authorization: Basic " + QByteArray("the-id:the+secret").toBase64()}
            << QByteArray(R"({"access_token":"plain-token","expires_in":null})") << qint64(7200)
            << QByteArray("Authorization: Bearer plain-token");
    }

    void addedByAFile()
    {
        QFETCH(const QString, format);
        QFETCH(const QByteArrayList, sent);
        QFETCH(const QByteArray, answer);
        QFETCH(const qint64, seconds);
        QFETCH(const QByteArray, header);
        PracticeMachine machine;
        QVERIFY(machine.isReady());
        QString file = u"{'schema':1,'id':'foreign','name':'Foreign','environments':{'live':"
                       "{'tokenUrl':'%1/{realm}/token','production':true}},'variables':["
                       "{'name':'realm','default':'main'},{'name':'site','default':'eu'}],%2}"_s
                           .arg(machine.server.url(u"/foreign"_s).toString(), format);
        file.replace(u'\'', u'"');
        QFile target(machine.profile.profile.providersFolder() + u"/foreign.json");
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.write(file.toUtf8());
        target.close();
        machine.providers.reload();
        QVERIFY2(machine.providers.problems().isEmpty(),
                 qPrintable(machine.providers.problems().value(0).reason));

        PracticeProgram program(machine);
        CredentialSet set;
        set.name = u"Foreign"_s;
        set.provider = u"foreign"_s;
        set.environment = u"live"_s;
        ClientCredentials pair = program.pair(u"the secret"_s);
        pair.clientId = u"the-id"_s;
        const auto id = await(program.manager.create(set, pair));
        VERIFY_OK(id);

        PracticeAnswer given;
        given.body = answer;
        given.body.replace("%1", QByteArray::number(machine.clock.now().wall + seconds * 1000));
        machine.server.setResponder([given](const PracticeRequest &) { return given; });
        const auto issued = await(program.ask(*id));
        VERIFY_OK(issued);
        const auto whole = wholeMilliseconds(issued->token.lifetime);
        QVERIFY(whole);
        QCOMPARE(*whole / 1000, seconds);

        const PracticeRequest &request = machine.server.requests().last();
        QByteArray wire = request.method + ' ' + request.target + ' ' + request.httpVersion + '\n';
        for (const auto &[name, value] : request.headers)
            wire += name.toLower() + ": " + value + '\n';
        wire += request.body;
        for (const QByteArray &part : sent)
            QVERIFY2(wire.contains(part), QByteArray(part + "\nin\n" + wire).constData());

        const auto copied = copyFormats().front().render(
            {.provider = *machine.providers.provider(set.provider),
             .set = set,
             .token = &issued->token});
        QCOMPARE(copied.value().reveal().toByteArray(), header);
    }

    void requestsOfTheDayAreCounted()
    {
        PracticeMachine machine;
        PracticeProgram program(machine);
        const QString id = program.addSet();
        const auto today = [&] {
            return mintsOnDayOf(program.ledger.record(id), machine.clock.now().wall);
        };
        QCOMPARE(today(), 0);
        VERIFY_OK(await(program.ask(id)));
        VERIFY_OK(await(program.ask(id))); // reused
        QCOMPARE(today(), 1);
        VERIFY_OK(await(program.ask(id, {.force = true})));
        QCOMPARE(today(), 2);

        PracticeAnswer refused;
        refused.status = 401;
        machine.server.setResponder([refused](const PracticeRequest &) { return refused; });
        QCOMPARE(kindOf(await(program.ask(id, {.force = true}))), ErrorKind::Rejected);
        QCOMPARE(today(), 3);

        // another program sees it, and an edit of the set does not forget it
        PracticeProgram other(machine);
        QCOMPARE(mintsOnDayOf(other.ledger.record(id), machine.clock.now().wall), 3);
        CredentialSet set = *program.registry.find(id);
        set.scopes = {u"another"_s};
        VERIFY_OK(await(program.edit(set)));
        QCOMPARE(kindOf(await(program.ask(id))), ErrorKind::Rejected);
        QCOMPARE(today(), 4);

        machine.clock.advance(24 * 60 * 60 * 1000);
        QCOMPARE(today(), 0);
    }
};

TEST_IN_PROGRAM(TestForeignProvider)
#include "tst_foreignprovider.moc"
