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

WIDGET_TEST_IN_PROGRAM(TestSideBySide)
#include "tst_sidebyside.moc"
