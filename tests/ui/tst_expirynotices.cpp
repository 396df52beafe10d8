// SPDX-License-Identifier: MIT
#include "ExpiryNotices.h"
#include "FakeNotificationServer.h"
#include "FakeWakeTimer.h"
#include "Spans.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace Tokenwright;

namespace {

/// A program with notices, on a machine with a practice token server and a notification server.
struct NoticeBench : CopyBench
{
    NoticeBench() { machine.server.setLifetimes(7200, 7200); }

    bool isReady() const { return CopyBench::isReady() && server.isReady(); }
    bool copy(const QString &setId) { return CopyBench::copy(setId) && settle(); }
    /// Until what is to be looked at soon has been looked at.
    bool settle()
    {
        bool ran = false;
        QTimer::singleShot(0, &controller, [&ran] { ran = true; });
        return QTest::qWaitFor([&] { return ran; });
    }
    /// Sleeps until the notices want to be woken.
    bool sleepUntilWoken()
    {
        if (!timer.due || *timer.due <= machine.clock.moment.boot)
            return false;
        machine.clock.advance(*timer.due - machine.clock.moment.boot);
        Q_EMIT timer.woke();
        return true;
    }
    bool shows(qsizetype count)
    {
        return QTest::qWaitFor([&] { return server.shown().size() == count; }, 5'000);
    }
    /// How often the desktop was told something. A notice of its own comes after all that are under
    /// way, so that nothing can come late.
    qsizetype told()
    {
        const QString marker = u"marker %1"_s.arg(++markers);
        const auto id = notifier.show({.title = marker, .text = {}});
        const bool arrived = settle() && QTest::qWaitFor([&] {
                                 return !server.received().isEmpty()
                                     && server.received().constLast().title == marker;
                             });
        notifier.withdraw(id);
        return arrived ? server.received().size() - markers : -1;
    }
    FakeNotificationServer::Notification only() const { return server.shown().value(0); }

    FakeNotificationServer server{{u"actions"_s}};
    QList<Notice> fallenBack;
    std::unique_ptr<Notifier> created = Notifier::create(
        [this](const Notice &notice) { fallenBack.append(notice); });
    Notifier &notifier = *created;
    FakeWakeTimer timer;
    qsizetype markers = 0;
    QSet<QString> keptFresh;
    ExpiryNotices notices{
        {.clock = machine.clock,
         .registry = program.registry,
         .ledger = program.ledger,
         .settings = settings,
         .controller = controller,
         .notifier = notifier,
         .timer = timer,
         .isKeptFresh = [this](const QString &setId) { return keptFresh.contains(setId); }}};
};

} // namespace

class TestExpiryNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<NoticeBench>();
        QVERIFY(m_bench->isReady());
    }
    void cleanup() { m_bench.reset(); }

    void aCopiedTokenIsToldOfAMinuteBeforeItsEnd()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QCOMPARE(*m_bench->timer.due - m_bench->machine.clock.moment.boot, 2 * oneHour - oneMinute);
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        QCOMPARE(m_bench->only().body,
                 u"The token of “Catalogue” (Sandbox) expires in 1 minute."_s);
        QCOMPARE(FakeNotificationServer::buttonOf(m_bench->only()), u"Renew"_s);
        QVERIFY(!m_bench->timer.due); // nothing runs when nothing is due
    }

    void aTokenThatNobodyCopiedIsNot()
    {
        const QString id = m_bench->program.addSet();
        VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->settle());
        QVERIFY(!m_bench->timer.due);
        // neither is one whose pair alone was copied
        const QSignalSpy copied(&m_bench->controller, &CopyController::copied);
        for (const CopyFormat &format : copyFormats()) {
            if (format.needs != CopyFormat::Needs::Token)
                m_bench->controller.copy(id, format);
        }
        QTRY_VERIFY(!copied.isEmpty());
        QVERIFY(m_bench->settle());
        QVERIFY(!m_bench->timer.due);
    }

    void isNotToldTwice()
    {
        QVERIFY(m_bench->copy(m_bench->program.addSet()));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        for (int look = 0; look < 5; ++look) {
            m_bench->machine.clock.advance(10 * oneSecond);
            m_bench->notices.reconsider();
        }
        m_bench->server.dismiss(m_bench->only().id);
        m_bench->machine.clock.advance(oneHour);
        m_bench->notices.reconsider();
        QCOMPARE(m_bench->told(), 1);
    }

    void theButtonRenews()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        const int before = m_bench->machine.server.requestCount();
        const QString header = QGuiApplication::clipboard()->text();
        m_bench->server.press(m_bench->only().id);
        QTRY_COMPARE(m_bench->server.received().size(), 2);
        QCOMPARE(m_bench->machine.server.requestCount(), before + 1);
        QCOMPARE(m_bench->server.received().last().body,
                 u"Minted a token for “Catalogue” (Sandbox). It lives 2 h 0 min."_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), header); // renewing copies nothing
        QVERIFY(!m_bench->timer.due); // nor has anybody copied the new one
    }

    void theButtonTellsWhatFails()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        PracticeAnswer refused;
        refused.status = 401;
        refused.body = R"({"error":"invalid_client","error_description":"SBX-practice"})";
        m_bench->machine.server.setResponder(
            [refused](const PracticeRequest &) { return refused; });
        m_bench->server.press(m_bench->only().id);
        QTRY_COMPARE(m_bench->server.received().size(), 2);
        QVERIFY(m_bench->server.received().last().body.startsWith(
            u"The token of “Catalogue” (Sandbox) could not be renewed: "_s));
        // and is taken back once it works again
        m_bench->machine.server.setResponder({});
        m_bench->controller.mint(id);
        QVERIFY(m_bench->shows(0));
    }

    void isTakenBackWhenTheTokenIsRenewed()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        m_bench->controller.mint(id); // in the window
        QVERIFY(m_bench->shows(0));
        QCOMPARE(m_bench->told(), 1);
    }

    void isTakenBackWhenTheSetIsRemoved()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        VERIFY_OK(await(m_bench->program.manager.remove(id)));
        QVERIFY(m_bench->shows(0));
    }

    void aCopyOfTheNextTokenIsWatchedAgain()
    {
        const QString id = m_bench->program.addSet();
        for (int round = 1; round <= 3; ++round) {
            QVERIFY(m_bench->copy(id));
            QVERIFY(m_bench->sleepUntilWoken());
            QTRY_COMPARE(m_bench->server.received().size(), round);
            m_bench->machine.clock.advance(oneHour); // expired
        }
    }

    void severalAfterSuspendAreOneNotice()
    {
        QStringList ids;
        for (int i = 1; i <= 7; ++i) {
            ids.append(m_bench->program.addSet(u"Set %1"_s.arg(i)));
            QVERIFY(m_bench->copy(ids.last()));
            m_bench->machine.clock.advance(30 * oneSecond);
        }
        m_bench->machine.clock.advance(8 * oneHour); // a night
        Q_EMIT m_bench->timer.woke();
        QVERIFY(m_bench->shows(1));
        QCOMPARE(m_bench->told(), 1);
        QCOMPARE(m_bench->only().title, u"7 tokens have expired"_s);
        QVERIFY(m_bench->only().body.contains(u"“Set 1” (Sandbox), “Set 2”"_s));
        QVERIFY(m_bench->only().body.endsWith(u"and 2 more"_s));
        QVERIFY(FakeNotificationServer::buttonOf(m_bench->only()).isEmpty());
        for (const QString &id : std::as_const(ids))
            m_bench->controller.mint(id);
        QVERIFY(m_bench->shows(0)); // all renewed
    }

    void settingTheClockCountsAtOnce()
    {
        QVERIFY(m_bench->copy(m_bench->program.addSet()));
        m_bench->machine.clock.step(2 * oneHour - 30 * oneSecond);
        m_bench->notices.reconsider(); // as the wake timer tells
        QVERIFY(m_bench->shows(1));
        QCOMPARE(m_bench->only().body,
                 u"The token of “Catalogue” (Sandbox) expires in 30 seconds."_s);
    }

    void nothingIsSaidWhenNobodyWantsIt()
    {
        m_bench->settings.setTellsOfExpiry(false);
        QVERIFY(m_bench->copy(m_bench->program.addSet()));
        QVERIFY(m_bench->sleepUntilWoken());
        m_bench->settings.setTellsOfExpiry(true); // too late for that one
        m_bench->notices.reconsider();
        QVERIFY(m_bench->copy(m_bench->program.addSet(u"Other"_s)));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        QVERIFY(m_bench->only().body.contains(u"Other"_s));
        QCOMPARE(m_bench->told(), 1);
    }

    void whatIsKeptFreshIsToldToo()
    {
        const QString id = m_bench->program.addSet();
        m_bench->keptFresh.insert(id);
        VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->settle());
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
    }

    void whatIsKeptFreshAndHasExpiredIsLeftToItsKeeper()
    {
        const QString id = m_bench->program.addSet();
        m_bench->keptFresh.insert(id);
        QVERIFY(m_bench->copy(id));
        m_bench->machine.clock.advance(9 * oneHour);
        Q_EMIT m_bench->timer.woke();
        QVERIFY(m_bench->settle());
        QVERIFY(!m_bench->timer.due);
        m_bench->notices.tellRenewalFailed(id, {.kind = ErrorKind::Network});
        QVERIFY(m_bench->shows(1));
        QCOMPARE(m_bench->told(), 1);
    }

    void aFailedRenewalIsToldOnceUntilItWorks()
    {
        const QString id = m_bench->program.addSet();
        m_bench->keptFresh.insert(id);
        for (int retry = 0; retry < 4; ++retry)
            m_bench->notices.tellRenewalFailed(id, {.kind = ErrorKind::KeychainLocked});
        QVERIFY(m_bench->shows(1));
        QVERIFY(m_bench->only().body.startsWith(
            u"The token of “Catalogue” (Sandbox) could not be renewed: "_s));
        m_bench->server.dismiss(m_bench->only().id);
        QCOMPARE(m_bench->told(), 1);
        m_bench->notices.tellRenewalFailed(id, {.kind = ErrorKind::KeychainLocked});
        QCOMPARE(m_bench->told(), 1);
        VERIFY_OK(await(m_bench->program.ask(id)));
        m_bench->notices.tellRenewalFailed(id, {.kind = ErrorKind::Network}); // anew
        QCOMPARE(m_bench->told(), 2);
        VERIFY_OK(await(m_bench->program.ask(id, {.force = true})));
        QVERIFY(m_bench->shows(0));
    }

    void aFailedRenewalHasAButton()
    {
        const QString id = m_bench->program.addSet();
        m_bench->notices.tellRenewalFailed(id, {.kind = ErrorKind::Network});
        QVERIFY(m_bench->shows(1));
        m_bench->server.press(m_bench->only().id);
        QTRY_COMPARE(m_bench->machine.server.requestCount(), 1);
        QTRY_COMPARE(m_bench->server.received().size(), 2);
        QVERIFY(m_bench->server.received().last().body.startsWith(u"Minted"_s));
    }

    void manyFailuresAreOneNotice()
    {
        QStringList ids;
        for (int i = 1; i <= 8; ++i) {
            ids.append(m_bench->program.addSet(u"Set %1"_s.arg(i)));
            m_bench->notices.tellRenewalFailed(ids.last(), {.kind = ErrorKind::Network});
            QVERIFY(m_bench->shows(1));
        }
        QTRY_COMPARE(m_bench->only().title, u"8 tokens could not be renewed"_s);
        for (const QString &id : std::as_const(ids))
            VERIFY_OK(await(m_bench->program.ask(id)));
        QVERIFY(m_bench->shows(0));
    }

    void noSecretIsEverInIt()
    {
        const QString id = m_bench->program.addSet();
        QVERIFY(m_bench->copy(id));
        QVERIFY(m_bench->sleepUntilWoken());
        QVERIFY(m_bench->shows(1));
        m_bench->server.press(m_bench->only().id);
        QTRY_COMPARE(m_bench->server.received().size(), 2);
        const QString token = QString::fromLatin1(
            m_bench->machine.server.tokensGiven().constFirst());
        for (const auto &received : m_bench->server.received()) {
            for (const QString &text :
                 {received.title, received.body, received.actions.join(u' ')}) {
                QVERIFY(!text.contains(token));
                QVERIFY(!text.contains(PracticeTokenServer::ebayClientSecret()));
                QVERIFY(!text.contains(PracticeTokenServer::ebayClientId()));
            }
        }
    }

private:
    std::unique_ptr<NoticeBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestExpiryNotices)
#include "tst_expirynotices.moc"
