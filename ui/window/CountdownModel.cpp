// SPDX-License-Identifier: MIT
#include "CountdownModel.h"

#include "EnvironmentMark.h"
#include "ShownText.h"

#include "FailureText.h"
#include "Text.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// What is over sooner is not shown as work: it would only flicker.
constexpr auto workShownAfter = 300ms;

bool isProduction(const ProviderPlace &place)
{
    return place.environment && place.environment->production;
}

struct ColumnRow
{
    const char *title = nullptr;
    int letters = 0;
};

/// THE table of columns, in the order of CountdownModel::Column.
constexpr ColumnRow columnRows[]{
    {QT_TRANSLATE_NOOP("Tokenwright", "Name"), 55}, // most letters are wider than the average
    {QT_TRANSLATE_NOOP("Tokenwright", "Environment"), 17},
    {QT_TRANSLATE_NOOP("Tokenwright", "Token")},
    {},
};
static_assert(std::size(columnRows) == CountdownModel::ColumnCount);

} // namespace

CountdownModel::CountdownModel(const Parts &parts, QObject *parent)
    : QAbstractTableModel(parent)
    , m_parts(parts)
    , m_sets(parts.registry.sets())
    , m_records(std::size_t(m_sets.size()))
{
    connect(&parts.registry, &CredentialRegistry::setAdded, this, &CountdownModel::insert);
    connect(&parts.registry, &CredentialRegistry::setChanged, this, &CountdownModel::change);
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &CountdownModel::remove);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, &CountdownModel::announceToken);
    connect(&parts.service, &TokenService::workStarted, this, &CountdownModel::startWork);
    connect(&parts.service, &TokenService::workFinished, this, &CountdownModel::endWork);
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
    const int row = index.row();
    const CredentialSet &set = m_sets.at(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case NameColumn:
            return role == Qt::DisplayRole ? visibleText(set.name) : sentence(row);
        case EnvironmentColumn: {
            const ProviderPlace place = placeAt(row);
            return environmentMarkText(place.environmentName,
                                       role == Qt::DisplayRole && isProduction(place));
        }
        case TokenColumn:
            return tokenText(row);
        case ActionColumn:
            if (role == Qt::AccessibleTextRole) // not as the button for the current row is named
                return (m_working.contains(set.id) ? tr("Cancel “%1”")
                                                   : tr("Copy bearer header of “%1”"))
                    .arg(visibleText(set.name));
            return {};
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case SetIdRole:
        return set.id;
    case StatusRole:
        return QVariant::fromValue(statusAt(row));
    case ProductionRole:
        return isProduction(placeAt(row));
    case FavouriteRole:
        return set.isFavourite;
    case SecretEndsRole:
        return secretEndsAt(row);
    case BelowRole:
        return belowText(row);
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

ProviderPlace CountdownModel::placeAt(int row) const
{
    const CredentialSet &set = m_sets.at(row);
    return m_parts.providers.find(set.provider, set.environment);
}

const TokenRecord &CountdownModel::recordAt(int row) const
{
    std::unique_ptr<TokenRecord> &record = m_records.at(std::size_t(row));
    if (!record)
        record = std::make_unique<TokenRecord>(m_parts.service.recordOf(m_sets.at(row)));
    return *record;
}

bool CountdownModel::know(const QDeadlineTimer &deadline) const
{
    while (m_known < m_sets.size()) {
        if (deadline.hasExpired())
            return false;
        recordAt(m_known++);
    }
    return true;
}

TokenStatus CountdownModel::restingStatusAt(int row, const Moment &now) const
{
    TokenStatus status = tokenStatus(recordAt(row), now);
    if ((status.isCounting() || status.state == TokenState::UnknownLifetime)
        && m_ready.contains(m_sets.at(row).id))
        status.state = TokenState::Ready;
    status.secretEnds = secretEndsAt(row);
    if (const Provider *provider = status.failure ? placeAt(row).provider : nullptr)
        status.reason = codeMeaning(status.failure->code, *provider);
    return status;
}

TokenStatus CountdownModel::statusAt(int row) const
{
    const Moment now = m_parts.clock.now();
    const QString &id = m_sets.at(row).id;
    const auto work = m_working.contains(id) ? m_parts.service.underWay(id) : std::nullopt;
    if (!work)
        return restingStatusAt(row, now);
    TokenStatus status;
    status.state = TokenState::Working;
    status.secretEnds = secretEndsAt(row);
    status.elapsed = std::max<qint64>(0, now.boot - work->since);
    return status;
}

TokenStatus CountdownModel::status(const QString &setId) const
{
    const QModelIndex index = indexOf(setId);
    return index.isValid() ? statusAt(index.row()) : TokenStatus();
}

qint64 CountdownModel::expiresAt(int row) const
{
    const TokenRecord &record = recordAt(row);
    return record.hasToken ? record.lifetime.expires.value_or(0) : 0;
}

std::pair<int, qint64> CountdownModel::sortKeyAt(int row, int column, const Moment &now) const
{
    switch (column) {
    case TokenColumn:
        return {tokenStatusOrder(restingStatusAt(row, now).state), expiresAt(row)};
    default:
        return {};
    }
}

bool CountdownModel::mayHaveFailed(int row) const
{
    return isKnown(row) ? bool(recordAt(row).lastFailure)
                        : m_parts.ledger.hasFailure(m_sets.at(row).id);
}

QModelIndex CountdownModel::indexOf(const QString &setId, int column) const
{
    // as long as nothing was added and removed, it is where the registry has it
    const qsizetype position = m_parts.registry.positionOf(setId);
    if (position >= 0 && position < m_sets.size() && m_sets.at(position).id == setId)
        return index(int(position), column);
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
    if (set && !indexOf(setId).isValid() && !m_hidden.contains(setId))
        insertAt(int(m_sets.size()), CredentialSet(*set)); // as it was before anybody hears of it
}

void CountdownModel::insertAt(int row, const CredentialSet &set)
{
    const bool isKnownToTheEnd = row == m_sets.size() && m_rowOfId.size() == m_sets.size();
    beginInsertRows({}, row, row);
    m_sets.insert(row, set);
    m_records.insert(m_records.begin() + row, nullptr);
    m_known = std::min(m_known, row);
    if (isKnownToTheEnd)
        m_rowOfId.insert(set.id, row);
    else
        m_rowOfId.clear();
    endInsertRows();
}

void CountdownModel::change(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const QModelIndex first = indexOf(setId);
    if (!set || !first.isValid())
        return;
    m_sets[first.row()] = *set;
    m_records[std::size_t(first.row())].reset();
    m_known = std::min(m_known, first.row());
    Q_EMIT dataChanged(first, index(first.row(), ColumnCount - 1));
}

void CountdownModel::remove(const QString &setId)
{
    m_hidden.remove(setId);
    m_ready.remove(setId);
    takeOut(setId);
}

void CountdownModel::takeOut(const QString &setId)
{
    const QModelIndex found = indexOf(setId);
    if (!found.isValid())
        return;
    const int row = found.row();
    beginRemoveRows({}, row, row);
    m_sets.removeAt(row);
    m_records.erase(m_records.begin() + row);
    m_known = std::min(m_known, row);
    m_rowOfId.clear();
    endRemoveRows();
}

void CountdownModel::setHidden(const QString &setId, bool hidden)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set || hidden == m_hidden.contains(setId))
        return;
    if (hidden) {
        m_hidden.insert(setId);
        takeOut(setId);
        return;
    }
    m_hidden.remove(setId);
    const CredentialSet back(*set);
    int row = 0; // where it was: behind those that the registry has before it
    for (const CredentialSet &other : m_parts.registry.sets()) {
        if (other.id == setId)
            break;
        if (row < m_sets.size() && m_sets.at(row).id == other.id)
            ++row;
    }
    insertAt(row, back);
}

void CountdownModel::startWork(const QString &setId)
{
    QTimer::singleShot(workShownAfter, this, [this, setId] {
        if (!m_parts.service.isWorking(setId))
            return;
        m_working.insert(setId);
        announceToken(setId);
    });
}

void CountdownModel::endWork(const QString &setId)
{
    m_working.remove(setId);
    announceToken(setId);
}

void CountdownModel::announceToken(const QString &setId)
{
    const QModelIndex found = indexOf(setId);
    if (!found.isValid())
        return;
    m_records[std::size_t(found.row())].reset();
    m_known = std::min(m_known, found.row());
    Q_EMIT dataChanged(found.siblingAtColumn(TokenColumn), found.siblingAtColumn(ActionColumn));
}

void CountdownModel::providersChanged()
{
    for (std::unique_ptr<TokenRecord> &record : m_records)
        record.reset();
    m_known = 0;
    if (!m_sets.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_sets.size()) - 1, ColumnCount - 1));
}

void CountdownModel::announceTick(const QModelIndex &source)
{
    const QModelIndex token = index(source.row(), TokenColumn);
    Q_EMIT dataChanged(token, token, {Qt::DisplayRole, StatusRole, Qt::AccessibleTextRole});
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
