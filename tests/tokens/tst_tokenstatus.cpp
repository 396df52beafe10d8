// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "TokenStatus.h"

#include <QTest>

using namespace Tokenwright;

namespace {

const Moment start{.wall = 1'800'000'000'000, .boot = 1'000'000, .bootId = u"boot"_s};

TokenRecord recordOf(qint64 seconds)
{
    TokenRecord record;
    record.hasToken = true;
    record.lifetime = lifetimeFrom(start, seconds);
    return record;
}

Moment after(qint64 milliseconds)
{
    return {.wall = start.wall + milliseconds,
            .boot = start.boot + milliseconds,
            .bootId = start.bootId};
}

} // namespace

class TestTokenStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data()
    {
        QTest::addColumn<QList<TokenState>>("states");
        using enum TokenState;
        QTest::newRow("what failed, expired, counts, lives unknown, is not there")
            << QList{Failed, Expired, Fresh, UnknownLifetime, None};
        QTest::newRow("soon") << QList{Failed, Expired, Soon, UnknownLifetime, None};
        QTest::newRow("last minute") << QList{Failed, Expired, LastMinute, UnknownLifetime, None};
        QTest::newRow("ready") << QList{Failed, Expired, Ready, UnknownLifetime, None};
    }

    void order()
    {
        QFETCH(const QList<TokenState>, states);
        for (qsizetype i = 1; i < states.size(); ++i)
            QVERIFY(tokenStatusOrder(states.at(i - 1)) < tokenStatusOrder(states.at(i)));
    }

    void attention_data()
    {
        QTest::addColumn<TokenState>("state");
        QTest::addColumn<bool>("keptFresh");
        QTest::addColumn<bool>("needed");
        using enum TokenState;
        QTest::newRow("failed") << Failed << false << true;
        QTest::newRow("failed, kept fresh") << Failed << true << true;
        QTest::newRow("expired: a click gets the next") << Expired << false << false;
        QTest::newRow("expired though kept fresh") << Expired << true << true;
        QTest::newRow("none") << None << true << false;
        QTest::newRow("working") << Working << true << false;
        QTest::newRow("last minute") << LastMinute << true << false;
        QTest::newRow("ready") << Ready << false << false;
        QTest::newRow("unknown") << UnknownLifetime << false << false;
    }

    void attention()
    {
        QFETCH(const TokenState, state);
        QFETCH(const bool, keptFresh);
        QTEST(needsAttention({.state = state, .failure = {}}, keptFresh), "needed");
        QVERIFY(needsAttention({.state = state, .failure = {}, .secretEnds = true}, keptFresh));
    }

    void workTellsHowLong_data()
    {
        QTest::addColumn<qint64>("elapsed");
        QTest::addColumn<QString>("text");
        QTest::newRow("just begun") << qint64(300) << u"minting…"_s;
        QTest::newRow("seconds") << qint64(4000) << u"minting… 4 s"_s;
        QTest::newRow("whole ones alone") << qint64(4900) << u"minting… 4 s"_s;
        QTest::newRow("minutes") << qint64(125'000) << u"minting… 2 min 5 s"_s;
    }

    void workTellsHowLong()
    {
        QFETCH(const qint64, elapsed);
        const TokenStatus status{.state = TokenState::Working, .elapsed = elapsed, .failure = {}};
        QTEST(tokenStatusText(status), "text");
        QVERIFY(status.changesWithTime());
        QVERIFY(!status.isCounting());
    }

    void states_data()
    {
        QTest::addColumn<qint64>("elapsed");
        QTest::addColumn<TokenState>("expected");
        QTest::addColumn<QString>("text");
        const qint64 whole = 7200 * 1000;
        const auto row = [&](const char *name, qint64 left, TokenState state, const char *text) {
            QTest::newRow(name) << whole - left << state << QString::fromLatin1(text);
        };
        row("whole", whole, TokenState::Fresh, "2 h 0 min left");
        row("ten minutes", 600'000, TokenState::Fresh, "10 min left");
        row("just under ten minutes", 599'999, TokenState::Soon, "10 min left");
        row("over a minute", 60'001, TokenState::Soon, "1 min 1 s left");
        row("one minute", 60'000, TokenState::LastMinute, "1 min 0 s left");
        row("59 s", 59'000, TokenState::LastMinute, "59 s left");
        row("last millisecond", 1, TokenState::LastMinute, "1 s left");
        row("the end", 0, TokenState::Expired, "expired");
        row("long after", -86'400'000, TokenState::Expired, "expired");
    }

    void states()
    {
        QFETCH(qint64, elapsed);
        QFETCH(TokenState, expected);
        QFETCH(QString, text);
        const TokenStatus status = tokenStatus(recordOf(7200), after(elapsed));
        QCOMPARE(status.state, expected);
        QCOMPARE(tokenStatusText(status), text);
        QCOMPARE(status.isCounting(), expected != TokenState::Expired);
    }

    void nothingKnown()
    {
        const TokenStatus status = tokenStatus({}, start);
        QCOMPARE(status.state, TokenState::None);
        QCOMPARE(tokenStatusText(status), u"no token yet"_s);
    }

    void failureShowsOnlyWithoutValidToken()
    {
        TokenRecord record = recordOf(7200);
        record.lastFailure = MintFailure{.kind = ErrorKind::Rejected,
                                         .code = u"invalid_client"_s,
                                         .httpStatus = 401,
                                         .at = start.wall};
        QCOMPARE(tokenStatus(record, start).state, TokenState::Fresh);
        const TokenStatus late = tokenStatus(record, after(7200 * 1000));
        QCOMPARE(late.state, TokenState::Failed);
        QCOMPARE(tokenStatusText(late), u"rejected: invalid_client"_s);
    }

    void unknownLifetimeIsNeverExpiredAndNeverCounting()
    {
        TokenRecord record = recordOf(1);
        record.lifetime = lifetimeFrom(start, std::nullopt);
        const TokenStatus status = tokenStatus(record, after(1'000'000'000));
        QCOMPARE(status.state, TokenState::UnknownLifetime);
        QVERIFY(!status.isCounting());
    }
};

TEST_IN_PROGRAM(TestTokenStatus)
#include "tst_tokenstatus.moc"
