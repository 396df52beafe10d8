// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

/// How the command line explains itself, to people, to manual readers and to shells, and how it
/// behaves where a terminal or a pipe is not what one thinks.
class TestCliHelp : public QObject
{
    Q_OBJECT

private:
    static bool isThere(const char *program)
    {
        return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
    }

    /// As the contract names them.
    static QStringList commandNames()
    {
        return u"list header token env exec mint check inspect log add edit remove import export "
               "providers completions"_s.split(u' ');
    }

    /// What a shell makes of \a script; $0 is the command line, also found by its name.
    static ProgramRun shell(const char *name, const QByteArray &script)
    {
        return runProgram(QString::fromLatin1(name),
                          {u"-c"_s, QString::fromUtf8(script), commandLineFile()});
    }

    /// The same on a terminal.
    static QByteArray onTerminal(const QByteArray &command)
    {
        return shell("bash", "script -qefc '" + command + "' /dev/null").out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray path = commandLineFile().toLocal8Bit();
        qputenv("PATH", QByteArray(path.first(path.lastIndexOf('/')) + ':' + qgetenv("PATH")));
        for (const char *name : {"My catalogue", "Parcels"}) {
            const ProgramRun added = cli({u"add"_s, QString::fromLatin1(name), u"--provider"_s,
                                          u"pitney-bowes"_s, u"--environment"_s, u"production"_s,
                                          u"--client-id"_s, u"practice"_s, u"--secret-stdin"_s},
                                         "practice-secret");
            COMPARE_CODE(added, 0);
        }
    }

    void everyCommandIsInEveryHelp()
    {
        const QByteArray help = cli("--help").out;
        QByteArray manual = cli("--manual").out;
        manual.replace("\\-", "-");
        const QList<QByteArray> scripts{cli("completions bash").out, cli("completions zsh").out,
                                        cli("completions fish").out};
        const QStringList names = commandNames();
        for (const QString &word : names) {
            const QByteArray name = word.toLatin1();
            QVERIFY2(help.contains(QByteArray("\n  " + name + ' ')), name.constData());
            QVERIFY2(manual.contains(QByteArray(".SS \"" + name + ' ')), name.constData());
            for (const QByteArray &script : scripts)
                QVERIFY2(script.contains(name), name.constData());
            const ProgramRun own = cli({word, u"--help"_s});
            COMPARE_CODE(own, 0);
            QVERIFY(own.out.contains("--environment") && own.out.contains("--quiet"));
            QCOMPARE(own.err, "");
            const ProgramRun version = cli({word, u"--version"_s});
            COMPARE_CODE(version, 0);
            QCOMPARE(version.out, "tokenwright-cli " TOKENWRIGHT_VERSION "\n");
        }
        for (const char *topic : {"Exit codes", "NO_COLOR", "credential-sets.json", "curl -H"})
            QVERIFY2(help.contains(topic), topic);
    }

    /// As good tools have it: whatever way it is asked for, on a terminal of 80 columns.
    void everyHelpIsTidy()
    {
        QList<QStringList> asked{{u"--help"_s}};
        const QStringList names = commandNames();
        QVERIFY(names.size() >= 14);
        for (const QString &name : names)
            asked.append({name, u"--help"_s});
        for (const QStringList &words : std::as_const(asked)) {
            const ProgramRun run = cli(words);
            COMPARE_CODE(run, 0);
            const bool isOfCommand = words.size() > 1;
            const QString named = isOfCommand ? words.first() : u"COMMAND"_s;
            const QByteArray usage = "Usage: tokenwright-cli " + named.toUtf8() + " [options]";
            QVERIFY2(run.out.startsWith(usage), run.out.constData());
            QVERIFY(run.out.contains("Examples:\n"));
            const QStringList lines = QString::fromUtf8(run.out).split(u'\n');
            for (const QString &line : lines) {
                const bool isExample = line.startsWith(u"  tokenwright-cli ");
                QVERIFY2(line.size() < 80 || isExample, qPrintable(line));
                QVERIFY2(!line.endsWith(u' '), qPrintable(line));
            }
        }
        QCOMPARE(cli("help import").out, cli("import --help").out);
        QCOMPARE(cli("help").out, cli("--help").out);
        const QByteArray token = cli("help token").out;
        QVERIFY2(token.contains("--format FORMAT"), token.constData());
        QVERIFY2(token.contains("\n                            powershell  PowerShell command\n"),
                 token.constData());
    }

    void mistyped_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *line, const char *said) {
            QTest::newRow(line) << QString::fromLatin1(line) << QByteArray(said);
        };
        row("tokne", "no command “tokne”. Did you mean token?");
        row("heade", "Did you mean header?");
        row("exprot", "Did you mean export?");
        row("completion", "Did you mean completions?");
        row("help tokne", "Did you mean token?");
        row("frobnicate", "There is no command “frobnicate”.\n");
        row("--quiet list", "The command comes first");
        row("token Parcels --jsno", "no option “--jsno”. Did you mean --json?");
        row("token Parcels --fromat=json", "no option “--fromat”. Did you mean --format?");
        row("token Parcels -json", "no option “-json”. Did you mean --json?");
        row("token -Parcels", "stands behind “--”");
        row("token Parcels --format jsno", "no format “jsno”. Did you mean json?");
        row("env Parcels --format fihs", "no format “fihs”. Did you mean fish?");
        row("list --xyzzy", "no option “--xyzzy”.\n");
        row("list Parcels", "“list” takes options alone, not “Parcels”.");
        row("list --json=1", "--json");
        row("token --min-ttl", "--min-ttl");
        row("token Parcels --xyzzy", "“tokenwright-cli token --help” tells more");
    }

    void mistyped()
    {
        QFETCH(const QString, line);
        QFETCH(const QByteArray, said);
        const ProgramRun run = cli(line.split(u' '));
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains(said), run.err.constData());
    }

    void aMistypedName()
    {
        const ProgramRun run = cli("token Pracels");
        COMPARE_CODE(run, 3);
        QVERIFY2(run.err.contains("Near to it: “Parcels”"), run.err.constData());
    }

    void noCommand()
    {
        const ProgramRun run = cli(QStringList());
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.startsWith("Usage: tokenwright-cli COMMAND"), run.err.constData());
        QVERIFY(run.err.contains("\n  header ") && run.err.size() < 2'000);
    }

    void theManualIsGoodRoff()
    {
        if (!isThere("mandoc"))
            QSKIP("There is no mandoc here.");
        // it is written anew with every build and has no date of its own
        const ProgramRun lint = shell("bash",
                                      "\"$0\" --manual | mandoc -T lint -W warning | "
                                      "grep -v 'missing date'");
        QCOMPARE(lint.out, "");
        const ProgramRun page = shell("bash", "\"$0\" --manual | mandoc -T ascii | col -b");
        for (const char *line : {"EXIT CODES", "--min-ttl SECONDS", "completions bash|zsh|fish"})
            QVERIFY2(page.out.contains(line), page.out.constData());
    }

    void completions_data()
    {
        QTest::addColumn<QByteArray>("words"); ///< The last one is being typed.
        QTest::addColumn<QByteArrayList>("offered");
        QTest::newRow("command") << QByteArray("tok") << QByteArrayList{"token"};
        QTest::newRow("set") << QByteArray("header Par") << QByteArrayList{"Parcels"};
        QTest::newRow("set with a blank, in any case")
            << QByteArray("header my") << QByteArrayList{"My catalogue"};
        QTest::newRow("option") << QByteArray("token --min") << QByteArrayList{"--min-ttl"};
        QTest::newRow("format") << QByteArray("token --format po") << QByteArrayList{"powershell"};
        QTest::newRow("format of env") << QByteArray("env --format d") << QByteArrayList{"dotenv"};
        QTest::newRow("provider") << QByteArray("add --provider ebay-u")
                                  << QByteArrayList{"ebay-user"};
        QTest::newRow("environment")
            << QByteArray("list --environment sa") << QByteArrayList{"sandbox"};
        QTest::newRow("nothing to offer") << QByteArray("add Par") << QByteArrayList{};
    }

    void completions()
    {
        QFETCH(const QByteArray, words);
        QFETCH(QByteArrayList, offered);
        QByteArrayList inBash = offered;
        for (QByteArray &word : inBash)
            word.replace(" ", "\\ ");
        const ProgramRun bash = shell(
            "bash",
            "source <(\"$0\" completions bash); COMP_WORDS=(tokenwright-cli " + words
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tokenwright_cli; "
                  "printf '%s\\n' \"${COMPREPLY[@]}\"");
        QCOMPARE(bash.err, "");
        QCOMPARE(bash.out.trimmed(), inBash.join('\n'));
        if (isThere("fish")) {
            const ProgramRun fish = shell("fish",
                                          "tokenwright-cli completions fish | source; "
                                          "complete -C 'tokenwright-cli "
                                              + words + "' | cut -f1");
            QCOMPARE(fish.err, "");
            // fish 4 offers after these what only holds the word somewhere
            QCOMPARE(fish.out.trimmed().split('\n').first(offered.size()), offered);
        }
    }

    void zshKnowsTheCommand()
    {
        if (!isThere("zsh"))
            QSKIP("zsh is not installed");
        const ProgramRun zsh = shell("zsh",
                                     "autoload -Uz compinit; compinit -u -D; "
                                     "source <(tokenwright-cli completions zsh); "
                                     "print -r -- $_comps[tokenwright-cli]");
        QCOMPARE(zsh.err, "");
        QCOMPARE(zsh.out.trimmed(), "_tokenwright_cli");
    }

    void colourIsForTerminalsThatWantIt()
    {
        const QByteArray escape("\x1b[");
        const QByteArray plain = cli("list").out;
        QVERIFY(!plain.contains(escape));
        QVERIFY(plain.startsWith("My catalogue\tPitney Bowes\tProduction\t"));
        QVERIFY(!cli("header nobody").err.contains(escape));
        const QByteArray shown = onTerminal("TERM=xterm tokenwright-cli list");
        QVERIFY(shown.contains(escape));
        QVERIFY(shown.contains("My catalogue  Pitney Bowes  Production"));
        QVERIFY(onTerminal("TERM=xterm tokenwright-cli header nobody").contains(escape));
        QVERIFY(!onTerminal("NO_COLOR=1 TERM=xterm tokenwright-cli list").contains(escape));
        QVERIFY(!onTerminal("TERM=dumb tokenwright-cli header nobody").contains(escape));
    }

    void aBrokenPipeIsQuiet()
    {
        const ProgramRun run = shell("bash",
                                     "exec 3> >(exec true); wait $!; \"$0\" providers >&3; "
                                     "echo \"code $?\" >&2");
        QCOMPARE(run.err, "code 1\n");
    }

    void aFullDiskIsSaid()
    {
        const ProgramRun run = shell("bash", "\"$0\" providers >/dev/full");
        COMPARE_CODE(run, 1);
        QVERIFY2(run.err.contains("cannot be written"), run.err.constData());
    }

    void librariesAreNotLookedForInTheCurrentFolder()
    {
        if (!isThere("readelf"))
            QSKIP("There is no readelf here.");
        const QString folder = commandLineFile().section(u'/', 0, -2);
        for (const char *name : {"tokenwright-cli", "tokenwright"}) {
            const ProgramRun run = runProgram(
                u"readelf"_s, {u"--dynamic"_s, folder + u'/' + QLatin1StringView(name)});
            COMPARE_CODE(run, 0);
            QVERIFY(run.out.contains("(NEEDED)"));
            for (const char *empty : {"[:", "::", ":]"})
                QVERIFY2(!run.out.contains(empty), run.out.constData());
        }
    }

    void explainingItselfWritesNothing()
    {
        const QTemporaryDir home;
        const QByteArray start = "HOME=" + home.path().toUtf8()
            + " XDG_CONFIG_HOME= XDG_DATA_HOME= ";
        for (const char *line :
             {"--help", "--manual", "completions zsh", "providers", "list --help"})
            COMPARE_CODE(shell("bash", start + "\"$0\" " + line), 0);
        QCOMPARE(
            QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList());
    }
};

TEST_IN_PROGRAM(TestCliHelp)
#include "tst_clihelp.moc"
