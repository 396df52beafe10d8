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

const QString socketName = u"tokenwright-test"_s;

/// What another program pastes as text.
QString pasted()
{
    return outputOf(u"wl-paste"_s, {u"--no-newline"_s, u"--type"_s, u"text/plain;charset=utf-8"_s});
}

QString offered()
{
    return outputOf(u"wl-paste"_s, {u"--list-types"_s});
}

/// What is missing here, in words; empty: nothing.
QString missing()
{
    for (const char *program : {"mutter", "wl-paste", "xdotool"}) {
        if (QStandardPaths::findExecutable(QLatin1StringView(program)).isEmpty())
            return QLatin1StringView(program) + u" is not installed"_s;
    }
    const QString plugin = QLibraryInfo::path(QLibraryInfo::PluginsPath)
        + u"/platforms/libqwayland-generic.so"_s;
    return QFile::exists(plugin) ? QString() : u"Qt's Wayland plugin (qt6-wayland) is missing"_s;
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
    settings.setValue(u"clipboard/clearAfterSeconds"_s, 3);
    settings.sync();

    qputenv("MUTTER_DEBUG_DUMMY_MODE_SPECS", "1200x740");
    m_compositor.setStandardErrorFile(qEnvironmentVariable("TOKENWRIGHT_TEST_SESSION")
                                      + u"/log/mutter"_s);
    m_compositor.start(
        u"mutter"_s,
        {u"--wayland"_s, u"--nested"_s, u"--no-x11"_s, u"--wayland-display="_s + socketName});
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
               [&] { return program.window().is(u"Credential sets"_s, AccessibleState::Focused); },
               u"The keyboard in the list"_s)
        && QProcess::execute(u"xdotool"_s, {u"key"_s, keys}) == 0;
}

bool TestWaylandClipboard::copyHeader(RunningProgram &program)
{
    return pressIn(program, u"ctrl+c"_s);
}

bool TestWaylandClipboard::quit(RunningProgram &program)
{
    return pressIn(program, u"ctrl+q"_s) && program.waitUntilEnded();
}

bool TestWaylandClipboard::showOtherWindow()
{
    m_other.start(QStringLiteral(TOKENWRIGHT_OTHER_WINDOW), QStringList());
    return m_other.waitForStarted();
}

void TestWaylandClipboard::isClearedByTimeAndOnQuit()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
    QVERIFY(program.start());
    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(u"The clipboard is cleared in"_s));
    const QString header = u"Authorization: Bearer "_s
        + QString::fromLatin1(program.server().tokensGiven().constFirst());
    QCOMPARE(pasted(), header);
    QVERIFY(offered().contains(u"x-kde-passwordManagerHint"_s));
    QVERIFY(!outputOf(u"wl-paste"_s, {u"--primary"_s}).contains(u"Bearer"_s));

    VERIFY_WINDOW(program, program.waitForWords(u"The clipboard was cleared"_s));
    QCOMPARE(pasted(), QString());
    VERIFY_WINDOW(program, pressIn(program, u"Down"_s));
    QTRY_VERIFY(!offered().contains(u"text/plain"_s)); // the desktop's copy too

    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(u"The clipboard is cleared in"_s));
    QCOMPARE(pasted(), header);
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
    QVERIFY(!offered().contains(u"text/plain"_s));
}

void TestWaylandClipboard::isClearedBehindAnotherWindow()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
    QVERIFY(program.start());
    VERIFY_WINDOW(program, copyHeader(program));
    VERIFY_WINDOW(program, program.waitForWords(u"The clipboard is cleared in"_s));
    QVERIFY(showOtherWindow());
    VERIFY_WINDOW(program, program.waitForWords(u"The desktop did not let"_s));
    QCOMPARE(pasted(), QString()); // nobody gets it from us meanwhile
    cleanup();
    VERIFY_WINDOW(program, program.waitForWords(u"The clipboard was cleared"_s));
    VERIFY_WINDOW(program, pressIn(program, u"Down"_s));
    QTRY_VERIFY(!offered().contains(u"text/plain"_s));
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
}

void TestWaylandClipboard::isNotCopiedBehindAnotherWindow()
{
    RunningProgram program;
    QVERIFY(!program.storePitneyBowesSet(u"Parcels"_s).isEmpty());
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
    VERIFY_WINDOW(program, program.waitForWords(u"was not copied: the desktop"_s));
    QVERIFY(!pasted().contains(u"late"_s));
    cleanup();
    VERIFY_WINDOW(program, copyHeader(program)); // the next one is
    QTRY_COMPARE(pasted(), u"Authorization: Bearer late"_s);
    VERIFY_WINDOW(program, quit(program));
    QCOMPARE(pasted(), QString());
}

TEST_IN_PROGRAM(TestWaylandClipboard)
#include "tst_waylandclipboard.moc"
