// SPDX-License-Identifier: MIT
#include "LifetimeLine.h"

#include "ElidedLabel.h"
#include "LifetimeBar.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

LifetimeLine::LifetimeLine(QWidget *parent)
    : QWidget(parent)
    , m_words(new ElidedLabel({}, this))
{
    m_words->setAccessibleDescription(tr("Token")); // its name is its text
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(fontMetrics().height() + 4);
}

void LifetimeLine::showStatus(const TokenStatus &status, const QString &words)
{
    m_status = status;
    m_words->showLine(words);
    const bool isBad = status.state == TokenState::Failed || status.state == TokenState::Expired
        || status.state == TokenState::LastMinute;
    const bool isQuiet = status.state == TokenState::None;
    m_words->setTone(isBad         ? std::optional(Tone::Bad)
                         : isQuiet ? std::optional(Tone::Secondary)
                                   : std::nullopt);
    update();
}

/// A third of the line, but no more than is needed to tell lengths apart.
QRect LifetimeLine::barRect() const
{
    const int letter = fontMetrics().averageCharWidth();
    const int barHeight = std::max(6, fontMetrics().height() / 2);
    return {0, (height() - barHeight) / 2, std::min(width() / 3, letter * 36), barHeight};
}

void LifetimeLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLifetimeBar(
        &painter, QStyle::visualRect(layoutDirection(), rect(), barRect()), m_status,
        {.palette = palette(), .role = QPalette::Window, .direction = layoutDirection()});
}

void LifetimeLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QRect rest = rect().adjusted(barRect().width() + fontMetrics().averageCharWidth() * 2, 0,
                                       0, 0);
    m_words->setGeometry(QStyle::visualRect(layoutDirection(), rect(), rest));
}

} // namespace Tokenwright

#include "moc_LifetimeLine.cpp"
