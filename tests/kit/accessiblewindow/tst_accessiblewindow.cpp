// SPDX-License-Identifier: MIT
#include "AccessibleWindow.h"
#include "TestProgram.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

#define VERIFY_WINDOW(call) QVERIFY2(call, qPrintable(m_window->problem()))

/// AccessibleWindow against one of each control, in a program of its own.
class TestAccessibleWindow : public QObject
{
    Q_OBJECT

    void happened(const QString &what)
    {
        VERIFY_WINDOW(
            m_window->waitFor([&] { return m_window->text(u"Happened"_s) == what; }, what));
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(AccessibilityBus::switchOn());
        m_program.setProcessEnvironment(AccessibleWindow::environment());
        m_program.setProcessChannelMode(QProcess::ForwardedChannels);
        m_program.start(QStringLiteral(SAMPLE_PROGRAM), QStringList());
        QVERIFY(m_program.waitForStarted());
        m_window = std::make_unique<AccessibleWindow>(m_program.processId());
        m_window->setPatience(std::chrono::seconds(10));
        VERIFY_WINDOW(m_window->waitUntilShown());
    }

    void cleanup()
    {
        m_window.reset();
        m_program.terminate();
        QVERIFY(m_program.waitForFinished());
    }

    void windowTitles() { QCOMPARE(m_window->windowTitles(), QStringList{u"Sample"_s}); }

    void pressWaitsUntilEnabled()
    {
        QVERIFY(!m_window->is(u"Mint token"_s, AccessibleState::Enabled));
        VERIFY_WINDOW(m_window->setChecked(u"Keep fresh"_s, true));
        happened(u"kept"_s);
        QVERIFY(m_window->is(u"Keep fresh"_s, AccessibleState::Checked));
        VERIFY_WINDOW(m_window->press(u"Mint token"_s));
        happened(u"minted"_s);
        VERIFY_WINDOW(m_window->setChecked(u"Keep fresh"_s, false));
        happened(u"not kept"_s);
    }

    void toolBarAction()
    {
        VERIFY_WINDOW(m_window->press(u"Add credential set"_s));
        happened(u"add"_s);
    }

    void editors()
    {
        VERIFY_WINDOW(m_window->setText(u"Name"_s, u"Catalogue é"_s));
        happened(u"name: Catalogue é"_s);
        QCOMPARE(m_window->text(u"Name"_s), u"Catalogue é"_s);
        VERIFY_WINDOW(m_window->setText(u"Name"_s, u"Parcels"_s));
        happened(u"name: Parcels"_s);

        VERIFY_WINDOW(m_window->setText(u"Secret"_s, u"not-a-secret"_s));
        happened(u"secret: not-a-secret"_s);
        QVERIFY(!m_window->text(u"Secret"_s).contains(u"not"_s));
        QCOMPARE(m_window->find(u"Secret"_s).role(), AccessibleRole::Password);
    }

    void keyboard()
    {
        VERIFY_WINDOW(m_window->focus(u"Name"_s));
        QVERIFY(m_window->type(u"Typed"_s));
        happened(u"name: Typed"_s);
        QVERIFY(m_window->pressKey(AccessibleWindow::Backspace));
        happened(u"name: Type"_s);
        QVERIFY(m_window->pressShortcut('a', AccessibilityBus::Control));
        QVERIFY(m_window->type(u"again"_s));
        happened(u"name: again"_s);
        QVERIFY(m_window->pressKey(AccessibleWindow::Left, AccessibilityBus::Shift));
        QVERIFY(m_window->pressKey(AccessibleWindow::Delete));
        happened(u"name: agai"_s);
        QVERIFY(m_window->pressKey(AccessibleWindow::Tab));
        VERIFY_WINDOW(
            m_window->waitFor([&] { return m_window->is(u"Secret"_s, AccessibleState::Focused); },
                              u"The focus on the next field"_s));
    }

    void values()
    {
        VERIFY_WINDOW(m_window->setValue(u"Minutes"_s, 42));
        happened(u"minutes: 42"_s);
        QCOMPARE(m_window->value(u"Minutes"_s), std::optional<double>(42));
    }

    void comboBox()
    {
        const QString name = u"Environment"_s;
        QCOMPARE(m_window->items(name),
                 QStringList({u"Sandbox"_s, u"Production"_s, u"Standby"_s, u"Laboratory"_s}));
        QCOMPARE(m_window->currentItem(name), u"Sandbox"_s);
        for (const char *item : {"Standby", "Production", "Laboratory", "Sandbox"}) {
            const QString text = QString::fromLatin1(item);
            VERIFY_WINDOW(m_window->chooseItem(name, text));
            happened(u"environment: " + text);
            QCOMPARE(m_window->text(name, AccessibleRole::ComboBox), text);
        }
        QVERIFY(!m_window->chooseItem(name, u"Nowhere"_s));
    }

    void dialog()
    {
        VERIFY_WINDOW(m_window->press(u"Open dialog"_s));
        QVERIFY(m_window->find(u"Add"_s, AccessibleRole::Dialog).isValid());
        // The window behind has a "Name" as well.
        VERIFY_WINDOW(m_window->setText(u"Name"_s, u"Parcels"_s));
        VERIFY_WINDOW(m_window->press(u"Save"_s));
        VERIFY_WINDOW(m_window->waitUntilGone(u"Add"_s, AccessibleRole::Dialog));
        happened(u"added Parcels"_s);
    }

    void dialogWithALoopOfItsOwn()
    {
        VERIFY_WINDOW(m_window->press(u"Ask question"_s));
        QVERIFY(m_window->find(u"Remove it?"_s).isValid());
        VERIFY_WINDOW(m_window->press(u"Yes"_s));
        happened(u"yes"_s);
    }

    void menus()
    {
        VERIFY_WINDOW(m_window->chooseFromMenu(u"Copy as"_s, u"JSON"_s));
        happened(u"copied as JSON"_s);
        VERIFY_WINDOW(m_window->chooseFromMenu(u"File"_s, u"Import…"_s));
        happened(u"import"_s);
        QVERIFY(!m_window->chooseFromMenu(u"Copy as"_s, u"Smoke signals"_s));
        QVERIFY(m_window->problem().contains(u"HTTPie"_s));
    }

    void tables_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("table") << u"Credential sets"_s;
        QTest::newRow("tree") << u"Token log"_s;
    }

    void tables()
    {
        QFETCH(QString, name);
        const AccessibleControl table = m_window->table(name);
        VERIFY_WINDOW(table.isValid());
        QCOMPARE(table.rowCount(), 40);
        QCOMPARE(table.columnCount(), 3);
        QCOMPARE(table.columnTitle(1), u"Provider"_s);
        QCOMPARE(m_window->rowTexts(name, 7),
                 QStringList({u"Set 7"_s, u"eBay"_s, u"7 min left"_s}));
        QCOMPARE(m_window->rowOf(name, u"Set 30"_s), 30);
        VERIFY_WINDOW(m_window->selectRow(name, 30));
        happened(name + u": Set 30"_s);
        VERIFY_WINDOW(m_window->selectRow(name, 2));
        happened(name + u": Set 2"_s);
        QVERIFY(!table.isRowSelected(30));
        VERIFY_WINDOW(m_window->clickCell(name, 1, 1));
        happened(name + u": Set 1"_s);
        QVERIFY(!m_window->clickCell(name, 39, 0));
    }

    void whatIsNotThere()
    {
        m_window->setPatience(std::chrono::milliseconds(300));
        QVERIFY(!m_window->find(u"Nothing of the kind"_s).isValid());
        QVERIFY(m_window->problem().contains(u"\"Mint token\""_s));
        QVERIFY(!m_window->press(u"Mint token"_s)); // It is disabled.
    }

private:
    QProcess m_program;
    std::unique_ptr<AccessibleWindow> m_window;
};

TEST_IN_PROGRAM(TestAccessibleWindow)
#include "tst_accessiblewindow.moc"
