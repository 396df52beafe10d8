// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include <QMessageBox>
#include <QSignalSpy>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// Editing a credential set: the pair is read only then, and written only when it has to be.
class TestCredentialDialogEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
    }
    void cleanup() { m_bench.reset(); }

    void opensAtOnceAndReadsThePairThen()
    {
        const QString id = m_bench->addSet();
        m_bench->store.holdNext(Operation::Read);
        m_bench->openToEdit(id);
        QCOMPARE(m_bench->dialog->windowTitle(), QStringLiteral("Edit credential set"));
        QCOMPARE(m_bench->edit("Name")->text(), QStringLiteral("Catalogue"));
        QCOMPARE(m_bench->combo("Environment")->currentText(), QStringLiteral("Sandbox"));
        QVERIFY(m_bench->says(QStringLiteral("Reading the pair from the keychain…")));
        QVERIFY(m_bench->edit("Name")->isEnabled());
        QVERIFY(!m_bench->edit("App ID (Client ID)")->isEnabled());
        QVERIFY(!m_bench->edit("Cert ID (Client Secret)")->isEnabled());

        m_bench->store.release();
        QTRY_VERIFY(m_bench->edit("App ID (Client ID)")->isEnabled());
        QVERIFY(!m_bench->says(QStringLiteral("Reading")));
        QCOMPARE(m_bench->edit("App ID (Client ID)")->text(),
                 QStringLiteral("Example-SBX-not-real"));
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), QStringLiteral("SBX-not-real"));
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->echoMode(), QLineEdit::Password);
        QCOMPARE(m_bench->store.log().first().prompt, Prompt::Allowed);
    }

    void pairThatIsTheSameIsNotWritten()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Name", QStringLiteral("catalogue")); // its own name is not taken
        saveAndWait(id);
        QCOMPARE(m_bench->registry.find(id)->name, QStringLiteral("catalogue"));
        QCOMPARE(m_bench->registry.find(id)->pairMark, QStringLiteral("first-mark"));
        QCOMPARE(m_bench->registry.find(id)->unknownFields.value(u"colour").toString(),
                 QStringLiteral("green"));
        QCOMPARE(m_bench->store.count(Operation::Write), 0);
    }

    void newSecretIsWrittenAndTheRestKept()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("SBX-new-not-real"));
        saveAndWait(id);
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"id").toString(), QStringLiteral("Example-SBX-not-real"));
        QCOMPARE(pair.value(u"secret").toString(), QStringLiteral("SBX-new-not-real"));
        QCOMPARE(pair.value(u"note").toString(), QStringLiteral("of somebody else"));
        QVERIFY(m_bench->registry.find(id)->pairMark != u"first-mark");
    }

    void changesMadeElsewhereMeanwhileStay()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        CredentialSet elsewhere = *m_bench->registry.find(id);
        elsewhere.pairMark = QStringLiteral("second-mark");
        elsewhere.scopes = QStringList{QStringLiteral("elsewhere")};
        elsewhere.keepFresh = true;
        VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), elsewhere)));
        m_bench->store.put(clientKey(id),
                           DialogBench::ebayPair().replace(R"(SBX-not-real","o)", R"(SBX-2","o)"));
        m_bench->type("Name", QStringLiteral("Catalogue two"));
        m_bench->type("App ID (Client ID)", QStringLiteral("New-SBX-not-real"));
        saveAndWait(id);
        const CredentialSet *now = m_bench->registry.find(id);
        QCOMPARE(now->name, QStringLiteral("Catalogue two"));
        QCOMPARE(now->scopes, elsewhere.scopes);
        QVERIFY(now->keepFresh);
        QVERIFY(now->pairMark != elsewhere.pairMark);
        QCOMPARE(m_bench->pairOf(id).value(u"id").toString(), QStringLiteral("New-SBX-not-real"));
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-2"));
    }

    void missingPairIsRepaired()
    {
        const QString id = m_bench->addSet({});
        openAndWait(id);
        QVERIFY(m_bench->says(QStringLiteral("The keychain holds no pair")));
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->says(QStringLiteral("Enter the App ID.")));
        m_bench->typeEbayPair();
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-not-real"));
    }

    void unreadablePairCanStay_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("locked") << ErrorKind::KeychainLocked;
        QTest::newRow("denied") << ErrorKind::KeychainDenied;
        QTest::newRow("no keychain") << ErrorKind::KeychainUnavailable;
        QTest::newRow("time-out") << ErrorKind::KeychainTimeout;
    }

    void unreadablePairCanStay()
    {
        QFETCH(ErrorKind, kind);
        const QString id = m_bench->addSet();
        m_bench->store.failAlways(Operation::Read, kind);
        openAndWait(id);
        QVERIFY(m_bench->says(QStringLiteral("The pair could not be read: ")
                              + errorSentence(Error{.kind = kind})));
        QCOMPARE(m_bench->edit("App ID (Client ID)")->placeholderText(),
                 QStringLiteral("Leave empty to keep it unchanged"));
        m_bench->type("Name", QStringLiteral("Catalogue two"));
        saveAndWait(id);
        QCOMPARE(m_bench->registry.find(id)->name, QStringLiteral("Catalogue two"));
        QCOMPARE(m_bench->store.value(clientKey(id)), DialogBench::ebayPair());
        QCOMPARE(m_bench->store.count(Operation::Read), 1);
    }

    void unreadablePairIsReplacedWholeOrNotAtAll()
    {
        const QString id = m_bench->addSet();
        m_bench->store.failNext(Operation::Read, ErrorKind::KeychainLocked);
        openAndWait(id);
        m_bench->type("App ID (Client ID)", QStringLiteral("New-SBX-not-real"));
        m_bench->save();
        QVERIFY(
            m_bench->says(QStringLiteral("Enter the Cert ID as well, or leave the whole pair")));
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("SBX-new-not-real"));

        // still locked: nothing is lost
        m_bench->store.failNext(Operation::Read, ErrorKind::KeychainLocked);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(QStringLiteral("The keychain is locked. Unlock it")));
        QCOMPARE(m_bench->store.value(clientKey(id)), DialogBench::ebayPair());

        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"id").toString(), QStringLiteral("New-SBX-not-real"));
        QCOMPARE(m_bench->pairOf(id).value(u"note").toString(), QStringLiteral("of somebody else"));
    }

    void secretGoesElsewhereOnlyWhenConfirmed()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->choose("Environment", QStringLiteral("Production"));
        m_bench->save();
        QMessageBox *question = theQuestion();
        QVERIFY(question);
        QVERIFY(question->text().contains(u"https://api.sandbox.ebay.com"));
        QVERIFY(question->text().contains(u"https://api.ebay.com"));
        question->button(QMessageBox::Cancel)->click();
        QTest::qWait(50);
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->button("Save")->isEnabled() && m_bench->edit("Name")->isEnabled());
        QCOMPARE(m_bench->store.count(Operation::Write), 0);
        QCOMPARE(m_bench->registry.find(id)->environment, QStringLiteral("sandbox"));

        m_bench->save();
        question = theQuestion();
        QVERIFY(question);
        QTest::keyClick(question, Qt::Key_Escape); // the same as Cancel
        QTest::qWait(50);
        QVERIFY(m_bench->isOpen() && m_bench->button("Save")->isEnabled());

        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->save();
        question = theQuestion();
        QVERIFY(question);
        const auto buttons = question->buttons();
        for (QAbstractButton *button : buttons) {
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(m_bench->registry.find(id)->environment, QStringLiteral("production"));
        QCOMPARE(m_bench->pairOf(id).value(u"origin").toString(),
                 QStringLiteral("https://api.ebay.com:443"));
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-not-real"));
    }

    void whatCameMeanwhileIsAskedAboutToo()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        auto pair = *ClientCredentials::fromPayload(Secret(m_bench->store.value(clientKey(id))));
        pair.parameters.insert(QStringLiteral("pin"), Secret::fromText(QStringLiteral("not-real")));
        m_bench->store.put(clientKey(id), pair.toPayload().reveal().toByteArray());
        m_bench->choose("Environment", QStringLiteral("Production"));
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("PRD-new-not-real"));
        m_bench->save();
        QMessageBox *question = theQuestion();
        QVERIFY(question);
        question->button(QMessageBox::Cancel)->click();
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-not-real"));
    }

    void newSecretNeedsNoQuestion()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->choose("Environment", QStringLiteral("Production"));
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("PRD-new-not-real"));
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"origin").toString(),
                 QStringLiteral("https://api.ebay.com:443"));
    }

    void failedEditKeepsInputAndOldPair()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("SBX-new-not-real"));
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainDenied);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(QStringLiteral("The keychain refused access.")));
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(),
                 QStringLiteral("SBX-new-not-real"));
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-not-real"));
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(),
                 QStringLiteral("SBX-new-not-real"));
    }

    void oldPairIsWrittenAgainWhenANewOneMayHaveLanded()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("SBX-new-not-real"));
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 1,
                                FakeSecretStore::Applied::Yes);
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 2); // putting it back
        m_bench->save();
        QTRY_VERIFY(m_bench->says(QStringLiteral("did not answer in time")));
        m_bench->type("Cert ID (Client Secret)", QStringLiteral("SBX-not-real"));
        m_bench->store.stopFailing();
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("SBX-not-real"));
    }

    void setThatWasRemovedElsewhereIsTold()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        VERIFY_OK(await(m_bench->registry.remove(id)));
        m_bench->type("Name", QStringLiteral("Catalogue two"));
        m_bench->save();
        QTRY_VERIFY(m_bench->says(QStringLiteral("There is no such credential set.")));
        QVERIFY(m_bench->isOpen());
    }

    void unknownProviderIsToldAndKept()
    {
        const QString id = m_bench->addSet(DialogBench::ebayPair(), QStringLiteral("gone"));
        m_bench->openToEdit(id);
        QVERIFY(m_bench->says(QStringLiteral("There is no provider file for “gone”")));
        QVERIFY(!m_bench->button("Save")->isEnabled());
        QCOMPARE(m_bench->edit("Name")->text(), QStringLiteral("Catalogue"));
        QCOMPARE(m_bench->combo("Provider")->currentText(), QStringLiteral("gone"));
        QCOMPARE(m_bench->combo("Environment")->currentText(), QStringLiteral("sandbox"));
        QCOMPARE(m_bench->store.log().size(), 0); // no prompt for nothing
        m_bench->button("Cancel")->click();
        QVERIFY(!m_bench->isOpen());
    }

    void scopesOfTheSetComeBackWithItsProvider()
    {
        const QString id = m_bench->addSet();
        CredentialSet set = *m_bench->registry.find(id);
        set.scopes = QStringList{QStringLiteral("own-scope")};
        VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), set)));
        openAndWait(id);
        QCOMPARE(m_bench->scopes()->toPlainText(), QStringLiteral("own-scope"));
        m_bench->choose("Provider", QStringLiteral("Own server"));
        QVERIFY(m_bench->scopes()->toPlainText().isEmpty());
        m_bench->choose("Provider", QStringLiteral("eBay"));
        QCOMPARE(m_bench->scopes()->toPlainText(), QStringLiteral("own-scope"));
    }

private:
    void openAndWait(const QString &id)
    {
        m_bench->openToEdit(id);
        QTRY_VERIFY(!m_bench->says(QStringLiteral("Reading the pair")));
    }
    void saveAndWait(const QString &id)
    {
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.first().first().toString(), id);
        QVERIFY(!m_bench->isOpen());
    }
    QMessageBox *theQuestion() const
    {
        QMessageBox *question = nullptr;
        const bool isThere = QTest::qWaitFor([&] {
            question = m_bench->dialog->findChild<QMessageBox *>();
            return question && question->isVisible();
        });
        return isThere ? question : nullptr;
    }

    std::unique_ptr<DialogBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialDialogEdit)
#include "tst_credentialdialogedit.moc"
