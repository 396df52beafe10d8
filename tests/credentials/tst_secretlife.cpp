// SPDX-License-Identifier: MIT
#include "SecretLife.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <QDateTime>
#include <QTest>

using namespace Tokenwright;

/// How long a secret is taken: whose word counts, and how it reads.
class TestSecretLife : public QObject
{
    Q_OBJECT

private:
    static qint64 on(const QDate &day, const QTime &time = {12, 0})
    {
        return QDateTime(day, time).toMSecsSinceEpoch();
    }

private Q_SLOTS:
    void whoseWordCounts()
    {
        Provider provider;
        CredentialSet set;
        QVERIFY(!secretExpiryOf(set, nullptr));
        set.secretSetAt = on({2026, 6, 1});
        QVERIFY(!secretExpiryOf(set, &provider)); // nobody says how long
        provider.policy.secretLifetime = 180;
        QCOMPARE(*secretExpiryOf(set, &provider), QDate(2026, 11, 28));
        QVERIFY(!secretExpiryOf(set, nullptr)); // its file is gone
        set.secretExpires = {2026, 7, 1};
        QCOMPARE(*secretExpiryOf(set, &provider), QDate(2026, 7, 1)); // the user knows better
        QCOMPARE(*secretExpiryOf(set, nullptr), QDate(2026, 7, 1));
        set = {};
        QVERIFY(!secretExpiryOf(set, &provider)); // nobody knows since when
    }

    void daysLeft_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<int>("left");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<QString>("text");
        const auto row = [](const QDate &today, int left, bool ends, const char *text) {
            QTest::newRow(text) << today << left << ends << QString::fromLatin1(text);
        };
        row({2026, 12, 15}, 16, false, "secret expires in 16 days");
        row({2026, 12, 16}, 15, false, "secret expires in 15 days");
        row({2026, 12, 17}, 14, true, "secret expires in 14 days");
        row({2026, 12, 30}, 1, true, "secret expires tomorrow");
        row({2026, 12, 31}, 0, true, "secret expires today");
        row({2027, 1, 1}, -1, true, "secret has expired");
    }

    void daysLeft()
    {
        QFETCH(const QDate, today);
        CredentialSet set;
        set.secretExpires = {2026, 12, 31};
        for (const QTime &time : {QTime(0, 0), QTime(23, 59, 59)}) {
            const auto left = secretDaysLeft(set, nullptr, on(today, time));
            QVERIFY(left);
            QTEST(*left, "left");
            QTEST(secretEnds(left), "ends");
            QTEST(secretEndText(*left), "text");
        }
        QVERIFY(!secretEnds(secretDaysLeft({}, nullptr, on(today))));
    }

    void daysAgo()
    {
        QCOMPARE(daysAwayText(-1), u"yesterday"_s);
        QCOMPARE(daysAwayText(-12), u"12 days ago"_s);
    }

    void whatPeopleWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("date");
        QTest::addColumn<bool>("fine");
        QTest::newRow("a day") << u"2027-06-30"_s << QDate(2027, 6, 30) << true;
        QTest::newRow("blanks around") << u" 2027-06-30\n"_s << QDate(2027, 6, 30) << true;
        QTest::newRow("none") << QString() << QDate() << true;
        for (const char *wrong :
             {"2027-02-30", "30.6.2027", "next year", "2027-6-3", "180", "2027-06-30T12:00:00"})
            QTest::newRow(wrong) << QString::fromLatin1(wrong) << QDate() << false;
    }

    void whatPeopleWrite()
    {
        QFETCH(const QString, text);
        QFETCH(const QDate, date);
        const auto read = secretExpiryFrom(text);
        QTEST(read.has_value(), "fine");
        if (read)
            QCOMPARE(*read, date);
        else
            QVERIFY(read.error().message.contains(text));
    }
};

TEST_IN_PROGRAM(TestSecretLife)

#include "tst_secretlife.moc"
