// SPDX-License-Identifier: MIT
#include "CredentialForm.h"

#include "ClientAuthentication.h"
#include "EnteredText.h"
#include "ExtraLines.h"
#include "KeyText.h"
#include "Origin.h"
#include "SecretLife.h"
#include "Text.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

bool CredentialForm::hasNoPair() const
{
    return clientId.isEmpty() && clientSecret.isEmpty() && privateKey.isEmpty()
        && certificate.isEmpty() && std::ranges::all_of(secretParameters, &Secret::isEmpty);
}

CredentialSet appliedTo(const CredentialSet &base, const CredentialForm &form,
                        const Provider &provider)
{
    CredentialSet set = base;
    if (base.provider != provider.id) {
        set.variables.clear();
        set.parameters.clear();
        set.headers.clear();
        set.method.clear();
        set.bodyFormat.clear();
        set.assertion = {};
    }
    set.name = form.name;
    set.provider = provider.id;
    set.environment = form.environment;
    set.scopes = form.scopes;
    set.clientAuthentication = form.clientAuthentication;
    set.minimumSeconds = form.minimumSeconds;
    set.tags = enteredTags(form.tags);
    if (const auto expires = secretExpiryFrom(form.secretExpires))
        set.secretExpires = *expires;
    set.notes = form.notes.trimmed().isEmpty() ? QString() : form.notes;
    if (pairUseOf(provider, form.clientAuthentication).assertion)
        set.assertion = form.assertion; // otherwise it is not shown, and so it stays
    for (const Variable &variable : provider.variables) {
        const QString value = form.variables.value(variable.name);
        if (value == set.variables.value(variable.name))
            continue; // what is there and shows as nothing is not ours
        if (value.isEmpty())
            set.variables.remove(variable.name);
        else
            set.variables.insert(variable.name, value);
    }
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (parameter.secret)
            continue;
        const QString value = form.parameters.value(parameter.name);
        const QStringList before = set.parameters.value(parameter.name);
        static const QRegularExpression blanks(u"\\s+"_s);
        if (value == before.join(u' '))
            continue; // several values show as one text, and stay several
        if (value.isEmpty() || (before.isEmpty() && value == parameter.defaultValue))
            set.parameters.remove(parameter.name);
        else if (parameter.multiple)
            set.parameters.insert(parameter.name, value.split(blanks, Qt::SkipEmptyParts));
        else
            set.parameters.insert(parameter.name, {value});
    }
    set.parameters = withLines(set.parameters, form.extraParameters, provider.request);
    set.headers = withLines(set.headers, form.extraHeaders);
    return set;
}

ClientCredentials pairOf(const CredentialForm &form, const Provider &provider,
                         const ClientCredentials &known, PairRule rule)
{
    const auto part = [rule](const Secret &entered, const Secret &before, bool isUsed) {
        if (isUsed)
            return entered;
        // Its row is not on the screen. An empty field means that the user took it out, but only
        // where the field had been filled with what the keychain holds.
        const bool wasRemoved = entered.isEmpty() && rule == PairRule::Whole;
        return wasRemoved ? Secret() : before;
    };
    // PEM that differs in its white space alone is the same, and not a reason to write.
    const auto pemPart = [&part](const Secret &entered, const Secret &before, bool isUsed) {
        const Secret tidy = tidiedKeyText(entered);
        return part(tidy.equals(tidiedKeyText(before)) ? before : tidy, before, isUsed);
    };
    const PairUse use = pairUseOf(provider, form.clientAuthentication);
    ClientCredentials pair = known;
    pair.clientId = form.clientId;
    pair.clientSecret = part(form.clientSecret, pair.clientSecret, use.secret);
    pair.privateKey = pemPart(form.privateKey, pair.privateKey, use.key);
    pair.certificate = pemPart(form.certificate, pair.certificate, use.certificate);
    const QStringList stillKept = parameterLines(form.extraParameters, provider.request).kept;
    for (const QString &name : form.keptSecrets) {
        if (!stillKept.contains(name))
            pair.parameters.remove(name);
    }
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (!parameter.secret)
            continue;
        const Secret value = form.secretParameters.value(parameter.name);
        if (value.isEmpty())
            pair.parameters.remove(parameter.name);
        else
            pair.parameters.insert(parameter.name, value);
    }
    return pair;
}

SetDraft draftOf(const CredentialForm &form, const Provider &provider, const Entry &before,
                 PairRule rule)
{
    return {.provider = provider,
            .before = before,
            .after = {.set = appliedTo(before.set, form, provider),
                      .credentials = pairOf(form, provider, before.credentials, rule)}};
}

QList<DraftProblem> problemsOf(const CredentialForm &form, const Provider &provider, PairRule rule,
                               const NameTaken &nameTaken, const Entry &before)
{
    const bool pairStays = rule == PairRule::WholeOrEmpty && form.hasNoPair();
    auto problems = problemsOf(draftOf(form, provider, before, rule),
                               pairUseOf(provider, form.clientAuthentication),
                               pairStays ? PairRule::Empty : rule, nameTaken);
    if (!provider.environment(form.environment))
        return problems; // more would only confuse
    const auto add = [&](DraftField::Kind field, const QStringList &messages) {
        if (!messages.isEmpty())
            problems.append({{field}, messages.join(u'\n')});
    };
    const ParameterLines lines = parameterLines(form.extraParameters, provider.request);
    QStringList lineProblems = lines.problems;
    for (const QString &name : lines.kept) {
        if (!form.keptSecrets.contains(name))
            lineProblems.append(Text::tr("The keychain keeps no “%1”; write its value.").arg(name));
    }
    if (const auto expires = secretExpiryFrom(form.secretExpires); !expires)
        add(DraftField::SecretExpires, {expires.error().message});
    add(DraftField::ExtraParameters, lineProblems);
    add(DraftField::ExtraHeaders, headerLines(form.extraHeaders).problems);
    return problems;
}

QStringList scopesFromText(const QString &text, const QString &separator)
{
    QString spaced = text;
    if (!separator.trimmed().isEmpty())
        spaced.replace(separator, u" "_s);
    // what cannot be seen is part of no scope (RFC 6749 §3.3)
    static const QRegularExpression blanks(u"[\\s\\p{Z}\\p{C}]+"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    QStringList scopes = spaced.split(blanks, Qt::SkipEmptyParts);
    scopes.removeDuplicates();
    return scopes;
}

QString suggestedName(const Provider &provider, const ProviderEnvironment &environment)
{
    constexpr qsizetype longestWord = 12;
    if (provider.environments.size() < 2)
        return cleanedName(provider.name);
    QString word = environment.name.size() > longestWord ? environment.id : environment.name;
    const bool isOrdinary = word.size() > 1 && word.at(1).isLower(); // "EU" stays
    if (isOrdinary)
        word[0] = word.at(0).toLower();
    return cleanedName(provider.name + u' ' + word);
}

bool offersScopes(const Provider &provider)
{
    const ScopeRules &rules = provider.request.scopes;
    return rules.required || !rules.defaults.isEmpty() || !rules.catalog.isEmpty()
        || std::ranges::any_of(provider.variables, [&](const Variable &variable) {
               return std::ranges::any_of(
                   provider.environments, [&](const ProviderEnvironment &environment) {
                       return environment.tokenUrl.contains(u'{' + variable.name + u'}');
                   });
           });
}

bool isAnyServer(const Provider &provider)
{
    return std::ranges::any_of(provider.variables, [&](const Variable &variable) {
        return std::ranges::any_of(provider.environments,
                                   [&](const ProviderEnvironment &environment) {
                                       return environment.tokenUrl == u'{' + variable.name + u'}';
                                   });
    });
}

bool isWorthTellingEarly(const DraftProblem &problem, const CredentialForm &form)
{
    switch (problem.field.kind) {
    case DraftField::Name:
        return !form.name.isEmpty();
    case DraftField::ClientId:
        return !form.clientId.isEmpty();
    case DraftField::ClientSecret:
        return !form.clientSecret.isEmpty();
    case DraftField::PrivateKey:
        return !form.privateKey.isEmpty();
    case DraftField::Certificate:
        return !form.certificate.isEmpty();
    case DraftField::SecretExpires:
        return true;
    default:
        return false;
    }
}

QString originLabel(const QString &origin)
{
    const QUrl url(origin);
    const bool isDefaultPort = (url.scheme() == u"https" && url.port() == 443)
        || (url.scheme() == u"http" && url.port() == 80);
    return isDefaultPort ? shownUrl(url.adjusted(QUrl::RemovePort)) : origin;
}

} // namespace Tokenwright
