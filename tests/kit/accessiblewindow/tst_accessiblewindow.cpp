// SPDX-License-Identifier: MIT
#include "AccessibleWindow.h"
#include "TestProgram.h"

#include <QProcess>
#include <QTest>

#define VERIFY_WINDOW(call) QVERIFY2(call, qPrintable(m_window->problem()))

/// AccessibleWindow against one of each control, in a program of its own.
class TestAccessibleWindow : public QObject
{
    Q_OBJECT

    void happened(const QString &what)
    {
        VERIFY_WINDOW(m_window->waitFor(
            [&] { return m_window->text(QStringLiteral("Happened")) == what; }, what));
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

    void windowTitles()
    {
        QCOMPARE(m_window->windowTitles(), QStringList{QStringLiteral("Sample")});
    }

    void pressWaitsUntilEnabled()
    {
        QVERIFY(!m_window->is(QStringLiteral("Mint token"), AccessibleState::Enabled));
        VERIFY_WINDOW(m_window->setChecked(QStringLiteral("Keep fresh"), true));
        happened(QStringLiteral("kept"));
        QVERIFY(m_window->is(QStringLiteral("Keep fresh"), AccessibleState::Checked));
        VERIFY_WINDOW(m_window->press(QStringLiteral("Mint token")));
        happened(QStringLiteral("minted"));
        VERIFY_WINDOW(m_window->setChecked(QStringLiteral("Keep fresh"), false));
        happened(QStringLiteral("not kept"));
    }

    void toolBarAction()
    {
        VERIFY_WINDOW(m_window->press(QStringLiteral("Add credential set")));
        happened(QStringLiteral("add"));
    }

    void editors()
    {
        VERIFY_WINDOW(m_window->setText(QStringLiteral("Name"), QStringLiteral("Catalogue é")));
        happened(QStringLiteral("name: Catalogue é"));
        QCOMPARE(m_window->text(QStringLiteral("Name")), QStringLiteral("Catalogue é"));
        VERIFY_WINDOW(m_window->setText(QStringLiteral("Name"), QStringLiteral("Parcels")));
        happened(QStringLiteral("name: Parcels"));

        VERIFY_WINDOW(m_window->setText(QStringLiteral("Secret"), QStringLiteral("not-a-secret")));
        happened(QStringLiteral("secret: not-a-secret"));
        QVERIFY(!m_window->text(QStringLiteral("Secret")).contains(QStringLiteral("not")));
        QCOMPARE(m_window->find(QStringLiteral("Secret")).role(), AccessibleRole::Password);
    }

    void keyboard()
    {
        VERIFY_WINDOW(m_window->focus(QStringLiteral("Name")));
        QVERIFY(m_window->type(QStringLiteral("Typed")));
        happened(QStringLiteral("name: Typed"));
        QVERIFY(m_window->pressKey(AccessibleWindow::Backspace));
        happened(QStringLiteral("name: Type"));
        QVERIFY(m_window->pressShortcut('a', AccessibilityBus::Control));
        QVERIFY(m_window->type(QStringLiteral("again")));
        happened(QStringLiteral("name: again"));
        QVERIFY(m_window->pressKey(AccessibleWindow::Left, AccessibilityBus::Shift));
        QVERIFY(m_window->pressKey(AccessibleWindow::Delete));
        happened(QStringLiteral("name: agai"));
        QVERIFY(m_window->pressKey(AccessibleWindow::Tab));
        VERIFY_WINDOW(m_window->waitFor(
            [&] { return m_window->is(QStringLiteral("Secret"), AccessibleState::Focused); },
            QStringLiteral("The focus on the next field")));
    }

    void values()
    {
        VERIFY_WINDOW(m_window->setValue(QStringLiteral("Minutes"), 42));
        happened(QStringLiteral("minutes: 42"));
        QCOMPARE(m_window->value(QStringLiteral("Minutes")), std::optional<double>(42));
    }

    void comboBox()
    {
        const QString name = QStringLiteral("Environment");
        QCOMPARE(m_window->items(name),
                 QStringList({QStringLiteral("Sandbox"), QStringLiteral("Production"),
                              QStringLiteral("Standby"), QStringLiteral("Laboratory")}));
        QCOMPARE(m_window->currentItem(name), QStringLiteral("Sandbox"));
        for (const char *item : {"Standby", "Production", "Laboratory", "Sandbox"}) {
            const QString text = QString::fromLatin1(item);
            VERIFY_WINDOW(m_window->chooseItem(name, text));
            happened(u"environment: " + text);
            QCOMPARE(m_window->text(name, AccessibleRole::ComboBox), text);
        }
        QVERIFY(!m_window->chooseItem(name, QStringLiteral("Nowhere")));
    }

    void dialog()
    {
        VERIFY_WINDOW(m_window->press(QStringLiteral("Open dialog")));
        QVERIFY(m_window->find(QStringLiteral("Add"), AccessibleRole::Dialog).isValid());
        // The window behind has a "Name" as well.
        VERIFY_WINDOW(m_window->setText(QStringLiteral("Name"), QStringLiteral("Parcels")));
        VERIFY_WINDOW(m_window->press(QStringLiteral("Save")));
        VERIFY_WINDOW(m_window->waitUntilGone(QStringLiteral("Add"), AccessibleRole::Dialog));
        happened(QStringLiteral("added Parcels"));
    }

    void dialogWithALoopOfItsOwn()
    {
        VERIFY_WINDOW(m_window->press(QStringLiteral("Ask question")));
        QVERIFY(m_window->find(QStringLiteral("Remove it?")).isValid());
        VERIFY_WINDOW(m_window->press(QStringLiteral("Yes")));
        happened(QStringLiteral("yes"));
    }

    void menus()
    {
        VERIFY_WINDOW(m_window->chooseFromMenu(QStringLiteral("Copy as"), QStringLiteral("JSON")));
        happened(QStringLiteral("copied as JSON"));
        VERIFY_WINDOW(m_window->chooseFromMenu(QStringLiteral("File"), QStringLiteral("Import…")));
        happened(QStringLiteral("import"));
        QVERIFY(
            !m_window->chooseFromMenu(QStringLiteral("Copy as"), QStringLiteral("Smoke signals")));
        QVERIFY(m_window->problem().contains(QStringLiteral("HTTPie")));
    }

    void tables_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("table") << QStringLiteral("Credential sets");
        QTest::newRow("tree") << QStringLiteral("Token log");
    }

    void tables()
    {
        QFETCH(QString, name);
        const AccessibleControl table = m_window->table(name);
        VERIFY_WINDOW(table.isValid());
        QCOMPARE(table.rowCount(), 40);
        QCOMPARE(table.columnCount(), 3);
        QCOMPARE(table.columnTitle(1), QStringLiteral("Provider"));
        QCOMPARE(m_window->rowTexts(name, 7),
                 QStringList({QStringLiteral("Set 7"), QStringLiteral("eBay"),
                              QStringLiteral("7 min left")}));
        QCOMPARE(m_window->rowOf(name, QStringLiteral("Set 30")), 30);
        VERIFY_WINDOW(m_window->selectRow(name, 30));
        happened(name + QStringLiteral(": Set 30"));
        VERIFY_WINDOW(m_window->selectRow(name, 2));
        happened(name + QStringLiteral(": Set 2"));
        QVERIFY(!table.isRowSelected(30));
        VERIFY_WINDOW(m_window->clickCell(name, 1, 1));
        happened(name + QStringLiteral(": Set 1"));
        QVERIFY(!m_window->clickCell(name, 39, 0));
    }

    void whatIsNotThere()
    {
        m_window->setPatience(std::chrono::milliseconds(300));
        QVERIFY(!m_window->find(QStringLiteral("Nothing of the kind")).isValid());
        QVERIFY(m_window->problem().contains(QStringLiteral("\"Mint token\"")));
        QVERIFY(!m_window->press(QStringLiteral("Mint token"))); // It is disabled.
    }

private:
    QProcess m_program;
    std::unique_ptr<AccessibleWindow> m_window;
};

TEST_IN_PROGRAM(TestAccessibleWindow)
#include "tst_accessiblewindow.moc"
