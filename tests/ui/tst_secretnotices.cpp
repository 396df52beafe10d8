// SPDX-License-Identifier: MIT
#include "FakeClock.h"
#include "FakeNotifier.h"
#include "FakeWakeTimer.h"
#include "SecretNotices.h"
#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Tokenwright;

namespace {

constexpr qint64 oneWholeDay = 86'400'000;

/// One run of the program's notices; another one of the same profile is the next run.
struct SecretNoticeRun
{
    SecretNoticeRun(const Profile &profile, const Clock &clock, const ProviderCatalog &providers,
                    const CredentialRegistry &registry)
        : notices({.profile = profile,
                   .clock = clock,
                   .providers = providers,
                   .registry = registry,
                   .notifier = notifier,
                   .timer = timer,
                   .nameOf = [&registry](const QString &id) {
                       return u"“%1”"_s.arg(registry.find(id)->name);
                   }})
    {
        settle();
    }
    /// Until what is to be looked at soon has been looked at.
    void settle()
    {
        bool ran = false;
        QTimer::singleShot(0, &notices, [&ran] { ran = true; });
        QVERIFY(QTest::qWaitFor([&] { return ran; }));
    }

    FakeNotifier notifier;
    FakeWakeTimer timer;
    SecretNotices notices;
};

} // namespace

/// Two weeks and three days before a secret ends, each once, whatever is started again meanwhile.
class TestSecretNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<TemporaryProfile>();
        QVERIFY(m_profile->ready);
        m_registry = std::make_unique<CredentialRegistry>(m_profile->profile);
        VERIFY_OK(m_registry->load());
        m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        m_clock.moment = FakeClock().moment;
    }
    void cleanup()
    {
        m_registry.reset();
        m_profile.reset();
    }

    void due_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("told"); // 0: nothing is
        for (const auto &[left, told] :
             {std::pair(200, 0), std::pair(15, 0), std::pair(14, 14), std::pair(4, 14),
              std::pair(3, 3), std::pair(0, 3), std::pair(-30, 3)})
            QTest::addRow("%d days", left) << left << told;
    }
    void due()
    {
        QFETCH(const int, left);
        QTEST(secretNoticeDue(left).value_or(0), "told");
    }

    /// A life of a secret, looked at whenever the timer says.
    void eachOnceAcrossRuns()
    {
        add(u"Catalogue"_s, 20);
        QStringList told;
        auto run = next();
        for (int wake = 0; run->timer.due; ++wake) {
            QVERIFY(wake < 5);
            m_clock.advance(*run->timer.due - m_clock.moment.boot);
            Q_EMIT run->timer.woke();
            Q_EMIT run->timer.woke(); // as when the clock was set
            for (const Notice &notice : run->notifier.told)
                told.append(notice.text);
            run->settle();
            run = next();
            QVERIFY(run->notifier.told.isEmpty()); // the next run does not tell it again
        }
        QCOMPARE(told,
                 (QStringList{u"The secret of “Catalogue” expires in 14 days."_s,
                              u"The secret of “Catalogue” expires in 3 days."_s}));
        m_clock.advance(10 * oneWholeDay);
        QVERIFY(next()->notifier.told.isEmpty());
    }

    void whatWasMissedIsToldOnce()
    {
        add(u"Catalogue"_s, 20);
        QVERIFY(next()->notifier.told.isEmpty());
        m_clock.advance(18 * oneWholeDay); // the computer was off on the fourteenth
        {
            const auto run = next();
            QCOMPARE(run->notifier.told.size(), 1);
            QCOMPARE(run->notifier.told.first().text,
                     u"The secret of “Catalogue” expires in 2 days."_s);
            QVERIFY(!run->timer.due); // nothing runs when nothing is due
        }
        m_clock.advance(3 * oneWholeDay);
        QVERIFY(next()->notifier.told.isEmpty());
    }

    void severalAreToldTogether()
    {
        for (const char *name : {"A", "B", "C", "D", "E", "F", "G"})
            add(QString::fromLatin1(name), 3);
        add(u"Later"_s, 60);
        const auto run = next();
        QCOMPARE(run->notifier.told.size(), 1);
        QCOMPARE(run->notifier.told.first().title, u"7 secrets have expired or are about to"_s);
        QCOMPARE(run->notifier.told.first().text, u"“A”, “B”, “C”, “D”, “E” and 2 more"_s);
    }

    void aNewSecretIsAnother()
    {
        const QString id = add(u"Catalogue"_s, 2);
        const auto run = next();
        QCOMPARE(run->notifier.told.size(), 1);
        CredentialSet rotated = *m_registry->find(id);
        rotated.secretExpires = today().addDays(90);
        VERIFY_OK(await(m_registry->replace(*m_registry->find(id), rotated)));
        run->settle();
        QVERIFY(run->timer.due);
        m_clock.advance(*run->timer.due - m_clock.moment.boot);
        Q_EMIT run->timer.woke();
        QCOMPARE(run->notifier.told.size(), 2);
        QVERIFY(run->notifier.told.last().text.contains(u"in 14 days"));
    }

    void byWhatTheProviderFileSays()
    {
        CredentialSet set = practiceSet(u"Seller"_s);
        set.provider = u"amazon-sp-api"_s;
        set.secretSetAt = m_clock.moment.wall - 170 * oneWholeDay;
        VERIFY_OK(await(m_registry->insert(set)));
        const auto run = next();
        QCOMPARE(run->notifier.told.size(), 1);
        QVERIFY(run->notifier.told.first().text.contains(u"in 10 days"));
    }

    void theButtonShowsTheSet()
    {
        const QString id = add(u"Catalogue"_s, 1);
        const auto run = next();
        QCOMPARE(run->notifier.told.first().action, u"Show"_s);
        const QSignalSpy shown(&run->notices, &SecretNotices::shown);
        Q_EMIT run->notifier.activated(2); // another's
        QCOMPARE(shown.size(), 0);
        Q_EMIT run->notifier.activated(1);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.first().first().toString(), id);
    }

    void whatIsToldShowsInTheList()
    {
        const QString id = add(u"Catalogue"_s, 20);
        const auto run = next();
        const QSignalSpy told(&run->notices, &SecretNotices::told);
        m_clock.advance(7 * oneWholeDay);
        Q_EMIT run->timer.woke();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().first().toStringList(), QStringList(id));
    }

private:
    QDate today() const { return QDateTime::fromMSecsSinceEpoch(m_clock.moment.wall).date(); }
    static CredentialSet practiceSet(const QString &name)
    {
        CredentialSet set;
        set.id = freshIdentifier();
        set.name = name;
        set.provider = u"ebay"_s;
        set.environment = u"sandbox"_s;
        return set;
    }
    QString add(const QString &name, int daysLeft)
    {
        CredentialSet set = practiceSet(name);
        set.secretExpires = today().addDays(daysLeft);
        return await(m_registry->insert(set)) ? set.id : QString();
    }
    std::unique_ptr<SecretNoticeRun> next()
    {
        return std::make_unique<SecretNoticeRun>(m_profile->profile, m_clock, m_catalog,
                                                 *m_registry);
    }

    std::unique_ptr<TemporaryProfile> m_profile;
    std::unique_ptr<CredentialRegistry> m_registry;
    ProviderCatalog m_catalog;
    FakeClock m_clock;
};

WIDGET_TEST_IN_PROGRAM(TestSecretNotices)
#include "tst_secretnotices.moc"
