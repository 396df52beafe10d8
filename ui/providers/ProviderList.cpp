// SPDX-License-Identifier: MIT
#include "ProviderList.h"

#include "ShownText.h"

#include "Sentences.h"
#include "Text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Tokenwright {

QString usedByText(int uses)
{
    return uses == 0 ? QString() : Text::tr("used by %n set(s)", nullptr, uses);
}

ProviderList::ProviderList(const ProviderCatalog &catalog, QObject *parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
    , m_problems(int(catalog.problems().size()))
    , m_providers(int(catalog.providers().size()))
{ }

void ProviderList::reload()
{
    beginResetModel();
    m_problems = int(m_catalog.problems().size());
    m_providers = int(m_catalog.providers().size());
    endResetModel();
}

void ProviderList::setUses(const QHash<QString, int> &uses)
{
    if (m_uses == uses)
        return;
    m_uses = uses;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const ProviderProblem *ProviderList::problem(int row) const
{
    return row >= 0 && row < m_problems ? &m_catalog.problems().at(row) : nullptr;
}

const Provider &ProviderList::provider(int row) const
{
    return m_catalog.providers().at(row - m_problems);
}

int ProviderList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_problems + m_providers;
}

QString ProviderList::facts(int row) const
{
    if (const ProviderProblem *skipped = problem(row))
        return tr("skipped: %1").arg(skipped->reason);
    QStringList environments;
    for (const ProviderEnvironment &environment : provider(row).environments)
        environments.append(environment.name);
    return tr("%1 · %2").arg(provider(row).id, listText(environments));
}

int ProviderList::uses(int row) const
{
    return problem(row) ? 0 : m_uses.value(provider(row).id);
}

QVariant ProviderList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const ProviderProblem *skipped = problem(row);
    const QString name = skipped ? QFileInfo(skipped->file).fileName() : provider(row).name;
    const bool isOwn = !skipped && !m_catalog.sourceOf(provider(row).id).shipped;
    QStringList all{name, facts(row)};
    if (isOwn)
        all.append(tr("yours"));
    if (uses(row) > 0)
        all.append(usedByText(uses(row)));
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(name);
    case Qt::AccessibleTextRole:
        return visibleText(listText(all));
    case Qt::ToolTipRole:
        return skipped ? toolTipText(
                   tr("%1: %2").arg(QDir::toNativeSeparators(skipped->file), skipped->reason))
                       : QVariant();
    case IdRole:
        return skipped ? QString() : provider(row).id;
    case FactsRole:
        return visibleText(facts(row));
    case UsesRole:
        return uses(row);
    case OwnRole:
        return isOwn;
    case WordsRole: {
        if (skipped)
            return all.join(u' ');
        all.append(provider(row).portalUrl.toString());
        for (const ProviderEnvironment &environment : provider(row).environments)
            all.append(environment.id + u' ' + environment.tokenUrl);
        return all.join(u' ');
    }
    default:
        return {};
    }
}

void ProviderFilter::filter(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ProviderFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString all
        = sourceModel()->index(row, 0, parent).data(ProviderList::WordsRole).toString();
    return std::ranges::all_of(
        m_words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace Tokenwright

#include "moc_ProviderList.cpp"
