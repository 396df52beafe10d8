// SPDX-License-Identifier: MIT
// Postman's collections v2.0 and v2.1: OAuth 2.0 authorisation at every level, and requests that
// ask for a token themselves.
#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"
#include "VisibleText.h"
#include "postman/PostmanImport.h"
#include "tools/ToolCollection.h"

#include <QJsonArray>

#include <algorithm>

namespace Tokenwright {

namespace {

using Values = QMap<QString, QJsonValue>;

QString textAt(const Values &values, const char *key)
{
    return jsonText(values.value(QString::fromLatin1(key)));
}

/// Further parameters go where Postman sends them.
void placeParameters(ToolAuth &auth, const QJsonValue &list)
{
    for (const Postman::Field &field : Postman::fieldsOf(list)) {
        const NameValue parameter{field.key, jsonText(field.value)};
        if (field.key.isEmpty())
            continue;
        if (field.sentAs == u"request_header")
            auth.pair.headers.append(parameter);
        else if (field.sentAs == u"request_url")
            auth.urlParameters.append(parameter);
        else
            auth.pair.parameters.append(parameter);
    }
}

ToolAuth postmanOAuth2(const Values &values)
{
    ToolAuth auth{.kind = u"oauth2"_s};
    FoundPair &pair = auth.pair;
    pair.clientId = textAt(values, "clientId");
    pair.clientSecret = Secret::fromText(textAt(values, "clientSecret"));
    pair.tokenUrl = textAt(values, "accessTokenUrl");
    pair.scopes = textAt(values, "scope");
    pair.grantType = textAt(values, "grant_type");
    // What is not said is Postman's default, which sends somebody to a page first.
    if (pair.grantType.isEmpty() && !textAt(values, "authUrl").isEmpty())
        pair.grantType = u"authorization_code"_s;
    if (textAt(values, "client_authentication") == u"body")
        pair.clientAuthentication = u"client_secret_post"_s;
    pair.name = textAt(values, "tokenName");
    for (const char *name : {"audience", "resource"}) {
        if (const QString value = textAt(values, name); !value.isEmpty())
            pair.parameters.append({QString::fromLatin1(name), value});
    }
    placeParameters(auth, values.value(u"tokenRequestParams"_s));
    const QString prefix = textAt(values, "headerPrefix").trimmed();
    if (!prefix.isEmpty() && prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0)
        pair.leftOut.append(Text::tr("“%1” before the token").arg(visibleText(prefix)));
    if (textAt(values, "addTokenTo") == u"queryParams")
        pair.leftOut.append(Text::tr("the token's place in the URL"));
    return auth;
}

ToolAuth postmanAuth(const QJsonValue &auth)
{
    const QString type = auth[u"type"].toString();
    const Values values = Postman::valuesOf(auth[type]);
    if (type == u"oauth2")
        return postmanOAuth2(values);
    return {.kind = type == u"noauth" ? QString() : type,
            .basic = {textAt(values, "username"), textAt(values, "password")},
            .apiKey = {textAt(values, "key"), textAt(values, "value")},
            .isApiKeyInUrl = textAt(values, "in") == u"query"};
}

void addBody(SeenRequest &seen, const QJsonObject &body)
{
    const QString mode = body.value(u"mode").toString();
    if (body.value(u"disabled").toBool())
        return;
    if (mode == u"raw") {
        seen.body = jsonText(body.value(u"raw"));
        return;
    }
    seen.isMultipart = mode == u"formdata";
    for (const Postman::Field &field : Postman::fieldsOf(body.value(mode)))
        seen.fields.append({field.key, jsonText(field.value)});
}

/// What no field of a set holds, or what only Postman does.
void addRest(SeenRequest &seen, const QJsonObject &level, const QJsonObject &request)
{
    const QJsonValue certificate = request.value(u"certificate");
    seen.certificateFile = certificate[u"cert"][u"src"].toString();
    seen.keyFile = certificate[u"key"][u"src"].toString();
    if (request.contains(u"proxy"))
        seen.leftOut.append(Text::tr("proxy"));
    const QJsonArray events = level.value(u"event").toArray();
    const bool isScripted = std::ranges::any_of(events, [](const QJsonValue &event) {
        return event[u"listen"].toString() == u"prerequest" && !event[u"disabled"].toBool()
            && !event[u"script"][u"exec"].toArray().isEmpty();
    });
    if (isScripted)
        seen.leftOut.append(Text::tr("the script that runs before the request"));
}

SeenRequest postmanRequest(const QJsonObject &level, const QJsonObject &request)
{
    SeenRequest seen;
    seen.url = Postman::urlText(request.value(u"url"));
    seen.method = request.value(u"method").toString();
    for (const Postman::Field &field : Postman::fieldsOf(request.value(u"header")))
        seen.headers.append({field.key, jsonText(field.value)});
    addBody(seen, request.value(u"body").toObject());
    addRest(seen, level, request);
    return seen;
}

/// \a json is the collection, a folder or a request; how deep it goes its parser has limited.
ToolLevel postmanLevel(const QJsonObject &json, const QString &name)
{
    ToolLevel level{.name = name};
    const QJsonObject request = json.value(u"request").toObject();
    const QJsonValue own = request.value(u"auth");
    const QJsonValue auth = own.isObject() ? own : json.value(u"auth");
    if (auth.isObject())
        level.auth = postmanAuth(auth);
    if (!request.isEmpty())
        level.request = postmanRequest(json, request);
    const QJsonArray items = json.value(u"item").toArray();
    for (const QJsonValue &item : items) {
        const QJsonObject object = item.toObject();
        level.levels.push_back(postmanLevel(object, object.value(u"name").toString()));
    }
    return level;
}

QJsonObject collectionIn(const ImportContent &content)
{
    return content.json ? Postman::unwrapped(*content.json, "collection") : QJsonObject();
}

bool isOldCollection(const QJsonObject &json)
{
    return json.value(u"requests").isArray() && json.value(u"order").isArray();
}

} // namespace

bool isPostmanCollection(const ImportContent &content)
{
    const QJsonObject json = collectionIn(content);
    return (json.value(u"info").isObject() && json.value(u"item").isArray())
        || isOldCollection(json);
}

Result<ImportedFile> readPostmanCollection(const ImportContent &content,
                                           const ProviderCatalog &catalog)
{
    const QJsonObject json = collectionIn(content);
    if (isOldCollection(json)) {
        return misconfigured(
            Text::tr("It is a Postman collection of version 1; export it as v2.1."));
    }
    ImportedFile file;
    ToolCollection collection{.root = postmanLevel(json, json.value(u"info")[u"name"].toString())};
    const Values own = Postman::valuesOf(json.value(u"variable"));
    for (auto it = own.begin(); it != own.end(); ++it)
        collection.root.variables.values.insert(it.key(), jsonText(it.value()));
    if (const auto taken = takeCollection(file, collection, content.environments, catalog); !taken)
        return failure(taken.error());
    return file;
}

} // namespace Tokenwright
