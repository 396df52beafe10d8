// SPDX-License-Identifier: MIT
#include "PracticeProgram.h"
#include "RotateDialog.h"
#include "TestProgram.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// The dialog as people work it, against a server that knows one secret.
class TestRotateDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        QVERIFY(m_program->ready);
        m_trial = std::make_unique<TokenTrial>(TokenTrial::Parts{
            .clock = m_machine->clock, .client = m_program->client, .log = nullptr});
        m_rotation = std::make_unique<SecretRotation>(*m_trial, m_program->service,
                                                      m_program->manager);
        m_id = m_program->addSet(u"Catalogue"_s, u"SBX-practice-old-secret"_s);
    }
    void cleanup()
    {
        m_dialog.reset();
        m_rotation.reset();
        m_trial.reset();
        m_program.reset();
        m_machine.reset();
    }

    void theNewSecretTakesThePlaceOfTheOld()
    {
        QVERIFY(open());
        QCOMPARE(edit("App ID (Client ID)")->text(), PracticeTokenServer::ebayClientId());
        QVERIFY(edit("Cert ID (Client Secret)")->hasFocus());
        QCOMPARE(edit("Cert ID (Client Secret)")->echoMode(), QLineEdit::Password);
        const QSignalSpy rotated(m_dialog.get(), &RotateDialog::rotated);
        type(PracticeTokenServer::ebayClientSecret());
        edit("Secret expires")->setText(u"2030-01-31"_s);
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        QTRY_COMPARE(rotated.size(), 1);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(pair().clientSecret.revealText(), PracticeTokenServer::ebayClientSecret());
        QVERIFY(pair().previousSecret.isEmpty());
        QCOMPARE(m_program->registry.find(m_id)->secretExpires, QDate(2030, 1, 31));
    }

    void whatIsRefusedIsSaidAndStays()
    {
        QVERIFY(open());
        const QByteArray payload = m_machine->keychain.value(clientKey(m_id));
        type(u"SBX-mistyped"_s);
        button("Try and replace")->click();
        QTRY_VERIFY(says(u"Nothing was changed."));
        QVERIFY(says(u"invalid_client"));
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(edit("Cert ID (Client Secret)")->text(), u"SBX-mistyped"_s); // to be mended
        QVERIFY(edit("Cert ID (Client Secret)")->hasFocus());
        QCOMPARE(edit("Cert ID (Client Secret)")->selectedText().size(), 12);
        QVERIFY(button("Try and replace")->isEnabled());
        QCOMPARE(m_machine->keychain.value(clientKey(m_id)), payload);
        // what was said leaves room for all of the form
        auto *keep = m_dialog->findChild<QCheckBox *>();
        QTRY_COMPARE(keep->visibleRegion().boundingRect(), keep->rect());
    }

    void aTrialCanBeStopped()
    {
        QVERIFY(open());
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.neverAnswer = true;
            return answer;
        });
        type(PracticeTokenServer::ebayClientSecret());
        button("Try and replace")->click();
        QTRY_COMPARE(m_machine->server.requestCount(), 1);
        QVERIFY(says(u"Trying the new secret"));
        QVERIFY(!button("Try and replace")->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QTRY_VERIFY(says(u"It was not tried to the end."));
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(pair().clientSecret.revealText(), u"SBX-practice-old-secret"_s);
    }

    void theOldOneIsKeptAndForgotten()
    {
        QVERIFY(open());
        QVERIFY(!button("Forget the old secret"));
        type(PracticeTokenServer::ebayClientSecret());
        m_dialog->findChild<QCheckBox *>()->click();
        button("Try and replace")->click();
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(pair().previousSecret.revealText(), u"SBX-practice-old-secret"_s);

        QVERIFY(open());
        const QSignalSpy forgotten(m_dialog.get(), &RotateDialog::oldForgotten);
        QTRY_VERIFY(button("Forget the old secret"));
        QVERIFY(!m_dialog->findChild<QCheckBox *>()->isEnabled()); // a second one is not kept
        button("Forget the old secret")->click();
        QVERIFY(answer(QMessageBox::AcceptRole));
        QTRY_COMPARE(forgotten.size(), 1);
        QVERIFY(pair().previousSecret.isEmpty());
        QCOMPARE(pair().clientSecret.revealText(), PracticeTokenServer::ebayClientSecret());
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!button("Forget the old secret"));
        QVERIFY(m_dialog->findChild<QCheckBox *>()->isEnabled());
    }

    void wrongDayAndNothingNew()
    {
        QVERIFY(open());
        button("Try and replace")->click();
        QVERIFY(says(u"That is what “Catalogue” has already"));
        QVERIFY(edit("Cert ID (Client Secret)")->hasFocus());
        edit("Secret expires")->setText(u"soon"_s);
        button("Try and replace")->click();
        QVERIFY(says(u"“soon” is no day of the calendar"));
        QVERIFY(edit("Secret expires")->hasFocus());
        QCOMPARE(m_machine->server.requestCount(), 0);
    }

    void whatWasTypedIsNotLostUnasked()
    {
        QVERIFY(open());
        type(u"SBX-typed"_s);
        m_dialog->reject();
        QVERIFY(answer(QMessageBox::RejectRole));
        QVERIFY(m_dialog->isVisible());
        m_dialog->reject();
        QVERIFY(answer(QMessageBox::AcceptRole));
        QTRY_VERIFY(!m_dialog->isVisible());
    }

    void nothingIsEnteredForAnotherServer()
    {
        ClientCredentials moved = pair();
        moved.origin = u"https://example.com:443"_s;
        m_machine->keychain.put(clientKey(m_id), moved.toPayload().reveal().toByteArray());
        QVERIFY(open());
        QTRY_VERIFY(says(u"It was saved for https://example.com:443"));
        QVERIFY(!button("Try and replace")->isEnabled());
    }

    void aKeychainThatRefuses()
    {
        m_machine->keychain.failAlways(Operation::Read, ErrorKind::KeychainDenied);
        QVERIFY(open());
        QTRY_VERIFY(!button("Try and replace")->isEnabled());
        QTRY_VERIFY(says(u"keychain"));
        m_machine->keychain.stopFailing();
    }

private:
    bool open()
    {
        m_dialog = std::make_unique<RotateDialog>(
            RotateDialog::Parts{.manager = m_program->manager, .rotation = *m_rotation},
            *m_machine->providers.provider(u"ebay"_s), *m_program->registry.find(m_id));
        m_dialog->show();
        return QTest::qWaitForWindowActive(m_dialog.get())
            && QTest::qWaitFor([this] { return !says(u"Reading the credentials"); });
    }
    ClientCredentials pair() const
    {
        return *ClientCredentials::fromPayload(Secret(m_machine->keychain.value(clientKey(m_id))));
    }
    template <class Widget> Widget *named(const char *name) const
    {
        const auto widgets = m_dialog->findChildren<Widget *>();
        for (Widget *widget : widgets) {
            if (widget->accessibleName() == QLatin1StringView(name) && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    QLineEdit *edit(const char *name) const { return named<QLineEdit>(name); }
    QPushButton *button(const char *name) const { return named<QPushButton>(name); }
    void type(const QString &secret) const { edit("Cert ID (Client Secret)")->setText(secret); }
    bool says(QStringView text) const
    {
        const auto labels = m_dialog->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    bool answer(QMessageBox::ButtonRole role) const
    {
        QMessageBox *box = nullptr;
        if (!QTest::qWaitFor([&] {
                box = m_dialog->findChild<QMessageBox *>();
                return box && box->isVisible();
            }))
            return false;
        const auto buttons = box->buttons();
        for (QAbstractButton *one : buttons) {
            if (box->buttonRole(one) == role) {
                one->click();
                return QTest::qWaitFor([this] { return !m_dialog->findChild<QMessageBox *>(); });
            }
        }
        return false;
    }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    std::unique_ptr<TokenTrial> m_trial;
    std::unique_ptr<SecretRotation> m_rotation;
    std::unique_ptr<RotateDialog> m_dialog;
    QString m_id;
};

WIDGET_TEST_IN_PROGRAM(TestRotateDialog)
#include "tst_rotatedialog.moc"
