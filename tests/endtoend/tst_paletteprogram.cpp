// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;

/// `tokenwright --palette`, as a key of the desktop's starts it, with a running program and
/// without.
class TestPaletteProgram : public QObject
{
    Q_OBJECT

private:
    static QStringList visibleWindows(const QString &pattern)
    {
        return outputOf(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, pattern})
            .split(u'\n', Qt::SkipEmptyParts);
    }
    static bool hasMainWindow() { return !visibleWindows(u"^Tokenwright$"_s).isEmpty(); }
    static bool hasPalette() { return !visibleWindows(u"^Search"_s).isEmpty(); }
    static bool paletteHasKeyboard()
    {
        return outputOf(u"xdotool"_s, {u"getactivewindow"_s, u"getwindowname"_s})
            .startsWith(u"Search"_s);
    }
    /// One more start in the same profile; its exit code.
    static int startPalette()
    {
        return QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), {u"--palette"_s});
    }
    static QString headerOf(RunningProgram &program)
    {
        const auto tokens = program.server().tokensGiven();
        return tokens.isEmpty()
            ? u"no token was given"_s
            : u"Authorization: Bearer " + QString::fromLatin1(tokens.constLast());
    }
    static void clearAfter(int seconds)
    {
        QSettings(Tokenwright::Profile::standard().settingsFile(), QSettings::IniFormat)
            .setValue(u"clipboard/clearAfterSeconds"_s, seconds);
    }
    /// From now on Pitney Bowes lets the latest token alone live.
    static void revokePreviousTokens()
    {
        QFile file(Tokenwright::Profile::standard().providersFolder() + u"/pitney-bowes.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        json.insert(u"policy"_s, QJsonObject{{u"revokesPrevious"_s, true}});
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(json).toJson());
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

    void isTheRunningPrograms()
    {
        RunningProgram program;
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
        QVERIFY(!program.storePitneyBowesSet(u"Other"_s).isEmpty());
        QVERIFY(program.start());
        QCOMPARE(startPalette(), 0);
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().type(u"par"_s));
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        QTRY_COMPARE_WITH_TIMEOUT(RunningProgram::clipboard(), headerOf(program), 15'000);
        QTRY_VERIFY(!hasPalette());
        QVERIFY(program.isRunning() && hasMainWindow());
        // what was used last comes first, and Esc leaves all as it was
        QCOMPARE(startPalette(), 0);
        QTRY_VERIFY(paletteHasKeyboard());
        const auto rows = program.window().find(u"Credential sets"_s, AccessibleRole::List);
        QVERIFY(rows.child(0).name().startsWith(u"Parcels, Pitney Bowes, Sandbox, "_s));
        QVERIFY(rows.child(1).name().startsWith(u"Other, "_s));
        QVERIFY(program.window().pressKey(AccessibleWindow::Escape));
        QTRY_VERIFY(!hasPalette());
        QCOMPARE(program.server().requestCount("/oauth/token"), 1);
        QVERIFY(program.close());
    }

    void aloneItStaysUntilTheClipboardIsFree_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("cleared by time") << 2;
        QTest::newRow("replaced") << 0;
    }

    void aloneItStaysUntilTheClipboardIsFree()
    {
        QFETCH(const int, seconds);
        clearAfter(seconds);
        RunningProgram program;
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
        QVERIFY(program.start({u"--palette"_s}));
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(!hasMainWindow());
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        QTRY_COMPARE_WITH_TIMEOUT(RunningProgram::clipboard(), headerOf(program), 15'000);
        QTRY_VERIFY(!hasPalette());
        QVERIFY(!hasMainWindow());
        QVERIFY(program.isRunning());
        if (seconds == 0) {
            QTest::qWait(3'000); // it would have ended by then
            QVERIFY(program.isRunning());
            QGuiApplication::clipboard()->setText(u"of somebody else"_s);
        }
        QVERIFY(program.waitUntilEnded());
        QCOMPARE(RunningProgram::clipboard(), seconds == 0 ? u"of somebody else"_s : QString());
    }

    void aloneItEndsWithEscape()
    {
        RunningProgram program;
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
        QVERIFY(program.start({u"--palette"_s}));
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().pressKey(AccessibleWindow::Escape));
        QVERIFY(program.waitUntilEnded());
        QCOMPARE(program.server().requestCount("/oauth/token"), 0);
    }

    void aloneItBecomesTheProgramWhenThatIsStarted()
    {
        clearAfter(0);
        RunningProgram program;
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
        QVERIFY(program.start({u"--palette"_s}));
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        QTRY_COMPARE_WITH_TIMEOUT(RunningProgram::clipboard(), headerOf(program), 15'000);
        QTRY_VERIFY(!hasPalette());
        QCOMPARE(QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), QStringList()), 0);
        QTRY_VERIFY(hasMainWindow());
        QGuiApplication::clipboard()->setText(u"of somebody else"_s);
        QTest::qWait(4'000); // it would have ended by then
        QVERIFY(program.isRunning());
        QVERIFY(program.close());
    }

    void aloneItBringsTheWindowToAsk()
    {
        clearAfter(0);
        RunningProgram program;
        revokePreviousTokens();
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
        QVERIFY(program.start({u"--palette"_s}));
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        QTRY_COMPARE_WITH_TIMEOUT(RunningProgram::clipboard(), headerOf(program), 15'000);
        QTRY_VERIFY(!hasPalette());
        QCOMPARE(startPalette(), 0);
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().pressKey(AccessibleWindow::Return, AccessibilityBus::Control));
        VERIFY_WINDOW(program, program.window().press(u"Mint a new one"_s, AccessibleRole::Button));
        QTRY_COMPARE_WITH_TIMEOUT(program.server().requestCount("/oauth/token"), 2, 15'000);
        QVERIFY(!hasPalette());
        QTRY_VERIFY(hasMainWindow());
        QVERIFY(program.close());
    }

    void whatFailsLeadsToTheWindow()
    {
        RunningProgram program;
        QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s, u"practice-wrong-secret"_s).isEmpty());
        QVERIFY(program.start({u"--palette"_s}));
        QTRY_VERIFY(paletteHasKeyboard());
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        VERIFY_WINDOW(program,
                      program.window().press(u"Open Tokenwright"_s, AccessibleRole::Button));
        QTRY_VERIFY(hasMainWindow());
        QTRY_VERIFY(!hasPalette());
        QVERIFY(program.isRunning());
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestPaletteProgram)
#include "tst_paletteprogram.moc"
