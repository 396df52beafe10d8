// SPDX-License-Identifier: MIT
#include "FailureBlock.h"
#include "FakeClock.h"
#include "TestProgram.h"

#include "Provider.h"

#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Tokenwright;

/// A failure as a block: whose fault, what to do, what was answered.
class TestFailureBlock : public QObject
{
    Q_OBJECT

private:
    QStringList buttons() const
    {
        QStringList names;
        const auto all = m_block->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : all) {
            if (button->isVisible())
                names.append(button->text());
        }
        return names;
    }
    bool says(const QString &text) const
    {
        const auto labels = m_block->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    }
    void show(const Error &error) { m_block->showFailure(error, &m_provider, false); }

private Q_SLOTS:
    void init()
    {
        m_provider.name = u"Pitney Bowes"_s;
        m_provider.errors.help.insert(u"invalid_client"_s, u"Check the API key and secret."_s);
        m_block = std::make_unique<FailureBlock>(m_clock);
        m_block->resize(600, 200);
    }

    void whoseFaultAndWhatToDo()
    {
        QVERIFY(!m_block->isVisibleTo(nullptr));
        show({.kind = ErrorKind::Rejected,
              .httpStatus = 401,
              .code = u"invalid_client"_s,
              .message = u"client authentication failed"_s});
        QVERIFY(says(u"Pitney Bowes rejected the credentials"_s));
        QVERIFY(says(u"HTTP 401 invalid_client"_s));
        QVERIFY(says(u"Check the API key and secret."_s));
        QVERIFY(says(u"client authentication failed"_s));
        QCOMPARE(m_block->accessibleName(), u"Pitney Bowes rejected the credentials"_s);
        QCOMPARE(m_block->accessibleDescription(), u"Check the API key and secret."_s);
        QVERIFY(m_block->focusPolicy() & Qt::TabFocus);
        m_block->showNothing();
        QVERIFY(!m_block->isVisible());
    }

    void buttonsFitTheKind_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *name, ErrorKind kind, const QStringList &names) {
            QTest::newRow(name) << int(kind) << names;
        };
        const QString edit = u"Edit credential set"_s;
        const QString again = u"Try again"_s;
        const QString details = u"Copy details"_s;
        row("rejected", ErrorKind::Rejected, {edit, again, details});
        row("later", ErrorKind::TryLater, {again, details});
        row("no connection", ErrorKind::Network, {again, details});
        row("no host", ErrorKind::HostNotFound, {edit, again, details});
        row("locked", ErrorKind::KeychainLocked, {u"Unlock"_s});
        row("no keychain", ErrorKind::KeychainUnavailable, {again});
        row("no secret", ErrorKind::SecretMissing, {edit});
        row("moved", ErrorKind::EndpointMoved, {u"Confirm the new endpoint…"_s, edit});
        row("the API moved", ErrorKind::ApiMoved, {u"Confirm the new endpoint…"_s, edit});
        row("a file", ErrorKind::Storage, {again});
    }
    void buttonsFitTheKind()
    {
        QFETCH(const int, kind);
        QFETCH(const QStringList, names);
        show({.kind = ErrorKind(kind)});
        QStringList shown = buttons();
        QStringList wanted = names;
        shown.sort();
        wanted.sort();
        QCOMPARE(shown, wanted);
    }

    /// What is likely to help comes first, and above what there may be no room for.
    void whereButtonsAre()
    {
        const auto button = [this](const QString &text) {
            const auto all = m_block->findChildren<QPushButton *>();
            return *std::ranges::find(all, text, &QPushButton::text);
        };
        const auto comesFirst = [&] {
            m_block->layout()->activate();
            return button(u"Try again"_s)->x() < button(u"Edit credential set"_s)->x()
                ? u"Try again"_s
                : u"Edit credential set"_s;
        };
        show({.kind = ErrorKind::HostNotFound, .message = u"id.example.com"_s});
        QCOMPARE(comesFirst(), u"Try again"_s);
        QVERIFY(says(u"The server id.example.com was not found"_s));
        show({.kind = ErrorKind::Rejected, .httpStatus = 401, .code = u"invalid_client"_s});
        QCOMPARE(comesFirst(), u"Edit credential set"_s);
        const auto labels = m_block->findChildren<QLabel *>();
        const QLabel *advice = *std::ranges::find(labels, u"Check the API key and secret."_s,
                                                  &QLabel::text);
        QVERIFY(button(u"Try again"_s)->y() < advice->y());
    }

    void whatWasAnsweredIsBehindAButton()
    {
        const QString page = u"<html><head><title>502 Bad &amp; Gateway</title></head>"
                             "<body>\n<h1>Oh no</h1></body></html>"_s;
        show({.kind = ErrorKind::TryLater, .httpStatus = 502, .message = page});
        QVERIFY(says(u"A web page came instead of an answer: “502 Bad & Gateway”"_s));
        auto *answer = m_block->findChild<QPlainTextEdit *>();
        QVERIFY(!answer->isVisible() && answer->isReadOnly());
        QSignalSpy opened(m_block.get(), &FailureBlock::answerOpened);
        auto *opener = m_block->findChild<QToolButton *>();
        QCOMPARE(opener->text(), u"What it answered"_s);
        opener->click();
        QVERIFY(answer->isVisible() && m_block->isAnswerOpen());
        QCOMPARE(answer->toPlainText(), page);
        QCOMPARE(opened.size(), 1);
        show({.kind = ErrorKind::TryLater, .httpStatus = 502, .message = page});
        QVERIFY(answer->isVisible()); // the same again, as at each tick
        show({.kind = ErrorKind::Network, .message = u"Connection refused"_s});
        QVERIFY(!answer->isVisible());
        QCOMPARE(opener->text(), u"Details"_s);
        QVERIFY(!opener->isVisible()); // the line says it whole
        show({.kind = ErrorKind::Network, .message = u"Connection refused\nby the proxy"_s});
        QVERIFY(opener->isVisible());
        show({.kind = ErrorKind::Network, .message = u"Connection refused by "_s.repeated(20)});
        QVERIFY(opener->isVisible()); // there is no room for it
    }

    void aTimeToWait()
    {
        const qint64 now = m_clock.now().wall;
        const QString clock = QLocale().toString(QDateTime::fromMSecsSinceEpoch(now + 3'600'000),
                                                 u"HH:mm"_s);
        show({.kind = ErrorKind::TryLater, .httpStatus = 429, .retryAt = now + 3'600'000});
        QVERIFY(m_block->accessibleDescription().startsWith(u"Try again in 1 h ("));
        QVERIFY(m_block->accessibleDescription().contains(clock));
        m_clock.advance(3'540'000);
        show({.kind = ErrorKind::TryLater, .httpStatus = 429, .retryAt = now + 3'600'000});
        QVERIFY(m_block->accessibleDescription().startsWith(u"Try again in 1 min ("));
        m_clock.advance(60'000);
        show({.kind = ErrorKind::TryLater, .httpStatus = 429, .retryAt = now + 3'600'000});
        QVERIFY(m_block->accessibleDescription().startsWith(u"Try again now"));
    }

    void nothingIsTriedTwiceAtATime()
    {
        show({.kind = ErrorKind::Network});
        const auto tryAgain = [this] {
            const auto all = m_block->findChildren<QPushButton *>();
            return *std::ranges::find(all, u"Try again"_s, &QPushButton::text);
        };
        m_block->setWorking(true);
        QVERIFY(!tryAgain()->isEnabled());
        m_block->setWorking(false);
        QVERIFY(tryAgain()->isEnabled());
    }

    /// A line ends behind a hyphen, but not behind one that a word begins with.
    void wordsAreNotParted()
    {
        m_provider.errors.help.insert(u"invalid_grant"_s,
                                      u"IDs hold -SBX-, see well-known --help."_s);
        show({.kind = ErrorKind::Rejected, .httpStatus = 400, .code = u"invalid_grant"_s});
        QVERIFY(says(u"IDs hold -\u2060SBX-, see well-known --\u2060help."_s));
    }

    /// What they say is not to be read as markup, nor to hide anything.
    void whatOthersWrote()
    {
        show({.kind = ErrorKind::Rejected,
              .httpStatus = 400,
              .code = {},
              .message = u"A<b>b</b>\u202e\u0007"_s});
        QVERIFY(says(u"A<b>b</b>\\u202E\\u0007"_s));
        QCOMPARE(m_block->findChild<QPlainTextEdit *>()->toPlainText(),
                 u"A<b>b</b>\\u202E\\u0007"_s);
    }

    void theKeyboardIsSeen()
    {
        show({.kind = ErrorKind::Network});
        QVERIFY(QTest::qWaitForWindowActive(m_block.get()));
        m_block->findChild<QPushButton *>()->clearFocus();
        m_block->clearFocus();
        const QImage without = m_block->grab().toImage();
        m_block->setFocus();
        QVERIFY(m_block->hasFocus());
        QVERIFY(m_block->grab().toImage().pixelColor(m_block->width() / 2, 1)
                != without.pixelColor(m_block->width() / 2, 1));
    }

private:
    FakeClock m_clock;
    Provider m_provider;
    std::unique_ptr<FailureBlock> m_block;
};

WIDGET_TEST_IN_PROGRAM(TestFailureBlock)
#include "tst_failureblock.moc"
