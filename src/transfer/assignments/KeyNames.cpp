// SPDX-License-Identifier: MIT
#include "assignments/KeyNames.h"

#include "ProviderMatch.h"

#include <algorithm>

namespace Tokenwright {

namespace {

struct Ending
{
    QStringView text; ///< Without what parts its words.
    KeyRole role;
    QStringView kind;
};

/// What keys are called by convention, and in eBay's and Pitney Bowes's documents.
constexpr Ending endings[]{
    {u"CLIENTID", KeyRole::Id, u"CLIENT"},
    {u"CLIENTSECRET", KeyRole::Secret, u"CLIENT"},
    {u"APPID", KeyRole::Id, u"APP"},
    {u"CERTID", KeyRole::Secret, u"APP"},
    {u"APPKEY", KeyRole::Id, u"APP"},
    {u"APPSECRET", KeyRole::Secret, u"APP"},
    {u"APIKEY", KeyRole::Id, u"API"},
    {u"APISECRET", KeyRole::Secret, u"API"},
    {u"APISECRETKEY", KeyRole::Secret, u"API"},
    {u"CONSUMERKEY", KeyRole::Id, u"CONSUMER"},
    {u"CONSUMERSECRET", KeyRole::Secret, u"CONSUMER"},
    {u"SECRETKEY", KeyRole::Secret, u""},
    {u"SECRET", KeyRole::Secret, u""},
    {u"SCOPE", KeyRole::Scope, u""},
    {u"SCOPES", KeyRole::Scope, u""},
    {u"OAUTHSCOPE", KeyRole::Scope, u""},
    {u"OAUTHSCOPES", KeyRole::Scope, u""},
    {u"TOKENURL", KeyRole::TokenUrl, u""},
    {u"TOKENURI", KeyRole::TokenUrl, u""},
    {u"TOKENENDPOINT", KeyRole::TokenUrl, u""},
    {u"ACCESSTOKENURL", KeyRole::TokenUrl, u""},
    {u"ACCESSTOKENURI", KeyRole::TokenUrl, u""},
    {u"OAUTHTOKENURL", KeyRole::TokenUrl, u""},
    {u"BASEURL", KeyRole::BaseUrl, u""},
    {u"APIURL", KeyRole::BaseUrl, u""},
    {u"APIBASEURL", KeyRole::BaseUrl, u""},
    {u"ENV", KeyRole::Environment, u""},
    {u"ENVIRONMENT", KeyRole::Environment, u""},
    {u"MODE", KeyRole::Environment, u""},
    {u"GRANTTYPE", KeyRole::GrantType, u""},
    {u"AUTHORIZATIONGRANTTYPE", KeyRole::GrantType, u""},
    {u"REFRESHTOKEN", KeyRole::RefreshToken, u""},
    {u"OAUTHREFRESHTOKEN", KeyRole::RefreshToken, u""},
    {u"USERREFRESHTOKEN", KeyRole::RefreshToken, u""},
};

/// What people call providers besides their ids and names.
constexpr std::pair<QStringView, QStringView> abbreviations[]{
    {u"PB", u"pitney-bowes"},
    {u"APS", u"autodesk-aps"},
    {u"AUTODESK", u"autodesk-aps"},
    {u"AZURE", u"entra"},
    {u"SPOTIPY", u"spotify"},
    {u"SFDC", u"salesforce"},
    {u"BLIZZARD", u"battlenet"},
    {u"FALCON", u"crowdstrike"},
    {u"IDCS", u"oracle-idcs"},
    {u"JAMF", u"jamf-pro"},
    {u"XERO", u"xero-custom-connection"},
};

bool begins(const QStringList &words, const QString &joined, qsizetype *count)
{
    for (qsizetype i = 1; i <= words.size(); ++i) {
        if (words.first(i).join(QString()) == joined) {
            *count = i;
            return true;
        }
    }
    return false;
}

bool ends(const QStringList &words, const QString &joined, qsizetype *count)
{
    for (qsizetype i = 1; i <= words.size(); ++i) {
        if (words.last(i).join(QString()) == joined) {
            *count = i;
            return true;
        }
    }
    return false;
}

} // namespace

QStringList keyWords(const QString &text)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            words.append(word.toUpper());
        word.clear();
    };
    QChar before;
    for (const QChar character : text) {
        if (!character.isLetterOrNumber()) {
            end();
        } else {
            if (character.isUpper() && (before.isLower() || before.isDigit()))
                end();
            word += character;
        }
        before = character;
    }
    end();
    return words;
}

KeyName keyName(const QString &key)
{
    constexpr qsizetype longest = 3; // words in an ending
    KeyName name{.prefix = keyWords(key)};
    QStringList &words = name.prefix;
    // The last word may be "ENV" itself; what tells an environment is any other.
    const auto told = std::ranges::find_if(words, isEnvironmentWord);
    if (told != words.end() && words.size() > 1) {
        name.environment = *told;
        words.erase(told);
    }
    for (qsizetype count = std::min(longest, words.size()); count > 0; --count) {
        const QString last = words.last(count).join(QString());
        const auto found = std::ranges::find(endings, QStringView(last), &Ending::text);
        if (found == std::end(endings))
            continue;
        name.role = found->role;
        name.kind = found->kind.toString();
        words.resize(words.size() - count);
        break;
    }
    return name;
}

const Provider *providerNamed(const ProviderCatalog &catalog, const QStringList &words,
                              QStringList *rest)
{
    const Provider *best = nullptr;
    qsizetype most = 0;
    const auto consider = [&](const Provider *provider, const QString &name) {
        const QString joined = keyWords(name).join(QString());
        qsizetype count = 0;
        if (!provider || joined.isEmpty())
            return;
        if (begins(words, joined, &count) && count > most)
            *rest = words.sliced(count);
        else if (ends(words, joined, &count) && count > most)
            *rest = words.first(words.size() - count);
        else
            return;
        best = provider;
        most = count;
    };
    for (const Provider &provider : catalog.providers()) {
        consider(&provider, provider.id);
        consider(&provider, provider.name);
    }
    for (const auto &[word, id] : abbreviations)
        consider(catalog.provider(id.toString()), word.toString());
    if (!best)
        *rest = words;
    return best;
}

} // namespace Tokenwright
