// SPDX-License-Identifier: MIT
#include "FakeNotifier.h"
#include "TestProgram.h"
#include "Tray.h"
#include "WindowBench.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

using namespace Tokenwright;

/// What the tray's menu offers, and what is told of it. That a tray comes and goes is
/// tst_traywatch's and tst_windowpresence's.
class TestTray : public QObject
{
    Q_OBJECT

private:
    struct Bench : WindowBench
    {
        QWidget window;
        FakeNotifier notifier;
        WindowPresence presence{window, [] { return false; }};
        Tray tray{{.model = model,
                   .lastUsed = lastUsed,
                   .controller = controller,
                   .notifier = notifier,
                   .presence = presence}};

        /// As it is when it is opened.
        QStringList menu()
        {
            Q_EMIT tray.menu().aboutToShow();
            QStringList texts;
            const auto actions = tray.menu().actions();
            for (const QAction *action : actions)
                texts.append((action->isEnabled() ? QString() : u"# "_s) + action->text());
            return texts;
        }
        QAction *entry(const QString &start)
        {
            menu();
            const auto actions = tray.menu().actions();
            const auto found = std::ranges::find_if(actions, [&start](const QAction *action) {
                return action->text().startsWith(start);
            });
            return found == actions.end() ? nullptr : *found;
        }
    };

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady());
    }
    void cleanup() { m_bench.reset(); }

    void offersTheSets()
    {
        QCOMPARE(m_bench->menu(), (QStringList{u"Show Tokenwright"_s, u"Quit"_s}));
        m_bench->program.addSet(u"R & D"_s);
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        const QStringList menu = m_bench->menu();
        QCOMPARE(menu.size(), 6);
        QCOMPARE(menu.at(0), u"# Sandbox"_s);
        QVERIFY(menu.at(1).startsWith(u"Catalogue — ") && menu.at(1).endsWith(u" left"));
        QVERIFY(menu.at(2).startsWith(u"R && D — ")); // no letter to press
        QCOMPARE(menu.at(3), QString()); // the separator
        QCOMPARE(menu.at(5), u"Quit"_s);
        m_bench->window.show();
        QCOMPARE(m_bench->menu().at(4), u"Hide"_s);
    }

    void offersThoseUsedMostRecently()
    {
        QStringList ids;
        for (int i = 0; i < Tray::mostEntries + 2; ++i)
            ids.append(m_bench->program.addSet(u"Set %1"_s.arg(i, 2, 10, QChar(u'0'))));
        QVERIFY(m_bench->copy(ids.last()));
        const QStringList menu = m_bench->menu();
        QCOMPARE(menu.constFirst(), u"# The 20 most recently used of 22"_s);
        QVERIFY(m_bench->entry(u"Set 21 — "_s)); // else only the first ones by name would be there
        QVERIFY(m_bench->entry(u"Set 00 — "_s));
        QVERIFY(!m_bench->entry(u"Set 20 — "_s));
    }

    void copiesAndTellsWhereTheWindowIsAway_data()
    {
        QTest::addColumn<bool>("isAway");
        QTest::newRow("away") << true;
        QTest::newRow("there") << false;
    }

    void copiesAndTellsWhereTheWindowIsAway()
    {
        QFETCH(const bool, isAway);
        m_bench->program.addSet();
        m_bench->window.setVisible(!isAway);
        if (!isAway)
            QVERIFY(QTest::qWaitForWindowExposed(&m_bench->window));
        const QSignalSpy copied(&m_bench->controller, &CopyController::copied);
        m_bench->entry(u"Catalogue — "_s)->trigger();
        QTRY_COMPARE(copied.size(), 1);
        QVERIFY(m_bench->desktop.text().startsWith(u"Authorization: Bearer "));
        QCOMPARE(m_bench->notifier.told.size(), isAway ? 1 : 0);
        if (isAway) {
            QCOMPARE(m_bench->notifier.told.constFirst().title, u"Copied"_s);
            QVERIFY(m_bench->notifier.told.constFirst().text.contains(u"“Catalogue” (Sandbox)"));
        }
    }

    void tellsWhatWasNotCopied()
    {
        m_bench->program.addSet(u"Wrong"_s, u"practice-wrong-secret"_s);
        const QString id = m_bench->program.addSet();
        const QSignalSpy failed(&m_bench->controller, &CopyController::failed);
        m_bench->controller.copyHeader(m_bench->model.setAt(0).id); // not asked for here
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_bench->notifier.told.isEmpty());
        m_bench->entry(u"Wrong — "_s)->trigger();
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(m_bench->notifier.told.size(), 1);
        QCOMPARE(m_bench->notifier.told.constFirst().title, u"Not copied"_s);
        QVERIFY(m_bench->notifier.told.constFirst().text.startsWith(u"“Wrong” (Sandbox): "));

        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        m_bench->entry(u"Catalogue — "_s)->trigger();
        QTRY_VERIFY(m_bench->machine.keychain.isHolding());
        m_bench->desktop.setText(u"of somebody else"_s);
        m_bench->machine.keychain.release();
        QTRY_COMPARE(m_bench->notifier.told.size(), 2);
        QVERIFY(m_bench->notifier.told.constLast().text.contains(u"is ready; it was not copied"));

        m_bench->machine.clock.advance(8'000'000);
        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        m_bench->entry(u"Catalogue — "_s)->trigger();
        QTRY_VERIFY(m_bench->machine.keychain.isHolding());
        m_bench->program.service.cancel(id);
        m_bench->machine.keychain.release();
        QTRY_COMPARE(failed.size(), 3);
        QCOMPARE(m_bench->notifier.told.size(), 2); // whoever cancels knows
    }

private:
    std::unique_ptr<Bench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestTray)
#include "tst_tray.moc"
