// SPDX-License-Identifier: MIT
#include "ElidedLabel.h"
#include "FailurePlace.h"
#include "PanelBench.h"
#include "TestProgram.h"

#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// What is told of the selected set, and what stays where it is meanwhile.
class TestDetailsPanel : public QObject
{
    Q_OBJECT

private:
    QString fact(const char *title) const { return m_bench->fact(QString::fromUtf8(title)); }
    QRect placeOf(const QString &name) const
    {
        const QAbstractButton *button = m_bench->button(name);
        return button ? QRect(button->mapTo(m_panel, QPoint()), button->size()) : QRect();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<PanelBench>();
        QVERIFY(m_bench->isReady());
        m_set = m_bench->set;
        m_panel = m_bench->panel.get();
    }
    void cleanup() { m_bench.reset(); }

    void nothingIsSelected()
    {
        QVERIFY(m_bench->says(u"No credential set is selected."_s));
        QVERIFY(m_panel->isEnabled()); // or that would be too pale to read
        QVERIFY(!m_bench->button(u"Mint token"_s)->isEnabled());
        QCOMPARE(fact("Endpoint"), QString());
        m_panel->showSet(m_set);
        QVERIFY(m_bench->says(u"Catalogue"_s));
        QVERIFY(m_bench->says(u"Sandbox"_s));
        QVERIFY(m_bench->says(u"eBay"_s));
        QVERIFY(m_bench->button(u"Mint token"_s)->isEnabled());
        m_panel->resize(m_panel->minimumSizeHint());
        const auto scrolls = [this] {
            const auto bars = m_panel->findChildren<QScrollBar *>();
            return std::ranges::any_of(bars, &QWidget::isVisible);
        };
        QTRY_VERIFY(scrolls());
        m_panel->showSet({});
        QVERIFY(!m_bench->button(u"Mint token"_s)->isEnabled());
        QCOMPARE(fact("Endpoint"), QString());
        QTRY_VERIFY(!scrolls());
    }

    /// Names are elided before it is.
    void howManyAreSelected()
    {
        const QString set = m_bench->program.addSet(u"Listings of the autumn sale, all markets"_s);
        m_panel->showSet(set, 3);
        m_panel->resize(560, 420);
        const auto labels = m_panel->findChildren<ElidedLabel *>();
        const auto found = std::ranges::find_if(labels, [](const ElidedLabel *label) {
            return label->isVisible() && label->text() == u"3 credential sets selected";
        });
        QVERIFY(found != labels.end());
        QTRY_VERIFY(!(*found)->isElided());
        const bool isNameCut = std::ranges::any_of(labels, [this](const ElidedLabel *label) {
            return label->isVisible() && label->isElided()
                && label->width() < m_panel->fontMetrics().averageCharWidth() * 8;
        });
        QVERIFY(!isNameCut); // to a letter or two
    }

    /// Or the list beside it would become narrower.
    void severalAskForNoMoreRoom()
    {
        m_panel->showSet(m_set);
        const int least = m_panel->minimumSizeHint().width();
        m_panel->showSet(m_set, 3);
        QTRY_VERIFY(m_bench->says(u"3 credential sets selected"_s));
        QVERIFY2(m_panel->minimumSizeHint().width() <= least,
                 qPrintable(QString::number(m_panel->minimumSizeHint().width() - least)));
    }

    void factsOfASet()
    {
        m_panel->showSet(m_set);
        QCOMPARE(m_bench->lifetimeShown(), u"no token yet"_s);
        QCOMPARE(fact("Last request"), u"none since the program started"_s);
        QVERIFY(fact("Endpoint").endsWith(u"/identity/v1/oauth2/token"));
        QCOMPARE(fact("Requests today"), u"0 of 1,000"_s);
        QCOMPARE(fact("Minted"), QString());
        QVERIFY(m_bench->copy(m_set));
        QVERIFY(m_bench->lifetimeShown().contains(u" left · expires "));
        QVERIFY(fact("Last request").startsWith(u"HTTP 200, "));
        QCOMPARE(fact("Requests today"), u"1 of 1,000"_s);
        QVERIFY(!fact("Minted").isEmpty());
        QCOMPARE(fact("Last check"), QString()); // of which there is nothing to say
        QCOMPARE(fact("Earlier tokens"), QString());
        QVERIFY(!m_bench->button(u"Copy an earlier token…"_s));

        CredentialSet changed = *m_bench->program.registry.find(m_set);
        changed.keepFresh = true;
        VERIFY_OK(await(m_bench->program.edit(changed)));
        QTRY_VERIFY(m_bench->lifetimeShown().endsWith(u" · kept fresh"));
    }

    /// What was asked for is not what was granted.
    void scopesApart()
    {
        CredentialSet asking = *m_bench->program.registry.find(m_set);
        asking.scopes = QStringList{u"orders.read"_s, u"orders.write"_s};
        VERIFY_OK(await(m_bench->program.edit(asking)));
        m_panel->showSet(m_set);
        QCOMPARE(fact("Scopes granted"), QString());
        QCOMPARE(fact("Scopes asked for"), u"orders.read\norders.write"_s);
        m_bench->machine.server.setResponder([](const PracticeRequest &) {
            return practiceAnswer("not-a-real-token",
                                  R"(,"expires_in":7200,"scope":"orders.read")");
        });
        QVERIFY(m_bench->copy(m_set));
        QCOMPARE(fact("Scopes granted"), u"orders.read\nNot granted: the scope orders.write."_s);
        QCOMPARE(fact("Scopes asked for"), u"orders.read\norders.write"_s);
        m_bench->machine.server.setResponder([](const PracticeRequest &) {
            return practiceAnswer("not-a-real-token",
                                  R"(,"expires_in":7200,"scope":"orders.write orders.read")");
        });
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_COMPARE(fact("Scopes asked for"), u"the same"_s);
        QVERIFY(!fact("Scopes granted").contains(u"Not granted"));
    }

    void earlierTokensAreCopied()
    {
        m_panel->showSet(m_set);
        QVERIFY(m_bench->copy(m_set));
        m_bench->machine.clock.advance(60'000);
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_VERIFY(!fact("Earlier tokens").isEmpty());
        auto *opener = qobject_cast<QPushButton *>(m_bench->button(u"Copy an earlier token…"_s));
        Q_EMIT opener->menu()->aboutToShow();
        QCOMPARE(opener->menu()->actions().size(), 1);
        const QSignalSpy wanted(m_panel, &DetailsPanel::copyEarlierRequested);
        opener->menu()->actions().constFirst()->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.constFirst().constFirst().toString(), m_set);
    }

    void aFailureStaysUntilTheNextRequest()
    {
        const QString other = m_bench->program.addSet(u"Orders"_s);
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set, Error{.kind = ErrorKind::Network, .message = u"It is down."_s});
        QCOMPARE(m_bench->failureShown(), u"The connection to eBay failed"_s);
        QVERIFY(m_bench->says(u"It is down."_s));
        m_panel->showSet(other);
        QCOMPARE(m_bench->failureShown(), QString());
        m_panel->showFailure(m_set, Error{.kind = ErrorKind::Network, .message = u"Still."_s});
        QCOMPARE(m_bench->failureShown(), QString()); // it is another's
        m_panel->showSet(m_set);
        QVERIFY(m_bench->says(u"Still."_s));
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        QTRY_COMPARE(m_bench->failureShown(), QString());
    }

    void aRefusedScopeCanBeLeftOut()
    {
        m_bench->revise([](QJsonObject &provider) {
            QJsonObject request = provider.value(u"request"_s).toObject();
            request.insert(u"scopes"_s, QJsonObject{{u"default"_s, QJsonArray{u"base"_s}}});
            provider.insert(u"request"_s, request);
        });
        CredentialSet asking = *m_bench->program.registry.find(m_set);
        asking.scopes = QStringList{u"base"_s, u"more"_s};
        VERIFY_OK(await(m_bench->program.edit(asking)));
        m_panel->showSet(m_set);
        const QString retry = u"Retry with the base scope alone…"_s;
        QVERIFY(!m_bench->button(retry));
        Error refusal{.kind = ErrorKind::Rejected, .httpStatus = 400, .code = u"invalid_scope"_s};
        m_panel->showFailure(m_set, refusal);
        QVERIFY(m_bench->button(retry));
        const QSignalSpy asked(m_panel, &DetailsPanel::retryRequested);
        m_bench->button(retry)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().constFirst().toString(), m_set);
        refusal.code = u"invalid_client"_s;
        m_panel->showFailure(m_set, refusal);
        QVERIFY(!m_bench->button(retry));
    }

    void whatAFailureAsksForIsOfTheSetThatIsShown()
    {
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set, {.kind = ErrorKind::Rejected, .httpStatus = 401});
        const QSignalSpy edits(m_panel, &DetailsPanel::editRequested);
        const QSignalSpy tries(m_panel, &DetailsPanel::tryAgainRequested);
        const QSignalSpy details(m_panel, &DetailsPanel::copyDetailsRequested);
        const auto press = [this](const QString &name) {
            const auto buttons = m_bench->block()->findChildren<QPushButton *>();
            for (QPushButton *each : buttons) {
                if (each->text() == name && each->isVisible())
                    each->click();
            }
        };
        press(u"Edit credential set"_s);
        press(u"Try again"_s);
        press(u"Copy details"_s);
        for (const QSignalSpy *spy : {&edits, &tries, &details}) {
            QCOMPARE(spy->size(), 1);
            QCOMPARE(spy->constFirst().constFirst().toString(), m_set);
        }
    }

    void aVerdictIsOfItsToken()
    {
        m_panel->showSet(m_set);
        QVERIFY(m_bench->copy(m_set));
        m_panel->showVerdict(m_set, {.kind = TokenVerdict::Kind::Accepted, .httpStatus = 200});
        QVERIFY(fact("Last check").startsWith(u"At "));
        m_bench->machine.clock.advance(1'000);
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_COMPARE(fact("Last check"), QString());
    }

    /// Nothing moves while something is under way, and what is over in a moment shows nothing.
    void workShowsAfterAMoment()
    {
        m_panel->showSet(m_set);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const QRect mintPlace = placeOf(u"Mint token"_s);
        const QRect checkPlace = placeOf(u"Check token"_s);
        const QSize before = m_panel->minimumSizeHint();
        m_bench->machine.keychain.holdNext(Operation::Read);
        const auto answer = m_bench->program.ask(m_set);
        m_bench->mint.setEnabled(false); // as the window does
        QVERIFY(m_bench->program.service.isWorking(m_set));
        QCOMPARE(m_bench->lifetimeShown(), u"no token yet"_s);
        QVERIFY(m_bench->button(u"Mint token"_s)->isEnabled());
        QVERIFY(!m_bench->button(u"Cancel"_s));

        QTRY_VERIFY(m_bench->button(u"Cancel"_s));
        QVERIFY(!m_bench->button(u"Mint token"_s));
        QCOMPARE(placeOf(u"Cancel"_s), mintPlace);
        QCOMPARE(placeOf(u"Check token"_s), checkPlace);
        QCOMPARE(m_panel->minimumSizeHint(), before);
        QCOMPARE(m_bench->lifetimeShown(), u"minting… 0 s · waiting for the keychain"_s);
        m_bench->machine.clock.advance(4'000);
        m_bench->model.announceTick(m_bench->model.indexOf(m_set));
        QCOMPARE(m_bench->lifetimeShown(), u"minting… 4 s · waiting for the keychain"_s);

        m_bench->machine.keychain.release();
        VERIFY_OK(await(answer));
        m_bench->mint.setEnabled(true);
        QTRY_VERIFY(m_bench->button(u"Mint token"_s));
        QCOMPARE(placeOf(u"Mint token"_s), mintPlace);
        QVERIFY(m_bench->lifetimeShown().contains(u"left"));
    }

    void whatIsWaitedFor()
    {
        PracticeAnswer silence;
        silence.neverAnswer = true;
        m_bench->machine.server.setResponder([&](const PracticeRequest &) { return silence; });
        m_panel->showSet(m_set);
        const auto answer = m_bench->program.ask(m_set);
        QTRY_COMPARE(m_bench->lifetimeShown(), u"minting… 0 s · waiting for eBay"_s);
        m_bench->program.service.cancel(m_set);
        QVERIFY(!await(answer));
        QTRY_COMPARE(fact("Requests today"), u"1 of 1,000"_s); // the provider had it
        QCOMPARE(m_bench->lifetimeShown(), u"no token yet"_s);
    }

    /// It is seen whole where there is room, also when there was none before.
    void aFailureScrollsOnlyWhereItMust()
    {
        m_bench->revise([](QJsonObject &provider) {
            provider.insert(
                u"errors"_s,
                QJsonObject{{u"help"_s,
                             QJsonObject{{u"invalid_client"_s, u"Look at it. "_s.repeated(40)}}}});
        });
        m_panel->resize(500, 260);
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set,
                             {.kind = ErrorKind::Rejected,
                              .httpStatus = 401,
                              .code = u"invalid_client"_s,
                              .message = u"client authentication failed"_s});
        const auto *place = m_panel->findChild<FailurePlace *>();
        QTRY_VERIFY(place->verticalScrollBar()->isVisible());
        m_panel->resize(500, 800);
        QTRY_VERIFY(!place->verticalScrollBar()->isVisible());
        QVERIFY(place->viewport()->height() >= m_bench->block()->height());
    }

    /// A window takes at least that when it is made, and does not give it back.
    void asksForNoMoreBeforeItIsShown()
    {
        DetailsPanel panel(m_bench->parts,
                           {.token = {.copy = &m_bench->copyHeader,
                                      .mint = &m_bench->mint,
                                      .cancel = &m_bench->cancel,
                                      .check = &m_bench->check},
                            .set = {.edit = &m_bench->edit}});
        const int before = panel.minimumSizeHint().height();
        panel.resize(900, 420);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QTRY_COMPARE(panel.minimumSizeHint().height(), before);
    }

    void buttonsTakeTheLinesTheyNeed()
    {
        m_panel->showSet(m_set);
        m_panel->resize(m_panel->minimumSizeHint().width(), 200);
        QTRY_VERIFY(placeOf(u"Check token"_s).top() > placeOf(u"Copy bearer header"_s).top());
        m_panel->resize(m_panel->minimumSizeHint());
        const auto *tabs = m_panel->findChild<QTabBar *>();
        QTRY_VERIFY(placeOf(u"Check token"_s).bottom() < tabs->geometry().top());
    }

    /// A failure is not to be missed, nor anybody disturbed who types.
    void aFailureIsTurnedTo()
    {
        m_panel->showSet(m_set);
        QVERIFY(QTest::qWaitForWindowActive(m_panel));
        m_panel->resize(900, 260); // there is no room for it and another page
        QTRY_COMPARE(m_panel->windowHandle()->height(), 260);
        const Error refusal{
            .kind = ErrorKind::Rejected, .httpStatus = 401, .code = u"invalid_client"_s};
        auto *tabs = m_panel->findChild<QTabBar *>();
        tabs->setFocus();
        m_bench->turnTo(u"Notes"_s);
        m_panel->showFailure(m_set, refusal);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Token"_s);
        QVERIFY(!m_bench->failureShown().isEmpty());
        m_panel->clearFailure(m_set);
        m_bench->turnTo(u"Notes"_s);
        m_panel->findChild<NotesPage *>()->findChild<QPlainTextEdit *>()->setFocus();
        m_panel->showFailure(m_set, refusal);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Notes"_s);
    }

    void theCursorStaysOnWhatTakesThePlace()
    {
        m_panel->showSet(m_set);
        QVERIFY(QTest::qWaitForWindowActive(m_panel));
        m_bench->button(u"Mint token"_s)->setFocus();
        m_bench->machine.keychain.holdNext(Operation::Read);
        const auto answer = m_bench->program.ask(m_set);
        m_bench->mint.setEnabled(false); // as the window does
        QTRY_VERIFY(m_bench->button(u"Cancel"_s));
        QCOMPARE(m_panel->focusWidget(), m_bench->button(u"Cancel"_s));
        m_bench->cancel.setEnabled(false);
        m_bench->machine.keychain.release();
        VERIFY_OK(await(answer));
        m_bench->mint.setEnabled(true);
        QTRY_VERIFY(m_bench->button(u"Mint token"_s));
        QCOMPARE(m_panel->focusWidget(), m_bench->button(u"Mint token"_s));
    }

    /// A press that comes while nothing can be done is nobody's, and least of all a neighbour's.
    void theCursorStaysOnWhatCannotBeDoneNow()
    {
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set, {.kind = ErrorKind::Network});
        QVERIFY(QTest::qWaitForWindowActive(m_panel));
        QAbstractButton *check = m_bench->button(u"Check token"_s);
        const QSignalSpy checks(&m_bench->check, &QAction::triggered);
        check->setFocus();
        m_bench->check.setEnabled(false);
        QCOMPARE(m_panel->focusWidget(), check);
        QTest::keyClick(check, Qt::Key_Space);
        QTest::mouseClick(check, Qt::LeftButton);
        QCOMPARE(checks.size(), 0);
        m_bench->check.setEnabled(true);
        QTest::keyClick(check, Qt::Key_Space);
        QCOMPARE(checks.size(), 1);
        m_bench->check.setEnabled(false);
        m_bench->button(u"Mint token"_s)->setFocus();
        QVERIFY(!check->isEnabled());
        m_bench->check.setEnabled(true);
        QVERIFY(check->isEnabled());

        QAbstractButton *again = m_bench->button(u"Try again"_s);
        again->setFocus();
        m_bench->machine.keychain.holdNext(Operation::Read);
        const auto answer = m_bench->program.ask(m_set);
        QTRY_VERIFY(m_bench->button(u"Cancel"_s));
        QCOMPARE(m_panel->focusWidget(), again);
        m_bench->machine.keychain.release();
        VERIFY_OK(await(answer));
        QTRY_COMPARE(m_bench->failureShown(), QString());
        QVERIFY(qobject_cast<QTabBar *>(m_panel->focusWidget())); // where no key does anything
    }

    void buttonsGoOnInASecondLine()
    {
        m_panel->showSet(m_set);
        QCOMPARE(placeOf(u"Check token"_s).top(), placeOf(u"Mint token"_s).top());
        QVERIFY2(m_panel->minimumSizeHint().width() <= 380,
                 qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        m_panel->resize(m_panel->minimumSizeHint().width(), 500);
        QTRY_VERIFY(placeOf(u"Check token"_s).top() > placeOf(u"Copy bearer header"_s).top());
        QVERIFY(placeOf(u"Check token"_s).right() < m_panel->width());
        QVERIFY(placeOf(u"More actions"_s).right() < m_panel->width());
    }

    void pagesAndWhatHidesThem()
    {
        m_panel->showSet(m_set);
        QVERIFY(!fact("Endpoint").isEmpty());
        const QSignalSpy changes(m_panel, &DetailsPanel::openChanged);
        m_bench->button(u"Hide details"_s)->click();
        QVERIFY(fact("Endpoint").isEmpty());
        QVERIFY(!m_panel->isOpen());
        QVERIFY(m_bench->button(u"Copy bearer header"_s)); // what acts stays
        m_panel->setOpen(true);
        QVERIFY(!fact("Endpoint").isEmpty());
        QCOMPARE(changes.size(), 2);

        struct Requests : DetailsPage
        {
            void showSet(const QString &setId) override { shown = setId; }
            QString shown;
        };
        Requests *requests = nullptr;
        m_panel->addPage(u"Requests"_s, [&requests] { return requests = new Requests; });
        const auto *tabs = m_panel->findChild<QTabBar *>();
        QStringList titles;
        for (int i = 0; i < tabs->count(); ++i)
            titles.append(tabs->tabText(i));
        QCOMPARE(titles, (QStringList{u"Token"_s, u"Requests"_s, u"Notes"_s}));
        QVERIFY(!requests); // nobody has seen it yet
        m_bench->turnTo(u"Requests"_s);
        QVERIFY(requests->isVisible());
        QCOMPARE(requests->shown, m_set);
        m_panel->showSet({});
        QCOMPARE(requests->shown, QString());
    }

    /// A page that is made late is not the last in the window for that.
    void theKeyboardComesToAPageThroughItsTab()
    {
        QWidget window;
        auto *behind = new QPushButton(u"behind"_s, &window);
        m_panel->setParent(&window);
        behind->setParent(nullptr);
        behind->setParent(&window); // after all that the panel has by now
        m_panel->showSet(m_set);
        m_bench->turnTo(u"Notes"_s);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        m_panel->findChild<QTabBar *>()->setFocus();
        QStringList names;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&window, Qt::Key_Tab);
            names.append(window.focusWidget()->accessibleName());
        }
        QCOMPARE(names, (QStringList{u"Notes"_s, u"Tags"_s, QString()}));
        QCOMPARE(window.focusWidget(), behind);
        m_panel->setParent(nullptr);
    }

    void aFavouriteIsAskedFor()
    {
        m_panel->showSet(m_set);
        const QSignalSpy wanted(m_panel, &DetailsPanel::favouriteWanted);
        QAbstractButton *star = m_bench->button(u"Favourite"_s);
        star->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.constFirst(), (QVariantList{m_set, true}));
        QVERIFY(!star->isChecked()); // not until it is so
        CredentialSet changed = *m_bench->program.registry.find(m_set);
        changed.isFavourite = true;
        VERIFY_OK(await(m_bench->program.edit(changed)));
        QTRY_VERIFY(star->isChecked());
    }

    void whatTheClipboardStillHolds()
    {
        const QString other = m_bench->program.addSet(u"Parcels"_s);
        QVERIFY(m_bench->copy(other));
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set, {.kind = ErrorKind::Rejected, .httpStatus = 401});
        m_panel->showStillOnClipboard(m_set, u"“Parcels” (Sandbox)"_s);
        QVERIFY(m_bench->says(u"Nothing copied; the clipboard still holds “Parcels” (Sandbox)."_s));
        m_bench->button(u"Clear now"_s)->click();
        QVERIFY(m_bench->desktop.text().isEmpty());
        QVERIFY(!m_bench->says(u"still holds"_s));
        QVERIFY(!m_bench->failureShown().isEmpty());
    }

private:
    std::unique_ptr<PanelBench> m_bench;
    DetailsPanel *m_panel = nullptr;
    QString m_set;
};

WIDGET_TEST_IN_PROGRAM(TestDetailsPanel)
#include "tst_detailspanel.moc"
