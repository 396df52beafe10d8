// SPDX-License-Identifier: MIT
#include "FakeShortcutsPortal.h"

#include "Literals.h"
#include "TestProgram.h"

#include "GlobalShortcut.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Tokenwright;

/// A key that the desktop's portal gives, asked for over the bus.
class TestGlobalShortcut : public QObject
{
    Q_OBJECT

private:
    /// A key with all that it tells.
    struct Key
    {
        std::unique_ptr<GlobalShortcut> shortcut = GlobalShortcut::create(
            {.id = u"palette"_s, .description = u"Search"_s, .trigger = u"LOGO+SHIFT+b"_s});
        QSignalSpy bound{shortcut.get(), &GlobalShortcut::bound};
        QSignalSpy refused{shortcut.get(), &GlobalShortcut::refused};
        QSignalSpy unavailable{shortcut.get(), &GlobalShortcut::unavailable};
        QSignalSpy activated{shortcut.get(), &GlobalShortcut::activated};

        QString told() const
        {
            return u"bound %1, refused %2, unavailable %3"_s.arg(bound.size())
                .arg(refused.size())
                .arg(unavailable.size());
        }
    };

private Q_SLOTS:
    void whatTheDesktopAnswers_data()
    {
        using Answers = FakeShortcutsPortal::Answers;
        QTest::addColumn<FakeShortcutsPortal::Answers>("answers");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("trigger");
        const auto row = [](const char *name, const Answers &answers, const char *told,
                            const char *trigger = "") {
            QTest::newRow(name) << answers << QString::fromLatin1(told)
                                << QString::fromLatin1(trigger);
        };
        row("as proposed", {}, "bound 1, refused 0, unavailable 0", "LOGO+SHIFT+b");
        row("another key", {.trigger = u"Ctrl+F12"_s}, "bound 1, refused 0, unavailable 0",
            "Ctrl+F12");
        row("its user cancels", {.toBinding = 1, .trigger = {}},
            "bound 0, refused 1, unavailable 0");
        row("its user takes it out", {.trigger = {}, .isEmptied = true},
            "bound 0, refused 1, unavailable 0");
        row("no session", {.toSession = 2, .trigger = {}}, "bound 0, refused 0, unavailable 1");
        row("no binding", {.toBinding = 2, .trigger = {}}, "bound 0, refused 0, unavailable 1");
    }

    void whatTheDesktopAnswers()
    {
        QFETCH(const FakeShortcutsPortal::Answers, answers);
        QFETCH(const QString, told);
        FakeShortcutsPortal portal(answers);
        QVERIFY(portal.isReady());
        Key key;
        key.shortcut->bind();
        key.shortcut->bind(); // under way already
        QTRY_COMPARE(key.told(), told);
        QCOMPARE(portal.sessionCount(), 1);
        if (!key.bound.isEmpty()) {
            QTEST(key.bound.first().first().toString(), "trigger");
            QCOMPARE(portal.bound(), QStringList{u"palette\nSearch\nLOGO+SHIFT+b"_s});
        } else if (answers.toSession == 0) {
            QTRY_COMPARE(portal.closedSessions().size(), 1);
        }
    }

    void withoutAPortal()
    {
        Key key;
        key.shortcut->bind();
        QTRY_COMPARE(key.unavailable.size(), 1);
    }

    void theKeyTells()
    {
        FakeShortcutsPortal portal({});
        Key key;
        key.shortcut->bind();
        QTRY_COMPARE(key.bound.size(), 1);
        portal.pressElsewhere(u"palette"_s);
        portal.press(u"another"_s, {});
        portal.press(u"palette"_s, u"kwin-42"_s);
        QTRY_COMPARE(key.activated.size(), 1);
        QCOMPARE(key.activated.first().first().toByteArray(), QByteArray("kwin-42"));
        portal.rebind(u"Ctrl+F12"_s);
        QTRY_COMPARE(key.bound.size(), 2);
        QCOMPARE(key.bound.last().first().toString(), u"Ctrl+F12"_s);
        key.shortcut.reset(); // gives it back
        QTRY_COMPARE(portal.closedSessions().size(), 1);
    }

    void aPortalThatEndedIsAskedOnceMore()
    {
        auto portal = std::make_unique<FakeShortcutsPortal>(FakeShortcutsPortal::Answers{});
        Key key;
        key.shortcut->bind();
        QTRY_COMPARE(key.bound.size(), 1);
        portal.reset(); // and nobody comes instead
        QTRY_COMPARE(key.unavailable.size(), 1);
        portal = std::make_unique<FakeShortcutsPortal>(FakeShortcutsPortal::Answers{});
        key.shortcut->bind();
        QTRY_COMPARE(key.bound.size(), 2);
        portal->press(u"palette"_s, {});
        QTRY_COMPARE(key.activated.size(), 1);
    }
};

Q_DECLARE_METATYPE(FakeShortcutsPortal::Answers)

TEST_IN_PROGRAM(TestGlobalShortcut)
#include "tst_globalshortcut.moc"
