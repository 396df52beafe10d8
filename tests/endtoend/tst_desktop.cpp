// SPDX-License-Identifier: MIT
#include "FakeNotificationServer.h"
#include "RunningProgram.h"

#include "core/Profile.h"

#include <QGuiApplication>
#include <QSettings>
#include <QTest>

#define VERIFY_WINDOW(program, ...) QVERIFY2(__VA_ARGS__, qPrintable((program).window().problem()))

namespace {

QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString xdotool(const QString &arguments)
{
    return outputOf(QStringLiteral("xdotool"), arguments.split(u' '));
}

/// A tray on the virtual display, in its right upper corner.
class TrayHost
{
public:
    ~TrayHost() { end(); }

    bool start()
    {
        m_process.start(
            QStringLiteral("trayer"),
            QStringLiteral("--edge top --align right --width 10 --height 24").split(u' '));
        return m_process.waitForStarted();
    }
    void end()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The window in which the tray shows the program's icon; empty while there is none.
    static QString icon(qint64 processId)
    {
        const QStringList windows
            = xdotool(QStringLiteral("search --pid %1 --class QSystemTrayIconSys").arg(processId))
                  .split(u'\n', Qt::SkipEmptyParts);
        return windows.value(0);
    }
    static void click(qint64 processId, int button)
    {
        xdotool(QStringLiteral("mousemove --window %1 12 12 click %2")
                    .arg(icon(processId))
                    .arg(button));
    }

private:
    QProcess m_process;
};

} // namespace

/// The program among what else a desktop has: a tray, notices.
class DesktopTest : public QObject
{
    Q_OBJECT

private:
    static bool isMapped()
    {
        return !xdotool(QStringLiteral("search --onlyvisible --name ^Tokenwright$")).isEmpty();
    }
    static void prefer(const QString &key, bool value)
    {
        QSettings(Tokenwright::Profile::standard().settingsFile(), QSettings::IniFormat)
            .setValue(key, value);
    }
    /// Chooses from the tray's menu, which opens below the icon.
    static bool choose(RunningProgram &program, const QString &item)
    {
        TrayHost::click(program.processId(), 3);
        return program.window().chooseFromOpenMenu(item);
    }

private Q_SLOTS:
    void init()
    {
        QFile::remove(Tokenwright::Profile::standard().settingsFile());
        QFile::remove(Tokenwright::Profile::standard().credentialSetsFile());
    }

    void withoutATrayClosingQuits()
    {
        prefer(QStringLiteral("window/staysInTray"), true);
        RunningProgram program;
        QVERIFY(program.start());
        QVERIFY(program.close());
    }

    void livesInTheTray()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        FakeNotificationServer notifications({QStringLiteral("actions")});
        QVERIFY(notifications.isReady());
        prefer(QStringLiteral("window/staysInTray"), true);
        RunningProgram program;
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(QStringLiteral("Parcels")));
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());

        // closing puts it away, a click brings it back, a click puts it away
        xdotool(QStringLiteral(
            "search --onlyvisible --name ^Tokenwright$ windowactivate --sync key alt+F4"));
        QTRY_VERIFY(!isMapped());
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(isMapped());
        VERIFY_WINDOW(program, program.window().waitUntilShown());
        TrayHost::click(program.processId(), 1);
        QTRY_VERIFY(!isMapped());
        QVERIFY(program.isRunning());

        // a copy from the menu, told by a notice because the window cannot
        VERIFY_WINDOW(program, choose(program, QStringLiteral("Parcels — no token yet")));
        QTRY_COMPARE_WITH_TIMEOUT(program.server().tokensGiven().size(), 1, 15'000);
        QTRY_COMPARE(RunningProgram::clipboard(),
                     u"Authorization: Bearer "
                         + QString::fromLatin1(program.server().tokensGiven().constFirst()));
        QTRY_COMPARE(notifications.shown().size(), 1);
        QVERIFY(notifications.shown().constFirst().body.contains(
            QStringLiteral("\"Parcels\" (Sandbox)")));

        // and again, with what fails
        PracticeAnswer refused;
        refused.status = 401;
        refused.body = R"({"error":"invalid_client"})";
        program.server().setResponder([refused](const PracticeRequest &) { return refused; });
        VERIFY_WINDOW(program, choose(program, QStringLiteral("Show Tokenwright")));
        QTRY_VERIFY(isMapped());
        VERIFY_WINDOW(program, choose(program, QStringLiteral("Quit")));
        QTRY_VERIFY(!program.isRunning());
        QTRY_COMPARE(RunningProgram::clipboard(), QString());
    }

    void comesBackWhenTheTrayGoes()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        prefer(QStringLiteral("window/staysInTray"), true);
        RunningProgram program;
        QVERIFY(program.start());
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());
        xdotool(QStringLiteral(
            "search --onlyvisible --name ^Tokenwright$ windowactivate --sync key alt+F4"));
        QTRY_VERIFY(!isMapped());
        tray.end();
        QTRY_VERIFY(isMapped());
        QVERIFY(program.close()); // without a tray it quits
    }

    void aSecondStartBringsItBackFromTheTray()
    {
        TrayHost tray;
        QVERIFY(tray.start());
        RunningProgram program;
        QVERIFY(program.start());
        QTRY_VERIFY(!TrayHost::icon(program.processId()).isEmpty());
        QTRY_VERIFY(isMapped());
        TrayHost::click(program.processId(), 1); // whatever the preference says
        QTRY_VERIFY(!isMapped());
        QCOMPARE(QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), QStringList()), 0);
        QTRY_VERIFY(isMapped());
        QVERIFY(program.close()); // as the preference says
    }

    void aNoticeRenews()
    {
        FakeNotificationServer notifications({QStringLiteral("actions")});
        QVERIFY(notifications.isReady());
        RunningProgram program;
        program.server().setLifetimes(7200, 4); // told of after two seconds
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(QStringLiteral("Parcels")));
        VERIFY_WINDOW(
            program,
            program.window().press(QStringLiteral("Copy bearer header"), AccessibleRole::Button));
        QTRY_COMPARE_WITH_TIMEOUT(notifications.shown().size(), 1, 15'000);
        const auto shown = notifications.shown().constFirst();
        QVERIFY2(
            shown.body.startsWith(QStringLiteral("The token of \"Parcels\" (Sandbox) expires in ")),
            qPrintable(shown.body));
        QCOMPARE(FakeNotificationServer::buttonOf(shown), QStringLiteral("Renew"));
        QCOMPARE(program.server().requestCount("/oauth/token"), 1);
        program.server().setLifetimes(7200, 7200);
        notifications.press(shown.id);
        QTRY_COMPARE(notifications.received().size(), 2);
        QVERIFY(notifications.received().constLast().body.startsWith(
            QStringLiteral("Minted a token for \"Parcels\" (Sandbox).")));
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
        VERIFY_WINDOW(program, program.addPitneyBowesSet(QStringLiteral("Parcels")));
        VERIFY_WINDOW(
            program,
            program.window().press(QStringLiteral("Copy bearer header"), AccessibleRole::Button));
        VERIFY_WINDOW(program,
                      program.waitForWords(QStringLiteral("The token of \"Parcels\" (Sandbox) "
                                                          "expires in ")));
        QVERIFY(program.close());
    }
};

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
