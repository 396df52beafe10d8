// SPDX-License-Identifier: MIT
#include "ElidedLabel.h"
#include "StatusLine.h"
#include "Symbol.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPushButton>

using namespace Tokenwright;
using namespace std::chrono_literals;

/// What came of what was done: seen, announced, and gone after a while.
class TestStatusLine : public QObject
{
    Q_OBJECT

private:
    ElidedLabel *sentence() const { return m_line->findChild<ElidedLabel *>(); }
    QPushButton *clearNow() const { return m_line->findChild<QPushButton *>(); }
    Icon symbol() const { return m_line->findChild<Symbol *>()->symbol(); }
    QString secondsShown() const
    {
        const auto labels = m_line->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label != sentence() && label->isVisible())
                return label->text();
        }
        return {};
    }
    bool put(int seconds)
    {
        return m_bench->clipboard.put(Secret::fromText(u"not a real secret"_s), seconds);
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<CopyBench>();
        m_line = std::make_unique<StatusLine>(m_bench->clipboard);
        m_line->resize(700, 30);
        m_line->show();
        QVERIFY(QTest::qWaitForWindowActive(m_line.get()));
    }
    void cleanup()
    {
        m_line.reset();
        m_bench.reset();
    }

    void outcomes_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("icon");
        QTest::newRow("news") << int(StatusLine::Outcome::News) << int(Icon::Information);
        QTest::newRow("success") << int(StatusLine::Outcome::Success) << int(Icon::Check);
        QTest::newRow("failure") << int(StatusLine::Outcome::Failure) << int(Icon::Warning);
    }
    void outcomes()
    {
        QFETCH(const int, outcome);
        QFETCH(const int, icon);
        m_line->say(u"So it is."_s, StatusLine::Outcome(outcome), u"Do this."_s);
        QCOMPARE(sentence()->text(), u"So it is."_s);
        QCOMPARE(int(symbol()), icon);
        // what of it reaches a screen reader, tst_whatfails hears on the accessibility bus
        const QAccessibleInterface *told = QAccessible::queryAccessibleInterface(sentence());
        QCOMPARE(told->role(), QAccessible::StaticText);
        QCOMPARE(told->text(QAccessible::Name), u"So it is. Do this."_s);
    }

    void aMessageGoesAFailureStays()
    {
        m_line->say(u"Done."_s, StatusLine::Outcome::Success);
        QVERIFY(StatusLine::timeToRead(u"Done."_s) <= 10s);
        QVERIFY(StatusLine::timeToRead(QString(300, u'x')) >= 20s);
        QTRY_COMPARE_WITH_TIMEOUT(sentence()->text(), QString(), 12'000);
        QCOMPARE(int(symbol()), int(Icon::None));
        m_line->say(u"Failed."_s, StatusLine::Outcome::Failure);
        m_line->begin();
        QCOMPARE(sentence()->text(), QString());
        m_line->say(u"Minted."_s, StatusLine::Outcome::Success);
        m_line->begin(); // what was said of something else may be read to the end
        QCOMPARE(sentence()->text(), u"Minted."_s);
    }

    /// However long the sentence, until when the clipboard holds the secret is to be seen.
    void aSentenceNeverHidesTheCountdown()
    {
        QVERIFY(!clearNow()->isVisible());
        m_line->say(u"Before."_s);
        const int widthBefore = sentence()->width();
        QVERIFY(put(30));
        QCOMPARE(secondsShown(), u"30 s"_s);
        QVERIFY(clearNow()->isVisible());
        QCOMPARE(sentence()->width(), widthBefore); // its place was kept
        const QString lengthy = u"A very long sentence. "_s.repeated(20).trimmed();
        m_line->say(lengthy, StatusLine::Outcome::Failure);
        QVERIFY(sentence()->isElided());
        QCOMPARE(sentence()->toolTip(), lengthy);
        QCOMPARE(secondsShown(), u"30 s"_s);
        QVERIFY(clearNow()->mapTo(m_line.get(), QPoint(clearNow()->width(), 0)).x()
                <= m_line->width());
        QVERIFY(m_line->minimumSizeHint().width() < 400);
        clearNow()->click();
        QCOMPARE(sentence()->text(), u"The clipboard was cleared."_s);
        QVERIFY(!clearNow()->isVisible());
        m_line->say(u"Short."_s);
        QCOMPARE(sentence()->toolTip(), QString());
    }

    /// What the seconds are of is said where there is room for it.
    void theCountdownSpeaksWhereThereIsRoom()
    {
        const int least = m_line->minimumSizeHint().width();
        QVERIFY(put(30));
        QCOMPARE(secondsShown(), u"30 s"_s);
        m_line->resize(1000, 30);
        QTRY_COMPARE(secondsShown(), u"The clipboard is cleared in 30 s."_s);
        QVERIFY2(m_line->minimumSizeHint().width() < 1000, "it can be made narrow again");
        m_line->resize(700, 30);
        QTRY_COMPARE(secondsShown(), u"30 s"_s);
        QVERIFY(m_line->minimumSizeHint().width() <= std::max(least, 400));
    }

    void whatStaysUntilQuitCanBeCleared()
    {
        QVERIFY(put(0));
        QVERIFY(clearNow()->isVisible());
        QCOMPARE(secondsShown(), QString());
    }

    void theCountdownIsTold()
    {
        QVERIFY(put(30));
        const auto labels = m_line->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->accessibleName() == u"The clipboard is cleared in 30 s.";
        }));
    }

private:
    std::unique_ptr<CopyBench> m_bench;
    std::unique_ptr<StatusLine> m_line;
};

WIDGET_TEST_IN_PROGRAM(TestStatusLine)
#include "tst_statusline.moc"
