// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <csignal>
#include <sys/types.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

/// One more start in the same profile, seen to its end.
struct SecondStart
{
    explicit SecondStart(const QStringList &arguments = {})
    {
        QElapsedTimer elapsed;
        elapsed.start();
        process.start(QStringLiteral(TOKENWRIGHT_PROGRAM), arguments);
        ended = QTest::qWaitFor([this] { return process.state() == QProcess::NotRunning; }, 15'000);
        milliseconds = elapsed.elapsed();
    }
    bool endedWith(int code) const
    {
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == code;
    }

    QProcess process;
    bool ended = false;
    qint64 milliseconds = 0;
};

} // namespace

/// One window a profile, whatever is started a second time.
class TestOneInstance : public QObject
{
    Q_OBJECT

private:
    static QString activeWindow() { return outputOf(u"xdotool"_s, {u"getactivewindow"_s}); }
    static QString windowNamed(const QString &pattern)
    {
        return outputOf(u"xdotool"_s, {u"search"_s, u"--name"_s, pattern}).section(u'\n', -1);
    }
    static bool isMinimised(const QString &window)
    {
        return outputOf(u"xprop"_s, {u"-id"_s, window, u"WM_STATE"_s}).contains(u"Iconic"_s);
    }

private Q_SLOTS:
    /// Over SSH, in a container, in a script that asks which version there is.
    void wordsNeedNoDisplay()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        for (const auto &[word, said] :
             {std::pair("--help", "--palette"), std::pair("--version", "tokenwright 1.")}) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(TOKENWRIGHT_PROGRAM), {QString::fromLatin1(word)});
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 0);
            QVERIFY2(process.readAllStandardOutput().contains(said), word);
            QCOMPARE(process.readAllStandardError(), QByteArray());
        }
    }

    void aSecondStartRaisesTheFirst()
    {
        RunningProgram program;
        QVERIFY(program.start());
        const QString window = windowNamed(u"^Tokenwright$"_s);
        QVERIFY(!window.isEmpty());
        outputOf(u"xdotool"_s, {u"windowminimize"_s, window});
        QTRY_VERIFY(isMinimised(window));
        // something else is in front
        QWindow other;
        other.setTitle(u"In front"_s);
        other.resize(300, 200);
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QTRY_COMPARE(activeWindow(), QString::number(other.winId()));

        const SecondStart second;
        QVERIFY(second.endedWith(0));
        QTRY_VERIFY(!isMinimised(window));
        QTRY_COMPARE(activeWindow(), window);
        qInfo("the second start took %lld ms", second.milliseconds);
        QVERIFY(program.close());
    }

    void aSecondProfileIsASecondWindow()
    {
        RunningProgram program;
        QVERIFY(program.start());
        const QTemporaryDir elsewhere;
        QProcessEnvironment environment = AccessibleWindow::environment();
        environment.insert(u"XDG_CONFIG_HOME"_s, elsewhere.filePath(u"c"_s));
        environment.insert(u"XDG_DATA_HOME"_s, elsewhere.filePath(u"d"_s));
        QProcess other;
        other.setProcessEnvironment(environment);
        other.start(QStringLiteral(TOKENWRIGHT_PROGRAM), QStringList());
        QVERIFY(other.waitForStarted());
        AccessibleWindow window(other.processId());
        QVERIFY2(window.waitUntilShown(), qPrintable(window.problem()));
        QVERIFY(program.isRunning());
        other.kill();
        other.waitForFinished();
        QVERIFY(program.close());
    }

    void oneThatWasKilledDoesNotCount()
    {
        RunningProgram program;
        QVERIFY(program.start());
        QVERIFY(program.kill());
        QVERIFY(program.start()); // its own window again
        const SecondStart second; // and it is the one that is asked now
        QVERIFY(second.endedWith(0));
        QVERIFY(program.close());
    }

    void oneThatHangsIsNamed()
    {
        RunningProgram program;
        QVERIFY(program.start());
        QCOMPARE(::kill(pid_t(program.processId()), SIGSTOP), 0);
        SecondStart second;
        ::kill(pid_t(program.processId()), SIGCONT);
        QVERIFY(second.endedWith(1));
        QVERIFY(second.process.readAllStandardError().contains("does not answer"));
        QVERIFY2(second.milliseconds < 6'000, qPrintable(QString::number(second.milliseconds)));
        QVERIFY(program.close());
    }

    void helpAndVersionNeedNoWindow()
    {
        RunningProgram program;
        QVERIFY(program.start());
        for (const QString &option : {u"--help"_s, u"--version"_s}) {
            SecondStart second({option});
            QVERIFY(second.endedWith(0));
            QVERIFY(second.process.readAllStandardOutput().contains("okenwright"));
        }
        QVERIFY(program.close());
    }

    void commandsAreForTheOtherProgram()
    {
        QProcess process;
        process.start(QStringLiteral(TOKENWRIGHT_PROGRAM), {u"list"_s});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 2);
        const QByteArray words = process.readAllStandardError();
        QVERIFY2(words.contains("list") && words.contains("tokenwright-cli"), words.constData());
    }

    void aClosedOneMakesRoom()
    {
        RunningProgram program;
        for (int start = 0; start < 3; ++start) {
            QVERIFY(program.start());
            QVERIFY(program.close());
        }
    }
};

WIDGET_TEST_IN_PROGRAM(TestOneInstance)
#include "tst_oneinstance.moc"
