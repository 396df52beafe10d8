// SPDX-License-Identifier: MIT
#include "FactGrid.h"

#include "ShownText.h"
#include "ToneLabel.h"

#include <QGridLayout>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

/// Of a line that two columns fit into.
constexpr int lettersOfTwoColumns = 100;

} // namespace

FactGrid::FactGrid(QWidget *parent)
    : QWidget(parent)
    , m_sides(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    const int letter = fontMetrics().averageCharWidth();
    m_sides->setContentsMargins({});
    m_sides->setSpacing(letter / 2 + 1);
    for (QGridLayout *&grid : m_grids) {
        grid = new QGridLayout;
        grid->setHorizontalSpacing(letter * 2);
        grid->setVerticalSpacing(letter / 2 + 1);
        grid->setColumnStretch(1, 1);
        m_sides->addLayout(grid, 1);
        m_sides->setAlignment(grid, Qt::AlignTop);
    }
    m_sides->addStretch();
}

QLabel *FactGrid::addFact(const QString &title, Side side)
{
    QGridLayout *grid = m_grids.at(std::size_t(side));
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    // a click brings the keyboard, so that Ctrl+C copies what is selected here
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    auto *label = new ToneLabel(Tone::Secondary, this);
    label->setText(title);
    label->setBuddy(value);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    m_titles.append(label);
    m_widest = std::max(m_widest, label->sizeHint().width());
    layTitlesOut();
    showFact(value, {});
    return value;
}

void FactGrid::addHeading(const QString &text)
{
    auto *heading = new QLabel(text, this);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setContentsMargins(0, fontMetrics().lineSpacing() / 2, 0, 0);
    QGridLayout *grid = m_grids.front();
    grid->addWidget(heading, grid->rowCount(), 0, 1, 2);
}

void FactGrid::addControl(QWidget *control, Side side)
{
    QGridLayout *grid = m_grids.at(std::size_t(side));
    grid->addWidget(control, grid->rowCount(), 1, Qt::AlignLeft);
}

void FactGrid::showFact(QLabel *fact, const QString &text)
{
    showText(fact, text);
    fact->setVisible(!text.isEmpty());
    const auto labels = fact->parentWidget()->findChildren<ToneLabel *>();
    for (ToneLabel *label : labels) {
        if (label->buddy() == fact)
            label->setVisible(!text.isEmpty());
    }
}

bool FactGrid::isInTwo() const
{
    return m_grids.back()->count() > 0
        && width() >= fontMetrics().averageCharWidth() * lettersOfTwoColumns;
}

/// Long titles in large letters leave room for what they are the titles of.
void FactGrid::layTitlesOut()
{
    const int mostWide = width() / (isInTwo() ? 2 : 1) * 2 / 5;
    for (QLabel *title : std::as_const(m_titles)) {
        const bool isTooWide = title->fontMetrics().horizontalAdvance(title->text()) > mostWide;
        title->setWordWrap(isTooWide);
        title->setMinimumWidth(isTooWide ? mostWide : 0);
        title->setMaximumWidth(isTooWide ? mostWide : QWIDGETSIZE_MAX);
    }
    // values stand below each other also where there is one column
    for (QGridLayout *grid : m_grids)
        grid->setColumnMinimumWidth(0,
                                    m_grids.back()->count() > 0 ? std::min(m_widest, mostWide) : 0);
}

void FactGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layTitlesOut();
    const int letter = fontMetrics().averageCharWidth();
    const bool inTwo = isInTwo();
    m_sides->setDirection(inTwo ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_sides->setSpacing(inTwo ? letter * 4 : letter / 2 + 1);
    for (const int side : {0, 1})
        m_sides->setStretch(side, inTwo ? 1 : 0);
    m_sides->setStretch(2, inTwo ? 0 : 1);
}

} // namespace Tokenwright

#include "moc_FactGrid.cpp"
