// SPDX-License-Identifier: MIT
#include "SingleInstance.h"
#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "WindowConsent.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;
using Answer = WindowConsent::Answer;

Q_DECLARE_METATYPE(WindowConsent::Answer)

/// A command line asks the window, both ends for real.
class TestWindowConsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<TemporaryProfile>();
        QVERIFY(m_profile->ready && m_profile->profile.ensureFolders());
        m_answer.reset();
    }

    void somebodyAnswers_data()
    {
        QTest::addColumn<bool>("agreed");
        QTest::addColumn<Answer>("answer");
        QTest::newRow("yes") << true << Answer::Yes;
        QTest::newRow("no") << false << Answer::No;
    }

    void somebodyAnswers()
    {
        QFETCH(const bool, agreed);
        SingleInstance window(m_profile->profile);
        QCOMPARE(window.claim({}, 1s), SingleInstance::Role::First);
        window.listen();
        std::optional<ConsentQuestion> asked;
        connect(&window, &SingleInstance::consentRequested, this,
                [&](const ConsentQuestion &question) { asked = question; });
        WindowConsent consent(m_profile->profile, 20s);
        ask(consent);
        QTRY_VERIFY(asked);
        QVERIFY(asked->request == request());
        QVERIFY(!m_answer); // nothing is decided before
        asked->answer(agreed);
        QTRY_VERIFY(m_answer);
        QTEST(*m_answer, "answer");
        asked->answer(!agreed); // nobody hears it
        QTest::qWait(0);
        QTEST(*m_answer, "answer");
    }

    void theQuestionGoesWithTheAsker()
    {
        SingleInstance window(m_profile->profile);
        QCOMPARE(window.claim({}, 1s), SingleInstance::Role::First);
        window.listen();
        QObject *asker = nullptr;
        connect(&window, &SingleInstance::consentRequested, this,
                [&](const ConsentQuestion &question) { asker = question.asker; });
        auto consent = std::make_unique<WindowConsent>(m_profile->profile, 20s);
        ask(*consent);
        QTRY_VERIFY(asker);
        const QSignalSpy gone(asker, &QObject::destroyed);
        consent.reset();
        QTRY_COMPARE(gone.size(), 1);
    }

    void nobodyAnswersInTime()
    {
        SingleInstance window(m_profile->profile);
        QCOMPARE(window.claim({}, 1s), SingleInstance::Role::First);
        window.listen();
        const QSignalSpy asked(&window, &SingleInstance::consentRequested);
        WindowConsent consent(m_profile->profile, 300ms);
        ask(consent);
        QTRY_VERIFY(m_answer);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(*m_answer, Answer::NoAnswer);
    }

    void noWindowThatCouldAsk_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        for (const char *behaviour : {"none", "hangs up", "says nothing", "says nonsense"})
            QTest::newRow(behaviour) << QByteArray(behaviour);
    }

    /// None, one of an earlier version, one that hangs, something else that listens there.
    void noWindowThatCouldAsk()
    {
        QFETCH(const QByteArray, behaviour);
        QLocalServer server;
        if (behaviour != "none")
            QVERIFY(server.listen(windowSocketName(m_profile->profile)));
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *socket = server.nextPendingConnection();
            if (behaviour == "hangs up")
                socket->disconnectFromServer();
            if (behaviour == "says nonsense") {
                socket->write("nonsense\nyesterday\n");
                socket->disconnectFromServer();
            }
        });
        WindowConsent consent(m_profile->profile, behaviour == "says nothing" ? 300ms : 20s);
        ask(consent);
        QTRY_VERIFY(m_answer);
        QCOMPARE(*m_answer, Answer::NoWindow);
    }

    void aWindowThatDiesHasNotAgreed()
    {
        QLocalServer server;
        QVERIFY(server.listen(windowSocketName(m_profile->profile)));
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *socket = server.nextPendingConnection();
            socket->write("asking\n");
            socket->disconnectFromServer();
        });
        WindowConsent consent(m_profile->profile, 20s);
        ask(consent);
        QTRY_VERIFY(m_answer);
        QCOMPARE(*m_answer, Answer::No);
    }

    void whatIsNoRequestIsHungUpOn_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"confirm", "confirm {}", "confirm {\"sets\":[],\"command\":\"x\"}",
                                 "confirm {\"sets\":[\"a\"]}", "confirm nonsense", "agree {}"})
            QTest::newRow(line) << QByteArray(line);
    }

    void whatIsNoRequestIsHungUpOn()
    {
        QFETCH(const QByteArray, line);
        SingleInstance window(m_profile->profile);
        QCOMPARE(window.claim({}, 1s), SingleInstance::Role::First);
        window.listen();
        const QSignalSpy asked(&window, &SingleInstance::consentRequested);
        QLocalSocket socket;
        socket.connectToServer(windowSocketName(m_profile->profile));
        QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
        socket.write(line + '\n');
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(asked.size(), 0);
        QVERIFY(socket.readAll().isEmpty());
    }

    void aRequestIsALine()
    {
        const QByteArray line = request().toLine();
        QVERIFY(!line.contains('\n'));
        QCOMPARE(ConsentRequest::fromLine(line), request());
        ConsentRequest odd = request();
        odd.program = u"a\nb \"c\" \u202e"_s + QString(1000, u'x');
        const auto back = ConsentRequest::fromLine(odd.toLine());
        QVERIFY(back && back->program.startsWith(u"a b \"c\" \\u202E"_s)
                && back->program.size() <= 200);
    }

private:
    static ConsentRequest request()
    {
        return {.setIds = {u"11111111-2222-3333-4444-555555555555"_s, u"two"_s},
                .command = u"exec"_s,
                .program = u"./deploy.sh"_s};
    }
    void ask(WindowConsent &consent)
    {
        QVERIFY(consent.ask(request(), [this](Answer answer) {
            QVERIFY(!m_answer);
            m_answer = answer;
        }));
    }

    std::unique_ptr<TemporaryProfile> m_profile;
    std::optional<Answer> m_answer;
};

TEST_IN_PROGRAM(TestWindowConsent)
#include "tst_windowconsent.moc"
