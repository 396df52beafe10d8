// SPDX-License-Identifier: MIT
#include "ClaimsPage.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace Tokenwright;

/// What is in the selected set's token.
class TestClaimsPage : public QObject
{
    Q_OBJECT

private:
    bool says(const QString &part) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(part);
        });
    }
    /// What stands beside a title; empty when that is not shown.
    QString fact(const QString &title) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->text() == title && label->isVisible() && label->buddy())
                return qobject_cast<QLabel *>(label->buddy())->text();
        }
        return {};
    }
    QPushButton *button() const { return m_page->findChild<QPushButton *>(); }
    static QByteArray encoded(const QByteArray &bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    void answerWith(const QByteArray &claims, const QByteArray &more = R"(,"expires_in":7200)")
    {
        const QByteArray token = encoded(R"({"alg":"RS256","kid":"key-1"})") + '.' + encoded(claims)
            + ".practice";
        m_bench->machine.server.setResponder(
            [=](const PracticeRequest &) { return practiceAnswer(token, more); });
    }
    int readings() const
    {
        return m_bench->machine.keychain.count(FakeSecretStore::Operation::Read);
    }
    QByteArray exp(qint64 seconds) const
    {
        return QByteArray::number(m_bench->machine.clock.now().wall / 1000 + seconds);
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->isReady());
        m_set = m_bench->program.addSet();
        m_page = std::make_unique<ClaimsPage>(m_bench->parts);
        m_page->resize(700, 400);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_bench.reset();
    }

    void withoutAToken()
    {
        QVERIFY(says(u"No credential set is selected."_s));
        m_page->showSet(m_set);
        QVERIFY(says(u"There is no valid token."_s));
        QVERIFY(!button()->isVisible());
    }

    void theKeychainIsReadWhenAskedFor()
    {
        answerWith(R"({"iss":"https://id.example.com","aud":["a","b"],"exp":)" + exp(7200)
                   + R"(,"odd":"<b>x</b>"})");
        m_page->showSet(m_set);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        QTRY_VERIFY(button()->isVisible());
        const int before = readings();
        m_page->hide();
        m_page->show();
        QCOMPARE(readings(), before);
        QCOMPARE(button()->text().remove(u'&'), u"Show claims"_s);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        button()->setFocus();
        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        button()->click();
        QVERIFY(says(u"Waiting for the keychain…"_s));
        QCOMPARE(m_page->focusWidget(), button());
        QTRY_VERIFY(m_bench->machine.keychain.isHolding());
        button()->click(); // once is enough
        m_bench->machine.keychain.release();
        QTRY_COMPARE(fact(u"Issuer (iss)"_s), u"https://id.example.com"_s);
        QVERIFY(qobject_cast<QScrollArea *>(m_page->focusWidget()));
        QCOMPARE(readings(), before + 1);
        QCOMPARE(fact(u"Audience (aud)"_s), u"a\nb"_s);
        QCOMPARE(fact(u"odd"_s), u"<b>x</b>"_s);
        QCOMPARE(fact(u"Key ID (kid)"_s), u"key-1"_s);
        QVERIFY2(fact(u"Expires (exp)"_s).endsWith(u"(in 2 h 0 min)"),
                 qPrintable(fact(u"Expires (exp)"_s)));
        QVERIFY(!button()->isVisible());
        QCOMPARE(m_bench->machine.server.requests().size(), 1);
        // an earlier token's claims are not those of the next one
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        m_bench->machine.clock.advance(1000);
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        QTRY_VERIFY(button()->isVisible());
    }

    void aTokenInMemoryIsShownAtOnce()
    {
        m_bench->machine.keychain.failAlways(FakeSecretStore::Operation::Write,
                                             ErrorKind::KeychainDenied);
        answerWith(R"({"sub":"practice"})");
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        const int before = readings();
        m_page->showSet(m_set);
        QCOMPARE(fact(u"Subject (sub)"_s), u"practice"_s);
        QCOMPARE(readings(), before);
    }

    void scopesAndWarnings()
    {
        m_bench->machine.keychain.failAlways(FakeSecretStore::Operation::Write,
                                             ErrorKind::KeychainDenied);
        answerWith(R"({"exp":)" + exp(3600) + '}', R"(,"expires_in":7200,"scope":"read write")");
        CredentialSet set = *m_bench->program.registry.find(m_set);
        set.scopes = QStringList{u"read"_s, u"admin"_s};
        m_bench->machine.keychain.stopFailing();
        VERIFY_OK(await(m_bench->program.edit(set)));
        m_bench->machine.keychain.failAlways(FakeSecretStore::Operation::Write,
                                             ErrorKind::KeychainDenied);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        m_page->showSet(m_set);
        QCOMPARE(fact(u"Granted"_s), u"read\nwrite"_s);
        QCOMPARE(fact(u"Asked for"_s), u"read\nadmin"_s);
        QVERIFY(says(u"Asked for and not granted: admin."_s));
        QVERIFY(says(u"1 h 0 min earlier"_s));
    }

    void anOpaqueToken()
    {
        m_bench->machine.keychain.failAlways(FakeSecretStore::Operation::Write,
                                             ErrorKind::KeychainDenied);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        m_page->showSet(m_set);
        QVERIFY(says(u"The token is opaque"_s));
    }

    void aPromptThatIsDismissed()
    {
        answerWith(R"({"sub":"practice"})");
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        m_page->showSet(m_set);
        m_bench->machine.keychain.lock(false);
        button()->click();
        QTRY_VERIFY(says(u"locked"_s));
        QVERIFY(button()->isVisible() && button()->isEnabled());
        m_bench->machine.keychain.unlock();
        button()->click();
        QTRY_COMPARE(fact(u"Subject (sub)"_s), u"practice"_s);
    }

    void anAnswerForAnotherSetIsNotShown()
    {
        const QString other = m_bench->program.addSet(u"Other"_s);
        answerWith(R"({"sub":"practice"})");
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        m_page->showSet(m_set);
        m_bench->machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        button()->click();
        QVERIFY(says(u"Waiting for the keychain…"_s));
        m_page->showSet(other);
        m_bench->machine.keychain.release();
        QTest::qWait(50);
        QVERIFY(says(u"There is no valid token."_s));
        m_page->showSet(m_set);
        QVERIFY(button()->isVisible() && button()->isEnabled());
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<ClaimsPage> m_page;
    QString m_set;
};

WIDGET_TEST_IN_PROGRAM(TestClaimsPage)
#include "tst_claimspage.moc"
