// SPDX-License-Identifier: MIT
// A window with one of each control, for AccessibleWindow to be tried on. What happens to it is
// told in the read-only field "Happened".
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QToolBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace {

class Sample : public QMainWindow
{
public:
    Sample()
    {
        setWindowTitle(u"Sample"_s);
        auto *body = new QWidget(this);
        m_layout = new QFormLayout(body);
        setCentralWidget(body);

        m_happened->setReadOnly(true);
        m_layout->addRow(u"Happened"_s, m_happened);
        addEditors();
        addButtons();
        addTables();
        addMenus();
        resize(700, 820);
    }

private:
    void tell(const QString &what) { m_happened->setText(what); }

    void addEditors()
    {
        auto *name = new QLineEdit;
        m_layout->addRow(u"&Name"_s, name);
        connect(name, &QLineEdit::textChanged, this,
                [this](const QString &text) { tell(u"name: " + text); });

        auto *secret = new QLineEdit;
        secret->setEchoMode(QLineEdit::Password);
        m_layout->addRow(u"Secret"_s, secret);
        connect(secret, &QLineEdit::textChanged, this,
                [this](const QString &text) { tell(u"secret: " + text); });

        auto *environment = new QComboBox;
        for (const char *item : {"Sandbox", "Production", "Standby", "Laboratory"})
            environment->addItem(QString::fromLatin1(item));
        m_layout->addRow(u"Environment"_s, environment);
        connect(environment, &QComboBox::textActivated, this,
                [this](const QString &text) { tell(u"environment: " + text); });

        auto *minutes = new QSpinBox;
        minutes->setRange(0, 100);
        m_layout->addRow(u"Minutes"_s, minutes);
        connect(minutes, &QSpinBox::valueChanged, this,
                [this](int value) { tell(u"minutes: " + QString::number(value)); });
    }

    void addButtons()
    {
        auto *keep = new QCheckBox(u"&Keep fresh"_s);
        m_layout->addRow(keep);
        auto *mint = new QPushButton(u"&Mint token"_s);
        mint->setEnabled(false);
        m_layout->addRow(mint);
        connect(mint, &QPushButton::clicked, this, [this] { tell(u"minted"_s); });
        connect(keep, &QCheckBox::toggled, this, [this, mint](bool on) {
            tell(on ? u"kept"_s : u"not kept"_s);
            QTimer::singleShot(300, mint, [mint, on] { mint->setEnabled(on); });
        });

        auto *dialog = new QPushButton(u"Open dialog"_s);
        m_layout->addRow(dialog);
        connect(dialog, &QPushButton::clicked, this, [this] { openDialog(); });
        auto *question = new QPushButton(u"Ask question"_s);
        m_layout->addRow(question);
        connect(question, &QPushButton::clicked, this, [this] {
            // With a loop of its own: the press that opens it is answered only after it.
            const auto answer = QMessageBox::question(this, u"Question"_s, u"Remove it?"_s);
            tell(answer == QMessageBox::Yes ? u"yes"_s : u"no"_s);
        });

        auto *format = new QPushButton(u"Copy as"_s);
        auto *menu = new QMenu(format);
        for (const char *item : {"curl", "HTTPie", "JSON"}) {
            menu->addAction(QString::fromLatin1(item), this,
                            [this, item] { tell(u"copied as " + QString::fromLatin1(item)); });
        }
        menu->insertSeparator(menu->actions().constLast());
        format->setMenu(menu);
        m_layout->addRow(format);
    }

    void openDialog()
    {
        auto *dialog = new QDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(u"Add"_s);
        auto *name = new QLineEdit;
        auto *layout = new QFormLayout(dialog);
        layout->addRow(u"Name"_s, name);
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
        layout->addRow(buttons);
        connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
        connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
        connect(dialog, &QDialog::accepted, this, [this, name] { tell(u"added " + name->text()); });
        dialog->open();
    }

    void addTables()
    {
        auto *model = new QStandardItemModel(0, 3, this);
        model->setHorizontalHeaderLabels({u"Name"_s, u"Provider"_s, u"Token"_s});
        for (int row = 0; row < 40; ++row) {
            model->appendRow({new QStandardItem(u"Set %1"_s.arg(row)), new QStandardItem(u"eBay"_s),
                              new QStandardItem});
            // What a painted cell says is told to assistive technologies by this role.
            model->item(row, 2)->setData(u"%1 min left"_s.arg(row), Qt::AccessibleTextRole);
        }
        auto *table = new QTableView;
        table->setModel(model);
        addView(table, u"Credential sets"_s);
        auto *tree = new QTreeView;
        tree->setModel(model);
        tree->setRootIsDecorated(false);
        addView(tree, u"Token log"_s);
    }

    void addView(QAbstractItemView *view, const QString &name)
    {
        view->setAccessibleName(name);
        view->setSelectionBehavior(QAbstractItemView::SelectRows);
        view->setSelectionMode(QAbstractItemView::SingleSelection);
        m_layout->addRow(view);
        connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                [this, view, name] {
                    const auto rows = view->selectionModel()->selectedRows();
                    if (!rows.isEmpty())
                        tell(u"%1: %2"_s.arg(name, rows.constFirst().data().toString()));
                });
    }

    void addMenus()
    {
        QMenu *file = menuBar()->addMenu(u"&File"_s);
        file->addAction(u"&Import…"_s, this, [this] { tell(u"import"_s); });
        file->addAction(u"&Quit"_s, qApp, &QApplication::quit);
        QAction *add = addToolBar(u"Main"_s)->addAction(u"Add credential set"_s);
        connect(add, &QAction::triggered, this, [this] { tell(u"add"_s); });
    }

    QFormLayout *m_layout = nullptr;
    QLineEdit *m_happened = new QLineEdit;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Sample sample;
    sample.show();
    return QApplication::exec();
}
