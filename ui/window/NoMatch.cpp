// SPDX-License-Identifier: MIT
#include "NoMatch.h"

#include "Icons.h"
#include "ShownText.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

/// What is said where a filter alone leaves nothing.
QString emptyFilterText(SetFilter filter)
{
    switch (filter) {
    case SetFilter::Favourites:
        return NoMatch::tr("There are no favourites yet.");
    case SetFilter::Production:
        return NoMatch::tr("No credential set is for production.");
    case SetFilter::Sandbox:
        return NoMatch::tr("No credential set is for a sandbox.");
    case SetFilter::NeedsAttention:
        return NoMatch::tr("Nothing needs attention.");
    case SetFilter::All:
        break;
    }
    return {};
}

} // namespace

NoMatch::NoMatch(const SetSearch &sets, QWidget *parent)
    : QWidget(parent)
    , m_sets(sets)
    , m_text(new QLabel(this))
    , m_clear(new QPushButton(this))
{
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setForegroundRole(QPalette::Text);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(m_text);
    layout->addWidget(m_clear, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_clear, &QPushButton::clicked, this, &NoMatch::clearRequested);
    hide();
}

void NoMatch::explain()
{
    const QString text = m_sets.text().simplified();
    QString hint;
    switch (SetQuery::unknownIn(text)) {
    case SetQuery::Unknown::Is:
        hint = tr("After “is:” can stand: %1.").arg(SetQuery::isWords().join(u", "));
        break;
    case SetQuery::Unknown::Environment:
        hint = tr("After “env:” can stand: %1, or the name of an environment.")
                   .arg(u"production, sandbox"_s);
        break;
    case SetQuery::Unknown::Nothing:
        break;
    }
    const bool isFiltered = m_sets.filter() != SetFilter::All;
    const QString why = text.isEmpty() ? emptyFilterText(m_sets.filter())
        : isFiltered ? tr("No credential set under this filter matches “%1”.").arg(text)
                     : tr("No credential set matches “%1”.").arg(text);
    showText(m_text, hint.isEmpty() ? why : why + u'\n' + hint);
    m_clear->setText(text.isEmpty() ? tr("Show all") : tr("Clear search"));
    m_clear->setAccessibleName(m_clear->text());
}

} // namespace Tokenwright

#include "moc_NoMatch.cpp"
