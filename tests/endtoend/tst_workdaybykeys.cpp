// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "Workday.h"

#include <QGuiApplication>

using namespace Qt::StringLiterals;
using namespace Workday;

/// A whole day's work with the keyboard alone; tst_workdaybynames does the same without it.
class TestWorkdayByKeys : public QObject
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
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        // a command that was copied becomes a set, once it is said for which environment
        QVERIFY(copyCommand(program));
        QVERIFY(window.pressShortcut('v', AccessibilityBus::Control));
        // the very first key can be lost while the accessibility bus makes its keyboard
        const bool isOpen = QTest::qWaitFor(
            [] {
                return !outputOf(u"xdotool"_s, {u"getactivewindow"_s, u"getwindowname"_s})
                            .startsWith(u"Tokenwright");
            },
            5'000);
        QVERIFY(isOpen || window.pressShortcut('v', AccessibilityBus::Control));
        VERIFY_WINDOW(program, window.table(u"What would be imported"_s).isValid());
        VERIFY_WINDOW(program, window.tabTo(u"Environment"_s));
        QVERIFY(window.type(u"s"_s));
        VERIFY_WINDOW(program, window.find(u"Import 1 credential set"_s).isValid());
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        VERIFY_WINDOW(program, window.waitUntilGone(u"Paste"_s, AccessibleRole::Button));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        QVERIFY(window.pressShortcut('m', AccessibilityBus::Control));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Pitney Bowes"_s, u"left"_s));
        QVERIFY(window.pressKey(Key::Return));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));
        QCOMPARE(program.server().requestCount(), 1);

        // a second one is typed, with a mistake, which the provider tells and which is put right
        QVERIFY(window.pressShortcut('n', AccessibilityBus::Control));
        QVERIFY(hasKeyboard(u"Add credential set"_s));
        VERIFY_WINDOW(program, window.tabTo(u"Provider"_s));
        QVERIFY(window.type(u"eBay"_s));
        VERIFY_WINDOW(program, window.tabTo(idLabel));
        QVERIFY(window.type(PracticeTokenServer::ebayClientId()));
        VERIFY_WINDOW(program, window.tabTo(secretLabel));
        QVERIFY(window.type(u"SBX-practice-mistyped"_s));
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, program.waitForWords(u"Saved, but no token was minted."_s));
        VERIFY_WINDOW(program, program.waitForWords(u"client authentication failed"_s));
        QVERIFY(window.pressShortcut('a', AccessibilityBus::Control));
        QVERIFY(window.type(PracticeTokenServer::ebayClientSecret()));
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, program.waitForWords(u"Saved. The token lives 2 h 0 min."_s));
        QVERIFY(window.pressKey(Key::Return));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        // found by a word of any column
        QVERIFY(window.pressShortcut('f', AccessibilityBus::Control));
        QVERIFY(window.type(u"ebay"_s));
        VERIFY_WINDOW(program, waitForRows(program, 1));
        QVERIFY(window.pressKey(Key::Return));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));
        QCOMPARE(program.server().requestCount(), 3);
        QVERIFY(window.pressKey(Key::Escape));
        QVERIFY(window.pressKey(Key::Escape)); // and to the list

        QVERIFY(startPalette());
        QVERIFY(hasKeyboard(u"Search"_s));
        QVERIFY(window.type(u"pitney"_s));
        VERIFY_WINDOW(program, waitForFound(program, 1));
        QVERIFY(window.pressKey(Key::Return));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));
        QTRY_VERIFY(RunningProgram::clipboard() != latestHeader(program)); // of the one before
        QCOMPARE(program.server().requestCount(), 3);

        // one more scope: the token of before is none for it
        QVERIFY(window.pressKey(Key::F2));
        QVERIFY(hasKeyboard(u"Edit credential set"_s));
        VERIFY_WINDOW(program, window.tabTo(u"Scopes"_s));
        QVERIFY(window.pressKey(Key::End, AccessibilityBus::Control));
        QVERIFY(window.pressKey(Key::Return));
        QVERIFY(window.type(inventory));
        QVERIFY(window.pressShortcut('s', AccessibilityBus::Alt));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));
        QVERIFY(window.pressKey(Key::Return));
        QTRY_COMPARE(program.server().requestCount(), 4);
        QVERIFY(asksForScope(program, inventory));
        QTRY_COMPARE(RunningProgram::clipboard(), latestHeader(program));

        // a file's set is taken over, removed and had back
        QVERIFY(window.pressShortcut('i', AccessibilityBus::Control));
        QVERIFY(hasKeyboard(u"Files to import"_s));
        QVERIFY(window.type(fileToImport(folder)));
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, window.find(u"Import 1 credential set"_s).isValid());
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        QVERIFY(window.pressKey(Key::Return));
        QVERIFY(hasKeyboard(u"Tokenwright"_s));
        VERIFY_WINDOW(program, waitForRows(program, 3));
        QVERIFY(window.pressKey(Key::Delete));
        VERIFY_WINDOW(program, waitForRows(program, 2));
        QVERIFY(window.pressShortcut('z', AccessibilityBus::Control));
        VERIFY_WINDOW(program, waitForRows(program, 3));
        QVERIFY(program.close());
    }

    /// Where a question and what asked it go at once, window managers give the keyboard to nobody.
    void theKeyboardComesBack()
    {
        RunningProgram program;
        QVERIFY(program.start());
        AccessibleWindow &window = program.window();
        QVERIFY(hasKeyboard(u"Tokenwright"_s));
        const auto leave = [&] {
            return window.type(u"x"_s) && window.pressKey(Key::Escape)
                && window.find(u"Discard"_s, AccessibleRole::Button).isValid()
                && window.tabTo(u"Discard"_s) && window.pressKey(Key::Space)
                && window.waitUntilGone(u"Discard"_s, AccessibleRole::Button);
        };
        QVERIFY(window.pressShortcut('n', AccessibilityBus::Control));
        QVERIFY(hasKeyboard(u"Add credential set"_s));
        VERIFY_WINDOW(program, leave());
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        VERIFY_WINDOW(program, window.chooseFromMenu(u"Menu"_s, u"Providers…"_s));
        QVERIFY(hasKeyboard(u"Providers"_s));
        QVERIFY(window.type(u"ebay"_s));
        QVERIFY(window.pressShortcut('a', AccessibilityBus::Alt));
        QVERIFY(hasKeyboard(u"Add credential set"_s));
        VERIFY_WINDOW(program, leave());
        QVERIFY(hasKeyboard(u"Tokenwright"_s));
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestWorkdayByKeys)
#include "tst_workdaybykeys.moc"
