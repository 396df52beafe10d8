// SPDX-License-Identifier: MIT
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "TimeText.h"
#include "TokenClaims.h"

using namespace Tokenwright;

namespace {

QByteArray practiceJwt(const QByteArray &claims, const QByteArray &header = R"({"alg":"RS256"})")
{
    constexpr auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return header.toBase64(options) + '.' + claims.toBase64(options) + ".c2lnbmF0dXJl";
}

AccessToken practiceToken(const QByteArray &value)
{
    AccessToken token;
    token.value = Secret(QByteArray(value));
    return token;
}

} // namespace

/// What can be read in a token.
class TestTokenClaims : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 now = 1'800'000'000'000;

    static QString row(const QByteArray &claims, const QString &name)
    {
        const auto rows = claimRows(QJsonDocument::fromJson(claims).object(), now);
        for (const ClaimRow &each : rows) {
            if (each.name == name)
                return each.text;
        }
        return u"there is none"_s;
    }

private Q_SLOTS:
    void headerAndClaims()
    {
        const auto jwt = claimsOf(practiceToken(practiceJwt(R"({"sub":"x","n":1})"))).jwt;
        QVERIFY(jwt);
        QCOMPARE(jwt->header.value(u"alg").toString(), u"RS256"_s);
        QCOMPARE(jwt->claims.size(), 2);
        QVERIFY(!claimsOf(practiceToken("opaque")).jwt);
    }

    void whatPeopleLookForComesFirst()
    {
        const auto rows = claimRows(
            QJsonDocument::fromJson(R"({"a":1,"aud":"y","exp":1800000000,"zz":2})").object(), now);
        QStringList names;
        for (const ClaimRow &each : rows)
            names.append(each.name);
        QCOMPARE(names, (QStringList{u"exp"_s, u"aud"_s, u"a"_s, u"zz"_s}));
        QCOMPARE(rows.at(0).meaning, u"Expires"_s);
        QVERIFY(rows.at(2).meaning.isEmpty());
    }

    void values_data()
    {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *claims, const char *name, const QString &text) {
            QTest::newRow(claims) << QByteArray(claims) << QString::fromLatin1(name) << text;
        };
        row(R"({"aud":["a","b"]})", "aud", u"a\nb"_s);
        row(R"({"aud":["a",1]})", "aud", u"[\"a\",1]"_s);
        row(R"({"scope":"a  b c"})", "scope", u"a\nb\nc"_s);
        row(R"({"scp":["a","b"]})", "scp", u"a\nb"_s);
        row(R"({"x":{"y":[true,null]}})", "x", u"{\"y\":[true,null]}"_s);
        row(R"({"big":9007199254740993})", "big", u"9007199254740993"_s);
        row(R"({"x":""})", "x", QString());
        row(R"({"exp":"tomorrow"})", "exp", u"tomorrow"_s);
        row(R"({"exp":-1})", "exp", u"-1"_s);
        row(R"({"exp":1e300})", "exp", u"1e+300"_s);
    }
    void values()
    {
        QFETCH(const QByteArray, claims);
        QFETCH(const QString, name);
        QTEST(row(claims, name), "text");
    }

    void momentsReadAsTimes()
    {
        QVERIFY2(row(R"({"exp":1800003600})", u"exp"_s).endsWith(u" (in 1 h 0 min)"),
                 qPrintable(row(R"({"exp":1800003600})", u"exp"_s)));
        QVERIFY(row(R"({"iat":1799999990})", u"iat"_s).endsWith(u" (10 s ago)"));
        QVERIFY(row(R"({"nbf":1800000000.5})", u"nbf"_s).endsWith(u" (in 1 s)"));
        // a day's time alone today, else with its date
        QVERIFY(momentText(now, now).size() < momentText(now - 200'000'000, now).size());
    }

    void granted_data()
    {
        QTest::addColumn<QString>("answered");
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<QString>("granted");
        QTest::newRow("the answer says") << u"a b"_s << QByteArray(R"({"scope":"c"})") << u"a b"_s;
        QTest::newRow("scope") << QString() << QByteArray(R"({"scope":"c d"})") << u"c d"_s;
        QTest::newRow("scp, a list") << QString() << QByteArray(R"({"scp":["c","d"]})") << u"c d"_s;
        QTest::newRow("neither") << QString() << QByteArray("{}") << u"nobody says"_s;
        QTest::newRow("none at all") << QString() << QByteArray(R"({"scope":""})") << QString();
    }
    void granted()
    {
        QFETCH(const QString, answered);
        QFETCH(const QByteArray, claims);
        TokenClaims read = claimsOf(practiceToken(practiceJwt(claims)));
        read.answeredScope = answered;
        const auto scopes = grantedScopes(read);
        QTEST(scopes ? scopes->join(u' ') : u"nobody says"_s, "granted");
    }

    void scopesSideBySide()
    {
        QCOMPARE(scopeDifference({u"a"_s, u"b"_s}, {u"b"_s, u"a"_s}), QString());
        QCOMPARE(scopeDifference({u"a"_s, u"b"_s}, {u"a"_s}), u"Asked for and not granted: b."_s);
        QCOMPARE(scopeDifference({u"a"_s}, {u"a"_s, u"c"_s}),
                 u"Granted without being asked for: c."_s);
        QCOMPARE(scopeDifference({}, {u"a"_s}), QString());
    }

    void expiriesApart_data()
    {
        QTest::addColumn<qint64>("exp"); // seconds after the moment of asking
        QTest::addColumn<QString>("said");
        QTest::newRow("alike") << qint64(7200) << QString();
        QTest::newRow("nearly") << qint64(7260) << QString();
        QTest::newRow("later") << qint64(7261) << u"1 min 1 s later"_s;
        QTest::newRow("earlier") << qint64(3600) << u"1 h 0 min earlier"_s;
    }
    /// Also after the keychain had it.
    void expiriesApart()
    {
        QFETCH(const qint64, exp);
        QFETCH(const QString, said);
        PracticeMachine machine;
        PracticeProgram program(machine);
        QVERIFY(machine.isReady() && program.ready);
        const qint64 asked = machine.clock.now().wall / 1000;
        machine.server.setResponder([&](const PracticeRequest &) {
            PracticeAnswer answer = practiceAnswer(
                practiceJwt(R"({"exp":)" + QByteArray::number(asked + exp) + '}'));
            answer.headers.append({"Date",
                                   QDateTime::fromSecsSinceEpoch(asked)
                                       .toUTC()
                                       .toString(u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
                                       .toLatin1()});
            return answer;
        });
        const QString id = program.addSet();
        VERIFY_OK(await(program.ask(id)));
        const auto kept = await(program.ask(id));
        VERIFY_OK(kept);
        QVERIFY(!kept->minted);
        const QString warning = expiryWarning(claimsOf(kept->token));
        QCOMPARE(warning.isEmpty(), said.isEmpty());
        QVERIFY2(warning.contains(said), qPrintable(warning));
        QCOMPARE(*wholeMilliseconds(kept->token.lifetime), qMin<qint64>(exp, 7200) * 1000);
    }
};

TEST_IN_PROGRAM(TestTokenClaims)
#include "tst_tokenclaims.moc"
