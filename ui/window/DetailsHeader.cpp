// SPDX-License-Identifier: MIT
#include "DetailsHeader.h"

#include "ElidedLabel.h"
#include "EnvironmentMark.h"
#include "FlatButton.h"
#include "Icons.h"
#include "MenuButton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int mostSelectedLetters = 36; ///< Of how many are selected.
constexpr int leastNameLetters = 8; ///< Of which of them is shown, or nothing of it.

QToolButton *newFlatButton(const QString &name, const QIcon &icon, QWidget *parent)
{
    auto *button = new FlatButton(parent);
    button->setIcon(icon);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *newFlatButton(QAction *action, QWidget *parent)
{
    QToolButton *button = newFlatButton(action->text().remove(u'&'), action->icon(), parent);
    const auto follow = [button, action] {
        button->setAccessibleName(action->text().remove(u'&'));
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

DetailsHeader::DetailsHeader(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_selected(new ElidedLabel({}, this))
    , m_name(new ElidedLabel({}, this))
    , m_environment(new EnvironmentMark(this))
    , m_provider(new ElidedLabel(Tone::Secondary, this))
    , m_star(newFlatButton(tr("Favourite"), icon(Icon::Star), this))
{
    QFont font = m_name->font();
    font.setBold(true);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.15);
    m_name->setFont(font);
    m_selected->setFont(font);
    m_selected->setContentsMargins(0, 0, fontMetrics().averageCharWidth() * 2, 0);
    m_selected->hide();
    m_star->setCheckable(true);
    connect(m_star, &QToolButton::clicked, this, [this](bool isFavourite) {
        showStar(!isFavourite); // until it is so
        Q_EMIT favouriteWanted(isFavourite);
    });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    const int gap = fontMetrics().averageCharWidth();
    layout->addWidget(m_selected, 0);
    layout->addWidget(m_name, 0);
    layout->addSpacing(gap);
    layout->addWidget(m_environment);
    layout->addSpacing(gap);
    layout->addWidget(m_provider, 1);
    layout->setSpacing(2);
    layout->addWidget(m_star);
    for (QAction *action : {actions.edit, actions.remove}) {
        if (action)
            layout->addWidget(newFlatButton(action, this));
    }
    if (actions.more)
        layout->addWidget(new MenuButton(tr("More actions"), icon(Icon::More), actions.more, this));
    m_opener = newFlatButton({}, {}, this); // the last also for the Tab key
    connect(m_opener, &QToolButton::clicked, this, [this] { setOpen(!m_isOpen); });
    layout->addWidget(m_opener);
    setOpen(true);
}

void DetailsHeader::showSelected(int selected)
{
    const bool areSeveral = selected > 1;
    m_selected->setVisible(areSeveral);
    if (areSeveral)
        m_selected->showLine(tr("%n credential set(s) selected", nullptr, selected));
    QFont font = m_name->font();
    font.setBold(!areSeveral);
    m_name->setFont(font);
}

void DetailsHeader::showPlace(const Place &place)
{
    m_shown = place.name;
    showSelected(place.selected);
    m_environment->setEnvironment(place.environment, place.isProduction);
    m_environment->show();
    m_provider->showLine(place.selected > 1 ? QString() : place.provider);
    giveRoom();
    m_star->setEnabled(true);
    showStar(place.isFavourite);
}

/// Which of them the panel tells of is said behind how many there are, as far as there is room.
void DetailsHeader::giveRoom()
{
    if (m_selected->isHidden()) {
        m_name->showLine(m_shown);
        m_name->show();
        return;
    }
    m_name->hide();
    m_selected->setMinimumWidth(0);
    const int letter = fontMetrics().averageCharWidth();
    const int room = width() - layout()->minimumSize().width()
        + m_selected->minimumSizeHint().width();
    const int wanted = std::min(
        {m_selected->sizeHint().width(), letter * mostSelectedLetters, room});
    m_selected->setMinimumWidth(std::max(wanted, 0));
    m_name->showLine(tr("shown: %1").arg(m_shown));
    const int left = room - wanted - layout()->spacing();
    if (left < m_name->sizeHint().width())
        m_name->showLine(m_shown);
    m_name->setVisible(left >= std::min(m_name->sizeHint().width(), letter * leastNameLetters));
}

QSize DetailsHeader::minimumSizeHint() const
{
    QSize least = QWidget::minimumSizeHint();
    if (m_selected->isHidden())
        return least;
    least.rwidth() -= std::max(0,
                               m_selected->minimumWidth() - m_selected->minimumSizeHint().width());
    if (!m_name->isHidden()) // it gives way
        least.rwidth() -= m_name->minimumSizeHint().width() + layout()->spacing();
    return least;
}

void DetailsHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    giveRoom();
}

void DetailsHeader::showNothing(const QString &words)
{
    m_shown = words;
    showSelected(0);
    giveRoom();
    m_environment->hide();
    m_provider->showLine({});
    m_star->setEnabled(false);
    showStar(false);
}

void DetailsHeader::showStar(bool isFavourite)
{
    m_star->setChecked(isFavourite);
    m_star->setIcon(icon(isFavourite ? Icon::Starred : Icon::Star));
    m_star->setToolTip(isFavourite ? tr("Take it from the favourites")
                                   : tr("Put it among the favourites"));
}

void DetailsHeader::setOpen(bool open)
{
    const bool isNews = open != m_isOpen;
    m_isOpen = open;
    m_opener->setArrowType(open ? Qt::DownArrow : Qt::UpArrow);
    const QString words = open ? tr("Hide details") : tr("Show details");
    m_opener->setAccessibleName(words);
    m_opener->setToolTip(words);
    if (isNews)
        Q_EMIT openChanged(open);
}

} // namespace Tokenwright

#include "moc_DetailsHeader.cpp"
