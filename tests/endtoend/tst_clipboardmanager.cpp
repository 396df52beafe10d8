// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace {

constexpr int clearSeconds = 3;

/// A clipboard manager of the machine, with its usual settings.
struct Manager
{
    QString program;
    std::function<QByteArray()> history;
};

const Manager klipper{
    u"klipper"_s, [] {
        QDBusInterface bus(u"org.kde.klipper"_s, u"/klipper"_s, u"org.kde.klipper.klipper"_s);
        const QDBusReply<QStringList> reply = bus.call(u"getClipboardHistoryMenu"_s);
        return reply.value().join(u'\n').toUtf8();
    }};

const Manager clipman{u"xfce4-clipman"_s, [] {
                          QFile file(qEnvironmentVariable("XDG_CACHE_HOME")
                                     + u"/xfce4/clipman/textsrc");
                          return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
                      }};

/// Copies as another program does. xclip stays to hand it out; it goes with the session.
bool copyElsewhere(const QString &text)
{
    QProcess xclip;
    xclip.setStandardOutputFile(QProcess::nullDevice());
    xclip.setStandardErrorFile(QProcess::nullDevice());
    xclip.start(u"xclip"_s, {u"-i"_s, u"-selection"_s, u"clipboard"_s});
    xclip.write(text.toUtf8());
    xclip.closeWriteChannel();
    return QTest::qWaitFor([&] { return xclip.state() == QProcess::NotRunning; }, 10'000);
}

QString selected()
{
    return RunningProgram::xclip({u"-selection"_s, u"primary"_s});
}

/// The session's files, whoever wrote them, that hold \a text.
QStringList homeFilesWith(const QByteArray &text)
{
    QStringList found;
    QDirIterator files(QDir::homePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found.append(file.fileName());
    }
    return found;
}

} // namespace

/// The program beside clipboard managers, which keep what is copied and fill what is empty.
class TestClipboardManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const auto profile = Tokenwright::Profile::standard();
        QVERIFY(profile.ensureFolders());
        QSettings settings(profile.settingsFile(), QSettings::IniFormat);
        settings.setValue(u"clipboard/clearAfterSeconds"_s, clearSeconds);
    }

    void cleanup()
    {
        m_process.terminate();
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished();
    }

    /// Klipper heeds the mark: nothing of a secret reaches its history, and when the secret goes,
    /// what was copied before comes back.
    void whoHeedsTheMarkKeepsNothing()
    {
        if (!isInstalled(klipper))
            QSKIP("klipper is not installed (plasma-workspace: too large to ask for)");
        RunningProgram program;
        QVERIFY(start(klipper));
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        VERIFY_WINDOW(program, copyHeader(program));
        const QByteArray token = program.server().tokensGiven().constFirst();

        // What is copied next is in the history, so the header has been through.
        QVERIFY(copyElsewhere(u"copied meanwhile"_s));
        QTRY_VERIFY(klipper.history().contains("copied meanwhile"));
        QVERIFY(klipper.history().contains("an ordinary text"));
        QVERIFY(!klipper.history().contains(token));
        QTest::qWait(clearSeconds * 1'000 + 1'500); // our time is over
        QCOMPARE(RunningProgram::clipboard(), u"copied meanwhile"_s);

        VERIFY_WINDOW(program, copyHeader(program));
        QTRY_COMPARE_WITH_TIMEOUT(RunningProgram::clipboard(), u"copied meanwhile"_s,
                                  (clearSeconds + 5) * 1'000);
        QVERIFY(!program.window().outline().contains(u"put back"_s));

        VERIFY_WINDOW(program, copyHeader(program));
        QVERIFY(program.close());
        QTRY_COMPARE(RunningProgram::clipboard(), u"copied meanwhile"_s);
        QCOMPARE(selected(), QString());
        QVERIFY(!klipper.history().contains(token));
        cleanup(); // it writes its history when it ends
        QCOMPARE(homeFilesWith(token), QStringList());
    }

    /// Clipman does not: it keeps the header and puts it back. The program says so and takes it
    /// off.
    void whoDoesNotIsToldOf()
    {
        if (!isInstalled(clipman))
            QSKIP("xfce4-clipman is not installed");
        RunningProgram program;
        QVERIFY(start(clipman));
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Letters"_s));
        VERIFY_WINDOW(program, copyHeader(program));
        const QByteArray token = program.server().tokensGiven().constFirst();
        QTRY_VERIFY(clipman.history().contains(token));
        VERIFY_WINDOW(program, program.waitForWords(u"put back"_s));
        QTRY_COMPARE(RunningProgram::clipboard(), QString());

        VERIFY_WINDOW(program, copyHeader(program));
        QVERIFY(copyElsewhere(u"copied meanwhile"_s));
        QTest::qWait(clearSeconds * 1'000 + 1'500); // our time is over
        QCOMPARE(RunningProgram::clipboard(), u"copied meanwhile"_s);
        QVERIFY(program.close());
        QCOMPARE(RunningProgram::clipboard(), u"copied meanwhile"_s);
        QCOMPARE(selected(), QString());
    }

private:
    static bool isInstalled(const Manager &manager)
    {
        return !QStandardPaths::findExecutable(manager.program).isEmpty();
    }

    /// Starts \a manager and waits until an ordinary text is in its history.
    bool start(const Manager &manager)
    {
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(manager.program, QStringList());
        return m_process.waitForStarted()
            && QTest::qWaitFor(
                   [&] {
                       // Until it listens, it hears of nothing.
                       return copyElsewhere(u"an ordinary text"_s)
                           && QTest::qWaitFor(
                                  [&] { return manager.history().contains("an ordinary text"); },
                                  500);
                   },
                   20'000);
    }

    static bool copyHeader(RunningProgram &program)
    {
        return program.window().press(u"Copy bearer header"_s, AccessibleRole::Button)
            && program.window().waitFor(
                [] { return RunningProgram::clipboard().startsWith(u"Authorization: Bearer "_s); },
                u"The header on the clipboard"_s);
    }

    QProcess m_process;
};

WIDGET_TEST_IN_PROGRAM(TestClipboardManager)
#include "tst_clipboardmanager.moc"
