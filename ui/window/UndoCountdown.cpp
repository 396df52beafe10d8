// SPDX-License-Identifier: MIT
#include "UndoCountdown.h"

#include "ActionButton.h"
#include "CountdownBar.h"
#include "Removals.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace std::chrono_literals;

namespace Tokenwright {

UndoCountdown::UndoCountdown(const Removals &removals, QAction *undo, QWidget *parent)
    : QWidget(parent)
    , m_removals(removals)
    , m_bar(new CountdownBar(this))
    , m_seconds(new QLabel(this))
{
    m_seconds->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 s").arg(88)));
    m_seconds->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, fontMetrics().averageCharWidth(), 0);
    layout->setSpacing(fontMetrics().averageCharWidth());
    layout->addWidget(m_bar);
    layout->addWidget(m_seconds);
    layout->addWidget(new ActionButton(undo, this));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &UndoCountdown::refresh);
    connect(&removals, &Removals::hidden, this, &UndoCountdown::refresh);
    connect(&removals, &Removals::settled, this, &UndoCountdown::refresh);
    refresh();
}

void UndoCountdown::setRoomy(bool isRoomy)
{
    m_bar->setVisible(isRoomy);
}

void UndoCountdown::refresh()
{
    const int left = m_removals.secondsLeft();
    m_bar->showLeft(left, int(Removals::grace.count()));
    m_seconds->setText(tr("%1 s").arg(left));
    setVisible(left > 0);
    if (left > 0 && !m_second.isActive())
        m_second.start();
    else if (left == 0)
        m_second.stop();
}

} // namespace Tokenwright

#include "moc_UndoCountdown.cpp"
