// SPDX-License-Identifier: MIT
// bare-window [--counting]: the least that could show a list, a main window with a table of a
// hundred rows and nothing else; when counting, one of its cells changes every second.
#include <QAbstractTableModel>
#include <QApplication>
#include <QMainWindow>
#include <QTableView>
#include <QTimer>

using namespace Qt::StringLiterals;

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
        return u"Row %1, column %2"_s.arg(index.row() == 0 ? m_seconds : index.row())
            .arg(index.column());
    }

    void count()
    {
        ++m_seconds;
        Q_EMIT dataChanged(index(0, 3), index(0, 3));
    }

private:
    int m_seconds = 0;
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
    QTimer second;
    QObject::connect(&second, &QTimer::timeout, &window, [&numbers] { numbers.count(); });
    if (QCoreApplication::arguments().contains(u"--counting"_s))
        second.start(1000);
    const int code = QApplication::exec();
    window.takeCentralWidget(); // The table is not the window's to delete.
    return code;
}
