// SPDX-License-Identifier: MIT
#include "CredentialTable.h"
#include "SetSearch.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Tokenwright;

/// The list, without the window around it.
class TestCredentialTable : public QObject
{
    Q_OBJECT

private:
    QString nameOfCurrent() const
    {
        const CredentialSet *set = m_bench->program.registry.find(m_table->currentSet());
        return set ? set->name : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->isReady());
        m_catalogue = m_bench->program.addSet();
        m_orders = m_bench->program.addSet(u"Orders"_s);
        m_search = std::make_unique<SetSearch>(m_bench->model);
        m_table = std::make_unique<CredentialTable>(*m_search);
        m_table->resize(900, 300);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
    }
    void cleanup()
    {
        m_table.reset();
        m_search.reset();
        m_bench.reset();
    }

    void selectsOneRow()
    {
        const QSignalSpy selected(m_table.get(), &CredentialTable::setSelected);
        QCOMPARE(m_table->accessibleName(), u"Credential sets"_s);
        QVERIFY(m_table->currentSet().isEmpty());
        m_table->selectSomething();
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QVERIFY(m_table->select(m_orders));
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        m_table->selectSomething(); // something is
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(selected.size(), 2);
        QCOMPARE(selected.constLast().constFirst().toString(), m_orders);
        QVERIFY(!m_table->select(u"of nobody"_s));
        // as assistive technologies do, which do not make a row current
        m_table->selectionModel()->select(m_table->model()->index(0, 0),
                                          QItemSelectionModel::ClearAndSelect
                                              | QItemSelectionModel::Rows);
        QCOMPARE(m_table->currentIndex().row(), 0);
    }

    void somethingIsSelectedWhileSomethingMatches()
    {
        m_table->select(m_orders);
        const QSignalSpy selected(m_table.get(), &CredentialTable::setSelected);
        m_table->search(u"ord"_s);
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        m_table->search(u"catal"_s);
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QVERIFY(!m_table->select(m_orders)); // the search hides it
        m_table->search(u"neither"_s);
        QCOMPARE(m_table->model()->rowCount(), 0);
        QVERIFY(m_table->currentSet().isEmpty());
        QCOMPARE(selected.constLast().constFirst().toString(), QString());
        const qsizetype told = selected.size();
        m_table->search(u"nor that"_s);
        QCOMPARE(selected.size(), told);
        m_table->search({});
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
    }

    void aRemovedRowHandsOn()
    {
        m_table->select(m_catalogue);
        VERIFY_OK(await(m_bench->program.manager.remove(m_catalogue)));
        m_table->selectSomething();
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
    }

    void rowsAreClicked()
    {
        const QSignalSpy copies(m_table.get(), &CredentialTable::copyClicked);
        const auto middle = [this](int row, int column) {
            return m_table->visualRect(m_table->model()->index(row, column)).center();
        };
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                          middle(1, CountdownModel::ActionColumn));
        QCOMPARE(copies.size(), 1);
        QCOMPARE(copies.constLast().constFirst().toString(), m_orders);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                          middle(0, CountdownModel::NameColumn));
        QCOMPARE(copies.size(), 1);
        QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {},
                           middle(0, CountdownModel::NameColumn));
        QCOMPARE(copies.size(), 2);
        QCOMPARE(copies.constLast().constFirst().toString(), m_catalogue);
    }

    void keysOfTheListAreItsOwn()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *field = new QLineEdit(&window);
        layout->addWidget(field);
        layout->addWidget(m_table.get());
        QAction action;
        action.setShortcut(Qt::Key_F2);
        m_table->addListAction(&action);
        const QSignalSpy triggered(&action, &QAction::triggered);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        field->setFocus();
        QTest::keyClick(field, Qt::Key_F2);
        QCOMPARE(triggered.size(), 0);
        m_table->setFocus();
        QTest::keyClick(m_table.get(), Qt::Key_F2);
        QCOMPARE(triggered.size(), 1);
        m_table->setParent(nullptr);
    }

    void isSortedOnlyWhenAsked()
    {
        const auto nameAt = [this](int row) {
            return m_table->model()->index(row, CountdownModel::NameColumn).data().toString();
        };
        m_bench->program.addSet(u"Billing"_s);
        QCOMPARE(nameAt(0), u"Catalogue"_s); // as they were added
        QCOMPARE(nameAt(2), u"Billing"_s);
        m_table->sortByColumn(CountdownModel::NameColumn, Qt::AscendingOrder);
        QCOMPARE(nameAt(0), u"Billing"_s);
        m_table->sortByColumn(-1, Qt::AscendingOrder);
        QCOMPARE(nameAt(0), u"Catalogue"_s);
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<SetSearch> m_search;
    std::unique_ptr<CredentialTable> m_table;
    QString m_catalogue;
    QString m_orders;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialTable)
#include "tst_credentialtable.moc"
