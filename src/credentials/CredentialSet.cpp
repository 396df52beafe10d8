// SPDX-License-Identifier: MIT
#include "CredentialSet.h"

#include "JsonFields.h"
#include "Profile.h"
#include "Text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr QStringView knownFields[]{u"id",
                                    u"name",
                                    u"provider",
                                    u"environment",
                                    u"scopes",
                                    u"parameters",
                                    u"variables",
                                    u"clientAuthentication",
                                    u"headers",
                                    u"method",
                                    u"bodyFormat",
                                    u"assertion",
                                    u"minimumSeconds",
                                    u"keepFresh",
                                    u"favourite",
                                    u"notes",
                                    u"tags",
                                    u"pairMark",
                                    u"secretSetAt",
                                    u"secretExpires"};

const QString nameField = u"name"_s;
const QString valueField = u"value"_s;

QStringList toTexts(const QJsonValue &value)
{
    // numbers and truth values are what people write by hand
    if (value.isString() || value.isDouble() || value.isBool())
        return {value.toVariant().toString()};
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        texts.append(item.toVariant().toString());
    return texts;
}

QJsonValue fromTexts(const QStringList &texts)
{
    if (texts.size() == 1)
        return texts.first();
    return QJsonArray::fromStringList(texts);
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
    insertUnlessEmpty(assertionJson, u"algorithm"_s, set.assertion.algorithm);
    insertUnlessEmpty(assertionJson, u"keyId"_s, set.assertion.keyId);
    insertUnlessEmpty(assertionJson, u"audience"_s, set.assertion.audience);
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
    for (const auto &[field, target] :
         {std::pair(QStringView(u"id"), &set.id), std::pair(QStringView(u"name"), &set.name),
          std::pair(QStringView(u"provider"), &set.provider),
          std::pair(QStringView(u"environment"), &set.environment)}) {
        *target = json.value(field).toString();
        if (target->isEmpty()) {
            return misconfigured(Text::tr("A credential set has no “%1”.").arg(field));
        }
    }
    if (!Profile::canNameLock(set.id)) {
        return misconfigured(
            Text::tr("Its “id” has to be letters, digits, “-” and “_”, 64 at most."));
    }
    set.scopes = toTexts(json.value(u"scopes"));
    const QJsonObject parametersJson = json.value(u"parameters").toObject();
    for (auto it = parametersJson.begin(); it != parametersJson.end(); ++it)
        set.parameters.insert(it.key(), toTexts(it.value()));
    const QJsonObject variablesJson = json.value(u"variables").toObject();
    for (auto it = variablesJson.begin(); it != variablesJson.end(); ++it)
        set.variables.insert(it.key(), it.value().toVariant().toString());
    set.method = json.value(u"method").toString();
    set.bodyFormat = json.value(u"bodyFormat").toString();
    set.clientAuthentication = json.value(u"clientAuthentication").toString();
    const QJsonArray headersJson = json.value(u"headers").toArray();
    for (const QJsonValue &header : headersJson) {
        set.headers.append({header[nameField].toString(), header[valueField].toString()});
    }
    const QJsonObject assertionJson = json.value(u"assertion").toObject();
    set.assertion = {.algorithm = assertionJson.value(u"algorithm").toString(),
                     .keyId = assertionJson.value(u"keyId").toString(),
                     .audience = assertionJson.value(u"audience").toString()};
    if (const QJsonValue seconds = json.value(u"minimumSeconds"); seconds.isDouble())
        set.minimumSeconds = std::max<qint64>(seconds.toInteger(), 0);
    set.keepFresh = json.value(u"keepFresh").toBool();
    set.isFavourite = json.value(u"favourite").toBool();
    set.notes = json.value(u"notes").toString();
    set.tags = distinctTags(toTexts(json.value(u"tags")));
    set.pairMark = json.value(u"pairMark").toString();
    const QDateTime secretSetAt = QDateTime::fromString(json.value(u"secretSetAt").toString(),
                                                        Qt::ISODate);
    set.secretSetAt = secretSetAt.isValid() ? std::max<qint64>(secretSetAt.toMSecsSinceEpoch(), 0)
                                            : 0;
    set.secretExpires = QDate::fromString(json.value(u"secretExpires").toString(), Qt::ISODate);
    set.unknownFields = unknownFieldsOf(json, knownFields);
    return set;
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
