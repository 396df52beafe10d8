// SPDX-License-Identifier: MIT
#include "EndpointTest.h"
#include "TestProgram.h"

#include "Async.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSemaphore>
#include <QTest>
#include <QTimer>

using namespace EndpointTest;
using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

const QUrl farAway(QStringLiteral("https://token.example/token"));
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
    TokenEndpoint endpoint(50ms, nullptr, hangingLookup);
    Async::onResult(endpoint.send(requestTo(farAway)).answer, QCoreApplication::instance(),
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
            TokenEndpoint endpoint(200ms, nullptr, [gate](const QUrl &) -> QList<QNetworkProxy> {
                gate->acquire();
                return {QNetworkProxy::NoProxy};
            });
            int ticks = 0;
            QTimer tick;
            QObject::connect(&tick, &QTimer::timeout, this, [&] { ++ticks; });
            tick.start(10ms);
            const auto stalled = endpoint.send(requestTo(farAway));
            VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
            VERIFY_FAILED(await(stalled.answer), ErrorKind::Timeout);
            QVERIFY(ticks > 3);
            const auto open = endpoint.send(requestTo(farAway));
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
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--end-while-a-lookup-hangs")});
        QVERIFY(child.waitForFinished(20'000));
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), childStatus);
    }
};

TEST_IN_PROGRAM(TestStalledLookup)
ROLE_IN_PROGRAM("--end-while-a-lookup-hangs", endWhileALookupHangs)

#include "tst_stalledlookup.moc"
