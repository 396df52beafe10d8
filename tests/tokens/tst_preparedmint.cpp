// SPDX-License-Identifier: MIT
// The connection to a token endpoint is opened before it is needed, and not more often.
#include "PracticeProgram.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestPreparedMint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMintTravelsOnTheConnection()
    {
        TlsMachine machine;
        QVERIFY(machine.isReady());
        PracticeProgram program(machine);
        const QString id = program.addSet();
        program.service.prepare(id);
        QTRY_COMPARE(machine.server.connectionCount(), 1);
        QCOMPARE(machine.server.requestCount(), 0);
        VERIFY_OK(await(program.ask(id)));
        QCOMPARE(machine.server.connectionCount(), 1);
        QCOMPARE(machine.server.requestCount(), 1);
    }

    /// However early it comes: Qt would open a second one beside it, which is ready later.
    void aMintWaitsForTheConnectionThatIsBeingOpened()
    {
        TlsMachine machine;
        PracticeProgram program(machine);
        const QString id = program.addSet();
        program.service.prepare(id);
        VERIFY_OK(await(program.ask(id)));
        QCOMPARE(machine.server.connectionCount(), 1);
        QCOMPARE(machine.server.requestCount(), 1);
    }

    /// Whoever prepares the same place again does not make it forget who waits there.
    void preparedAgainWhileARequestWaits()
    {
        TlsMachine machine;
        HttpClient client;
        HttpRequest request;
        request.method = "POST";
        request.url = machine.server.url(u"/oauth/token"_s);
        request.caCertificates = machine.server.caFile();
        client.prepare(request.url, request.caCertificates);
        const auto call = client.send(request);
        client.prepare(request.url, request.caCertificates);
        VERIFY_OK(await(call.answer));
        QCOMPARE(machine.server.requestCount(), 1);
    }

    void onceAMinuteAtMostAndNotForAValidToken()
    {
        TlsMachine machine;
        PracticeProgram program(machine);
        const QString id = program.addSet();
        for (int i = 0; i < 5; ++i)
            program.service.prepare(id);
        QTRY_COMPARE(machine.server.connectionCount(), 1);
        VERIFY_OK(await(program.ask(id)));
        QCOMPARE(machine.server.connectionCount(), 1);

        machine.clock.advance(61'000);
        program.service.prepare(id); // there is a token
        const QString other = program.addSet(u"Other"_s);
        program.service.prepare(u"no such set"_s);
        program.service.prepare(other);
        QTRY_COMPARE(machine.server.connectionCount(), 2);
        VERIFY_OK(await(program.ask(other)));
        QCOMPARE(machine.server.connectionCount(), 2);
    }

    void whileTheKeychainIsRead()
    {
        TlsMachine machine;
        PracticeProgram program(machine);
        const QString id = program.addSet();
        machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        const auto token = program.ask(id);
        QTRY_COMPARE(machine.server.connectionCount(), 1);
        QCOMPARE(machine.server.requestCount(), 0);
        machine.keychain.release();
        VERIFY_OK(await(token));
        QCOMPARE(machine.server.connectionCount(), 1);
    }

private:
    /// With TLS, which is what takes the time.
    struct TlsMachine : PracticeMachine
    {
        TlsMachine()
            : PracticeMachine(PracticeTokenServer::Transport::Tls)
        { }
    };
};

TEST_IN_PROGRAM(TestPreparedMint)
#include "tst_preparedmint.moc"
