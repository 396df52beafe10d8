// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "Workday.h"

#include <QGuiApplication>

using namespace Qt::StringLiterals;
using namespace Workday;

/// A whole day's work with the accessible names of controls; tst_workdaybykeys does the same
/// without them.
class TestWorkdayByNames : public QObject
{
    Q_OBJECT

    using Key = AccessibleWindow::Key;

private Q_SLOTS:
    void fromTheFirstSetOn()
    {
        const QTemporaryDir folder;
        RunningProgram program;
        QVERIFY(program.start());
        AccessibleWindow &window = program.window();
        const auto button = [&](const QString &name) {
            return window.press(name, AccessibleRole::Button);
        };
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        QVERIFY(copyCommand(program));
        VERIFY_WINDOW(program, window.chooseFromMenu(u"Menu"_s, u"Import from the clipboard"_s));
        VERIFY_WINDOW(program, window.chooseItem(u"Environment"_s, u"Sandbox"_s));
        VERIFY_WINDOW(program, button(u"Import 1 credential set"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        VERIFY_WINDOW(program, button(u"Mint token"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Pitney Bowes"_s, u"left"_s));
        VERIFY_WINDOW(program, button(u"Copy bearer header"_s));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));
        QCOMPARE(program.server().requestCount(), 1);

        VERIFY_WINDOW(program,
                      program.addSet(u"Catalogue"_s, u"eBay"_s, idLabel,
                                     PracticeTokenServer::ebayClientId(), secretLabel,
                                     u"SBX-practice-mistyped"_s));
        VERIFY_WINDOW(program, button(u"Copy bearer header"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"eBay rejected the credentials"_s));
        // what failed offers what to do now
        VERIFY_WINDOW(program, window.find(u"Copy details"_s).isValid());
        VERIFY_WINDOW(program, button(u"Edit credential set"_s));
        VERIFY_WINDOW(program,
                      window.setText(secretLabel, PracticeTokenServer::ebayClientSecret()));
        VERIFY_WINDOW(program, button(u"Save and mint"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"Saved. The token lives 2 h 0 min."_s));
        VERIFY_WINDOW(program, button(u"Close"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Catalogue"_s, u"left"_s));

        VERIFY_WINDOW(program, window.setText(u"Search"_s, u"pitney"_s));
        VERIFY_WINDOW(program, waitForRows(program, 1));
        VERIFY_WINDOW(program, button(u"Copy bearer header"_s));
        // a button that an assistive technology presses does it a moment later
        VERIFY_WINDOW(program,
                      program.waitForWords(u"Copied the header of “Pitney Bowes” (Sandbox)."_s));
        QVERIFY(RunningProgram::clipboard() != latestHeader(program));
        VERIFY_WINDOW(program, window.setText(u"Search"_s, QString()));

        QVERIFY(startPalette());
        QVERIFY(hasKeyboard(u"Search"_s)); // it is there for a key, and works by keys alone
        QVERIFY(window.type(u"cata"_s));
        VERIFY_WINDOW(program, waitForFound(program, 1));
        QVERIFY(window.pressKey(Key::Return));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        VERIFY_WINDOW(program,
                      window.selectRow(u"Credential sets"_s,
                                       window.rowOf(u"Credential sets"_s, u"Catalogue"_s)));
        VERIFY_WINDOW(program, button(u"Edit credential set"_s));
        VERIFY_WINDOW(program, window.setText(u"Scopes"_s, inventory));
        VERIFY_WINDOW(program, button(u"Save"_s));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Catalogue"_s, u"no token yet"_s));
        VERIFY_WINDOW(program, button(u"Copy bearer header"_s));
        QTRY_COMPARE(program.server().requestCount(), 4);
        QVERIFY(asksForScope(program, inventory));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));

        VERIFY_WINDOW(program, button(u"Import…"_s));
        VERIFY_WINDOW(program, window.setText(u"File name:"_s, fileToImport(folder)));
        VERIFY_WINDOW(program, button(u"Open"_s));
        VERIFY_WINDOW(program, button(u"Import 1 credential set"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        VERIFY_WINDOW(program, button(u"Close"_s));
        VERIFY_WINDOW(program, waitForRows(program, 3));
        VERIFY_WINDOW(program, button(u"Remove credential set"_s));
        VERIFY_WINDOW(program, waitForRows(program, 2));
        VERIFY_WINDOW(program, button(u"Undo remove"_s));
        VERIFY_WINDOW(program, waitForRows(program, 3));
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestWorkdayByNames)
#include "tst_workdaybynames.moc"
