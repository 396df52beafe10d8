// SPDX-License-Identifier: MIT
// OpenCollection, the YAML in which Bruno keeps collections by now: all in one file, or a file for
// the collection, each folder, request and environment.
// github.com/usebruno/bruno, packages/bruno-filestore/src/formats/yml.
#include "ImportFormat.h"
#include "Text.h"
#include "YamlText.h"
#include "assignments/KeyedPairs.h"
#include "bruno/BrunoAuth.h"
#include "bruno/BrunoJson.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace Tokenwright {

namespace {

ToolAuth openOAuth2(const QJsonValue &auth)
{
    const QJsonValue pair = auth[u"credentials"];
    const QJsonValue token = auth[u"tokenConfig"];
    BrunoOAuth2 settings{.grant = brunoText(auth[u"flow"]),
                         .tokenUrl = brunoText(auth[u"accessTokenUrl"]),
                         .clientId = brunoText(pair[u"clientId"]),
                         .clientSecret = brunoText(pair[u"clientSecret"]),
                         .scope = brunoText(auth[u"scope"]),
                         .placement = brunoText(pair[u"placement"]),
                         .tokenPrefix = brunoText(token[u"placement"][u"header"]),
                         .tokenSource = brunoText(token[u"source"])};
    if (token[u"placement"].toObject().contains(u"query"))
        settings.tokenPlace = u"query"_s;
    if (settings.placement.isEmpty())
        settings.placement = brunoText(auth[u"credentialsPlacement"]);
    const QJsonArray further = auth[u"additionalParameters"][u"accessTokenRequest"].toArray();
    for (const QJsonValue &parameter : further) {
        const QString place = brunoText(parameter[u"placement"]);
        if (brunoText(parameter[u"disabled"]) != u"true")
            settings.parameters.append({brunoText(parameter[u"name"]),
                                        brunoText(parameter[u"value"]),
                                        place.isEmpty() ? u"header"_s : place});
    }
    return toolAuth(settings);
}

std::optional<ToolAuth> openAuth(const QJsonValue &auth)
{
    if (!auth.isObject())
        return {}; // "inherit"
    const QString type = brunoText(auth[u"type"]);
    if (type == u"oauth2")
        return openOAuth2(auth);
    return ToolAuth{.kind = type == u"none" ? QString() : type,
                    .basic = {brunoText(auth[u"username"]), brunoText(auth[u"password"])},
                    .apiKey = {brunoText(auth[u"key"]), brunoText(auth[u"value"])},
                    .isApiKeyInUrl = brunoPlace(brunoText(auth[u"placement"])) == BrunoPlace::Url};
}

SeenRequest openRequest(const QJsonValue &item)
{
    const QJsonValue http = item[u"http"];
    SeenRequest seen;
    seen.url = brunoText(http[u"url"]);
    seen.method = brunoText(http[u"method"]).toUpper();
    seen.headers = listedFields(http[u"headers"]);
    const QJsonValue body = http[u"body"];
    const QString type = brunoText(body[u"type"]);
    seen.isMultipart = type == u"multipart-form";
    if (type == u"form-urlencoded" || seen.isMultipart)
        seen.fields = listedFields(body[u"data"]);
    else
        seen.body = brunoText(body[u"data"]);
    const QJsonArray scripts = item[u"runtime"][u"scripts"].toArray();
    if (std::ranges::any_of(scripts, [](const QJsonValue &script) {
            return brunoText(script[u"type"]) == u"before-request";
        }))
        seen.leftOut.append(Text::tr("the script that runs before the request"));
    return seen;
}

ToolLevel openLevel(const QJsonValue &item)
{
    ToolLevel level{.name = brunoText(item[u"info"][u"name"])};
    const bool isRequest = item[u"http"].isObject();
    const QJsonValue defaults = item[u"request"];
    level.auth = openAuth(isRequest ? item[u"http"][u"auth"] : defaults[u"auth"]);
    level.variables = listedVariables(isRequest ? item[u"runtime"][u"variables"]
                                                : defaults[u"variables"]);
    if (isRequest)
        level.request = openRequest(item);
    const QJsonArray items = item[u"items"].toArray();
    for (const QJsonValue &inner : items)
        level.levels.push_back(openLevel(inner));
    return level;
}

bool isWholeCollection(const QJsonObject &json)
{
    return json.contains(u"opencollection");
}

/// What stands before a colon where lines begin.
QSet<QString> topKeys(const QString &text)
{
    QSet<QString> keys;
    for (const QStringView line : QStringTokenizer{QStringView(text), u'\n'}) {
        if (line.isEmpty() || !(line.front().isLetter() || line.front() == u'"'))
            continue;
        const qsizetype colon = line.indexOf(u':');
        constexpr qsizetype longest = 40;
        if (colon > 0 && colon < longest)
            keys.insert(line.first(colon).trimmed().toString().remove(u'"'));
    }
    return keys;
}

bool isOneEnvironment(const QJsonObject &json)
{
    return json.value(u"variables").isArray() && !json.contains(u"info");
}

ImportEnvironment environmentOf(const QJsonValue &json, const QString &otherName)
{
    const QString name = brunoText(json[u"name"]);
    ImportEnvironment environment{.name = name.isEmpty() ? otherName : name,
                                  .variables = listedVariables(json[u"variables"])};
    const QJsonArray external = json[u"externalSecrets"][u"variables"].toArray();
    for (const QJsonValue &secret : external)
        environment.variables.elsewhere.insert(brunoText(secret[u"name"]));
    return environment;
}

} // namespace

bool isOpenCollection(const ImportContent &content)
{
    if (content.json)
        return isWholeCollection(*content.json);
    const QSet<QString> keys = topKeys(content.text);
    const auto has = [&](const char *key) { return keys.contains(QString::fromLatin1(key)); };
    if (has("opencollection"))
        return true;
    if (has("info") && !has("openapi") && !has("swagger"))
        return has("http") || has("request");
    return has("name") && has("variables") && !has("on") && !has("jobs") && !has("services");
}

Result<ImportedFile> readOpenCollection(const ImportContent &content,
                                        const ProviderCatalog &catalog)
{
    const auto json = content.json ? Result<QJsonObject>(*content.json) : yamlObject(content.text);
    if (!json)
        return failure(json.error());
    ImportedFile file;
    if (isOneEnvironment(*json)) {
        const ImportEnvironment environment = environmentOf(*json, content.baseName());
        takeVariables(file, environment.variables, environment.name, catalog);
        return file;
    }
    ToolCollection collection;
    ToolLevel level = openLevel(*json);
    if (level.name.isEmpty())
        level.name = content.baseName();
    if (isWholeCollection(*json)) {
        collection.root = std::move(level);
    } else {
        collection.root.name = level.name;
        collection.root.levels.push_back(std::move(level));
    }
    const QJsonArray environments = json->value(u"config")[u"environments"].toArray();
    for (const QJsonValue &environment : environments)
        collection.environments.append(environmentOf(environment, {}));
    if (const auto taken = takeCollection(file, collection, content.environments, catalog); !taken)
        return failure(taken.error());
    return file;
}

/// As with .bru files: environments, and the variables of collection and folders.
QList<ImportEnvironment> openCollectionEnvironments(const ImportContent &content)
{
    const auto json = content.json ? Result<QJsonObject>(*content.json) : yamlObject(content.text);
    if (!json)
        return {};
    if (isOneEnvironment(*json))
        return {environmentOf(*json, content.baseName())};
    QList<ImportEnvironment> environments;
    const QJsonArray own = json->value(u"config")[u"environments"].toArray();
    for (const QJsonValue &environment : own)
        environments.append(environmentOf(environment, {}));
    const VariableValues variables = listedVariables(json->value(u"request")[u"variables"]);
    if (!variables.isEmpty())
        environments.append({.variables = variables, .isCommon = true});
    return environments;
}

} // namespace Tokenwright
