// SPDX-License-Identifier: MIT
#include "CliBench.h"
#include "Posix.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Profile.h"
#include "WindowSocket.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTest>

using namespace Tokenwright;

/// A token that somebody has to agree to: asked in the window, which here is a socket that answers
/// as the window does.
class TestCliHandOver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.close(); }

    void withoutAWindow_data();
    void withoutAWindow();
    void agreedTo_data();
    void agreedTo();
    void refused();
    void whatIsAskedAbout_data();
    void whatIsAskedAbout();
    void aSettingThatCannotBeReadAsks();

private:
    void add(const QString &name, const QString &environment)
    {
        COMPARE_CODE(
            m_bench.run({u"add"_s, name, u"--provider"_s, u"acme"_s, u"--environment"_s,
                         environment, u"--client-id"_s, u"practice-id"_s, u"--secret-stdin"_s},
                        "practice-secret"),
            0);
    }
    void openWindow(const QByteArray &answer)
    {
        QVERIFY2(m_window.listen(windowSocketName(Profile::standard())),
                 qPrintable(m_window.errorString()));
        m_windowAnswers = answer;
    }
    static void choose(const QByteArray &content)
    {
        QFile file(Profile::standard().settingsFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    CliBench m_bench;
    std::unique_ptr<PracticeTokenServer> m_server;
    QLocalServer m_window;
    QByteArray m_windowAnswers;
    QList<QJsonObject> m_asked;
};

void TestCliHandOver::initTestCase()
{
    const Profile profile = Profile::standard();
    QVERIFY(profile.ensureFolders());
    m_server = std::make_unique<PracticeTokenServer>(PracticeTokenServer::Transport::Plain);
    QVERIFY(m_server->isListening());
    m_server->setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.body = R"({"access_token":"practice-token-1","expires_in":3600})";
        return answer;
    });
    const QJsonObject rules{{u"tokenUrl"_s, m_server->url(u"/token"_s).toString()}};
    QFile file(profile.providersFolder() + u"/acme.json");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        QJsonDocument(QJsonObject{{u"schema"_s, 1},
                                  {u"id"_s, u"acme"_s},
                                  {u"name"_s, u"Acme"_s},
                                  {u"environments"_s,
                                   QJsonObject{{u"sandbox"_s, rules}, {u"production"_s, rules}}}})
            .toJson());
    file.close();
    add(u"Trial"_s, u"sandbox"_s);
    add(u"Live"_s, u"production"_s);
    connect(&m_window, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *socket = m_window.nextPendingConnection();
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            const QByteArray line = socket->readLine();
            QVERIFY(line.startsWith("confirm "));
            m_asked.append(QJsonDocument::fromJson(line.sliced(8)).object());
            socket->write("asking\n" + m_windowAnswers);
        });
    });
}

void TestCliHandOver::init()
{
    m_asked.clear();
    QFile::remove(Profile::standard().settingsFile());
    for (const QString &name : {u"Trial"_s, u"Live"_s})
        cli({u"forget"_s, name});
}

void TestCliHandOver::withoutAWindow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("header") << QStringList{u"header"_s, u"Trial"_s, u"--confirm"_s};
    QTest::newRow("token") << QStringList{u"token"_s, u"Trial"_s, u"--confirm"_s};
    QTest::newRow("mint") << QStringList{u"mint"_s, u"Trial"_s, u"--confirm"_s};
    QTest::newRow("env") << QStringList{u"env"_s, u"Trial"_s, u"--confirm"_s};
    QTest::newRow("exec") << QStringList{u"exec"_s, u"Trial"_s, u"--confirm"_s, u"--"_s, u"true"_s};
    QTest::newRow("curl") << QStringList{u"curl"_s, u"Trial"_s, u"--confirm"_s, u"--"_s,
                                         m_server->url(u"/"_s).toString()};
}

void TestCliHandOver::withoutAWindow()
{
    QFETCH(const QStringList, arguments);
    const int before = m_server->requestCount();
    const ProgramRun run = m_bench.run(arguments);
    COMPARE_CODE(run, 1);
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.contains("none is running"));
    QCOMPARE(m_server->requestCount(), before); // asked before anything is minted
}

void TestCliHandOver::agreedTo_data()
{
    withoutAWindow_data();
}

void TestCliHandOver::agreedTo()
{
    QFETCH(const QStringList, arguments);
    const bool hasChild = arguments.contains(u"--");
    const QString child = arguments.first() == u"curl" ? u"curl"_s : u"true"_s;
    if (hasChild && QStandardPaths::findExecutable(child).isEmpty())
        QSKIP(qPrintable(child + u" is not installed"_s));
    openWindow("yes\n");
    const ProgramRun run = m_bench.run(arguments);
    COMPARE_CODE(run, 0);
    QVERIFY(run.out.isEmpty() == arguments.contains(u"true"));
    QCOMPARE(m_asked.size(), 1);
    const QJsonObject &asked = m_asked.first();
    QCOMPARE(asked.value(u"command").toString(), arguments.first());
    QCOMPARE(asked.value(u"sets").toArray().size(), 1);
    QCOMPARE(asked.value(u"program").toString(), hasChild ? child : QString());
    QVERIFY(!QJsonDocument(asked).toJson().contains("practice-token"));
}

void TestCliHandOver::refused()
{
    openWindow("no\n");
    const ProgramRun run = m_bench.run({u"header"_s, u"Trial"_s, u"--confirm"_s});
    COMPARE_CODE(run, 1);
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.contains("refused in the window"));
}

void TestCliHandOver::whatIsAskedAbout_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("atTerminal");
    QTest::addColumn<int>("asked");
    const QByteArray chosen = "[commandLine]\naskBeforeProduction=true\n";
    const QStringList live{u"header"_s, u"Live"_s};
    QTest::newRow("not chosen") << QByteArray() << live << false << 0;
    QTest::newRow("chosen otherwise")
        << QByteArray("[commandLine]\naskBeforeProduction=false\n") << live << false << 0;
    QTest::newRow("production") << chosen << live << false << 1;
    QTest::newRow("production, at a terminal") << chosen << live << true << 0;
    QTest::newRow("at a terminal, wanted")
        << QByteArray() << QStringList{u"header"_s, u"Live"_s, u"--confirm"_s} << true << 1;
    QTest::newRow("sandbox") << chosen << QStringList{u"header"_s, u"Trial"_s} << false << 0;
    QTest::newRow("of both, production alone")
        << chosen << QStringList{u"env"_s, u"Trial"_s, u"Live"_s} << false << 1;
}

void TestCliHandOver::whatIsAskedAbout()
{
    QFETCH(const QByteArray, settings);
    QFETCH(const QStringList, arguments);
    QFETCH(const bool, atTerminal);
    if (atTerminal)
        NEEDS_POSIX();
    if (!settings.isEmpty())
        choose(settings);
    openWindow("yes\n");
    const ProgramRun run = atTerminal ? m_bench.runAtTerminal(arguments, {})
                                      : m_bench.run(arguments);
    COMPARE_CODE(run, 0);
    qsizetype sets = 0;
    for (const QJsonObject &asked : m_asked)
        sets += asked.value(u"sets").toArray().size();
    QTEST(int(sets), "asked");
}

void TestCliHandOver::aSettingThatCannotBeReadAsks()
{
    const QString file = Profile::standard().settingsFile();
    QVERIFY(QDir().mkdir(file));
    const ProgramRun run = m_bench.run({u"header"_s, u"Live"_s});
    QVERIFY(QDir().rmdir(file));
    COMPARE_CODE(run, 1);
    QVERIFY(run.err.contains("none is running"));
}

TEST_IN_PROGRAM(TestCliHandOver)

#include "tst_clihandover.moc"
