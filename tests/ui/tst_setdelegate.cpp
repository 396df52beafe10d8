// SPDX-License-Identifier: MIT
#include "CredentialTable.h"
#include "ListBench.h"
#include "SetCells.h"
#include "SetSearch.h"
#include "TestProgram.h"
#include "Tones.h"

#include <QApplication>
#include <QHeaderView>
#include <QHoverEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyleFactory>
#include <QTest>

using namespace Tokenwright;

namespace {

struct Scheme
{
    const char *name;
    QColor base;
    QColor alternate;
    QColor text;
    QColor highlight;
    QColor highlighted;
};

const Scheme listSchemes[]{
    {"Fusion, light", Qt::white, QColor(247, 247, 247), Qt::black, QColor(48, 140, 198), Qt::white},
    {"Fusion, dark", QColor(36, 36, 36), QColor(43, 43, 43), Qt::white, QColor(48, 140, 198),
     Qt::white},
    {"Adwaita, light", Qt::white, QColor(250, 250, 250), QColor(46, 52, 54), QColor(53, 132, 228),
     Qt::white},
    {"high contrast", Qt::black, Qt::black, Qt::white, Qt::yellow, Qt::black},
    {"high contrast, light", Qt::white, Qt::white, Qt::black, Qt::black, Qt::white},
};

} // namespace

/// What is seen of a row, from its pixels.
class TestSetDelegate : public QObject
{
    Q_OBJECT

private:
    QRect cell(int row, int column) const
    {
        return m_table->visualRect(m_table->model()->index(row, column));
    }
    /// Moves the pointer over \a row, or away.
    void pointAt(int row)
    {
        const QPointF at = row < 0 ? QPointF(-1, -1)
                                   : QPointF(cell(row, CountdownModel::NameColumn).center());
        QHoverEvent hover(row < 0 ? QEvent::HoverLeave : QEvent::HoverMove, at, at, at);
        QApplication::sendEvent(m_table->viewport(), &hover);
    }
    QImage seen() const { return m_table->viewport()->grab().toImage(); }

    /// The best contrast with \a ground that there is within \a rect: that of whole strokes.
    static double inkContrast(const QImage &image, const QRect &rect, const QColor &ground)
    {
        double best = 1;
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x)
                best = std::max(best, contrastRatio(image.pixelColor(x, y), ground));
        }
        return best;
    }

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(u"Fusion"_s)); }

    void init()
    {
        m_bench = std::make_unique<ListBench>();
        m_bench->giveToken(m_bench->add(u"Expired"_s), 60);
        m_bench->giveToken(m_bench->add(u"Fresh"_s, u"production"_s), 3600);
        m_bench->giveToken(m_bench->add(u"Soon"_s), 2100);
        m_bench->giveToken(m_bench->add(u"Last minute"_s), 1850);
        m_bench->clock.advance(1'800'000); // of each a part is left
        m_bench->fail(m_bench->add(u"Failed"_s));
        m_bench->add(u"None"_s);
        const QString ready = m_bench->add(u"Ready"_s);
        m_bench->giveToken(ready, 3600);
        m_bench->model.setReady(ready, true);
        const QString favourite = m_bench->add(u"Favourite"_s);
        m_bench->change(favourite, [](CredentialSet &set) { set.isFavourite = true; });
        m_search = std::make_unique<SetSearch>(m_bench->model);
        m_table = std::make_unique<CredentialTable>(*m_search);
        QFont font = m_table->font();
        font.setStyleStrategy(QFont::NoAntialias); // the ink itself is measured, not its edges
        m_table->setFont(font);
    }
    void cleanup()
    {
        m_table.reset();
        m_search.reset();
        m_bench.reset();
    }

    /// Whole, wherever there is a bar beside them.
    void wordsAreReadBeforeBars()
    {
        const QFont font = m_table->font();
        const QFontMetrics metrics(font);
        QStandardItemModel model(1, 1);
        const QModelIndex index = model.index(0, 0);
        const QString words = u"noch 11 h 59 min \u2588"_s; // ends with a whole block
        model.setData(index, words);
        TokenStatus status;
        status.state = TokenState::Fresh;
        status.remaining = 3'600'000;
        status.whole = 7'200'000;
        model.setData(index, QVariant::fromValue(status), CountdownModel::StatusRole);
        QImage image(metrics.averageCharWidth() * 40, metrics.height() * 2, QImage::Format_RGB32);
        image.fill(Qt::white);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.font = font;
        option.fontMetrics = metrics;
        option.palette = QPalette(Qt::white);
        option.palette.setColor(QPalette::Highlight, Qt::red);
        QPainter painter(&image);
        paintTokenCell(&painter, option, index);
        painter.end();
        int blocks = 0; // columns that are black from top to bottom of a line
        for (int x = 0; x < image.width(); ++x) {
            int black = 0;
            for (int y = 0; y < image.height(); ++y)
                black += image.pixelColor(x, y) == QColor(Qt::black) ? 1 : 0;
            blocks += black > metrics.ascent() ? 1 : 0;
        }
        QVERIFY2(blocks >= metrics.horizontalAdvance(u'\u2588') - 2,
                 qPrintable(QString::number(blocks)));
    }

    void isReadInEveryScheme_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<bool>("selected");
        QTest::addColumn<bool>("compact");
        for (const Scheme &scheme : listSchemes) {
            QPalette palette(scheme.base);
            palette.setColor(QPalette::Window, scheme.base);
            palette.setColor(QPalette::Base, scheme.base);
            palette.setColor(QPalette::AlternateBase, scheme.alternate);
            palette.setColor(QPalette::Text, scheme.text);
            palette.setColor(QPalette::WindowText, scheme.text);
            palette.setColor(QPalette::Highlight, scheme.highlight);
            palette.setColor(QPalette::HighlightedText, scheme.highlighted);
            QTest::addRow("%s", scheme.name) << palette << false << false;
            QTest::addRow("%s, selected", scheme.name) << palette << true << false;
            QTest::addRow("%s, compact", scheme.name) << palette << false << true;
        }
    }

    void isReadInEveryScheme()
    {
        QFETCH(const QPalette, palette);
        QFETCH(const bool, selected);
        QFETCH(const bool, compact);
        m_table->setPalette(palette);
        m_table->setDensity(compact ? ListDensity::Compact : ListDensity::Comfortable);
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        if (selected)
            m_table->selectAll();
        for (int row = 0; row < m_search->rowCount(); ++row) {
            pointAt(row); // each is read under the pointer as well
            if (row % 2)
                pointAt(-1);
            const QImage image = seen();
            const QString name = m_search->index(row, 0).data().toString();
            for (const int column : {CountdownModel::NameColumn, CountdownModel::EnvironmentColumn,
                                     CountdownModel::TokenColumn, CountdownModel::ActionColumn}) {
                const QRect rect = cell(row, column).adjusted(8, 3, -3, -3); // within frame, stripe
                const QColor ground = image.pixelColor(cell(row, column).right() - 2,
                                                       cell(row, column).center().y());
                const double contrast = inkContrast(image, rect, ground);
                const double least = column == CountdownModel::ActionColumn ? 3 : 4.5;
                QVERIFY2(contrast >= least,
                         qPrintable(u"%1, column %2: %3"_s.arg(name).arg(column).arg(contrast)));
            }
        }
    }

    void barsAreSeenInEveryScheme_data() { isReadInEveryScheme_data(); }

    void barsAreSeenInEveryScheme()
    {
        QFETCH(const QPalette, palette);
        QFETCH(const bool, selected);
        m_table->setPalette(palette);
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        if (selected)
            m_table->selectAll();
        const QImage image = seen();
        int bars = 0;
        for (int row = 0; row < m_search->rowCount(); ++row) {
            const QString name = m_search->index(row, 0).data().toString();
            if (name != u"Fresh" && name != u"Soon" && name != u"Last minute")
                continue;
            ++bars;
            const QRect rect = cell(row, CountdownModel::TokenColumn);
            const QColor ground = image.pixelColor(rect.right() - 2, rect.center().y());
            const QColor filled = image.pixelColor(rect.left() + 7, rect.center().y());
            const QColor rest = image.pixelColor(
                rect.left() + m_table->fontMetrics().averageCharWidth() * 26 - 2,
                rect.center().y());
            QVERIFY2(contrastRatio(filled, ground) >= 3, qPrintable(name));
            QVERIFY2(contrastRatio(filled, rest) >= 3, qPrintable(name));
        }
        QCOMPARE(bars, 3);
    }

    /// A tick where one clicked, and the symbol again.
    void aCopyIsSeenForAMoment()
    {
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        const QRect action = cell(2, CountdownModel::ActionColumn);
        const auto shown = [&] { return seen().copy(action); };
        const QImage before = shown();
        m_table->showCopied(m_search->index(2, 0).data(CountdownModel::SetIdRole).toString());
        QVERIFY(shown() != before);
        QTRY_COMPARE(shown(), before);
    }

    void aRowIsTouchedByThePointer()
    {
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        const QImage before = seen();
        QTest::mouseMove(m_table->viewport(), cell(3, CountdownModel::ActionColumn).center());
        QTRY_VERIFY(seen().copy(cell(3, CountdownModel::ActionColumn))
                    != before.copy(cell(3, CountdownModel::ActionColumn)));
        QTRY_VERIFY(seen().copy(cell(3, CountdownModel::NameColumn))
                    != before.copy(cell(3, CountdownModel::NameColumn)));
        QCOMPARE(seen().copy(cell(2, CountdownModel::NameColumn)),
                 before.copy(cell(2, CountdownModel::NameColumn)));
    }

    /// What is selected is so with and without the focus; where that is, is seen.
    void theFocusIsSeen()
    {
        QWidget window;
        QWidget other(&window);
        other.setFocusPolicy(Qt::StrongFocus);
        m_table->setParent(&window);
        m_table->resize(900, 400);
        window.resize(900, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        m_table->select(m_search->index(1, 0).data(CountdownModel::SetIdRole).toString());
        QVERIFY(m_table->hasFocus());
        const QImage with = seen();
        other.setFocus();
        QVERIFY(seen().copy(cell(1, CountdownModel::TokenColumn))
                != with.copy(cell(1, CountdownModel::TokenColumn)));
        m_table->setParent(nullptr);
    }

    /// Nothing of a row is painted into the next, where it would stay, and there is no gap between
    /// its cells; also where a pixel is not one of the screen's.
    void rowsKeepToThemselves_data()
    {
        QTest::addColumn<QString>("style");
        for (const char *style : {"Fusion", "adwaita", "adwaita-dark"})
            QTest::newRow(style) << QString::fromLatin1(style);
    }

    void rowsKeepToThemselves()
    {
        QFETCH(const QString, style);
        const std::unique_ptr<QStyle> drawn(QStyleFactory::create(style));
        if (!drawn)
            QSKIP("adwaita-qt6 is not installed");
        m_table->setStyle(drawn.get());
        m_table->viewport()->setStyle(drawn.get());
        m_table->verticalHeader()->setDefaultSectionSize(31); // rows begin within pixels
        m_table->resize(901, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        constexpr double scale = 1.5;
        const auto seenAtScale = [&](int selected) {
            m_table->select(
                m_search->index(selected, 0).data(CountdownModel::SetIdRole).toString());
            QImage image(m_table->viewport()->size() * scale, QImage::Format_RGB32);
            image.setDevicePixelRatio(scale);
            image.fill(Qt::white);
            m_table->viewport()->render(&image);
            return image;
        };
        const QImage before = seenAtScale(0);
        const QImage after = seenAtScale(3);
        const auto edge = [&](int at) { return qRound(at * scale); };
        for (const int row : {2, 4}) {
            const int top = edge(cell(row, 0).top());
            const QRect beside(0, top, after.width(), edge(cell(row, 0).bottom() + 1) - top);
            QCOMPARE(after.copy(beside), before.copy(beside));
        }
        const QRect token = cell(3, CountdownModel::TokenColumn);
        const int y = edge(token.top() + 4); // above what is read
        const int x = edge(token.left());
        for (int beside = x - 4; beside < x + 4; ++beside)
            QCOMPARE(after.pixelColor(beside, y), after.pixelColor(x - 4, y));
        m_table.reset(); // before its style goes
    }

private:
    std::unique_ptr<ListBench> m_bench;
    std::unique_ptr<SetSearch> m_search;
    std::unique_ptr<CredentialTable> m_table;
};

WIDGET_TEST_IN_PROGRAM(TestSetDelegate)
#include "tst_setdelegate.moc"
