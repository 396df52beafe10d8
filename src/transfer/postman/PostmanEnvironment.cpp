// SPDX-License-Identifier: MIT
// Postman's environments and globals: variables by name, of which some are a pair.
#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyedPairs.h"
#include "postman/PostmanImport.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace Postman {

QList<Field> fieldsOf(const QJsonValue &list)
{
    QList<Field> fields;
    const QJsonObject object = list.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        fields.append({it.key(), it.value()});
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        if (!item[u"disabled"].toBool() && item[u"enabled"].toBool(true))
            fields.append({item[u"key"].toString(), item[u"value"], item[u"send_as"].toString(),
                           item[u"type"].toString()});
    }
    const QStringList lines = list.toString().split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(u':');
        if (colon > 0 && !line.startsWith(u"//"))
            fields.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    return fields;
}

QMap<QString, QJsonValue> valuesOf(const QJsonValue &list)
{
    QMap<QString, QJsonValue> values;
    for (const Field &field : fieldsOf(list))
        values.insert(field.key, field.value);
    return values;
}

QString urlText(const QJsonValue &url)
{
    if (url.isString())
        return url.toString();
    const auto joined = [](const QJsonValue &parts, QChar separator) {
        QStringList texts;
        const QJsonArray array = parts.toArray();
        for (const QJsonValue &part : array)
            texts.append(jsonText(part.isObject() ? part[u"value"] : part));
        return parts.isArray() ? texts.join(separator) : jsonText(parts);
    };
    QString text = url[u"raw"].toString();
    if (text.isEmpty()) {
        const QString protocol = url[u"protocol"].toString();
        text = joined(url[u"host"], u'.');
        if (!protocol.isEmpty())
            text.prepend(protocol + u"://");
        if (const QString port = jsonText(url[u"port"]); !port.isEmpty())
            text += u':' + port;
        if (const QString path = joined(url[u"path"], u'/'); !path.isEmpty())
            text += (path.startsWith(u'/') ? u"" : u"/") + path;
        QStringList query;
        for (const Field &field : fieldsOf(url[u"query"]))
            query.append(field.key + u'=' + jsonText(field.value));
        if (!query.isEmpty())
            text += u'?' + query.join(u'&');
    }
    // ":tenant" in the path
    const QJsonArray variables = url[u"variable"].toArray();
    for (const QJsonValue &variable : variables) {
        const QString name = variable[u"key"].toString();
        const QRegularExpression place(u"(?<=/):" + QRegularExpression::escape(name)
                                       + u"(?=[/?#]|$)");
        if (!name.isEmpty())
            text.replace(place, jsonText(variable[u"value"]).replace(u"\\"_s, u"\\\\"_s));
    }
    return text;
}

QJsonObject unwrapped(const QJsonObject &json, const char *key)
{
    const QJsonValue inner = json.value(QLatin1StringView(key));
    return json.size() == 1 && inner.isObject() ? inner.toObject() : json;
}

} // namespace Postman

/// Newman writes neither a name nor what it is.
bool isPostmanEnvironment(const ImportContent &content)
{
    if (!content.json)
        return false;
    const QJsonObject json = Postman::unwrapped(*content.json, "environment");
    const QJsonArray values = json.value(u"values").toArray();
    return json.contains(u"_postman_variable_scope")
        || std::ranges::any_of(values, [](const QJsonValue &value) {
               return value[u"key"].isString() && value.toObject().contains(u"value");
           });
}

/// The values of secrets stay with Postman unless somebody asks it to write them.
QList<ImportEnvironment> postmanEnvironments(const ImportContent &content)
{
    const QJsonObject json = Postman::unwrapped(*content.json, "environment");
    const QString name = json.value(u"name").toString();
    ImportEnvironment environment{.name = name.isEmpty() ? content.baseName() : name,
                                  .isCommon = json.value(u"_postman_variable_scope").toString()
                                      == u"globals"};
    for (const Postman::Field &field : Postman::fieldsOf(json.value(u"values").toArray())) {
        const QString value = jsonText(field.value);
        if (value.isEmpty() && field.type == u"secret")
            environment.variables.elsewhere.insert(field.key);
        else
            environment.variables.values.insert(field.key, value);
    }
    return {environment};
}

Result<ImportedFile> readPostmanEnvironment(const ImportContent &content,
                                            const ProviderCatalog &catalog)
{
    const QJsonObject json = Postman::unwrapped(*content.json, "environment");
    const QString name = json.value(u"name").toString();
    QList<KeyedValue> values;
    for (const Postman::Field &field : Postman::fieldsOf(json.value(u"values").toArray())) {
        const QString key = visibleText(field.key);
        const QString value = jsonText(field.value);
        values.append({.key = field.key,
                       .value = value,
                       .place = name.isEmpty()
                           ? Text::tr("variable “%1”").arg(key)
                           : Text::tr("environment “%1”, %2").arg(visibleText(name), key),
                       .isElsewhere = value.isEmpty() && field.type == u"secret"});
    }
    ImportedFile file;
    takeKeyedPairs(file, values, name, catalog);
    return file;
}

} // namespace Tokenwright
