// SPDX-License-Identifier: MIT
#include "PaletteModel.h"

#include "CountdownModel.h"
#include "LastUsed.h"
#include "ShownText.h"

#include <algorithm>
#include <tuple>

namespace Tokenwright {

PaletteModel::PaletteModel(CountdownModel &sets, const LastUsed &lastUsed, QObject *parent)
    : QAbstractListModel(parent)
    , m_sets(sets)
    , m_lastUsed(lastUsed)
    , m_search(sets)
{
    arrange();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_sets, signal, this, &PaletteModel::arrange);
    connect(&m_sets, &QAbstractItemModel::modelReset, this, &PaletteModel::arrange);
    connect(&m_search, &QAbstractItemModel::layoutChanged, this, &PaletteModel::takeRows);
    connect(&m_sets, &QAbstractItemModel::dataChanged, this, &PaletteModel::announce);
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = m_rows.at(index.row());
    switch (role) {
    case ProviderRole:
        return visibleText(m_sets.placeAt(row).providerName);
    case EnvironmentRole:
        return visibleText(m_sets.placeAt(row).environmentName);
    default:
        return m_sets.index(row, CountdownModel::NameColumn).data(role);
    }
}

void PaletteModel::search(const QString &text)
{
    m_search.search(text); // takes the rows
}

bool PaletteModel::isEmpty() const
{
    return m_sets.rowCount() == 0;
}

QModelIndex PaletteModel::indexOf(const QString &setId) const
{
    const QModelIndex source = m_sets.indexOf(setId);
    const qsizetype row = source.isValid() ? m_rows.indexOf(source.row()) : -1;
    return row < 0 ? QModelIndex() : index(int(row));
}

void PaletteModel::arrange()
{
    QList<std::tuple<qint64, QString, int>> keys;
    keys.reserve(m_sets.rowCount());
    for (int row = 0; row < m_sets.rowCount(); ++row) {
        const CredentialSet &set = m_sets.setAt(row);
        keys.append({-m_lastUsed.of(set.id), set.name.toCaseFolded(), row});
    }
    std::ranges::sort(keys);
    m_places.resize(keys.size());
    for (qsizetype place = 0; place < keys.size(); ++place)
        m_places[std::get<int>(keys.at(place))] = int(place);
    takeRows();
}

void PaletteModel::takeRows()
{
    beginResetModel();
    m_rows.resize(m_search.rowCount());
    for (int row = 0; row < m_search.rowCount(); ++row)
        m_rows[row] = m_search.mapToSource(m_search.index(row, 0)).row();
    std::ranges::sort(m_rows, {}, [this](int row) { return m_places.value(row); });
    endResetModel();
}

void PaletteModel::announce(const QModelIndex &first, const QModelIndex &last)
{
    const qsizetype shown = m_rows.indexOf(first.row());
    if (first.row() != last.row() && !m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    else if (first.row() == last.row() && shown >= 0)
        Q_EMIT dataChanged(index(int(shown)), index(int(shown)));
}

} // namespace Tokenwright

#include "moc_PaletteModel.cpp"
