// SPDX-License-Identifier: MIT
// "exec --mask" where it differs on Windows: its shell, batch files, long exit codes, who goes
// first.
#include "MaskedBench.h"
#include "TestProgram.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <memory>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// Prints for as long as somebody reads, then ends with 9.
int printUntilNobodyReads(const QStringList &)
{
    const QByteArray line = qgetenv("TOKENWRIGHT_ACCESS_TOKEN") + ' ';
    while (std::fputs(line.constData(), stdout) >= 0 && std::fflush(stdout) == 0)
        Sleep(1);
    return 9;
}

/// Prints the token a little later.
int printLater(const QStringList &)
{
    Sleep(500);
    std::printf("later %s", qgetenv("TOKENWRIGHT_ACCESS_TOKEN").constData());
    return 0;
}

/// Starts this program in the role \a arguments with its own streams, and ends before that does.
int leaveBehind(const QStringList &arguments)
{
    std::wstring line = QString(u'"' + QCoreApplication::applicationFilePath() + u"\" "
                                + arguments.constFirst())
                            .toStdWString();
    STARTUPINFOW start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    for (const HANDLE handle : {start.hStdInput, start.hStdOutput, start.hStdError})
        SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    PROCESS_INFORMATION process{};
    std::fputs("first ", stdout);
    std::fflush(stdout);
    return CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start,
                          &process)
        ? 0
        : 1;
}

QString self()
{
    return QCoreApplication::applicationFilePath();
}

} // namespace

class TestCliMaskedOnWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<MaskedBench>();
        QVERIFY2(m_bench->problem().isEmpty(), m_bench->problem().constData());
    }

    void shell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<int>("code");
        const QByteArray none;
        QTest::newRow("the token")
            << u"echo [%TOKENWRIGHT_ACCESS_TOKEN%]"_s << QByteArray("[••••••]\r\n") << none << 0;
        QTest::newRow("the header, on standard error")
            << u">&2 echo %TOKENWRIGHT_AUTHORIZATION%"_s << none << QByteArray("Bearer ••••••\r\n")
            << 0;
        QTest::newRow("more than one command")
            << u"echo %TOKENWRIGHT_ACCESS_TOKEN%&echo again %TOKENWRIGHT_ACCESS_TOKEN%"_s
            << QByteArray("••••••\r\nagain ••••••\r\n") << none << 0;
        QTest::newRow("its exit code") << u"exit 7"_s << none << none << 7;
        QTest::newRow("what is beside it in the environment")
            << u"set TOKENWRIGHT_A"_s
            << QByteArray("TOKENWRIGHT_ACCESS_TOKEN=••••••\r\n"
                          "TOKENWRIGHT_AUTHORIZATION=Bearer ••••••\r\n")
            << none << 0;
    }

    void shell()
    {
        QFETCH(const QString, line);
        QFETCH(const QByteArray, out);
        QFETCH(const QByteArray, err);
        QFETCH(const int, code);
        const ProgramRun run = MaskedBench::run({u"cmd"_s, u"/d"_s, u"/c"_s, line});
        COMPARE_CODE(run, code);
        QCOMPARE(run.out, out);
        QCOMPARE(run.err, err);
    }

    void batchFile()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"some script.cmd"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("@echo %TOKENWRIGHT_ACCESS_TOKEN% %~1\r\n@exit 5\r\n");
        file.close();
        const ProgramRun run = MaskedBench::run({file.fileName(), u"two words"_s});
        COMPARE_CODE(run, 5);
        QCOMPARE(run.out, "•••••• two words\r\n");
    }

    void longExitCode()
    {
        COMPARE_CODE(MaskedBench::run({self(), u"--print-as-told"_s, u"exit:70000"_s}), 70'000);
    }

    /// What the command started is part of what it prints, also once it has ended itself.
    void whatIsLeftBehindIsMasked()
    {
        const ProgramRun run = MaskedBench::run({self(), u"--leave-behind"_s, u"--print-later"_s});
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, "first later ••••••");
    }

    /// A server among it prints for ever.
    void whatIsLeftBehindIsNotWaitedForLong()
    {
        QElapsedTimer timer;
        timer.start();
        const ProgramRun run = MaskedBench::run(
            {self(), u"--leave-behind"_s, u"--print-until-nobody-reads"_s});
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith("first •••••• ••••••"));
        QVERIFY(!run.out.contains("practice-token"));
        QVERIFY2(timer.elapsed() < 40'000, QByteArray::number(timer.elapsed()).constData());
    }

    /// When nobody reads any more, the command learns of it as if it printed there itself.
    void readerThatGoes()
    {
        HANDLE reading = nullptr; // QProcess reads on from a channel that it was told to close
        HANDLE writing = nullptr;
        QVERIFY(CreatePipe(&reading, &writing, nullptr, 0));
        SetHandleInformation(writing, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        QProcess process;
        process.setCreateProcessArgumentsModifier([writing](QProcess::CreateProcessArguments *how) {
            how->startupInfo->hStdOutput = writing;
        });
        process.start(commandLineFile(),
                      MaskedBench::lineFor({self(), u"--print-until-nobody-reads"_s}));
        CloseHandle(writing);
        QByteArray first(7, '\0');
        DWORD size = 0;
        QVERIFY(ReadFile(reading, first.data(), DWORD(first.size()), &size, nullptr));
        CloseHandle(reading);
        QCOMPARE(first.first(size), QByteArray("••••••").first(size));
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 9);
    }

private:
    std::unique_ptr<MaskedBench> m_bench;
};

TEST_IN_PROGRAM(TestCliMaskedOnWindows)
ROLE_IN_PROGRAM("--print-until-nobody-reads", printUntilNobodyReads)
ROLE_IN_PROGRAM("--print-later", printLater)
ROLE_IN_PROGRAM("--leave-behind", leaveBehind)

#include "tst_climasked_windows.moc"
