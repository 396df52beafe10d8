// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "PseudoTerminal.h"
#include "TestProgram.h"

#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <cstring>

using namespace Qt::StringLiterals;

/// The command line at a real terminal, within real shells: what is typed as a secret is never
/// shown, what is typed afterwards always is, and the Tab key completes what the program then
/// understands.
class TestCliTerminal : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *addLine
        = "add Typed --provider pitney-bowes --environment sandbox "
          "--client-id practice-key";
    static inline const QByteArray secret = "practice-typed-secret";

    /// A secret is asked for, and what is typed from then on is not shown.
    static bool isAsked(PseudoTerminal &terminal)
    {
        return terminal.waitFor("ecret:") && !terminal.echoes();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = commandLineFile();
        qputenv("PATH",
                QByteArray(path.section(u'/', 0, -2).toLocal8Bit() + ':' + qgetenv("PATH")));
        qputenv("TERM", "xterm");
        for (const char *name : {"eBay:production", "eBay:prod = two", "-odd", "My  catalogue",
                                 "Caf\u00e9 \u65e5\u672c", "it's $HOME \"q\" \\x", "user@host"}) {
            const ProgramRun added = cli({u"add"_s, u"--provider"_s, u"pitney-bowes"_s,
                                          u"--environment"_s, u"production"_s, u"--client-id"_s,
                                          u"practice"_s, u"--secret-stdin"_s, u"--"_s,
                                          QString::fromUtf8(name)},
                                         "practice-secret");
            COMPARE_CODE(added, 0);
        }
    }

    void echoIsBack_data()
    {
        QTest::addColumn<QString>("shell"); ///< Empty: none, the program alone.
        QTest::addColumn<QString>("script"); ///< $0 asks.
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("signal");
        const QString alone = u"\"$0\" %1; echo after"_s;
        const QString substituted = u"x=$(\"$0\" %1); echo after"_s;
        const QString inFish = u"set x (tokenwright-cli %1); echo after"_s;
        for (const auto &[name, keys] :
             {std::pair("Ctrl-C", "\x03"), std::pair("Ctrl-\\", "\x1c"), std::pair("end", "\x04"),
              std::pair("half a secret, Ctrl-C", "practice-ty\x03"), std::pair("line", "\n")}) {
            for (const char *shell : {"bash", "dash", "zsh"}) {
                QTest::addRow("%s in $(…) of %s", name, shell)
                    << QString::fromLatin1(shell) << substituted << QByteArray(keys) << 0;
                QTest::addRow("%s in a script of %s", name, shell)
                    << QString::fromLatin1(shell) << alone << QByteArray(keys) << 0;
            }
            QTest::addRow("%s in (…) of fish", name)
                << u"fish"_s << inFish << QByteArray(keys) << 0;
        }
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2}) {
            QTest::addRow("%s", strsignal(signal))
                << QString() << QString() << QByteArray() << signal;
            QTest::addRow("%s after half a secret", strsignal(signal))
                << QString() << QString() << QByteArray("practice-ty") << signal;
        }
    }

    void echoIsBack()
    {
        QFETCH(const QString, shell);
        QFETCH(const QString, script);
        QFETCH(const QByteArray, keys);
        QFETCH(const int, signal);
        const QString line = QString::fromLatin1(addLine);
        PseudoTerminal terminal;
        if (shell.isEmpty())
            terminal.start(commandLineFile(), line.split(u' '));
        else if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP(qPrintable(u"There is no %1 here."_s.arg(shell)));
        else // as in a window, the first of the session lives on
            terminal.start(u"bash"_s,
                           {u"-c"_s, u"trap : INT QUIT; \"$@\"; echo ended; read -r end"_s,
                            u"bash"_s, shell, u"-c"_s, script.arg(line), commandLineFile()});
        QVERIFY2(isAsked(terminal), terminal.said().constData());
        terminal.type(keys);
        if (signal != 0)
            QCOMPARE(::kill(pid_t(terminal.process.processId()), signal), 0);
        if (!shell.isEmpty()) {
            QVERIFY2(terminal.waitFor("ended\r\n"), terminal.said().constData());
            QTRY_VERIFY_WITH_TIMEOUT(terminal.echoes(),
                                     5'000); // a shell may end before its command
            terminal.type("\n");
        }
        QVERIFY2(terminal.waitForEnd(), terminal.said().constData());
        QVERIFY(terminal.echoes());
        QVERIFY(!terminal.said().contains("practice-ty"));
        if (signal != 0) { // it is what ended the program
            QCOMPARE(terminal.process.exitStatus(), QProcess::CrashExit);
            QCOMPARE(terminal.process.exitCode(), signal);
        }
    }

    void aSignalThatWasIgnoredStaysSo()
    {
        PseudoTerminal terminal;
        terminal.start(u"bash"_s,
                       {u"-c"_s, u"trap '' HUP; exec \"$0\" %1"_s.arg(QLatin1StringView(addLine)),
                        commandLineFile()});
        QVERIFY2(isAsked(terminal), terminal.said().constData());
        QCOMPARE(::kill(pid_t(terminal.process.processId()), SIGHUP), 0);
        terminal.type("\n");
        QVERIFY(terminal.waitForEnd());
        QCOMPARE(terminal.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(terminal.process.exitCode(), 2); // an empty secret
        QVERIFY(terminal.echoes());
    }

    /// Stopped and continued, it asks again, in silence again.
    void stopAndContinue()
    {
        PseudoTerminal terminal;
        terminal.start(
            u"bash"_s,
            {u"-c"_s,
             u"set -m; \"$0\" %1; echo stopped; read -r go; fg"_s.arg(QLatin1StringView(addLine)),
             commandLineFile()});
        QVERIFY2(isAsked(terminal), terminal.said().constData());
        terminal.type("\x1a");
        QVERIFY2(terminal.waitFor("stopped"), terminal.said().constData());
        QVERIFY(terminal.echoes());
        const auto asked = terminal.said().count("ecret:");
        terminal.type("go on\n");
        QTRY_VERIFY_WITH_TIMEOUT(terminal.said().count("ecret:") > asked, 30'000);
        QVERIFY(!terminal.echoes());
        terminal.type(secret + '\n');
        QVERIFY2(terminal.waitForEnd(), terminal.said().constData());
        QVERIFY2(terminal.said().contains("Added “Typed”"), terminal.said().constData());
        QVERIFY(terminal.echoes());
        QVERIFY(terminal.said().contains("go on")); // that was shown
        QVERIFY(!terminal.said().contains(secret));
        COMPARE_CODE(cli("remove Typed --yes"), 0);
    }

    /// What a terminal would cut is refused, not stored otherwise than it was meant.
    void aLineThatIsTooLong()
    {
        PseudoTerminal terminal;
        terminal.start(commandLineFile(), QString::fromLatin1(addLine).split(u' '));
        QVERIFY2(isAsked(terminal), terminal.said().constData());
        for (int i = 0; i < 5; ++i)
            terminal.type(QByteArray(1'000, 'x'));
        terminal.type("\n");
        QVERIFY(terminal.waitForEnd());
        QCOMPARE(terminal.process.exitCode(), 2);
        QVERIFY2(terminal.said().contains("too long for a terminal"), terminal.said().constData());
    }

    void tab_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QByteArray>("typed"); ///< Before the Tab key.
        QTest::addColumn<QByteArray>("understood"); ///< The program's arguments, a line each.
        const auto row = [](const char *typed, const char *inBash, const char *inZsh = nullptr) {
            QTest::addRow("bash: %s", typed)
                << u"bash"_s << QByteArray(typed) << QByteArray(inBash);
            QTest::addRow("zsh: %s", typed)
                << u"zsh"_s << QByteArray(typed) << QByteArray(inZsh ? inZsh : inBash);
        };
        row("header eBay:produ", "header\neBay:production\n");
        row("header ebay:produ", "header\nebay:production\n", "header\neBay:production\n");
        row("header eBay:prod\\ ", "header\neBay:prod = two\n");
        row("header eBay:prod\\ =\\ t", "header\neBay:prod = two\n");
        row("header \"eBay:produ", "header\neBay:production\n");
        row("header My", "header\nMy  catalogue\n");
        row("header my\\ ", "header\nMy  catalogue\n");
        row("header 'My", "header\nMy  catalogue\n");
        row("header Caf", "header\nCaf\u00e9 \u65e5\u672c\n");
        row("header Caf\u00e9\\ \u65e5", "header\nCaf\u00e9 \u65e5\u672c\n");
        row("header it", "header\nit's $HOME \"q\" \\x\n");
        row("header \"it", "header\nit's $HOME \"q\" \\x\n");
        row("header user@h", "header\nuser@host\n");
        row("header -- -o", "header\n--\n-odd\n");
        row("env --format=do", "env\n--format=dotenv\n");
        row("env --format do", "env\n--format\ndotenv\n");
        row("help comp", "help\ncompletions\n");
        row("comp", "completions\n");
    }

    /// The real Tab key of an interactive shell; the program is told what the line has become.
    void tab()
    {
        QFETCH(const QString, shell);
        QFETCH(const QByteArray, typed);
        QFETCH(const QByteArray, understood);
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP(qPrintable(u"There is no %1 here."_s.arg(shell)));
        const bool isBash = shell == u"bash";
        const QByteArray own = isBash
            ? QByteArray("bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; ")
            : QByteArray("autoload -Uz compinit; compinit -u -d ~/.zcompdump; unsetopt beep; ");
        const QByteArray shared = "source <(command tokenwright-cli completions " + shell.toLatin1()
            + "); tokenwright-cli() { case $* in 'list --quiet'|'providers --quiet') "
              "command tokenwright-cli \"$@\" ;; *) printf '<<'; printf '%s\\n' \"$@\"; "
              "printf '>''>\\n' ;; esac; }; PS1='rea''dy> '\n";
        PseudoTerminal terminal;
        terminal.start(shell,
                       isBash ? QStringList{u"--norc"_s, u"-i"_s} : QStringList{u"-f"_s, u"-i"_s});
        terminal.type(own + '\n');
        terminal.type(shared);
        QVERIFY2(terminal.waitFor("ready> "), terminal.said().constData());
        terminal.type("tokenwright-cli " + typed + "\t\n");
        QVERIFY2(terminal.waitFor(">>\r\n"), terminal.said().constData());
        const QByteArray said = terminal.said().replace('\r', "");
        const qsizetype start = said.lastIndexOf("<<") + 2;
        QCOMPARE(said.sliced(start, said.lastIndexOf(">>") - start), understood);
    }

    void fishOffers_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("offered");
        const auto row = [](const char *typed, const char *offered) {
            QTest::newRow(typed) << QByteArray(typed) << QByteArray(offered);
        };
        row("header eBay:produ", "eBay:production");
        row("header My", "My  catalogue");
        row("header Caf", "Caf\u00e9 \u65e5\u672c");
        row("header it", "it's $HOME \"q\" \\x");
        row("header -- -o", "-odd");
        row("help comp", "completions");
        row("env --format do", "dotenv");
    }

    void fishOffers()
    {
        QFETCH(const QByteArray, typed);
        QFETCH(const QByteArray, offered);
        if (QStandardPaths::findExecutable(u"fish"_s).isEmpty())
            QSKIP("There is no fish here.");
        const ProgramRun run = runProgram(u"fish"_s,
                                          {u"-c"_s,
                                           u"tokenwright-cli completions fish | source; "
                                           "complete -C 'tokenwright-cli "_s
                                               + QString::fromUtf8(typed) + u"' | cut -f1"});
        QCOMPARE(run.err, "");
        QCOMPARE(run.out, offered + '\n');
    }
};

TEST_IN_PROGRAM(TestCliTerminal)
#include "tst_cliterminal.moc"
