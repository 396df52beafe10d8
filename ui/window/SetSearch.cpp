// SPDX-License-Identifier: MIT
#include "SetSearch.h"

#include "CountdownModel.h"

namespace Tokenwright {

SetSearch::SetSearch(CountdownModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    // before the base class hears of it and asks for the row
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { m_places.clear(); });
    setSortRole(CountdownModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(&model);
}

void SetSearch::search(const QString &text)
{
    m_text = text;
    m_places.clear();
    invalidate();
}

QModelIndex SetSearch::indexOf(const QString &setId) const
{
    return mapFromSource(m_model.indexOf(setId));
}

bool SetSearch::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (m_text.isEmpty() || m_model.nameText(row).contains(m_text, Qt::CaseInsensitive))
        return true;
    const CredentialSet &set = m_model.setAt(row);
    const std::pair place(set.provider, set.environment);
    auto known = m_places.constFind(place);
    if (known == m_places.cend())
        known = m_places.insert(place,
                                m_model.placeText(row).contains(m_text, Qt::CaseInsensitive));
    return *known;
}

} // namespace Tokenwright

#include "moc_SetSearch.cpp"
