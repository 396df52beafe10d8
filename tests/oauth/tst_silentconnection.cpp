// SPDX-License-Identifier: MIT
// A connection whose other side has gone without a word: a firewall, a network that changed, a
// machine that slept. Played in a network namespace of its own, whose loopback swallows everything
// when told to.
#include "EndpointTest.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <unistd.h>

#include <cstring>
#include <vector>

using namespace EndpointTest;
using namespace Tokenwright;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto insideArgument = "--in-a-network-of-its-own";

bool ip(const char *arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(u"ip"_s, QString::fromLatin1(arguments).split(u' '));
    return process.waitForFinished() && process.exitCode() == 0;
}

/// Packets to this computer get lost from now on, or no more.
bool setSilent(bool silent)
{
    return silent ? ip("rule add pref 10 to 127.0.0.1 blackhole") : ip("rule del pref 10");
}

} // namespace

class TestSilentConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_isInside)
            QSKIP("no network namespace can be made here (unshare, ip)");
        // what leads to this computer itself usually comes before all other rules
        QVERIFY(ip("link set lo up") && ip("rule add pref 100 lookup local")
                && ip("rule del pref 0"));
    }

    /// It is noticed while nobody needs the connection, and the next request has another.
    void aPreparedOneIsNotUsed()
    {
        PracticeTokenServer server;
        TokenEndpoint endpoint;
        endpoint.prepare(server.url(u"/token"_s), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QTest::qWait(200); // the handshake ends
        QVERIFY(setSilent(true));
        QTest::qWait(8000);
        QVERIFY(setSilent(false));
        QElapsedTimer timer;
        timer.start();
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
        QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()).constData());
        QCOMPARE(server.connectionCount(), 2);
        QCOMPARE(server.requestCount(), 1);
    }

    /// What is sent into the dark is not waited for until the deadline, and not sent again.
    void aRequestThatDoesNotArrive()
    {
        PracticeTokenServer server;
        TokenEndpoint endpoint;
        endpoint.prepare(server.url(u"/token"_s), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QTest::qWait(200);
        QVERIFY(setSilent(true));
        QElapsedTimer timer;
        timer.start();
        VERIFY_FAILED(await(endpoint.send(requestTo(server)).answer), ErrorKind::Timeout);
        QVERIFY2(timer.elapsed() < 12'000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(setSilent(false));
        QTest::qWait(200);
        QVERIFY(server.requestCount() <= 1);
        QCOMPARE(server.connectionCount(), 1);
    }

public:
    bool m_isInside = false;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    TestSilentConnection test;
    test.m_isInside = argc > 1 && std::strcmp(argv[1], insideArgument) == 0;
    if (!test.m_isInside
        && QProcess::execute(u"unshare"_s, {u"--map-root-user"_s, u"--net"_s, u"ip"_s, u"link"_s})
            == 0) {
        const QByteArray self = QCoreApplication::applicationFilePath().toLocal8Bit();
        std::vector<const char *> command{"unshare", "--map-root-user", "--net", self.constData(),
                                          insideArgument};
        command.insert(command.end(), argv + 1, argv + argc);
        command.push_back(nullptr);
        execvp(command[0], const_cast<char **>(command.data()));
    }
    if (test.m_isInside) {
        --argc;
        std::copy(argv + 2, argv + argc + 1, argv + 1);
    }
    return QTest::qExec(&test, argc, argv);
}

#include "tst_silentconnection.moc"
