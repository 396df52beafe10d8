// SPDX-License-Identifier: MIT
// The least that could show a list: a main window with a table of a hundred rows, and nothing else.
#include <QAbstractTableModel>
#include <QApplication>
#include <QMainWindow>
#include <QTableView>

namespace {

class Numbers : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : 100; }
    int columnCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : 5; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return QStringLiteral("Row %1, column %2").arg(index.row()).arg(index.column());
    }
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Numbers numbers;
    QTableView table;
    table.setModel(&numbers);
    QMainWindow window;
    window.setCentralWidget(&table);
    window.resize(840, 560);
    window.show();
    const int code = QApplication::exec();
    window.takeCentralWidget(); // The table is not the window's to delete.
    return code;
}
