// SPDX-License-Identifier: MIT
#include "ImportModel.h"

#include "ShownText.h"

#include "FailureText.h"
#include "ImportSource.h"
#include "Redaction.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

ImportModel::ImportModel(const ProviderCatalog &providers, QObject *parent)
    : QAbstractTableModel(parent)
    , m_providers(providers)
{ }

bool ImportModel::isSameEntry(const ImportRow &one, const ImportRow &other)
{
    return one.file == other.file && one.place == other.place && one.key == other.key;
}

void ImportModel::setRows(const QList<ImportRow> &rows)
{
    beginResetModel();
    const QList<Row> before = std::exchange(m_rows, {});
    for (const ImportRow &plan : rows) {
        Row row{.plan = plan};
        const auto same = std::ranges::find_if(
            before, [&](const Row &known) { return isSameEntry(known.plan, plan); });
        if (same != before.end()) {
            row.isChosen = same->isChosen;
            row.givenName = same->givenName;
        }
        if (!row.givenName.isEmpty())
            row.plan.set.name = row.givenName;
        m_rows.append(row);
    }
    endResetModel();
}

QList<ImportRow> ImportModel::chosen() const
{
    QList<ImportRow> rows;
    for (const Row &row : m_rows) {
        if (row.plan.isImportable() && row.isChosen)
            rows.append(row.plan);
    }
    return rows;
}

void ImportModel::begin()
{
    m_isRunning = true;
    m_running.clear();
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).plan.isImportable() && m_rows.at(i).isChosen)
            m_running.append(i);
        const QString clientId = m_rows.at(i).plan.pair.clientId;
        m_rows[i].plan.pair = {};
        m_rows[i].plan.pair.clientId = clientId;
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

void ImportModel::setOutcome(qsizetype place, const ImportOutcome &outcome)
{
    const int row = m_running.at(place);
    m_rows[row].outcome = outcome.isAdded() ? tr("added") : failureText(outcome.error, nullptr);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::text(const Row &row, int column) const
{
    const CredentialSet &set = row.plan.set;
    const ProviderPlace place = m_providers.find(set.provider, set.environment);
    switch (column) {
    case Name:
        return set.name;
    case ProviderName:
        return place.provider ? place.providerName : QString();
    case EnvironmentName:
        return place.environment ? place.environmentName : QString();
    case ClientId:
        return shortenedClientId(row.plan.pair.clientId);
    case Endpoint:
        return QUrl(row.plan.endpoint).host();
    case Origin:
        return tr("%1, %2").arg(QFileInfo(row.plan.file).fileName(), row.plan.place);
    case What:
        if (!row.outcome.isEmpty())
            return row.outcome;
        return row.plan.text.isEmpty()
            ? importStateName(row.plan.state)
            : tr("%1. %2").arg(importStateName(row.plan.state), row.plan.text);
    default:
        return {};
    }
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const int column = index.column();
    if (role == Qt::CheckStateRole && column == Name && row.plan.isImportable())
        return row.isChosen ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::EditRole && column == Name)
        return row.plan.set.name;
    if (role == Qt::DisplayRole)
        return Redaction({}).text(text(row, column));
    if (role == Qt::ToolTipRole && column == What)
        return toolTipText(text(row, What));
    if (role == Qt::ToolTipRole && column == Endpoint)
        return toolTipText(row.plan.endpoint);
    if (role == Qt::ToolTipRole && column == Origin)
        return toolTipText(tr("%1, %2").arg(row.plan.file, row.plan.place));
    return {};
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Name)
        return false;
    Row &row = m_rows[index.row()];
    if (role == Qt::CheckStateRole) {
        row.isChosen = value.value<Qt::CheckState>() == Qt::Checked;
    } else if (role == Qt::EditRole && !value.toString().trimmed().isEmpty()) {
        row.plan.set.name = row.givenName = value.toString().trimmed();
    } else {
        return false;
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case ProviderName:
        return tr("Provider");
    case EnvironmentName:
        return tr("Environment");
    case ClientId:
        return tr("Client ID");
    case Endpoint:
        return tr("Secret goes to");
    case Origin:
        return tr("From");
    case What:
        return tr("What happens");
    default:
        return {};
    }
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const ImportRow &plan = m_rows.at(index.row()).plan;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    // what is out of the question is shown greyed, what only needs to be told whose it is, is not
    if (plan.state != ImportRow::State::Skipped && plan.state != ImportRow::State::Exists)
        flags |= Qt::ItemIsEnabled;
    if (index.column() == Name && plan.isImportable() && !m_isRunning)
        flags |= Qt::ItemIsUserCheckable | Qt::ItemIsEditable;
    return flags;
}

} // namespace Tokenwright

#include "moc_ImportModel.cpp"
