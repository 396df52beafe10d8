// SPDX-License-Identifier: MIT
#include "ExpiryPlan.h"

#include "FakeClock.h"
#include "Literals.h"
#include "Spans.h"
#include "TestProgram.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Tokenwright;

namespace {

WatchedToken token(const QString &id, const Moment &sent, std::optional<qint64> seconds)
{
    return {.setId = id, .lifetime = lifetimeFrom(sent, seconds)};
}

} // namespace

/// When it is told that tokens are about to expire.
class TestExpiryPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneToken_data()
    {
        QTest::addColumn<qint64>("lifetime"); // seconds; -1: unknown
        QTest::addColumn<qint64>("passed"); // milliseconds since it was asked for
        QTest::addColumn<bool>("due");
        QTest::addColumn<qint64>("next"); // -1: nothing
        const auto add = [](const char *name, qint64 lifetime, qint64 passed, bool due,
                            qint64 next) {
            QTest::newRow(name) << lifetime << passed << due << next;
        };
        add("fresh", 7200, 0, false, 2 * oneHour - oneMinute);
        add("just before", 7200, 2 * oneHour - oneMinute - 1, false, 1);
        add("now", 7200, 2 * oneHour - oneMinute, true, -1);
        add("in the last minute", 7200, 2 * oneHour - 10 * oneSecond, true, -1);
        add("expired, unnoticed", 7200, 9 * oneHour, true, -1);
        add("two minutes", 120, 0, false, oneMinute);
        add("half of a short life", 60, 29'999, false, 1);
        add("half of a short life, now", 60, 30'000, true, -1);
        add("a second", 1, 499, false, 1);
        add("no life at all", 0, 0, true, -1);
        add("unknown", -1, 0, false, -1);
        add("unknown, much later", -1, 100 * oneHour, false, -1);
        add("years", 10LL * 366 * 24 * 3600, 0, false, 10LL * 366 * 24 * oneHour - oneMinute);
    }

    void oneToken()
    {
        QFETCH(qint64, lifetime);
        QFETCH(qint64, passed);
        QFETCH(bool, due);
        FakeClock clock;
        QList<WatchedToken> tokens{
            token(u"a"_s, clock.now(), lifetime < 0 ? std::nullopt : std::optional(lifetime))};
        clock.advance(passed);
        const ExpiryPlan plan = planExpiryNotices(tokens, clock.now());
        QCOMPARE(!plan.due.isEmpty(), due);
        QTEST(plan.next.value_or(-1), "next");

        tokens[0].isTold = true; // once is enough
        const ExpiryPlan told = planExpiryNotices(tokens, clock.now());
        QVERIFY(told.due.isEmpty() && !told.next);
    }

    void theWallClockCounts()
    {
        FakeClock clock;
        const QList<WatchedToken> tokens{token(u"a"_s, clock.now(), 7200)};
        clock.step(2 * oneHour - 30 * oneSecond); // somebody sets it forward
        QCOMPARE(planExpiryNotices(tokens, clock.now()).due.size(), 1);
        clock.step(-oneHour); // and back
        QCOMPARE(planExpiryNotices(tokens, clock.now()).next,
                 std::optional(oneHour - 30 * oneSecond));
        clock.step(-10 * oneHour); // the boot clock holds
        QCOMPARE(planExpiryNotices(tokens, clock.now()).next,
                 std::optional(2 * oneHour - oneMinute));
    }

    void theFirstToExpireComesFirst()
    {
        FakeClock clock;
        QList<WatchedToken> tokens;
        for (const int seconds : {300, 100, 200})
            tokens.append(token(QString::number(seconds), clock.now(), seconds));
        clock.advance(oneHour);
        QCOMPARE(planExpiryNotices(tokens, clock.now()).due,
                 QStringList({u"100"_s, u"200"_s, u"300"_s}));
    }

    void neighboursComeAlong_data()
    {
        QTest::addColumn<int>("apart"); // seconds
        QTest::addColumn<int>("due");
        QTest::newRow("at once") << 0 << 2;
        QTest::newRow("close") << 5 << 2;
        QTest::newRow("apart") << 6 << 1;
    }

    void neighboursComeAlong()
    {
        QFETCH(int, apart);
        FakeClock clock;
        const QList<WatchedToken> tokens{token(u"a"_s, clock.now(), 600),
                                         token(u"b"_s, clock.now(), 600 + apart)};
        clock.advance(9 * oneMinute - 1);
        QVERIFY(planExpiryNotices(tokens, clock.now()).due.isEmpty()); // none is due by itself
        clock.advance(1);
        QTEST(int(planExpiryNotices(tokens, clock.now()).due.size()), "due");
    }

    /// A day of many tokens, woken exactly when the plan says so: each is told once, in time.
    void everyTokenIsToldOnceAndInTime()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator random(seed);
            FakeClock clock;
            QList<WatchedToken> tokens;
            const int count = random.bounded(1, 12);
            for (int i = 0; i < count; ++i) {
                clock.advance(random.bounded(0, int(oneMinute)));
                tokens.append(token(QString::number(i), clock.now(), random.bounded(1, 20'000)));
            }
            QStringList told;
            bool overslept = true; // the first tokens may have run out before the last one came
            for (int wakes = 0;; ++wakes) {
                QVERIFY2(wakes <= 2 * count + 4, qPrintable(QString::number(seed)));
                const ExpiryPlan plan = planExpiryNotices(tokens, clock.now());
                for (const QString &id : plan.due) {
                    WatchedToken &one = tokens[id.toInt()];
                    const qint64 left = *remainingMilliseconds(one.lifetime, clock.now());
                    // never much too early; too late only where nobody looked before
                    QVERIFY(left <= warningTime(one.lifetime) + 5 * oneSecond);
                    QVERIFY(left >= warningTime(one.lifetime) || overslept);
                    QVERIFY(!one.isTold);
                    one.isTold = true;
                    told.append(id);
                }
                if (!plan.next)
                    break;
                QVERIFY(*plan.next > 0);
                clock.advance(*plan.next);
                overslept = random.bounded(10) == 0; // suspend
                if (overslept)
                    clock.advance(random.bounded(0, int(oneHour)));
            }
            told.removeDuplicates();
            QCOMPARE(told.size(), count);
        }
    }

    void timesReadAsPeopleSayThem_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        const auto add = [](qint64 milliseconds, const char *text) {
            QTest::addRow("%lld", milliseconds) << milliseconds << QString::fromLatin1(text);
        };
        add(-5, "1 second");
        add(0, "1 second");
        add(1, "1 second");
        add(1000, "1 second");
        add(1001, "2 seconds");
        add(35'000, "35 seconds");
        add(54'000, "54 seconds");
        add(54'001, "1 minute");
        add(59'998, "1 minute");
        add(60'000, "1 minute");
        add(60'001, "2 minutes");
        add(65'000, "2 minutes");
    }

    void timesReadAsPeopleSayThem()
    {
        QFETCH(qint64, milliseconds);
        QTEST(shortTimeText(milliseconds), "text");
    }
};

TEST_IN_PROGRAM(TestExpiryPlan)
#include "tst_expiryplan.moc"
