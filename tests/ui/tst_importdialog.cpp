// SPDX-License-Identifier: MIT
#include "ImportDialogTest.h"
#include "TestProgram.h"

#include "ImportList.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>

using namespace Tokenwright;

namespace {

const QByteArray ebayYaml("name: ebay-config\n"
                          "\n"
                          "api.sandbox.ebay.com:\n"
                          "    appid: Practice-Tokenwri-SBX-0123456789ab-0123abcd\n"
                          "    certid: SBX-practice-not-a-secret-0001\n"
                          "api.ebay.com:\n"
                          "    appid: <your app id>\n"
                          "    certid: <your cert id>\n");
const QByteArray
    pitneyBowesCurl("curl -X POST \"https://shipping-api.pitneybowes.com/oauth/token\" \\\n"
                    "-H \"Authorization: Basic cHJhY3RpY2Uta2V5LTE6cHJhY3RpY2Utc2VjcmV0LTE=\" \\\n"
                    "-H \"Content-Type: application/x-www-form-urlencoded\" \\\n"
                    "-d \"grant_type=client_credentials\"\n");
const QByteArray
    unlabelledCurl("curl https://auth.acme.example/oauth/token -u acme-id:acme-practice-value "
                   "-d grant_type=client_credentials\n");
const QByteArray
    refusedCurl("curl https://auth.acme.example/oauth/token -u acme-id:acme-practice-value "
                "-d grant_type=authorization_code\n");
const QByteArray unknownPair("ACME_CLIENT_ID=acme-practice-id\n"
                             "ACME_CLIENT_SECRET=acme-practice-value\n");

} // namespace

/// The window's import, from what is dropped, chosen or pasted to what keychain and index hold.
class TestImportDialog : public ImportDialogTest
{
    Q_OBJECT

private:
    QString sentence(int row) const
    {
        return index(row, 0).data(Qt::AccessibleTextRole).toString();
    }
    bool isTicked(int row) const { return index(row, 0).data(Qt::CheckStateRole) == Qt::Checked; }
    QComboBox *field(const char *name) const { return ImportDialogTest::field<QComboBox>(name); }
    /// In the table.
    QRect fieldRect(const char *name) const
    {
        const QComboBox *combo = field(name);
        return {table()->mapFromGlobal(combo->mapToGlobal(QPoint())), combo->size()};
    }
    /// As who works by keyboard does.
    void chooseByKeys(QComboBox *combo, const char *text)
    {
        combo->setFocus();
        const int wanted = combo->findText(QString::fromLatin1(text));
        while (combo->currentIndex() < wanted)
            QTest::keyClick(combo, Qt::Key_Down);
        QCOMPARE(combo->currentText(), QString::fromLatin1(text));
    }

    bool says(const QString &text) const
    {
        const auto labels = m_dialog->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    int setCount() const { return int(m_bench->registry.sets().size()); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
        open();
    }

    void cleanup() { close(); }

    void showsFirstAndWritesAfterwards()
    {
        QVERIFY(!button("Import")->isEnabled());
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set")); // not the placeholders
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(cell(0, ImportModel::Endpoint), u"api.sandbox.ebay.com"_s);
        QCOMPARE(sentence(0),
                 u"eBay, eBay, Sandbox, secret goes to api.sandbox.ebay.com, from "
                 "ebay-config.yaml, line 3: Will be added"_s);
        QVERIFY(cell(1, ImportModel::What).startsWith(u"Cannot be imported. "_s));
        QVERIFY(!index(1, 0).data(Qt::CheckStateRole).isValid());
        QVERIFY(index(0, ImportModel::Endpoint)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"Client ID: Practice-Tokenwri-SBX-0123456789ab-0123abcd"_s));
        QCOMPARE(setCount(), 0);
        QVERIFY(m_bench->store.keys().isEmpty());

        // under a name of one's own
        QVERIFY(table()->hasFocus());
        QTest::keyClick(table(), Qt::Key_F2);
        auto *editor = table()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->accessibleName(), u"Name"_s);
        editor->selectAll();
        QTest::keyClicks(editor, u"Catalogue"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(cell(0, 0), u"Catalogue"_s);
        const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
        button("Import")->click();
        QTRY_COMPARE(imported.size(), 1);
        QCOMPARE(setCount(), 1);
        const CredentialSet &set = m_bench->registry.sets().first();
        QCOMPARE(set.name, u"Catalogue"_s);
        const QJsonObject pair = m_bench->pairOf(set.id);
        QCOMPARE(pair.value(u"secret").toString(), u"SBX-practice-not-a-secret-0001"_s);
        QCOMPARE(pair.value(u"origin").toString(), u"https://api.sandbox.ebay.com:443"_s);
        QCOMPARE(cell(0, ImportModel::What), u"Added"_s);
        QVERIFY(says(u"ebay-config.yaml still holds secrets in clear, and not everything "
                     "in it was taken over"_s));
        QVERIFY(!button("Import") && button("Close"));
        button("Close")->click();
        QVERIFY(!m_dialog->isVisible());
    }

    /// One that was pasted is in the list then; nothing is left to be read here.
    void whereAllIsSaidItCloses()
    {
        const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
        m_dialog->addText(QString::fromUtf8(pitneyBowesCurl));
        QTRY_VERIFY(button("Import 1 credential set"));
        button("Import 1 credential set")->click();
        QTRY_COMPARE(imported.size(), 1);
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(setCount(), 1);
    }

    /// A place is not where the secret goes.
    void whatHasNoNameSaysWhereItIsFrom()
    {
        m_dialog->addFiles({file(".env", unknownPair)});
        QTRY_VERIFY(table()->model()->rowCount() > 0);
        QVERIFY(index(0, ImportModel::Endpoint)
                    .data(ImportModel::OriginRole)
                    .toString()
                    .startsWith(u"from .env, "_s));
    }

    void whatIsLeftOutIsNotWritten()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 2 credential sets"));
        QTest::keyClick(table(), Qt::Key_Space);
        QVERIFY(!isTicked(0));
        QCOMPARE(cell(0, ImportModel::What), u"Left out"_s);
        QVERIFY(table()->model()->setData(index(2, 0), u"Stamps"_s, Qt::EditRole));
        m_dialog->addFiles({file(".env", unknownPair)}); // what was said of the others stays
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        button("Import 1 credential set")->click();
        QTRY_COMPARE(setCount(), 1);
        QCOMPARE(m_bench->registry.sets().first().provider, u"pitney-bowes"_s);
        QCOMPARE(m_bench->registry.sets().first().name, u"Stamps"_s);
        QTRY_VERIFY(says(u"call.sh still holds secrets in clear; delete it"_s));
        QVERIFY(says(u"ebay-config.yaml still holds secrets in clear, and not"_s));
        QVERIFY(says(u".env still holds secrets in clear, and not everything"_s));
    }

    void cancelWritesNothing()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set"));
        button("Cancel")->click();
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(setCount(), 0);
        QVERIFY(m_bench->store.keys().isEmpty());
    }

    void pastedCommand()
    {
        QApplication::clipboard()->setText(QString::fromUtf8(pitneyBowesCurl));
        button("Paste")->click();
        QTRY_VERIFY(button("Import 1 credential set"));
        QCOMPARE(index(0, 0).data(ImportModel::ProviderRole).toString(), u"Pitney Bowes"_s);
        QCOMPARE(index(0, 0).data(ImportModel::EnvironmentRole).toString(), u"Production"_s);
        QVERIFY(index(0, 0).data(ImportModel::ProductionRole).toBool());
        // another one does not take its place
        QApplication::clipboard()->setText(QString::fromUtf8(ebayYaml));
        button("Paste")->click();
        QTRY_VERIFY(button("Import 2 credential sets"));
        QApplication::clipboard()->setText(u"a shopping list"_s);
        button("Paste")->click();
        QTRY_VERIFY(says(u"none of the files"_s));
        QVERIFY(button("Import 2 credential sets"));
        button("Import")->click();
        QTRY_COMPARE(setCount(), 2);
        QVERIFY(!says(u"still holds"_s)); // it was no file
    }

    void whatIsNoneIsSaid()
    {
        m_dialog->addFiles({file("list.txt", "milk and eggs\n"), u"/no/such/file"_s});
        QVERIFY(says(u"list.txt"_s));
        QVERIFY(says(QDir::toNativeSeparators(u"/no/such/file"_s)));
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(!button("Import")->isEnabled());
    }

    void whoseAPairIsCanBeSaid()
    {
        m_dialog->addFiles({file(".env", unknownPair)});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(!button("Import")->isEnabled());
        QVERIFY(!isTicked(0));
        QCOMPARE(cell(0, ImportModel::What), u"Whose credentials are these?"_s);
        QTRY_VERIFY(field("Provider"));
        QVERIFY(!field("Environment")->isEnabled());
        // Tab goes from the row to what it asks
        QTest::keyClick(table(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), field("Provider"));
        chooseByKeys(field("Provider"), "Pitney Bowes");
        QVERIFY(!button("Import")->isEnabled());
        chooseByKeys(field("Environment"), "Sandbox");
        QTRY_VERIFY(button("Import 1 credential set"));
        QVERIFY(isTicked(0));
        // and can be said otherwise
        chooseByKeys(field("Environment"), "Production");
        QTRY_COMPARE(index(0, 0).data(ImportModel::EnvironmentRole).toString(), u"Production"_s);
        QTRY_VERIFY(button("Import 1 credential set")->isEnabled());
        button("Import")->click();
        QTRY_COMPARE(setCount(), 1);
        QCOMPARE(m_bench->registry.sets().first().provider, u"pitney-bowes"_s);
        QCOMPARE(m_bench->registry.sets().first().environment, u"production"_s);
    }

    /// Two environments are at one URL, and the command does not say which is meant.
    void anEnvironmentIsNotGuessed()
    {
        QFile::remove(m_bench->profile.profile.providersFolder() + u"/oauth2.json");
        m_bench->catalog.reload();
        m_dialog.reset(new ImportDialog({.providers = m_bench->catalog,
                                         .registry = m_bench->registry,
                                         .manager = m_bench->manager}));
        m_dialog->show();
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", unlabelledCurl)});
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_VERIFY(button("Import 1 credential set")); // eBay's
        // the row that asks is the one to look at
        QCOMPARE(table()->currentIndex().row(), 2);
        QVERIFY(!isTicked(2));
        QVERIFY(!table()->model()->setData(index(2, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(cell(2, ImportModel::What), u"For which environment?"_s);
        QCOMPARE(cell(2, ImportModel::Endpoint), u"auth.acme.example"_s);
        QCOMPARE(index(2, 0).data(ImportModel::EnvironmentRole).toString(), QString());
        QTRY_VERIFY(field("Environment"));
        QVERIFY(!field("Provider"));
        QVERIFY(QRect(QPoint(), table()->size()).contains(fieldRect("Environment")));
        // the fields stand in the row
        const QRect row = table()->visualRect(index(2, ImportModel::What));
        QVERIFY(row.contains(
            fieldRect("Environment").translated(-table()->viewport()->mapTo(table(), QPoint()))));
        // Space opens the choice, and what is chosen ticks the row
        QTest::keyClick(table(), Qt::Key_Space);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(field("Environment")->view(), Qt::Key_Home);
        QTest::keyClick(field("Environment")->view(), Qt::Key_Return);
        QCOMPARE(field("Environment")->currentText(), u"Sandbox"_s);
        QTRY_VERIFY(button("Import 2 credential sets"));
        QVERIFY(isTicked(2));
        QCOMPARE(index(2, 0).data(ImportModel::EnvironmentRole).toString(), u"Sandbox"_s);
        QTRY_VERIFY(button("Import 2 credential sets")->isEnabled());
        button("Import")->click();
        QTRY_COMPARE(setCount(), 2);
        QCOMPARE(m_bench->registry.sets().last().environment, u"sandbox"_s);
    }

    /// What was recognised can be corrected all the same.
    void anotherProviderCanBeSaid()
    {
        m_dialog->addFiles({file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 1 credential set"));
        QVERIFY(!field("Provider"));
        static_cast<ImportModel *>(table()->model())->askForProvider(0);
        QTRY_VERIFY(field("Provider"));
        QCOMPARE(field("Provider")->currentText(), u"Pitney Bowes"_s);
        QCOMPARE(field("Environment")->currentText(), u"Production"_s);
        field("Environment")->setFocus();
        QTest::keyClick(field("Environment"), Qt::Key_Up);
        QTRY_COMPARE(index(0, 0).data(ImportModel::EnvironmentRole).toString(), u"Sandbox"_s);
        // of another provider both are to be said before anything changes
        field("Provider")->setFocus();
        QTest::keyClicks(field("Provider"), u"eBay"_s);
        QCOMPARE(field("Provider")->currentText(), u"eBay"_s);
        QCOMPARE(field("Environment")->currentIndex(), -1);
        QCOMPARE(index(0, 0).data(ImportModel::ProviderRole).toString(), u"Pitney Bowes"_s);
    }

    void aTakenNameIsNotGiven()
    {
        m_bench->addSet();
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set"));
        QVERIFY(table()->model()->setData(index(0, 0), u"catalogue"_s, Qt::EditRole));
        QCOMPARE(cell(0, 0), u"catalogue 2"_s);
        QVERIFY2(cell(0, ImportModel::What).contains(u"The name “catalogue” is taken."_s),
                 qPrintable(cell(0, ImportModel::What)));
        // what was typed is not lost by a key
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        auto *question = m_dialog->findChild<QMessageBox *>();
        QVERIFY(question && m_dialog->isVisible());
        QTest::keyClick(question, Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        button("Cancel")->click();
        const auto questions = m_dialog->findChildren<QMessageBox *>();
        QVERIFY(!questions.isEmpty());
        for (QAbstractButton *leave : questions.last()->buttons()) {
            if (leave->text() == u"Leave")
                leave->click();
        }
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(setCount(), 1);
    }

    void allAreTickedOrNone()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 2 credential sets"));
        auto *model = static_cast<ImportModel *>(table()->model());
        model->setAllChosen(false);
        QVERIFY(!button("Import")->isEnabled());
        model->setAllChosen(true);
        QVERIFY(button("Import 2 credential sets")->isEnabled());
    }

    /// The list is walked by rows; its ends are the first and the last.
    void rowsAreWalked()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTest::keyClick(table(), Qt::Key_End);
        QCOMPARE(table()->currentIndex(), index(2, 0));
        QTest::keyClick(table(), Qt::Key_Right);
        QCOMPARE(table()->currentIndex(), index(2, 0));
        QTest::keyClick(table(), Qt::Key_Home);
        QCOMPARE(table()->currentIndex(), index(0, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(index(2, ImportModel::What)).center());
        QCOMPARE(table()->currentIndex(), index(2, 0));
        // the box is where it is painted
        QTest::mouseClick(
            table()->viewport(), Qt::LeftButton, {},
            table()->visualRect(index(2, 0)).topLeft()
                + QPoint(12,
                         table()->fontMetrics().height() + table()->fontMetrics().height() / 3));
        QVERIFY(!isTicked(2));
    }

    /// Every row is as high as what it says, at any width.
    void nothingIsClipped()
    {
        m_dialog->addFiles({file("call.sh", refusedCurl), file(".env", unknownPair)});
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        const int wide = table()->rowHeight(0);
        m_dialog->resize(m_dialog->minimumSizeHint());
        QTRY_VERIFY(table()->rowHeight(0) > wide);
        QVERIFY(table()->columnWidth(ImportModel::What) > table()->viewport()->width() / 3);
        int columns = 0;
        for (int column = 0; column < ImportModel::ColumnCount; ++column)
            columns += table()->columnWidth(column);
        QCOMPARE(columns, table()->viewport()->width());
    }

    void filesAreAskedFor()
    {
        QWidget window;
        window.show();
        QStringList chosen;
        ImportDialog::chooseFiles(&window, [&](const QStringList &files) { chosen = files; });
        auto *chooser = window.findChild<QFileDialog *>();
        QVERIFY(chooser && chooser->isVisible());
        QVERIFY(chooser->filter().testFlag(QDir::Hidden)); // .env
        const QStringList filters = chooser->nameFilters();
        QCOMPARE(filters.size(), 2);
        QVERIFY(filters.last().endsWith(u"(*)"));
        const QStringList usual = filters.first().section(u'(', 1).chopped(1).split(u' ');
        for (const char *name : {".env", ".env.local", "shop.env", "orders.http", "login.bru",
                                 "postman.json", "insomnia.yaml", "compose.yml", "vars.ps1"})
            QVERIFY2(QDir::match(usual, QString::fromLatin1(name)), name);
        Q_EMIT chooser->filesSelected({u"/one"_s, u"/two"_s});
        QCOMPARE(chosen, (QStringList{u"/one"_s, u"/two"_s}));
    }

    void whatCanBePasted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("can");
        QTest::newRow("command") << QString::fromUtf8(pitneyBowesCurl) << true;
        QTest::newRow("assignments") << QString::fromUtf8(unknownPair) << true;
        QTest::newRow("configuration") << QString::fromUtf8(ebayYaml) << true;
        QTest::newRow("words") << u"a shopping list"_s << false;
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("header") << u"Authorization: Bearer practice-token"_s << false;
        QTest::newRow("JSON of others") << u"{\"milk\": 1}"_s << false;
        QTest::newRow("broken JSON") << u"{\"milk\": "_s << false;
    }
    void whatCanBePasted()
    {
        QFETCH(QString, text);
        QTEST(ImportDialog::canImportText(text), "can");
    }

    void whatIsThereIsNotAddedTwice()
    {
        const QString path = file("ebay-config.yaml", ebayYaml);
        m_dialog->addFiles({path});
        QTRY_VERIFY(button("Import 1 credential set"));
        button("Import")->click();
        QTRY_COMPARE(m_bench->store.keys().size(), 1);
        ImportDialog again({.providers = m_bench->catalog,
                            .registry = m_bench->registry,
                            .manager = m_bench->manager});
        again.show();
        again.addFiles({path});
        auto *view = again.findChild<QTableView *>();
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QVERIFY(view->model()
                    ->index(0, ImportModel::What)
                    .data()
                    .toString()
                    .startsWith(u"Is there already. "_s));
    }

    void aFailureIsShownAndLosesNothing()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set"));
        m_bench->store.failNext(FakeSecretStore::Operation::Write, ErrorKind::KeychainDenied);
        button("Import")->click();
        QTRY_VERIFY(says(u"Not everything"_s));
        QCOMPARE(setCount(), 0);
        QVERIFY(cell(0, ImportModel::What).startsWith(u"Not added. "_s));
    }

    void noSecretIsShown()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 2 credential sets"));
        const QAbstractItemModel *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                for (int role = Qt::DisplayRole; role <= ImportModel::QuestionRole; ++role) {
                    const QString text = model->index(row, column).data(role).toString();
                    QVERIFY(!text.contains(u"not-a-secret"_s));
                    QVERIFY(!text.contains(u"practice-secret-1"_s));
                    // an ID is told to who asks for it, by pointing at it or at once
                    if (role != Qt::ToolTipRole && role != Qt::AccessibleDescriptionRole)
                        QVERIFY(!text.contains(u"0123456789ab"_s));
                }
            }
        }
    }
};

WIDGET_TEST_IN_PROGRAM(TestImportDialog)
#include "tst_importdialog.moc"
