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
        QCOMPARE(m_bench->dialog->windowTitle(), u"Edit credential set"_s);
        QCOMPARE(m_bench->edit("Name")->text(), u"Catalogue"_s);
        QCOMPARE(m_bench->environment(), u"Sandbox"_s);
        QVERIFY(m_bench->says(u"Reading the credentials from the keychain…"_s));
        QVERIFY(m_bench->edit("Name")->isEnabled());
        QVERIFY(!m_bench->edit("App ID (Client ID)")->isEnabled());
        QVERIFY(!m_bench->edit("Cert ID (Client Secret)")->isEnabled());

        m_bench->store.release();
        QTRY_VERIFY(m_bench->edit("App ID (Client ID)")->isEnabled());
        QVERIFY(!m_bench->says(u"Reading"_s));
        QCOMPARE(m_bench->edit("App ID (Client ID)")->text(), u"Example-SBX-not-real"_s);
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), u"SBX-not-real"_s);
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->echoMode(), QLineEdit::Password);
        QCOMPARE(m_bench->store.log().first().prompt, Prompt::Allowed);
    }

    void pairThatIsTheSameIsNotWritten()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Name", u"catalogue"_s); // its own name is not taken
        saveAndWait(id);
        QCOMPARE(m_bench->registry.find(id)->name, u"catalogue"_s);
        QCOMPARE(m_bench->registry.find(id)->pairMark, u"first-mark"_s);
        QCOMPARE(m_bench->registry.find(id)->unknownFields.value(u"colour").toString(), u"green"_s);
        QCOMPARE(m_bench->store.count(Operation::Write), 0);
    }

    void newSecretIsWrittenAndTheRestKept()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", u"SBX-new-not-real"_s);
        saveAndWait(id);
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"id").toString(), u"Example-SBX-not-real"_s);
        QCOMPARE(pair.value(u"secret").toString(), u"SBX-new-not-real"_s);
        QCOMPARE(pair.value(u"note").toString(), u"of somebody else"_s);
        QVERIFY(m_bench->registry.find(id)->pairMark != u"first-mark");
    }

    void changesMadeElsewhereMeanwhileStay()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        CredentialSet elsewhere = *m_bench->registry.find(id);
        elsewhere.pairMark = u"second-mark"_s;
        elsewhere.scopes = QStringList{u"elsewhere"_s};
        elsewhere.keepFresh = true;
        VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), elsewhere)));
        m_bench->store.put(clientKey(id),
                           DialogBench::ebayPair().replace(R"(SBX-not-real","o)", R"(SBX-2","o)"));
        m_bench->type("Name", u"Catalogue two"_s);
        m_bench->type("App ID (Client ID)", u"New-SBX-not-real"_s);
        saveAndWait(id);
        const CredentialSet *now = m_bench->registry.find(id);
        QCOMPARE(now->name, u"Catalogue two"_s);
        QCOMPARE(now->scopes, elsewhere.scopes);
        QVERIFY(now->keepFresh);
        QVERIFY(now->pairMark != elsewhere.pairMark);
        QCOMPARE(m_bench->pairOf(id).value(u"id").toString(), u"New-SBX-not-real"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-2"_s);
    }

    void missingPairIsRepaired()
    {
        const QString id = m_bench->addSet({});
        openAndWait(id);
        QVERIFY(m_bench->says(u"The keychain holds no credentials"_s));
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->says(u"Enter the App ID."_s));
        m_bench->typeEbayPair();
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
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
        QVERIFY(m_bench->says(u"The credentials could not be read: "_s
                              + errorSentence(Error{.kind = kind})));
        QCOMPARE(m_bench->edit("App ID (Client ID)")->placeholderText(),
                 u"Leave empty to keep it unchanged"_s);
        m_bench->type("Name", u"Catalogue two"_s);
        saveAndWait(id);
        QCOMPARE(m_bench->registry.find(id)->name, u"Catalogue two"_s);
        QCOMPARE(m_bench->store.value(clientKey(id)), DialogBench::ebayPair());
        QCOMPARE(m_bench->store.count(Operation::Read), 1);
    }

    void unreadablePairIsReplacedWholeOrNotAtAll()
    {
        const QString id = m_bench->addSet();
        m_bench->store.failNext(Operation::Read, ErrorKind::KeychainLocked);
        openAndWait(id);
        m_bench->type("App ID (Client ID)", u"New-SBX-not-real"_s);
        m_bench->save();
        QVERIFY(m_bench->says(u"Enter the Cert ID as well, or leave all credentials"_s));
        m_bench->type("Cert ID (Client Secret)", u"SBX-new-not-real"_s);

        // still locked: nothing is lost
        m_bench->store.failNext(Operation::Read, ErrorKind::KeychainLocked);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(u"The keychain is locked. Unlock it"_s));
        QCOMPARE(m_bench->store.value(clientKey(id)), DialogBench::ebayPair());

        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"id").toString(), u"New-SBX-not-real"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"note").toString(), u"of somebody else"_s);
    }

    void secretGoesElsewhereOnlyWhenConfirmed()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->chooseEnvironment("Production");
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
        QCOMPARE(m_bench->registry.find(id)->environment, u"sandbox"_s);

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
        QCOMPARE(m_bench->registry.find(id)->environment, u"production"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"origin").toString(), u"https://api.ebay.com:443"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
    }

    void whatCameMeanwhileIsAskedAboutToo()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        auto pair = *ClientCredentials::fromPayload(Secret(m_bench->store.value(clientKey(id))));
        pair.parameters.insert(u"pin"_s, Secret::fromText(u"not-real"_s));
        m_bench->store.put(clientKey(id), pair.toPayload().reveal().toByteArray());
        m_bench->chooseEnvironment("Production");
        m_bench->type("Cert ID (Client Secret)", u"PRD-new-not-real"_s);
        m_bench->save();
        QMessageBox *question = theQuestion();
        QVERIFY(question);
        question->button(QMessageBox::Cancel)->click();
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
    }

    void newSecretNeedsNoQuestion()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->chooseEnvironment("Production");
        m_bench->type("Cert ID (Client Secret)", u"PRD-new-not-real"_s);
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"origin").toString(), u"https://api.ebay.com:443"_s);
    }

    void failedEditKeepsInputAndOldPair()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", u"SBX-new-not-real"_s);
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainDenied);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(u"The keychain refused access."_s));
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), u"SBX-new-not-real"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-new-not-real"_s);
    }

    void oldPairIsWrittenAgainWhenANewOneMayHaveLanded()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        m_bench->type("Cert ID (Client Secret)", u"SBX-new-not-real"_s);
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 1,
                                FakeSecretStore::Applied::Yes);
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 2); // putting it back
        m_bench->save();
        QTRY_VERIFY(m_bench->says(u"did not answer in time"_s));
        m_bench->type("Cert ID (Client Secret)", u"SBX-not-real"_s);
        m_bench->store.stopFailing();
        saveAndWait(id);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
    }

    void setThatWasRemovedElsewhereIsTold()
    {
        const QString id = m_bench->addSet();
        openAndWait(id);
        VERIFY_OK(await(m_bench->registry.remove(id)));
        m_bench->type("Name", u"Catalogue two"_s);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(u"There is no such credential set."_s));
        QVERIFY(m_bench->isOpen());
    }

    void unknownProviderIsToldAndKept()
    {
        const QString id = m_bench->addSet(DialogBench::ebayPair(), u"gone"_s);
        m_bench->openToEdit(id);
        QVERIFY(m_bench->says(u"There is no provider file for “gone”"_s));
        QVERIFY(!m_bench->button("Save")->isEnabled());
        QCOMPARE(m_bench->edit("Name")->text(), u"Catalogue"_s);
        QCOMPARE(m_bench->combo("Provider")->currentText(), u"gone"_s);
        QCOMPARE(m_bench->environment(), u"sandbox"_s);
        QCOMPARE(m_bench->store.log().size(), 0); // no prompt for nothing
        m_bench->button("Cancel")->click();
        QVERIFY(!m_bench->isOpen());
    }

    void scopesOfTheSetComeBackWithItsProvider()
    {
        const QString id = m_bench->addSet();
        CredentialSet set = *m_bench->registry.find(id);
        set.scopes = QStringList{u"own-scope"_s};
        VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), set)));
        openAndWait(id);
        QCOMPARE(m_bench->scopes()->toPlainText(), u"own-scope"_s);
        m_bench->choose("Provider", u"Own server"_s);
        QVERIFY(m_bench->scopes()->toPlainText().isEmpty());
        m_bench->choose("Provider", u"eBay"_s);
        QCOMPARE(m_bench->scopes()->toPlainText(), u"own-scope"_s);
    }

private:
    void openAndWait(const QString &id)
    {
        m_bench->openToEdit(id);
        QTRY_VERIFY(!m_bench->says(u"Reading the credentials"_s));
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
