// SPDX-License-Identifier: MIT
#include "CredentialSet.h"

#include "JsonFields.h"
#include "JsonRows.h"
#include "Profile.h"
#include "Text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString nameField = u"name"_s;
const QString valueField = u"value"_s;

/// Numbers and truth values are what people write by hand.
QString toText(const QJsonValue &value)
{
    return value.isString() ? value.toString() : value.toVariant().toString();
}

QStringList toTexts(const QJsonValue &value)
{
    if (!value.isArray())
        return value.isString() || value.isDouble() || value.isBool() ? QStringList{toText(value)}
                                                                      : QStringList();
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        texts.append(toText(item));
    return texts;
}

QStringList toTexts(const JsonFieldValue &value)
{
    return value.texts() ? *value.texts() : toTexts(value.toJson());
}

QJsonValue fromTexts(const QStringList &texts)
{
    if (texts.size() == 1)
        return texts.first();
    return QJsonArray::fromStringList(texts);
}

template <QString CredentialSet::*member>
void readText(CredentialSet &set, const JsonFieldValue &value)
{
    set.*member = value.toString();
}

void readParameters(CredentialSet &set, const JsonFieldValue &value)
{
    const QJsonObject json = value.toJson().toObject();
    for (auto it = json.begin(); it != json.end(); ++it)
        set.parameters.insert(it.key(), toTexts(it.value()));
}

void readVariables(CredentialSet &set, const JsonFieldValue &value)
{
    const QJsonObject json = value.toJson().toObject();
    for (auto it = json.begin(); it != json.end(); ++it)
        set.variables.insert(it.key(), toText(it.value()));
}

void readHeaders(CredentialSet &set, const JsonFieldValue &value)
{
    const QJsonArray json = value.toJson().toArray();
    for (const QJsonValue &header : json)
        set.headers.append({header[nameField].toString(), header[valueField].toString()});
}

void readAssertion(CredentialSet &set, const JsonFieldValue &value)
{
    const QJsonObject json = value.toJson().toObject();
    set.assertion = AssertionRules{.algorithm = json.value(u"algorithm").toString(),
                                   .keyId = json.value(u"keyId").toString(),
                                   .audience = json.value(u"audience").toString()};
}

void readMinimum(CredentialSet &set, const JsonFieldValue &value)
{
    if (value.isDouble())
        set.minimumSeconds = std::max<qint64>(value.toInteger(), 0);
}

void readSecretSetAt(CredentialSet &set, const JsonFieldValue &value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODate);
    set.secretSetAt = time.isValid() ? std::max<qint64>(time.toMSecsSinceEpoch(), 0) : 0;
}

constexpr JsonField<CredentialSet> rowFields[]{
    {u"id", readText<&CredentialSet::id>},
    {u"name", readText<&CredentialSet::name>},
    {u"provider", readText<&CredentialSet::provider>},
    {u"environment", readText<&CredentialSet::environment>},
    {u"scopes",
     [](CredentialSet &set, const JsonFieldValue &value) { set.scopes = toTexts(value); }},
    {u"parameters", readParameters},
    {u"variables", readVariables},
    {u"clientAuthentication", readText<&CredentialSet::clientAuthentication>},
    {u"headers", readHeaders},
    {u"method", readText<&CredentialSet::method>},
    {u"bodyFormat", readText<&CredentialSet::bodyFormat>},
    {u"assertion", readAssertion},
    {u"minimumSeconds", readMinimum},
    {u"keepFresh",
     [](CredentialSet &set, const JsonFieldValue &value) { set.keepFresh = value.toBool(); }},
    {u"favourite",
     [](CredentialSet &set, const JsonFieldValue &value) { set.isFavourite = value.toBool(); }},
    {u"notes", readText<&CredentialSet::notes>},
    {u"tags",
     [](CredentialSet &set, const JsonFieldValue &value) {
         set.tags = distinctTags(toTexts(value));
     }},
    {u"pairMark", readText<&CredentialSet::pairMark>},
    {u"secretSetAt", readSecretSetAt},
    {u"secretExpires",
     [](CredentialSet &set, const JsonFieldValue &value) {
         set.secretExpires = QDate::fromString(value.toString(), Qt::ISODate);
     }},
};

/// Errors: ErrorKind::Configuration, naming the field.
Result<void> isOfUse(const CredentialSet &set)
{
    for (const auto &[field, text] :
         {std::pair(QStringView(u"id"), &set.id), std::pair(QStringView(u"name"), &set.name),
          std::pair(QStringView(u"provider"), &set.provider),
          std::pair(QStringView(u"environment"), &set.environment)}) {
        if (text->isEmpty())
            return misconfigured(Text::tr("A credential set has no “%1”.").arg(field));
    }
    if (!Profile::canNameLock(set.id)) {
        return misconfigured(
            Text::tr("Its “id” has to be letters, digits, “-” and “_”, 64 at most."));
    }
    return {};
}

void insertUnlessEmpty(QJsonObject &json, const QString &field, const QString &text)
{
    if (!text.isEmpty())
        json.insert(field, text);
}

QJsonObject fieldsOf(const CredentialSet &set)
{
    QJsonObject json = set.unknownFields;
    json.insert(u"id", set.id);
    json.insert(u"name", set.name);
    json.insert(u"provider", set.provider);
    json.insert(u"environment", set.environment);
    json.insert(u"scopes", QJsonArray::fromStringList(set.scopes));
    QJsonObject parametersJson;
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it)
        parametersJson.insert(it.key(), fromTexts(it.value()));
    json.insert(u"parameters", parametersJson);
    QJsonObject variablesJson;
    for (auto it = set.variables.begin(); it != set.variables.end(); ++it)
        variablesJson.insert(it.key(), it.value());
    json.insert(u"variables", variablesJson);
    QJsonArray headersJson;
    for (const NameValue &header : set.headers)
        headersJson.append(QJsonObject{{nameField, header.name}, {valueField, header.value}});
    if (!headersJson.isEmpty())
        json.insert(u"headers", headersJson);
    insertUnlessEmpty(json, u"method"_s, set.method);
    insertUnlessEmpty(json, u"bodyFormat"_s, set.bodyFormat);
    insertUnlessEmpty(json, u"clientAuthentication"_s, set.clientAuthentication);
    QJsonObject assertionJson;
    insertUnlessEmpty(assertionJson, u"algorithm"_s, set.assertion->algorithm);
    insertUnlessEmpty(assertionJson, u"keyId"_s, set.assertion->keyId);
    insertUnlessEmpty(assertionJson, u"audience"_s, set.assertion->audience);
    if (!assertionJson.isEmpty())
        json.insert(u"assertion", assertionJson);
    if (set.minimumSeconds)
        json.insert(u"minimumSeconds", *set.minimumSeconds);
    if (set.keepFresh)
        json.insert(u"keepFresh", true);
    if (set.isFavourite)
        json.insert(u"favourite", true);
    insertUnlessEmpty(json, u"notes"_s, set.notes);
    if (!set.tags.isEmpty())
        json.insert(u"tags", QJsonArray::fromStringList(set.tags));
    insertUnlessEmpty(json, u"pairMark"_s, set.pairMark);
    if (set.secretSetAt > 0) {
        json.insert(u"secretSetAt",
                    QDateTime::fromMSecsSinceEpoch(set.secretSetAt).toUTC().toString(Qt::ISODate));
    }
    insertUnlessEmpty(json, u"secretExpires"_s, set.secretExpires.toString(Qt::ISODate));
    return json;
}

} // namespace

QStringList distinctTags(const QStringList &tags)
{
    QStringList kept;
    for (const QString &tag : tags) {
        if (const QString trimmed = tag.trimmed();
            !trimmed.isEmpty() && !kept.contains(trimmed, Qt::CaseInsensitive))
            kept.append(trimmed);
    }
    return kept;
}

QJsonObject CredentialSet::toJson(const QJsonObject &earlier) const
{
    if (earlier.isEmpty())
        return fieldsOf(*this);
    const auto known = fromJson(earlier);
    return withChanges(earlier, known ? fieldsOf(*known) : QJsonObject(), fieldsOf(*this));
}

Result<CredentialSet> CredentialSet::fromJson(const QJsonObject &json)
{
    CredentialSet set;
    set.unknownFields = readFields(json, rowFields, set);
    if (const auto fine = isOfUse(set); !fine)
        return failure(fine.error());
    return set;
}

bool CredentialSet::readRows(QByteArray file, const JsonRowsPlace &place,
                             const std::function<bool(CredentialSet &&)> &take)
{
    JsonRowReader reader(rowFields, [&](const QString &, CredentialSet &&set) {
        return isOfUse(set) && take(std::move(set));
    });
    return readJsonRows(std::move(file), place, reader);
}

CredentialSet merged(const CredentialSet &now, const CredentialSet &before,
                     const CredentialSet &after)
{
    return CredentialSet::fromJson(withChanges(now.toJson(), before.toJson(), after.toJson()))
        .value_or(after);
}

QString nameKey(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C).toCaseFolded();
}

QString freshIdentifier()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace Tokenwright
