// SPDX-License-Identifier: MIT
#include "TokenLedger.h"

#include "AccessToken.h"
#include "JsonFields.h"
#include "JsonRows.h"
#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int knownSchema = 1;
constexpr qsizetype usualRow = 240; // bytes
constexpr int mostMints = 1'000'000'000; ///< A day; a file that somebody edited may say anything.
const QString tokensField = u"tokens"_s;
const QString fingerprintField = u"fingerprint"_s;
const QString scopeField = u"scope"_s;
const QString heldByField = u"heldBy"_s;
const QString failureField = u"lastFailure"_s;
const QString mintsField = u"mints"_s;

Seldom<MintFailure> failureFromJson(const QJsonObject &json)
{
    const auto kind = errorKindFromName(json.value(u"kind").toString());
    if (!kind)
        return {};
    const QJsonValue retryAt = json.value(u"retryAt");
    return MintFailure{.kind = *kind,
                       .code = json.value(u"code").toString(),
                       .httpStatus = json.value(u"httpStatus").toInt(),
                       .at = json.value(u"at").toInteger(),
                       .retryAt = retryAt.isDouble() ? std::optional(retryAt.toInteger())
                                                     : std::nullopt};
}

QJsonObject failureToJson(const MintFailure &failure)
{
    QJsonObject json{{u"kind"_s, errorKindName(failure.kind)},
                     {u"code"_s, failure.code},
                     {u"httpStatus"_s, failure.httpStatus},
                     {u"at"_s, failure.at}};
    if (failure.retryAt)
        json.insert(u"retryAt"_s, *failure.retryAt);
    return json;
}

void readMints(TokenRecord &record, const JsonFieldValue &value)
{
    const QJsonObject mints = value.toJson().toObject();
    record.mintCount = {.day = QDate::fromString(mints.value(u"day").toString(), Qt::ISODate),
                        .requests = std::clamp(mints.value(u"requests").toInt(), 0, mostMints)};
}

constexpr JsonField<TokenRecord> recordFields[]{
    {lifetimeFields[0].name,
     [](TokenRecord &record, const JsonFieldValue &value) {
         record.hasToken = true;
         readLifetimeField<0>(record, value);
     }},
    {lifetimeFields[1].name, readLifetimeField<1, TokenRecord>},
    {lifetimeFields[2].name, readLifetimeField<2, TokenRecord>},
    {lifetimeFields[3].name, readLifetimeField<3, TokenRecord>},
    {u"fingerprint",
     [](TokenRecord &record, const JsonFieldValue &value) {
         record.fingerprint = value.toString();
     }},
    {u"scope",
     [](TokenRecord &record, const JsonFieldValue &value) { record.scope = value.toString(); }},
    {u"heldBy",
     [](TokenRecord &record, const JsonFieldValue &value) { record.heldBy = value.toString(); }},
    {u"lastFailure",
     [](TokenRecord &record, const JsonFieldValue &value) {
         record.lastFailure = failureFromJson(value.toJson().toObject());
     }},
    {u"mints", readMints},
};

TokenRecord recordFromJson(const QJsonObject &json)
{
    TokenRecord record;
    record.unknownFields = readFields(json, recordFields, record);
    return record;
}

QJsonObject recordToJson(const TokenRecord &record)
{
    QJsonObject json = record.unknownFields;
    json.insert(fingerprintField, record.fingerprint);
    if (record.hasToken)
        insertLifetime(json, record.lifetime);
    if (!record.scope.isEmpty())
        json.insert(scopeField, record.scope);
    if (!record.heldBy.isEmpty())
        json.insert(heldByField, record.heldBy);
    if (record.lastFailure)
        json.insert(failureField, failureToJson(*record.lastFailure));
    if (record.mintCount.requests > 0) {
        json.insert(mintsField,
                    QJsonObject{{u"day"_s, record.mintCount.day.toString(Qt::ISODate)},
                                {u"requests"_s, record.mintCount.requests}});
    }
    return json;
}

QHash<QString, TokenRecord> recordsOf(const QJsonObject &json)
{
    const QJsonObject tokens = json.value(tokensField).toObject();
    QHash<QString, TokenRecord> records;
    records.reserve(tokens.size());
    for (auto it = tokens.begin(); it != tokens.end(); ++it)
        records.insert(it.key(), recordFromJson(it.value().toObject()));
    return records;
}

/// The same of a whole file; nothing where readJsonRows() gives up.
std::any recordsOf(QByteArray file)
{
    QHash<QString, TokenRecord> records;
    records.reserve(file.size() / usualRow);
    JsonRowReader reader(recordFields, [&](const QString &id, TokenRecord &&record) {
        records.emplace(id, std::move(record));
        return true;
    });
    const bool isRead = readJsonRows(
        std::move(file), {.field = tokensField, .areNamed = true, .schema = knownSchema}, reader);
    return isRead ? std::any(std::move(records)) : std::any();
}

/// Whether the file is of a shape that this version may rewrite without losing anything.
Result<void> understood(const QJsonObject &json)
{
    const QJsonValue tokens = json.value(tokensField);
    if (isOfSchema(json, knownSchema) && (tokens.isObject() || tokens.isUndefined()))
        return {};
    return failure(
        ErrorKind::Storage,
        Text::tr("The list of token lifetimes (tokens.json) was written by another version of "
                 "this program. It was left as it is."));
}

} // namespace

MintFailure failureOf(const Error &error, qint64 at)
{
    return {.kind = error.kind,
            .code = error.code,
            .httpStatus = error.httpStatus,
            .at = at,
            .retryAt = error.retryAt};
}

Error errorOf(const MintFailure &failure, const QString &message)
{
    return {.kind = failure.kind,
            .httpStatus = failure.httpStatus,
            .code = failure.code,
            .message = message,
            .retryAt = failure.retryAt};
}

TokenRecord whatCounts(TokenRecord record, const QString &fingerprint, const QString &run)
{
    const bool isOfAnother = fingerprint.isEmpty() || record.fingerprint != fingerprint;
    const bool isOutOfReach = !record.heldBy.isEmpty() && record.heldBy != run;
    if (isOfAnother)
        record.lastFailure.reset();
    if (isOfAnother || isOutOfReach || !record.hasToken) {
        record.hasToken = false;
        record.lifetime = {};
        record.scope.clear();
        record.heldBy.clear();
    }
    record.fingerprint = fingerprint;
    return record;
}

int mintsOnDayOf(const TokenRecord &record, qint64 wallMilliseconds)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(wallMilliseconds).date();
    return record.mintCount.day == day ? record.mintCount.requests : 0;
}

void countMint(TokenRecord &record, qint64 wallMilliseconds)
{
    const int before = mintsOnDayOf(record, wallMilliseconds);
    record.mintCount = {.day = QDateTime::fromMSecsSinceEpoch(wallMilliseconds).date(),
                        .requests = std::min(before + 1, mostMints)};
}

TokenLedger::TokenLedger(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_file(profile.ledgerFile(), profile.lockFile(u"tokens.lock"_s), Content::Derived)
{
    connect(&m_file, &JsonFile::changed, this, &TokenLedger::refresh);
}

JsonFile::Ahead TokenLedger::readAhead(const Profile &profile)
{
    return JsonFile::readAhead(
        profile.ledgerFile(), [](QByteArray bytes) { return recordsOf(std::move(bytes)); },
        [](const QJsonObject &json) { return std::any(recordsOf(json)); });
}

Result<void> TokenLedger::load(Watching watching, const JsonFile::Ahead &ahead)
{
    if (watching == Watching::Yes)
        m_file.watch();
    if (const std::any records = m_file.readWhole(ahead); records.has_value()) {
        adopt(std::any_cast<Records>(records));
        return {};
    }
    const auto json = m_file.read(ahead);
    if (!json)
        return failure(json.error());
    if (const auto fine = understood(*json); !fine)
        return fine;
    adopt(m_file.isFrom(ahead) ? std::any_cast<Records>(ahead.get().prepared) : recordsOf(*json));
    return {};
}

/// What was known before.
TokenLedger::Records TokenLedger::adopt(Records records)
{
    m_failed.clear();
    for (auto it = records.cbegin(); it != records.cend(); ++it) {
        if (it->lastFailure)
            m_failed.insert(it.key());
    }
    return std::exchange(m_records, std::move(records));
}

void TokenLedger::refresh()
{
    const auto json = m_file.readIfChanged();
    if (!json || !*json || !understood(**json))
        return;
    const Records before = adopt(recordsOf(**json));
    QStringList changed;
    for (auto it = m_records.cbegin(); it != m_records.cend(); ++it) {
        const auto old = before.constFind(it.key());
        if (old == before.constEnd() || *old != *it)
            changed.append(it.key());
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!m_records.contains(it.key()))
            changed.append(it.key());
    }
    for (const QString &setId : std::as_const(changed))
        Q_EMIT recordChanged(setId);
}

/// The records in \a json, or those known here when the file is begun anew.
QJsonObject TokenLedger::tokensOf(const QJsonObject &json) const
{
    QJsonObject tokens = json.value(tokensField).toObject();
    if (json.isEmpty()) {
        for (auto it = m_records.cbegin(); it != m_records.cend(); ++it)
            tokens.insert(it.key(), recordToJson(*it));
    }
    return tokens;
}

QFuture<Result<void>> TokenLedger::store(const QString &setId, const TokenRecord &record)
{
    return m_file.update([this, setId, record](QJsonObject &json) -> Result<void> {
        if (auto fine = understood(json); !fine)
            return fine;
        QJsonObject tokens = tokensOf(json);
        tokens.insert(setId, recordToJson(record));
        json.insert(u"schema", knownSchema);
        json.insert(tokensField, tokens);
        return {};
    });
}

QFuture<Result<void>> TokenLedger::remove(const QString &setId)
{
    return m_file.update([this, setId](QJsonObject &json) -> Result<void> {
        if (auto fine = understood(json); !fine)
            return fine;
        QJsonObject tokens = tokensOf(json);
        if (!tokens.contains(setId))
            return {};
        tokens.remove(setId);
        json.insert(u"schema", knownSchema);
        json.insert(tokensField, tokens);
        return {};
    });
}

} // namespace Tokenwright

#include "moc_TokenLedger.cpp"
