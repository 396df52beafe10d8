// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include "Literals.h"
#include "TrayWatch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Tokenwright;

/// The tray's service on D-Bus, with a host that shows items. In a process of its own: Qt waits for
/// its answers.
class FakeStatusNotifierWatcher : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost SCRIPTABLE true)

public:
    bool serve()
    {
        auto bus = QDBusConnection::sessionBus();
        return bus.registerObject(u"/StatusNotifierWatcher"_s, this,
                                  QDBusConnection::ExportScriptableContents)
            && bus.registerService(u"org.kde.StatusNotifierWatcher"_s);
    }
    bool hasHost() const { return true; }
};

static int beTheTray(const QStringList &)
{
    FakeStatusNotifierWatcher tray;
    return tray.serve() ? QCoreApplication::exec() : 1;
}

/// A tray of D-Bus that appears after the program. Alone in its process: Qt asks for such a tray
/// once in a program's life, and is not to be asked too early.
class TestTrayWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTrayOnTheBusComesAndGoes()
    {
        TrayWatch watch;
        const QSignalSpy changes(&watch, &TrayWatch::availableChanged);
        watch.start();
        QTest::qWait(200); // it would have told by then
        QVERIFY(!watch.isAvailable());
        for (int round = 1; round <= 2; ++round) {
            QProcess tray;
            tray.start(QCoreApplication::applicationFilePath(), {u"--be-the-tray"_s});
            QVERIFY(tray.waitForStarted());
            QTRY_VERIFY(watch.isAvailable());
            tray.kill();
            QVERIFY(tray.waitForFinished());
            QTRY_VERIFY(!watch.isAvailable());
            QCOMPARE(changes.size(), 2 * round);
        }
    }
};

WIDGET_TEST_IN_PROGRAM(TestTrayWatch)
ROLE_IN_PROGRAM("--be-the-tray", beTheTray)

#include "tst_traywatch.moc"
