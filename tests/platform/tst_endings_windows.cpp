// SPDX-License-Identifier: MIT
// What asks a program at a console of Windows to end.
#include "EndingSignals.h"
#include "Process.h"

#include "Literals.h"

#include "TestProgram.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>

#include <windows.h>

using namespace Tokenwright;

namespace {

constexpr DWORD endedByKey = 0xC000013A; // STATUS_CONTROL_C_EXIT

void say(const char *words)
{
    std::puts(words);
    std::fflush(stdout);
}

/// Waits to be asked to end; "twice" only says so the first time, "never" is not told at all.
int awaitEnding(const QStringList &arguments)
{
    SetConsoleCtrlHandler(nullptr, FALSE); // whoever started this does not listen
    const bool isToldOf = arguments.value(0) != u"never";
    auto endings = isToldOf ? std::make_unique<EndingSignals>() : nullptr;
    if (endings) {
        QObject::connect(
            endings.get(), &EndingSignals::caught, endings.get(), [&](int signal, bool bySystem) {
                say(signal == SIGBREAK ? "break" : signal == SIGINT ? "interrupt" : "another");
                if (!bySystem)
                    say("by a program");
                if (arguments.value(0) != u"twice")
                    endBy(signal);
            });
    }
    QTimer::singleShot(0, [] { say("ready"); });
    QTimer::singleShot(60'000, [] { QCoreApplication::exit(99); });
    return QCoreApplication::exec();
}

class Asked
{
public:
    explicit Asked(const QString &how)
    {
        m_process.setCreateProcessArgumentsModifier(
            [](QProcess::CreateProcessArguments *arguments) {
                // at the console of this one; Qt would give it none
                arguments->flags &= ~DWORD(CREATE_NO_WINDOW);
            });
        m_process.start(QCoreApplication::applicationFilePath(), {u"--await-ending"_s, how});
    }
    ~Asked()
    {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
    Q_DISABLE_COPY_MOVE(Asked)

    bool says(const QByteArray &words)
    {
        return QTest::qWaitFor([this] { return m_process.canReadLine(); }, 30'000)
            && m_process.readLine().trimmed() == words;
    }
    bool ends()
    {
        return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; },
                               30'000);
    }
    DWORD code() const { return DWORD(m_process.exitCode()); }

private:
    QProcess m_process;
};

} // namespace

class TestEndingsWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        FreeConsole();
        QVERIFY(AllocConsole());
        SetConsoleCtrlHandler(nullptr, TRUE); // this process is at it as well
        SetConsoleCtrlHandler([](DWORD) -> BOOL { return TRUE; }, TRUE); // and a break is no key
    }

    void areToldOf_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("Ctrl-C") << int(CTRL_C_EVENT) << QByteArray("interrupt");
        QTest::newRow("Ctrl-Break") << int(CTRL_BREAK_EVENT) << QByteArray("break");
    }

    void areToldOf()
    {
        QFETCH(const int, event);
        QFETCH(const QByteArray, words);
        Asked asked(u"once"_s);
        QVERIFY(asked.says("ready"));
        QVERIFY(GenerateConsoleCtrlEvent(DWORD(event), 0));
        QVERIFY(asked.says(words));
        QVERIFY(asked.ends());
        QCOMPARE(asked.code(), endedByKey);
    }

    void theSecondEndsAtOnce()
    {
        Asked asked(u"twice"_s);
        QVERIFY(asked.says("ready"));
        QVERIFY(GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0));
        QVERIFY(asked.says("break"));
        QVERIFY(GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0));
        QVERIFY(asked.ends());
        QVERIFY(asked.code() != 99);
    }

    void withoutItTheProgramEnds()
    {
        Asked asked(u"never"_s);
        QVERIFY(asked.says("ready"));
        QVERIFY(GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0));
        QVERIFY(asked.ends());
        QVERIFY(asked.code() != 99);
    }
};

TEST_IN_PROGRAM(TestEndingsWindows)
ROLE_IN_PROGRAM("--await-ending", awaitEnding)

#include "tst_endings_windows.moc"
