// SPDX-License-Identifier: MIT
#include "tools/ToolFilling.h"

#include "ProviderMatch.h"
#include "SecretName.h"
#include "Text.h"
#include "UrlSecrets.h"
#include "VisibleText.h"

#include <QUrl>
#include <QUrlQuery>

namespace Tokenwright {

namespace {

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "{}"));
}

void addToQuery(QString &url, const QString &query)
{
    url += (url.contains(u'?') ? u'&' : u'?') + query;
}

NameValue filled(const NameValue &field, const VariableScope &scope)
{
    return {scope.filledIn(field.name), scope.filledIn(field.value)};
}

void fill(QList<NameValue> &fields, const VariableScope &scope)
{
    for (NameValue &field : fields)
        field = filled(field, scope);
}

FoundPair filled(FoundPair pair, const VariableScope &scope)
{
    pair.clientId = scope.filledIn(pair.clientId);
    pair.clientSecret = Secret::fromText(scope.filledIn(pair.clientSecret.revealText()));
    pair.privateKey = Secret::fromText(scope.filledIn(pair.privateKey.revealText()));
    pair.tokenUrl = scope.filledIn(pair.tokenUrl).trimmed();
    pair.scopes = scope.filledIn(pair.scopes).trimmed();
    pair.grantType = scope.filledIn(pair.grantType).trimmed();
    pair.name = scope.filledIn(pair.name);
    fill(pair.parameters, scope);
    fill(pair.headers, scope);
    for (QString &value : pair.variables)
        value = scope.filledIn(value);
    return pair;
}

/// What of \a pair is lacking, if it is something its request cannot do without. What is kept
/// elsewhere of the pair itself is to be typed.
LackingVariable lackingIn(FoundPair &pair, const VariableScope &scope)
{
    if (!scope.lacking(pair.privateKey.revealText()).name.isEmpty()) {
        pair.privateKey = {};
        pair.notes.append(Text::tr("Choose the private key afterwards that signs its assertions."));
    }
    const auto id = scope.lacking(pair.clientId);
    const auto secret = scope.lacking(pair.clientSecret.revealText());
    for (const LackingVariable &lacking : {id, secret}) {
        if (!lacking.name.isEmpty() && !lacking.isElsewhere)
            return lacking;
    }
    for (const QString &text : {pair.tokenUrl, pair.scopes, pair.grantType}) {
        if (const auto lacking = scope.lacking(text); !lacking.name.isEmpty())
            return {.name = lacking.name};
    }
    QStringList elsewhere;
    for (const LackingVariable &lacking : {id, secret}) {
        if (!lacking.name.isEmpty())
            elsewhere.append(u"“" + lacking.name + u"”");
    }
    if (elsewhere.isEmpty())
        return {};
    if (!id.name.isEmpty())
        pair.clientId.clear();
    if (!secret.name.isEmpty())
        pair.clientSecret = {};
    pair.isPairElsewhere = true;
    pair.notes.append(keptElsewhere(elsewhere));
    return {};
}

/// Moves those of \a fields that lack a variable to what is left out.
void leaveOutLacking(FoundPair &pair, QList<NameValue> &fields, const VariableScope &scope)
{
    fields.removeIf([&](const NameValue &field) {
        const LackingVariable lacking = scope.lacking(field.value);
        if (!lacking.name.isEmpty())
            pair.leftOut.append(Text::tr("“%1”, which needs the variable “%2”")
                                    .arg(visibleText(field.name), lacking.name));
        return !lacking.name.isEmpty();
    });
}

} // namespace

FoundPair filledPair(const ToolAuth &auth, const VariableScope &scope,
                     const ProviderCatalog &catalog)
{
    FoundPair pair = filled(auth.pair, scope);
    QUrlQuery query;
    for (const auto &[rawName, rawValue] : auth.urlParameters) {
        const QString name = scope.filledIn(rawName);
        const QString value = scope.filledIn(rawValue);
        const auto match = matchTokenUrl(pair.tokenUrl, catalog);
        if (meansSecret(name))
            pair.parameters.append({name, value});
        else if (match && match->isGeneric)
            query.addQueryItem(percentEncoded(name), percentEncoded(value));
        else // the URL of a provider that is known has no room for it
            pair.leftOut.append(Text::tr("“%1” in the URL").arg(visibleText(name)));
    }
    if (!query.isEmpty())
        addToQuery(pair.tokenUrl, query.toString());
    return pair;
}

SeenRequest filledRequest(const SeenRequest &request, const ToolAuth *auth,
                          const VariableScope &scope)
{
    SeenRequest seen = request;
    seen.url = scope.filledIn(seen.url).trimmed();
    seen.body = scope.filledIn(seen.body);
    fill(seen.headers, scope);
    fill(seen.fields, scope);
    if (seen.basic)
        seen.basic = filled(*seen.basic, scope);
    if (!auth || auth->kind.isEmpty() || auth->kind == u"oauth2" || auth->kind == u"bearer")
        return seen;
    const NameValue key = filled(auth->apiKey, scope);
    if (auth->kind == u"basic") {
        seen.basic = filled(auth->basic, scope);
    } else if (auth->kind == u"apikey" && auth->isApiKeyInUrl) {
        addToQuery(seen.url, percentEncoded(key.name) + u'=' + percentEncoded(key.value));
    } else if (auth->kind == u"apikey") {
        seen.headers.append(key);
    } else {
        seen.leftOut.append(Text::tr("authorisation “%1”").arg(visibleText(auth->kind)));
    }
    return seen;
}

LackingVariable takeOutLacking(FoundPair &pair, const VariableScope &scope)
{
    const LackingVariable lacking = lackingIn(pair, scope);
    leaveOutLacking(pair, pair.parameters, scope);
    leaveOutLacking(pair, pair.headers, scope);
    for (auto it = pair.variables.begin(); it != pair.variables.end();) {
        const bool isLacking = !scope.lacking(it.value()).name.isEmpty();
        it = isLacking ? pair.variables.erase(it) : std::next(it);
    }
    return lacking;
}

} // namespace Tokenwright
