// SPDX-License-Identifier: MIT
// Environment files of HTTP clients in editors: JetBrains' http-client.env.json with its private
// twin, and Kulala's, which are the same and more. A "Security.Auth" in them says how a token is
// asked for. jetbrains.com/help/idea/oauth-2-0-authorization.html; github.com/mistweaverco/
// kulala.nvim, lua/kulala/cmd/oauth.lua and parser/env.lua. REST Client has the same, without
// "Security", among the settings of VS Code: github.com/Huachao/vscode-restclient, README.
#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyedPairs.h"
#include "tools/ToolCollection.h"

#include <QJsonArray>

#include <algorithm>

namespace Tokenwright {

bool isEbayJson(const ImportContent &);

namespace {

constexpr QStringView restClientField = u"rest-client.environmentVariables";
constexpr QStringView sharedNames[]{u"$kulalaShared", u"$shared"};
constexpr QStringView grants[][2]{
    {u"client credentials", u"client_credentials"},
    {u"authorization code", u"authorization_code"},
    {u"password", u"password"},
    {u"implicit", u"implicit"},
    {u"device authorization", u"device_code"},
};

bool isShared(const QString &name)
{
    return std::ranges::find(sharedNames, QStringView(name)) != std::end(sharedNames);
}

/// A member by its name in any case.
QJsonValue member(const QJsonObject &object, QStringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (name.compare(it.key(), Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue::Undefined;
}

QJsonObject authsIn(const QJsonObject &environment)
{
    return member(member(environment, u"Security").toObject(), u"Auth").toObject();
}

/// \a over on top of \a under, objects within objects too.
QJsonObject laidOver(QJsonObject under, const QJsonObject &over, int depth = 0)
{
    constexpr int deepest = 8;
    for (auto it = over.begin(); it != over.end(); ++it) {
        const QJsonValue below = under.value(it.key());
        const bool areBoth = it.value().isObject() && below.isObject() && depth < deepest;
        const QJsonValue above = it.value();
        under.insert(it.key(),
                     areBoth ? laidOver(below.toObject(), above.toObject(), depth + 1) : above);
    }
    return under;
}

VariableValues plainVariables(const QJsonObject &environment)
{
    VariableValues variables;
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        if (!it.value().isObject() && !it.value().isArray())
            variables.values.insert(it.key(), jsonText(it.value()));
    }
    return variables;
}

/// The environments of a file, in the order of their names.
QList<ImportEnvironment> environmentsIn(const QJsonObject &file)
{
    const QJsonValue settings = file.value(restClientField);
    const QJsonObject json = settings.isObject() ? settings.toObject() : file;
    QList<ImportEnvironment> environments;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!it.value().isObject())
            continue;
        const QJsonObject environment = it.value().toObject();
        environments.append({.name = it.key(),
                             .variables = plainVariables(environment),
                             .isCommon = isShared(it.key()),
                             .settings = environment});
    }
    return environments;
}

/// The values of a further parameter: a text, a list, or either as "Value" with a "Use".
QStringList parameterValues(const QJsonValue &parameter)
{
    const QJsonValue value = parameter.isObject() ? member(parameter.toObject(), u"Value")
                                                  : parameter;
    QStringList values;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        values.append(jsonText(one));
    return value.isArray() ? values : QStringList{jsonText(value)};
}

/// A "Security.Auth" of one environment.
ToolAuth authFrom(const QJsonObject &settings)
{
    ToolAuth auth{.kind = u"oauth2"_s};
    FoundPair &pair = auth.pair;
    const auto text = [&](QStringView key) { return jsonText(member(settings, key)); };
    pair.clientId = text(u"Client ID");
    pair.clientSecret = Secret::fromText(text(u"Client Secret"));
    pair.tokenUrl = text(u"Token URL");
    pair.scopes = text(u"Scope");
    if (const QJsonArray scopes = member(settings, u"Scope").toArray(); !scopes.isEmpty()) {
        for (const QJsonValue &scope : scopes)
            pair.scopes += u' ' + jsonText(scope);
    }
    const QString grant = text(u"Grant Type").trimmed().toLower();
    const auto *known = std::ranges::find_if(
        grants, [&](const auto &names) { return names[0] == grant || names[1] == grant; });
    pair.grantType = known == std::end(grants) ? grant : (*known)[1].toString();

    const QString way = text(u"Client Credentials").trimmed().toLower();
    if (way == u"in body")
        pair.clientAuthentication = u"client_secret_post"_s;
    else if (way == u"none")
        pair.clientAuthentication = u"none"_s;
    else if (way == u"jwt") // which Kulala sends as the grant itself
        pair.grantType = u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s;
    const QJsonObject parameters = member(settings, u"Custom Request Parameters").toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        const QString use = it.value().isObject() ? jsonText(member(it.value().toObject(), u"Use"))
                                                  : QString();
        if (use.compare(u"In Auth Request", Qt::CaseInsensitive) == 0) {
            pair.leftOut.append(Text::tr("“%1”, which is for the authorization request")
                                    .arg(visibleText(it.key())));
            continue;
        }
        for (const QString &value : parameterValues(it.value()))
            pair.parameters.append({it.key(), value});
    }
    for (const QStringView name :
         {QStringView(u"Custom Headers"), QStringView(u"Custom Request Headers")}) {
        const QJsonObject headers = member(settings, name).toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it)
            pair.headers.append({it.key(), jsonText(it.value())});
    }
    if (const QString url = text(u"Revoke URL"); !url.isEmpty())
        pair.variables.insert(u"revocationUrl"_s, url);
    if (text(u"Use ID Token") == u"true")
        pair.leftOut.append(Text::tr("the ID token in the place of the access token"));
    if (!text(u"Expires In").isEmpty())
        pair.leftOut.append(u"“Expires In”"_s);
    return auth;
}

bool isOAuth2(const QJsonObject &settings)
{
    const QString type = jsonText(member(settings, u"Type"));
    return type.isEmpty() || type.compare(u"OAuth2", Qt::CaseInsensitive) == 0;
}

/// What all files together say of an environment.
class HttpClientReader
{
public:
    HttpClientReader(ImportedFile &file, const ImportContent &content,
                     const ProviderCatalog &catalog)
        : m_file(file)
        , m_own(environmentsIn(*content.json))
        , m_others(content.environments)
        , m_catalog(catalog)
    {
        for (const ImportEnvironment &other : m_others) {
            if (other.isCommon)
                m_common = laidOver(m_common, other.settings);
        }
        for (const ImportEnvironment &own : std::as_const(m_own)) {
            if (own.isCommon)
                m_common = laidOver(m_common, own.settings);
        }
    }

    Result<void> read()
    {
        for (const ImportEnvironment &own : std::as_const(m_own)) {
            if (own.isCommon && m_own.size() > 1)
                continue;
            if (auto taken = readEnvironment(own); !taken)
                return taken;
        }
        return {};
    }

private:
    Result<void> readEnvironment(const ImportEnvironment &own)
    {
        QJsonObject beside;
        for (const ImportEnvironment &other : m_others) {
            if (!other.isCommon && other.name == own.name)
                beside = laidOver(beside, other.settings);
        }
        const QJsonObject whole = laidOver(m_common, laidOver(beside, own.settings));
        const QJsonObject ownAuths = authsIn(laidOver(m_common, own.settings));
        const QJsonObject otherAuths = authsIn(beside);
        const QJsonObject all = authsIn(whole);
        ToolCollection collection{.root = {.name = own.name}};
        collection.root.variables = plainVariables(whole);
        for (const QString &id : ownAuths.keys()) {
            const QJsonObject mine = ownAuths.value(id).toObject();
            const bool isElsewhere = member(mine, u"Token URL").isUndefined()
                && !member(otherAuths.value(id).toObject(), u"Token URL").isUndefined();
            noteSecret(mine);
            if (isElsewhere || !isOAuth2(all.value(id).toObject()))
                continue; // the file that says more brings it
            ToolAuth auth = authFrom(all.value(id).toObject());
            auth.pair.environment = stageNamed(own.name);
            auth.pair.name = m_own.size() > 1 ? QString(id + u' ' + own.name) : id;
            collection.root.levels.push_back({.name = own.name + u" / " + id, .auth = auth});
            addSecretFile(own.name, id, mine);
        }
        QList<ImportEnvironment> common = m_others;
        common.removeIf([](const ImportEnvironment &other) { return !other.isCommon; });
        const bool heldBefore = m_file.holdsSecret;
        const qsizetype before = m_file.sets.size();
        auto taken = takeCollection(m_file, collection, common, m_catalog);
        m_file.holdsSecret = heldBefore || holdsSecretOf(m_file.sets.sliced(before));
        if (taken && ownAuths.isEmpty())
            takeVariables(m_file, plainVariables(whole), own.name, m_catalog);
        return taken;
    }

    /// Whether \a value or what is in it is \a text.
    static bool says(const QJsonValue &value, const QString &text)
    {
        for (const QJsonValue &each : value.toArray()) {
            if (says(each, text))
                return true;
        }
        for (const QJsonValue &each : value.toObject()) {
            if (says(each, text))
                return true;
        }
        return value.isString() && value.toString() == text;
    }

    static bool areToldBy(const QList<ImportEnvironment> &environments, const QString &secret)
    {
        return std::ranges::any_of(environments, [&](const ImportEnvironment &each) {
            return each.variables.values.values().contains(secret) || says(each.settings, secret);
        });
    }

    /// Whether the secret of one of \a sets stands in this very file: it does if it is in none of
    /// the others, for it may be put together.
    bool holdsSecretOf(const QList<ImportedSet> &sets) const
    {
        return std::ranges::any_of(sets, [&](const ImportedSet &set) {
            const QString secret = set.pair.clientSecret.revealText();
            return !secret.isEmpty() && (areToldBy(m_own, secret) || !areToldBy(m_others, secret));
        });
    }

    void noteSecret(const QJsonObject &auth)
    {
        const QString secret = jsonText(member(auth, u"Client Secret"));
        if (!secret.isEmpty() && !secret.contains(u"{{"))
            m_file.holdsSecret = true;
    }

    /// The private file, where the secret of \a id is.
    void addSecretFile(const QString &environment, const QString &id, const QJsonObject &mine)
    {
        if (!jsonText(member(mine, u"Client Secret")).isEmpty())
            return;
        for (const ImportEnvironment &other : m_others) {
            const QJsonObject auth = authsIn(other.settings).value(id).toObject();
            if (other.name == environment && !member(auth, u"Client Secret").isUndefined()
                && !other.file.isEmpty() && !m_file.secretFiles.contains(other.file))
                m_file.secretFiles.append(other.file);
        }
    }

    ImportedFile &m_file;
    const QList<ImportEnvironment> m_own;
    const QList<ImportEnvironment> &m_others;
    const ProviderCatalog &m_catalog;
    QJsonObject m_common{};
};

} // namespace

/// Environments by name; without any authorisation only where a variable is called as the ID of a
/// pair is.
bool isHttpClient(const ImportContent &content)
{
    if (!content.json || content.json->isEmpty())
        return false;
    if (content.json->contains(restClientField))
        return true;
    bool areObjects = true;
    bool hasPair = false;
    for (auto it = content.json->begin(); it != content.json->end(); ++it) {
        const QJsonObject environment = it.value().toObject();
        if (!authsIn(environment).isEmpty())
            return true;
        if (environment.contains(u"auth_uri") || environment.contains(u"redirect_uris"))
            return false; // a client of Google's for people
        areObjects = areObjects && (it.value().isObject() || it.key() == u"$schema");
        hasPair = hasPair || std::ranges::any_of(environment.keys(), isPairKey);
    }
    return areObjects && hasPair && !isEbayJson(content);
}

Result<ImportedFile> readHttpClient(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    HttpClientReader reader(file, content, catalog);
    if (const auto taken = reader.read(); !taken)
        return failure(taken.error());
    return file;
}

QList<ImportEnvironment> httpClientEnvironments(const ImportContent &content)
{
    return environmentsIn(*content.json);
}

} // namespace Tokenwright
