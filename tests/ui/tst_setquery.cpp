// SPDX-License-Identifier: MIT
#include "SetQuery.h"

#include "Literals.h"
#include "TestProgram.h"

#include <QTest>

using namespace Tokenwright;

/// Which words find what; no list, no window.
class TestSetQuery : public QObject
{
    Q_OBJECT

private:
    /// Whether \a text finds a favourite, kept fresh, with two tags, of eBay's production.
    static bool finds(const QString &text, const TokenStatus &status,
                      const std::optional<TokenStatus> &resting = {})
    {
        CredentialSet set;
        set.name = u"Catalogue Live"_s;
        set.tags = QStringList{u"Billing"_s, u"Team Ü"_s};
        set.notes = u"Renewed in May.\nAsk Ada at\nthe billing desk."_s;
        set.keepFresh = true;
        set.isFavourite = true;
        ProviderEnvironment environment;
        environment.production = true;
        const ProviderPlace known{.environment = &environment,
                                  .providerName = u"eBay"_s,
                                  .environmentName = u"Live system"_s};
        const SetQuery query(text);
        SetQuery::Terms wanted = query.all();
        wanted &= ~query.foundIn(SetQuery::Place(known, u"ebay"_s, u"live"_s));
        wanted &= ~query.foundIn(SetQuery::wordsOf(set), set, wanted);
        const bool hasFailed = status.state == TokenState::Failed;
        if (wanted && query.mayBeInStatus(wanted, hasFailed))
            wanted &= ~query.foundIn(status, resting.value_or(status), wanted);
        return wanted == 0;
    }

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const QString &text, bool found) {
            QTest::newRow(qPrintable(u"\"%1\""_s.arg(text))) << text << found;
        };
        for (const QString &text : {QString(),
                                    u"  "_s,
                                    u"cat"_s,
                                    u"LIVE"_s,
                                    u"live cat"_s,
                                    u"catalogue ebay"_s,
                                    u"ebay  live\tbilling"_s,
                                    u"system"_s,
                                    u"team ü"_s,
                                    u"TEAM Ü"_s,
                                    u"fresh"_s,
                                    u"\"catalogue live\""_s,
                                    u"“Catalogue live”"_s,
                                    u"„live” ebay"_s,
                                    u"\"catalogue li"_s, // not yet closed
                                    u"«catalogue live»"_s,
                                    u"「Catalogue Live」"_s,
                                    u"»catalogue live«"_s, // in any language
                                    u"ask ada"_s,
                                    u"\"ada at\""_s, // the notes
                                    u"left"_s,
                                    u"valid"_s,
                                    u"cat left ebay"_s})
            row(text, true);
        for (const QString &text : {u"dog"_s, u"cat dog"_s, u"\"live catalogue\""_s,
                                    u"catalogue  sandbox"_s, u"rejected"_s, u"expired"_s,
                                    u"55"_s, // how much is left is another after each second
                                    u"cat:alogue"_s, u"http://ebay"_s})
            row(text, false);
    }

    void words()
    {
        QFETCH(const QString, text);
        QTEST(finds(text, {.state = TokenState::Fresh, .remaining = 3'300'000, .failure = {}}),
              "found");
    }

    void prefixes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const QString &text, bool found) {
            QTest::newRow(qPrintable(text)) << text << found;
        };
        for (const QString &text :
             {u"env:production"_s, u"env:prod"_s, u"ENV:Live"_s, u"env:\"live system\""_s,
              u"env:"_s, u"provider:ebay"_s, u"provider:eb"_s, u"tag:billing"_s, u"tag:team"_s,
              u"tag:\"team ü\""_s, u"is:production"_s, u"is:prod"_s, u"is:favourite"_s, u"is:fav"_s,
              u"is:"_s, u"is:favourite env:production cat"_s})
            row(text, true);
        for (const QString &text : {u"env:sandbox"_s, u"is:sandbox"_s, u"env:ebay"_s, u"tag:ask"_s,
                                    u"provider:live"_s, u"provider:pitney"_s,
                                    u"tag:catalogue"_s, // names are no tags
                                    u"tag:illing"_s, // tags are told by their beginning
                                    u"tag:fresh"_s, u"is:unheard-of"_s, u"name:catalogue"_s,
                                    u"\"is:favourite\""_s, u"is:favourite env:sandbox"_s})
            row(text, false);
    }

    void prefixes()
    {
        QFETCH(const QString, text);
        QTEST(finds(text, {}), "found");
    }

    void unknownPrefixIsPlainText()
    {
        CredentialSet set;
        set.name = u"a:b is:odd"_s;
        const SetQuery query(u"a:b is:odd"_s);
        QCOMPARE(query.foundIn(SetQuery::wordsOf(set), set, query.all()), query.all());
    }

    void states_data()
    {
        QTest::addColumn<TokenStatus>("status");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, const TokenStatus &status, const QStringList &found) {
            QTest::newRow(name) << status << found;
        };
        const auto counting = [](TokenState state, qint64 left) {
            return TokenStatus{.state = state, .remaining = left, .failure = {}};
        };
        const MintFailure failure{.kind = ErrorKind::Rejected, .code = u"invalid_client"_s};
        row("none", {}, {u"no token"_s});
        row("fresh", counting(TokenState::Fresh, 3'600'000), {u"is:valid"_s, u"left"_s});
        row("soon", counting(TokenState::Soon, 300'000),
            {u"is:valid"_s, u"is:expiring"_s, u"is:exp"_s, u"left"_s, u"expiring"_s});
        row("last minute", counting(TokenState::LastMinute, 30'000),
            {u"is:valid"_s, u"is:expiring"_s, u"is:exp"_s, u"left"_s, u"expiring"_s});
        row("expired", {.state = TokenState::Expired, .failure = {}},
            {u"is:expired"_s, u"is:exp"_s, u"expired"_s});
        row("unknown", {.state = TokenState::UnknownLifetime, .failure = {}},
            {u"is:valid"_s, u"unknown"_s});
        row("failed", {.state = TokenState::Failed, .failure = failure},
            {u"is:failed"_s, u"rejected"_s, u"INVALID_CLIENT"_s, u"failed"_s});
        row("failed, in words",
            {.state = TokenState::Failed, .failure = failure, .reason = u"It is unknown"_s},
            {u"is:failed"_s, u"rejected"_s, u"INVALID_CLIENT"_s, u"failed"_s, u"unknown"_s});
        row("ready", counting(TokenState::Ready, 3'600'000),
            {u"is:valid"_s, u"ready"_s, u"left"_s});
        row("ready, soon over", counting(TokenState::Ready, 300'000),
            {u"is:valid"_s, u"is:expiring"_s, u"is:exp"_s, u"ready"_s, u"left"_s, u"expiring"_s});
        row("its secret ends", {.failure = {}, .secretEnds = true},
            {u"no token"_s, u"is:secret-expiring"_s, u"is:secret"_s, u"expiring"_s});
        row("minting", {.state = TokenState::Working, .failure = {}},
            {u"is:minting"_s, u"minting"_s});
    }

    void states()
    {
        QFETCH(const TokenStatus, status);
        QFETCH(const QStringList, found);
        for (const QString &text :
             {u"is:valid"_s, u"is:expiring"_s, u"is:expired"_s, u"is:exp"_s, u"is:failed"_s,
              u"failed"_s, u"expiring"_s, u"is:minting"_s, u"left"_s, u"expired"_s, u"no token"_s,
              u"unknown"_s, u"rejected"_s, u"INVALID_CLIENT"_s, u"ready"_s, u"minting"_s,
              u"is:secret-expiring"_s, u"is:secret"_s})
            QCOMPARE(std::pair(text, finds(text == u"no token" ? u"\"no token\""_s : text, status)),
                     std::pair(text, found.contains(text)));
    }

    /// What the empty list explains.
    void wordsNobodyKnows()
    {
        using enum SetQuery::Unknown;
        QCOMPARE(SetQuery::unknownIn(u"is:broken ebay"_s), Is);
        QCOMPARE(SetQuery::unknownIn(u"ebay env:staging"_s), Environment);
        for (const QString &text : {u"is:"_s, u"is:fail"_s, u"is:production"_s, u"env:prod"_s,
                                    u"broken"_s, u"\"is:broken\""_s, u"tag:odd"_s})
            QCOMPARE(SetQuery::unknownIn(text), Nothing);
        for (const QString &word : SetQuery::isWords())
            QCOMPARE(SetQuery::unknownIn(u"is:"_s + word), Nothing);
    }

    /// A row that failed does not leave the list of those while it is tried again.
    void whatIsWorkedOnIsStillWhatItWas()
    {
        const TokenStatus working{.state = TokenState::Working, .failure = {}};
        const TokenStatus expired{.state = TokenState::Expired, .failure = {}};
        QVERIFY(finds(u"is:expired"_s, working, expired));
        QVERIFY(finds(u"is:minting"_s, working, expired));
        QVERIFY(!finds(u"is:valid"_s, working, expired));
    }

    /// What no status can say is not worth asking one for: the first look at ten thousand is dear.
    void statusesAreNotAskedInVain()
    {
        const auto mayBe = [](const QString &text, bool mayHaveFailed) {
            const SetQuery query(text);
            return query.mayBeInStatus(query.all(), mayHaveFailed);
        };
        QVERIFY(!mayBe(u"catalogue"_s, false));
        QVERIFY(mayBe(u"catalogue"_s, true)); // it may be a provider's code
        QVERIFY(mayBe(u"expired"_s, false));
        QVERIFY(mayBe(u"is:valid"_s, false));
        QVERIFY(!mayBe(u"tag:expired"_s, true));
    }

    void tooManyWordsAreLeftOut()
    {
        QStringList words;
        for (int number = 0; number < 100; ++number)
            words.append(u"w%1"_s.arg(number));
        QCOMPARE(SetQuery(words.join(u' ')).all(), ~SetQuery::Terms(0));
    }
};

TEST_IN_PROGRAM(TestSetQuery)
#include "tst_setquery.moc"
