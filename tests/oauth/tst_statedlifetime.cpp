// SPDX-License-Identifier: MIT
#include "Jwt.h"
#include "Spans.h"
#include "StatedLifetime.h"
#include "TokenResponse.h"

#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

using Lifetime = std::optional<qint64>;
Q_DECLARE_METATYPE(StatedLifetime)

namespace {

constexpr qint64 now = 1'800'000'000'000; // Fri, 15 Jan 2027 08:00:00 GMT

QByteArray encoded(const QByteArray &json)
{
    return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray jwt(const QByteArray &claims)
{
    return encoded(R"({"alg":"RS256"})") + '.' + encoded(claims) + ".c2ln";
}

} // namespace

class TestStatedLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallest_data();
    void smallest();
    void claims_data();
    void claims();
    void answers_data();
    void answers();
};

void TestStatedLifetime::smallest_data()
{
    QTest::addColumn<StatedLifetime>("stated");
    QTest::addColumn<Lifetime>("expected");
    const auto row = [](const char *name, const StatedLifetime &stated, Lifetime expected) {
        QTest::newRow(name) << stated << expected;
    };
    row("nothing", {}, {});
    row("nothing but clocks", {.issued = now, .date = now, .jwtIssued = now}, {});
    row("seconds", {.seconds = {3600}}, 3600);
    row("the smaller of two", {.seconds = {7200, 3600}}, 3600);
    row("zero beside the real one", {.seconds = {0, 3600}}, 3600);
    row("zero alone", {.seconds = {0}}, 0);
    row("seconds and an earlier expiry", {.seconds = {3600}, .expiries = {now + 600 * oneSecond}},
        600);
    row("seconds and a later expiry", {.seconds = {3600}, .expiries = {now + 2 * oneHour}}, 3600);
    row("seconds and an expiry of 0", {.seconds = {3600}, .expiries = {0}}, 3600);
    row("an expiry, by our clock", {.expiries = {now + oneHour}}, 3600);
    row("an expiry that has passed", {.expiries = {now - oneHour}}, 0);

    // the server's clock is ahead by two hours, and behind
    row("ahead, issued", {.expiries = {now + 3 * oneHour}, .issued = now + 2 * oneHour}, 3600);
    row("ahead, Date", {.expiries = {now + 3 * oneHour}, .date = now + 2 * oneHour}, 3600);
    row("behind, issued", {.expiries = {now - oneHour}, .issued = now - 2 * oneHour}, 3600);
    row("behind, Date", {.expiries = {now - oneHour}, .date = now - 2 * oneHour}, 3600);
    row("a token issued before, its rest by Date",
        {.expiries = {now + oneHour}, .issued = now - oneHour, .date = now}, 3600);
    row("issued after the expiry is nonsense",
        {.expiries = {now + oneHour}, .issued = now + 2 * oneHour}, 3600);
    row("issued as in another unit", {.expiries = {now + oneHour}, .issued = now * 1000}, 3600);
    row("issued long ago, as in another unit",
        {.expiries = {now + oneHour}, .issued = now / 1000, .date = now}, 3600);

    row("a JWT alone", {.jwtExpiry = now + oneHour}, 3600);
    row("a JWT that ends before", {.seconds = {7200}, .jwtExpiry = now + oneHour}, 3600);
    row("a JWT that ends after", {.seconds = {3600}, .jwtExpiry = now + 2 * oneHour}, 3600);
    row("a JWT, ahead, iat", {.jwtExpiry = now + 3 * oneHour, .jwtIssued = now + 2 * oneHour},
        3600);
    row("a JWT, ahead, Date", {.date = now + 2 * oneHour, .jwtExpiry = now + 3 * oneHour}, 3600);
    row("a JWT, iat set back",
        {.date = now, .jwtExpiry = now + oneHour, .jwtIssued = now - 300 * oneSecond}, 3600);
    row("a JWT, behind", {.date = now - 2 * oneHour, .jwtExpiry = now - oneHour}, 3600);
    row("a JWT that has expired, whatever the answer says",
        {.seconds = {3600}, .date = now, .jwtExpiry = now - oneSecond}, 0);
    row("a JWT beside zero", {.seconds = {0}, .jwtExpiry = now + oneHour}, 3600);

    row("for ever", {.seconds = {1e300}}, 100LL * 365 * 24 * 3600);
    row("fractions", {.seconds = {3599.9}}, 3599);
    row("extremes",
        {.expiries = {std::numeric_limits<qint64>::max()},
         .issued = std::numeric_limits<qint64>::min()},
        100LL * 365 * 24 * 3600);
}

void TestStatedLifetime::smallest()
{
    QFETCH(const StatedLifetime, stated);
    QFETCH(const Lifetime, expected);
    QCOMPARE(lifetimeSeconds(stated, now), expected);
}

void TestStatedLifetime::claims_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isOne");
    const QByteArray head = encoded(R"({"alg":"none"})");
    QTest::newRow("whole") << jwt(R"({"exp":1})") << true;
    QTest::newRow("without a signature") << head + '.' + encoded("{\"exp\":1}") + '.' << true;
    QTest::newRow("two parts") << head + '.' + encoded("{\"exp\":1}") << false;
    QTest::newRow("encrypted") << head + ".a.b.c.d" << false;
    QTest::newRow("opaque") << QByteArray("v^1.1#i^1.x") << false;
    QTest::newRow("an opaque one with two dots") << QByteArray("aaaa.bbbb.cccc") << false;
    QTest::newRow("claims that are none") << head + '.' + encoded("[1]") + ".x" << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestStatedLifetime::claims()
{
    QFETCH(const QByteArray, token);
    QFETCH(const bool, isOne);
    const auto read = readJwt(token);
    QCOMPARE(read.has_value(), isOne);
    if (isOne)
        QCOMPARE(read->claims.value(u"exp").toInt(), 1);
}

void TestStatedLifetime::answers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<Lifetime>("expected");
    const QByteArray ten = "Fri, 15 Jan 2027 10:00:00 GMT"; // two hours ahead
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &date,
                        Lifetime expected) { QTest::newRow(name) << body << date << expected; };
    row("an expiry by a clock ahead", R"({"access_token":"t","at":1800010800})", ten, 3600);
    row("the same, with its own time of issue",
        R"({"access_token":"t","at":1800010800,"from":1800007200})", {}, 3600);
    row("the same without either", R"({"access_token":"t","at":1800010800})", {}, 10'800);
    row("a JWT that says less",
        R"({"expires_in":7200,"access_token":")" + jwt(R"({"exp":1800000600})") + "\"}", {}, 600);
    row("a JWT alone",
        R"({"access_token":")" + jwt(R"({"exp":1800000600,"iat":1800000000})") + "\"}", ten,
        0); // by its server's clock it has expired
    row("a JWT without exp", R"({"access_token":")" + jwt(R"({"iat":1800000000})") + "\"}", ten,
        {});
    row("an exp of 0", R"({"expires_in":60,"access_token":")" + jwt(R"({"exp":0})") + "\"}", {},
        60);
    row("an exp in words", R"({"expires_in":60,"access_token":")" + jwt(R"({"exp":"x"})") + "\"}",
        {}, 60);
    row("an exp in milliseconds",
        R"({"expires_in":60,"access_token":")" + jwt(R"({"exp":1800000600000})") + "\"}", {}, 60);
}

void TestStatedLifetime::answers()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, date);
    QFETCH(const Lifetime, expected);
    Provider provider;
    provider.response.expiresAt = {{u"at"_s, TimeUnit::Seconds}};
    provider.response.issuedAt = {{u"from"_s, TimeUnit::Seconds}};
    const HttpAnswer answer{.status = 200,
                            .reason = {},
                            .contentType = {},
                            .retryAfter = {},
                            .location = {},
                            .date = date,
                            .body = Secret(QByteArray(body))};
    const auto read = readTokenAnswer(answer, provider, {}, now);
    QVERIFY(read);
    QCOMPARE(read->lifetimeSeconds, expected);
}

TEST_IN_PROGRAM(TestStatedLifetime)
#include "tst_statedlifetime.moc"
