// SPDX-License-Identifier: MIT
#include "HttpClientTest.h"
#include "TestProgram.h"

#include "Async.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QProcess>
#include <QSemaphore>
#include <QTest>
#include <QTimer>

using namespace HttpClientTest;
using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

const QUrl farAway(u"https://token.example/token"_s);
constexpr int childStatus = 17;

/// Like the proxy library behind Qt, it waits for its lookups when the process ends.
struct WaitingLibrary
{
    ~WaitingLibrary()
    {
        if (isUsed)
            lookups.acquire();
    }
    bool isUsed = false;
    QSemaphore lookups;
};
WaitingLibrary library;

QList<QNetworkProxy> hangingLookup(const QUrl &)
{
    library.isUsed = true;
    QSemaphore().acquire(); // which nobody releases
    return {};
}

int endWhileALookupHangs(const QStringList &)
{
    HttpClient client(50ms, nullptr, hangingLookup);
    Async::onResult(client.send(requestTo(farAway)).answer, QCoreApplication::instance(),
                    [](const Result<HttpAnswer> &) { QCoreApplication::exit(childStatus); });
    return QCoreApplication::exec();
}

} // namespace

/// A proxy script that never answers must not hold up anybody but the request that needs it.
class TestStalledLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void othersAreServedMeanwhile()
    {
        const auto gate = std::make_shared<QSemaphore>();
        PracticeTokenServer server; // whose keys take a while to make
        QElapsedTimer timer;
        timer.start();
        {
            HttpClient client(200ms, nullptr, [gate](const QUrl &) -> QList<QNetworkProxy> {
                gate->acquire();
                return {QNetworkProxy::NoProxy};
            });
            int ticks = 0;
            QTimer tick;
            QObject::connect(&tick, &QTimer::timeout, this, [&] { ++ticks; });
            tick.start(10ms);
            const auto stalled = client.send(requestTo(farAway));
            VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
            VERIFY_FAILED(await(stalled.answer), ErrorKind::Timeout);
            QVERIFY(ticks > 3);
            const auto open = client.send(requestTo(farAway));
            open.cancel();
            VERIFY_FAILED(open.answer.result(), ErrorKind::Cancelled);
        }
        QVERIFY2(timer.elapsed() < 3000, QByteArray::number(timer.elapsed()).constData());
        gate->release(10);
    }

    void theProcessEnds()
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedChannels);
        child.start(QCoreApplication::applicationFilePath(), {u"--end-while-a-lookup-hangs"_s});
        QVERIFY(child.waitForFinished(20'000));
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), childStatus);
    }
};

TEST_IN_PROGRAM(TestStalledLookup)
ROLE_IN_PROGRAM("--end-while-a-lookup-hangs", endWhileALookupHangs)

#include "tst_stalledlookup.moc"
