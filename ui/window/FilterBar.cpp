// SPDX-License-Identifier: MIT
#include "FilterBar.h"

#include "FlatButton.h"
#include "Icons.h"

#include "Text.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QStyleOptionToolButton>
#include <QToolButton>

namespace Tokenwright {

namespace {

/// In the order of SetFilter.
constexpr const char *filterNames[] = {
    QT_TRANSLATE_NOOP("Tokenwright", "All"), QT_TRANSLATE_NOOP("Tokenwright", "Favourites"),
    QT_TRANSLATE_NOOP("Tokenwright", "Production"), QT_TRANSLATE_NOOP("Tokenwright", "Sandbox"),
    QT_TRANSLATE_NOOP("Tokenwright", "Needs attention")};
static_assert(std::size(filterNames) == std::tuple_size_v<SetCounts>);

QString filterText(std::size_t filter, int count, bool withNumbers)
{
    const QString name = Text::tr(filterNames[filter]);
    return withNumbers ? FilterBar::tr("%1 %L2").arg(name).arg(count) : name;
}

} // namespace

FilterBar::FilterBar(SetSearch &sets, QWidget *parent)
    : QWidget(parent)
    , m_sets(sets)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->setSpacing(2);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // minimumSizeHint() knows better
    auto *group = new QButtonGroup(this);
    for (const char *name : filterNames) {
        auto *button = new FlatButton(this);
        button->setAccessibleName(Text::tr(name));
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
        group->addButton(button, int(m_buttons.size()));
        m_buttons.append(button);
    }
    layout->addStretch();
    m_buttons.at(int(SetFilter::Favourites))->setIcon(icon(Icon::Starred));
    m_buttons.at(int(sets.filter()))->setChecked(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(group, &QButtonGroup::idToggled, this, [this](int filter, bool isOn) {
        if (isOn)
            m_sets.setFilter(SetFilter(filter));
    });
    connect(&sets, &SetSearch::countsChanged, this, &FilterBar::showTexts);
    showTexts();
}

void FilterBar::choose(SetFilter filter)
{
    m_buttons.at(int(filter))->setChecked(true);
}

/// What all buttons take; asked of the style, so that nothing has to be shown for it.
int FilterBar::widthOf(bool withNumbers) const
{
    const QMargins margins = layout()->contentsMargins();
    int width = margins.left() + margins.right() + layout()->spacing() * int(m_buttons.size() - 1);
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        const QToolButton *button = m_buttons.at(i);
        QStyleOptionToolButton option;
        option.initFrom(button);
        const QString text = filterText(std::size_t(i), m_sets.counts()[std::size_t(i)],
                                        withNumbers);
        QSize content = fontMetrics().size(Qt::TextShowMnemonic, text);
        content.rwidth() += fontMetrics().horizontalAdvance(u' ') * 2;
        if (!button->icon().isNull())
            content.rwidth() += button->iconSize().width() + 4;
        width += style()->sizeFromContents(QStyle::CT_ToolButton, &option, content, button).width();
    }
    return width;
}

QSize FilterBar::sizeHint() const
{
    return {widthOf(true), layout()->sizeHint().height()};
}

QSize FilterBar::minimumSizeHint() const
{
    return {widthOf(false), layout()->minimumSize().height()};
}

void FilterBar::showTexts()
{
    const bool withNumbers = width() >= widthOf(true);
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons.at(i)->setText(
            filterText(std::size_t(i), m_sets.counts()[std::size_t(i)], withNumbers));
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTexts();
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        showTexts();
}

} // namespace Tokenwright

#include "moc_FilterBar.cpp"
