// SPDX-License-Identifier: MIT
#include "FakeNotificationServer.h"
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QGuiApplication>
#include <QRegularExpression>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString xdotool(const QString &arguments)
{
    return outputOf(u"xdotool"_s, arguments.split(u' '));
}

/// A tray on the virtual display, in its right upper corner.
class TrayHost
{
public:
    ~TrayHost() { end(); }

    bool start()
    {
        m_process.start(u"trayer"_s,
                        u"--edge top --align right --width 10 --height 24"_s.split(u' '));
        return m_process.waitForStarted();
    }
    void end()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The window in which the tray shows the program's icon; empty while there is none.
    static QString icon(qint64 processId) { return namelessWindows(processId).value(0); }
    /// Never twice at the same place, or two clicks were a double click.
    static void click(qint64 processId, int button)
    {
        static int count = 0;
        const int place = ++count % 2 ? 5 : 17;
        xdotool(
            u"mousemove --window %1 %2 %2 click %3"_s.arg(icon(processId)).arg(place).arg(button));
    }
    /// Opens the menu below the icon and clicks on its entry \a row of \a rows, headings included.
    /// By place: while no window is there, neither the keyboard nor the accessibility bus leads
    /// into a tray's menu.
    static bool choose(qint64 processId, int row, int rows)
    {
        const QString before = icon(processId);
        click(processId, 3);
        QString menu;
        if (!QTest::qWaitFor([&] {
                QStringList windows = namelessWindows(processId);
                windows.removeAll(before);
                menu = windows.value(0);
                return !menu.isEmpty();
            }))
            return false;
        const auto size = QRegularExpression(u"Geometry: (\\d+)x(\\d+)"_s)
                              .match(xdotool(u"getwindowgeometry " + menu));
        constexpr double separator = 0.3; // of a row, above the last two
        const double height = size.captured(2).toDouble() / (rows + separator);
        const double y = (row + 0.5 + (row >= rows - 2 ? separator : 0)) * height;
        xdotool(u"mousemove --window %1 20 %2 click 1"_s.arg(menu).arg(int(y)));
        return true;
    }

private:
    static QStringList namelessWindows(qint64 processId)
    {
        return xdotool(u"search --onlyvisible --all --pid %1 --name ^$"_s.arg(processId))
            .split(u'\n', Qt::SkipEmptyParts);
    }

    QProcess m_process;
};

} // namespace

/// The program among what else a desktop has: a tray, notices.
class TestDesktop : public QObject
{
    Q_OBJECT

private:
    static bool isMapped()
    {
        return !xdotool(u"search --onlyvisible --name ^Tokenwright$"_s).isEmpty();
    }
    static void prefer(const QString &key, bool value)
    {
        QSettings(Tokenwright::Profile::standard().settingsFile(), QSettings::IniFormat)
            .setValue(key, value);
    }
    /// Closes the window as its user would, without waiting for anything.
    static void closeWindow()
    {
        xdotool(u"search --onlyvisible --name ^Tokenwright$ windowactivate --sync"_s);
        xdotool(u"key alt+F4"_s);
    }
    /// Whether the program itself knows that its window is in front.
    static bool isActive(RunningProgram &program)
    {
        return isMapped() && program.window().is(u"Tokenwright"_s, AccessibleState::Active);
    }

private Q_SLOTS:
    void init()
    {
        QFile::remove(Tokenwright::Profile::standard().settingsFile());
        QFile::remove(Tokenwright::Profile::standard().credentialSetsFile());
        QFile::remove(Tokenwright::Profile::standard().ledgerFile()); // or the list would be missed
    }

    void withoutATrayClosingQuits()
    {
        prefer(u"window/staysInTray"_s, true);
        RunningProgram program;
        QVERIFY(program.start());
        QVERIFY(program.close());
    }

    void livesInTheTray()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        FakeNotificationServer notifications({u"actions"_s});
        QVERIFY(notifications.isReady());
        prefer(u"window/staysInTray"_s, true);
        RunningProgram program;
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());

        // closing puts it away, a click brings it back, a click puts it away
        closeWindow();
        QTRY_VERIFY(!isMapped());
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(isMapped());
        QTRY_VERIFY(isActive(program));
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(!isMapped());
        QVERIFY(program.isRunning());

        // a copy from the menu, told by a notice because the window cannot
        QVERIFY(TrayHost::choose(program.processId(), 1, 4)); // [Sandbox] Parcels | Show, Quit
        QTRY_COMPARE_WITH_TIMEOUT(program.server().tokensGiven().size(), 1, 15'000);
        const QString header = u"Authorization: Bearer "
            + QString::fromLatin1(program.server().tokensGiven().constFirst());
        QTRY_COMPARE(RunningProgram::clipboard(), header);
        QTRY_COMPARE(notifications.shown().size(), 1);
        QCOMPARE(notifications.shown().constFirst().body,
                 u"Copied the header of “Parcels” (Sandbox)."_s);
        QVERIFY(!isMapped());

        QVERIFY(TrayHost::choose(program.processId(), 2, 4));
        QTRY_VERIFY(isMapped());
        QVERIFY(TrayHost::choose(program.processId(), 2, 4)); // "Hide" by now
        QTRY_VERIFY(!isMapped());
        QVERIFY(TrayHost::choose(program.processId(), 3, 4)); // always ends it
        QTRY_VERIFY(!program.isRunning());
        QTRY_COMPARE(RunningProgram::clipboard(), QString());
        QTRY_VERIFY(notifications.shown().isEmpty());
    }

    void whatFailsInTheTrayIsTold()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        FakeNotificationServer notifications({});
        QVERIFY(notifications.isReady());
        RunningProgram program;
        PracticeAnswer refused;
        refused.status = 401;
        refused.body = R"({"error":"invalid_client"})";
        program.server().setResponder([refused](const PracticeRequest &) { return refused; });
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());
        QTRY_VERIFY(isActive(program));
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(!isMapped());
        QVERIFY(TrayHost::choose(program.processId(), 1, 4));
        QTRY_COMPARE_WITH_TIMEOUT(notifications.shown().size(), 1, 15'000);
        QCOMPARE(notifications.shown().constFirst().title, u"Not copied"_s);
        QVERIFY(notifications.shown().constFirst().body.startsWith(u"“Parcels” (Sandbox): "_s));
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(isActive(program));
        QVERIFY(program.close());
    }

    void comesBackWhenTheTrayGoes()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        prefer(u"window/staysInTray"_s, true);
        RunningProgram program;
        QVERIFY(program.start());
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());
        closeWindow();
        QTRY_VERIFY(!isMapped());
        tray.end();
        QTRY_VERIFY(isActive(program));
        QVERIFY(program.close()); // without a tray it quits
    }

    void aSecondStartBringsItBackFromTheTray()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        RunningProgram program;
        QVERIFY(program.start());
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());
        QTRY_VERIFY(isActive(program));
        TrayHost::click(program.processId(), 1); // whatever the preference says
        QTRY_VERIFY(!isMapped());
        QCOMPARE(QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), QStringList()), 0);
        QTRY_VERIFY(isActive(program));
        QVERIFY(program.close()); // as the preference says
    }

    void aNoticeRenews()
    {
        FakeNotificationServer notifications({u"actions"_s});
        QVERIFY(notifications.isReady());
        RunningProgram program;
        program.server().setLifetimes(7200, 4); // told of after two seconds
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        VERIFY_WINDOW(program,
                      program.window().press(u"Copy bearer header"_s, AccessibleRole::Button));
        QTRY_COMPARE_WITH_TIMEOUT(notifications.shown().size(), 1, 15'000);
        const auto shown = notifications.shown().constFirst();
        QVERIFY2(shown.body.startsWith(u"The token of “Parcels” (Sandbox) expires in "_s),
                 qPrintable(shown.body));
        QCOMPARE(FakeNotificationServer::buttonOf(shown), u"Renew"_s);
        QCOMPARE(program.server().requestCount("/oauth/token"), 1);
        program.server().setLifetimes(7200, 7200);
        notifications.press(shown.id);
        QTRY_COMPARE_WITH_TIMEOUT(notifications.received().size(), 2, 15'000);
        QVERIFY(notifications.received().constLast().body.startsWith(
            u"Minted a token for “Parcels” (Sandbox)."_s));
        QCOMPARE(program.server().requestCount("/oauth/token"), 2);
        QCOMPARE(notifications.shown().size(), 1);
        QVERIFY(program.close());
        QTRY_VERIFY(notifications.shown().isEmpty()); // none outlives its program
    }

    void withoutANoticeServerTheWindowSaysIt()
    {
        RunningProgram program;
        program.server().setLifetimes(7200, 4);
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        VERIFY_WINDOW(program,
                      program.window().press(u"Copy bearer header"_s, AccessibleRole::Button));
        VERIFY_WINDOW(program,
                      program.waitForWords(u"The token of “Parcels” (Sandbox) "
                                           "expires in "_s));
        QVERIFY(program.close());
    }
};

WIDGET_TEST_IN_PROGRAM(TestDesktop)
#include "tst_desktop.moc"
