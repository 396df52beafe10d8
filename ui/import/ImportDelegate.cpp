// SPDX-License-Identifier: MIT
#include "ImportDelegate.h"

#include "EnvironmentMark.h"
#include "ImportChoice.h"
#include "ShownText.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

namespace Tokenwright {

namespace {

constexpr int mostLines = 4; ///< Of why something happens; the tool tip has the rest.

const QStyle *styleAt(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QColor inkOf(const QStyleOptionViewItem &option)
{
    return option.palette.color(isSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

QColor toneOf(Tone tone, const QStyleOptionViewItem &option)
{
    return isSelected(option) ? inkOf(option) : toneColor(tone, option.palette);
}

QFont headingFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

int padding(const QFont &font)
{
    return QFontMetrics(font).height() / 3;
}

/// What stands in a cell, mirrored where people write so.
QRect placed(const QStyleOptionViewItem &option, const QRect &rect)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

/// One line of \a text, elided.
void paintLine(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
               const QString &text, const QColor &ink, const QFont &font,
               Qt::TextElideMode elide = Qt::ElideRight)
{
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(placed(option, rect),
                      int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)
                          | Qt::AlignVCenter | Qt::TextSingleLine),
                      QFontMetrics(font).elidedText(text, elide, rect.width()));
}

/// \a text broken into lines of \a width, not more than there is room for; the last one is elided.
QStringList linesOf(const QString &text, const QFont &font, int width)
{
    const QFontMetrics metrics(font);
    if (text.isEmpty() || width <= 0)
        return {};
    if (metrics.horizontalAdvance(text) <= width)
        return {text};
    QStringList lines;
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == mostLines) {
            lines.append(metrics.elidedText(text.sliced(line.textStart()), Qt::ElideRight, width));
            break;
        }
        lines.append(text.sliced(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

/// Where the words of the last column begin, behind the symbol.
QRect wordsRect(const QFont &font, const QRect &cell)
{
    const QFontMetrics metrics(font);
    return cell.adjusted(metrics.averageCharWidth() + metrics.height() * 4 / 3, padding(font),
                         -metrics.averageCharWidth(), -padding(font));
}

/// The first two lines of a row: what all have.
QRect headRect(const QFont &font, const QRect &cell)
{
    QRect head = cell.adjusted(0, padding(font), 0, 0);
    head.setHeight(QFontMetrics(font).height() * 2);
    return head;
}

/// What is before the name: as wide as a box to tick with room around.
int boxWidth(const QStyle *style)
{
    return style->pixelMetric(QStyle::PM_IndicatorWidth)
        + 3 * (style->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1) + 2;
}

QRect nameRectOf(const QStyleOptionViewItem &option)
{
    QRect rect = headRect(option.font, option.rect)
                     .adjusted(boxWidth(styleAt(option)), 0, -option.fontMetrics.averageCharWidth(),
                               0);
    rect.setHeight(option.fontMetrics.height());
    return rect;
}

const ImportRow &rowAt(const QModelIndex &index)
{
    return static_cast<const ImportModel *>(index.model())->row(index.row());
}

ImportVerdict verdictAt(const QModelIndex &what)
{
    return what.data(ImportModel::VerdictRole).value<ImportVerdict>();
}

} // namespace

ImportDelegate::ImportDelegate(ImportChoice &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{ }

int ImportDelegate::choiceHeight(const QModelIndex &what) const
{
    const auto question = what.data(ImportModel::QuestionRole).value<ImportQuestion>();
    if (question.isNone())
        return 0;
    int &height = m_choiceHeights[question.fieldCount()];
    if (height == 0) {
        m_look.ask(question, rowAt(what));
        height = m_look.sizeHint().height() + 2;
    }
    return height;
}

int ImportDelegate::heightOf(const QModelIndex &what, const QFont &font, int width) const
{
    const int line = QFontMetrics(font).height();
    const auto lines = linesOf(verdictAt(what).text, font,
                               wordsRect(font, QRect(0, 0, width, line)).width());
    return std::max(line * 2, line * int(lines.size() + 1) + choiceHeight(what)) + 2 * padding(font)
        + 1;
}

QRect ImportDelegate::choiceRect(const QModelIndex &what, const QFont &font,
                                 const QRect &cell) const
{
    const int height = choiceHeight(what);
    QRect rect = wordsRect(font, cell);
    rect.setTop(rect.bottom() + 1 - height + 2);
    rect.setWidth(std::min(rect.width(), QFontMetrics(font).averageCharWidth() * 50));
    return height > 0 ? rect : QRect();
}

int ImportDelegate::widthOf(const QModelIndex &index, const QFont &font) const
{
    const QFontMetrics metrics(font);
    const int letter = metrics.averageCharWidth();
    const int first = QFontMetrics(headingFont(font)).horizontalAdvance(index.data().toString());
    if (index.column() == ImportModel::Endpoint)
        return std::max(first,
                        metrics.horizontalAdvance(index.data(ImportModel::OriginRole).toString()))
            + 2 * letter;
    const QSize mark = environmentMarkSize(index.data(ImportModel::EnvironmentRole).toString(),
                                           index.data(ImportModel::ProductionRole).toBool(), font);
    const int second = metrics.horizontalAdvance(index.data(ImportModel::ProviderRole).toString()
                                                 + u" · ")
        + mark.width() + letter;
    return boxWidth(QApplication::style()) + std::max(first, second) + 2 * letter;
}

void ImportDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle *style = styleAt(option);
    const QRect cell = option.rect;
    painter->save();
    painter->setClipRect(cell);
    QStyleOptionViewItem ground = option;
    ground.rect.adjust(-1, -1, 1, 1); // beyond the edges that Adwaita smooths
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    painter->restore();
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.state |= QStyle::State_KeyboardFocusChange | QStyle::State_Item;
        focus.backgroundColor = option.palette.color(isSelected(option) ? QPalette::Highlight
                                                                        : QPalette::Base);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->save();
    if (index.column() == ImportModel::Name)
        paintName(painter, option, index);
    else if (index.column() == ImportModel::Endpoint)
        paintEndpoint(painter, option, index);
    else
        paintWhat(painter, option, index);
    painter->setPen(toneOf(Tone::Secondary, option));
    painter->setOpacity(0.25); // only parts one row from the next
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    painter->restore();
}

void ImportDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    if (option.features.testFlag(QStyleOptionViewItem::HasCheckIndicator)) {
        QStyleOptionViewItem box = option;
        box.rect = headRect(option.font, option.rect);
        box.rect = styleAt(option)->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &box,
                                                   option.widget);
        box.state.setFlag(QStyle::State_HasFocus, false);
        box.state.setFlag(option.checkState == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        styleAt(option)->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter,
                                       option.widget);
        if (styleAt(option)->name() == u"fusion") { // whose outline is dark in a dark scheme too
            painter->setPen(toneOf(Tone::Secondary, option));
            painter->drawRect(box.rect.adjusted(0, 0, -1, -1));
        }
    }
    const QRect first = nameRectOf(option);
    const bool isNamed = !index.data(Qt::EditRole).toString().isEmpty();
    paintLine(painter, option, first, index.data().toString(),
              isNamed ? inkOf(option) : toneOf(Tone::Secondary, option),
              isNamed ? headingFont(option.font) : option.font);

    QRect second = first.translated(0, first.height());
    const QString environment = index.data(ImportModel::EnvironmentRole).toString();
    const bool isProduction = index.data(ImportModel::ProductionRole).toBool();
    QString provider = index.data(ImportModel::ProviderRole).toString();
    if (!environment.isEmpty() && !isProduction) {
        provider += u" · " + environmentMarkText(environment, false);
    } else if (isProduction) {
        const int gap = option.fontMetrics.averageCharWidth();
        const QSize mark = environmentMarkSize(environment, true, option.font)
                               .boundedTo(second.size());
        QRect before = second;
        before.setWidth(std::min(option.fontMetrics.horizontalAdvance(provider) + 2,
                                 second.width() - mark.width() - gap));
        paintEnvironmentMark(painter,
                             placed(option, second.adjusted(before.width() + gap, 0, 0, 0)),
                             environment, true, option.font, option.palette, isSelected(option));
        second = before;
    }
    paintLine(painter, option, second, provider, toneOf(Tone::Secondary, option), option.font);
}

void ImportDelegate::paintEndpoint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index)
{
    const int letter = option.fontMetrics.averageCharWidth();
    QRect line = headRect(option.font, option.rect).adjusted(letter / 2, 0, -letter, 0);
    line.setHeight(option.fontMetrics.height());
    const QString host = index.data().toString();
    const QString origin = index.data(ImportModel::OriginRole).toString();
    // the end of a host is whose it is, the end of a place is which it is
    paintLine(painter, option, line, host, inkOf(option), option.font, Qt::ElideLeft);
    if (!host.isEmpty())
        line.translate(0, line.height());
    paintLine(painter, option, line, origin, toneOf(Tone::Secondary, option), option.font,
              Qt::ElideMiddle);
}

void ImportDelegate::paintWhat(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const ImportVerdict verdict = verdictAt(index);
    const QRect words = wordsRect(option.font, option.rect);
    const QStringList lines = linesOf(verdict.text, option.font, words.width());
    const QRect choice = choiceRect(index, option.font, option.rect);
    const int lineHeight = option.fontMetrics.height();
    QRect line = words;
    line.setHeight(lineHeight);
    if (verdict.symbol != Icon::None) {
        QRect symbol(0, 0, lineHeight, lineHeight);
        symbol.moveTopLeft(
            {option.rect.left() + option.fontMetrics.averageCharWidth(), line.top()});
        paintSymbol(painter, placed(option, symbol), verdict.symbol, toneOf(verdict.tone, option));
    }
    paintLine(painter, option, line, verdict.heading, inkOf(option), option.font);
    for (const QString &text : lines) {
        line.translate(0, lineHeight);
        paintLine(painter, option, line, text, toneOf(Tone::Secondary, option), option.font);
    }

    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (choice.isEmpty() || (view && view->currentIndex().row() == index.row()))
        return;
    m_look.ask(index.data(ImportModel::QuestionRole).value<ImportQuestion>(), rowAt(index));
    m_look.setInk(toneOf(Tone::Secondary, option));
    m_look.resize(choice.size());
    const qreal ratio = painter->device()->devicePixelRatio();
    QPixmap fields(choice.size() * ratio);
    fields.setDevicePixelRatio(ratio);
    fields.fill(Qt::transparent);
    m_look.render(&fields, {}, {}, QWidget::DrawChildren);
    painter->drawPixmap(placed(option, choice).topLeft(), fields);
}

/// The box is beside the first two lines, however many there are.
bool ImportDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                 const QStyleOptionViewItem &given, const QModelIndex &index)
{
    QStyleOptionViewItem option = given;
    option.rect = headRect(option.font, option.rect);
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

QWidget *ImportDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    editor->setAccessibleName(tr("Name"));
    return editor;
}

void ImportDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &given,
                                          const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QRect name = nameRectOf(option);
    QRect rect = placed(option, name);
    rect.setHeight(std::max(editor->sizeHint().height(), name.height()));
    rect.moveTop(std::max(option.rect.top(), name.center().y() - rect.height() / 2));
    editor->setGeometry(rect.adjusted(-3, 0, 0, 0));
}

} // namespace Tokenwright

#include "moc_ImportDelegate.cpp"
