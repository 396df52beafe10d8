// SPDX-License-Identifier: MIT
#include "ImportDialogTest.h"
#include "TestProgram.h"

#include "ImportList.h"

#include <QSignalSpy>

using namespace Tokenwright;

namespace {

const QByteArray document("openapi: 3.0.0\n"
                          "info: { title: Orders, version: '1' }\n"
                          "components:\n"
                          "  securitySchemes:\n"
                          "    machine:\n"
                          "      type: oauth2\n"
                          "      flows:\n"
                          "        clientCredentials:\n"
                          "          tokenUrl: https://auth.acme.example/oauth/token\n"
                          "          scopes: { orders.read: Reads orders }\n");
const QByteArray withoutUrl("{\"swagger\":\"2.0\",\"info\":{\"title\":\"Stock\"},"
                            "\"securityDefinitions\":{\"app\":{\"type\":\"oauth2\",\"flow\":"
                            "\"application\",\"tokenUrl\":\"\",\"scopes\":{}}}}");

} // namespace

/// What no file holds and is typed in the row: the pair, where the token is had.
class TestImportTyping : public ImportDialogTest
{
    Q_OBJECT

private:
    QString what(int row) const { return cell(row, ImportModel::What); }
    void choose(const char *name, int place)
    {
        auto *combo = field<QComboBox>(name);
        QVERIFY(combo);
        combo->setFocus();
        combo->setCurrentIndex(place);
        Q_EMIT combo->activated(place);
    }
    void type(const char *name, const QString &text)
    {
        auto *line = field<QLineEdit>(name);
        QVERIFY2(line, name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
        QFile::remove(m_bench->profile.profile.providersFolder() + u"/oauth2.json");
        m_bench->catalog.reload();
        open();
    }

    void cleanup() { close(); }

    void thePairIsTypedInItsRow()
    {
        m_dialog->addFiles({file("orders.yaml", document)});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_VERIFY(field<QComboBox>("Environment"));
        choose("Environment", 0);
        QTRY_VERIFY(button("Import 1 credential set"));
        QTRY_VERIFY2(what(0).startsWith(u"Will be added without its credentials"),
                     qPrintable(what(0)));
        auto *secret = field<QLineEdit>("Client secret");
        QVERIFY(secret);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        type("Client ID", u"acme-typed-id"_s);
        type("Client secret", u"acme-typed-value"_s);
        // what is being typed stays where it is while the plan changes
        QTRY_VERIFY2(what(0).startsWith(u"Will be added. "), qPrintable(what(0)));
        QCOMPARE(field<QLineEdit>("Client secret"), secret);
        QCOMPARE(secret->text(), u"acme-typed-value"_s);
        QVERIFY(!what(0).contains(u"acme-typed-value"));
        QTRY_VERIFY(button("Import 1 credential set")->isEnabled());
        // pressed at once: what was typed last counts
        QTest::keyClicks(secret, u"-2"_s);
        button("Import")->click();
        QTRY_COMPARE(m_bench->registry.sets().size(), 1);
        const CredentialSet set = m_bench->registry.sets().first();
        QTRY_COMPARE(m_bench->pairOf(set.id).value(u"secret").toString(), u"acme-typed-value-2"_s);
        QCOMPARE(m_bench->pairOf(set.id).value(u"id").toString(), u"acme-typed-id"_s);
        QCOMPARE(set.scopes, QStringList{u"orders.read"_s});
    }

    void withoutItTheRowIsAddedAllTheSame()
    {
        m_dialog->addFiles({file("orders.yaml", document)});
        QTRY_VERIFY(field<QComboBox>("Environment"));
        choose("Environment", 0);
        QTRY_VERIFY(button("Import 1 credential set"));
        QTRY_VERIFY(button("Import 1 credential set")->isEnabled());
        button("Import")->click();
        QTRY_COMPARE(m_bench->registry.sets().size(), 1);
        QVERIFY(m_bench->store.keys().isEmpty());
    }

    void whereTheTokenIsHadIsTyped()
    {
        m_dialog->addFiles({file("stock.json", withoutUrl)});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_VERIFY(field<QLineEdit>("Token URL"));
        QVERIFY(!button("Import")->isEnabled());
        choose("Environment", 0);
        type("Token URL", u"https://auth.acme.example"_s);
        QTRY_VERIFY(button("Import 1 credential set"));
        // it can be mended as long as nothing is added
        QTest::keyClicks(field<QLineEdit>("Token URL"), u"/token"_s);
        QTRY_COMPARE(static_cast<ImportModel *>(table()->model())->row(0).endpoint,
                     u"https://auth.acme.example/token"_s);
        type("Token URL", u"nonsense"_s);
        QTRY_VERIFY(!button("Import")->isEnabled());
        QVERIFY(field<QLineEdit>("Token URL"));
    }

    void whatWasTypedIsNotLostByAKey()
    {
        m_dialog->addFiles({file("orders.yaml", document)});
        QTRY_VERIFY(field<QLineEdit>("Client ID"));
        type("Client ID", u"a"_s);
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        auto *question = m_dialog->findChild<QMessageBox *>();
        QVERIFY(question && m_dialog->isVisible());
    }
};

WIDGET_TEST_IN_PROGRAM(TestImportTyping)
#include "tst_importtyping.moc"
