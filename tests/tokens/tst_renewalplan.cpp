// SPDX-License-Identifier: MIT
#include "ClockSkew.h"
#include "HttpDate.h"
#include "RenewalPlan.h"

#include <QRandomGenerator>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestRenewalPlan : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 wall = 1'800'000'000'000;

private Q_SLOTS:
    void dueInTime_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    /// Thousands of lives: a renewal is due while the token would still be reused, never after, and
    /// never in the first half of its life by more than a tenth.
    void dueInTime()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        for (int i = 0; i < 2000; ++i) {
            const qint64 seconds = 1 + random.bounded(40'000);
            const qint64 minimum = random.bounded(4'000);
            const qint64 slept = random.bounded(50'000) * 1000;
            const double jitter = random.generateDouble();
            const Moment sent{.wall = wall, .boot = 5'000'000, .bootId = u"b"_s};
            const Moment now{.wall = sent.wall + slept + random.bounded(-3'600'000, 3'600'000),
                             .boot = sent.boot + slept,
                             .bootId = sent.bootId};
            const TokenLifetime lifetime = lifetimeFrom(sent, seconds);
            const auto due = renewalDue(lifetime, now, minimum, jitter);
            QVERIFY(due);
            QVERIFY(*due >= now.boot);
            const qint64 whole = seconds * 1000;
            const qint64 reserve = std::min(minimum * 1000, whole / 2);
            const qint64 left = *remainingMilliseconds(lifetime, now);
            if (left - reserve <= 0) {
                QCOMPARE(*due, now.boot); // at once, not a little later
                continue;
            }
            const qint64 leftWhenDue = left - (*due - now.boot);
            QVERIFY(leftWhenDue >= reserve);
            QVERIFY(leftWhenDue <= std::max(left, reserve + std::min<qint64>(120'000, whole / 10)));
            QVERIFY(*due == now.boot
                    || leftWhenDue <= reserve + std::min<qint64>(120'000, whole / 10));
        }
    }

    void anUnknownLifeIsNotRenewed()
    {
        const Moment now{.wall = wall, .boot = 1, .bootId = u"b"_s};
        QVERIFY(!renewalDue(lifetimeFrom(now, std::nullopt), now, 300, 0.5));
    }

    void delays_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<QString>("retryAfter");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::newRow("first") << 1 << QString() << qint64(22'500) << qint64(30'000);
        QTest::newRow("second") << 2 << QString() << qint64(45'000) << qint64(60'000);
        QTest::newRow("seventh") << 7 << QString() << qint64(1'350'000) << qint64(1'800'000);
        QTest::newRow("thousandth") << 1000 << QString() << qint64(1'350'000) << qint64(1'800'000);
        QTest::newRow("asked to wait") << 1 << u"120"_s << qint64(120'000) << qint64(120'000);
        QTest::newRow("asked to wait less") << 1 << u"1"_s << qint64(22'500) << qint64(30'000);
        QTest::newRow("asked to wait for ever")
            << 1 << u"99999999999"_s << qint64(86'400'000) << qint64(86'400'000);
        QTest::newRow("until a date")
            << 1 << u"Fri, 15 Jan 2027 08:10:00 GMT"_s << qint64(600'000) << qint64(600'000);
        QTest::newRow("until a date that has passed")
            << 1 << u"Sun, 06 Nov 1994 08:49:37 GMT"_s << qint64(22'500) << qint64(30'000);
        QTest::newRow("nonsense") << 1 << u"soon"_s << qint64(22'500) << qint64(30'000);
        QTest::newRow("negative") << 1 << u"-5"_s << qint64(22'500) << qint64(30'000);
    }

    void delays()
    {
        QFETCH(const int, failures);
        QFETCH(const QString, retryAfter);
        QFETCH(const qint64, least);
        QFETCH(const qint64, most);
        for (const double jitter : {0.0, 0.3, 1.0}) {
            const qint64 delay = retryDelay(failures, jitter,
                                            retryMoment(retryAfter.toLatin1(), {}, wall), wall);
            QVERIFY2(delay >= least && delay <= most, qPrintable(QString::number(delay)));
        }
    }

    void limits_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("per");
        QTest::addColumn<QList<qint64>>("ago");
        QTest::addColumn<qint64>("wait");
        const auto row = [](const char *name, int count, const char *per, const QList<qint64> &ago,
                            qint64 wait) {
            QTest::newRow(name) << count << QString::fromLatin1(per) << ago << wait;
        };
        row("none documented", 0, "day", {1, 2, 3}, 0);
        row("nothing yet", 2, "minute", {}, 0);
        row("one more is allowed", 2, "minute", {10'000}, 0);
        row("full", 2, "minute", {10'000, 20'000}, 40'000);
        row("more than full", 2, "minute", {5'000, 10'000, 20'000}, 50'000);
        row("long ago", 2, "minute", {60'000, 70'000}, 0);
        row("an hour", 1, "hour", {1'000}, 3'599'000);
        row("a second", 1, "second", {999}, 1);
    }

    void limits()
    {
        QFETCH(const int, count);
        QFETCH(const QString, per);
        QFETCH(const QList<qint64>, ago);
        QFETCH(const qint64, wait);
        QList<qint64> requests;
        for (const qint64 milliseconds : ago)
            requests.append(wall - milliseconds);
        QCOMPARE(waitForLimit({.count = count, .per = per}, requests, wall), wait);
    }

    void datesOfServers()
    {
        QCOMPARE(httpDate("Sun, 06 Nov 1994 08:49:37 GMT"), std::optional<qint64>(784'111'777'000));
        QCOMPARE(httpDate("Sunday, 06-Nov-94 08:49:37 GMT"),
                 httpDate("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(httpDate("Sun Nov  6 08:49:37 1994"), httpDate("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(httpDate("Friday, 15-Jan-27 08:00:00 GMT"), std::optional<qint64>(wall));
        for (const char *wrong : {"", "now", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37"})
            QVERIFY2(!httpDate(wrong), wrong);
    }

    void waitingUntil_data()
    {
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("wait"); // milliseconds; -1: it does not say
        const QByteArray eight = "Fri, 15 Jan 2027 08:00:00 GMT"; // wall
        const QByteArray ten = "Fri, 15 Jan 2027 08:10:00 GMT";
        const qint64 years = 10LL * 365 * 24 * 3600 * 1000;
        QTest::newRow("seconds") << QByteArray("120") << eight << qint64(120'000);
        QTest::newRow("blanks") << QByteArray(" 120 ") << eight << qint64(120'000);
        QTest::newRow("none") << QByteArray("0") << eight << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << eight << qint64(0);
        QTest::newRow("for ever") << QByteArray("99999999999999999999") << eight << years;
        QTest::newRow("a date") << ten << QByteArray() << qint64(600'000);
        QTest::newRow("a date, by a clock that is behind")
            << eight << QByteArray("Fri, 15 Jan 2027 07:59:00 GMT") << qint64(60'000);
        QTest::newRow("a date, by a clock that is ahead")
            << ten << QByteArray("Fri, 15 Jan 2027 08:09:00 GMT") << qint64(60'000);
        QTest::newRow("a date that has passed")
            << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << eight << qint64(0);
        QTest::newRow("no number") << QByteArray("nan") << eight << qint64(-1);
        QTest::newRow("infinity") << QByteArray("inf") << eight << qint64(-1);
        QTest::newRow("words") << QByteArray("soon") << eight << qint64(-1);
        QTest::newRow("nothing") << QByteArray() << eight << qint64(-1);
    }

    void waitingUntil()
    {
        QFETCH(const QByteArray, retryAfter);
        QFETCH(const QByteArray, date);
        QFETCH(const qint64, wait);
        const auto moment = retryMoment(retryAfter, date, wall);
        QCOMPARE(moment ? *moment - wall : -1, wait);
    }

    void clocksThatDiffer()
    {
        const auto date = httpDate("Fri, 15 Jan 2027 08:00:00 GMT");
        QCOMPARE(date, std::optional<qint64>(wall));
        QVERIFY(!clockAhead(date, wall, wall + 500));
        QVERIFY(!clockAhead(date, wall - 60'000, wall + 60'000));
        QVERIFY(!clockAhead(date, wall + 119'000, wall + 119'500));
        QVERIFY(!clockAhead(std::nullopt, wall + 3'600'000, wall + 3'600'100));
        QCOMPARE(clockAhead(date, wall + 3'600'000, wall + 3'600'100),
                 std::optional<qint64>(3'600'000));
        QCOMPARE(clockAhead(date, wall - 3'600'100, wall - 3'600'000),
                 std::optional<qint64>(-3'600'000));
    }
};

TEST_IN_PROGRAM(TestRenewalPlan)
#include "tst_renewalplan.moc"
