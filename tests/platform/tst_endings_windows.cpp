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
#include <memory>
#include <thread>

#include <windows.h>

using namespace Tokenwright;

namespace {

constexpr quint32 endedByKey = 0xC000013A; // STATUS_CONTROL_C_EXIT

void say(const char *words)
{
    std::puts(words);
    std::fflush(stdout);
}

/// What Windows does in a thread of its own when it tells of \a event. Wine tells of no break.
void raise(DWORD event)
{
    const HMODULE library = GetModuleHandleW(L"kernelbase.dll");
    const auto routine = reinterpret_cast<LPTHREAD_START_ROUTINE>(
        reinterpret_cast<void *>(GetProcAddress(library, "CtrlRoutine")));
    CloseHandle(
        CreateThread(nullptr, 0, routine, reinterpret_cast<void *>(quintptr(event)), 0, nullptr));
}

/// Is asked to end by an event each time that a line comes in; how it goes on: "once" ends by it,
/// "twice" goes on, "never" is not told at all.
int awaitEnding(const QStringList &arguments)
{
    const QString how = arguments.constFirst();
    const auto event = DWORD(arguments.constLast().toUInt());
    const auto endings = how == u"never" ? nullptr : std::make_unique<EndingSignals>();
    if (endings) {
        QObject::connect(endings.get(), &EndingSignals::caught, endings.get(), [&](int signal) {
            say(signal == SIGBREAK      ? "break"
                    : signal == SIGINT  ? "interrupt"
                    : signal == SIGTERM ? "term"
                                        : "another");
            if (how == u"once")
                endBy(signal);
        });
    }
    std::thread([event] {
        say("ready");
        while (std::getchar() != EOF)
            raise(event);
    }).detach();
    QTimer::singleShot(60'000, [] { QCoreApplication::exit(99); });
    return QCoreApplication::exec();
}

class Asked
{
public:
    Asked(const QString &how, DWORD event)
    {
        m_process.start(QCoreApplication::applicationFilePath(),
                        {u"--await-ending"_s, how, QString::number(event)});
    }
    ~Asked()
    {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
    Q_DISABLE_COPY_MOVE(Asked)

    void ask() { m_process.write("!"); }
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
    quint32 code() const { return quint32(m_process.exitCode()); }

private:
    QProcess m_process;
};

} // namespace

class TestEndingsWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areToldOf_data()
    {
        QTest::addColumn<quint32>("event");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<quint32>("code");
        QTest::newRow("Ctrl-C") << quint32(CTRL_C_EVENT) << QByteArray("interrupt") << endedByKey;
        QTest::newRow("Ctrl-Break")
            << quint32(CTRL_BREAK_EVENT) << QByteArray("break") << endedByKey;
        QTest::newRow("the console is closed")
            << quint32(CTRL_CLOSE_EVENT) << QByteArray("term") << quint32(128 + SIGTERM);
        QTest::newRow("shutdown") << quint32(CTRL_SHUTDOWN_EVENT) << QByteArray("term")
                                  << quint32(128 + SIGTERM);
    }

    void areToldOf()
    {
        QFETCH(const quint32, event);
        QFETCH(const QByteArray, words);
        QFETCH(const quint32, code);
        Asked asked(u"once"_s, event);
        QVERIFY(asked.says("ready"));
        asked.ask();
        QVERIFY(asked.says(words));
        QVERIFY(asked.ends());
        QCOMPARE(asked.code(), code);
    }

    void theSecondEndsAtOnce()
    {
        Asked asked(u"twice"_s, CTRL_BREAK_EVENT);
        QVERIFY(asked.says("ready"));
        asked.ask();
        QVERIFY(asked.says("break"));
        asked.ask();
        QVERIFY(asked.ends());
        QVERIFY(asked.code() != 99);
    }

    void withoutItTheProgramEnds()
    {
        Asked asked(u"never"_s, CTRL_BREAK_EVENT);
        QVERIFY(asked.says("ready"));
        asked.ask();
        QVERIFY(asked.ends());
        QVERIFY(asked.code() != 99);
    }
};

TEST_IN_PROGRAM(TestEndingsWindows)
ROLE_IN_PROGRAM("--await-ending", awaitEnding)

#include "tst_endings_windows.moc"
