// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include "ImportDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QGroupBox>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

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
const QByteArray unknownPair("ACME_CLIENT_ID=acme-practice-id\n"
                             "ACME_CLIENT_SECRET=acme-practice-value\n");

} // namespace

/// The window's import, from what is dropped, chosen or pasted to what keychain and index hold.
class TestImportDialog : public QObject
{
    Q_OBJECT

private:
    QString file(const char *name, const QByteArray &content)
    {
        QFile target(m_folder.filePath(QString::fromLatin1(name)));
        if (!target.open(QIODevice::WriteOnly))
            return {};
        target.write(content);
        return target.fileName();
    }

    QPushButton *button(const char *start) const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *candidate : buttons) {
            if (!candidate->isHidden()
                && candidate->accessibleName().startsWith(QLatin1StringView(start)))
                return candidate;
        }
        return nullptr;
    }

    QTableView *table() const { return m_dialog->findChild<QTableView *>(); }

    QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
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
        m_dialog = std::make_unique<ImportDialog>(ImportDialog::Parts{
            .providers = m_bench->catalog,
            .registry = m_bench->registry,
            .manager = m_bench->manager,
        });
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_bench.reset();
    }

    void showsFirstAndWritesAfterwards()
    {
        QVERIFY(!button("Import")->isEnabled());
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set")); // not the placeholders
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(cell(0, ImportModel::ProviderName), u"eBay"_s);
        QCOMPARE(cell(0, ImportModel::EnvironmentName), u"Sandbox"_s);
        QCOMPARE(cell(0, ImportModel::ClientId), u"Prac…"_s);
        QCOMPARE(cell(0, ImportModel::Endpoint), u"api.sandbox.ebay.com"_s);
        QVERIFY(cell(0, ImportModel::What).startsWith(u"new"_s));
        QVERIFY(cell(1, ImportModel::What).startsWith(u"skipped"_s));
        QCOMPARE(setCount(), 0);
        QVERIFY(m_bench->store.keys().isEmpty());

        // under a name of one's own
        QVERIFY(
            table()->model()->setData(table()->model()->index(0, 0), u"Catalogue"_s, Qt::EditRole));
        const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
        button("Import")->click();
        QTRY_COMPARE(imported.size(), 1);
        QCOMPARE(setCount(), 1);
        const CredentialSet &set = m_bench->registry.sets().first();
        QCOMPARE(set.name, u"Catalogue"_s);
        const QJsonObject pair = m_bench->pairOf(set.id);
        QCOMPARE(pair.value(u"secret").toString(), u"SBX-practice-not-a-secret-0001"_s);
        QCOMPARE(pair.value(u"origin").toString(), u"https://api.sandbox.ebay.com:443"_s);
        QCOMPARE(cell(0, ImportModel::What), u"added"_s);
        QVERIFY(says(u"ebay-config.yaml still holds secrets in clear, and not everything "
                     "in it was taken over"_s));
        QVERIFY(!button("Import") && button("Close"));
        button("Close")->click();
        QVERIFY(!m_dialog->isVisible());
    }

    void whatIsLeftOutIsNotWritten()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 2 credential sets"));
        QVERIFY(table()->model()->setData(table()->model()->index(0, 0), Qt::Unchecked,
                                          Qt::CheckStateRole));
        QVERIFY(
            table()->model()->setData(table()->model()->index(2, 0), u"Stamps"_s, Qt::EditRole));
        m_dialog->addFiles({file(".env", unknownPair)}); // what was said of the others stays
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        button("Import 1 credential set")->click();
        QTRY_COMPARE(setCount(), 1);
        QCOMPARE(m_bench->registry.sets().first().provider, u"pitney-bowes"_s);
        QCOMPARE(m_bench->registry.sets().first().name, u"Stamps"_s);
        QTRY_VERIFY(says(u"call.sh still holds the client secret in clear; delete it"_s));
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
        QCOMPARE(cell(0, ImportModel::ProviderName), u"Pitney Bowes"_s);
        QCOMPARE(cell(0, ImportModel::EnvironmentName), u"Production"_s);
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
        QVERIFY(says(u"/no/such/file"_s));
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(!button("Import")->isEnabled());
    }

    void whoseAPairIsCanBeSaid()
    {
        m_dialog->addFiles({file(".env", unknownPair)});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(!button("Import")->isEnabled());
        auto *mapping = m_dialog->findChild<QGroupBox *>();
        QTRY_VERIFY(mapping->isEnabled());
        const auto combos = mapping->findChildren<QComboBox *>();
        QCOMPARE(combos.size(), 2);
        const auto choose = [](QComboBox *combo, const char *text) {
            combo->setFocus();
            combo->setCurrentText(QString::fromLatin1(text));
            Q_EMIT combo->activated(combo->currentIndex());
        };
        choose(combos.first(), "Pitney Bowes");
        QVERIFY(!button("Import")->isEnabled());
        choose(combos.last(), "Sandbox");
        QTRY_VERIFY(button("Import 1 credential set"));
        if (qEnvironmentVariableIsSet("TOKENWRIGHT_TEST_PICTURES"))
            m_dialog->grab().save(qEnvironmentVariable("TOKENWRIGHT_TEST_PICTURES"));
        button("Import")->click();
        QTRY_COMPARE(setCount(), 1);
        QCOMPARE(m_bench->registry.sets().first().provider, u"pitney-bowes"_s);
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
        QVERIFY(
            view->model()->index(0, ImportModel::What).data().toString().startsWith(u"exists"_s));
    }

    void aFailureIsShownAndLosesNothing()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml)});
        QTRY_VERIFY(button("Import 1 credential set"));
        m_bench->store.failNext(FakeSecretStore::Operation::Write, ErrorKind::KeychainDenied);
        button("Import")->click();
        QTRY_VERIFY(says(u"Not everything"_s));
        QCOMPARE(setCount(), 0);
        QVERIFY(cell(0, ImportModel::What) != u"added"_s);
    }

    void noSecretIsShown()
    {
        m_dialog->addFiles({file("ebay-config.yaml", ebayYaml), file("call.sh", pitneyBowesCurl)});
        QTRY_VERIFY(button("Import 2 credential sets"));
        const QAbstractItemModel *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::EditRole}) {
                    const QString text = model->index(row, column).data(role).toString();
                    QVERIFY(!text.contains(u"not-a-secret"_s));
                    QVERIFY(!text.contains(u"practice-secret-1"_s));
                    QVERIFY(!text.contains(u"0123456789ab"_s));
                }
            }
        }
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<ImportDialog> m_dialog;
};

WIDGET_TEST_IN_PROGRAM(TestImportDialog)
#include "tst_importdialog.moc"
