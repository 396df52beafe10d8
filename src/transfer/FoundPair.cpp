// SPDX-License-Identifier: MIT
#include "FoundPair.h"

#include "ClientAuthentication.h"
#include "EntryRules.h"
#include "FoundHeaders.h"
#include "Origin.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "SecretName.h"
#include "SeenRequest.h"
#include "Sentences.h"
#include "Text.h"
#include "VisibleText.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

/// A grant's name may be shown; whatever else stands in its place may not.
QString shownGrant(const QString &grant)
{
    static const QRegularExpression name(u"^[a-z_:.A-Z0-9-]{1,60}$"_s);
    return name.match(grant).hasMatch() ? grant : u"?"_s;
}

/// Whether a key or a certificate stands in for the secret.
bool provesItselfOtherwise(const FoundPair &pair)
{
    const auto *method = clientAuthenticationMethod(pair.clientAuthentication);
    return method && !method->needsSecret();
}

/// What the pair is for: what is said, or what is with it.
QString grantOf(const FoundPair &pair)
{
    if (!pair.grantType.isEmpty())
        return pair.grantType;
    const bool hasRefreshToken = std::ranges::any_of(pair.parameters, [](const NameValue &value) {
        return value.name == refreshTokenParameter && !isPlaceholder(value.value);
    });
    return hasRefreshToken ? u"refresh_token"_s : usualGrant;
}

/// Why the pair as such is none.
QString flawOf(const FoundPair &pair)
{
    if (pair.isPairElsewhere && (pair.clientId.isEmpty() || pair.clientSecret.isEmpty())) {
        return !pair.clientId.isEmpty() && isPlaceholder(pair.clientId)
            ? Text::tr("The client ID is a placeholder.")
            : QString();
    }
    if (pair.clientId.isEmpty() && pair.clientSecret.isEmpty())
        return Text::tr("There is neither a client ID nor a client secret.");
    if (pair.clientId.isEmpty())
        return Text::tr("The client ID is missing.");
    if (isPlaceholder(pair.clientId))
        return Text::tr("The client ID is a placeholder.");
    if (pair.clientSecret.isEmpty() && provesItselfOtherwise(pair))
        return {};
    if (pair.clientSecret.isEmpty())
        return Text::tr("The client secret is missing.");
    if (isPlaceholder(pair.clientSecret.revealText()))
        return Text::tr("The client secret is a placeholder.");
    return {};
}

/// The one of \a candidates, all at the same URL, that the host's labels or the name speak of.
QString environmentOfHost(const Provider &provider, const QStringList &candidates,
                          const QString &tokenUrl, const QString &name)
{
    static const QRegularExpression separators(u"[^A-Za-z0-9]+"_s);
    const QStringList words = name.split(separators) + QUrl(tokenUrl).host().split(separators);
    for (const QString &word : words) {
        const QString meant = environmentMeant(provider, candidates, word);
        if (!meant.isEmpty())
            return meant;
    }
    return {};
}

/// Production is what nobody takes lightly.
QString carefulChoice(const Provider &provider, const QStringList &candidates)
{
    for (const ProviderEnvironment &environment : provider.environments) {
        if (environment.production && candidates.contains(environment.id))
            return environment.id;
    }
    return candidates.first();
}

void addTo(QString &sentences, const QString &sentence)
{
    if (!sentences.isEmpty())
        sentences += u' ';
    sentences += sentence;
}

/// The environment among \a candidates, if it is certain, or all of them are the same server.
void decideEnvironment(ImportedSet &target, const FoundPair &pair, const Provider &provider,
                       const QStringList &candidates, bool atOneUrl)
{
    const QString hinted = environmentHinted(provider, pair.clientId);
    QString &environment = target.set.environment;
    if (candidates.size() == 1) {
        environment = candidates.first();
    } else if (candidates.contains(hinted)) {
        environment = hinted;
    } else {
        environment = environmentMeant(provider, candidates, pair.environment);
        if (environment.isEmpty() && atOneUrl)
            environment = environmentOfHost(provider, candidates, pair.tokenUrl, pair.name);
        if (environment.isEmpty() && atOneUrl) {
            environment = carefulChoice(provider, candidates);
            target.isEnvironmentAssumed = true;
            addTo(target.note,
                  Text::tr("It does not say for which environment; taken for %1.")
                      .arg(provider.environment(environment)->name));
        }
    }
    if (!environment.isEmpty() && !hinted.isEmpty() && hinted != environment) {
        addTo(target.note,
              Text::tr("The client ID looks like one of %1.")
                  .arg(provider.environment(hinted)->name));
    }
}

/// The generic server takes what was sent; any other provider's file knows better.
QString methodFor(const FoundPair &pair)
{
    if (!pair.clientAuthentication.isEmpty())
        return pair.clientAuthentication;
    const auto isPlain = [](const QString &text) {
        return QUrl::toPercentEncoding(text) == text.toUtf8();
    };
    if (pair.clientSecret.isEmpty()) // what nobody has typed yet
        return {};
    return isPlain(pair.clientId) && isPlain(pair.clientSecret.revealText())
        ? QString()
        : u"client_secret_basic_raw"_s;
}

/// How the request was made, as far as it is not made so anyway.
void takeShape(CredentialSet &set, const FoundPair &pair)
{
    const RequestRules usual;
    set.clientAuthentication = methodFor(pair);
    if (!pair.algorithm.isEmpty())
        set.assertion.edit().algorithm = pair.algorithm;
    if (pair.method.toLatin1() != usual.method)
        set.method = pair.method;
    if (pair.bodyFormat != u"form")
        set.bodyFormat = pair.bodyFormat;
}

QString userInUrl()
{
    return Text::tr("user name and password in the URL");
}

void addRemarks(ImportedSet &target, const FoundPair &pair)
{
    QStringList remarks = pair.notes;
    if (!pair.leftOut.isEmpty())
        remarks.append(Text::tr("Not carried over: %1.").arg(listText(pair.leftOut)));
    for (const QString &remark : std::as_const(remarks))
        addTo(target.remark, remark);
}

} // namespace

bool isGrantOfPeople(const QString &grant)
{
    static constexpr QStringView grants[]{u"authorization_code",
                                          u"authorization_code_with_pkce",
                                          u"implicit",
                                          u"password",
                                          u"password_credentials",
                                          u"device_code",
                                          u"urn:ietf:params:oauth:grant-type:device_code"};
    return std::ranges::any_of(grants, [&](QStringView known) { return known == grant; });
}

void suggestName(ImportedSet &target, const QString &name)
{
    target.set.name = cleanedName(name);
    if (target.set.name != name.simplified()) {
        const QString note = Text::tr("The name in the file has characters that cannot be seen, or "
                                      "that reorder text; they were left out.");
        target.remark += (target.remark.isEmpty() ? u"" : u" ") + note;
    }
}

void placeParameter(ImportedSet &target, const Provider &provider, const QString &name,
                    const QString &value)
{
    if (!value.isEmpty() && isPlaceholder(value)) {
        addTo(target.remark, Text::tr("“%1” has a placeholder, which is left out.").arg(name));
        return;
    }
    const auto declared = std::ranges::find(provider.request.parameters, name,
                                            &RequestParameter::name);
    const bool isSecret = declared != provider.request.parameters.end() ? declared->secret
                                                                        : meansSecret(name);
    if (!isSecret || value.isEmpty())
        target.set.parameters[name].append(value);
    else if (!target.pair.parameters.contains(name))
        target.pair.parameters.insert(name, Secret::fromText(value));
    else
        addTo(target.remark, Text::tr("Of several values of “%1” the first is taken.").arg(name));
}

void cleanVariables(ImportedSet &target, const Provider &provider)
{
    QStringList leftOut;
    QMap<QString, QString> &variables = target.set.variables;
    for (auto it = variables.begin(); it != variables.end();) {
        if (saysSecret(it.key())) {
            placeParameter(target, provider, it.key(), it.value());
            it = variables.erase(it);
            continue;
        }
        const UrlParts parts = withoutCredentials(it.value());
        it.value() = parts.url;
        ++it;
        if (parts.hadUser)
            leftOut.append(userInUrl());
        for (const auto &[name, value] : formFields(parts.fields.join(u'&'))) {
            // what is the pair's own is there already
            if (name == provider.request.clientIdParameter
                || name == provider.request.clientSecretParameter || value.isEmpty()
                || !meansSecret(name)) {
                leftOut.append(Text::tr("“%1” in the URL").arg(visibleText(name)));
                continue;
            }
            placeParameter(target, provider, name, value);
            addTo(target.remark, Text::tr("“%1” moves from the URL into the body.").arg(name));
        }
    }
    if (!leftOut.isEmpty())
        addTo(target.remark, Text::tr("Not carried over: %1.").arg(listText(leftOut)));
}

QString keptElsewhere(const QStringList &names)
{
    return Text::tr("The file has no value for %1; it is kept elsewhere and has to be typed.")
        .arg(listText(names));
}

QStringList splitScopes(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    QStringList scopes = text.split(separators, Qt::SkipEmptyParts);
    scopes.removeIf([](const QString &scope) { return isPlaceholder(scope); });
    scopes.removeDuplicates();
    return scopes;
}

void take(ImportedFile &file, const FoundPair &pair, const ProviderCatalog &catalog)
{
    const auto skip = [&](const QString &reason) {
        file.skipped.append({.place = pair.place, .reason = reason});
    };
    const UrlParts urlParts = withoutCredentials(pair.tokenUrl);
    if (!isPlaceholder(pair.clientSecret.revealText()) || !pair.privateKey.isEmpty()
        || urlParts.hadUser || !urlParts.fields.isEmpty())
        file.holdsSecret = true;
    const auto skipGrant = [&](const QString &wanted) {
        skip(Text::tr("It asks for another grant (%1) than %2.")
                 .arg(shownGrant(pair.grantType), wanted));
    };
    if (isGrantOfPeople(pair.grantType))
        return skipGrant(u"client_credentials"_s);
    if (!pair.clientAuthentication.isEmpty()
        && !clientAuthenticationMethod(pair.clientAuthentication)) {
        return skip(Text::tr("How the client authenticates (%1) is not known here.")
                        .arg(visibleText(pair.clientAuthentication)));
    }
    if (const QString flaw = flawOf(pair); !flaw.isEmpty())
        return skip(flaw);
    ImportedSet target{
        .set = {}, .pair = {}, .tokenUrl = urlParts.url, .place = pair.place, .key = pair.key};
    target.pair.clientId = pair.clientId;
    target.pair.clientSecret = pair.clientSecret;
    target.pair.privateKey = pair.privateKey;
    target.asksForPair = pair.isPairElsewhere
        && (pair.clientId.isEmpty() || pair.clientSecret.isEmpty());
    target.set.scopes = splitScopes(pair.scopes);

    const QString asked = grantOf(pair);
    QStringList candidates;
    bool isGeneric = false;
    const bool hasUrl = !isPlaceholder(pair.tokenUrl);
    if (hasUrl) {
        const auto match = matchTokenUrl(pair.tokenUrl, catalog, asked);
        if (!match)
            return skip(match.error().message);
        target.set.provider = match->provider;
        target.set.variables = match->variables;
        candidates = match->environments;
        isGeneric = match->isGeneric;
    } else {
        target.tokenUrl.clear();
        const ProviderHint hint = providerHinted(catalog, pair.clientId,
                                                 pair.clientSecret.revealText(), asked);
        target.set.provider = pair.provider.isEmpty() ? hint.provider : pair.provider;
    }
    const Provider *provider = catalog.provider(target.set.provider);
    if (!provider)
        target.set.provider.clear();
    const QString grant = provider ? provider->request.grantType : usualGrant;
    if (!pair.grantType.isEmpty() && pair.grantType != grant)
        return skipGrant(grant);
    if (provider) {
        if (!hasUrl)
            candidates = environmentIds(*provider);
        decideEnvironment(target, pair, *provider, candidates, hasUrl);
        takeFoundHeaders(target, pair, *provider);
        for (auto it = pair.variables.begin(); it != pair.variables.end(); ++it) {
            const bool isDeclared = std::ranges::find(provider->variables, it.key(),
                                                      &Variable::name)
                != provider->variables.end();
            if (isDeclared && !isPlaceholder(it.value())
                && target.set.variables.value(it.key()).isEmpty())
                target.set.variables.insert(it.key(), it.value());
        }
        cleanVariables(target, *provider);
    }
    for (const auto &[name, value] : pair.parameters)
        placeParameter(target, provider ? *provider : Provider(), name, value);
    if (isGeneric)
        takeShape(target.set, pair);
    addRemarks(target, pair);
    if (urlParts.hadUser) // which no variable has any more
        addTo(target.remark, Text::tr("Not carried over: %1.").arg(userInUrl()));
    suggestName(target, pair.name);
    if (target.set.name.isEmpty() && provider)
        target.set.name = isGeneric ? shownHost(QUrl(pair.tokenUrl)) : provider->name;
    file.sets.append(target);
}

} // namespace Tokenwright
