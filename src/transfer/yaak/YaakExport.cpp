// SPDX-License-Identifier: MIT
// Yaak's exports: lists of workspaces, folders, requests and environments that know each other.
// github.com/mountain-loop/yaak, plugins/importer-yaak, plugins/auth-oauth2, crates/yaak-models.
#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"
#include "VisibleText.h"
#include "tools/ToolCollection.h"

#include <QHash>
#include <QJsonArray>

namespace Tokenwright {

namespace {

QList<NameValue> yaakFields(const QJsonValue &list)
{
    QList<NameValue> fields;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array) {
        const QString name = jsonText(item[u"name"]);
        if (!name.isEmpty() && item[u"enabled"].toBool(true))
            fields.append({name, jsonText(item[u"value"])});
    }
    return fields;
}

VariableValues yaakVariables(const QJsonValue &list)
{
    VariableValues variables;
    for (const auto &[name, value] : yaakFields(list))
        variables.values.insert(name, value);
    return variables;
}

void addAssertion(FoundPair &pair, const QJsonValue &auth)
{
    const QString algorithm = jsonText(auth[u"clientAssertionAlgorithm"]);
    const QString key = jsonText(auth[u"clientAssertionSecret"]);
    const bool isShared = algorithm.isEmpty() || algorithm.startsWith(u"HS");
    pair.clientAuthentication = isShared ? u"client_secret_jwt"_s : u"private_key_jwt"_s;
    pair.algorithm = algorithm.isEmpty() ? u"HS256"_s : algorithm;
    const bool isEncoded = auth[u"clientAssertionSecretBase64"].toBool();
    const Secret secret = isEncoded && !key.contains(u"${[")
        ? Secret(QByteArray::fromBase64(key.toLatin1()))
        : Secret::fromText(key);
    (isShared ? pair.clientSecret : pair.privateKey) = secret;
}

ToolAuth yaakOAuth2(const QJsonValue &auth)
{
    const auto text = [&](QStringView key) { return jsonText(auth[key]); };
    ToolAuth result{.kind = u"oauth2"_s};
    FoundPair &pair = result.pair;
    pair.clientId = text(u"clientId");
    pair.tokenUrl = text(u"accessTokenUrl");
    if (!pair.tokenUrl.isEmpty() && !pair.tokenUrl.contains(u"://")
        && !pair.tokenUrl.startsWith(u"${["))
        pair.tokenUrl.prepend(u"https://"); // as Yaak does
    pair.scopes = text(u"scope");
    pair.grantType = text(u"grantType");
    if (pair.grantType.isEmpty()) // what nobody chose otherwise
        pair.grantType = u"authorization_code"_s;
    if (text(u"clientCredentialsMethod") == u"client_assertion"
        && pair.grantType == u"client_credentials") {
        addAssertion(pair, auth);
    } else {
        pair.clientSecret = Secret::fromText(text(u"clientSecret"));
        if (text(u"credentials") != u"basic")
            pair.clientAuthentication = u"client_secret_post"_s;
    }
    if (const QString audience = text(u"audience"); !audience.isEmpty())
        pair.parameters.append({u"audience"_s, audience});
    const QString header = text(u"headerName").trimmed();
    if (!header.isEmpty() && header.compare(u"Authorization", Qt::CaseInsensitive) != 0)
        pair.leftOut.append(Text::tr("the token in the header “%1”").arg(visibleText(header)));
    const QString prefix = text(u"headerPrefix").trimmed();
    if (!prefix.isEmpty() && prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0)
        pair.leftOut.append(Text::tr("“%1” before the token").arg(visibleText(prefix)));
    return result;
}

/// Nothing: as the folder has it.
std::optional<ToolAuth> yaakAuth(const QJsonValue &level)
{
    const QString type = jsonText(level[u"authenticationType"]);
    const QJsonValue auth = level[u"authentication"];
    if (type.isEmpty())
        return {};
    if (type == u"none" || auth[u"disabled"].toBool())
        return ToolAuth{};
    if (type == u"oauth2")
        return yaakOAuth2(auth);
    const auto text = [&](QStringView key) { return jsonText(auth[key]); };
    return ToolAuth{.kind = type,
                    .basic = {text(u"username"), text(u"password")},
                    .apiKey = {text(u"key"), text(u"value")},
                    .isApiKeyInUrl = text(u"location") == u"query"};
}

SeenRequest yaakRequest(const QJsonValue &request)
{
    SeenRequest seen;
    seen.url = jsonText(request[u"url"]);
    for (const auto &[name, value] : yaakFields(request[u"urlParameters"])) {
        if (!name.startsWith(u':'))
            seen.url += (seen.url.contains(u'?') ? u"&" : u"?") + name + u'=' + value;
        else
            seen.url.replace(name, value);
    }
    seen.method = jsonText(request[u"method"]).toUpper();
    seen.headers = yaakFields(request[u"headers"]);
    const QJsonValue body = request[u"body"];
    seen.isMultipart = jsonText(request[u"bodyType"]).startsWith(u"multipart/");
    seen.fields = yaakFields(body[u"form"]);
    if (seen.fields.isEmpty())
        seen.body = jsonText(body[u"text"]);
    return seen;
}

/// The lists of one export, by who is within what.
class YaakTree
{
public:
    explicit YaakTree(const QJsonObject &resources)
        : m_resources(resources)
    {
        for (const QStringView list :
             {QStringView(u"folders"), QStringView(u"httpRequests"), QStringView(u"requests")}) {
            const QJsonArray all = resources.value(list).toArray();
            for (const QJsonValue &one : all) {
                const QString folder = jsonText(one[u"folderId"]);
                const QString parent = folder.isEmpty() ? jsonText(one[u"workspaceId"]) : folder;
                m_children[parent].append({one, list != u"folders"});
            }
        }
        const QJsonArray environments = resources.value(u"environments").toArray();
        for (const QJsonValue &environment : environments) {
            if (jsonText(environment[u"parentModel"]) == u"folder")
                m_folders.insert(jsonText(environment[u"parentId"]),
                                 yaakVariables(environment[u"variables"]));
        }
    }

    QList<ToolCollection> collections() const
    {
        QList<ToolCollection> collections;
        const QJsonArray workspaces = m_resources.value(u"workspaces").toArray();
        for (const QJsonValue &workspace : workspaces) {
            ToolCollection collection{.root = levelOf(workspace, false, 0),
                                      .syntax = VariableSyntax::Yaak,
                                      .environments = environmentsOf(jsonText(workspace[u"id"]))};
            // version 1 kept them there
            collection.root.variables = yaakVariables(workspace[u"variables"]);
            collections.append(collection);
        }
        return collections;
    }

private:
    static constexpr int deepest = 200;

    QList<ImportEnvironment> environmentsOf(const QString &workspace) const
    {
        QList<ImportEnvironment> environments;
        const QJsonArray all = m_resources.value(u"environments").toArray();
        for (const QJsonValue &environment : all) {
            const QString parent = jsonText(environment[u"parentModel"]);
            const QString owner = jsonText(environment[u"workspaceId"]);
            if (parent == u"folder" || (!owner.isEmpty() && owner != workspace))
                continue;
            const bool isBase = parent == u"workspace" || environment[u"base"].toBool()
                || (parent.isEmpty() && environment.toObject().contains(u"environmentId")
                    && environment[u"environmentId"].isNull());
            environments.append({.name = jsonText(environment[u"name"]),
                                 .variables = yaakVariables(environment[u"variables"]),
                                 .isCommon = isBase});
        }
        return environments;
    }

    ToolLevel levelOf(const QJsonValue &json, bool isRequest, int depth) const
    {
        const QString id = jsonText(json[u"id"]);
        ToolLevel level{.name = jsonText(json[u"name"]),
                        .auth = yaakAuth(json),
                        .variables = m_folders.value(id)};
        if (isRequest) {
            level.request = yaakRequest(json);
            return level;
        }
        const auto children = depth > deepest ? QList<Child>() : m_children.value(id);
        for (const auto &[child, isChildRequest] : children)
            level.levels.push_back(levelOf(child, isChildRequest, depth + 1));
        return level;
    }

    struct Child
    {
        QJsonValue json;
        bool isRequest;
    };
    const QJsonObject &m_resources;
    QHash<QString, QList<Child>> m_children{};
    QHash<QString, VariableValues> m_folders{};
};

QList<ToolCollection> yaakCollections(const QJsonObject &json)
{
    const QJsonObject resources = json.value(u"resources").toObject();
    return YaakTree(resources).collections();
}

} // namespace

bool isYaak(const ImportContent &content)
{
    return content.json && content.json->contains(u"yaakSchema");
}

Result<ImportedFile> readYaak(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    for (const ToolCollection &collection : yaakCollections(*content.json)) {
        const auto taken = takeCollection(file, collection, content.environments, catalog);
        if (!taken)
            return failure(taken.error());
    }
    return file;
}

QList<ImportEnvironment> yaakEnvironments(const ImportContent &content)
{
    QList<ImportEnvironment> environments;
    for (const ToolCollection &collection : yaakCollections(*content.json))
        environments += collection.environments;
    return environments;
}

} // namespace Tokenwright
