// SPDX-License-Identifier: MIT
#include "DetailsPanel.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

using namespace Tokenwright;

/// What is told of the selected set.
class TestDetailsPanel : public QObject
{
    Q_OBJECT

private:
    /// What stands beside a title such as "Token:"; empty when that is not shown.
    QString fact(const QString &title) const
    {
        const auto labels = m_panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->text() == title && label->isVisible())
                return qobject_cast<QLabel *>(label->buddy())->text();
        }
        return {};
    }
    QString failureShown() const
    {
        const auto labels = m_panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->accessibleDescription() == u"Failure")
                return label->isVisible() ? label->text() : QString();
        }
        return u"there is no place for failures"_s;
    }
    QPushButton *button(const QString &text) const
    {
        const auto buttons = m_panel->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().remove(u'&') == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        const auto labels = m_panel->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&text](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->isReady());
        m_set = m_bench->program.addSet();
        m_panel = std::make_unique<DetailsPanel>(m_bench->parts, DetailsPanel::Actions{});
        m_panel->resize(900, 400);
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_bench.reset();
    }

    void nothingIsSelected()
    {
        QVERIFY(says(u"No credential set is selected."_s));
        QVERIFY(!m_panel->isEnabled());
        QCOMPARE(fact(u"Token:"_s), QString());
        m_panel->showSet(m_set);
        QVERIFY(says(u"Catalogue · eBay · Sandbox"_s));
        QVERIFY(m_panel->isEnabled());
        m_panel->showSet({});
        QVERIFY(!m_panel->isEnabled());
        QCOMPARE(fact(u"Scopes:"_s), QString());
    }

    void factsOfASet()
    {
        m_panel->showSet(m_set);
        QVERIFY(!fact(u"Token:"_s).isEmpty());
        QCOMPARE(fact(u"Last request:"_s), u"none since the program started"_s);
        QVERIFY(fact(u"Token endpoint:"_s).endsWith(u"/identity/v1/oauth2/token"));
        QVERIFY(fact(u"Token requests today:"_s).startsWith(u'0'));
        QVERIFY(m_bench->copy(m_set));
        QVERIFY(fact(u"Token:"_s).contains(u"left; minted at "));
        QVERIFY(fact(u"Last request:"_s).startsWith(u"HTTP 200, at "));
        QVERIFY(fact(u"Token requests today:"_s).startsWith(u'1'));
        QCOMPARE(fact(u"Last check:"_s), QString()); // of which there is nothing to say
        QCOMPARE(fact(u"Earlier tokens:"_s), QString());
        QVERIFY(!button(u"Copy an earlier token…"_s));

        CredentialSet changed = *m_bench->program.registry.find(m_set);
        changed.keepFresh = true;
        VERIFY_OK(await(m_bench->program.edit(changed)));
        QTRY_VERIFY(fact(u"Token:"_s).contains(u"left, kept fresh; minted at "));
    }

    void earlierTokensAreCopied()
    {
        m_panel->showSet(m_set);
        QVERIFY(m_bench->copy(m_set));
        m_bench->machine.clock.advance(60'000);
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_VERIFY(!fact(u"Earlier tokens:"_s).isEmpty());
        QMenu *menu = button(u"Copy an earlier token…"_s)->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        const QSignalSpy wanted(m_panel.get(), &DetailsPanel::copyEarlierRequested);
        menu->actions().constFirst()->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.constFirst().constFirst().toString(), m_set);
    }

    void aFailureStaysUntilTheNextRequest()
    {
        const QString other = m_bench->program.addSet(u"Orders"_s);
        m_panel->showSet(m_set);
        m_panel->showFailure(m_set, Error{.kind = ErrorKind::Network, .message = u"It is down."_s});
        QVERIFY(failureShown().contains(u"It is down."));
        m_panel->showSet(other);
        QCOMPARE(failureShown(), QString());
        m_panel->showFailure(m_set, Error{.kind = ErrorKind::Network, .message = u"Still."_s});
        QCOMPARE(failureShown(), QString()); // it is another's
        m_panel->showSet(m_set);
        QVERIFY(failureShown().contains(u"Still."));
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        QCOMPARE(failureShown(), QString());
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
        QVERIFY(!button(retry));
        Error refusal{.kind = ErrorKind::Rejected, .httpStatus = 400, .code = u"invalid_scope"_s};
        m_panel->showFailure(m_set, refusal);
        QVERIFY(button(retry));
        const QSignalSpy asked(m_panel.get(), &DetailsPanel::retryRequested);
        button(retry)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().constFirst().toString(), m_set);
        refusal.code = u"invalid_client"_s;
        m_panel->showFailure(m_set, refusal);
        QVERIFY(!button(retry));
    }

    void aVerdictIsOfItsToken()
    {
        m_panel->showSet(m_set);
        QVERIFY(m_bench->copy(m_set));
        m_panel->showVerdict(m_set, {.kind = TokenVerdict::Kind::Accepted, .httpStatus = 200});
        QVERIFY(fact(u"Last check:"_s).startsWith(u"At "));
        m_bench->machine.clock.advance(1'000);
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_COMPARE(fact(u"Last check:"_s), QString());
    }

    void whatOpensAMenuComesLast()
    {
        QAction copy(u"&Copy"_s);
        QMenu formats;
        formats.menuAction()->setText(u"Copy &as…"_s);
        QAction mint(u"&Mint"_s);
        QAction edit(u"&Edit"_s);
        DetailsPanel panel(m_bench->parts,
                           {.main = {&copy, formats.menuAction(), &mint}, .further = {&edit}});
        panel.show();
        QMap<int, QString> byPlace;
        const auto buttons = panel.findChildren<QPushButton *>();
        for (const QPushButton *button : buttons) {
            if (button->isVisible())
                byPlace.insert(button->x(), button->text());
        }
        QCOMPARE(byPlace.values(),
                 (QStringList{u"&Copy"_s, u"&Mint"_s, u"Copy as…"_s, u"&Edit"_s}));
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<DetailsPanel> m_panel;
    QString m_set;
};

WIDGET_TEST_IN_PROGRAM(TestDetailsPanel)
#include "tst_detailspanel.moc"
