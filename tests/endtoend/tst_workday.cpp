// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// A whole day's work with the window, once by the keyboard and once by the names of its controls.
/// The steps are the same, so that neither way has one that the other lacks.
class TestWorkday : public QObject
{
    Q_OBJECT

private:
    using Key = AccessibleWindow::Key;

    static const inline QString inventory = u"https://api.ebay.com/oauth/api_scope/sell.inventory"_s;
    static const inline QString idLabel = u"App ID (Client ID)"_s;
    static const inline QString secretLabel = u"Cert ID (Client Secret)"_s;

    /// Somebody copies a command that asks Pitney Bowes for a token.
    static bool copyCommand(RunningProgram &program)
    {
        const QString pair = PracticeTokenServer::pitneyBowesKey() + u':'
            + PracticeTokenServer::pitneyBowesSecret();
        QProcess xclip;
        xclip.start(u"xclip"_s, {u"-i"_s, u"-selection"_s, u"clipboard"_s});
        xclip.write(QString(u"curl -X POST " + program.server().url(u"/oauth/token"_s).toString()
                            + u" -u " + pair + u" -d grant_type=client_credentials\n")
                        .toUtf8());
        xclip.closeWriteChannel();
        return xclip.waitForFinished();
    }
    /// A file of another program, with a pair that nobody knows.
    static QString fileToImport(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(u"shop.env"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("EBAY_SANDBOX_CLIENT_ID=Practice-Tokenwri-SBX-9999999999ab-0123abcd\n"
                       "EBAY_SANDBOX_CLIENT_SECRET=SBX-practice-not-a-secret-0002\n");
        return file.fileName();
    }
    static QString latestHeader(RunningProgram &program)
    {
        const auto tokens = program.server().tokensGiven();
        return tokens.isEmpty()
            ? u"no token was given"_s
            : u"Authorization: Bearer " + QString::fromLatin1(tokens.constLast());
    }
    static bool startPalette()
    {
        return QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), {u"--palette"_s}) == 0;
    }
    static bool hasKeyboard(const QString &title)
    {
        return QTest::qWaitFor(
            [&] {
                return outputOf(u"xdotool"_s, {u"getactivewindow"_s, u"getwindowname"_s})
                    .startsWith(title);
            },
            15'000);
    }
    static bool waitForRows(RunningProgram &program, int rows)
    {
        AccessibleWindow &window = program.window();
        return window.waitFor(
            [&] { return window.table(u"Credential sets"_s).rowCount() == rows; },
            u"A list of %1"_s.arg(rows));
    }
    static bool asksForScope(RunningProgram &program, const QString &scope)
    {
        return program.server().requests().constLast().body.contains(
            QUrl::toPercentEncoding(scope));
    }

private Q_SLOTS:
    void init()
    {
        const auto profile = Tokenwright::Profile::standard();
        for (const QString &file : {profile.settingsFile(), profile.credentialSetsFile(),
                                    profile.ledgerFile(), profile.lastUsedFile()})
            QFile::remove(file);
        QGuiApplication::clipboard()->clear();
    }

    void byTheKeyboard()
    {
        const QTemporaryDir folder;
        RunningProgram program;
        QVERIFY(program.start());
        AccessibleWindow &window = program.window();
        QVERIFY(hasKeyboard(u"Tokenwright"_s));

        // a command that was copied becomes a set, once it is said for which environment
        QVERIFY(copyCommand(program));
        QVERIFY(window.pressShortcut('v', AccessibilityBus::Control));
        VERIFY_WINDOW(program, window.table(u"What would be imported"_s).isValid());
        VERIFY_WINDOW(program, window.tabTo(u"Environment"_s));
        QVERIFY(window.type(u"s"_s));
        VERIFY_WINDOW(program, window.find(u"Import 1 credential set"_s).isValid());
        QVERIFY(window.pressKey(Key::Return));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        QVERIFY(window.pressKey(Key::Return));
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

    void byTheNamesOfControls()
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
        VERIFY_WINDOW(program,
                      window.chooseFromMenu(u"Menu"_s, u"Import from the clipboard"_s));
        VERIFY_WINDOW(program, window.chooseItem(u"Environment"_s, u"Sandbox"_s));
        VERIFY_WINDOW(program, button(u"Import 1 credential set"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
        VERIFY_WINDOW(program, button(u"Close"_s));
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
        VERIFY_WINDOW(program, program.waitForWords(u"eBay rejected the pair"_s));
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
        QTRY_VERIFY(RunningProgram::clipboard() != latestHeader(program));
        VERIFY_WINDOW(program, window.setText(u"Search"_s, QString()));

        QVERIFY(startPalette());
        QVERIFY(hasKeyboard(u"Search"_s)); // it is there for a key, and works by keys alone
        QVERIFY(window.type(u"cata"_s));
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

WIDGET_TEST_IN_PROGRAM(TestWorkday)
#include "tst_workday.moc"
