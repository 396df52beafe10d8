// SPDX-License-Identifier: MIT
// Insomnia's exports: version 4 (JSON or YAML, a list of resources that know their parents) and
// version 5 (YAML, a tree). github.com/Kong/insomnia, packages/insomnia/src/common/
// import-v5-parser.ts and network/o-auth-2.
#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"
#include "VisibleText.h"
#include "YamlText.h"
#include "assignments/KeyedPairs.h"
#include "tools/ToolCollection.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

bool isSwitchedOff(const QJsonValue &object)
{
    return jsonText(object[u"disabled"]) == u"true";
}

QList<NameValue> insomniaFields(const QJsonValue &list)
{
    QList<NameValue> fields;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        const QString name = jsonText(item[u"name"]);
        if (!name.isEmpty() && !isSwitchedOff(item))
            fields.append({name, jsonText(item[u"value"])});
    }
    return fields;
}

/// Objects within objects count as "outer.inner", as texts name them.
void addVariables(VariableValues &variables, const QJsonObject &data, const QString &prefix)
{
    for (auto it = data.begin(); it != data.end(); ++it) {
        const QString name = prefix + it.key();
        if (it.key() == u"__insomnia_vault")
            continue; // enciphered
        if (it.value().isObject())
            addVariables(variables, it.value().toObject(), name + u'.');
        else if (!it.value().isArray())
            variables.values.insert(name, jsonText(it.value()));
    }
}

VariableValues variablesIn(const QJsonValue &data)
{
    VariableValues variables;
    addVariables(variables, data.toObject(), {});
    return variables;
}

ToolAuth insomniaOAuth2(const QJsonValue &auth)
{
    const auto text = [&](QStringView key) { return jsonText(auth[key]); };
    ToolAuth result{.kind = u"oauth2"_s};
    FoundPair &pair = result.pair;
    pair.clientId = text(u"clientId");
    pair.clientSecret = Secret::fromText(text(u"clientSecret"));
    pair.tokenUrl = text(u"accessTokenUrl");
    pair.scopes = text(u"scope");
    pair.grantType = text(u"grantType");
    if (text(u"credentialsInBody") == u"true")
        pair.clientAuthentication = u"client_secret_post"_s;
    for (const QStringView name : {QStringView(u"audience"), QStringView(u"resource")}) {
        if (const QString value = text(name); !value.isEmpty())
            pair.parameters.append({name.toString(), value});
    }
    if (const QString origin = text(u"origin"); !origin.isEmpty())
        pair.headers.append({u"Origin"_s, origin});
    const QString prefix = text(u"tokenPrefix").trimmed();
    if (!prefix.isEmpty() && prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0)
        pair.leftOut.append(Text::tr("“%1” before the token").arg(visibleText(prefix)));
    return result;
}

/// Nothing: as the folder has it.
std::optional<ToolAuth> insomniaAuth(const QJsonValue &auth)
{
    const QString type = jsonText(auth[u"type"]);
    if (type.isEmpty())
        return {};
    if (isSwitchedOff(auth) || type == u"none")
        return ToolAuth{};
    if (type == u"oauth2")
        return insomniaOAuth2(auth);
    const auto text = [&](QStringView key) { return jsonText(auth[key]); };
    return ToolAuth{.kind = type,
                    .basic = {text(u"username"), text(u"password")},
                    .apiKey = {text(u"key"), text(u"value")},
                    .isApiKeyInUrl = text(u"addTo").startsWith(u"query")};
}

SeenRequest insomniaRequest(const QJsonValue &request)
{
    SeenRequest seen;
    seen.url = jsonText(request[u"url"]);
    QStringList query;
    for (const auto &[name, value] : insomniaFields(request[u"parameters"]))
        query.append(name + u'=' + value);
    if (!query.isEmpty())
        seen.url += (seen.url.contains(u'?') ? u'&' : u'?') + query.join(u'&');
    seen.method = jsonText(request[u"method"]).toUpper();
    seen.headers = insomniaFields(request[u"headers"]);
    const QJsonValue body = request[u"body"];
    seen.isMultipart = jsonText(body[u"mimeType"]).startsWith(u"multipart/");
    seen.fields = insomniaFields(body[u"params"]);
    if (seen.fields.isEmpty())
        seen.body = jsonText(body[u"text"]);
    const bool isScripted = !jsonText(request[u"preRequestScript"]).isEmpty()
        || !jsonText(request[u"scripts"][u"preRequest"]).isEmpty();
    if (isScripted)
        seen.leftOut.append(Text::tr("the script that runs before the request"));
    return seen;
}

/// A folder or a request, without what is within.
ToolLevel insomniaLevel(const QJsonValue &json, bool isRequest)
{
    ToolLevel level{.name = jsonText(json[u"name"]),
                    .auth = insomniaAuth(json[u"authentication"]),
                    .variables = variablesIn(json[u"environment"])};
    if (isRequest)
        level.request = insomniaRequest(json);
    return level;
}

/// Version 5.
ToolLevel treeOf(const QJsonValue &json)
{
    ToolLevel level = insomniaLevel(json, json.toObject().contains(u"method"));
    const QJsonArray children = json[u"children"].toArray();
    for (const QJsonValue &child : children)
        level.levels.push_back(treeOf(child));
    return level;
}

void addEnvironments(QList<ImportEnvironment> &environments, const QJsonValue &json)
{
    const QJsonArray list = json.isArray() ? json.toArray() : QJsonArray{json};
    for (const QJsonValue &base : list) {
        const VariableValues variables = variablesIn(base[u"data"]);
        const QJsonArray within = base[u"subEnvironments"].toArray();
        const bool isBase = !json.isArray() || !within.isEmpty();
        if (!variables.isEmpty()) {
            environments.append(
                {.name = jsonText(base[u"name"]), .variables = variables, .isCommon = isBase});
        }
        for (const QJsonValue &environment : within) {
            environments.append({.name = jsonText(environment[u"name"]),
                                 .variables = variablesIn(environment[u"data"])});
        }
    }
}

/// Version 4: makes a tree of the resources.
class ResourceTree
{
public:
    explicit ResourceTree(const QJsonArray &resources)
    {
        for (const QJsonValue &resource : resources) {
            m_ids.insert(jsonText(resource[u"_id"]));
            m_children[jsonText(resource[u"parentId"])].append(resource);
        }
        for (const QJsonValue &resource : resources) { // whose parent was not exported
            const QString parent = jsonText(resource[u"parentId"]);
            if (!m_ids.contains(parent))
                m_roots.append(resource);
        }
    }

    QList<ToolCollection> collections()
    {
        QList<ToolCollection> collections;
        ToolCollection rest{.syntax = VariableSyntax::Nunjucks};
        for (const QJsonValue &root : std::as_const(m_roots)) {
            if (typeOf(root) == u"workspace") {
                ToolCollection collection{.root = levelOf(root, 0),
                                          .syntax = VariableSyntax::Nunjucks};
                environmentsUnder(root, collection.environments, true);
                collections.append(collection);
            } else if (isLevel(root)) {
                rest.root.levels.push_back(levelOf(root, 0));
            } else if (typeOf(root) == u"environment") {
                addEnvironment(root, rest.environments, false);
            }
        }
        if (!rest.root.levels.empty() || !rest.environments.isEmpty())
            collections.append(rest);
        return collections;
    }

private:
    static constexpr int deepest = 200; // two that are each other's parents are nobody's root

    static QString typeOf(const QJsonValue &resource) { return jsonText(resource[u"_type"]); }
    static bool isLevel(const QJsonValue &resource)
    {
        const QString type = typeOf(resource);
        return type == u"request" || type == u"request_group";
    }

    ToolLevel levelOf(const QJsonValue &resource, int depth)
    {
        ToolLevel level = insomniaLevel(resource, typeOf(resource) == u"request");
        if (depth > deepest)
            return level;
        const auto children = m_children.value(jsonText(resource[u"_id"]));
        for (const QJsonValue &child : children) {
            if (isLevel(child))
                level.levels.push_back(levelOf(child, depth + 1));
        }
        return level;
    }

    void environmentsUnder(const QJsonValue &parent, QList<ImportEnvironment> &environments,
                           bool areBase)
    {
        const auto children = m_children.value(jsonText(parent[u"_id"]));
        for (const QJsonValue &child : children) {
            if (typeOf(child) == u"environment")
                addEnvironment(child, environments, areBase);
        }
    }

    void addEnvironment(const QJsonValue &json, QList<ImportEnvironment> &environments, bool isBase)
    {
        const VariableValues variables = variablesIn(json[u"data"]);
        if (!variables.isEmpty() || !isBase) {
            environments.append(
                {.name = jsonText(json[u"name"]), .variables = variables, .isCommon = isBase});
        }
        if (isBase)
            environmentsUnder(json, environments, false);
    }

    QSet<QString> m_ids{};
    QHash<QString, QList<QJsonValue>> m_children{};
    QList<QJsonValue> m_roots{};
};

bool isFive(const QJsonObject &json)
{
    return jsonText(json.value(u"type")).contains(u".insomnia.rest/");
}

QList<ToolCollection> insomniaCollections(const QJsonObject &json, const QString &otherName)
{
    if (!isFive(json))
        return ResourceTree(json.value(u"resources").toArray()).collections();
    ToolCollection collection{.syntax = VariableSyntax::Nunjucks};
    collection.root.name = jsonText(json.value(u"name"));
    if (collection.root.name.isEmpty())
        collection.root.name = otherName;
    const QJsonArray items = json.value(u"collection").toArray();
    for (const QJsonValue &item : items)
        collection.root.levels.push_back(treeOf(item));
    addEnvironments(collection.environments, json.value(u"environments"));
    return {collection};
}

Result<QJsonObject> insomniaJson(const ImportContent &content)
{
    return content.json ? Result<QJsonObject>(*content.json) : yamlObject(content.text);
}

} // namespace

bool isInsomnia(const ImportContent &content)
{
    if (content.json) {
        const QJsonObject &json = *content.json;
        return isFive(json)
            || (json.value(u"resources").isArray()
                && (json.contains(u"__export_format")
                    || json.value(u"_type").toString() == u"export"));
    }
    static const QRegularExpression line(
        u"^(?:type:[ \\t]*[\"']?[a-z-]+\\.insomnia\\.rest/|__export_format:)"_s,
        QRegularExpression::MultilineOption);
    return line.match(content.text).hasMatch();
}

Result<ImportedFile> readInsomnia(const ImportContent &content, const ProviderCatalog &catalog)
{
    const auto json = insomniaJson(content);
    if (!json)
        return failure(json.error());
    ImportedFile file;
    for (const ToolCollection &collection : insomniaCollections(*json, content.baseName())) {
        const bool isEmpty = file.sets.isEmpty() && file.skipped.isEmpty();
        const auto taken = takeCollection(file, collection, content.environments, catalog);
        if (!taken)
            return failure(taken.error());
        if (!isEmpty || !file.sets.isEmpty() || !file.skipped.isEmpty())
            continue;
        // where no request uses them, the variables may be a pair all the same
        for (const ImportEnvironment &environment : collection.environments)
            takeVariables(file, environment.variables, environment.name, catalog);
    }
    return file;
}

QList<ImportEnvironment> insomniaEnvironments(const ImportContent &content)
{
    QList<ImportEnvironment> environments;
    const auto json = insomniaJson(content);
    if (!json)
        return {};
    for (const ToolCollection &collection : insomniaCollections(*json, content.baseName()))
        environments += collection.environments;
    return environments;
}

} // namespace Tokenwright
