// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace {

/// A program of the user's without a window, ready to ask for the token of a set.
class Asker
{
public:
    explicit Asker(const QString &setId, const QStringList &options = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(TOKENWRIGHT_ASKER), QStringList(setId) + options);
    }
    ~Asker()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Asker)

    bool isReady() { return output().startsWith("ready\n"); }
    void ask() { m_process.write("go\n"); }
    void kill() { m_process.kill(); } // SIGKILL
    /// Nothing until it has one: "token VALUE" or "failed KIND CODE".
    QByteArray answer() { return output().mid(qstrlen("ready\n")).trimmed(); }

private:
    QByteArray output() { return m_output += m_process.readAllStandardOutput(); }

    QProcess m_process;
    QByteArray m_output;
};

using Askers = std::vector<std::unique_ptr<Asker>>;

/// As a provider answers, but so late that everybody has asked by then.
PracticeAnswer late(int status, const QByteArray &body)
{
    PracticeAnswer answer;
    answer.status = status;
    answer.body = body;
    answer.delay = 2s;
    return answer;
}

} // namespace

/// The window and twenty programs without one, all of one user: one profile, one keyring, one
/// token.
class TestManyProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneRequestForAll_data();
    void oneRequestForAll();
    void aForcedMintIsARequestOfItsOwn();
    void whoIsKilledHoldsNobodyUp();

private:
    std::unique_ptr<RunningProgram> m_program;
};

void TestManyProcesses::init()
{
    m_program = std::make_unique<RunningProgram>();
    QFile::remove(Tokenwright::Profile::standard().credentialSetsFile());
    QFile::remove(Tokenwright::Profile::standard().ledgerFile()); // or the list would be missed
}

void TestManyProcesses::oneRequestForAll_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("cell");
    QTest::newRow("the right secret")
        << 200
        << QByteArray(R"({"access_token":"for-all","tokenType":"BearerToken","expiresIn":"35999"})")
        << QByteArray("token for-all") << u"left"_s;
    QTest::newRow("a wrong secret")
        << 401
        << QByteArray(
               R"({"errors":[{"errorCode":"1000033","errorDescription":"Unauthorized API Access"}]})")
        << QByteArray("failed rejected 1000033")
        << u"rejected: This API key may not use this API"_s;
}

void TestManyProcesses::oneRequestForAll()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, expected);
    QFETCH(QString, cell);
    m_program->server().setResponder([=](const PracticeRequest &) { return late(status, body); });
    const QString id = m_program->storePitneyBowesSet(u"Parcels"_s);
    QVERIFY(!id.isEmpty());
    QVERIFY(m_program->start());
    Askers askers;
    for (int number = 0; number < 20; ++number)
        askers.push_back(std::make_unique<Asker>(id));
    for (const auto &asker : askers)
        QTRY_VERIFY_WITH_TIMEOUT(asker->isReady(), 20'000);

    VERIFY_WINDOW(*m_program,
                  m_program->window().press(u"Copy bearer header"_s, AccessibleRole::Button));
    for (const auto &asker : askers)
        asker->ask();
    for (const auto &asker : askers) {
        QTRY_VERIFY_WITH_TIMEOUT(!asker->answer().isEmpty(), 20'000);
        QCOMPARE(asker->answer(), expected);
    }
    VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(u"Parcels"_s, cell));
    QCOMPARE(m_program->server().requestCount(), 1);
    QVERIFY(m_program->close());
}

void TestManyProcesses::aForcedMintIsARequestOfItsOwn()
{
    const QString id = m_program->storePitneyBowesSet(u"Parcels"_s);
    Askers askers;
    for (const QStringList &options : {QStringList(), QStringList(), QStringList(u"--force"_s)}) {
        askers.push_back(std::make_unique<Asker>(id, options));
        QTRY_VERIFY_WITH_TIMEOUT(askers.back()->isReady(), 20'000);
        askers.back()->ask();
        QTRY_VERIFY_WITH_TIMEOUT(!askers.back()->answer().isEmpty(), 20'000);
        QVERIFY(askers.back()->answer().startsWith("token "));
    }
    QCOMPARE(m_program->server().requestCount(), 2);
    QCOMPARE(askers.at(0)->answer(), askers.at(1)->answer());
    QVERIFY(askers.at(1)->answer() != askers.at(2)->answer());
}

void TestManyProcesses::whoIsKilledHoldsNobodyUp()
{
    m_program->server().setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.neverAnswer = true;
        return answer;
    });
    const QString id = m_program->storePitneyBowesSet(u"Parcels"_s);
    Asker first(id);
    Asker second(id);
    QTRY_VERIFY_WITH_TIMEOUT(first.isReady() && second.isReady(), 20'000);
    first.ask();
    QTRY_COMPARE_WITH_TIMEOUT(m_program->server().requestCount(), 1, 20'000);
    m_program->server().setResponder({});
    second.ask();
    first.kill();
    QElapsedTimer sinceKilled;
    sinceKilled.start();
    QTRY_COMPARE(m_program->server().requestCount(), 2);
    QCOMPARE_LT(sinceKilled.elapsed(), 1'000);
    QTRY_VERIFY(second.answer().startsWith("token "));
}

TEST_IN_PROGRAM(TestManyProcesses)
#include "tst_manyprocesses.moc"
