// SPDX-License-Identifier: MIT
#include "CredentialRegistry.h"

#include "JsonFields.h"
#include "JsonRows.h"
#include "Text.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int knownSchema = 1;
constexpr qsizetype usualRow = 240; // bytes
const QString setsField = u"credentialSets"_s;

bool sameName(const CredentialSet &set, const QString &name, const QString &environment)
{
    return set.environment == environment && nameKey(set.name) == nameKey(name);
}

qsizetype indexOfId(const QJsonArray &rows, const QString &id)
{
    const auto found = std::ranges::find_if(
        rows, [&](const QJsonValue &row) { return row.toObject().value(u"id").toString() == id; });
    return found == rows.end() ? -1 : found - rows.begin();
}

/// The name rule, checked against what the file holds at the moment of the change.
Result<void> mayBeNamed(const QJsonArray &rows, const CredentialSet &set)
{
    if (set.name.isEmpty())
        return misconfigured(CredentialRegistry::tr("A credential set needs a name."));
    const bool isTaken = std::ranges::any_of(rows, [&](const QJsonValue &row) {
        const auto other = CredentialSet::fromJson(row.toObject());
        return other && other->id != set.id && sameName(*other, set.name, set.environment);
    });
    if (!isTaken)
        return {};
    return misconfigured(
        CredentialRegistry::tr("There is a credential set named “%1” in this environment already.")
            .arg(set.name));
}

/// Whether the file is of a shape that this version may rewrite without losing anything.
Result<void> understood(const QJsonObject &json)
{
    const QJsonValue rows = json.value(setsField);
    if (isOfSchema(json, knownSchema) && (rows.isArray() || rows.isUndefined()))
        return {};
    return failure(
        ErrorKind::Storage,
        Text::tr("The list of credential sets (credential-sets.json) was written by another "
                 "version of this program. It was left as it is."));
}

/// A sentence about a \a row that is no credential set because of \a error.
QString unreadableRow(const QJsonObject &row, const Error &error)
{
    const QString name = row.value(u"name").toString();
    return CredentialRegistry::tr("A row of credential-sets.json cannot be read and is left as it "
                                  "is%1. %2")
        .arg(name.isEmpty() ? QString() : CredentialRegistry::tr(": “%1”").arg(name),
             error.message);
}

} // namespace

/// What a file holds: the rows that are sets, and where the others stand.
struct CredentialRegistry::Content
{
    QList<CredentialSet> sets{};
    QHash<QString, qsizetype> indexOfId{};
    QList<qsizetype> others{};

    static Content of(const QJsonObject &json)
    {
        const QJsonArray rows = json.value(setsField).toArray();
        Content content;
        content.sets.reserve(rows.size());
        content.indexOfId.reserve(rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            auto set = CredentialSet::fromJson(rows.at(i).toObject());
            if (!set || content.indexOfId.contains(set->id)) {
                content.others.append(i);
                continue;
            }
            content.indexOfId.insert(set->id, content.sets.size());
            content.sets.append(std::move(*set));
        }
        return content;
    }

    /// Of a whole file; nothing where there is anything to be told of it.
    static std::any of(QByteArray file)
    {
        Content content;
        content.sets.reserve(file.size() / usualRow);
        content.indexOfId.reserve(file.size() / usualRow);
        const bool isRead = CredentialSet::readRows(
            std::move(file), {.field = setsField, .areNamed = false, .schema = knownSchema},
            [&content](CredentialSet &&set) {
                if (content.indexOfId.contains(set.id))
                    return false;
                content.indexOfId.insert(set.id, content.sets.size());
                content.sets.append(std::move(set));
                return true;
            });
        return isRead ? std::any(std::move(content)) : std::any();
    }
};

CredentialRegistry::CredentialRegistry(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_file(profile.credentialSetsFile(), profile.lockFile(u"credential-sets.lock"_s))
    , m_ledgerFile(profile.ledgerFile())
{
    connect(&m_file, &JsonFile::changed, this, &CredentialRegistry::refresh);
    connect(&m_file, &JsonFile::settled, this, &CredentialRegistry::settled);
}

JsonFile::Ahead CredentialRegistry::readAhead(const Profile &profile)
{
    return JsonFile::readAhead(
        profile.credentialSetsFile(),
        [](QByteArray bytes) { return Content::of(std::move(bytes)); },
        [](const QJsonObject &json) { return std::any(Content::of(json)); });
}

Result<void> CredentialRegistry::load(Watching watching, const JsonFile::Ahead &ahead)
{
    if (watching == Watching::Yes)
        m_file.watch();
    if (const std::any content = m_file.readWhole(ahead); content.has_value()) {
        m_lastReading = {};
        adopt({}, std::any_cast<Content>(content));
        return {};
    }
    const auto json = m_file.read(ahead);
    m_lastReading = json ? understood(*json) : Result<void>(failure(json.error()));
    if (!m_lastReading)
        return m_lastReading;
    adopt(*json,
          m_file.isFrom(ahead) ? std::any_cast<Content>(ahead.get().prepared) : Content::of(*json));
    return m_file.isAbsent() ? stillThere() : Result<void>();
}

/// Without the file: whether this is a fresh profile, as far as the ledger can tell. Another
/// program may be replacing the file just now, and a list that only seems to be empty helps nobody.
Result<void> CredentialRegistry::stillThere() const
{
    const auto ledger = JsonFile(m_ledgerFile, {}).read();
    if (!ledger || ledger->value(u"tokens").toObject().isEmpty())
        return {};
    return failure(
        ErrorKind::Storage,
        tr("%1 is gone, although %2 knows tokens of its credential sets. Put it back; to "
           "begin anew without it, remove the other file as well.")
            .arg(QDir::toNativeSeparators(m_file.path()), QDir::toNativeSeparators(m_ledgerFile)));
}

Result<void> CredentialRegistry::refresh()
{
    const auto json = m_file.readIfChanged();
    if (!json)
        return m_lastReading;
    const auto fine = *json ? understood(**json) : Result<void>(failure(json->error()));
    m_lastReading = fine;
    if (fine) {
        adopt(**json, Content::of(**json));
        Q_EMIT readable();
    } else {
        Q_EMIT unreadable(fine.error());
    }
    return fine;
}

void CredentialRegistry::adopt(const QJsonObject &json, Content content)
{
    m_problems.clear();
    for (const qsizetype position : std::as_const(content.others)) {
        const QJsonObject row = json.value(setsField)[position].toObject();
        const auto set = CredentialSet::fromJson(row); // the language may be known only now
        m_problems.append(unreadableRow(
            row, set ? Error{.message = tr("Another has the same “id”.")} : set.error()));
    }

    const QList<CredentialSet> before = std::exchange(m_sets, std::move(content.sets));
    const QHash<QString, qsizetype> indexBefore = std::exchange(m_indexOfId,
                                                                std::move(content.indexOfId));
    for (const CredentialSet &old : before) {
        if (!m_indexOfId.contains(old.id))
            Q_EMIT setRemoved(old.id);
    }
    const QList<CredentialSet> now = m_sets; // a receiver may bring the next change
    for (const CredentialSet &set : now) {
        const qsizetype position = indexBefore.value(set.id, -1);
        if (position < 0)
            Q_EMIT setAdded(set.id);
        else if (before.at(position) != set)
            Q_EMIT setChanged(set.id);
    }
}

const CredentialSet *CredentialRegistry::find(const QString &id) const
{
    const auto position = m_indexOfId.constFind(id);
    return position == m_indexOfId.constEnd() ? nullptr : &m_sets.at(*position);
}

QFuture<Result<void>> CredentialRegistry::insert(CredentialSet set)
{
    set.name = set.name.trimmed();
    return m_file.update([set](QJsonObject &json) -> Result<void> {
        if (auto fine = understood(json); !fine)
            return fine;
        QJsonArray rows = json.value(setsField).toArray();
        if (auto fine = mayBeNamed(rows, set); !fine)
            return fine;
        rows.append(set.toJson());
        json.insert(u"schema", knownSchema);
        json.insert(setsField, rows);
        return {};
    });
}

QFuture<Result<void>> CredentialRegistry::replace(const CredentialSet &before, CredentialSet after)
{
    after.name = after.name.trimmed();
    return m_file.update([before, after](QJsonObject &json) -> Result<void> {
        if (auto fine = understood(json); !fine)
            return fine;
        QJsonArray rows = json.value(setsField).toArray();
        const qsizetype position = indexOfId(rows, after.id);
        if (position < 0)
            return failure(ErrorKind::NotFound);
        const QJsonObject row = rows.at(position).toObject();
        const auto now = CredentialSet::fromJson(row);
        const CredentialSet set = now ? merged(*now, before, after) : after;
        if (auto fine = mayBeNamed(rows, set); !fine)
            return fine;
        rows.replace(position, set.toJson(row));
        json.insert(u"schema", knownSchema);
        json.insert(setsField, rows);
        return {};
    });
}

QFuture<Result<void>> CredentialRegistry::remove(const QString &id)
{
    return m_file.update([id](QJsonObject &json) -> Result<void> {
        if (auto fine = understood(json); !fine)
            return fine;
        QJsonArray rows = json.value(setsField).toArray();
        if (const qsizetype position = indexOfId(rows, id); position >= 0) {
            rows.removeAt(position);
            json.insert(setsField, rows);
        }
        return {};
    });
}

const CredentialSet *CredentialRegistry::named(const QString &name,
                                               const QString &environment) const
{
    const auto found = std::ranges::find_if(m_sets, [&](const CredentialSet &set) {
        return sameName(set, name.trimmed(), environment);
    });
    return found == m_sets.end() ? nullptr : &*found;
}

bool CredentialRegistry::isNameTaken(const QString &name, const QString &environment,
                                     const QString &exceptId) const
{
    return std::ranges::any_of(m_sets, [&](const CredentialSet &set) {
        return set.id != exceptId && sameName(set, name.trimmed(), environment);
    });
}

QString CredentialRegistry::freeName(const QString &name, const QString &environment) const
{
    QString candidate = name;
    for (int number = 2; isNameTaken(candidate, environment, {}); ++number)
        candidate = name + u' ' + QString::number(number);
    return candidate;
}

} // namespace Tokenwright

#include "moc_CredentialRegistry.cpp"
