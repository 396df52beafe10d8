// SPDX-License-Identifier: MIT
#include "FakeNotificationServer.h"

#include "Literals.h"
#include "TestProgram.h"

#include "Notifier.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Tokenwright;

/// Notices as a desktop's server gets them.
class TestNotifier : public QObject
{
    Q_OBJECT

private:
    void serve(const QStringList &capabilities)
    {
        m_server.reset();
        m_server = std::make_unique<FakeNotificationServer>(capabilities);
        QVERIFY(m_server->isReady());
    }

private Q_SLOTS:
    void init()
    {
        m_fallenBack.clear();
        m_notifier = Notifier::create(
            [this](const Notice &notice) { m_fallenBack.append(notice); });
    }
    void cleanup()
    {
        m_notifier.reset();
        m_server.reset();
    }

    void saysWhatTheServerCanShow_data()
    {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("body");
        const auto add = [](const char *name, const QStringList &capabilities, const char *button,
                            const char *body) {
            QTest::newRow(name) << capabilities << QString::fromLatin1(button)
                                << QString::fromLatin1(body);
        };
        const QString actions = u"actions"_s;
        const QString markup = u"body-markup"_s;
        add("nothing", {}, "", R"(The token of "<b>A & B</b>" (Sandbox))");
        add("buttons", {actions}, "Renew", R"(The token of "<b>A & B</b>" (Sandbox))");
        add("markup", {markup}, "",
            "The token of &quot;&lt;b&gt;A &amp; B&lt;/b&gt;&quot; (Sandbox)");
        add("both", {u"body"_s, actions, markup}, "Renew",
            "The token of &quot;&lt;b&gt;A &amp; B&lt;/b&gt;&quot; (Sandbox)");
    }

    void saysWhatTheServerCanShow()
    {
        QFETCH(QStringList, capabilities);
        serve(capabilities);
        m_notifier->show({.title = u"Title <1>"_s,
                          .text = uR"(The token of "<b>A & B</b>" (Sandbox))"_s,
                          .action = u"Renew"_s});
        QTRY_COMPARE(m_server->shown().size(), 1);
        const auto shown = m_server->shown().constFirst();
        QCOMPARE(shown.title, u"Title <1>"_s); // titles have no markup
        QTEST(shown.body, "body");
        QTEST(FakeNotificationServer::buttonOf(shown), "button");
        QVERIFY(m_fallenBack.isEmpty());
    }

    void theButtonTells()
    {
        serve({u"actions"_s});
        const QSignalSpy activated(m_notifier.get(), &Notifier::activated);
        const QSignalSpy closed(m_notifier.get(), &Notifier::closed);
        const auto first = m_notifier->show(notice("first"));
        const auto second = m_notifier->show(notice("second"));
        QVERIFY(first != second && first != 0);
        QTRY_COMPARE(m_server->shown().size(), 2);
        QVERIFY(pressed("second"));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toULongLong(), second);
        QCOMPARE(closed.first().first().toULongLong(), second);
        // signals about what others show are not ours
        Q_EMIT m_server->ActionInvoked(4711, u"tokenwright-action"_s);
        Q_EMIT m_server->NotificationClosed(4711, 1);
        m_server->dismiss(m_server->shown().constFirst().id);
        QTRY_COMPARE(closed.size(), 2);
        QCOMPARE(activated.size(), 1);
    }

    void oneTakesThePlaceOfAnother()
    {
        serve({});
        const auto first = m_notifier->show(notice("first"));
        QTRY_COMPARE(m_server->shown().size(), 1);
        const uint serverId = m_server->shown().constFirst().id;
        QCOMPARE(m_notifier->show(notice("second"), first), first);
        QTRY_COMPARE(m_server->received().size(), 2);
        QCOMPARE(m_server->received().constLast().replaces, serverId);
        QCOMPARE(m_server->shown().size(), 1);
        // what has gone has no place
        m_server->dismiss(serverId);
        const QSignalSpy closed(m_notifier.get(), &Notifier::closed);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(m_notifier->show(notice("third"), first) != first);
        QTRY_COMPARE(m_server->received().size(), 3);
        QCOMPARE(m_server->received().constLast().replaces, 0U);
    }

    void aQuickSuccessionIsOneNotice()
    {
        serve({});
        Notifier::NoticeId id = 0;
        for (const char *text : {"one", "two", "three", "four"})
            id = m_notifier->show(notice(text), id);
        QTRY_VERIFY(!m_server->shown().isEmpty() && m_server->shown().constFirst().body == u"four");
        QCOMPARE(m_server->shown().size(), 1);
    }

    void isTakenBack()
    {
        serve({});
        const QSignalSpy closed(m_notifier.get(), &Notifier::closed);
        const auto id = m_notifier->show(notice("here"));
        QTRY_COMPARE(m_server->shown().size(), 1);
        m_notifier->withdraw(id);
        QTRY_VERIFY(m_server->shown().isEmpty());
        QCOMPARE(closed.size(), 1);
        m_notifier->withdraw(id); // nothing is left of it
        m_notifier->withdraw(0);
        QCOMPARE(closed.size(), 1);
    }

    void isTakenBackBeforeTheServerAnswered()
    {
        serve({});
        m_notifier->withdraw(m_notifier->show(notice("never")));
        m_notifier->show(notice("stays"));
        QTRY_COMPARE(m_server->shown().size(), 1);
        QCOMPARE(m_server->received().size(), 1); // nobody knew of it yet
        const auto late = m_notifier->show(notice("sent"));
        m_notifier->withdraw(late);
        QTRY_COMPARE(m_server->received().size(), 2);
        QTRY_COMPARE(m_server->shown().size(), 1);
        QCOMPARE(m_server->shown().constFirst().body, u"stays"_s);
    }

    void allAreTakenBack()
    {
        serve({});
        for (const char *text : {"one", "two", "three"})
            m_notifier->show(notice(text));
        QTRY_COMPARE(m_server->shown().size(), 3);
        m_notifier->withdrawAll();
        QTRY_VERIFY(m_server->shown().isEmpty());
        QCOMPARE(m_server->closedByProgram().size(), 3);
    }

    void withoutAServerItIsToldInAnotherWay()
    {
        const QSignalSpy closed(m_notifier.get(), &Notifier::closed);
        m_notifier->show(notice("one"));
        m_notifier->show(notice("two"));
        QTRY_COMPARE(m_fallenBack.size(), 2);
        QCOMPARE(closed.size(), 2);
        QVERIFY(m_fallenBack.contains(notice("one")));
    }

    void anotherServerIsAskedAnew()
    {
        serve({});
        const QSignalSpy closed(m_notifier.get(), &Notifier::closed);
        m_notifier->show(notice("first"));
        QTRY_COMPARE(m_server->shown().size(), 1);
        m_server.reset();
        QTRY_COMPARE(closed.size(), 1); // the old one's notices went with it
        m_notifier->show(notice("nobody"));
        QTRY_COMPARE(m_fallenBack.size(), 1);
        serve({u"actions"_s});
        m_notifier->show(notice("second"));
        QTRY_COMPARE(m_server->shown().size(), 1);
        QCOMPARE(FakeNotificationServer::buttonOf(m_server->shown().constFirst()), u"Renew"_s);
    }

private:
    static Notice notice(const char *text)
    {
        return {.title = u"Title"_s, .text = QString::fromLatin1(text), .action = u"Renew"_s};
    }
    bool pressed(const char *text)
    {
        for (const auto &shown : m_server->shown()) {
            if (shown.body != QLatin1StringView(text))
                continue;
            m_server->press(shown.id);
            return true;
        }
        return false;
    }

    std::unique_ptr<FakeNotificationServer> m_server;
    std::unique_ptr<Notifier> m_notifier;
    QList<Notice> m_fallenBack;
};

TEST_IN_PROGRAM(TestNotifier)
#include "tst_notifier.moc"
