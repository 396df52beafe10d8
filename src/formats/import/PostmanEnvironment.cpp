// SPDX-License-Identifier: MIT
// Postman's environments and globals: variables by name, of which some are a pair.
#include "formats/import/ImportReaders.h"
#include "formats/import/KeyedPairs.h"
#include "formats/import/PostmanImport.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace Tokenwright {

namespace Postman {

QString textOf(const QJsonValue &value)
{
    return value.isObject() || value.isArray() ? QString() : value.toVariant().toString();
}

QMap<QString, QJsonValue> valuesOf(const QJsonValue &list)
{
    QMap<QString, QJsonValue> values;
    const QJsonObject object = list.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        values.insert(it.key(), it.value());
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        if (!item[u"disabled"].toBool() && item[u"enabled"].toBool(true))
            values.insert(item[u"key"].toString(), item[u"value"]);
    }
    return values;
}

QJsonObject unwrapped(const QJsonObject &json, const char *key)
{
    const QJsonValue inner = json.value(QLatin1StringView(key));
    return json.size() == 1 && inner.isObject() ? inner.toObject() : json;
}

} // namespace Postman

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PostmanEnvironment)
};

} // namespace

bool isPostmanEnvironment(const ImportContent &content)
{
    if (!content.json)
        return false;
    const QJsonObject json = Postman::unwrapped(*content.json, "environment");
    const QJsonArray values = json.value(u"values").toArray();
    return json.contains(u"_postman_variable_scope")
        || (json.contains(u"name") && !values.isEmpty() && values.first()[u"key"].isString());
}

Result<ImportedFile> readPostmanEnvironment(const ImportContent &content,
                                            const ProviderCatalog &catalog)
{
    const QJsonObject json = Postman::unwrapped(*content.json, "environment");
    const QString name = json.value(u"name").toString().simplified();
    QList<KeyedValue> values;
    const QJsonArray array = json.value(u"values").toArray();
    for (const QJsonValue &item : array) {
        const QString key = item[u"key"].toString();
        if (item[u"enabled"].toBool(true) && !item[u"disabled"].toBool())
            values.append({.key = key,
                           .value = Postman::textOf(item[u"value"]).trimmed(),
                           .place = Text::tr("environment “%1”, %2").arg(name, key)});
    }
    ImportedFile file;
    takeKeyedPairs(file, values, name, catalog);
    return file;
}

} // namespace Tokenwright
