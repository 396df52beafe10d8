// SPDX-License-Identifier: MIT
#include "Spans.h"

#include "Literals.h"
#include "TokenLifetime.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include "TestProgram.h"
#include "TimeText.h"

#include <limits>

using namespace Tokenwright;

/// What a lifetime reads like.
class TestLifetimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundaries_data();
    void boundaries();
    void everySecondOfTheLastMinute();
    void everySecondOfTheLastTenMinutes();
    void neverLeftWhenExpired();
    void neverSaysMoreThanASecondTooMuch();
    void longestAndShortest();
    void momentsAsTheClockOfThePlaceShowsThem_data();
    void momentsAsTheClockOfThePlaceShowsThem();
};

void TestLifetimeText::boundaries_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("duration");
    const auto add = [](qint64 milliseconds, const char *duration) {
        QTest::addRow("%lld ms", milliseconds) << milliseconds << QString::fromLatin1(duration);
    };
    add(-1, "0 s");
    add(0, "0 s");
    add(1, "1 s");
    add(999, "1 s");
    add(1000, "1 s");
    add(1001, "2 s");
    add(1999, "2 s");
    add(2000, "2 s");
    add(35 * oneSecond, "35 s");
    add(58 * oneSecond + 1, "59 s");
    add(59 * oneSecond, "59 s");
    add(59 * oneSecond + 1, "1 min 0 s");
    add(59'999, "1 min 0 s");
    add(oneMinute, "1 min 0 s");
    add(oneMinute + 1, "1 min 1 s");
    add(4 * oneMinute + 10 * oneSecond, "4 min 10 s");
    add(9 * oneMinute + 59 * oneSecond, "9 min 59 s");
    add(9 * oneMinute + 59 * oneSecond + 1, "10 min");
    add(10 * oneMinute, "10 min");
    add(10 * oneMinute + 59 * oneSecond, "10 min");
    add(11 * oneMinute, "11 min");
    add(59 * oneMinute + 59 * oneSecond, "59 min");
    add(59 * oneMinute + 59 * oneSecond + 1, "1 h 0 min");
    add(oneHour, "1 h 0 min");
    add(oneHour + 43 * oneMinute + 20 * oneSecond, "1 h 43 min");
    add(2 * oneHour, "2 h 0 min");
    add(10 * oneHour - oneSecond, "9 h 59 min");
    add(23 * oneHour + 59 * oneMinute + 59 * oneSecond, "23 h 59 min");
    add(oneDay - 1, "1 d 0 h");
    add(oneDay, "1 d 0 h");
    add(oneDay + oneHour, "1 d 1 h");
    add(2 * oneDay - oneSecond, "1 d 23 h");
    add(365 * oneDay, "365 d 0 h");
    add(366'000 * oneDay, "366000 d 0 h");
}

void TestLifetimeText::boundaries()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, duration);
    QCOMPARE(durationText(milliseconds), duration);
    QCOMPARE(remainingText(milliseconds), milliseconds <= 0 ? u"expired"_s : duration + u" left");
}

void TestLifetimeText::everySecondOfTheLastMinute()
{
    for (qint64 seconds = 1; seconds < 60; ++seconds) {
        const QString expected = QString::number(seconds) + u" s left";
        for (const qint64 within : {qint64(0), qint64(1), qint64(500), qint64(999)})
            QCOMPARE(remainingText(seconds * oneSecond - within), expected);
    }
}

void TestLifetimeText::everySecondOfTheLastTenMinutes()
{
    QString before;
    for (qint64 left = 10 * oneMinute - oneSecond; left > 0; left -= oneSecond) {
        const QString text = remainingText(left);
        QVERIFY2(text != before, "every second shows");
        before = text;
    }
}

void TestLifetimeText::neverLeftWhenExpired()
{
    for (const qint64 left :
         {qint64(0), qint64(-1), qint64(-999), qint64(-1000), -oneMinute, -oneHour, -oneDay,
          -366'000 * oneDay, std::numeric_limits<qint64>::min()}) {
        QCOMPARE(remainingText(left), u"expired"_s);
        QVERIFY(!durationText(left).contains(u'-'));
    }
}

void TestLifetimeText::neverSaysMoreThanASecondTooMuch()
{
    static const QRegularExpression shape(
        u"^(?:(\\d+) d )?(?:(\\d+) h ?)?(?:(\\d+) min ?)?(?:(\\d+) s)?$"_s);
    quint64 state = 88172645463325252ULL; // xorshift: the same numbers every time
    for (int i = 0; i < 5000; ++i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        const qint64 left = 1 + qint64(state % quint64(i % 2 ? 3 * oneDay : 20 * oneMinute));
        const QString text = durationText(left);
        const auto match = shape.match(text);
        QVERIFY2(match.hasMatch(), qPrintable(text));
        const qint64 said = match.captured(1).toLongLong() * oneDay
            + match.captured(2).toLongLong() * oneHour + match.captured(3).toLongLong() * oneMinute
            + match.captured(4).toLongLong() * oneSecond;
        QVERIFY2(said < left + oneSecond, qPrintable(text));
        const qint64 unit = left > oneDay ? oneHour : left > 10 * oneMinute ? oneMinute : oneSecond;
        QVERIFY2(said > left - unit, qPrintable(text));
    }
}

void TestLifetimeText::longestAndShortest()
{
    constexpr qint64 longest = std::numeric_limits<qint64>::max();
    QVERIFY(remainingText(longest).endsWith(u" left"));
    QVERIFY(!remainingText(longest).contains(u'-'));
    QCOMPARE(durationText(std::numeric_limits<qint64>::min()), u"0 s"_s);
}

void TestLifetimeText::momentsAsTheClockOfThePlaceShowsThem_data()
{
    QTest::addColumn<QString>("time");
    QTest::newRow("C") << u"15:04:05"_s;
    QTest::newRow("de_DE") << u"15:04:05"_s;
    QTest::newRow("zh_CN") << u"15:04:05"_s;
    QTest::newRow("en_US") << u"3:04:05 PM"_s;
}

/// Without a time zone, and with what tells morning from afternoon.
void TestLifetimeText::momentsAsTheClockOfThePlaceShowsThem()
{
    QFETCH(const QString, time);
    const qint64 moment = QDateTime(QDate(2027, 1, 15), QTime(15, 4, 5)).toMSecsSinceEpoch();
    const QLocale before;
    QLocale::setDefault(QLocale(QString::fromLatin1(QTest::currentDataTag())));
    const QString today = momentText(moment, moment);
    const QString later = momentText(moment, moment + 3 * oneDay);
    QLocale::setDefault(before);
    QCOMPARE(QString(today).replace(u'\u202f', u' '), time); // narrow and not to be broken
    QVERIFY2(later.endsWith(today) && later.size() > today.size(), qPrintable(later));
    QCOMPARE(distanceText(moment, moment), u"in 0 s"_s);
    QCOMPARE(distanceText(moment + oneMinute, moment), u"in 1 min 0 s"_s);
    QCOMPARE(distanceText(moment, moment + 2 * oneHour), u"2 h 0 min ago"_s);
}

TEST_IN_PROGRAM(TestLifetimeText)
#include "tst_lifetimetext.moc"
