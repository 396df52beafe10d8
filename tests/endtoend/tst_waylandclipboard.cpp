// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString socketName = QStringLiteral("tokenwright-test");

/// What another program pastes as text.
QString pasted()
{
    return outputOf(QStringLiteral("wl-paste"),
                    {QStringLiteral("--no-newline"), QStringLiteral("--type"),
                     QStringLiteral("text/plain;charset=utf-8")});
}

QString offered()
{
    return outputOf(QStringLiteral("wl-paste"), {QStringLiteral("--list-types")});
}

/// What is missing here, in words; empty: nothing.
QString missing()
{
    for (const char *program : {"mutter", "wl-paste", "xdotool"}) {
        if (QStandardPaths::findExecutable(QLatin1StringView(program)).isEmpty())
            return QLatin1StringView(program) + QStringLiteral(" is not installed");
    }
    const QString plugin = QLibraryInfo::path(QLibraryInfo::PluginsPath)
        + QStringLiteral("/platforms/libqwayland-generic.so");
    return QFile::exists(plugin) ? QString()
                                 : QStringLiteral("Qt's Wayland plugin (qt6-wayland) is missing");
}

} // namespace

/// The program on Wayland, in GNOME's compositor: it keeps a copy of what is copied and offers that
/// again once its owner lets go, and it listens to the active window alone. It runs in a window of
/// the virtual X display, so that keys reach it. wl-paste takes the keyboard for a moment each
/// time.
class TestWaylandClipboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_other.kill(), m_other.waitForFinished(); }
    void cleanupTestCase();

    void isClearedByTimeAndOnQuit();
    void isClearedBehindAnotherWindow();
    void isNotCopiedBehindAnotherWindow();

private:
    static bool pressIn(RunningProgram &program, const QString &keys);
    static bool copyHeader(RunningProgram &program);
    static bool quit(RunningProgram &program);
    bool showOtherWindow();

    QProcess m_compositor;
    QProcess m_other;
};

void TestWaylandClipboard::initTestCase()
{
    if (const QString what = missing(); !what.isEmpty())
        QSKIP(qPrintable(what));
    const auto profile = Tokenwright::Profile::standard();
    QVERIFY(profile.ensureFolders());
    QSettings settings(profile.settingsFile(), QSettings::IniFormat);
    settings.setValue(QStringLiteral("clipboard/clearAfterSeconds"), 3);
    settings.sync();

    qputenv("MUTTER_DEBUG_DUMMY_MODE_SPECS", "1200x740");
    m_compositor.setStandardErrorFile(qEnvironmentVariable("TOKENWRIGHT_TEST_SESSION")
                                      + QStringLiteral("/log/mutter"));
    m_compositor.start(QStringLiteral("mutter"),
                       {QStringLiteral("--wayland"), QStringLiteral("--nested"),
                        QStringLiteral("--no-x11"), u"--wayland-display="_s + socketName});
    QVERIFY(m_compositor.waitForStarted());
    const QString socket = qEnvironmentVariable("XDG_RUNTIME_DIR") + u'/' + socketName;
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), 15'000);
    // From here on for what is started, not for this process.
    qputenv("WAYLAND_DISPLAY", socketName.toUtf8());
    qputenv("QT_QPA_PLATFORM", "wayland");
}

/// Every test has a server of its own, so the sets of the one before are of no use.
void TestWaylandClipboard::init()
{
    QFile::remove(Tokenwright::Profile::standard().credentialSetsFile());
    QFile::remove(Tokenwright::Profile::standard().ledgerFile()); // or the list would be missed
}

void TestWaylandClipboard::cleanupTestCase()
{
    m_compositor.terminate();
    if (m_compositor.state() != QProcess::NotRunning && !m_compositor.waitForFinished(5'000))
        m_compositor.kill();
    m_compositor.waitForFinished();
}

/// By the keyboard, because the desktop does not listen to a program that nobody works in; with
/// xdotool, because the modifiers of the accessibility bus do not get through to a nested desktop.
bool TestWaylandClipboard::pressIn(RunningProgram &program, const QString &keys)
{
    return program.window().waitFor(
               [&] {
                   return program.window().is(QStringLiteral("Credential sets"),
                                              AccessibleState::Focused);
               },
               QStringLiteral("The keyboard in the list"))
        && QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), keys}) == 0;
}

bool TestWaylandClipboard::copyHeader(RunningProgram &program)
{
    return pressIn(program, QStringLiteral("ctrl+c"));
}

bool TestWaylandClipboard::quit(RunningProgram &program)
{
    return pressIn(program, QStringLiteral("ctrl+q")) && program.waitUntilEnded();
}

bool TestWaylandClipboard::showOtherWindow()
{
    m_other.start(QStringLiteral(TOKENWRIGHT_OTHER_WINDOW), QStringList());
    return m_other.waitForStarted();
}

void TestWaylandClipboard::isClearedByTimeAndOnQuit()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(QStringLiteral("Parcels")).isEmpty());
    QVERIFY(program.start());
    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The clipboard is cleared in")));
    const QString header = u"Authorization: Bearer "_s
        + QString::fromLatin1(program.server().tokensGiven().constFirst());
    QCOMPARE(pasted(), header);
    QVERIFY(offered().contains(QStringLiteral("x-kde-passwordManagerHint")));
    QVERIFY(!outputOf(QStringLiteral("wl-paste"), {QStringLiteral("--primary")})
                 .contains(QStringLiteral("Bearer")));

    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The clipboard was cleared")));
    QCOMPARE(pasted(), QString());
    VERIFY_WINDOW(program, pressIn(program, QStringLiteral("Down")));
    QTRY_VERIFY(!offered().contains(QStringLiteral("text/plain"))); // the desktop's copy too

    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The clipboard is cleared in")));
    QCOMPARE(pasted(), header);
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
    QVERIFY(!offered().contains(QStringLiteral("text/plain")));
}

void TestWaylandClipboard::isClearedBehindAnotherWindow()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(QStringLiteral("Parcels")).isEmpty());
    QVERIFY(program.start());
    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The clipboard is cleared in")));
    QVERIFY(showOtherWindow());
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The desktop did not let")));
    QCOMPARE(pasted(), QString()); // nobody gets it from us meanwhile
    cleanup();
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("The clipboard was cleared")));
    VERIFY_WINDOW(program, pressIn(program, QStringLiteral("Down")));
    QTRY_VERIFY(!offered().contains(QStringLiteral("text/plain")));
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
}

void TestWaylandClipboard::isNotCopiedBehindAnotherWindow()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(QStringLiteral("Parcels")).isEmpty());
    QVERIFY(program.start());
    program.server().setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.body = R"({"access_token":"late","expires_in":7200,"token_type":"Bearer"})";
        answer.delay = 4s;
        return answer;
    });
    VERIFY_WINDOW(program, copyHeader(program));
    QTRY_COMPARE(program.server().requestCount(), 1);
    QVERIFY(showOtherWindow());
    VERIFY_WINDOW(program, program.waitForWords(QStringLiteral("was not copied: the desktop")));
    QVERIFY(!pasted().contains(QStringLiteral("late")));
    cleanup();
    VERIFY_WINDOW(program, copyHeader(program)); // the next one is
    QTRY_COMPARE(pasted(), QStringLiteral("Authorization: Bearer late"));
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
}

TEST_IN_PROGRAM(TestWaylandClipboard)
#include "tst_waylandclipboard.moc"
