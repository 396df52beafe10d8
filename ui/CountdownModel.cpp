// SPDX-License-Identifier: MIT
#include "CountdownModel.h"

#include "ShownText.h"
#include "oauth/TokenRequest.h"

#include <QFont>

namespace Tokenwright {

CountdownModel::CountdownModel(const Parts &parts, QObject *parent)
    : QAbstractTableModel(parent)
    , m_parts(parts)
{
    const QList<CredentialSet> &sets = parts.registry.sets();
    m_rows.reserve(sets.size());
    for (const CredentialSet &set : sets)
        m_rows.append({.set = set, .fingerprint = {}});

    connect(&parts.registry, &CredentialRegistry::setAdded, this, &CountdownModel::insert);
    connect(&parts.registry, &CredentialRegistry::setChanged, this, &CountdownModel::change);
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &CountdownModel::remove);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, &CountdownModel::announceToken);
    connect(&parts.service, &TokenService::workStarted, this, &CountdownModel::announceToken);
    connect(&parts.service, &TokenService::workFinished, this, &CountdownModel::announceToken);
}

int CountdownModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CountdownModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CountdownModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == TokenColumn || index.column() == ActionColumn
            ? QVariant()
            : toolTipText(written(row, index.column()));
    case Qt::AccessibleTextRole:
        return index.column() == TokenColumn ? QVariant(tokenStatusText(statusOf(row)))
                                             : display(row, index.column());
    case Qt::FontRole:
        if (const Environment *environment = environmentOf(row);
            index.column() == EnvironmentColumn && environment && environment->production) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case SetIdRole:
        return row.set.id;
    case StatusRole:
        return QVariant::fromValue(statusOf(row));
    case ProductionRole: {
        const Environment *environment = environmentOf(row);
        return environment && environment->production;
    }
    case SortRole:
        return sortValue(row, index.column());
    default:
        return {};
    }
}

QVariant CountdownModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ProviderColumn:
        return tr("Provider");
    case EnvironmentColumn:
        return tr("Environment");
    case TokenColumn:
        return tr("Token");
    default:
        return {};
    }
}

/// As it is written, for sorting.
QString CountdownModel::written(const Row &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.set.name;
    case ProviderColumn:
        return providerName(row);
    case EnvironmentColumn:
        return environmentText(row);
    default:
        return {};
    }
}

QVariant CountdownModel::display(const Row &row, int column) const
{
    const QString text = visibleText(written(row, column));
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QVariant CountdownModel::sortValue(const Row &row, int column) const
{
    if (column != TokenColumn)
        return written(row, column);
    const TokenStatus status = statusOf(row);
    return status.isCounting() ? m_parts.ledger.record(row.set.id).lifetime.expires.value_or(0) : 0;
}

QString CountdownModel::providerName(const Row &row) const
{
    const Provider *provider = m_parts.providers.provider(row.set.provider);
    return provider ? provider->name : row.set.provider;
}

const Environment *CountdownModel::environmentOf(const Row &row) const
{
    const Provider *provider = m_parts.providers.provider(row.set.provider);
    return provider ? provider->environment(row.set.environment) : nullptr;
}

/// Production is told apart by its word and its weight, not by colour alone.
QString CountdownModel::environmentText(const Row &row) const
{
    const Environment *environment = environmentOf(row);
    if (!environment)
        return row.set.environment;
    return environment->production ? environment->name.toUpper() : environment->name;
}

TokenStatus CountdownModel::statusOf(const Row &row) const
{
    if (row.fingerprint.isEmpty()) {
        const Provider *provider = m_parts.providers.provider(row.set.provider);
        row.fingerprint = provider ? requestFingerprint(*provider, row.set) : QStringLiteral("-");
    }
    TokenRecord record = m_parts.ledger.record(row.set.id);
    record.hasToken = record.hasToken && !m_parts.service.isOutOfReach(record);
    TokenStatus status = tokenStatus(record, row.fingerprint, m_parts.clock.now());
    if (m_parts.service.isWorking(row.set.id))
        status.state = TokenState::Working;
    else if (m_ready.contains(row.set.id)
             && (status.isCounting() || status.state == TokenState::UnknownLifetime))
        status.state = TokenState::Ready;
    return status;
}

TokenStatus CountdownModel::status(const QString &setId) const
{
    const QModelIndex index = indexOf(setId);
    return index.isValid() ? statusOf(m_rows.at(index.row())) : TokenStatus();
}

QString CountdownModel::nameText(int row) const
{
    return visibleText(m_rows.at(row).set.name);
}

QString CountdownModel::placeText(int row) const
{
    const Row &of = m_rows.at(row);
    return visibleText(providerName(of)) + u'\n' + visibleText(environmentText(of));
}

QModelIndex CountdownModel::indexOf(const QString &setId, int column) const
{
    if (m_rowOfId.size() != m_rows.size()) {
        m_rowOfId.clear();
        for (int row = 0; row < m_rows.size(); ++row)
            m_rowOfId.insert(m_rows.at(row).set.id, row);
    }
    const auto found = m_rowOfId.constFind(setId);
    return found == m_rowOfId.constEnd() ? QModelIndex() : index(*found, column);
}

void CountdownModel::insert(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set || indexOf(setId).isValid())
        return;
    const Row added{.set = *set, .fingerprint = {}}; // before anybody hears of it
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append(added);
    endInsertRows();
}

void CountdownModel::change(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const QModelIndex first = indexOf(setId);
    if (!set || !first.isValid())
        return;
    m_rows[first.row()] = {.set = *set, .fingerprint = {}};
    Q_EMIT dataChanged(first, index(first.row(), ColumnCount - 1));
}

void CountdownModel::remove(const QString &setId)
{
    const QModelIndex found = indexOf(setId);
    if (!found.isValid())
        return;
    beginRemoveRows({}, found.row(), found.row());
    m_rows.removeAt(found.row());
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
    for (Row &row : m_rows)
        row.fingerprint.clear();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
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
