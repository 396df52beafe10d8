// SPDX-License-Identifier: MIT
#include "CredentialTable.h"
#include "ListBench.h"
#include "SetColumns.h"
#include "SetSearch.h"
#include "TestProgram.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Tokenwright;

/// The list, without the window around it.
class TestCredentialTable : public QObject
{
    Q_OBJECT

private:
    QString nameOf(const QString &setId) const
    {
        const CredentialSet *set = m_bench->registry.find(setId);
        return set ? set->name : QString();
    }
    QString nameOfCurrent() const { return nameOf(m_table->currentSet()); }
    QStringList namesOfSelected() const
    {
        QStringList names;
        const QStringList sets = m_table->selectedSets();
        for (const QString &set : sets)
            names.append(nameOf(set));
        return names;
    }
    QString nameAt(int row) const
    {
        return m_table->model()->index(row, CountdownModel::NameColumn).data().toString();
    }
    QPoint middle(int row, int column) const
    {
        return m_table->visualRect(m_table->model()->index(row, column)).center();
    }
    void click(int row, int column, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, modifiers, middle(row, column));
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ListBench>();
        m_catalogue = m_bench->add(u"Catalogue"_s);
        m_orders = m_bench->add(u"Orders"_s);
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

    /// From which row on Shift extends a selection is also what the program selected.
    void extendsFromWhatWasSelectedLast()
    {
        m_bench->add(u"Parcels"_s);
        m_bench->add(u"Returns"_s);
        const QString last = m_bench->add(u"Stock"_s);
        click(0, CountdownModel::TokenColumn);
        QVERIFY(m_table->select(last)); // as what is made new is
        QTest::keyClick(m_table.get(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected(), (QStringList{u"Returns"_s, u"Stock"_s}));
        QTest::keyClick(m_table.get(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected(), (QStringList{u"Parcels"_s, u"Returns"_s, u"Stock"_s}));
        QVERIFY(m_table->select(last));
        click(3, CountdownModel::TokenColumn, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected(), (QStringList{u"Returns"_s, u"Stock"_s}));
        click(1, CountdownModel::TokenColumn); // and as ever what people select
        QTest::keyClick(m_table.get(), Qt::Key_Down);
        QTest::keyClick(m_table.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected(), (QStringList{u"Parcels"_s, u"Returns"_s}));
    }

    /// A name that is cut beside free room tells nobody what it is.
    void environmentsGetTheRoomThereIs()
    {
        const int usual = m_table->columnWidth(CountdownModel::EnvironmentColumn);
        m_bench->add(m_bench->set(u"Parcels"_s, u"sandbox"_s, u"ups"_s));
        const QString name
            = m_table->model()->index(2, CountdownModel::EnvironmentColumn).data().toString();
        QVERIFY2(name.size() > 20, qPrintable(name));
        m_table->resize(1400, 300);
        QTRY_VERIFY(m_table->columnWidth(CountdownModel::EnvironmentColumn)
                    > m_table->fontMetrics().horizontalAdvance(name));
        m_table->resize(400, 300); // but tokens and names come first
        QTRY_COMPARE(m_table->columnWidth(CountdownModel::EnvironmentColumn), usual);
    }

    void theCurrentRowStaysInView()
    {
        QString last;
        for (int i = 0; i < 20; ++i)
            last = m_bench->add(u"Set %1"_s.arg(i));
        QVERIFY(m_table->select(last));
        m_table->resize(900, 120);
        const QRect row = m_table->visualRect(m_table->currentIndex());
        QVERIFY2(m_table->viewport()->rect().contains(row.center()), qPrintable(nameOfCurrent()));
    }

    void selectsOneRow()
    {
        const QSignalSpy selected(m_table.get(), &CredentialTable::setSelected);
        QCOMPARE(m_table->accessibleName(), u"Credential sets"_s);
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s); // with the focus
        QCOMPARE(namesOfSelected(), QStringList{u"Catalogue"_s});
        QVERIFY(m_table->select(m_orders));
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        m_table->selectSomething(); // something is
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.constLast().constFirst().toString(), m_orders);
        QVERIFY(!m_table->select(u"of nobody"_s));
        // as assistive technologies do, which do not make a row current
        m_table->selectionModel()->select(m_table->model()->index(0, 0),
                                          QItemSelectionModel::ClearAndSelect
                                              | QItemSelectionModel::Rows);
        QCOMPARE(m_table->currentIndex().row(), 0);
        QCOMPARE(selected.constLast().constFirst().toString(), m_catalogue);
        // or which add it to what is selected, and mean it alone
        m_table->selectionModel()->select(m_table->model()->index(1, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(namesOfSelected(), QStringList{u"Orders"_s});
    }

    /// Whatever is typed after whatever else: a search that left one row lost it with the next.
    void somethingIsSelectedWhileSomethingMatches()
    {
        m_bench->add(u"Order of another"_s);
        const QStringList searches{u"ord"_s,     u"orders"_s,     u"catal"_s,   u"cat"_s,
                                   u"neither"_s, u"nor"_s,        {},           u"order"_s,
                                   u"ebay"_s,    u"is:expired"_s, u"another"_s, u"a"_s};
        for (const QString &first : searches) {
            for (const QString &second : searches) {
                for (const QString &text : {first, second, QString()}) {
                    m_search->search(text);
                    const int rows = m_search->rowCount();
                    QCOMPARE(m_table->currentSet().isEmpty(), rows == 0);
                    QCOMPARE(m_table->selectedSets().size(), rows == 0 ? 0 : 1);
                    QCOMPARE(m_table->selectedSets().value(0), m_table->currentSet());
                }
            }
        }
    }

    void searchesTellWhatIsSelected()
    {
        m_table->select(m_orders);
        const QSignalSpy selected(m_table.get(), &CredentialTable::setSelected);
        m_search->search(u"ord"_s);
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(selected.size(), 0); // nothing has changed
        m_search->search(u"catal"_s);
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QCOMPARE(selected.size(), 1);
        QVERIFY(!m_table->select(m_orders)); // the search hides it
        m_search->search(u"neither"_s);
        QVERIFY(m_table->currentSet().isEmpty());
        QCOMPARE(selected.size(), 2);
        QCOMPARE(selected.constLast().constFirst().toString(), QString());
        m_search->search(u"nor that"_s);
        QCOMPARE(selected.size(), 2);
        m_search->search({});
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QCOMPARE(selected.size(), 3);
    }

    void whereNothingMatchesThereIsAWayBack()
    {
        const QSignalSpy cleared(m_table.get(), &CredentialTable::clearRequested);
        const auto *label = m_table->findChild<QLabel *>();
        auto *button = m_table->findChild<QPushButton *>();
        QVERIFY(label && button && !label->isVisible());
        m_search->search(u"  <b>nobody</b> "_s);
        QVERIFY(label->isVisible());
        QCOMPARE(label->text(), u"No credential set matches “<b>nobody</b>”."_s);
        m_search->search(u"is:broken"_s);
        QVERIFY2(label->text().contains(u"is:broken") && label->text().contains(u"failed, expired"),
                 qPrintable(label->text()));
        m_search->search(u"env:staging"_s);
        QVERIFY(label->text().contains(u"production, sandbox"));
        m_search->search(u"<b>nobody</b>"_s);
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QCOMPARE(button->accessibleName(), u"Clear search"_s);
        button->click();
        QCOMPARE(cleared.size(), 1);
        m_bench->add(u"<b>nobody</b>"_s); // somebody is
        QVERIFY(!label->isVisible());
        m_search->search({});
        m_search->setFilter(SetFilter::Favourites);
        QCOMPARE(label->text(), u"There are no favourites yet."_s);
        QCOMPARE(button->text(), u"Show all"_s);
        m_bench->change(m_orders, [](CredentialSet &set) { set.isFavourite = true; });
        QVERIFY(!label->isVisible());
        m_bench->change(m_orders, [](CredentialSet &set) { set.isFavourite = false; });
        QVERIFY(label->isVisible());
        m_search->setFilter(SetFilter::All);
        QVERIFY(!label->isVisible());
    }

    void aRemovedRowHandsOn()
    {
        m_table->select(m_catalogue);
        m_bench->registry.remove(m_catalogue);
        m_table->selectSomething();
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(namesOfSelected(), QStringList{u"Orders"_s});
    }

    void rowsAreClicked()
    {
        const QSignalSpy copies(m_table.get(), &CredentialTable::copyClicked);
        m_table->select(m_catalogue);
        click(1, CountdownModel::ActionColumn);
        QCOMPARE(copies.size(), 1);
        QCOMPARE(copies.constLast().constFirst().toString(), m_orders);
        QCOMPARE(nameOfCurrent(), u"Orders"_s); // what is copied is what is shown
        QCOMPARE(namesOfSelected(), QStringList{u"Orders"_s});
        click(0, CountdownModel::NameColumn);
        QCOMPARE(copies.size(), 1);
        QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {},
                           middle(0, CountdownModel::NameColumn));
        QCOMPARE(copies.size(), 2);
        QCOMPARE(copies.constLast().constFirst().toString(), m_catalogue);
        // a press that is taken back does nothing but select
        QTest::mousePress(m_table->viewport(), Qt::LeftButton, {},
                          middle(1, CountdownModel::ActionColumn));
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QTest::mouseRelease(m_table->viewport(), Qt::LeftButton, {},
                            middle(1, CountdownModel::NameColumn));
        QCOMPARE(copies.size(), 2);
    }

    void severalAreSelected()
    {
        m_bench->add(u"Parcels"_s);
        m_table->selectSomething();
        const QSignalSpy selected(m_table.get(), &CredentialTable::setSelected);
        QTest::keyClick(m_table.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected(), (QStringList{u"Catalogue"_s, u"Orders"_s}));
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        QCOMPARE(selected.constLast().constFirst().toString(), m_orders);
        click(2, CountdownModel::TokenColumn, Qt::ControlModifier);
        QCOMPARE(namesOfSelected().size(), 3);
        QCOMPARE(nameOfCurrent(), u"Parcels"_s);
        click(2, CountdownModel::TokenColumn, Qt::ControlModifier); // not that one
        QCOMPARE(namesOfSelected(), (QStringList{u"Catalogue"_s, u"Orders"_s}));
        QVERIFY(namesOfSelected().contains(nameOfCurrent())); // what is current is selected
        QTest::keyClick(m_table.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(namesOfSelected().size(), 3);
        m_search->search(u"orders"_s);
        QCOMPARE(namesOfSelected(), QStringList{u"Orders"_s});
        m_search->search({});
        QCOMPARE(namesOfSelected().size(), 1);
    }

    /// Home and End go to rows, and whichever cell was pressed, letters look for names.
    void keysMoveByRows()
    {
        m_bench->add(u"Parcels"_s);
        m_table->select(m_orders);
        QTest::keyClick(m_table.get(), Qt::Key_End);
        QCOMPARE(nameOfCurrent(), u"Parcels"_s);
        QTest::keyClick(m_table.get(), Qt::Key_Home);
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QTest::keyClick(m_table.get(), Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(namesOfSelected().size(), 3);
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Right, Qt::Key_Right}) {
            QTest::keyClick(m_table.get(), key);
            QCOMPARE(m_table->currentIndex().column(), int(CountdownModel::NameColumn));
        }
        click(0, CountdownModel::TokenColumn);
        QCOMPARE(m_table->currentIndex().column(), int(CountdownModel::NameColumn));
        QTest::keyClick(m_table.get(), Qt::Key_O);
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
        m_table->move(Qt::Key_Down);
        QCOMPARE(nameOfCurrent(), u"Parcels"_s);
        m_table->move(Qt::Key_Up);
        QCOMPARE(nameOfCurrent(), u"Orders"_s);
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
        m_table->move(Qt::Key_Down);
        QVERIFY(m_table->hasFocus());
        QTest::keyClick(m_table.get(), Qt::Key_F2);
        QCOMPARE(triggered.size(), 1);
        m_table->setParent(nullptr);
    }

    void isSortedOnlyWhenAsked()
    {
        m_bench->add(u"Billing"_s);
        QCOMPARE(nameAt(0), u"Catalogue"_s); // as they were added
        QCOMPARE(nameAt(2), u"Billing"_s);
        m_table->sortByColumn(CountdownModel::NameColumn, Qt::AscendingOrder);
        QCOMPARE(nameAt(0), u"Billing"_s);
        m_table->sortByColumn(-1, Qt::AscendingOrder);
        QCOMPARE(nameAt(0), u"Catalogue"_s);
    }

    void whatIsSelectedStaysInSight()
    {
        for (int number = 10; number < 99; ++number)
            m_bench->add(u"Set %1"_s.arg(number));
        const auto isInSight = [this] {
            return m_table->viewport()->rect().contains(
                m_table->visualRect(m_table->currentIndex()));
        };
        m_table->select(m_catalogue);
        m_table->sortByColumn(CountdownModel::NameColumn, Qt::DescendingOrder);
        QCOMPARE(nameOfCurrent(), u"Catalogue"_s);
        QVERIFY(m_table->currentIndex().row() > 80);
        QVERIFY(isInSight());
        m_search->search(u"o"_s);
        m_search->search({});
        QVERIFY(isInSight());
    }

    void columnsFitAndAreKept()
    {
        QHeaderView *header = m_table->horizontalHeader();
        const auto width = [&](int column) { return header->sectionSize(column); };
        const int letter = m_table->fontMetrics().averageCharWidth();
        for (const int wide : {520, 772, 1024, 1900}) {
            m_table->resize(wide, 300);
            QCOMPARE(header->length(), m_table->viewport()->width());
            QVERIFY(width(CountdownModel::NameColumn) >= letter * 12);
            QVERIFY(width(CountdownModel::NameColumn) <= letter * 55);
            QVERIFY(width(CountdownModel::TokenColumn) >= letter * 26);
        }
        header->resizeSection(CountdownModel::NameColumn, letter * 20);
        m_table->resize(500, 300);
        m_table->resize(1200, 300); // what was wished for is remembered
        QCOMPARE(width(CountdownModel::NameColumn), letter * 20);
        m_table->sortByColumn(CountdownModel::TokenColumn, Qt::DescendingOrder);
        CredentialTable another(*m_search);
        another.resize(1200, 300);
        another.columns().restore(m_table->columns().state());
        QCOMPARE(another.horizontalHeader()->sectionSize(CountdownModel::NameColumn), letter * 20);
        QCOMPARE(another.horizontalHeader()->sortIndicatorSection(),
                 int(CountdownModel::TokenColumn));
        another.columns().restore("no such thing");
        QCOMPARE(another.horizontalHeader()->sectionSize(CountdownModel::NameColumn), letter * 20);
    }

    void densityChangesRows()
    {
        const int comfortable = m_table->rowHeight(0);
        QVERIFY(comfortable > m_table->fontMetrics().height() * 18 / 10);
        m_table->setDensity(ListDensity::Compact);
        QVERIFY(m_table->rowHeight(0) < comfortable * 8 / 10);
        m_table->setDensity(ListDensity::Comfortable);
        QCOMPARE(m_table->rowHeight(0), comfortable);
    }

private:
    std::unique_ptr<ListBench> m_bench;
    std::unique_ptr<SetSearch> m_search;
    std::unique_ptr<CredentialTable> m_table;
    QString m_catalogue;
    QString m_orders;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialTable)
#include "tst_credentialtable.moc"
