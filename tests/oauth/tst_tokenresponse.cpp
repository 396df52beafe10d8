// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"
#include "TokenResponse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

using Lifetime = std::optional<qint64>;

/// Answers that hold a token, and those that only look like it.
class TestTokenResponse : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 now = 1'800'000'000'000;
    static constexpr qint64 century = 100LL * 365 * 24 * 60 * 60;

    static Provider shipped(const char *id)
    {
        static const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        const Provider *provider = catalog.provider(QString::fromLatin1(id));
        return provider ? *provider : Provider{};
    }

    static Result<TokenAnswer> read(const QByteArray &body, const Provider &provider = {},
                                    int status = 200)
    {
        const HttpAnswer answer{.status = status,
                                .reason = {},
                                .contentType = {},
                                .retryAfter = {},
                                .location = {},
                                .date = {},
                                .body = Secret(QByteArray(body))};
        return readTokenAnswer(answer, provider, {}, now);
    }

    static QString tokenOf(const Result<TokenAnswer> &answer)
    {
        return answer ? answer->accessToken.revealText()
                      : errorKindName(answer.error().kind) + u": " + answer.error().message;
    }

private Q_SLOTS:
    void theDocumentOfEbay()
    {
        const auto answer = read(R"({
    "access_token": "v^1.1#i^1#p^1#r^0#I^3#f^0#t^H4s ... wu67e3xAhskz4DAAA",
    "expires_in": 7200,
    "token_type": "Application Access Token"
  })",
                                 shipped("ebay"));
        // the document shortens its token by " ... ", which no token holds
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Malformed);
        const auto whole = read(R"({
    "access_token": "v^1.1#i^1#p^1#r^0#I^3#f^0#t^H4s...wu67e3xAhskz4DAAA",
    "expires_in": 7200,
    "token_type": "Application Access Token"
  })",
                                shipped("ebay"));
        QCOMPARE(tokenOf(whole), u"v^1.1#i^1#p^1#r^0#I^3#f^0#t^H4s...wu67e3xAhskz4DAAA"_s);
        QCOMPARE(whole->lifetimeSeconds, Lifetime(7200));
        QCOMPARE(whole->tokenType, u"Application Access Token"_s);
        QVERIFY(!whole->issuedAtMilliseconds);
        QCOMPARE(whole->scope, QString());
    }

    void theDocumentOfPitneyBowes()
    {
        const auto answer = read(R"({
    "access_token": "m22wyEgfHlA0LudkGG9gG2xB04Cv",
    "tokenType": "BearerToken",
    "issuedAt": "1456851460568",
    "expiresIn": "35999",
    "clientID": "3W8mOJ1Gh5lItmFCHzz82SZO9rc2EBwS",
    "org": "pitneybowes"
})",
                                 shipped("pitney-bowes"));
        QCOMPARE(tokenOf(answer), u"m22wyEgfHlA0LudkGG9gG2xB04Cv"_s);
        QCOMPARE(answer->lifetimeSeconds, Lifetime(35999));
        QCOMPARE(answer->issuedAtMilliseconds, Lifetime(1456851460568));
        QCOMPARE(answer->tokenType, u"BearerToken"_s);
    }

    void lifetimes_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<Lifetime>("expected");
        const auto row = [](const char *field, const Lifetime &expected) {
            QTest::newRow(field) << QByteArray(field) << expected;
        };
        row(R"("expires_in":3600)", 3600);
        row(R"("expires_in":"35999")", 35999);
        row(R"("expires_in":" 35999 ")", 35999);
        row(R"("expires_in":3599.0)", 3599);
        row(R"("expires_in":3599.9)", 3599);
        row(R"("expires_in":"3599.5")", 3599);
        row(R"("expires_in":3.6e3)", 3600);
        row(R"("expiresIn":60)", 60);
        row(R"("ExpiresIn":60)", 60);
        row(R"("EXPIRES_IN":60)", 60);
        row(R"("other":1)", {});
        row(R"("expires_in":null)", {});
        row(R"("expires_in":"")", {});
        row(R"("expires_in":"soon")", {});
        row(R"("expires_in":"1h")", {});
        row(R"("expires_in":"nan")", {});
        row(R"("expires_in":"inf")", {});
        row(R"("expires_in":true)", {});
        row(R"("expires_in":[])", {});
        row(R"("expires_in":{})", {});
        row(R"("expires_in":0)", 0);
        row(R"("expires_in":"0")", 0);
        row(R"("expires_in":-1)", 0);
        row(R"("expires_in":"-9223372036854775809")", 0);
        row(R"("expires_in":0.4)", 0);
        row(R"("expires_in":9223372036854775807)", century);
        row(R"("expires_in":"99999999999999999999999")", century);
        row(R"("expires_in":1e300)", century);
        row(R"("expires_in":"1e999")", century);
        // a zero or a null beside the real one
        row(R"("expires_in":0,"expiresIn":"3600")", 3600);
        row(R"("expiresIn":"3600","expires_in":0)", 3600);
        row(R"("expires_in":null,"expiresIn":3600)", 3600);
    }

    void lifetimes()
    {
        QFETCH(const QByteArray, field);
        QFETCH(const Lifetime, expected);
        const auto answer = read("{\"access_token\":\"t\"," + field + '}');
        QCOMPARE(tokenOf(answer), u"t"_s);
        QCOMPARE(answer->lifetimeSeconds, expected);
    }

    void absoluteExpiries_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("unit");
        QTest::addColumn<Lifetime>("expected");
        const int s = int(TimeUnit::Seconds);
        const int ms = int(TimeUnit::Milliseconds);
        const int iso = int(TimeUnit::Iso8601);
        const auto row = [](const char *value, int unit, const Lifetime &expected) {
            QTest::addRow("%s as %d", value, unit) << QByteArray(value) << unit << expected;
        };
        row("1800000600", s, 600);
        row("\"1800000600\"", s, 600);
        row("1800000600999", ms, 600);
        row("\"2027-01-15T08:10:00Z\"", iso, 600);
        row("\"2027-01-15T08:10:00.500Z\"", iso, 600);
        row("\"2027-01-15T09:10:00+01:00\"", iso, 600);
        row("\"2027-01-15T08:10:00\"", iso, 600);
        row("1700000000", s, 0);
        row("\"2000-01-01T00:00:00Z\"", iso, 0);
        row("1e300", s, century);
        row("-1e300", ms, 0);
        row("\"tomorrow\"", iso, {});
        row("null", s, {});
        row("12", iso, {});
    }

    void absoluteExpiries()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const int, unit);
        QFETCH(const Lifetime, expected);
        Provider provider;
        provider.response.expiresAt = {{u"token.expires_at"_s, TimeUnit(unit)}};
        const auto answer = read("{\"access_token\":\"t\",\"token\":{\"expiresAt\":" + value + "}}",
                                 provider);
        QCOMPARE(tokenOf(answer), u"t"_s);
        QCOMPARE(answer->lifetimeSeconds, expected);
    }

    void places_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *path, const char *body) {
            QTest::addRow("%s in %s", path, body) << QString::fromLatin1(path) << QByteArray(body);
        };
        row("access_token", R"({"access_token":"tok"})");
        row("access_token", R"({"accessToken":"tok"})");
        row("access_token", R"({"ACCESS_TOKEN":"tok"})");
        row("access_token", "\xef\xbb\xbf{\"access_token\":\"tok\"}");
        row("access_token", R"({"Access_Token":"wrong","access_token":"tok"})");
        row("access_token", R"({"access_token":null,"accessToken":"tok"})");
        row("data.token", R"({"data":{"token":"tok"}})");
        row("items.1.token", R"({"items":[{"token":"no"},{"token":"tok"}]})");
        row("items.0.token", R"({"items":{"token":"tok"}})");
        row("0.token", R"([{"token":"tok"}])");
        row("a.0", R"({"a":["tok"]})");
    }

    void places()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, body);
        Provider provider;
        provider.response.accessToken = {u"nowhere"_s, path};
        QCOMPARE(tokenOf(read(body, provider)), u"tok"_s);
    }

    void fieldsOfAnErrorShapeInAGoodAnswer()
    {
        const auto answer = read(R"({"access_token":"t","key":"k","code":7,"message":"welcome"})",
                                 shipped("pitney-bowes"));
        QCOMPARE(tokenOf(answer), u"t"_s);
    }

    void otherFormats()
    {
        Provider provider;
        provider.response.format = AnswerFormat::Xml;
        auto answer = read(
            "<?xml version=\"1.0\"?>\n<oauth>\n <access_token>\n tok\n </access_token>"
            "<expires_in>60</expires_in><scope>a</scope><scope>b</scope></oauth>",
            provider);
        QCOMPARE(tokenOf(answer), u"tok"_s);
        QCOMPARE(answer->lifetimeSeconds, Lifetime(60));
        QCOMPARE(answer->scope, u"a b"_s);
        provider.response.accessToken = {u"response.token"_s};
        QCOMPARE(tokenOf(read("<r><response><token>tok</token></response></r>", provider)),
                 u"tok"_s);
        QVERIFY(!read("<r><response><token>tok</token></response>", provider)); // cut off
        QVERIFY(!read(QByteArray("<a>").repeated(100'000), provider));

        provider = {};
        provider.response.format = AnswerFormat::Form;
        answer = read("access_token=t%2Bk&expires_in=60&scope=a+b\n", provider);
        QCOMPARE(tokenOf(answer), u"t+k"_s);
        QCOMPARE(answer->lifetimeSeconds, Lifetime(60));
        QCOMPARE(answer->scope, u"a b"_s);
        // a form endpoint that answers in JSON all the same
        QCOMPARE(tokenOf(read(R"({"access_token":"tok"})", provider)), u"tok"_s);
    }

    void scopes_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << QByteArray(R"("scope":"a b")") << u"a b"_s;
        QTest::newRow("list") << QByteArray(R"("scope":["a","b c"])") << u"a b c"_s;
        QTest::newRow("commas") << QByteArray(R"("scope":"a,b")") << u"a b"_s;
        QTest::newRow("scopes") << QByteArray(R"("scopes":["a"])") << u"a"_s;
        QTest::newRow("empty") << QByteArray(R"("scope":"")") << QString();
        QTest::newRow("null") << QByteArray(R"("scope":null)") << QString();
        QTest::newRow("number") << QByteArray(R"("scope":3)") << QString();
        QTest::newRow("absent") << QByteArray(R"("x":3)") << QString();
    }

    void scopes()
    {
        QFETCH(const QByteArray, field);
        QFETCH(const QString, expected);
        Provider provider;
        provider.request.scopes.separator = u","_s;
        const auto answer = read("{\"access_token\":\"t\"," + field + '}', provider);
        QCOMPARE(tokenOf(answer), u"t"_s);
        QCOMPARE(answer->scope, expected);
    }

    void tokenTypes_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("accepted");
        for (const char *type :
             {R"("Bearer")", R"("bearer")", R"("BearerToken")", R"("Application Access Token")",
              R"("macaroon")", R"("urn:x")", R"("")", "null", "7", "[]"})
            QTest::newRow(type) << QByteArray(type) << true;
        for (const char *type : {R"("DPoP")", R"("dpop")", R"("mac")", R"("MAC")", R"(" mac ")"})
            QTest::newRow(type) << QByteArray(type) << false;
    }

    void tokenTypes()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const bool, accepted);
        const auto answer = read("{\"access_token\":\"hush\",\"token_type\":" + value + '}');
        QCOMPARE(answer.has_value(), accepted);
        if (accepted)
            return;
        QCOMPARE(answer.error().kind, ErrorKind::Malformed);
        QVERIFY(answer.error().message.contains(u"bearer"_s));
        QVERIFY(!answer.error().message.contains(u"hush"_s));
    }

    void unusableTokens_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value :
             {R"("hu sh")", R"(" hush")", R"("hush ")", R"("hush\n")", R"("hush\r\nX-Evil: 1")",
              R"("hush\u0000")", R"("hush\u007f")", R"("h\u00fcsh")", R"("hush\u2028")",
              R"("hush\ud83d\ude00")", R"("hush\t")", R"("")", "null", "12345", "true", "[]",
              R"({"a":"hush"})"})
            QTest::newRow(value) << QByteArray(value);
    }

    void unusableTokens()
    {
        QFETCH(const QByteArray, value);
        const auto answer = read("{\"access_token\":" + value + ",\"expires_in\":60}");
        QVERIFY2(!answer, qPrintable(tokenOf(answer)));
        QCOMPARE(answer.error().kind, ErrorKind::Malformed);
        QCOMPARE(answer.error().httpStatus, 200);
        QVERIFY(!answer.error().message.isEmpty());
        QVERIFY2(!answer.error().message.contains(u"hush"_s), qPrintable(answer.error().message));
    }

    /// Some servers put the whole header's value where the token belongs.
    void tokensWithTheirScheme_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("token");
        QTest::newRow("usual") << QByteArray("Bearer abc") << u"abc"_s;
        QTest::newRow("small") << QByteArray("bearer  abc") << u"abc"_s;
        QTest::newRow("part of it") << QByteArray("Bearerabc") << u"Bearerabc"_s;
        QTest::newRow("nothing else") << QByteArray("Bearer") << u"Bearer"_s;
        QTest::newRow("two words") << QByteArray("Bearer a b") << QString();
        QTest::newRow("nothing behind") << QByteArray("Bearer ") << QString();
        QTest::newRow("another scheme") << QByteArray("MAC abc") << QString();
    }

    void tokensWithTheirScheme()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, token);
        const auto answer = read("{\"access_token\":\"" + value + "\"}");
        QCOMPARE(answer ? answer->accessToken.revealText() : QString(), token);
    }

    void strangeButUsableTokens()
    {
        QByteArray all;
        for (char c = '!'; c <= '~'; ++c)
            all.append(c);
        const QJsonObject object{{u"access_token"_s, QString::fromLatin1(all)}};
        QCOMPARE(tokenOf(read(QJsonDocument(object).toJson())), QString::fromLatin1(all));
        const QByteArray large(8000, 'x');
        QCOMPARE(tokenOf(read("{\"access_token\":\"" + large + "\"}")), QString::fromLatin1(large));
    }

    /// Whatever an answer looks like: no crash, and no token that is not in it.
    void anything_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("JSON") << int(AnswerFormat::Json);
        QTest::newRow("XML") << int(AnswerFormat::Xml);
        QTest::newRow("form") << int(AnswerFormat::Form);
    }

    void anything()
    {
        QFETCH(const int, format);
        QRandomGenerator random(20261122);
        static const QByteArray keys[]{
            "access_token", "accessToken", "ACCESS_TOKEN", "token",        "expires_in", "error",
            "errors",       "scope",       "token_type",   "access token", "",           "0"};
        static const QByteArray values[]{
            R"("genuine")", R"("wrong one")", "null",   "0", "-1", "1e400", "true", "[]", "{}",
            R"("\ud800")",  R"("Bearer")",    "[[[]]]", "",  "\"", "<x>",   "&=&"};
        static const QByteArray glue[]{":", ",", "{", "}", "[", "]", "=", "&", "<", ">", "</", " "};
        Provider provider;
        provider.response.format = AnswerFormat(format);
        int found = 0;
        for (int i = 0; i < 6'000; ++i) {
            QByteArray body;
            if (i % 2) {
                body = "{";
                for (int n = random.bounded(6); n > 0; --n) {
                    body += '"' + keys[random.bounded(int(std::size(keys)))]
                        + "\":" + values[random.bounded(int(std::size(values)))];
                    body += n > 1 ? "," : "";
                }
                body += '}';
            } else {
                for (int n = random.bounded(20); n > 0; --n) {
                    switch (random.bounded(3)) {
                    case 0:
                        body += keys[random.bounded(int(std::size(keys)))];
                        break;
                    case 1:
                        body += values[random.bounded(int(std::size(values)))];
                        break;
                    default:
                        body += glue[random.bounded(int(std::size(glue)))];
                    }
                }
            }
            const int status = i % 7 ? 200 : int(random.bounded(100, 600));
            const auto answer = read(body, provider, status);
            if (!answer) {
                QVERIFY(answer.error().message.size() <= 600);
                continue;
            }
            ++found;
            const QByteArray token = answer->accessToken.reveal().toByteArray();
            QVERIFY2(!token.isEmpty() && body.contains(token), body.constData());
            QVERIFY2(status >= 200 && status < 300, body.constData());
            if (format == int(AnswerFormat::Json)) {
                const auto object = QJsonDocument::fromJson(body).object();
                bool there = false;
                for (const auto &value : object)
                    there = there || value.toString().toUtf8() == token;
                QVERIFY2(there, body.constData());
            }
            if (answer->lifetimeSeconds)
                QVERIFY(*answer->lifetimeSeconds >= 0 && *answer->lifetimeSeconds <= century);
        }
        if (format == int(AnswerFormat::Json))
            QVERIFY(found > 50); // or nothing was tried
    }

    /// A genuine answer, spelled in every way, is always understood.
    void everySpelling()
    {
        QRandomGenerator random(7);
        const auto spelled = [&](const char *key) {
            QString result;
            for (const char *c = key; *c; ++c) {
                if (*c == '_' && random.bounded(2))
                    continue;
                const QChar letter = QLatin1Char(*c);
                result += random.bounded(2) ? letter.toUpper() : letter;
            }
            return result;
        };
        for (int i = 0; i < 2000; ++i) {
            const int seconds = int(random.bounded(1, 100'000));
            const QJsonValue lifetimes[]{seconds, double(seconds) + 0.25, QString::number(seconds),
                                         u"%1.0"_s.arg(seconds)};
            const QJsonObject object{
                {spelled("access_token"), u"tok-%1"_s.arg(i)},
                {spelled("expires_in"), lifetimes[random.bounded(4)]},
                {spelled("token_type"), u"BearerToken"_s},
                {spelled("scope"), u"a b"_s},
                {u"unrelated_token"_s, u"no"_s},
            };
            const QByteArray body = QJsonDocument(object).toJson();
            const auto answer = read(body);
            QVERIFY2(answer, body.constData());
            QCOMPARE(tokenOf(answer), u"tok-%1"_s.arg(i));
            QCOMPARE(answer->lifetimeSeconds, Lifetime(seconds));
            QCOMPARE(answer->tokenType, u"BearerToken"_s);
            QCOMPARE(answer->scope, u"a b"_s);
        }
    }
};

TEST_IN_PROGRAM(TestTokenResponse)
#include "tst_tokenresponse.moc"
