// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QGuiApplication>
#include <QTest>

/// On a machine where no keychain answers the program works from memory and says so.
class TestWithoutKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksForTheSessionAndSaysSo()
    {
        RunningProgram program;
        const QString name = QStringLiteral("Parcels");
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(name));
        VERIFY_WINDOW(program,
                      program.waitForWords(QStringLiteral("memory and are gone when you quit")));
        VERIFY_WINDOW(program, program.window().press(QStringLiteral("Copy bearer header")));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, QStringLiteral("left")));
        QTRY_VERIFY(
            RunningProgram::clipboard().startsWith(QStringLiteral("Authorization: Bearer ")));
        QCOMPARE(RunningProgram::filesWith({PracticeTokenServer::pitneyBowesSecret().toUtf8(),
                                            program.server().tokensGiven().constFirst()}),
                 QStringList());
        QVERIFY(program.close());

        // the row is there the next time, says what is wrong and can be repaired
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.waitForTokenCell(name, QStringLiteral("no token yet")));
        VERIFY_WINDOW(program, program.window().press(QStringLiteral("Mint token")));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, QStringLiteral("no keychain")));
        VERIFY_WINDOW(
            program,
            program.window().press(QStringLiteral("Edit credential set"), AccessibleRole::Button));
        VERIFY_WINDOW(program,
                      program.window().setText(QStringLiteral("API key"),
                                               PracticeTokenServer::pitneyBowesKey()));
        VERIFY_WINDOW(program,
                      program.window().setText(QStringLiteral("API secret"),
                                               PracticeTokenServer::pitneyBowesSecret()));
        VERIFY_WINDOW(program, program.window().press(QStringLiteral("Save")));
        VERIFY_WINDOW(program, program.window().waitUntilGone(QStringLiteral("Save")));
        VERIFY_WINDOW(program, program.window().press(QStringLiteral("Copy bearer header")));
        VERIFY_WINDOW(program, program.waitForTokenCell(name, QStringLiteral("left")));
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestWithoutKeychain)
#include "tst_withoutkeychain.moc"
