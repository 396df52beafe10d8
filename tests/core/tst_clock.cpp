// SPDX-License-Identifier: MIT
#include "Clock.h"

#include "Literals.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

#include "FakeClock.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wallClockIsTheSystems();
    void bootClockGoesOn();
    void bootIsNamed();
    void whereTheSystemTellsNothing_data();
    void whereTheSystemTellsNothing();
    void timeZoneIsIrrelevant_data();
    void timeZoneIsIrrelevant();
    void fakeClockMovesOnlyWhenTold();
};

void TestClock::wallClockIsTheSystems()
{
    const SystemClock clock;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const Moment moment = clock.now();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(moment.wall >= before);
    QVERIFY(moment.wall <= after);
}

void TestClock::bootClockGoesOn()
{
    const SystemClock clock;
    const Moment first = clock.now();
    QTRY_VERIFY(clock.now().boot > first.boot);
    const Moment second = clock.now();
    QVERIFY(second.boot >= first.boot);
    QVERIFY(second.boot - first.boot < 60'000);
    QVERIFY(first.boot >= 0);
}

void TestClock::bootIsNamed()
{
    if (QSysInfo::kernelType() == u"winnt") {
        const QString name = SystemClock().now().bootId;
        QVERIFY2(name.startsWith(u"windows-") && !name.endsWith(u"0000000000000000"),
                 qPrintable(name));
        QCOMPARE(SystemClock().now().bootId, name);
        return;
    }
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("This machine hides its boot ID.");
    const Moment moment = SystemClock().now();
    QCOMPARE(moment.bootId, QString::fromLatin1(file.readAll().trimmed()));
    QCOMPARE(moment.bootId.size(), 36);
    QCOMPARE(SystemClock().now().bootId, moment.bootId);
}

void TestClock::whereTheSystemTellsNothing_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("hasClock");
    QTest::newRow("neither, as off Linux") << QString() << false;
    QTest::newRow("no boot ID, as in a sandbox") << QString() << true;
    QTest::newRow("no clock") << u"some-boot"_s << false;
}

void TestClock::whereTheSystemTellsNothing()
{
    // Time goes on all the same, by a scale that is this process's own.
    QFETCH(QString, id);
    QFETCH(bool, hasClock);
    qint64 told = 5'000;
    const SystemClock::Boot boot{.id = id, .milliseconds = [&told, hasClock] {
                                     return hasClock ? std::optional(told) : std::nullopt;
                                 }};
    const SystemClock clock(boot);
    const Moment first = clock.now();
    QVERIFY(first.boot > 0);
    told += 20;
    QTRY_VERIFY(clock.now().boot > first.boot);
    QVERIFY(clock.now().boot - first.boot < 60'000);
    QVERIFY(hasClock == (first.boot == 5'000));
    QVERIFY2(!first.bootId.isEmpty() && first.bootId != id, "no other process counts from there");
    QVERIFY(first.bootId != SystemClock().now().bootId);
    QCOMPARE(clock.now().bootId, first.bootId);
    // every clock of the process has the same scale: a timer asks one of its own
    const Moment other = SystemClock(boot).now();
    QCOMPARE(other.bootId, first.bootId);
    QVERIFY(other.boot >= first.boot && other.boot - first.boot < 60'000);
}

void TestClock::timeZoneIsIrrelevant_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestClock::timeZoneIsIrrelevant()
{
    QFETCH(QByteArray, zone);
    const SystemClock clock;
    const QByteArray zoneBefore = qgetenv("TZ");
    const Moment before = clock.now();
    qputenv("TZ", zone);
    tzset();
    const Moment after = clock.now();
    qputenv("TZ", zoneBefore);
    tzset();
    QVERIFY(qAbs(after.wall - before.wall) < 60'000);
}

void TestClock::fakeClockMovesOnlyWhenTold()
{
    FakeClock clock;
    const Moment start = clock.now();
    QCOMPARE(clock.now().wall, start.wall);
    clock.advance(1000);
    QCOMPARE(clock.now().wall, start.wall + 1000);
    QCOMPARE(clock.now().boot, start.boot + 1000);
    clock.step(-3'600'000);
    QCOMPARE(clock.now().wall, start.wall + 1000 - 3'600'000);
    QCOMPARE(clock.now().boot, start.boot + 1000);
    clock.reboot(u"second-boot"_s);
    QVERIFY(clock.now().bootId != start.bootId);
}

TEST_IN_PROGRAM(TestClock)
#include "tst_clock.moc"
