// SPDX-License-Identifier: MIT
#include "ImportModel.h"

#include "Origin.h"
#include "ShownText.h"

#include "EnteredText.h"
#include "FailureText.h"
#include "ImportSource.h"
#include "Redaction.h"
#include "Sentences.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int mostLetters = 2000; ///< Of one text of a row: all that is not carried over is in it.

QString shownCell(const QString &text)
{
    return text.isEmpty() ? QString() : Redaction({}).text(text, mostLetters);
}

} // namespace

ImportModel::ImportModel(const ProviderCatalog &providers, QObject *parent)
    : QAbstractTableModel(parent)
    , m_providers(providers)
{ }

/// What an entry is known by when its file is read again.
QString ImportModel::entryOf(const ImportRow &plan)
{
    return QStringList{plan.file, plan.place, plan.key}.join(QChar(u'\0'));
}

/// Where the entries are the same, nothing is built anew: who works in the list stays where he is.
void ImportModel::setRows(const QList<ImportRow> &rows)
{
    const bool areSame = std::ranges::equal(rows, m_rows, {}, &ImportModel::entryOf,
                                            [](const Row &row) { return entryOf(row.plan); });
    if (!areSame)
        beginResetModel();
    QHash<QString, Row> before;
    for (const Row &row : std::as_const(m_rows))
        before.insert(entryOf(row.plan), row);
    m_rows.clear();
    for (const ImportRow &plan : rows) {
        Row row{.plan = plan, .words = shownCell(plan.text)};
        if (const auto same = before.constFind(entryOf(plan)); same != before.constEnd()) {
            row.isChosen = same->isChosen;
            row.question = same->question;
        }
        if (plan.state == ImportRow::State::NeedsMapping) {
            row.question.environment = true;
            row.question.provider = row.question.provider
                || !m_providers.provider(plan.set.provider);
        }
        row.question.variables = plan.openVariables;
        row.question.pair = row.question.pair || plan.lacksPair;
        m_rows.append(row);
    }
    if (areSame)
        rowsChanged();
    else
        endResetModel();
}

void ImportModel::rowsChanged()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

/// Whether it is a pair of which somebody may say whose it is.
bool ImportModel::mayBeAsked(const Row &row) const
{
    return !row.plan.key.isEmpty() && !m_isRunning;
}

/// Whether it cannot be added before somebody says whose it is.
bool ImportModel::isWaiting(const Row &row) const
{
    return row.plan.asksForAnswer() && !row.outcome;
}

void ImportModel::askForProvider(int place)
{
    if (!mayBeAsked(m_rows.at(place)))
        return;
    m_rows[place].question.provider = true;
    m_rows[place].question.environment = true;
    Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
}

void ImportModel::setAllChosen(bool areChosen)
{
    if (m_isRunning)
        return;
    for (Row &row : m_rows) {
        if (row.plan.isImportable())
            row.isChosen = areChosen;
    }
    rowsChanged();
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
        m_rows[i].question = {};
    }
    rowsChanged();
}

void ImportModel::setOutcome(qsizetype place, const ImportOutcome &outcome)
{
    const int row = m_running.at(place);
    m_rows[row].outcome = outcome;
    if (!outcome.isAdded())
        m_rows[row].words = shownCell(failureText(outcome.error, nullptr));
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

QString ImportModel::origin(const Row &row) const
{
    return tr("%1, %2").arg(QFileInfo(row.plan.file).fileName(), row.plan.place);
}

ImportVerdict ImportModel::verdict(const Row &row) const
{
    using State = ImportRow::State;
    const ImportRow &plan = row.plan;
    if (row.outcome && row.outcome->isAdded())
        return {.symbol = Icon::Check, .tone = Tone::Good, .heading = tr("Added")};
    if (row.outcome)
        return {.symbol = Icon::Error,
                .tone = Tone::Bad,
                .heading = tr("Not added"),
                .text = row.words};
    const bool isUnsaid = plan.asksForAnswer() && m_isRunning;
    if ((plan.isImportable() && !row.isChosen) || isUnsaid)
        return {.symbol = Icon::None, .heading = tr("Left out"), .text = row.words};
    switch (plan.state) {
    case State::New:
        return {.symbol = Icon::Add,
                .tone = Tone::Good,
                .heading = plan.lacksPair ? tr("Will be added without its credentials")
                                          : tr("Will be added"),
                .text = row.words};
    case State::Renamed:
        return {.symbol = Icon::Add,
                .tone = Tone::Good,
                .heading = tr("Will be added under another name"),
                .text = row.words};
    case State::Exists:
        return {.symbol = plan.hasOtherSecret ? Icon::Warning : Icon::Information,
                .tone = plan.hasOtherSecret ? Tone::Caution : Tone::Secondary,
                .heading = tr("Is there already"),
                .text = row.words};
    case State::NeedsMapping:
        // in the list the question stands beside what it asks for
        return {.symbol = Icon::Warning,
                .tone = Tone::Caution,
                .heading = row.question.provider ? tr("Whose credentials are these?")
                                                 : tr("For which environment?")};
    case State::NeedsVariable:
        return {.symbol = Icon::Warning,
                .tone = Tone::Caution,
                .heading = tr("Where is its token had?"),
                .text = row.words};
    case State::Skipped:
        break;
    }
    return {.symbol = Icon::Error,
            .tone = Tone::Secondary,
            .heading = tr("Cannot be imported"),
            .text = row.words};
}

QString ImportModel::text(const Row &row, int column) const
{
    switch (column) {
    case Name: // what has none is known by where it is
        return row.plan.set.name.isEmpty() ? origin(row) : row.plan.set.name;
    case Endpoint:
        return shownHost(QUrl(row.plan.endpoint));
    case What: {
        const ImportVerdict said = verdict(row);
        return said.text.isEmpty() ? said.heading : tr("%1. %2").arg(said.heading, said.text);
    }
    default:
        return {};
    }
}

/// The whole row, for who hears it.
QString ImportModel::sentence(const Row &row) const
{
    const ProviderPlace place = m_providers.find(row.plan.set.provider, row.plan.set.environment);
    QStringList parts{text(row, Name)};
    if (place.provider)
        parts.append(place.providerName);
    if (place.environment)
        parts.append(place.environmentName);
    if (const QString host = text(row, Endpoint); !host.isEmpty())
        parts.append(tr("secret goes to %1").arg(host));
    if (!row.plan.set.name.isEmpty())
        parts.append(tr("from %1").arg(origin(row)));
    return tr("%1: %2").arg(listText(parts), text(row, What));
}

QString ImportModel::hint(const Row &row, int column) const
{
    const ImportRow &plan = row.plan;
    if (column == What)
        return isWaiting(row) ? row.words : text(row, What);
    QStringList lines;
    if (!plan.endpoint.isEmpty())
        lines.append(tr("The secret goes to %1").arg(plan.endpoint));
    if (!plan.pair.clientId.isEmpty())
        lines.append(tr("Client ID: %1").arg(plan.pair.clientId));
    if (!plan.set.scopes.isEmpty())
        lines.append(tr("Scopes: %1").arg(plan.set.scopes.join(u' ')));
    lines.append(tr("From %1, %2").arg(QDir::toNativeSeparators(plan.file), plan.place));
    return lines.join(u'\n');
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const CredentialSet &set = row.plan.set;
    const int column = index.column();
    const auto place = [&] { return m_providers.find(set.provider, set.environment); };
    switch (role) {
    case Qt::CheckStateRole:
        if (column != Name || !(row.plan.isImportable() || isWaiting(row)))
            return {};
        return row.isChosen && row.plan.isImportable() ? Qt::Checked : Qt::Unchecked;
    case Qt::EditRole:
        return column == Name ? set.name : QVariant();
    case Qt::DisplayRole:
        return shownCell(text(row, column));
    case Qt::AccessibleTextRole:
        return shownCell(column == Name ? sentence(row) : text(row, column));
    case Qt::AccessibleDescriptionRole:
    case Qt::ToolTipRole:
        return toolTipText(hint(row, column));
    case ProviderRole:
        return place().provider ? visibleText(place().providerName) : QString();
    case EnvironmentRole:
        return place().environment ? place().environmentName : QString();
    case ProductionRole:
        return place().environment && place().environment->production;
    case OriginRole:
        return set.name.isEmpty() ? QString() : shownCell(tr("from %1").arg(origin(row)));
    case VerdictRole:
        return QVariant::fromValue(verdict(row));
    case QuestionRole:
        return QVariant::fromValue(row.question);
    default:
        return {};
    }
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Name || m_isRunning)
        return false;
    Row &row = m_rows[index.row()];
    if (role == Qt::CheckStateRole && row.plan.isImportable()) {
        row.isChosen = value.value<Qt::CheckState>() == Qt::Checked;
        Q_EMIT dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
        return true;
    }
    const QString name = cleanedName(value.toString());
    if (role != Qt::EditRole || name.isEmpty() || name == row.plan.set.name)
        return false;
    Q_EMIT renamed(row.plan.key, name);
    return true;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Endpoint:
        return tr("Secret goes to");
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
    const Row &row = m_rows.at(index.row());
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (index.column() != Name || m_isRunning)
        return flags;
    if (row.plan.isImportable())
        flags |= Qt::ItemIsUserCheckable;
    if (row.plan.isImportable() || isWaiting(row))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace Tokenwright

#include "moc_ImportModel.cpp"
