// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

/// Where a command line has edges: descriptors that are full or closed, bytes that are no text,
/// names with anything in them, files that are none. What is expected was worked out by hand, or is
/// what the real shell says.
class TestCliEdges : public QObject
{
    Q_OBJECT

private:
    /// What bash makes of \a script, in which $0 is the command line.
    static ProgramRun bash(const QByteArray &script)
    {
        return runProgram(u"bash"_s, {u"-c"_s, QString::fromUtf8(script), commandLineFile()});
    }

    static ProgramRun add(const QString &name)
    {
        return cli({u"add"_s, u"--provider"_s, u"pitney-bowes"_s, u"--environment"_s, u"sandbox"_s,
                    u"--client-id"_s, PracticeTokenServer::pitneyBowesKey(), u"--secret-stdin"_s,
                    u"--"_s, name},
                   PracticeTokenServer::pitneyBowesSecret().toUtf8());
    }

    QString file(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    static QByteArray contentOf(const QString &path)
    {
        QFile content(path);
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray("unreadable");
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Profile profile = Profile::standard();
        QVERIFY(profile.ensureFolders());
        m_server = std::make_unique<PracticeTokenServer>();
        m_server->writeProviderFiles(profile.providersFolder());
        for (const QString &name :
             {u"Parcels"_s, u"-prod"_s, u"eBay:prod"_s, u"two  blanks"_s,
              u"Caf\u00e9 \u65e5\u672c\u8a9e"_s, u"par.cels"_s, u"par-cels"_s})
            COMPARE_CODE(add(name), 0);
        qputenv("FOLDER", m_folder.path().toLocal8Bit());
    }

    void whatCannotBeWrittenIsSaid_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *target : {">/dev/full", ">&-"}) {
            for (const char *line : {"--help",
                                     "-h",
                                     "help",
                                     "help list",
                                     "list --help",
                                     "--version",
                                     "list --version",
                                     "--manual",
                                     "completions bash",
                                     "completions fish",
                                     "providers",
                                     "providers --json",
                                     "list",
                                     "list --json",
                                     "header Parcels",
                                     "token Parcels",
                                     "token Parcels --json",
                                     "mint Parcels",
                                     "env Parcels",
                                     "export",
                                     "export --output -"})
                QTest::addRow("%s %s", line, target) << QByteArray(line) + ' ' + target;
        }
        QTest::newRow("export to a full device") << QByteArray("export --output /dev/full");
    }

    void whatCannotBeWrittenIsSaid()
    {
        QFETCH(const QByteArray, line);
        const ProgramRun run = bash("\"$0\" " + line);
        COMPARE_CODE(run, 1);
        QVERIFY2(run.err.contains("cannot be written"), run.err.constData());
        QCOMPARE(run.out, "");
    }

    /// With nothing open at all no file gets a number at which a token is printed.
    void allDescriptorsClosed()
    {
        const QByteArray index = contentOf(Profile::standard().credentialSetsFile());
        COMPARE_CODE(bash("\"$0\" token Parcels --force <&- >&- 2>&-"), 1);
        COMPARE_CODE(bash("\"$0\" add Closed --provider pitney-bowes --environment sandbox "
                          "--client-id practice --secret-stdin <&- >&- 2>&-"),
                     2);
        QCOMPARE(contentOf(Profile::standard().credentialSetsFile()), index);
        const QByteArray token = cli("token Parcels").out.trimmed();
        QVERIFY(!token.isEmpty());
        for (const QString &path :
             {Profile::standard().ledgerFile(), Profile::standard().credentialSetsFile()})
            QVERIFY(!contentOf(path).contains(token));
    }

    void aClosedStandardErrorDoesNoHarm()
    {
        const ProgramRun run = bash("\"$0\" list 2>&-");
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.contains("Parcels\t"));
        COMPARE_CODE(bash("\"$0\" mint Parcels 2>&-"), 0);
        COMPARE_CODE(bash("\"$0\" header Nobody 2>&-"), 3);
    }

    void aClosedStandardInputIsSaid()
    {
        const ProgramRun run = bash("\"$0\" edit Parcels --secret-stdin <&-");
        COMPARE_CODE(run, 2);
        QVERIFY2(run.err.contains("Standard input cannot be read"), run.err.constData());
        COMPARE_CODE(bash("\"$0\" import - <&-"), 1);
    }

    /// exec changes nothing of what it hands on.
    void bytesAreHandedOn_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char *name, const char *script, const char *output) {
            QTest::newRow(name) << QByteArray(script) << QByteArray(output);
        };
        row("argument", "\"$0\" exec Parcels -- printf %s $'caf\\xe9'", "caf\xe9");
        row("every byte",
            "\"$0\" exec Parcels -- printf %s \"$(printf \"$(printf '\\\\%03o' {1..255})\")\" | "
            "cksum",
            "2662094625 255\n");
        row("variable", "X=$'\\xff\\xfe' \"$0\" exec Parcels -- printenv X", "\xff\xfe\n");
        row("command",
            "cp /bin/echo \"$FOLDER\"/$'\\xe9'; \"$0\" exec Parcels -- "
            "\"$FOLDER\"/$'\\xe9' said; rm \"$FOLDER\"/$'\\xe9'",
            "said\n");
        row("empty argument", "\"$0\" exec Parcels -- printf '<%s>' '' a ''", "<><a><>");
        row("dashes", "\"$0\" exec Parcels -- /bin/echo -- --help -v --", "-- --help -v --\n");
        row("Qt's own options", "\"$0\" exec Parcels -- /bin/echo -qmljsdebugger=port:1",
            "-qmljsdebugger=port:1\n");
    }

    void bytesAreHandedOn()
    {
        QFETCH(const QByteArray, script);
        const ProgramRun run = bash(script);
        COMPARE_CODE(run, 0);
        QTEST(run.out, "output");
    }

    void aPipeSignalIsHandedOnAsItWas()
    {
        const QByteArray grep("grep SigIgn /proc/self/status");
        for (const QByteArray &before :
             {QByteArray("trap '' PIPE; "), QByteArray("trap - PIPE; ")}) {
            const ProgramRun run = bash(before + "\"$0\" exec Parcels -- " + grep);
            COMPARE_CODE(run, 0);
            QCOMPARE(run.out, bash(before + grep).out);
        }
    }

    void whatIsNoTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"token $'P\\xe9'", "import $'/tmp/\\xe9'", "exec $'\\xe9' -- true",
                                 "export --output $'/tmp/\\xe9'", "list --environment $'\\xff'"})
            QTest::newRow(line) << QByteArray(line);
    }

    void whatIsNoTextIsRefused()
    {
        QFETCH(const QByteArray, line);
        const ProgramRun run = bash("\"$0\" " + line);
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains("not valid UTF-8"), run.err.constData());
    }

    void names_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output"); ///< What it begins with.
        const auto row = [](const QStringList &words, int code, const char *output) {
            QTest::newRow(qPrintable(words.join(u' '))) << words << code << QByteArray(output);
        };
        row({u"token"_s, u"--"_s, u"-prod"_s}, 0, "");
        row({u"header"_s, u"--quiet"_s, u"--"_s, u"-prod"_s}, 0, "Authorization: Bearer ");
        row({u"header"_s, u"--"_s, u"-prod"_s, u"--quiet"_s}, 2, "");
        row({u"token"_s, u"-prod"_s}, 2, "");
        row({u"token"_s, u"--"_s}, 2, "");
        row({u"token"_s, u"--"_s, u"Parcels"_s}, 0, "");
        row({u"check"_s, u"--"_s, u"-prod"_s}, 0, "");
        row({u"env"_s, u"--"_s, u"-prod"_s, u"Parcels"_s}, 0, "export TOKENWRIGHT__PROD_ACCESS");
        row({u"exec"_s, u"--"_s, u"-prod"_s, u"--"_s, u"echo"_s, u"a"_s}, 0, "a\n");
        row({u"exec"_s, u"--quiet"_s, u"--prefix"_s, u"X"_s, u"--"_s, u"-prod"_s, u"Parcels"_s,
             u"--"_s, u"printenv"_s, u"X__PROD_EXPIRES_AT"_s},
            0, "");
        row({u"exec"_s, u"Parcels"_s, u"--"_s, u"/bin/echo"_s, u"a"_s, u"--"_s, u"b"_s}, 0,
            "a -- b\n");
        row({u"exec"_s, u"--"_s, u"true"_s}, 2, "");
        row({u"exec"_s, u"Parcels"_s, u"--"_s}, 2, "");
        row({u"token"_s, u"EBAY:PROD"_s}, 0, "");
        row({u"token"_s, u"two  blanks"_s}, 0, "");
        row({u"token"_s, u"two blanks"_s}, 3, "");
        row({u"token"_s, u"caf\u00e9 \u65e5\u672c\u8a9e"_s}, 0, "");
        row({u"token"_s, u""_s}, 3, "");
    }

    void names()
    {
        QFETCH(const QStringList, words);
        QFETCH(const int, code);
        QFETCH(const QByteArray, output);
        const ProgramRun run = cli(words);
        COMPARE_CODE(run, code);
        QVERIFY2(run.out.startsWith(output), run.out.constData());
        if (code != 0)
            QCOMPARE(run.out, "");
    }

    void onlyOneEnvironment()
    {
        const ProgramRun sandbox = cli("list --environment SANDBOX");
        COMPARE_CODE(sandbox, 0);
        QCOMPARE(sandbox.out, cli("list").out);
        const ProgramRun production = cli("list --environment production");
        COMPARE_CODE(production, 0);
        QCOMPARE(production.out, "");
        COMPARE_CODE(cli("export --environment production"), 1);
    }

    void exportOfOne()
    {
        const ProgramRun run = cli("export -- -prod");
        COMPARE_CODE(run, 0);
        const QJsonArray sets = QJsonDocument::fromJson(run.out)[u"credentialSets"].toArray();
        QCOMPARE(sets.size(), 1);
        QCOMPARE(sets.first()[u"name"].toString(), u"-prod"_s);
    }

    /// What cannot be is told before the provider is asked for anything.
    void variablesAreNamedBeforeAnythingIsMinted_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *line, const char *said) {
            QTest::newRow(line) << QString::fromLatin1(line).split(u' ') << QByteArray(said);
        };
        row("env par.cels par-cels --force", "TOKENWRIGHT_PAR_CELS_");
        row("exec par.cels par-cels --force -- true", "TOKENWRIGHT_PAR_CELS_");
        row("env Parcels Parcels --force", "TOKENWRIGHT_PARCELS_");
        row("env Parcels --force --prefix 1x", "--prefix");
        row("exec Parcels --force --prefix 1x -- true", "--prefix");
        row("env Parcels --force --prefix=", "--prefix");
        row("env Parcels --force --format cobol", "cobol");
        row("exec Parcels --force", "behind “--”");
    }

    void variablesAreNamedBeforeAnythingIsMinted()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, said);
        const int before = m_server->requestCount();
        const ProgramRun run = cli(words);
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains(said), run.err.constData());
        QCOMPARE(m_server->requestCount(), before);
    }

    /// Nothing runs that a token holds, whatever reads it.
    void environmentOfAHostileToken_data()
    {
        QTest::addColumn<QByteArray>("token");
        for (const char *token :
             {"$(>$FOLDER/ran)", "$(touch${IFS}\"$FOLDER\"/ran)", "`>$FOLDER/ran`",
              "`touch${IFS}\"$FOLDER\"/ran`", "a'b", "a\"b", "a\\b", "a\\",
              "'$(touch${IFS}\"$FOLDER\"/ran)'", "\\'`touch${IFS}\"$FOLDER\"/ran`",
              "a;touch${IFS}\"$FOLDER\"/ran", "!!#&|<>(){}[]*?~", "${HOME}%$1", "v^1.1#i^1|p=+/=="})
            QTest::newRow(token) << QByteArray(token);
    }

    void environmentOfAHostileToken()
    {
        QFETCH(const QByteArray, token);
        PracticeAnswer answer;
        answer.body = QJsonDocument(QJsonObject{{u"access_token"_s, QString::fromUtf8(token)},
                                                {u"expiresIn"_s, u"3600"_s}})
                          .toJson();
        m_server->setResponder([answer](const PracticeRequest &) { return answer; });
        COMPARE_CODE(cli("mint Parcels"), 0);
        m_server->setResponder({});
        for (const auto &[format, shells] :
             {std::pair("sh", "bash dash zsh"), std::pair("fish", "fish"),
              std::pair("dotenv", "bash dash zsh")}) {
            const ProgramRun run = cli(
                {u"env"_s, u"Parcels"_s, u"--format"_s, QString::fromLatin1(format)});
            const bool fits = qstrcmp(format, "dotenv") != 0
                || !(token.contains('\'') || token.contains('\\') || token.contains("${"));
            COMPARE_CODE(run, fits ? 0 : 1);
            if (!fits) {
                QCOMPARE(run.out, "");
                QVERIFY2(run.err.contains("TOKENWRIGHT_ACCESS_TOKEN"), run.err.constData());
                continue;
            }
            QFile script(file("variables"));
            QVERIFY(script.open(QIODevice::WriteOnly));
            script.write(run.out);
            script.close();
            const QStringList readers = QString::fromLatin1(shells).split(u' ');
            for (const QString &shell : readers) {
                if (QStandardPaths::findExecutable(shell).isEmpty())
                    continue; // bash and a POSIX shell are there in any case
                const ProgramRun read = runProgram(
                    shell,
                    {u"-c"_s,
                     u". \"$FOLDER\"/variables; printf '%s|%s' \"$TOKENWRIGHT_ACCESS_TOKEN\" "
                     "\"$TOKENWRIGHT_AUTHORIZATION\""_s});
                QCOMPARE(read.err, "");
                QCOMPARE(read.out, token + "|Bearer " + token);
            }
        }
        QVERIFY(!QFile::exists(file("ran")));
    }

    void exportIsWrittenThrough()
    {
        const QByteArray all = cli("export").out;
        QVERIFY(all.contains("tokenwrightExport"));
        ProgramRun run = bash(
            "mkfifo \"$FOLDER\"/fifo; cat \"$FOLDER\"/fifo & \"$0\" export --quiet "
            "--output \"$FOLDER\"/fifo; code=$?; wait; test -p \"$FOLDER\"/fifo || "
            "echo replaced; exit $code");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, all);
        run = bash("cd \"$FOLDER\" && \"$0\" export --output -; test ! -e ./- || echo made");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, all);
        run = bash("\"$0\" export --output /dev/stdout | cat");
        QCOMPARE(run.out, all);
        COMPARE_CODE(bash("\"$0\" export --output /dev/null && test -c /dev/null"), 0);
        COMPARE_CODE(bash("\"$0\" export --output \"$FOLDER\""), 1);
        COMPARE_CODE(bash("\"$0\" export --output \"$FOLDER\" --force"), 1);

        // a link stays one, and what it leads to is replaced
        run = bash("cd \"$FOLDER\" && echo old >target && ln -s target near && ln -s near far && "
                   "\"$0\" export --output far; test $(cat target) = old && \"$0\" export --force "
                   "--output far && test -L far && test -L near && cat target");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, all);
        run = bash("cd \"$FOLDER\" && ln -s later new && \"$0\" export --force --output new && "
                   "test -L new && cat later");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, all);
    }

    /// An index that somebody else wrote: its names are shown, and speak to no terminal.
    void hostileNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("title") << u"x\u001b]0;owned\u0007"_s
                               << QByteArray("x\\u001B]0;owned\\u0007");
        QTest::newRow("bidi") << u"x\u202egnp"_s << QByteArray("x\\u202Egnp");
        QTest::newRow("row") << u"x\nParcels\tPitney Bowes\tSandbox\t9 h left"_s
                             << QByteArray("x\\u000AParcels\\u0009Pitney");
        QTest::newRow("line separator") << u"x\u2028y"_s << QByteArray("x\\u2028y");
        QTest::newRow("C1") << u"x\u009b31my"_s << QByteArray("x\\u009B31my");
        QTest::newRow("words of ours") << u"x\rtokenwright-cli: all is well"_s
                                       << QByteArray("x\\u000Dtokenwright-cli: all is well");
    }

    void hostileNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, shown);
        const QString path = Profile::standard().credentialSetsFile();
        const QByteArray before = contentOf(path);
        QJsonObject index = QJsonDocument::fromJson(before).object();
        QJsonArray sets = index[u"credentialSets"].toArray();
        const auto rows = sets.size();
        sets.append(QJsonObject{{u"id"_s, u"5d1c8f4e-0000-4000-8000-000000000001"_s},
                                {u"name"_s, name},
                                {u"provider"_s, u"pitney-bowes"_s},
                                {u"environment"_s, u"sandbox"_s}});
        index[u"credentialSets"] = sets;
        const auto write = [&](const QByteArray &content) {
            QFile target(path);
            return target.open(QIODevice::WriteOnly) && target.write(content) == content.size();
        };
        QVERIFY(write(QJsonDocument(index).toJson()));

        const ProgramRun list = cli("list");
        const ProgramRun json = cli("list --json");
        const ProgramRun exported = cli("export");
        QList<ProgramRun> runs{list,
                               json,
                               exported,
                               cli({u"header"_s, name + u'!'}),
                               cli({u"header"_s, name, u"--no-mint"_s}),
                               cli({u"header"_s, QString::fromUtf8(shown) + u'?'}),
                               cli({u"remove"_s, name}),
                               cli({u"token"_s, u"--"_s + name}),
                               cli({name}),
                               cli({u"import"_s, name}),
                               cli({u"list"_s, u"--"_s + name}),
                               bash("script -qec \"TERM=dumb '$0' list\" /dev/null")};
        QVERIFY(write(before));
        COMPARE_CODE(list, 0);
        QCOMPARE(list.out.count('\n'), rows + 1);
        QVERIFY2(list.out.contains(shown), list.out.constData());
        QCOMPARE(QJsonDocument::fromJson(json.out).array().last()[u"credential_set"].toString(),
                 name);
        COMPARE_CODE(runs.at(4), 1); // the set was found
        for (const ProgramRun &run : std::as_const(runs)) {
            const QString said = QString::fromUtf8(run.out + run.err);
            for (const QChar c : said) {
                const bool isHarmless = c == u'\n' || c == u'\t' || c == u'\r'
                    || (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format
                        && c.category() != QChar::Separator_Line);
                QVERIFY2(isHarmless, qPrintable(said));
            }
            QVERIFY(!run.err.contains("\r") && !run.err.contains("\nParcels"));
            QVERIFY(!run.err.contains("\ntokenwright-cli: all"));
        }
    }

    void aTokenOfUnknownLife()
    {
        PracticeAnswer answer;
        answer.body = "{\"access_token\":\"practice-of-unknown-life\"}";
        m_server->setResponder([answer](const PracticeRequest &) { return answer; });
        const ProgramRun run = cli("token par.cels");
        m_server->setResponder({});
        COMPARE_CODE(run, 0);
        const QByteArray list = cli("list").out;
        QVERIFY2(list.contains("par.cels\tPitney Bowes\tSandbox\tunknown life"), list.constData());
        QVERIFY2(list.contains("par-cels\tPitney Bowes\tSandbox\tno token"), list.constData());
    }

    /// Wide characters take two cells, combining ones none.
    void columnsOnATerminal()
    {
        COMPARE_CODE(add(u"e\u0301te\u0301 \U0001f511"_s), 0);
        const QByteArray shown = bash("script -qec \"TERM=dumb '$0' list\" /dev/null").out;
        // the longest is "two  blanks" and "Café 日本語" with 11 cells: the second column begins at
        // 13
        for (const char *line :
             {"NAME         PROVIDER", "Parcels      Pitney", "two  blanks  Pitney",
              "Caf\u00e9 \u65e5\u672c\u8a9e  Pitney", "e\u0301te\u0301 \U0001f511       Pitney"})
            QVERIFY2(shown.contains(line),
                     QByteArray(line + ("\nis not in\n" + shown)).constData());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<PracticeTokenServer> m_server;
};

TEST_IN_PROGRAM(TestCliEdges)
#include "tst_cliedges.moc"
