// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;

/// On a machine where no keychain answers the program works from memory and says so.
class TestWithoutKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksForTheSessionAndSaysSo()
    {
        RunningProgram program;
        const QString name = u"Parcels"_s;
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(name));
        VERIFY_WINDOW(program, program.waitForWords(u"memory and are gone when you quit"_s));
        VERIFY_WINDOW(program, program.window().press(u"Copy bearer header"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, u"left"_s));
        QTRY_VERIFY(RunningProgram::clipboard().startsWith(u"Authorization: Bearer "_s));
        QCOMPARE(RunningProgram::filesWith({PracticeTokenServer::pitneyBowesSecret().toUtf8(),
                                            program.server().tokensGiven().constFirst()}),
                 QStringList());
        QVERIFY(program.close());

        // the row is there the next time, says what is wrong and can be repaired
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.waitForTokenCell(name, u"no token yet"_s));
        VERIFY_WINDOW(program, program.window().press(u"Mint token"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, u"no keychain"_s));
        VERIFY_WINDOW(program,
                      program.window().press(u"Edit credential set"_s, AccessibleRole::Button));
        VERIFY_WINDOW(
            program, program.window().setText(u"API key"_s, PracticeTokenServer::pitneyBowesKey()));
        VERIFY_WINDOW(
            program,
            program.window().setText(u"API secret"_s, PracticeTokenServer::pitneyBowesSecret()));
        VERIFY_WINDOW(program, program.window().press(u"Save"_s));
        VERIFY_WINDOW(program, program.window().waitUntilGone(u"Save"_s));
        VERIFY_WINDOW(program, program.window().press(u"Copy bearer header"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, u"left"_s));
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestWithoutKeychain)
#include "tst_withoutkeychain.moc"
