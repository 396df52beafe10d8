// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include <QClipboard>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// Adding a credential set, and what holds for the dialog as such. Editing has a test of its own.
class TestCredentialDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
    }
    void cleanup() { m_bench.reset(); }

    void controlsAreNamedAsTheyRead_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("method");
        QTest::newRow("eBay") << u"eBay"_s << QString();
        QTest::newRow("Pitney Bowes") << u"Pitney Bowes"_s << QString();
        QTest::newRow("own") << u"Own server"_s << QString();
        QTest::newRow("eBay, more options") << u"eBay"_s << u"client_secret_post"_s;
        QTest::newRow("own, assertion") << u"Own server"_s << u"private_key_jwt"_s;
        QTest::newRow("own, TLS") << u"Own server"_s << u"tls_client_auth"_s;
        QTest::newRow("eBay, assertion") << u"eBay"_s << u"private_key_jwt"_s;
    }

    void controlsAreNamedAsTheyRead()
    {
        QFETCH(QString, provider);
        QFETCH(QString, method);
        m_bench->openToAdd(provider);
        QCOMPARE(m_bench->dialog->windowTitle(), u"Add credential set"_s);
        if (!method.isEmpty()) {
            m_bench->toggleMore();
            QComboBox *methods = m_bench->combo("Client authentication");
            methods->setCurrentIndex(methods->findData(method));
        }
        QStringList letters;
        const auto note = [&](const QString &text) {
            if (const auto at = text.indexOf(u'&'); at >= 0)
                letters.append(text.at(at + 1).toUpper());
        };
        const auto labels = m_bench->dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->buddy() || !label->isVisible())
                continue;
            QCOMPARE(label->buddy()->accessibleName(), label->text().remove(u'&'));
            note(label->text());
        }
        const auto buttons = m_bench->dialog->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (!button->isVisible())
                continue;
            QCOMPARE(button->accessibleName(), button->text().remove(u'&'));
            note(button->text());
        }
        QVERIFY(letters.size() >= 8);
        QCOMPARE(letters.removeDuplicates(), 0);
    }

    /// What every provider has is reached by the same letters, whatever the rest is called.
    void lettersStayWhereTheyAre()
    {
        QMap<QString, QSet<QString>> texts;
        const auto note = [&](const QString &text) {
            texts[text.mid(0).remove(u'&')].insert(text);
        };
        for (const QString &provider : {u"eBay"_s, u"Pitney Bowes"_s, u"Own server"_s}) {
            m_bench->openToAdd(provider);
            m_bench->toggleMore();
            const auto labels = m_bench->dialog->findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                if (label->buddy() && label->isVisible())
                    note(label->text());
            }
            const auto buttons = m_bench->dialog->findChildren<QAbstractButton *>();
            for (const QAbstractButton *button : buttons)
                note(button->text());
            m_bench->dialog->close();
        }
        for (const char *all : {"Provider", "Environment", "Name", "Scopes", "More options",
                                "Secret expires", "Request preview"}) {
            const QSet<QString> seen = texts.value(QString::fromLatin1(all));
            QVERIFY2(seen.size() == 1 && seen.values().constFirst().contains(u'&'), all);
        }
        for (const char *own : {"App ID (Client ID)", "Cert ID (Client Secret)", "API key",
                                "API secret", "Client ID", "Client secret"}) {
            const QSet<QString> seen = texts.value(QString::fromLatin1(own));
            QVERIFY2(!seen.isEmpty() && seen.values().constFirst().contains(u'&'), own);
        }
    }

    void everythingIsReachedByTab()
    {
        m_bench->openToAdd(u"Own server"_s);
        QCOMPARE(m_bench->tabOrder(),
                 u"Provider,Live (Production),Name,Host,Client ID,Client secret,"
                 "Scopes,Audience,PIN,More options,Save and mint,Save,Cancel"_s.split(u','));
    }

    void providerDecidesWhatIsAsked()
    {
        m_bench->openToAdd();
        QCOMPARE(m_bench->scopes()->toPlainText(), u"https://api.ebay.com/oauth/api_scope"_s);
        QVERIFY(m_bench->says(u"Get these at developer.ebay.com/my/keys"_s));
        QVERIFY(m_bench->says(u"https://api.sandbox.ebay.com/identity/v1"_s));
        m_bench->chooseEnvironment("Production");
        QVERIFY(m_bench->says(u"https://api.ebay.com/identity/v1/oauth2/token"_s));

        m_bench->choose("Provider", u"Pitney Bowes"_s);
        QCOMPARE(m_bench->environment(), u"Production"_s);
        QVERIFY(m_bench->edit("API key") && m_bench->edit("API secret"));
        QVERIFY(m_bench->says(u"https://shipping-api.pitneybowes.com/oauth/token"_s));
        QVERIFY(!m_bench->dialog->findChild<QPlainTextEdit *>()->isVisible());

        m_bench->choose("Provider", u"Own server"_s);
        QCOMPARE(m_bench->environment(), u"Live (Production)"_s);
        QVERIFY(!m_bench->says(u"Get these at"_s));
        m_bench->type("Host", u"login.example.org"_s);
        QVERIFY(m_bench->says(u"https://login.example.org/token"_s));
        QVERIFY(m_bench->scopes()->toPlainText().isEmpty());
    }

    void scopesSomebodyWroteStay()
    {
        m_bench->openToAdd();
        m_bench->scopes()->setPlainText(u"mine"_s);
        m_bench->choose("Provider", u"Own server"_s);
        QCOMPARE(m_bench->scopes()->toPlainText(), u"mine"_s);
    }

    void secretIsHiddenUnlessAskedFor()
    {
        m_bench->openToAdd(u"Own server"_s);
        for (const char *name : {"Client secret", "PIN"}) {
            QCOMPARE(m_bench->edit(name)->echoMode(), QLineEdit::Password);
            QVERIFY(m_bench->edit(name)->inputMethodHints() & Qt::ImhSensitiveData);
        }
        for (const char *name : {"Client secret", "PIN"}) {
            QCOMPARE(m_bench->eye(name)->accessibleName(), u"Show secret"_s);
            QTest::mouseClick(m_bench->eye(name), Qt::LeftButton);
            QCOMPARE(m_bench->edit(name)->echoMode(), QLineEdit::Normal);
            QVERIFY(m_bench->edit(name)->inputMethodHints() & Qt::ImhSensitiveData);
        }
        m_bench->edit("PIN")->setFocus();
        QTest::keyClick(m_bench->edit("PIN"), Qt::Key_H, Qt::AltModifier); // where the focus is
        QCOMPARE(m_bench->edit("PIN")->echoMode(), QLineEdit::Password);
        QCOMPARE(m_bench->edit("Client secret")->echoMode(), QLineEdit::Normal);
        QWidget other; // the dialog is left
        other.show();
        other.activateWindow();
        QTRY_COMPARE(m_bench->edit("Client secret")->echoMode(), QLineEdit::Password);
    }

    /// Qt hands what is selected to every program that asks for PRIMARY.
    void aShownSecretCannotBeCopied()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        QVERIFY(clipboard.supportsSelection());
        m_bench->openToAdd(u"Own server"_s);
        for (const char *name : {"Client secret", "PIN"}) {
            m_bench->eye(name)->click();
            for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection})
                clipboard.setText(u"of somebody else"_s, mode);
            QLineEdit *edit = m_bench->edit(name);
            edit->setFocus();
            QTest::keyClicks(edit, u"not-a-secret"_s);
            QCOMPARE(edit->echoMode(), QLineEdit::Normal);
            QTest::keyClick(edit, Qt::Key_Left, Qt::ShiftModifier);
            QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
            QCOMPARE(edit->selectedText(), u"not-a-secret"_s);
            QTest::keyClick(edit, Qt::Key_C, Qt::ControlModifier);
            QTest::keyClick(edit, Qt::Key_End);
            QTest::mouseDClick(edit, Qt::LeftButton, {}, {20, edit->height() / 2});
            QTest::mouseRelease(edit, Qt::LeftButton, {}, {20, edit->height() / 2});
            QVERIFY(edit->hasSelectedText());
            edit->selectAll();
            edit->deselect();
            QCOMPARE(edit->echoMode(), QLineEdit::Normal);
            QCOMPARE(edit->text(), u"not-a-secret"_s);
            for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection})
                QCOMPARE(clipboard.text(mode), u"of somebody else"_s);
        }
    }

    void savesWhatWasEntered()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->typeEbayPair();
        m_bench->scopes()->setPlainText(u"one two\nthree\n"_s);
        m_bench->save();
        QVERIFY(!m_bench->button("Save")->isEnabled());
        QVERIFY(m_bench->says(u"Saving to the keychain…"_s));
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!m_bench->isOpen());

        const QString id = saved.first().first().toString();
        const CredentialSet *set = m_bench->registry.find(id);
        QVERIFY(set);
        QCOMPARE(set->name, u"Catalogue"_s);
        QCOMPARE(set->provider, u"ebay"_s);
        QCOMPARE(set->environment, u"sandbox"_s);
        QCOMPARE(set->scopes, (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"id").toString(), u"Example-SBX-not-real"_s);
        QCOMPARE(pair.value(u"secret").toString(), u"SBX-not-real"_s);
        QCOMPARE(pair.value(u"origin").toString(), u"https://api.sandbox.ebay.com:443"_s);
    }

    void variablesAndParametersGoWhereTheyBelong()
    {
        m_bench->openToAdd(u"Own server"_s);
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        for (const auto &[field, text] :
             {std::pair("Name", "Mine"), std::pair("Host", "login.example.org"),
              std::pair("Client ID", "example-id"), std::pair("Client secret", "example-secret"),
              std::pair("Audience", "api"), std::pair("PIN", "0000")}) {
            m_bench->type(field, QString::fromLatin1(text));
        }
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        const QString id = saved.first().first().toString();
        const CredentialSet *set = m_bench->registry.find(id);
        QCOMPARE(set->variables.value(u"host"_s), u"login.example.org"_s);
        QCOMPARE(set->parameters.keys(), QStringList{u"audience"_s});
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"parameters").toObject().value(u"pin").toString(), u"0000"_s);
        QCOMPARE(pair.value(u"origin").toString(), u"https://login.example.org:443"_s);
    }

    void blanksAreTakenOffAndTheDialogSaysSo()
    {
        m_bench->openToAdd(u"Pitney Bowes"_s);
        m_bench->edit("API key")->setFocus();
        m_bench->edit("API key")->insert(u" example-key\u00A0"_s);
        m_bench->edit("API secret")->setFocus();
        QCOMPARE(m_bench->edit("API key")->text(), u"example-key"_s);
        const QString note = u"Blanks or line ends around the API key were taken off."_s;
        QVERIFY(m_bench->says(note));
        QCOMPARE(m_bench->edit("API key")->accessibleDescription(), note);

        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->edit("Name")->setText(u"  Parcels "_s);
        m_bench->edit("API secret")->setText(u"example-secret\r\n"_s);
        m_bench->save();
        for (const char *label : {"name", "API secret"}) {
            QVERIFY(m_bench->says(u"Blanks or line ends around the %1 were taken off."_s.arg(
                QLatin1StringView(label))));
        }
        QTRY_COMPARE(saved.size(), 1);
        const QString id = saved.first().first().toString();
        QCOMPARE(m_bench->registry.find(id)->name, u"Parcels"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"example-secret"_s);
    }

    void whatMayNotEnterIsRefusedWithThePlace()
    {
        m_bench->openToAdd(u"Pitney Bowes"_s);
        m_bench->edit("Name")->setText(QStringLiteral(u"Par\u202Ecels"));
        m_bench->edit("API key")->setText(QStringLiteral(u"example\u200B-key"));
        m_bench->edit("API secret")->setText(QStringLiteral(u"“example-secret”"));
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->says(u"Character 4 of the name is U+202E"_s));
        QVERIFY(m_bench->says(u"Character 8 of the API key is U+200B"_s));
        QVERIFY(m_bench->says(u"Character 1 of the API secret is U+201C"_s));
        QVERIFY(m_bench->registry.sets().isEmpty());
        QVERIFY(m_bench->store.keys().isEmpty());
    }

    void refusalIsToldWhereItBelongs()
    {
        m_bench->openToAdd();
        m_bench->scopes()->clear();
        m_bench->edit("Name")->clear();
        m_bench->button("Save")->setFocus();
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->button("Save")->isEnabled());
        QVERIFY(m_bench->edit("Name")->hasFocus());
        QCOMPARE(m_bench->edit("Name")->accessibleDescription(), u"Enter a name."_s);
        for (const char *problem : {"Enter a name.", "Enter the App ID.", "Enter the Cert ID.",
                                    "eBay needs at least one scope."}) {
            QVERIFY(m_bench->says(QLatin1StringView(problem)));
        }

        m_bench->type("Name", u"Catalogue"_s);
        QVERIFY(!m_bench->says(u"Enter a name."_s)); // mended
        m_bench->save();
        QVERIFY(m_bench->edit("App ID (Client ID)")->hasFocus());
        QCOMPARE(m_bench->store.log().size(), 0);
        QVERIFY(m_bench->registry.sets().isEmpty());
    }

    /// Whoever scrolled down sees what is wrong all the same: above the buttons, and where it is.
    void whatIsRefusedComesIntoSight()
    {
        m_bench->openToAdd(u"Pitney Bowes"_s);
        m_bench->toggleMore();
        auto *bar = m_bench->dialog->findChild<QScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        m_bench->type("API secret", u"example-secret"_s);
        const QLineEdit *key = m_bench->edit("API key");
        const auto isInSight = [&] { // with what is said of it
            const QRegion seen = key->parentWidget()->visibleRegion();
            return seen.boundingRect() == key->parentWidget()->rect()
                && seen.boundingRect().height() > key->height();
        };
        for (int time = 0; time < 2; ++time) { // the second time nothing new is said
            scrollDown(bar);
            QTRY_VERIFY(key->visibleRegion().isEmpty());
            m_bench->save();
            QTRY_VERIFY(key->hasFocus() && isInSight());
            QCOMPARE(m_bench->count(u"Enter the API key."_s), 2);
        }
        m_bench->type("API key", u"example-key"_s);
        QCOMPARE(m_bench->count(u"Enter the API key."_s), 0);
    }

    /// The row where the keyboard is stays in sight, however it came there; but not against
    /// somebody who scrolls.
    void whereTheKeyboardIsStaysInSight()
    {
        m_bench->openToAdd();
        m_bench->toggleMore();
        auto *bar = m_bench->dialog->findChild<QScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QLineEdit *name = m_bench->edit("Name");
        scrollDown(bar);
        QVERIFY(name->visibleRegion().isEmpty());
        name->setFocus(Qt::ShortcutFocusReason); // Alt+N
        QTRY_COMPARE(name->visibleRegion().boundingRect(), name->rect());
        m_bench->dialog->resize(m_bench->dialog->width(), 220);
        QTRY_COMPARE(name->visibleRegion().boundingRect(), name->rect());
        scrollDown(bar);
        m_bench->dialog->resize(m_bench->dialog->width(), 240);
        QTest::qWait(50);
        QVERIFY(name->visibleRegion().isEmpty());
    }

    void takenNameIsToldEarly()
    {
        QVERIFY(!m_bench->addSet().isEmpty());
        m_bench->openToAdd();
        m_bench->type("Name", u"CATALOGUE"_s);
        m_bench->edit("App ID (Client ID)")->setFocus();
        const QString problem = u"named “CATALOGUE” in Sandbox"_s;
        QVERIFY(m_bench->says(problem));
        m_bench->chooseEnvironment("Production");
        QVERIFY(!m_bench->says(problem));
        m_bench->chooseEnvironment("Sandbox");
        QVERIFY(m_bench->says(problem));
        m_bench->typeEbayPair();
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->edit("Name")->hasFocus());
        QCOMPARE(m_bench->registry.sets().size(), 1);
    }

    void warnsButDoesNotBlock()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->type("App ID (Client ID)", u"Example-PRD-not-real"_s);
        QVERIFY(!m_bench->says(u"looks like"_s)); // not while typing
        m_bench->type("Cert ID (Client Secret)", u"PRD-not-real"_s);
        QVERIFY(m_bench->says(u"This App ID looks like one for Production (-PRD-), "
                              "but the environment is Sandbox."_s));
        m_bench->chooseEnvironment("Production");
        QVERIFY(!m_bench->says(u"looks like"_s));
        m_bench->chooseEnvironment("Sandbox");
        QVERIFY(m_bench->says(u"This Cert ID looks like one for Production"_s));
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
    }

    void failureLosesNothing()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->typeEbayPair();
        m_bench->store.failNext(Operation::Unlock, ErrorKind::KeychainLocked);
        m_bench->save();
        QVERIFY(!m_bench->edit("Name")->isEnabled());
        QTRY_VERIFY(m_bench->says(u"The keychain is locked. Unlock it"_s));
        QVERIFY(m_bench->isOpen() && saved.isEmpty());
        QVERIFY(!m_bench->says(u"Saving"_s));
        QVERIFY(m_bench->edit("Name")->isEnabled() && m_bench->button("Save")->isEnabled());
        QVERIFY(m_bench->edit("Cert ID (Client Secret)")->hasFocus()); // as before
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), u"SBX-not-real"_s);
        QVERIFY(m_bench->registry.sets().isEmpty());

        m_bench->save();
        QVERIFY(!m_bench->says(u"The keychain is locked."_s));
        QTRY_COMPARE(saved.size(), 1);
    }

    void savingAgainAfterATimeOutMendsTheRowThatStayed()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->typeEbayPair();
        m_bench->store.failNext(Operation::Write, ErrorKind::KeychainTimeout);
        m_bench->save();
        QTRY_VERIFY(m_bench->says(u"did not answer in time"_s));
        QCOMPARE(m_bench->registry.sets().size(), 1);
        const QString id = m_bench->registry.sets().first().id;

        m_bench->type("Name", u"Catalogue two"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.first().first().toString(), id);
        QCOMPARE(m_bench->registry.sets().size(), 1);
        QCOMPARE(m_bench->registry.find(id)->name, u"Catalogue two"_s);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"SBX-not-real"_s);
    }

    void cancelWhileSavingClosesAndNoMore()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Catalogue"_s);
        m_bench->typeEbayPair();
        m_bench->store.holdNext(Operation::Write);
        m_bench->save();
        QTRY_VERIFY(m_bench->store.isHolding());
        QTest::keyClick(m_bench->dialog.get(), Qt::Key_Return); // a second Enter does no harm
        QVERIFY(m_bench->isOpen());
        m_bench->button("Cancel")->click();
        QVERIFY(m_bench->question());
        QVERIFY(m_bench->question()->informativeText().contains(u"being saved"));
        QVERIFY(m_bench->answer(QMessageBox::AcceptRole));
        QVERIFY(!m_bench->isOpen());
        m_bench->dialog.reset(); // as with WA_DeleteOnClose
        m_bench->store.release();
        QTRY_COMPARE(m_bench->store.keys().size(), 1);
    }

    void allIsSeenWithLargeText()
    {
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 1.5);
        QApplication::setFont(large);
        m_bench->openToAdd();
        m_bench->scopes()->clear();
        m_bench->save();
        QTest::qWait(100); // the dialog grows with what it says
        const QRect screen = m_bench->dialog->screen()->availableGeometry();
        QVERIFY(m_bench->dialog->width() <= screen.width());
        QVERIFY(m_bench->dialog->height() <= screen.height());
        for (QWidget *control : {static_cast<QWidget *>(m_bench->edit("Name")),
                                 static_cast<QWidget *>(m_bench->scopes()),
                                 static_cast<QWidget *>(m_bench->button("Choose scopes…")),
                                 static_cast<QWidget *>(m_bench->button("Save"))}) {
            QVERIFY(control->height() >= control->minimumSizeHint().height());
            QTRY_COMPARE(control->visibleRegion().boundingRect(), control->rect());
        }
        QApplication::setFont(before);
    }

private:
    /// As somebody does with the mouse.
    static void scrollDown(QScrollBar *bar) { bar->triggerAction(QScrollBar::SliderToMaximum); }

    std::unique_ptr<DialogBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialDialog)
#include "tst_credentialdialog.moc"
