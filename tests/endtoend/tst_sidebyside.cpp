// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

/// The window and the command line on one profile: what one does shows in the other within a
/// second.
class TestSideBySide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOneDoesTheOtherShows();
    void aCommandLineAsksInTheWindow();
};

void TestSideBySide::whatOneDoesTheOtherShows()
{
    RunningProgram program;
    PracticeTokenServer &server = program.server();
    QVERIFY(program.start());
    VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
    program.window().setPatience(1s);

    // a mint of the command line shows in the window, which copies that very token
    ProgramRun run = cli("token Parcels");
    COMPARE_CODE(run, 0);
    VERIFY_WINDOW(program, program.waitForTokenCell(u"Parcels"_s, u"left"_s));
    VERIFY_WINDOW(program, program.window().press(u"Copy bearer header"_s, AccessibleRole::Button));
    QTRY_COMPARE(RunningProgram::clipboard(),
                 QString::fromLatin1("Authorization: Bearer " + run.out.trimmed()));
    QCOMPARE(server.requestCount(), 1);

    // a mint of the window is what the command line hands out
    VERIFY_WINDOW(program, program.window().press(u"Mint token"_s, AccessibleRole::Button));
    QTRY_COMPARE(server.tokensGiven().size(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(cli("token Parcels --no-mint").out,
                              server.tokensGiven().last() + '\n', 1'000);
    QCOMPARE(server.requestCount(), 2);

    // sets come, change their names and go
    run = cli("add Letters --provider pitney-bowes --environment sandbox --client-id "
              "practice-api-key-0001 --secret-stdin",
              PracticeTokenServer::pitneyBowesSecret().toUtf8());
    COMPARE_CODE(run, 0);
    const QString table = u"Credential sets"_s;
    VERIFY_WINDOW(program, program.window().rowOf(table, u"Letters"_s) >= 0);
    COMPARE_CODE(cli("edit Letters --name Stamps"), 0);
    VERIFY_WINDOW(program, program.window().rowOf(table, u"Stamps"_s) >= 0);
    COMPARE_CODE(cli("remove Stamps --yes"), 0);
    VERIFY_WINDOW(program,
                  program.window().waitFor(
                      [&] {
                          program.window().setPatience(0ms);
                          return program.window().rowOf(table, u"Stamps"_s) < 0;
                      },
                      u"the row's going"_s));
    program.window().setPatience(10s);

    // what the window adds the command line knows at once; a failure of one shows in the other
    VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Boxes"_s));
    COMPARE_CODE(cli("header Boxes"), 0);
    COMPARE_CODE(cli("edit Boxes --secret-stdin", "practice-wrong-secret"), 0);
    COMPARE_CODE(cli("header Boxes"), 4);
    program.window().setPatience(1s);
    VERIFY_WINDOW(program, program.waitForTokenCell(u"Boxes"_s, u"rejected"_s));
    program.window().setPatience(10s);
    QVERIFY(program.close());
}

/// --confirm: somebody at the window decides, or nobody does and the question goes.
void TestSideBySide::aCommandLineAsksInTheWindow()
{
    RunningProgram program;
    QVERIFY(program.start());
    VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Letters"_s));
    const QString question = u"Give a token of “Letters”"_s;
    for (const auto &[button, code] : {std::pair(u"Refuse"_s, 1), std::pair(u"Give it"_s, 0)}) {
        QProcess asking;
        asking.start(commandLineFile(), {u"header"_s, u"Letters"_s, u"--confirm"_s});
        VERIFY_WINDOW(program, program.waitForWords(question));
        QCOMPARE(program.server().requestCount(), 0); // nothing is minted before
        VERIFY_WINDOW(program, program.window().press(button, AccessibleRole::Button));
        QTRY_COMPARE_WITH_TIMEOUT(asking.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(asking.exitCode(), code);
        QCOMPARE(asking.readAllStandardOutput().startsWith("Authorization: Bearer "), code == 0);
    }
    // one that is ended takes its question along
    QProcess ended;
    ended.start(commandLineFile(), {u"header"_s, u"Letters"_s, u"--confirm"_s});
    VERIFY_WINDOW(program, program.waitForWords(question));
    ended.kill();
    QVERIFY(ended.waitForFinished());
    VERIFY_WINDOW(program, program.window().press(u"Copy bearer header"_s, AccessibleRole::Button));
    QTRY_VERIFY(RunningProgram::clipboard().startsWith(u"Authorization: Bearer "));
    QVERIFY(program.close());
    // and none that could ask is a refusal
    const ProgramRun alone = cli("header Letters --confirm");
    COMPARE_CODE(alone, 1);
    QVERIFY(alone.out.isEmpty() && alone.err.contains("none is running"));
}

WIDGET_TEST_IN_PROGRAM(TestSideBySide)
#include "tst_sidebyside.moc"
