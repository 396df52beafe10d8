// SPDX-License-Identifier: MIT
#include "CountdownModel.h"

#include "ShownText.h"
#include "Text.h"

#include <QFont>

namespace Tokenwright {

namespace {

bool isProduction(const ProviderPlace &place)
{
    return place.environment && place.environment->production;
}

/// Production is told apart by its word and its weight, not by colour alone.
QString environmentText(const ProviderPlace &place)
{
    return isProduction(place) ? place.environmentName.toUpper() : place.environmentName;
}

struct ColumnRow
{
    const char *title = nullptr;
    int letters = 0;
    /// What is written in it, as it is sorted; null where a delegate paints.
    QString (*text)(const CredentialSet &, const ProviderPlace &) = nullptr;
};

/// THE table of columns, in the order of CountdownModel::Column.
constexpr ColumnRow columnRows[]{
    {QT_TRANSLATE_NOOP("Tokenwright", "Name"), 0,
     [](const CredentialSet &set, const ProviderPlace &) { return set.name; }},
    {QT_TRANSLATE_NOOP("Tokenwright", "Provider"), 18,
     [](const CredentialSet &, const ProviderPlace &place) { return place.providerName; }},
    {QT_TRANSLATE_NOOP("Tokenwright", "Environment"), 18,
     [](const CredentialSet &, const ProviderPlace &place) { return environmentText(place); }},
    {QT_TRANSLATE_NOOP("Tokenwright", "Token"), 40},
    {},
};
static_assert(std::size(columnRows) == CountdownModel::ColumnCount);

} // namespace

CountdownModel::CountdownModel(const Parts &parts, QObject *parent)
    : QAbstractTableModel(parent)
    , m_parts(parts)
    , m_sets(parts.registry.sets())
{
    connect(&parts.registry, &CredentialRegistry::setAdded, this, &CountdownModel::insert);
    connect(&parts.registry, &CredentialRegistry::setChanged, this, &CountdownModel::change);
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &CountdownModel::remove);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, &CountdownModel::announceToken);
    connect(&parts.service, &TokenService::workStarted, this, &CountdownModel::announceToken);
    connect(&parts.service, &TokenService::workFinished, this, &CountdownModel::announceToken);
}

int CountdownModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sets.size());
}

int CountdownModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CountdownModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CredentialSet &set = m_sets.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(set, index.column());
    case Qt::ToolTipRole:
        return index.column() == TokenColumn || index.column() == ActionColumn
            ? QVariant()
            : toolTipText(written(set, index.column()));
    case Qt::AccessibleTextRole:
        return index.column() == TokenColumn ? QVariant(tokenStatusText(statusOf(set)))
                                             : display(set, index.column());
    case Qt::FontRole:
        if (index.column() == EnvironmentColumn && isProduction(placeOf(set))) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case SetIdRole:
        return set.id;
    case StatusRole:
        return QVariant::fromValue(statusOf(set));
    case ProductionRole:
        return isProduction(placeOf(set));
    case SortRole:
        return sortValue(set, index.column());
    default:
        return {};
    }
}

QVariant CountdownModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnRow &column = columnRows[section];
    if (role == LettersRole)
        return column.letters;
    return role == Qt::DisplayRole && column.title ? Text::tr(column.title) : QVariant();
}

/// As it is written, for sorting.
QString CountdownModel::written(const CredentialSet &set, int column) const
{
    return columnRows[column].text ? columnRows[column].text(set, placeOf(set)) : QString();
}

QVariant CountdownModel::display(const CredentialSet &set, int column) const
{
    const QString text = visibleText(written(set, column));
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QVariant CountdownModel::sortValue(const CredentialSet &set, int column) const
{
    if (column != TokenColumn)
        return written(set, column);
    const TokenStatus status = statusOf(set);
    return status.isCounting() ? m_parts.ledger.record(set.id).lifetime.expires.value_or(0) : 0;
}

ProviderPlace CountdownModel::placeOf(const CredentialSet &set) const
{
    return m_parts.providers.find(set.provider, set.environment);
}

TokenStatus CountdownModel::statusOf(const CredentialSet &set) const
{
    TokenStatus status = tokenStatus(m_parts.service.recordOf(set), m_parts.clock.now());
    if (m_parts.service.isWorking(set.id))
        status.state = TokenState::Working;
    else if (m_ready.contains(set.id)
             && (status.isCounting() || status.state == TokenState::UnknownLifetime))
        status.state = TokenState::Ready;
    return status;
}

TokenStatus CountdownModel::status(const QString &setId) const
{
    const QModelIndex index = indexOf(setId);
    return index.isValid() ? statusOf(m_sets.at(index.row())) : TokenStatus();
}

QString CountdownModel::nameText(int row) const
{
    return visibleText(m_sets.at(row).name);
}

QString CountdownModel::placeText(int row) const
{
    const CredentialSet &of = m_sets.at(row);
    const ProviderPlace place = placeOf(of);
    return visibleText(place.providerName) + u'\n' + visibleText(environmentText(place));
}

QModelIndex CountdownModel::indexOf(const QString &setId, int column) const
{
    if (m_rowOfId.size() != m_sets.size()) {
        m_rowOfId.clear();
        for (int row = 0; row < m_sets.size(); ++row)
            m_rowOfId.insert(m_sets.at(row).id, row);
    }
    const auto found = m_rowOfId.constFind(setId);
    return found == m_rowOfId.constEnd() ? QModelIndex() : index(*found, column);
}

void CountdownModel::insert(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set || indexOf(setId).isValid())
        return;
    const CredentialSet added = *set; // before anybody hears of it
    const int row = int(m_sets.size());
    beginInsertRows({}, row, row);
    m_sets.append(added);
    endInsertRows();
}

void CountdownModel::change(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const QModelIndex first = indexOf(setId);
    if (!set || !first.isValid())
        return;
    m_sets[first.row()] = *set;
    Q_EMIT dataChanged(first, index(first.row(), ColumnCount - 1));
}

void CountdownModel::remove(const QString &setId)
{
    const QModelIndex found = indexOf(setId);
    if (!found.isValid())
        return;
    beginRemoveRows({}, found.row(), found.row());
    m_sets.removeAt(found.row());
    m_rowOfId.clear();
    m_ready.remove(setId);
    endRemoveRows();
}

void CountdownModel::announceToken(const QString &setId)
{
    if (const QModelIndex found = indexOf(setId, TokenColumn); found.isValid())
        Q_EMIT dataChanged(found, index(found.row(), ActionColumn));
}

void CountdownModel::providersChanged()
{
    if (!m_sets.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_sets.size()) - 1, ColumnCount - 1));
}

void CountdownModel::announceTick(const QModelIndex &source)
{
    const QModelIndex token = index(source.row(), TokenColumn);
    Q_EMIT dataChanged(token, token, {StatusRole, Qt::AccessibleTextRole});
}

void CountdownModel::setReady(const QString &setId, bool ready)
{
    if (ready == m_ready.contains(setId))
        return;
    if (ready)
        m_ready.insert(setId);
    else
        m_ready.remove(setId);
    announceToken(setId);
}

} // namespace Tokenwright

#include "moc_CountdownModel.cpp"
