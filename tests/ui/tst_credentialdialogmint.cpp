// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include <QSignalSpy>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// "Save and mint": what was saved is tried, and the outcome is told in the dialog.
class TestCredentialDialogMint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
        m_bench->openToAdd();
        m_saved = std::make_unique<QSignalSpy>(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->typeEbayPair();
    }
    void cleanup() { m_bench.reset(); }

    void enterSavesMintsAndTells()
    {
        QTest::keyClick(m_bench->edit("Name"), Qt::Key_Return);
        QVERIFY(m_bench->says(u"Saving to the keychain…"_s));
        QTRY_COMPARE(m_bench->mints.size(), 1);
        QCOMPARE(m_saved->size(), 1);
        const QString id = m_saved->first().first().toString();
        QCOMPARE(m_bench->minted, QStringList{id});
        QVERIFY(m_bench->says(u"Minting a token…"_s));
        QVERIFY(!m_bench->edit("Name")->isEnabled() && !m_bench->button("Save")->isEnabled());
        QTRY_VERIFY(m_bench->says(u"Minting a token… 1 s"_s));

        m_bench->mints.last().finish(u"The token lives 2 h."_s);
        QTRY_VERIFY(m_bench->says(u"Saved. The token lives 2 h."_s));
        QCOMPARE(m_bench->dialog->windowTitle(), u"Edit credential set"_s); // it is there by now
        QVERIFY(!m_bench->says(u"Minting"_s));
        QVERIFY(m_bench->isOpen());
        QTest::keyClick(m_bench->dialog->focusWidget(), Qt::Key_Return); // on "Close"
        QVERIFY(!m_bench->isOpen());
        QCOMPARE(m_saved->size(), 1);
    }

    void failureIsMendedAndTheSetMadeOnce()
    {
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        m_bench->mints.last().finish(failure(Error{.kind = ErrorKind::Rejected,
                                                   .httpStatus = 401,
                                                   .code = u"invalid_client"_s,
                                                   .message = u"No such client."_s}));
        QTRY_VERIFY(m_bench->says(u"Saved, but no token was minted."_s));
        QVERIFY(m_bench->says(u"HTTP 401, invalid_client: No such client."_s));
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), u"SBX-not-real"_s);
        QVERIFY(m_bench->edit("Cert ID (Client Secret)")->hasFocus()); // as before

        m_bench->type("Cert ID (Client Secret)", u"SBX-better-not-real"_s);
        m_bench->type("Name", u"Catalogue two"_s);
        m_bench->button("Save and mint")->click();
        QVERIFY(!m_bench->says(u"no token was minted"_s));
        QTRY_COMPARE(m_bench->mints.size(), 2);
        const QString id = m_saved->first().first().toString();
        QCOMPARE(m_bench->registry.sets().size(), 1);
        QCOMPARE(m_bench->registry.find(id)->name, u"Catalogue two"_s);
        QCOMPARE(m_bench->minted, (QStringList{id, id}));
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-better-not-real"_s);
        QCOMPARE(m_bench->store.keys().size(), 1);
    }

    /// A secret that was typed as a line is in the keychain then, and can be taken out again.
    void linesFollowWhatWasSaved()
    {
        m_bench->toggleMore();
        m_bench->lines("Extra parameters")->setPlainText(u"password=not-real\nflag=1"_s);
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        m_bench->mints.last().finish(failure(ErrorKind::Timeout));
        QTRY_VERIFY(m_bench->says(u"no token was minted"_s));
        QCOMPARE(m_bench->lines("Extra parameters")->toPlainText(),
                 u"flag=1\npassword={secret:password}"_s);
        const QString id = m_saved->first().first().toString();
        QVERIFY(m_bench->pairOf(id).value(u"parameters").toObject().contains(u"password"));
        m_bench->lines("Extra parameters")->setPlainText(u"flag=1"_s);
        m_bench->save();
        QTRY_COMPARE(m_saved->size(), 2);
        QVERIFY(!m_bench->pairOf(id).value(u"parameters").toObject().contains(u"password"));
        QCOMPARE(m_bench->registry.find(id)->parameters.keys(), QStringList{u"flag"_s});
    }

    void whatOthersChangeAfterwardsStays()
    {
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        const QString id = m_saved->first().first().toString();
        CredentialSet elsewhere = *m_bench->registry.find(id);
        elsewhere.scopes = QStringList{u"elsewhere"_s};
        VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), elsewhere)));
        m_bench->mints.last().finish(failure(ErrorKind::Timeout));
        QTRY_VERIFY(m_bench->button("Save")->isEnabled());
        m_bench->type("Name", u"Renamed"_s);
        m_bench->save();
        QTRY_COMPARE(m_saved->size(), 2);
        QCOMPARE(m_bench->registry.find(id)->scopes, elsewhere.scopes);
        QCOMPARE(m_bench->registry.find(id)->name, u"Renamed"_s);
    }

    void cancelStopsTheMintAndLeavesWhatWasSaved()
    {
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        m_bench->button("Cancel")->click();
        const QString id = m_saved->first().first().toString();
        QCOMPARE(m_bench->cancelled, QStringList{id});
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->says(u"Saved. Minting was stopped."_s));
        QVERIFY(m_bench->edit("Name")->isEnabled());
        m_bench->mints.last().finish(u"The token lives 2 h."_s); // too late
        QTest::qWait(20);
        QVERIFY(!m_bench->says(u"lives"_s));
        QTest::keyClick(m_bench->dialog.get(), Qt::Key_Escape); // nothing is unsaved
        QVERIFY(!m_bench->isOpen());
        QVERIFY(m_bench->registry.find(id));
        QVERIFY(!m_bench->pairOf(id).isEmpty());
    }

    void escapeStopsItToo()
    {
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        QTest::keyClick(m_bench->dialog.get(), Qt::Key_Escape);
        QCOMPARE(m_bench->cancelled.size(), 1);
        QVERIFY(m_bench->isOpen());
    }

    void whatIsNotSavedIsNotMinted()
    {
        m_bench->store.failNext(Operation::Unlock, ErrorKind::KeychainLocked);
        m_bench->button("Save and mint")->click();
        QTRY_VERIFY(m_bench->says(u"The keychain is locked. Unlock it"_s));
        QVERIFY(m_bench->minted.isEmpty());
        m_bench->type("App ID (Client ID)", QString());
        m_bench->button("Save and mint")->click();
        QVERIFY(m_bench->says(u"Enter the App ID."_s));
        QVERIFY(m_bench->minted.isEmpty());
    }

    void editingAfterwardsTakesTheOutcomeBack()
    {
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        m_bench->mints.last().finish(u"The token lives 2 h."_s);
        QTRY_VERIFY(m_bench->button("Close"));
        m_bench->type("Name", u"Another"_s);
        QVERIFY(!m_bench->says(u"lives"_s)); // that was of what stood there before
        QVERIFY(m_bench->button("Cancel"));
        QVERIFY(m_bench->button("Save and mint")->isDefault());
    }

    void whatWouldBeRevokedIsAskedAbout()
    {
        m_bench->objection = u"The present token goes."_s;
        m_bench->button("Save and mint")->click();
        QVERIFY(m_bench->question());
        QCOMPARE(m_bench->question()->informativeText(), m_bench->objection);
        QVERIFY(m_bench->answer(QMessageBox::RejectRole));
        QVERIFY(m_bench->says(u"Saved. No token was minted."_s));
        QVERIFY(m_bench->minted.isEmpty());
        QTRY_VERIFY(!m_bench->dialog->findChild<QMessageBox *>());
        m_bench->button("Save and mint")->click();
        QVERIFY(m_bench->answer(QMessageBox::AcceptRole));
        QTRY_COMPARE(m_bench->minted.size(), 1);
    }

    void editingSavesByEnterAndMintsByItsButton()
    {
        m_bench->save();
        QTRY_COMPARE(m_saved->size(), 1);
        const QString id = m_saved->first().first().toString();
        m_bench->openToEdit(id);
        QTRY_VERIFY(m_bench->button("Save")->isEnabled());
        QVERIFY(m_bench->button("Save")->isDefault());
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->minted, QStringList{id});
    }

    /// With all that a server can say the buttons are seen, and the dialog stays as large as it is.
    void longFailureFits()
    {
        const QRect before = m_bench->dialog->geometry();
        m_bench->button("Save and mint")->click();
        QTRY_COMPARE(m_bench->mints.size(), 1);
        m_bench->mints.last().finish(failure(Error{.kind = ErrorKind::Malformed,
                                                   .httpStatus = 200,
                                                   .message = u"words and more "_s.repeated(33)}));
        QTRY_VERIFY(m_bench->says(u"no token was minted"_s));
        QTest::qWait(50);
        QCOMPARE(m_bench->dialog->geometry(), before);
        for (const char *name : {"Save and mint", "Save", "Close"})
            QCOMPARE(m_bench->button(name)->visibleRegion().boundingRect(),
                     m_bench->button(name)->rect());
    }

private:
    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<QSignalSpy> m_saved;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialDialogMint)
#include "tst_credentialdialogmint.moc"
