// SPDX-License-Identifier: MIT
#include "Spans.h"

#include "Literals.h"
#include "TokenLifetime.h"

#include <QTest>

#include "TestProgram.h"

#include <array>
#include <ctime>
#include <limits>

using namespace Tokenwright;

namespace {

constexpr qint64 longest = std::numeric_limits<qint64>::max();
constexpr qint64 shortest = std::numeric_limits<qint64>::min();

/// 2027-01-15T08:00:00Z, five thousand seconds after boot.
const Moment issue{.wall = 1'800'000'000'000, .boot = 5'000'000, .bootId = u"boot-a"_s};

/// What happens between issue and the question.
struct Story
{
    qint64 passed = 0; ///< Real time, awake or asleep.
    qint64 stepped = 0; ///< By how much somebody set the wall clock.
    bool rebooted = false;
    bool bootUnknown = false;
};

Moment after(const Story &story)
{
    Moment now{.wall = issue.wall + story.passed + story.stepped,
               .boot = issue.boot + story.passed,
               .bootId = issue.bootId};
    if (story.rebooted) {
        now.bootId = u"boot-b"_s;
        now.boot = 30 * oneSecond;
    }
    if (story.bootUnknown)
        now.bootId.clear();
    return now;
}

} // namespace

class TestTokenLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void from_data();
    void from();
    void remaining_data();
    void remaining();
    void unknownStaysUnknown();
    void brokenRecords_data();
    void brokenRecords();
    void neverLongerThanReal();
    void reuse_data();
    void reuse();
};

void TestTokenLifetime::initTestCase_data()
{
    // Every row again under each zone: those with daylight saving time change clocks within it.
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
                             "Pacific/Kiritimati", "Africa/Casablanca"})
        QTest::newRow(zone) << QByteArray(zone);
}

static void useZone()
{
    QFETCH_GLOBAL(QByteArray, zone);
    qputenv("TZ", zone);
    tzset();
}

void TestTokenLifetime::from_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("eBay") << qint64(7200) << 7200 * oneSecond;
    QTest::newRow("Pitney Bowes") << qint64(35999) << 35999 * oneSecond;
    QTest::newRow("one second") << qint64(1) << oneSecond;
    QTest::newRow("zero") << qint64(0) << qint64(0);
    QTest::newRow("negative") << qint64(-1) << qint64(0);
    QTest::newRow("most negative") << shortest << qint64(0);
    QTest::newRow("ten years") << qint64(315'360'000) << 3650 * oneDay;
    constexpr qint64 thousandYears = 366'000LL * 24 * 3600;
    QTest::newRow("a thousand years") << thousandYears << thousandYears * oneSecond;
    QTest::newRow("huge") << longest << thousandYears * oneSecond;
}

void TestTokenLifetime::from()
{
    useZone();
    QFETCH(qint64, seconds);
    QFETCH(qint64, milliseconds);
    const TokenLifetime lifetime = lifetimeFrom(issue, seconds);
    QCOMPARE(lifetime.issued, issue.wall);
    QCOMPARE(lifetime.expires.value(), issue.wall + milliseconds);
    QCOMPARE(lifetime.bootId, issue.bootId);
    QCOMPARE(lifetime.bootExpires.value(), issue.boot + milliseconds);
    QCOMPARE(wholeMilliseconds(lifetime).value(), milliseconds);
    QCOMPARE(remainingMilliseconds(lifetime, issue).value(), milliseconds);

    const TokenLifetime withoutBoot = lifetimeFrom({.wall = issue.wall, .boot = 0, .bootId = {}},
                                                   seconds);
    QVERIFY(!withoutBoot.bootExpires);
    QCOMPARE(withoutBoot.expires.value(), issue.wall + milliseconds);
}

void TestTokenLifetime::remaining_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("passed");
    QTest::addColumn<qint64>("stepped");
    QTest::addColumn<bool>("rebooted");
    QTest::addColumn<bool>("bootUnknown");
    QTest::addColumn<qint64>("expected");

    const auto add = [](const QByteArray &name, qint64 seconds, const Story &story,
                        qint64 expected) {
        QTest::newRow(name.constData()) << seconds << story.passed << story.stepped
                                        << story.rebooted << story.bootUnknown << expected;
    };

    // Generated: to the millisecond around every boundary, for lifetimes of all sizes.
    for (const qint64 life : {1LL, 2LL, 59LL, 60LL, 61LL, 300LL, 3599LL, 3600LL, 7200LL, 35999LL,
                              86400LL, 604800LL, 31'536'000LL, 315'360'000LL}) {
        const qint64 whole = life * oneSecond;
        for (const qint64 passed :
             {qint64(0), qint64(1), whole / 2, whole - 60 * oneSecond, whole - oneSecond, whole - 1,
              whole, whole + 1, whole + oneDay}) {
            if (passed < 0)
                continue;
            const QByteArray name = QByteArray::number(life) + " s, after "
                + QByteArray::number(passed) + " ms";
            const qint64 left = whole - passed;
            add(name, life, {.passed = passed}, left);
            add(name + ", clock set back an hour", life, {.passed = passed, .stepped = -oneHour},
                left);
            add(name + ", clock set forth an hour", life, {.passed = passed, .stepped = oneHour},
                left - oneHour);
            add(name + ", rebooted", life, {.passed = passed, .rebooted = true}, left);
            add(name + ", boot not known", life, {.passed = passed, .bootUnknown = true}, left);
        }
    }

    // By hand: what people's machines do.
    add("clock corrected by a little, back", 7200, {.passed = oneHour, .stepped = -250}, oneHour);
    add("clock corrected by a little, forth", 7200, {.passed = oneHour, .stepped = 250},
        oneHour - 250);
    add("clock set back a year", 7200, {.passed = oneHour, .stepped = -365 * oneDay}, oneHour);
    add("clock set back a year, expired", 7200, {.passed = 3 * oneHour, .stepped = -365 * oneDay},
        -oneHour);
    add("clock set back to the epoch", 7200, {.passed = oneHour, .stepped = -issue.wall}, oneHour);
    add("clock set forth a year", 7200, {.passed = oneHour, .stepped = 365 * oneDay},
        oneHour - 365 * oneDay);
    add("asleep for most of it", 7200, {.passed = 7190 * oneSecond}, 10 * oneSecond);
    add("asleep past the end", 7200, {.passed = 3 * oneDay}, 2 * oneHour - 3 * oneDay);
    add("asleep, and the clock behind afterwards", 7200,
        {.passed = 3 * oneDay, .stepped = -3 * oneDay}, 2 * oneHour - 3 * oneDay);
    add("rebooted, clock ahead", 7200,
        {.passed = 60 * oneSecond, .stepped = oneHour, .rebooted = true}, oneHour - 60 * oneSecond);
    add("rebooted, clock a little behind", 7200,
        {.passed = oneHour, .stepped = -600 * oneSecond, .rebooted = true},
        oneHour + 600 * oneSecond);
    add("rebooted, clock at the issue", 7200,
        {.passed = oneHour, .stepped = -oneHour, .rebooted = true}, 2 * oneHour);
    add("rebooted, clock just before the issue", 7200,
        {.passed = oneHour, .stepped = -oneHour - 1, .rebooted = true}, 0);
    add("rebooted, clock of a machine without battery", 7200,
        {.passed = oneHour, .stepped = -issue.wall, .rebooted = true}, 0);
    add("boot not known, clock behind the issue", 7200,
        {.passed = 0, .stepped = -1, .bootUnknown = true}, 0);
}

void TestTokenLifetime::remaining()
{
    useZone();
    QFETCH(qint64, seconds);
    QFETCH(qint64, passed);
    QFETCH(qint64, stepped);
    QFETCH(bool, rebooted);
    QFETCH(bool, bootUnknown);
    QFETCH(qint64, expected);
    const Moment now = after({passed, stepped, rebooted, bootUnknown});
    const auto left = remainingMilliseconds(lifetimeFrom(issue, seconds), now);
    QVERIFY(left);
    QCOMPARE(*left, expected);
    if (*left <= 0)
        QVERIFY(!isReusable(lifetimeFrom(issue, seconds), now, 0));
}

void TestTokenLifetime::unknownStaysUnknown()
{
    useZone();
    const TokenLifetime unknown = lifetimeFrom(issue, std::nullopt);
    QVERIFY(!unknown.expires && !unknown.bootExpires);
    QCOMPARE(unknown.issued, issue.wall);
    for (const Story &story : {Story{}, Story{.passed = 10 * oneDay}, Story{.stepped = -oneHour},
                               Story{.rebooted = true}}) {
        QVERIFY(!remainingMilliseconds(unknown, after(story)));
        QVERIFY(!isReusable(unknown, after(story), 0));
    }
    QVERIFY(!wholeMilliseconds(unknown));
}

void TestTokenLifetime::brokenRecords_data()
{
    // What a file edited by hand can hold; nothing may overflow, nothing may live for ever.
    QTest::addColumn<qint64>("issued");
    QTest::addColumn<qint64>("expires");
    QTest::addColumn<qint64>("bootExpires");
    QTest::addColumn<qint64>("wall");
    const std::array edges{shortest, shortest + 1, qint64(-1), qint64(0), issue.wall, longest};
    for (const qint64 issued : edges) {
        for (const qint64 expires : edges) {
            for (const qint64 wall : {qint64(0), issue.wall, qint64(-5)}) {
                const QByteArray name = QByteArray::number(issued) + ", "
                    + QByteArray::number(expires) + ", " + QByteArray::number(wall);
                QTest::newRow(name.constData()) << issued << expires << expires << wall;
            }
        }
    }
}

void TestTokenLifetime::brokenRecords()
{
    useZone();
    QFETCH(qint64, issued);
    QFETCH(qint64, expires);
    QFETCH(qint64, bootExpires);
    QFETCH(qint64, wall);
    const TokenLifetime lifetime{
        .issued = issued, .expires = expires, .bootId = u"boot-a"_s, .bootExpires = bootExpires};
    for (const QString &boot : {u"boot-a"_s, u"boot-b"_s}) {
        const Moment now{.wall = wall, .boot = 1000, .bootId = boot};
        const auto left = remainingMilliseconds(lifetime, now);
        QVERIFY(left);
        if (expires <= wall)
            QVERIFY(*left <= 0);
        if (expires <= issued)
            QVERIFY2(!isReusable(lifetime, now, 0), "it ended before it began");
        for (const qint64 minimum : {shortest, qint64(-1), qint64(0), qint64(300), longest}) {
            if (*left <= 0)
                QVERIFY(!isReusable(lifetime, now, minimum));
        }
        QVERIFY(wholeMilliseconds(lifetime));
        QVERIFY(!remainingText(*left).isEmpty());
    }
}

void TestTokenLifetime::neverLongerThanReal()
{
    useZone();
    // Within one boot no clock step makes a token live longer than it does.
    const TokenLifetime lifetime = lifetimeFrom(issue, 7200);
    for (qint64 passed = 0; passed <= 3 * oneHour; passed += 7 * 60 * oneSecond + 1) {
        for (qint64 stepped = -5 * oneHour; stepped <= 5 * oneHour;
             stepped += 37 * 60 * oneSecond + 1) {
            const auto left = remainingMilliseconds(lifetime, after({passed, stepped}));
            QVERIFY(*left <= 2 * oneHour - passed);
        }
    }
}

void TestTokenLifetime::reuse_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("left");
    QTest::addColumn<qint64>("minimum");
    QTest::addColumn<bool>("expected");
    const auto add = [](qint64 seconds, qint64 left, qint64 minimum, bool expected) {
        const QByteArray name = QByteArray::number(seconds) + " s, " + QByteArray::number(left)
            + " ms left, at least " + QByteArray::number(minimum) + " s";
        QTest::newRow(name.constData()) << seconds << left << minimum << expected;
    };
    // at the minimum
    for (const qint64 minimum : {1LL, 60LL, 300LL, 600LL}) {
        add(7200, minimum * oneSecond + 1, minimum, true);
        add(7200, minimum * oneSecond, minimum, true);
        add(7200, minimum * oneSecond - 1, minimum, false);
    }
    // at half the life, when that is smaller
    for (const qint64 life : {1LL, 10LL, 60LL, 299LL, 500LL, 600LL}) {
        const qint64 half = life * oneSecond / 2;
        add(life, half + 1, 300, true);
        add(life, half, 300, true);
        add(life, half - 1, 300, false);
        add(life, life * oneSecond, 300, true);
    }
    add(599, 299'500, 300, true); // half is smaller than the minimum
    add(599, 299'499, 300, false);
    add(601, 300'000, 300, true); // the minimum is smaller than half
    add(601, 299'999, 300, false);
    // nothing left is never enough
    for (const qint64 minimum : {shortest, qint64(-300), qint64(0), qint64(300), longest}) {
        add(7200, 0, minimum, false);
        add(7200, -1, minimum, false);
        add(0, 0, minimum, false);
    }
    add(7200, 1, 0, true);
    add(7200, 1, -5, true);
    add(7200, 1, shortest, true);
    add(7200, 3600 * oneSecond, longest, true); // half the life always is enough
    add(7200, 3600 * oneSecond - 1, longest, false);
}

void TestTokenLifetime::reuse()
{
    useZone();
    QFETCH(qint64, seconds);
    QFETCH(qint64, left);
    QFETCH(qint64, minimum);
    QFETCH(bool, expected);
    const TokenLifetime lifetime = lifetimeFrom(issue, seconds);
    for (const bool rebooted : {false, true}) {
        const Moment now = after({.passed = seconds * oneSecond - left, .rebooted = rebooted});
        QCOMPARE(remainingMilliseconds(lifetime, now).value(), left);
        QCOMPARE(isReusable(lifetime, now, minimum), expected);
    }
}

TEST_IN_PROGRAM(TestTokenLifetime)
#include "tst_tokenlifetime.moc"
