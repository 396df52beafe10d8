// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include "Literals.h"
#include "TrayWatch.h"
#include "WindowPresence.h"

#include <QApplication>
#include <QDialog>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Tokenwright;

/// Whether the window is there, with a tray and without.
class TestWindowPresence : public QObject
{
    Q_OBJECT

private:
    bool quitsWhenClosed(QWidget &window)
    {
        const bool closed = window.close();
        return closed && QApplication::quitOnLastWindowClosed();
    }

private Q_SLOTS:
    void init() { QApplication::setQuitOnLastWindowClosed(true); }

    void whatClosingMeans_data()
    {
        QTest::addColumn<bool>("tray");
        QTest::addColumn<bool>("stays");
        QTest::addColumn<bool>("quits");
        QTest::newRow("neither") << false << false << true;
        QTest::newRow("wanted, no tray") << false << true << true;
        QTest::newRow("tray, not wanted") << true << false << true;
        QTest::newRow("both") << true << true << false;
    }

    void whatClosingMeans()
    {
        QFETCH(bool, tray);
        QFETCH(bool, stays);
        QWidget window;
        WindowPresence presence(window, [&stays] { return stays; });
        presence.setTrayAvailable(tray);
        window.show();
        QTEST(quitsWhenClosed(window), "quits");
        presence.present();
        stays = !stays; // as the preference is by then
        QCOMPARE(quitsWhenClosed(window), !(tray && stays));
    }

    void comesBackWhenTheTrayGoes()
    {
        QWidget window;
        WindowPresence presence(window, [] { return true; });
        presence.setTrayAvailable(true);
        window.show();
        window.close();
        QVERIFY(presence.isAway());
        presence.setTrayAvailable(false);
        QVERIFY(!presence.isAway());
        QVERIFY(quitsWhenClosed(window)); // now it does
        presence.setTrayAvailable(false);
        QVERIFY(presence.isAway()); // on the way out nothing comes back
    }

    void isPutAwayOnlyIntoATray()
    {
        QWidget window;
        WindowPresence presence(window, [] { return false; });
        window.show();
        presence.putAway();
        QVERIFY(!presence.isAway());
        presence.setTrayAvailable(true);
        presence.putAway();
        QVERIFY(presence.isAway());
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        presence.present();
        QVERIFY(quitsWhenClosed(window)); // closing is another thing than putting away
    }

    void isNotPutAwayFromUnderAQuestion()
    {
        QWidget window;
        WindowPresence presence(window, [] { return false; });
        presence.setTrayAvailable(true);
        window.show();
        QDialog question(&window);
        question.open();
        presence.putAway();
        QVERIFY(!presence.isAway());
        question.close();
        presence.putAway();
        QVERIFY(presence.isAway());
    }

    void aClickShowsOrPutsAway()
    {
        QWidget window;
        WindowPresence presence(window, [] { return false; });
        presence.setTrayAvailable(true);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        presence.toggle();
        QVERIFY(presence.isAway());
        presence.toggle();
        QVERIFY(!presence.isAway());
        QVERIFY(QTest::qWaitForWindowActive(&window));

        window.showMinimized();
        QTRY_VERIFY(presence.isAway());
        presence.toggle();
        QTRY_VERIFY(!presence.isAway());
        QVERIFY(QTest::qWaitForWindowActive(&window));

        QWidget other; // in front of it
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QTest::qWait(600); // longer than a click takes
        presence.toggle();
        QVERIFY(!presence.isAway());
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    void aTrayOnTheDisplayComesAndGoes()
    {
        TrayWatch watch;
        const QSignalSpy changes(&watch, &TrayWatch::availableChanged);
        watch.start();
        QTest::qWait(200);
        QVERIFY(!watch.isAvailable());
        for (int round = 1; round <= 2; ++round) {
            QProcess host;
            host.start(u"trayer"_s, QStringList());
            QVERIFY(host.waitForStarted());
            QTRY_VERIFY(watch.isAvailable());
            host.kill();
            QVERIFY(host.waitForFinished());
            QTRY_VERIFY(!watch.isAvailable());
            QCOMPARE(changes.size(), 2 * round);
        }
    }
};

WIDGET_TEST_IN_PROGRAM(TestWindowPresence)
#include "tst_windowpresence.moc"
