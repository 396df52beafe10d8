// SPDX-License-Identifier: MIT
// Bruno's export of a collection as one JSON file.
// github.com/usebruno/bruno, packages/bruno-schema/src/collections/index.js.
#include "bruno/BrunoJson.h"

#include "ImportText.h"
#include "Text.h"
#include "bruno/BrunoAuth.h"

#include <QJsonArray>

#include <algorithm>

namespace Tokenwright {

namespace {

QString textIn(const QJsonValue &object, QStringView key)
{
    return brunoText(object[key]);
}

ToolAuth jsonOAuth2(const QJsonValue &oauth2)
{
    BrunoOAuth2 settings{.grant = textIn(oauth2, u"grantType"),
                         .tokenUrl = textIn(oauth2, u"accessTokenUrl"),
                         .clientId = textIn(oauth2, u"clientId"),
                         .clientSecret = textIn(oauth2, u"clientSecret"),
                         .scope = textIn(oauth2, u"scope"),
                         .placement = textIn(oauth2, u"credentialsPlacement"),
                         .tokenPlace = textIn(oauth2, u"tokenPlacement"),
                         .tokenPrefix = textIn(oauth2, u"tokenHeaderPrefix"),
                         .tokenSource = textIn(oauth2, u"tokenSource")};
    const QJsonArray further = oauth2[u"additionalParameters"][u"token"].toArray();
    for (const QJsonValue &parameter : further) {
        if (parameter[u"enabled"].toBool(true))
            settings.parameters.append({textIn(parameter, u"name"), textIn(parameter, u"value"),
                                        textIn(parameter, u"sendIn")});
    }
    return toolAuth(settings);
}

std::optional<ToolAuth> jsonAuth(const QJsonValue &auth)
{
    const QString mode = textIn(auth, u"mode");
    if (mode.isEmpty() || mode == u"inherit")
        return {};
    if (mode == u"oauth2")
        return jsonOAuth2(auth[u"oauth2"]);
    const QJsonValue own = auth[mode];
    return ToolAuth{.kind = mode == u"none" ? QString() : mode,
                    .basic = {textIn(own, u"username"), textIn(own, u"password")},
                    .apiKey = {textIn(own, u"key"), textIn(own, u"value")},
                    .isApiKeyInUrl = brunoPlace(textIn(own, u"placement")) == BrunoPlace::Url};
}

SeenRequest jsonRequest(const QJsonValue &request)
{
    SeenRequest seen;
    seen.url = textIn(request, u"url");
    seen.method = textIn(request, u"method");
    seen.headers = listedFields(request[u"headers"]);
    const QJsonValue body = request[u"body"];
    const QString mode = textIn(body, u"mode");
    seen.isMultipart = mode == u"multipartForm";
    if (mode == u"formUrlEncoded" || seen.isMultipart)
        seen.fields = listedFields(body[mode]);
    else
        seen.body = textIn(body, mode);
    if (!textIn(request[u"script"], u"req").isEmpty())
        seen.leftOut.append(Text::tr("the script that runs before the request"));
    return seen;
}

ToolLevel jsonLevel(const QJsonValue &item)
{
    ToolLevel level{.name = textIn(item, u"name")};
    const QJsonValue request = item[u"request"];
    const QJsonValue own = request.isObject() ? request : item[u"root"][u"request"];
    level.auth = jsonAuth(own[u"auth"]);
    level.variables = listedVariables(own[u"vars"][u"req"]);
    if (request.isObject())
        level.request = jsonRequest(request);
    const QJsonArray items = item[u"items"].toArray();
    for (const QJsonValue &inner : items)
        level.levels.push_back(jsonLevel(inner));
    return level;
}

} // namespace

QString brunoText(const QJsonValue &value)
{
    return jsonText(value.isObject() ? value[u"data"] : value);
}

VariableValues listedVariables(const QJsonValue &list)
{
    VariableValues variables;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        const QString name = brunoText(item[u"name"]);
        const QString value = brunoText(item[u"value"]);
        const auto isTrue = [&](QStringView key) { return brunoText(item[key]) == u"true"; };
        if (name.isEmpty() || isTrue(u"disabled") || brunoText(item[u"enabled"]) == u"false")
            continue;
        if (isTrue(u"secret") && value.isEmpty())
            variables.elsewhere.insert(name);
        else
            variables.values.insert(name, value);
    }
    return variables;
}

QList<NameValue> listedFields(const QJsonValue &list)
{
    QList<NameValue> fields;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        const QString name = brunoText(item[u"name"]);
        if (!name.isEmpty() && brunoText(item[u"disabled"]) != u"true"
            && brunoText(item[u"enabled"]) != u"false")
            fields.append({name, brunoText(item[u"value"])});
    }
    return fields;
}

bool isBrunoJson(const QJsonObject &json)
{
    const QJsonArray items = json.value(u"items").toArray();
    return json.contains(u"brunoConfig")
        || (json.contains(u"version") && std::ranges::any_of(items, [](const QJsonValue &item) {
                const QString type = item[u"type"].toString();
                return type == u"folder" || type == u"http" || type.endsWith(u"-request");
            }));
}

ToolCollection brunoCollection(const QJsonObject &json)
{
    ToolCollection collection{.root = jsonLevel(json)};
    const QJsonArray environments = json.value(u"environments").toArray();
    for (const QJsonValue &environment : environments) {
        collection.environments.append({.name = textIn(environment, u"name"),
                                        .variables = listedVariables(environment[u"variables"])});
    }
    return collection;
}

} // namespace Tokenwright
