// SPDX-License-Identifier: MIT
#include "ebay/EbayConfig.h"

#include "ImportFormat.h"
#include "ImportText.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyNames.h"

#include <algorithm>
#include <optional>

namespace Tokenwright {

namespace {

bool isSame(const QString &one, QStringView other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isNodeEnvironment(const QString &key)
{
    return isSame(key, u"SANDBOX") || isSame(key, u"PRODUCTION") || isSame(key, u"PROD");
}

EbayEntry entryOf(const QString &key, const QJsonObject &object)
{
    EbayEntry entry{
        .environment = key, .fields = {}, .place = Text::tr("entry “%1”").arg(visibleText(key))};
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isObject() && !it.value().isArray())
            entry.fields.append({it.key(), jsonText(it.value())});
    }
    return entry;
}

bool hasField(const QJsonObject &object, QStringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (isSame(it.key(), name))
            return true;
    }
    return false;
}

/// The applications of ebay_rest; none, if it is another file.
QJsonObject applicationsIn(const ImportContent &content)
{
    const QJsonObject applications = content.json ? content.json->value(u"applications").toObject()
                                                  : QJsonObject();
    const bool isOne = std::ranges::any_of(applications, [](const QJsonValue &value) {
        return value[u"app_id"].isString() && value[u"cert_id"].isString();
    });
    return isOne ? applications : QJsonObject();
}

/// "production_1" tells the environment, and what sets several apart.
FoundPair applicationPair(const QString &key, const QJsonValue &application)
{
    QStringList words = keyWords(key);
    const auto told = std::ranges::find_if(words, isEnvironmentWord);
    FoundPair pair;
    pair.clientId = jsonText(application[u"app_id"]);
    pair.clientSecret = Secret::fromText(jsonText(application[u"cert_id"]));
    pair.provider = u"ebay"_s;
    pair.environment = told == words.end() ? QString() : *told;
    pair.place = Text::tr("application “%1”").arg(visibleText(key));
    pair.key = visibleText(key);
    return pair;
}

/// The application that the user \a key consented to: the only one of that environment, or the one
/// called the same.
std::optional<FoundPair> applicationOf(const QString &key, const QJsonObject &applications)
{
    if (applications.contains(key))
        return applicationPair(key, applications.value(key));
    const QString environment = applicationPair(key, {}).environment;
    QList<FoundPair> possible;
    for (auto it = applications.begin(); it != applications.end(); ++it) {
        const FoundPair pair = applicationPair(it.key(), it.value());
        if (pair.environment == environment)
            possible.append(pair);
    }
    return possible.size() == 1 ? std::optional(possible.first()) : std::nullopt;
}

/// What belongs to people: a refresh token makes a set with the application it was given to. What
/// signs them in does not, so no set can hold it.
void takeUsers(ImportedFile &file, const QJsonObject &users, const QJsonObject &applications,
               const ProviderCatalog &catalog)
{
    for (auto it = users.begin(); it != users.end(); ++it) {
        const QString place = Text::tr("user “%1”").arg(visibleText(it.key()));
        const auto skip = [&](const QString &reason) {
            file.skipped.append({.place = place, .reason = reason});
        };
        const QString token = jsonText(it.value()[refreshTokenParameter]);
        const QString password = jsonText(it.value()[u"password"]);
        for (const QString &secret : {token, password})
            file.holdsSecret = file.holdsSecret || !isPlaceholder(secret);
        if (!password.isEmpty())
            skip(Text::tr("Not carried over: %1. It signs a person in.").arg(u"password"_s));
        if (isPlaceholder(token))
            continue;
        auto pair = applicationOf(it.key(), applications);
        if (!pair) {
            skip(Text::tr("Not carried over: the refresh token. It does not say for which of the "
                          "applications it is."));
            continue;
        }
        pair->provider = u"ebay-user"_s;
        pair->grantType = u"refresh_token"_s;
        pair->parameters.append({refreshTokenParameter, token});
        pair->scopes = it.value()[u"scopes"].toVariant().toStringList().join(u' ');
        pair->place = place;
        pair->key = Text::tr("user %1").arg(visibleText(it.key()));
        take(file, *pair, catalog);
    }
}

} // namespace

bool isEbayHost(const QString &key)
{
    return isSame(key, u"api.sandbox.ebay.com") || isSame(key, u"api.ebay.com");
}

std::expected<FoundPair, QString> pairOf(const EbayEntry &entry)
{
    FoundPair pair;
    QString problem;
    const auto field = [&](QStringView name) {
        QString value;
        bool isThere = false;
        for (const NameValue &one : entry.fields) {
            if (!isSame(one.name, name))
                continue;
            if (isThere)
                problem = Text::tr("“%1” is there twice.").arg(name);
            value = one.value;
            isThere = true;
        }
        return value;
    };
    const bool isHost = isEbayHost(entry.environment);
    pair.clientId = field(isHost ? u"appid" : u"clientId");
    pair.clientSecret = Secret::fromText(field(isHost ? u"certid" : u"clientSecret"));
    pair.provider = u"ebay"_s;
    pair.environment = isHost
        ? (isSame(entry.environment, u"api.ebay.com") ? u"production"_s : u"sandbox"_s)
        : entry.environment;
    // The library for Node.js sends the pair to baseUrl, whatever the environment is called.
    const QString host = isHost ? QString() : field(u"baseUrl").trimmed();
    if (!host.isEmpty())
        pair.tokenUrl = u"https://" + host + u"/identity/v1/oauth2/token";
    pair.place = entry.place;
    pair.key = entry.environment;
    if (!problem.isEmpty())
        return std::unexpected(problem);
    return pair;
}

bool isEbayJson(const ImportContent &content)
{
    if (!content.json)
        return false;
    if (!applicationsIn(content).isEmpty())
        return true;
    for (auto it = content.json->begin(); it != content.json->end(); ++it) {
        const QJsonObject object = it.value().toObject();
        const bool isNode = isNodeEnvironment(it.key()) && hasField(object, u"clientId");
        if ((isEbayHost(it.key()) && it.value().isObject()) || isNode)
            return true;
    }
    return false;
}

Result<ImportedFile> readEbayJson(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    const QJsonObject applications = applicationsIn(content);
    for (auto it = applications.begin(); it != applications.end(); ++it)
        take(file, applicationPair(it.key(), it.value()), catalog);
    if (!applications.isEmpty())
        takeUsers(file, content.json->value(u"users").toObject(), applications, catalog);
    QStringList seen;
    for (auto it = content.json->begin(); it != content.json->end(); ++it) {
        const QString key = it.key();
        if (!it.value().isObject() || (!isEbayHost(key) && !isNodeEnvironment(key)))
            continue;
        if (seen.contains(key, Qt::CaseInsensitive)) {
            return misconfigured(Text::tr("“%1” is there twice.").arg(key));
        }
        seen.append(key);
        const auto pair = pairOf(entryOf(key, it.value().toObject()));
        if (!pair)
            return misconfigured(pair.error());
        take(file, *pair, catalog);
    }
    return file;
}

} // namespace Tokenwright
