// SPDX-License-Identifier: MIT
#include "RequestsPage.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include "RequestLog.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QScopeGuard>
#include <QTreeView>

using namespace Tokenwright;

/// The requests of the selected set.
class TestRequestsPage : public QObject
{
    Q_OBJECT

private:
    QTreeView *list() const { return m_page->findChild<QTreeView *>(); }
    int rows() const { return list()->model()->rowCount(); }
    QString cell(int row, int column) const
    {
        return list()->model()->index(row, column).data().toString();
    }
    bool says(const QString &text) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    }
    QRect placeOf(const QWidget *widget) const
    {
        return {widget->mapTo(m_page.get(), QPoint()), widget->size()};
    }
    QPushButton *copyButton() const { return m_page->findChild<QPushButton *>(); }
    void fail(const QString &id, const QByteArray &requestId)
    {
        m_bench->machine.server.setResponder([requestId](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.status = 401;
            answer.headers.emplaceBack("X-Request-Id", requestId);
            answer.body = R"({"error":"invalid_client","error_description":"<b>no</b>"})";
            return answer;
        });
        QVERIFY(!await(m_bench->program.ask(id, {.force = true})));
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->isReady());
        m_set = m_bench->program.addSet();
        m_page = std::make_unique<RequestsPage>(m_bench->parts);
        m_tester = std::make_unique<QAbstractItemModelTester>(list()->model());
        m_page->resize(900, 300);
        m_page->show();
    }
    void cleanup()
    {
        m_tester.reset();
        m_page.reset();
        m_bench.reset();
    }

    void nothingYet()
    {
        QVERIFY(says(u"No credential set is selected."_s));
        m_page->showSet(m_set);
        QVERIFY(says(u"No request for this credential set is known."_s));
        QVERIFY(!copyButton()->isVisible());
    }

    void theLatestIsFirstAndShown()
    {
        m_page->showSet(m_set);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        QCOMPARE(rows(), 1);
        QCOMPARE(cell(0, RequestsModel::OutcomeColumn), u"minted"_s);
        QCOMPARE(cell(0, RequestsModel::StatusColumn), u"200"_s);
        QCOMPARE(cell(0, RequestsModel::AskedByColumn), u"window"_s);
        fail(m_set, "abc-1");
        QCOMPARE(rows(), 2);
        QCOMPARE(cell(0, RequestsModel::OutcomeColumn), u"rejected: invalid_client"_s);
        QCOMPARE(list()->currentIndex().row(), 0);
        QVERIFY(says(u"<b>no</b>"_s));
        QVERIFY(says(u"X-Request-Id: abc-1"_s));
        QVERIFY(says(u"invalid_client"_s));
        QVERIFY(list()
                    ->model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"rejected: invalid_client, HTTP status 401"));
    }

    void whatWasChosenStays()
    {
        m_page->showSet(m_set);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        VERIFY_OK(await(m_bench->program.ask(m_set, {.force = true})));
        list()->setCurrentIndex(list()->model()->index(1, 0));
        fail(m_set, "abc-2");
        QCOMPARE(rows(), 3);
        QCOMPARE(list()->currentIndex().row(), 2);
        QVERIFY(!says(u"X-Request-Id: abc-2"_s));
    }

    void whatAnotherProgramAsksForIsSeen()
    {
        m_page->showSet(m_set);
        RequestLog another(m_bench->machine.profile.profile);
        LoggedRequest request;
        request.at = m_bench->machine.clock.now().wall;
        request.setId = m_set;
        request.outcome = mintOutcome({});
        request.askedBy = askedByCommandLine;
        another.add(request);
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(cell(0, RequestsModel::AskedByColumn), u"command line"_s);
    }

    void eachSetHasItsOwn()
    {
        const QString other = m_bench->program.addSet(u"Other"_s);
        VERIFY_OK(await(m_bench->program.ask(other)));
        m_page->showSet(m_set);
        QCOMPARE(rows(), 0);
        m_page->showSet(other);
        QCOMPARE(rows(), 1);
        m_page->showSet({});
        QVERIFY(says(u"No credential set is selected."_s));
    }

    void hiddenItReadsNothing()
    {
        m_page->hide();
        m_page->showSet(m_set);
        VERIFY_OK(await(m_bench->program.ask(m_set)));
        QCOMPARE(rows(), 0);
        m_page->show();
        QCOMPARE(rows(), 1);
    }

    void detailsAreCopied()
    {
        m_page->showSet(m_set);
        fail(m_set, "abc-3");
        const QSignalSpy said(m_page.get(), &RequestsPage::said);
        QCOMPARE(copyButton()->text().remove(u'&'), u"Copy details"_s);
        copyButton()->click();
        const QString text = m_bench->desktop.text();
        QCOMPARE(text, requestDetails(*m_bench->program.requestLog.latestOf(m_set)));
        QVERIFY(text.contains(u"X-Request-Id: abc-3"));
        QVERIFY(!text.contains(PracticeTokenServer::ebayClientId()));
        QCOMPARE(said.size(), 1);
        QVERIFY(!m_bench->clipboard.isOurs()); // it is no secret
    }

    void aBrokenLogIsSaid()
    {
        QVERIFY(QDir().mkdir(m_bench->machine.profile.profile.requestLogFile()));
        m_page->showSet(m_set);
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"requests.jsonl");
        }));
    }

    void everythingHasRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << QSize(1000, 220);
        QTest::newRow("narrow") << QSize(380, 420);
    }
    void everythingHasRoom()
    {
        QFETCH(const QSize, size);
        m_page->showSet(m_set);
        fail(m_set, "abc-4");
        m_page->resize(size);
        QTRY_COMPARE(m_page->size(), size);
        QTRY_VERIFY(m_page->rect().contains(placeOf(copyButton())));
        QVERIFY(list()->height() > m_page->fontMetrics().lineSpacing() * 3);
        QVERIFY(!placeOf(list()).intersects(placeOf(copyButton())));
        QVERIFY(copyButton()->visibleRegion() == QRegion(copyButton()->rect()));
    }

    void nothingIsCovered_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 700;
        QTest::newRow("narrow") << 400;
    }

    /// In the lowest of windows, which gives the page less height than it asks for.
    void nothingIsCovered()
    {
        QFETCH(const int, width);
        m_page->showSet(m_set);
        fail(m_set, "abc-4");
        QWidget window;
        window.resize(width, 300);
        m_page->setParent(&window);
        const auto leave = qScopeGuard([this] { m_page->setParent(nullptr); });
        m_page->setGeometry(0, 0, width, m_page->fontMetrics().lineSpacing() * 2);
        m_page->show();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto labels = m_page->findChildren<QLabel *>();
        const auto isCovered = [this](const QLabel *label) {
            return label->isVisible() && placeOf(label).intersects(placeOf(copyButton()));
        };
        QTRY_VERIFY(std::ranges::none_of(labels, isCovered));
        QVERIFY(!placeOf(list()).intersects(placeOf(copyButton())));
        QVERIFY(copyButton()->isVisible());
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<RequestsPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QString m_set;
};

WIDGET_TEST_IN_PROGRAM(TestRequestsPage)
#include "tst_requestspage.moc"
