// SPDX-License-Identifier: MIT
// What holds for every answer, however odd: thousands of generated ones. The seed is in the name of
// the row, so that a failure can be had again.
#include "TokenCheck.h"
#include "TokenLifetime.h"
#include "TokenResponse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

const QByteArray theToken = "the-only-token-there-is";
constexpr qint64 askedAt = 1'700'000'000'000;
constexpr qint64 hundredYears = 100LL * 365 * 24 * 60 * 60;

/// Makes random answers.
class Generator
{
public:
    explicit Generator(quint32 seed)
        : m_random(seed)
    { }

    int below(int limit) { return int(m_random.bounded(limit)); }
    bool chance(int percent) { return below(100) < percent; }

    /// access_token, accessToken, ACCESS__TOKEN, …
    QString respelled(const QString &name)
    {
        QString result;
        for (const QChar letter : name) {
            if (letter == u'_') {
                result += QString(below(3), u'_');
                continue;
            }
            result += chance(30) ? letter.toUpper() : letter;
        }
        return result;
    }

    QJsonValue anything(int depth = 0)
    {
        static const QStringList texts{
            {},
            u"0"_s,
            u"null"_s,
            u"1e999"_s,
            u"-1"_s,
            u"nan"_s,
            u"3599.9"_s,
            u" 7200 "_s,
            u"9223372036854775807"_s,
            u"2099-01-01T00:00:00Z"_s,
            u"a\r\nb"_s,
            QString(QChar(u'\0')),
            u"\u202e\u00fc"_s,
            QString(3000, u'x'),
        };
        static const double numbers[]{0, -1, 1, 3599, 1e15, 1e308, -1e308, 0.5, 4294967296.0};
        switch (below(depth > 2 ? 5 : 7)) {
        case 0:
            return QJsonValue::Null;
        case 1:
            return chance(50);
        case 2:
            return numbers[below(int(std::size(numbers)))];
        case 3:
        case 4:
            return texts.at(below(int(texts.size())));
        case 5: {
            QJsonArray array;
            for (int i = below(4); i > 0; --i)
                array.append(anything(depth + 1));
            return array;
        }
        default: {
            QJsonObject object;
            for (int i = below(4); i > 0; --i)
                object.insert(respelled(fieldName()), anything(depth + 1));
            return object;
        }
        }
    }

    /// Never a field where a token could be.
    QString fieldName()
    {
        static const QStringList names{
            u"expires_in"_s, u"issued_at"_s, u"scope"_s, u"token_type"_s, u"error"_s,
            u"errors"_s,     u"message"_s,   u"data"_s,  u"0"_s,
        };
        return names.at(below(int(names.size())));
    }

    /// Bytes that are no longer what they were.
    QByteArray damaged(QByteArray bytes)
    {
        for (int i = below(5); i > 0 && !bytes.isEmpty(); --i)
            bytes[below(int(bytes.size()))] = char(below(256));
        return chance(30) ? bytes.first(below(int(bytes.size()) + 1)) : bytes;
    }

private:
    QRandomGenerator m_random;
};

Provider generous()
{
    Provider provider;
    provider.response.expiresIn = {u"expires_in"_s, u"data.expires_in"_s};
    provider.response.expiresAt = {{u"expires_at"_s, TimeUnit::Iso8601},
                                   {u"issued_at"_s, TimeUnit::Milliseconds}};
    provider.response.issuedAt = {{u"issued_at"_s, TimeUnit::Seconds}};
    provider.check = CheckRules();
    return provider;
}

} // namespace

class TestAnswerProperties : public QObject
{
    Q_OBJECT

private:
    static void seeds()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

private Q_SLOTS:
    void noTokenIsEverInvented_data() { seeds(); }
    void noTokenIsEverInvented()
    {
        QFETCH(const quint32, seed);
        Generator generator(seed);
        Provider provider = generous();
        for (int i = 0; i < 500; ++i) {
            provider.response.format = AnswerFormat(generator.below(3));
            QJsonObject object;
            for (int fields = generator.below(8); fields > 0; --fields)
                object.insert(generator.respelled(generator.fieldName()), generator.anything());
            HttpAnswer answer;
            answer.status = 200 + generator.below(4) * 100 + generator.below(3);
            answer.body = Secret(
                generator.damaged(QJsonDocument(object).toJson(QJsonDocument::Compact)));
            const auto read = readTokenAnswer(answer, provider, {}, askedAt);
            QVERIFY2(!read, answer.body.reveal().toByteArray().constData());
            QVERIFY(read.error().httpStatus == answer.status);
            QVERIFY(read.error().message.size() <= 501);
            readCheckAnswer(answer, provider, {});
        }
    }

    void aTokenThatIsThereIsFound_data() { seeds(); }
    void aTokenThatIsThereIsFound()
    {
        QFETCH(const quint32, seed);
        Generator generator(seed);
        const Provider provider = generous();
        for (int i = 0; i < 500; ++i) {
            QJsonObject object{
                {u"data"_s, generator.anything()},
                {generator.respelled(u"access_token"_s), QString::fromLatin1(theToken)},
                {generator.respelled(u"expires_in"_s), generator.anything()},
                {generator.respelled(u"issued_at"_s), generator.anything()},
                {generator.respelled(u"scope"_s), generator.anything()}};
            HttpAnswer answer;
            answer.status = 200;
            answer.body = Secret(QJsonDocument(object).toJson());
            const auto read = readTokenAnswer(answer, provider, {}, askedAt);
            QVERIFY2(read, answer.body.reveal().toByteArray().constData());
            QCOMPARE(read->accessToken.reveal().toByteArray(), theToken);
            if (!read->lifetimeSeconds)
                continue;
            QVERIFY(*read->lifetimeSeconds >= 0);
            QVERIFY(*read->lifetimeSeconds <= hundredYears);
            const Moment moment{.wall = askedAt, .boot = 1'000'000, .bootId = u"b"_s};
            const auto lifetime = lifetimeFrom(moment, read->lifetimeSeconds);
            const auto remaining = remainingMilliseconds(lifetime, moment);
            QVERIFY(remaining && *remaining >= 0 && *remaining <= hundredYears * 1000);
        }
    }

    /// Whatever becomes of the bytes, a token that is read was in them.
    void damagedAnswers_data() { seeds(); }
    void damagedAnswers()
    {
        QFETCH(const quint32, seed);
        Generator generator(seed);
        Provider provider = generous();
        const QByteArray whole[]{
            R"({"access_token":"the-only-token-there-is","expires_in":7200})",
            "<a><access_token>the-only-token-there-is</access_token><expires_in>1</expires_in></a>",
            "access_token=the-only-token-there-is&expires_in=7200",
        };
        for (int i = 0; i < 500; ++i) {
            const int format = generator.below(3);
            provider.response.format = AnswerFormat(format);
            HttpAnswer answer;
            answer.status = 200;
            answer.body = Secret(generator.damaged(whole[format]));
            const QByteArray bytes = answer.body.reveal().toByteArray();
            const auto read = readTokenAnswer(answer, provider, {}, askedAt);
            if (!read)
                continue;
            const QByteArray token = read->accessToken.reveal().toByteArray();
            QVERIFY(!token.isEmpty());
            for (const char byte : token)
                QVERIFY2(byte > ' ' && byte < 0x7f, bytes.constData());
            if (bytes == whole[format])
                QCOMPARE(token, theToken);
        }
    }
};

TEST_IN_PROGRAM(TestAnswerProperties)
#include "tst_answerproperties.moc"
