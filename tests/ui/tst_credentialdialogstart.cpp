// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "FormScrollArea.h"
#include "LabelledField.h"
#include "OtherEnvironment.h"
#include "ProgramStyle.h"
#include "TestProgram.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleFactory>

using namespace Tokenwright;

/// What the dialog begins with: provider, environment and name; and how it is left.
class TestCredentialDialogStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
    }
    void cleanup()
    {
        m_bench.reset();
        QApplication::setStyle(u"Fusion"_s);
    }

    void theFormIsSeenWhole_data()
    {
        QTest::addColumn<QString>("style");
        for (const char *style : {"fusion", "adwaita"})
            QTest::newRow(style) << QString::fromLatin1(style);
    }

    /// Where the screen has room for it; some styles have high fields.
    void theFormIsSeenWhole()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        QApplication::setStyle(new ProgramStyle(style));
        m_bench->openToAdd();
        const QScrollBar *bar = m_bench->dialog->findChild<FormScrollArea *>()->verticalScrollBar();
        QVERIFY(m_bench->dialog->height()
                < m_bench->dialog->screen()->availableSize().height() * 3 / 4);
        QVERIFY2(!bar->isVisible(), qPrintable(QString::number(bar->maximum())));
    }

    void providersInUseComeFirst()
    {
        QVERIFY(!m_bench->addSet({}, u"zoom"_s).isEmpty());
        for (const char *name : {"One", "Two"}) {
            CredentialSet set;
            set.id = freshIdentifier();
            set.name = QString::fromLatin1(name);
            set.provider = u"own"_s;
            set.environment = u"live"_s;
            VERIFY_OK(await(m_bench->registry.insert(set)));
        }
        m_bench->openToAdd();
        const QComboBox *box = m_bench->combo("Provider");
        QStringList names;
        for (int i = 0; i < box->count(); ++i)
            names.append(box->itemText(i));
        QCOMPARE(names.mid(0, 2), (QStringList{u"Own server"_s, u"Zoom"_s}));
        QStringList rest = names.mid(2);
        QStringList sorted = rest;
        sorted.sort(Qt::CaseInsensitive);
        QCOMPARE(rest, sorted);
        QCOMPARE(box->currentText(), u"eBay"_s); // what was suggested is chosen all the same
    }

    void providerIsFoundByTyping_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        QTest::newRow("beginning") << u"pit"_s << u"Pitney Bowes"_s;
        QTest::newRow("middle") << u"BOWES"_s << u"Pitney Bowes"_s;
        QTest::newRow("whole") << u"own server"_s << u"Own server"_s;
        QTest::newRow("a beginning before a middle") << u"pa"_s << u"PayPal"_s;
        QTest::newRow("nothing like it") << u"qqq"_s << u"eBay"_s;
        QTest::newRow("emptied") << QString() << u"eBay"_s;
    }
    void providerIsFoundByTyping()
    {
        QFETCH(QString, typed);
        QFETCH(QString, found);
        m_bench->openToAdd();
        for (const auto key : {Qt::Key_Return, Qt::Key_Tab}) {
            m_bench->choose("Provider", u"eBay"_s);
            typeProvider(typed);
            QTest::keyClick(target(), key);
            QCOMPARE(m_bench->combo("Provider")->currentText(), found);
            QCOMPARE(m_bench->combo("Provider")->lineEdit()->text(), found);
            QVERIFY(m_bench->isOpen() && m_bench->registry.sets().isEmpty()); // and no more
        }
        if (typed == u"qqq")
            QVERIFY(m_bench->says(u"No provider has “qqq” in its name; it is still eBay."_s));
    }

    /// Not only once somebody leaves the field: before, nothing happened at all.
    void whatIsNotThereIsSaidWhileTyping()
    {
        m_bench->openToAdd();
        typeProvider(u"acme"_s);
        QVERIFY(m_bench->says(u"No provider has “acme” in its name; it is still eBay. For others "
                              "there is “OAuth 2.0 server”."_s));
        typeProvider(u"pit"_s);
        QVERIFY(!m_bench->says(u"No provider has"_s));
    }

    void whatFitsIsShown()
    {
        m_bench->openToAdd();
        typeProvider(u"o"_s);
        const QCompleter *completer = m_bench->combo("Provider")->completer();
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        const QString second = completer->popup()->currentIndex().data().toString();
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(m_bench->combo("Provider")->currentText(), second);
        QVERIFY(second.contains(u"o", Qt::CaseInsensitive));
    }

    void wheelScrollsAndChoosesNothing()
    {
        m_bench->openToAdd();
        m_bench->toggleMore();
        auto *bar = m_bench->dialog->findChild<QScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        auto *box = m_bench->combo("Provider");
        auto *spin = m_bench->named<QSpinBox>("Do not reuse below");
        for (QWidget *below :
             QList<QWidget *>{box, spin, spin->findChild<QLineEdit *>(), m_bench->edit("Name"),
                              m_bench->named<QToolButton>("More options"),
                              m_bench->dialog->findChild<QLabel *>()}) {
            bar->setValue(0);
            wheelDown(below);
            QVERIFY(bar->value() > 0);
        }
        QCOMPARE(box->currentText(), u"eBay"_s);
        QCOMPARE(spin->value(), spin->minimum());
    }

    /// Whatever was chosen before, each row has its label and its height.
    void everyRowIsWhole()
    {
        const QStringList providers{u"eBay"_s, u"Own server"_s, u"Pitney Bowes"_s, u"Zoom"_s};
        for (const QString &before : providers) {
            m_bench->openToAdd(before);
            for (const QString &provider : {u"OAuth 2.0 server"_s, u"Own server"_s, before}) {
                m_bench->choose("Provider", provider);
                QTest::qWait(50); // Qt lays out, and shows what is new, when it comes back
                const auto fields = m_bench->dialog->findChildren<LabelledField *>();
                for (const LabelledField *field : fields) {
                    if (!field->isVisible())
                        continue;
                    const QWidget *editor = field->editor();
                    const QByteArray which = (before + u" " + provider + u" " + field->label())
                                                 .toUtf8();
                    const auto label = labelOf(editor);
                    for (const LabelledField *other : fields) {
                        if (other->isVisible() && other != field)
                            QVERIFY2(!other->geometry().intersects(field->geometry()),
                                     which.constData());
                    }
                    QVERIFY2(label && label->isVisible(), which.constData());
                    QVERIFY2(editor->height() >= editor->minimumSizeHint().height(),
                             which.constData());
                }
            }
        }
    }

    void nameFollowsUntilThereIsOne()
    {
        QVERIFY(!m_bench->addSet().isEmpty());
        m_bench->openToAdd();
        QCOMPARE(name(), u"eBay sandbox"_s);
        m_bench->chooseEnvironment("Production");
        QCOMPARE(name(), u"eBay production"_s);
        m_bench->choose("Provider", u"Pitney Bowes"_s);
        QCOMPARE(name(), u"Pitney Bowes production"_s);
        m_bench->choose("Provider", u"Own server"_s);
        QCOMPARE(name(), u"Own server"_s); // it has but one
        m_bench->type("Name", u"Mine"_s);
        m_bench->choose("Provider", u"eBay"_s);
        m_bench->chooseEnvironment("Sandbox");
        QCOMPARE(name(), u"Mine"_s);
    }

    void suggestedNameIsFree()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->typeEbayPair();
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        m_bench->openToAdd();
        QCOMPARE(name(), u"eBay sandbox 2"_s);
        m_bench->chooseEnvironment("Production");
        QCOMPARE(name(), u"eBay production"_s);
    }

    /// Production is never chosen by the way.
    void environmentChosenByHandIsKept()
    {
        m_bench->openToAdd();
        QCOMPARE(m_bench->environment(), u"Sandbox"_s);
        m_bench->choose("Provider", u"Zoom"_s); // has production alone
        m_bench->choose("Provider", u"PayPal"_s);
        QCOMPARE(m_bench->environment(), u"Sandbox"_s);
        m_bench->chooseEnvironment("Production");
        m_bench->choose("Provider", u"Own server"_s);
        m_bench->choose("Provider", u"eBay"_s);
        QCOMPARE(m_bench->environment(), u"Production"_s);
        m_bench->chooseEnvironment("Sandbox");
        m_bench->choose("Provider", u"PayPal"_s);
        QCOMPARE(m_bench->environment(), u"Production"_s); // as it was left there
    }

    void opensWhereTextIsMissing_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("field");
        QTest::newRow("eBay") << u"eBay"_s << u"App ID (Client ID)"_s;
        QTest::newRow("own") << u"Own server"_s << u"Host"_s;
        QTest::newRow("any") << u"OAuth 2.0 server"_s << u"Token URL"_s;
    }
    void opensWhereTextIsMissing()
    {
        QFETCH(QString, provider);
        m_bench->openToAdd(provider);
        QVERIFY(qobject_cast<QLineEdit *>(m_bench->dialog->focusWidget()));
        QTEST(m_bench->dialog->focusWidget()->accessibleName(), "field");
        QTest::keyClick(m_bench->dialog->focusWidget(), Qt::Key_X);
        QTest::keyClick(m_bench->dialog->focusWidget(), Qt::Key_Escape);
        QVERIFY(m_bench->question());
    }

    void placeholdersSayWhatIsExpected()
    {
        m_bench->openToAdd();
        QCOMPARE(m_bench->edit("App ID (Client ID)")->placeholderText(), u"App ID for Sandbox"_s);
        m_bench->chooseEnvironment("Production");
        QCOMPARE(m_bench->edit("Cert ID (Client Secret)")->placeholderText(),
                 u"Cert ID for Production"_s);
        m_bench->choose("Provider", u"Auth0"_s);
        QCOMPARE(m_bench->edit("Domain")->placeholderText(),
                 u"for example my-tenant.eu.auth0.com"_s);
    }

    void closesAtOnceWithoutChanges()
    {
        m_bench->openToAdd();
        QTest::keyClick(m_bench->dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_bench->isOpen());

        m_bench->openToEdit(m_bench->addSet());
        QTRY_VERIFY(!m_bench->says(u"Reading the credentials"_s)); // which fills fields
        m_bench->toggleMore(); // is no change
        m_bench->eye("Cert ID (Client Secret)")->click();
        m_bench->dialog->close();
        QVERIFY(!m_bench->isOpen());
    }

    void anyKeyInAnyFieldIsAskedAbout_data()
    {
        QTest::addColumn<QString>("field");
        for (const char *field :
             {"Provider", "Name", "Host", "Client ID", "Private key", "Certificate (PEM)", "Scopes",
              "Audience", "PIN", "Tags", "Notes", "Key ID", "Assertion audience",
              "Extra parameters", "Extra headers", "Do not reuse below"})
            QTest::newRow(field) << QString::fromLatin1(field);
    }
    void anyKeyInAnyFieldIsAskedAbout()
    {
        QFETCH(QString, field);
        const bool isInAssertion = field.contains(u"PEM") || field == u"Private key"
            || field == u"Key ID" || field == u"Assertion audience";
        m_bench->openToAdd(isInAssertion ? u"Signed"_s : u"Own server"_s);
        m_bench->toggleMore();
        QWidget *widget = m_bench->named<QWidget>(field.toUtf8().constData());
        QVERIFY(widget);
        widget->setFocus();
        QTest::keyClick(m_bench->dialog->focusWidget(), Qt::Key_X);
        QTest::keyClick(QApplication::activePopupWidget() ? QApplication::activePopupWidget()
                                                          : m_bench->dialog->focusWidget(),
                        Qt::Key_Escape);
        QVERIFY(m_bench->isOpen());
        QMessageBox *question = m_bench->question();
        QVERIFY(question);
        QCOMPARE(question->text(), u"Discard what was entered?"_s);
        QTest::keyClick(question, Qt::Key_Escape); // keeps editing
        QVERIFY(m_bench->isOpen());
        QTRY_VERIFY(!m_bench->dialog->findChild<QMessageBox *>());
        m_bench->dialog->close();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->answer(QMessageBox::AcceptRole));
        QVERIFY(!m_bench->isOpen());
    }

    void choicesAreChangesToo()
    {
        for (const bool isEnvironment : {true, false}) {
            m_bench->openToAdd();
            if (isEnvironment)
                m_bench->chooseEnvironment("Production");
            else
                m_bench->choose("Provider", u"PayPal"_s);
            m_bench->button("Cancel")->click();
            QVERIFY(m_bench->isOpen());
            QVERIFY(m_bench->answer(QMessageBox::AcceptRole));
        }
    }

    void otherEnvironmentStartsFromTheSet()
    {
        CredentialSet set = *m_bench->registry.find(m_bench->addSet());
        set.name = u"Orders Sandbox"_s;
        set.tags = QStringList{u"team-a"_s};
        set.headers = {{u"X-Key"_s, u"{secret:key}"_s}, {u"X-Tenant"_s, u"blue"_s}};
        set.isFavourite = true;
        const Provider &ebay = *m_bench->catalog.provider(u"ebay"_s);
        const auto start = inOtherEnvironment(set, ebay, m_bench->registry);
        QVERIFY(start);
        QCOMPARE(start->name, u"Orders Production"_s);
        QVERIFY(!start->isFavourite);
        m_bench->dialog = std::make_unique<CredentialDialog>(m_bench->parts, *start);
        m_bench->dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->dialog.get()));
        QCOMPARE(m_bench->dialog->windowTitle(), u"Add credential set"_s);
        QCOMPARE(m_bench->environment(), u"Production"_s);
        QVERIFY(m_bench->edit("App ID (Client ID)")->text().isEmpty());
        QVERIFY(m_bench->edit("App ID (Client ID)")->hasFocus());

        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("App ID (Client ID)", u"Example-PRD-not-real"_s);
        m_bench->type("Cert ID (Client Secret)", u"PRD-not-real"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(m_bench->registry.sets().size(), 2);
        const CredentialSet *made = m_bench->registry.find(saved.first().first().toString());
        QVERIFY(made && made->id != set.id && made->pairMark != set.pairMark);
        QCOMPARE(made->scopes, set.scopes);
        QCOMPARE(made->tags, set.tags);
        QCOMPARE(made->headers, (QList<NameValue>{{u"X-Tenant"_s, u"blue"_s}}));
        QCOMPARE(m_bench->pairOf(made->id).value(u"origin").toString(),
                 u"https://api.ebay.com:443"_s);
        QVERIFY(inOtherEnvironment(*made, ebay, m_bench->registry)->environment == u"sandbox");
    }

    void noOtherEnvironment()
    {
        CredentialSet set;
        set.provider = u"own"_s;
        set.environment = u"live"_s;
        QVERIFY(!inOtherEnvironment(set, *m_bench->catalog.provider(u"own"_s), m_bench->registry));
    }

private:
    /// Qt hands what is ignored on by itself, but only what comes from the desktop.
    static void wheelDown(QWidget *widget)
    {
        for (; widget && !widget->isWindow(); widget = widget->parentWidget()) {
            const QPointF middle = QRectF(widget->rect()).center();
            QWheelEvent wheel(middle, widget->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(widget, &wheel);
            if (wheel.isAccepted())
                return;
        }
    }

    const QLabel *labelOf(const QWidget *editor) const
    {
        const auto labels = m_bench->dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->buddy() == editor && label->parentWidget() != editor->parentWidget())
                return label;
        }
        return nullptr;
    }

    QString name() const { return m_bench->edit("Name")->text(); }
    void typeProvider(const QString &text) const
    {
        QComboBox *box = m_bench->combo("Provider");
        box->setFocus();
        box->lineEdit()->selectAll();
        QTest::keyClick(box, Qt::Key_Delete); // it has the keyboard, not its editor
        QTest::keyClicks(box, text);
    }
    /// What gets the keys.
    QWidget *target() const
    {
        QWidget *popup = m_bench->combo("Provider")->completer()->popup();
        return popup->isVisible() ? popup : m_bench->combo("Provider");
    }

    std::unique_ptr<DialogBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialDialogStart)
#include "tst_credentialdialogstart.moc"
