// SPDX-License-Identifier: MIT
#include "FieldNote.h"
#include "Palette.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace Tokenwright;

/// The palette as a widget: what it finds, in which order, what its keys do and when it goes.
class TestPalette : public QObject
{
    Q_OBJECT

private:
    struct Bench : WindowBench
    {
        /// The palette, once it has the keyboard.
        bool open()
        {
            palette = new Palette({.model = model,
                                   .lastUsed = lastUsed,
                                   .controller = controller,
                                   .service = program.service});
            QObject::connect(palette, &Palette::windowRequested, palette,
                             [this](const QString &setId) { wanted.append(setId); });
            palette->present();
            palette->activateWindow();
            return QTest::qWaitForWindowActive(palette);
        }
        ~Bench() { delete palette; }

        QLineEdit &search() { return *palette->findChild<QLineEdit *>(); }
        QListView &list() { return *palette->findChild<QListView *>(); }
        QString failure() { return palette->findChild<FieldNote *>()->text(); }
        QPushButton &openButton() { return *palette->findChild<QPushButton *>(); }
        /// What any of its labels that can be seen say.
        bool says(const QString &words)
        {
            const auto labels = palette->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&words](const QLabel *label) {
                return label->isVisible()
                    && (label->text().contains(words) || label->accessibleName().contains(words));
            });
        }
        QStringList names()
        {
            QStringList all;
            for (int row = 0; row < list().model()->rowCount(); ++row)
                all.append(list().model()->index(row, 0).data().toString());
            return all;
        }
        QString currentName() { return list().currentIndex().data().toString(); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
        {
            QTest::keyClick(&search(), key, modifiers);
        }
        int requests() { return machine.server.requestCount("/identity/v1/oauth2/token"); }

        QPointer<Palette> palette;
        QStringList wanted; ///< What the window was asked to show.
    };

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady());
        m_bench->desktop.clear();
    }
    void cleanup() { m_bench.reset(); }

    void lastUsedComesFirstThenByName()
    {
        QStringList ids;
        for (const QString &name : {u"delta"_s, u"Alpha"_s, u"charlie"_s, u"Bravo"_s})
            ids.append(m_bench->program.addSet(name));
        QVERIFY(m_bench->copy(ids.at(0)));
        m_bench->machine.clock.advance(1'000);
        QVERIFY(m_bench->copy(ids.at(2)));
        QVERIFY(m_bench->open());
        QAbstractItemModelTester tester(m_bench->list().model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(m_bench->names(), (QStringList{u"charlie"_s, u"delta"_s, u"Alpha"_s, u"Bravo"_s}));
        QCOMPARE(m_bench->currentName(), u"charlie"_s);
        QTest::keyClicks(&m_bench->search(), u"a"_s);
        QCOMPARE(m_bench->currentName(), u"charlie"_s);
        m_bench->search().setText(u"alpha"_s);
        QCOMPARE(m_bench->names(), QStringList{u"Alpha"_s});
        m_bench->search().setText(u"ebay"_s); // the provider's name
        QCOMPARE(m_bench->names().size(), 4);
        m_bench->search().setText(u"nothing of that kind"_s);
        QVERIFY(m_bench->names().isEmpty());
        QVERIFY(m_bench->says(u"Nothing matches “nothing of that kind”."_s));
        m_bench->press(Qt::Key_Return); // has nothing to copy
        m_bench->press(Qt::Key_Down);
        m_bench->search().clear();
        QCOMPARE(m_bench->names().size(), 4);
        // one that goes meanwhile takes nothing with it
        m_bench->press(Qt::Key_Down);
        VERIFY_OK(await(m_bench->program.manager.remove(ids.at(2))));
        QCOMPARE(m_bench->names(), (QStringList{u"delta"_s, u"Alpha"_s, u"Bravo"_s}));
        QCOMPARE(m_bench->currentName(), u"delta"_s);
    }

    void saysThatThereIsNone()
    {
        QVERIFY(m_bench->open());
        QVERIFY(m_bench->says(u"There are no credential sets yet."_s));
        QTest::mouseClick(&m_bench->openButton(), Qt::LeftButton);
        QCOMPARE(m_bench->wanted, QStringList{QString()});
        QTRY_VERIFY(!m_bench->palette);
    }

    void enterCopiesAndCloses_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<bool>("hasToken");
        QTest::newRow("Enter") << int(Qt::Key_Return) << int(Qt::NoModifier) << true;
        QTest::newRow("Enter, minting") << int(Qt::Key_Enter) << int(Qt::KeypadModifier) << false;
        QTest::newRow("Ctrl+C") << int(Qt::Key_C) << int(Qt::ControlModifier) << true;
    }

    void enterCopiesAndCloses()
    {
        QFETCH(const int, key);
        QFETCH(const int, modifiers);
        QFETCH(const bool, hasToken);
        m_bench->program.addSet(u"Another"_s);
        const QString id = m_bench->program.addSet();
        if (hasToken)
            VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->open());
        m_bench->press(Qt::Key_Down);
        QCOMPARE(m_bench->currentName(), u"Catalogue"_s);
        m_bench->press(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QTRY_VERIFY(!m_bench->palette);
        QVERIFY(m_bench->desktop.text().startsWith(u"Authorization: Bearer "_s));
        QCOMPARE(m_bench->requests(), 1);
        QVERIFY(m_bench->lastUsed.of(id) > 0);
        QVERIFY(m_bench->wanted.isEmpty());
    }

    void aClickCopiesToo()
    {
        m_bench->program.addSet();
        QVERIFY(m_bench->open());
        QTest::mouseClick(m_bench->list().viewport(), Qt::LeftButton, {},
                          m_bench->list().visualRect(m_bench->list().currentIndex()).center());
        QTRY_VERIFY(!m_bench->palette);
        QVERIFY(m_bench->desktop.text().startsWith(u"Authorization: Bearer "_s));
    }

    void keysMoveInTheListFromTheSearch()
    {
        for (int i = 0; i < 30; ++i)
            m_bench->program.addSet(u"Set %1"_s.arg(i, 2, 10, QChar(u'0')));
        QVERIFY(m_bench->open());
        const QSize size = m_bench->palette->size();
        m_bench->press(Qt::Key_Up); // stays within
        QCOMPARE(m_bench->currentName(), u"Set 00"_s);
        m_bench->press(Qt::Key_Down);
        m_bench->press(Qt::Key_Down);
        QCOMPARE(m_bench->currentName(), u"Set 02"_s);
        m_bench->press(Qt::Key_PageDown);
        QVERIFY(m_bench->list().currentIndex().row() > 5);
        for (int page = 0; page < 9; ++page)
            m_bench->press(Qt::Key_PageDown);
        QCOMPARE(m_bench->currentName(), u"Set 29"_s);
        QVERIFY(m_bench->list().viewport()->rect().contains(
            m_bench->list().visualRect(m_bench->list().currentIndex())));
        QTest::keyClicks(&m_bench->search(), u"1"_s); // typed from anywhere
        QCOMPARE(m_bench->currentName(), u"Set 01"_s);
        QCOMPARE(m_bench->palette->size(), size);
    }

    void aRowIsOneSentence()
    {
        m_bench->program.addSet();
        QVERIFY(m_bench->open());
        QCOMPARE(m_bench->list().currentIndex().data(Qt::AccessibleTextRole).toString(),
                 u"Catalogue, eBay, Sandbox, no token yet"_s);
        QCOMPARE(m_bench->search().accessibleName(), u"Search"_s);
        QCOMPARE(m_bench->list().accessibleName(), u"Credential sets"_s);
    }

    void controlEnterMintsAndStays()
    {
        const QString id = m_bench->program.addSet();
        VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->open());
        m_bench->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_bench->says(u"Minted a token for “Catalogue” (Sandbox)."_s));
        QCOMPARE(m_bench->requests(), 2);
        QCOMPARE(m_bench->desktop.text(), QString());
        m_bench->press(Qt::Key_Return);
        QTRY_VERIFY(!m_bench->palette);
        QCOMPARE(m_bench->requests(), 2);
    }

    void escapeCancelsThenCloses()
    {
        m_bench->program.addSet();
        QVERIFY(m_bench->open());
        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        m_bench->press(Qt::Key_Return);
        QTRY_VERIFY(m_bench->says(u"Getting a token for “Catalogue” (Sandbox)…"_s));
        m_bench->press(Qt::Key_Escape);
        QTRY_VERIFY(m_bench->says(u"Cancelled “Catalogue” (Sandbox)."_s));
        m_bench->machine.keychain.release();
        m_bench->press(Qt::Key_Escape);
        QTRY_VERIFY(!m_bench->palette);
        QCOMPARE(m_bench->desktop.text(), QString());
    }

    void closesWhenAnotherWindowIsUsed_data()
    {
        QTest::addColumn<bool>("isWorking");
        QTest::newRow("at rest") << false;
        QTest::newRow("while the keychain asks") << true;
    }

    void closesWhenAnotherWindowIsUsed()
    {
        QFETCH(const bool, isWorking);
        m_bench->program.addSet();
        QVERIFY(m_bench->open());
        if (isWorking) {
            m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
            m_bench->press(Qt::Key_Return);
            QTRY_VERIFY(m_bench->machine.keychain.isHolding());
        }
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        if (isWorking) {
            QVERIFY(m_bench->palette && m_bench->palette->isVisible());
            m_bench->machine.keychain.release();
        }
        QTRY_VERIFY(!m_bench->palette);
        QCOMPARE(m_bench->desktop.text().startsWith(u"Authorization: Bearer "_s), isWorking);
    }

    void whatFailsStaysToBeRead()
    {
        m_bench->desktop.setText(u"of somebody else"_s);
        m_bench->program.addSet(u"Good"_s);
        const QString id = m_bench->program.addSet(u"Wrong"_s, u"practice-wrong-secret"_s);
        QVERIFY(m_bench->open());
        const QSize size = m_bench->palette->size();
        QVERIFY(!m_bench->openButton().isVisible());
        m_bench->search().setText(u"wrong"_s);
        m_bench->press(Qt::Key_Return);
        QTRY_VERIFY(m_bench->failure().startsWith(u"“Wrong” (Sandbox): "_s));
        QCOMPARE(m_bench->palette->size(), size);
        QCOMPARE(m_bench->desktop.text(), u"of somebody else"_s);
        QVERIFY(m_bench->openButton().isVisible());
        // another search takes the old sentence away
        QTest::keyClick(&m_bench->search(), Qt::Key_Backspace);
        QVERIFY(m_bench->failure().isEmpty());
        QVERIFY(!m_bench->openButton().isVisible());
        m_bench->press(Qt::Key_Return);
        QTRY_VERIFY(!m_bench->failure().isEmpty());
        // another attempt does so too
        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        m_bench->press(Qt::Key_Return);
        QVERIFY(m_bench->failure().isEmpty());
        QTRY_VERIFY(m_bench->machine.keychain.isHolding());
        m_bench->machine.keychain.release();
        QTRY_VERIFY(!m_bench->failure().isEmpty());
        QTest::mouseClick(&m_bench->openButton(), Qt::LeftButton);
        QCOMPARE(m_bench->wanted, QStringList{id});
        QTRY_VERIFY(!m_bench->palette);
    }

    void whatFailsElsewhereIsNotItsOwn()
    {
        m_bench->program.addSet(u"Good"_s);
        const QString id = m_bench->program.addSet(u"Wrong"_s, u"practice-wrong-secret"_s);
        QVERIFY(m_bench->open());
        const QSignalSpy failed(&m_bench->controller, &CopyController::failed);
        m_bench->controller.copyHeader(id);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_bench->failure().isEmpty());
    }

    void questionsNeedTheWindow()
    {
        revokePrevious(m_bench->machine.profile.profile);
        m_bench->revise([](QJsonObject &) {});
        const QString id = m_bench->program.addSet();
        VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->open());
        const QSignalSpy asked(&m_bench->controller, &CopyController::wouldRevoke);
        m_bench->press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(asked.size(), 1);
        QTRY_VERIFY(!m_bench->palette);
        QCOMPARE(m_bench->requests(), 1);
    }

    void aMovedEndpointNeedsTheWindow()
    {
        const QString id = m_bench->program.addSet();
        m_bench->revise([](QJsonObject &provider) {
            QJsonObject environments = provider.value(u"environments").toObject();
            QJsonObject sandbox = environments.value(u"sandbox").toObject();
            sandbox.insert(u"tokenUrl"_s, u"https://elsewhere.example/token"_s);
            environments.insert(u"sandbox"_s, sandbox);
            provider.insert(u"environments"_s, environments);
        });
        QVERIFY(m_bench->open());
        m_bench->press(Qt::Key_Return);
        QTRY_COMPARE(m_bench->wanted, QStringList{id});
        QTRY_VERIFY(!m_bench->palette);
    }

    void fitsItsScreen()
    {
        for (int i = 0; i < 30; ++i)
            m_bench->program.addSet(u"Set %1 %2"_s.arg(i).arg(QString(200, u'w')));
        QVERIFY(m_bench->open());
        const QRect screen = m_bench->palette->screen()->availableGeometry();
        QVERIFY(screen.contains(m_bench->palette->geometry()));
        QVERIFY((m_bench->palette->geometry().center() - screen.center()).manhattanLength() <= 4);
    }

private:
    std::unique_ptr<Bench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestPalette)
#include "tst_palette.moc"
