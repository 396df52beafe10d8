// SPDX-License-Identifier: MIT
#include "Async.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <optional>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

using Number = Result<int>;

/// Counts how often, and with what, a future's handler was called.
struct Listener
{
    int calls = 0;
    std::optional<Number> last;

    void listen(const QFuture<Number> &future, QObject *context)
    {
        Async::onResult(future, context, [this](Number result) {
            ++calls;
            last = std::move(result);
        });
    }
};

} // namespace

class TestAsync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readyIsReady();
    void handlerIsCalledAtOnceWhenComplete();
    void handlerIsCalledOnceLater();
    void firstFinishCounts();
    void copiesAreOneCompletion();
    void droppedCompletionIsCancelled();
    void finishedCompletionIsNotCancelledWhenDropped();
    void futureCancelledByItsReader();
    void contextGoneBefore();
    void contextGoneBeforeDropsTheHandler();
    void chainHandsValuesOn();
    void chainOfVoids();
    void chainPassesErrorsBy_data();
    void chainPassesErrorsBy();
    void chainWhoseContextGoes();
    void chainWhoseContextGoesInTheSecondStep();
    void chainWhoseNextIsDropped();
    void longChain();
    void finishFromAnotherThread();
    void handlerMayDestroyItsContext();
    void moveOnlyLikeValuesSurvive();
};

void TestAsync::readyIsReady()
{
    const auto future = Async::ready<int>(7);
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().value(), 7);
    const auto bad = Async::ready<int>(failure(ErrorKind::Network));
    QVERIFY(bad.isFinished());
    QVERIFY(kindOf(bad.result()) == ErrorKind::Network);
}

void TestAsync::handlerIsCalledAtOnceWhenComplete()
{
    QObject context;
    Listener listener;
    listener.listen(Async::ready<int>(1), &context);
    QCOMPARE(listener.calls, 1);
    QCOMPARE(listener.last->value(), 1);
}

void TestAsync::handlerIsCalledOnceLater()
{
    QObject context;
    Listener listener;
    const Async::Completion<int> completion;
    listener.listen(completion.future(), &context);
    QCOMPARE(listener.calls, 0);
    QVERIFY(!completion.isFinished());
    completion.finish(2);
    QVERIFY(completion.isFinished());
    QCOMPARE(listener.calls, 1);
    QCOMPARE(listener.last->value(), 2);
}

void TestAsync::firstFinishCounts()
{
    QObject context;
    Listener listener;
    const Async::Completion<int> completion;
    listener.listen(completion.future(), &context);
    completion.finish(1);
    completion.finish(2);
    completion.finish(failure(ErrorKind::Network));
    QCOMPARE(listener.calls, 1);
    QCOMPARE(completion.future().result().value(), 1);
    QCOMPARE(completion.future().resultCount(), 1);
}

void TestAsync::copiesAreOneCompletion()
{
    const Async::Completion<int> first;
    const Async::Completion<int> second = first;
    second.finish(5);
    QVERIFY(first.isFinished());
    first.finish(6);
    QCOMPARE(first.future().result().value(), 5);
}

void TestAsync::droppedCompletionIsCancelled()
{
    QObject context;
    Listener listener;
    QFuture<Number> future;
    {
        const Async::Completion<int> completion;
        const auto copy = completion; // NOLINT: the last copy counts
        future = completion.future();
        listener.listen(future, &context);
    }
    QVERIFY(future.isFinished());
    QCOMPARE(listener.calls, 1);
    QVERIFY(kindOf(*listener.last) == ErrorKind::Cancelled);
}

void TestAsync::finishedCompletionIsNotCancelledWhenDropped()
{
    QFuture<Number> future;
    {
        const Async::Completion<int> completion;
        future = completion.future();
        completion.finish(3);
    }
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().value(), 3);
}

void TestAsync::futureCancelledByItsReader()
{
    // QFuture::cancel() and QFutureWatcher::cancel() are open to everyone; nobody may hang on it.
    QObject context;
    Listener listener;
    const Async::Completion<int> completion;
    listener.listen(completion.future(), &context);
    completion.future().cancel();
    completion.finish(1);
    QCOMPARE(listener.calls, 1);
    QVERIFY(kindOf(*listener.last) == ErrorKind::Cancelled);

    Listener late;
    const Async::Completion<int> cancelledEarlier;
    cancelledEarlier.future().cancel();
    cancelledEarlier.finish(1);
    late.listen(cancelledEarlier.future(), &context);
    QCOMPARE(late.calls, 1);
    QVERIFY(kindOf(*late.last) == ErrorKind::Cancelled);
}

void TestAsync::contextGoneBefore()
{
    Listener listener;
    const Async::Completion<int> completion;
    {
        QObject context;
        listener.listen(completion.future(), &context);
    }
    completion.finish(1);
    QCOMPARE(listener.calls, 0);
    QCOMPARE(completion.future().result().value(), 1);
}

void TestAsync::contextGoneBeforeDropsTheHandler()
{
    const auto watched = std::make_shared<int>(0);
    const Async::Completion<int> completion;
    {
        QObject context;
        Async::onResult(completion.future(), &context, [watched](const Number &) { ++*watched; });
    }
    QCOMPARE(watched.use_count(), 2);
    completion.finish(1);
    QCOMPARE(*watched, 0);
    QCOMPARE(watched.use_count(), 1); // what a handler holds is let go, a lock for example
}

void TestAsync::chainHandsValuesOn()
{
    QObject context;
    const Async::Completion<int> first;
    const Async::Completion<QString> second;
    int received = 0;
    const auto chained = Async::andThen(first.future(), &context, [&](int value) {
        received = value;
        return second.future();
    });
    QVERIFY(!chained.isFinished());
    first.finish(4);
    QCOMPARE(received, 4);
    QVERIFY(!chained.isFinished());
    second.finish(u"four"_s);
    QVERIFY(chained.isFinished());
    QCOMPARE(chained.result().value(), u"four"_s);
}

void TestAsync::chainOfVoids()
{
    QObject context;
    int steps = 0;
    const auto step = [&] {
        ++steps;
        return Async::ready<void>({});
    };
    const auto chained = Async::andThen(Async::andThen(step(), &context, step), &context, step);
    QVERIFY(chained.isFinished());
    VERIFY_OK(chained.result());
    QCOMPARE(steps, 3);
}

void TestAsync::chainPassesErrorsBy_data()
{
    QTest::addColumn<bool>("firstFails");
    QTest::addColumn<int>("nextCalls");
    QTest::newRow("first") << true << 0;
    QTest::newRow("second") << false << 1;
}

void TestAsync::chainPassesErrorsBy()
{
    QFETCH(bool, firstFails);
    QFETCH(int, nextCalls);
    QObject context;
    const Error error{.kind = ErrorKind::Rejected,
                      .httpStatus = 401,
                      .code = u"invalid_client"_s,
                      .message = u"words"_s,
                      .retryAt = 9};
    int calls = 0;
    const auto chained = Async::andThen(
        Async::ready<int>(firstFails ? Number(failure(error)) : Number(1)), &context, [&](int) {
            ++calls;
            return Async::ready<QString>(failure(error));
        });
    QCOMPARE(calls, nextCalls);
    QVERIFY(chained.isFinished());
    const auto result = chained.result();
    QVERIFY(kindOf(result) == ErrorKind::Rejected);
    QCOMPARE(result.error().httpStatus, 401);
    QCOMPARE(result.error().code, error.code);
    QCOMPARE(result.error().message, error.message);
    QCOMPARE(result.error().retryAt, error.retryAt);
}

void TestAsync::chainWhoseContextGoes()
{
    const Async::Completion<int> first;
    QFuture<Number> chained;
    int calls = 0;
    {
        QObject context;
        chained = Async::andThen(first.future(), &context, [&](int value) {
            ++calls;
            return Async::ready<int>(value);
        });
    }
    first.finish(1);
    QCOMPARE(calls, 0);
    QVERIFY(chained.isFinished());
    QVERIFY(kindOf(chained.result()) == ErrorKind::Cancelled);
}

void TestAsync::chainWhoseContextGoesInTheSecondStep()
{
    const Async::Completion<int> second;
    QFuture<Number> chained;
    {
        QObject context;
        chained = Async::andThen(Async::ready<int>(1), &context,
                                 [&](int) { return second.future(); });
    }
    QVERIFY(!chained.isFinished());
    second.finish(2);
    QVERIFY(chained.isFinished());
    QVERIFY(kindOf(chained.result()) == ErrorKind::Cancelled);
}

void TestAsync::chainWhoseNextIsDropped()
{
    QObject context;
    const auto chained = Async::andThen(Async::ready<int>(1), &context, [](int) {
        const Async::Completion<int> neverFinished;
        return neverFinished.future();
    });
    QVERIFY(chained.isFinished());
    QVERIFY(kindOf(chained.result()) == ErrorKind::Cancelled);
}

void TestAsync::longChain()
{
    QObject context;
    const Async::Completion<int> first;
    QFuture<Number> future = first.future();
    for (int i = 0; i < 500; ++i)
        future = Async::andThen(future, &context, [](int n) { return Async::ready<int>(n + 1); });
    first.finish(0);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().value(), 500);
}

void TestAsync::finishFromAnotherThread()
{
    QObject context;
    QThread *handledIn = nullptr;
    const Async::Completion<int> completion;
    const auto chained = Async::andThen(completion.future(), &context, [&](int value) {
        handledIn = QThread::currentThread();
        return Async::ready<int>(value + 1);
    });
    const std::unique_ptr<QThread> thread(QThread::create([completion] { completion.finish(41); }));
    thread->start();
    const auto result = await(chained);
    QVERIFY(thread->wait(5000));
    VERIFY_OK(result);
    QCOMPARE(*result, 42);
    QCOMPARE(handledIn, context.thread());
}

void TestAsync::handlerMayDestroyItsContext()
{
    auto *context = new QObject;
    int calls = 0;
    const Async::Completion<int> completion;
    Async::onResult(completion.future(), context, [&calls, context](const Number &) {
        ++calls;
        delete context;
    });
    completion.finish(1);
    QCOMPARE(calls, 1);
}

void TestAsync::moveOnlyLikeValuesSurvive()
{
    QObject context;
    const auto value = std::make_shared<QString>(u"shared"_s);
    {
        const auto chained = Async::andThen(Async::ready<std::shared_ptr<QString>>(value), &context,
                                            [](const std::shared_ptr<QString> &held) {
                                                return Async::ready<qsizetype>(held->size());
                                            });
        QCOMPARE(chained.result().value(), 6);
    }
    QCOMPARE(value.use_count(), 1); // no copy is left in a future that nobody has any more
}

TEST_IN_PROGRAM(TestAsync)
#include "tst_async.moc"
