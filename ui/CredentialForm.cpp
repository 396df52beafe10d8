// SPDX-License-Identifier: MIT
#include "CredentialForm.h"

#include "ExtraLines.h"
#include "core/Text.h"
#include "credentials/EntryRules.h"
#include "oauth/ClientAssertion.h"
#include "oauth/EndpointUrls.h"
#include "oauth/PrivateKey.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

QString tr(const char *text)
{
    return Text::tr(text);
}

bool isUsedIn(const Variable &variable, const Environment &environment)
{
    const QString placeholder = u'{' + variable.name + u'}';
    return environment.tokenUrl.contains(placeholder)
        || environment.apiBaseUrl.contains(placeholder);
}

void addPairProblems(QList<FormProblem> &problems, const CredentialForm &form,
                     const Provider &provider, PairRule rule)
{
    if (rule == PairRule::WholeOrEmpty && form.hasNoPair())
        return;
    const QString sentence = rule == PairRule::WholeOrEmpty
        ? tr("Enter the %1 as well, or leave the whole pair empty to keep it as it is.")
        : tr("Enter the %1.");
    const ClientAuthenticationMethod *method = methodOf(provider, form.clientAuthentication);
    if (form.clientId.isEmpty()) {
        problems.append({{FormField::ClientId}, sentence.arg(spokenLabel(provider.clientIdLabel))});
    }
    if (form.clientSecret.isEmpty() && method && method->needsSecret()) {
        problems.append(
            {{FormField::ClientSecret}, sentence.arg(spokenLabel(provider.clientSecretLabel))});
    }
}

/// What the rules of what may enter say of the form. What was there before is not judged.
void addEntryProblems(QList<FormProblem> &problems, const CredentialForm &form,
                      const Provider &provider, const Entry &before)
{
    const ClientCredentials &known = before.credentials;
    const auto add = [&](const FormField &field, const auto &outcome) {
        if (!outcome)
            problems.append({field, outcome.error().message});
    };
    if (!form.name.isEmpty() && form.name != before.set.name)
        add({FormField::Name}, enteredName(form.name));
    if (form.clientId != known.clientId) {
        add({FormField::ClientId},
            enteredClientId(form.clientId, spokenLabel(provider.clientIdLabel)));
    }
    if (!form.clientSecret.equals(known.clientSecret)) {
        add({FormField::ClientSecret},
            enteredSecret(form.clientSecret, spokenLabel(provider.clientSecretLabel)));
    }
    for (const RequestParameter &parameter : provider.request.parameters) {
        const Secret entered = form.secretParameters.value(parameter.name);
        if (parameter.secret && !entered.equals(known.parameters.value(parameter.name))) {
            add({FormField::Parameter, parameter.name},
                enteredSecret(entered, spokenLabel(parameter.label)));
        }
    }
}

/// What speaks against signing with \a key, in the words of what signs.
void addAssertionProblem(QList<FormProblem> &problems, const CredentialForm &form,
                         const Provider &provider)
{
    const bool isOwn = !form.assertion.algorithm.isEmpty();
    AssertionRules rules;
    rules.algorithm = isOwn ? form.assertion.algorithm : provider.request.assertion.algorithm;
    ClientCredentials key;
    key.privateKey = form.privateKey;
    if (const auto assertion = clientAssertion(rules, key, {}, {}); !assertion) {
        problems.append(
            {{isOwn ? FormField::Algorithm : FormField::PrivateKey}, assertion.error().message});
    }
}

/// What is wrong with key and certificate, as far as they are used.
void addKeyProblems(QList<FormProblem> &problems, const CredentialForm &form,
                    const Provider &provider, PairRule rule)
{
    const ClientAuthenticationMethod *method = methodOf(provider, form.clientAuthentication);
    const PairUse use = pairUseOf(provider, form.clientAuthentication);
    const bool isAsked = method && !(rule == PairRule::WholeOrEmpty && form.hasNoPair());
    // neither is of use in TLS without the other
    const bool isNeeded = isAsked && needsCertificate(*method, provider.request);
    const bool takes = isAsked && takesCertificate(*method, provider.request);
    const bool needsKey = isNeeded || (isAsked && method->needsKey())
        || (takes && !form.certificate.isEmpty());
    const bool needsOther = isNeeded
        || (takes && !method->needsKey() && !form.privateKey.isEmpty());
    bool keyIsFine = false;
    if (use.key && (!form.privateKey.isEmpty() || needsKey)) {
        const auto facts = privateKeyFacts(form.privateKey);
        keyIsFine = facts.has_value();
        if (!facts)
            problems.append({{FormField::PrivateKey}, facts.error().message});
    }
    if (use.certificate && (!form.certificate.isEmpty() || needsOther)) {
        const auto facts = certificateFacts(form.certificate);
        if (!facts) {
            problems.append({{FormField::Certificate}, facts.error().message});
        } else if (form.certificate.reveal().contains("PRIVATE KEY-----")) {
            // a certificate is shown in its field, and to servers
            problems.append({{FormField::Certificate},
                             tr("There is a private key in it; that belongs into its own field.")});
        } else if (keyIsFine && !belongTogether(form.certificate, form.privateKey)) {
            problems.append({{FormField::Certificate},
                             tr("This certificate is not for the private key above.")});
        }
    }
    if (keyIsFine && method && method->makesAssertion())
        addAssertionProblem(problems, form, provider);
}

/// The problems of lines, one below the other.
void addLineProblems(QList<FormProblem> &problems, FormField::Kind field,
                     const QStringList &messages)
{
    if (!messages.isEmpty())
        problems.append({{field}, messages.join(u'\n')});
}

void addVariableProblems(QList<FormProblem> &problems, const CredentialForm &form,
                         const Provider &provider, const Environment &environment,
                         const CredentialSet &before)
{
    for (const Variable &variable : provider.variables) {
        const QString value = form.variables.value(variable.name);
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(variable.pattern));
        if (value.isEmpty()) {
            if (variable.defaultValue.isEmpty() && isUsedIn(variable, environment))
                problems.append({{FormField::Variable, variable.name},
                                 tr("Enter the %1.").arg(spokenLabel(variable.label))});
        } else if (!variable.pattern.isEmpty() && !pattern.match(value).hasMatch()) {
            problems.append(
                {{FormField::Variable, variable.name},
                 tr("The %1 does not look as %2 expects it (pattern %3).")
                     .arg(spokenLabel(variable.label), provider.name, variable.pattern)});
        } else if (const auto problem = variableProblem(variable.name, value, variable.label);
                   problem && value != before.variables.value(variable.name)) {
            problems.append({{FormField::Variable, variable.name}, problem->message});
        }
    }
}

void addParameterProblems(QList<FormProblem> &problems, const CredentialForm &form,
                          const Provider &provider, PairRule rule)
{
    const bool pairStays = rule == PairRule::WholeOrEmpty && form.hasNoPair();
    for (const RequestParameter &parameter : provider.request.parameters) {
        const bool isEmpty = parameter.secret
            ? form.secretParameters.value(parameter.name).isEmpty()
            : form.parameters.value(parameter.name).isEmpty();
        const bool isNeeded = parameter.required && parameter.defaultValue.isEmpty()
            && !(parameter.secret && pairStays);
        if (isEmpty && isNeeded)
            problems.append({{FormField::Parameter, parameter.name},
                             tr("Enter the %1.").arg(spokenLabel(parameter.label))});
    }
}

/// Where \a text of an environment, which came out wrong, can be mended.
FormField fieldOf(const Provider &provider, const QString &text)
{
    for (const Variable &variable : provider.variables) {
        if (text.contains(u'{' + variable.name + u'}'))
            return {FormField::Variable, variable.name};
    }
    return {FormField::Environment};
}

/// A warning about one half of the pair. \a matches tells whether it fits an environment's hint,
/// \a hintOf gives the hint.
template <class HintOf, class Matches>
QString hintWarning(const Provider &provider, const Environment &environment, const QString &label,
                    HintOf hintOf, Matches matches)
{
    const QString own = hintOf(environment);
    if (!own.isEmpty() && matches(own))
        return {};
    for (const Environment &other : provider.environments) {
        const QString hint = hintOf(other);
        if (other.id != environment.id && !hint.isEmpty() && matches(hint)) {
            return tr("This %1 looks like one for %2 (%3), but the environment is %4.")
                .arg(spokenLabel(label), environmentLabel(other), hint,
                     environmentLabel(environment));
        }
    }
    if (own.isEmpty())
        return {};
    return tr("This %1 does not look like one for %2: those have %3 in them.")
        .arg(spokenLabel(label), environmentLabel(environment), own);
}

} // namespace

bool CredentialForm::hasNoPair() const
{
    return clientId.isEmpty() && clientSecret.isEmpty() && privateKey.isEmpty()
        && certificate.isEmpty() && std::ranges::all_of(secretParameters, &Secret::isEmpty);
}

const ClientAuthenticationMethod *methodOf(const Provider &provider,
                                           const QString &clientAuthentication)
{
    return clientAuthenticationMethod(clientAuthentication.isEmpty()
                                          ? provider.request.clientAuthentication
                                          : clientAuthentication);
}

PairUse pairUseOf(const Provider &provider, const QString &clientAuthentication)
{
    const ClientAuthenticationMethod *method = methodOf(provider, clientAuthentication);
    if (!method)
        return {};
    const bool takes = takesCertificate(*method, provider.request);
    return {.secret = method->needsSecret(),
            .key = method->needsKey() || takes,
            // an assertion can name its key by the certificate
            .certificate = takes || method->makesAssertion(),
            .assertion = method->makesAssertion()};
}

QList<FormProblem> problemsOf(const CredentialForm &form, const Provider &provider, PairRule rule,
                              const NameTaken &nameTaken, const Entry &before)
{
    QList<FormProblem> problems;
    if (form.name.isEmpty()) {
        problems.append({{FormField::Name}, tr("Enter a name.")});
    } else if (nameTaken(form.name, form.environment)) {
        const Environment *environment = provider.environment(form.environment);
        problems.append(
            {{FormField::Name},
             tr("There is a credential set named “%1” in %2 already; choose another name.")
                 .arg(form.name, environment ? environmentLabel(*environment) : form.environment)});
    }
    const Environment *environment = provider.environment(form.environment);
    if (!environment) {
        problems.append({{FormField::Environment},
                         tr("%1 has no such environment; choose another.").arg(provider.name)});
        return problems;
    }
    addVariableProblems(problems, form, provider, *environment, before.set);
    const bool variablesAreFine = std::ranges::none_of(problems, [](const FormProblem &problem) {
        return problem.field.kind == FormField::Variable;
    });
    if (variablesAreFine) {
        const auto url = tokenUrlOf(provider, appliedTo({}, form, provider));
        if (!url)
            problems.append({fieldOf(provider, environment->tokenUrl), url.error().message});
        const auto certificates = caCertificatesOf(provider, appliedTo({}, form, provider));
        if (!certificates) {
            problems.append(
                {fieldOf(provider, environment->caCertificates), certificates.error().message});
        }
    }
    addPairProblems(problems, form, provider, rule);
    addEntryProblems(problems, form, provider, before);
    addKeyProblems(problems, form, provider, rule);
    if (provider.request.scopes.required && form.scopes.isEmpty())
        problems.append(
            {{FormField::Scopes}, tr("%1 needs at least one scope.").arg(provider.name)});
    addParameterProblems(problems, form, provider, rule);
    const ParameterLines lines = parameterLines(form.extraParameters, provider.request);
    QStringList lineProblems = lines.problems;
    for (const QString &name : lines.kept) {
        if (!form.keptSecrets.contains(name))
            lineProblems.append(tr("The keychain keeps no “%1”; write its value.").arg(name));
    }
    addLineProblems(problems, FormField::ExtraParameters, lineProblems);
    addLineProblems(problems, FormField::ExtraHeaders, headerLines(form.extraHeaders).problems);
    return problems;
}

PairWarnings pairWarningsOf(const CredentialForm &form, const Provider &provider)
{
    PairWarnings warnings;
    const Environment *environment = provider.environment(form.environment);
    if (!environment)
        return warnings;
    if (!form.clientId.isEmpty()) {
        warnings.clientId = hintWarning(
            provider, *environment, provider.clientIdLabel,
            [](const Environment &e) { return e.credentialHints.clientIdContains; },
            [&](const QString &hint) { return form.clientId.contains(hint, Qt::CaseInsensitive); });
    }
    if (!form.clientSecret.isEmpty()) {
        warnings.clientSecret = hintWarning(
            provider, *environment, provider.clientSecretLabel,
            [](const Environment &e) { return e.credentialHints.clientSecretPrefix; },
            [&](const QString &hint) {
                return form.clientSecret.reveal().startsWith(hint.toUtf8());
            });
    }
    return warnings;
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
        static const QRegularExpression blanks(QStringLiteral("\\s+"));
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
                         const std::optional<ClientCredentials> &known, const QString &origin,
                         PairRule rule)
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
        const Secret tidy = tidiedPem(entered);
        return part(tidy.equals(tidiedPem(before)) ? before : tidy, before, isUsed);
    };
    const PairUse use = pairUseOf(provider, form.clientAuthentication);
    ClientCredentials pair = known.value_or(ClientCredentials());
    pair.clientId = form.clientId;
    pair.clientSecret = part(form.clientSecret, pair.clientSecret, use.secret);
    pair.privateKey = pemPart(form.privateKey, pair.privateKey, use.key);
    pair.certificate = pemPart(form.certificate, pair.certificate, use.certificate);
    pair.origin = origin;
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

Result<Entry> entryOf(const CredentialSet &base, const CredentialForm &form,
                      const Provider &provider, const std::optional<ClientCredentials> &known,
                      const QString &origin, PairRule rule)
{
    const Entry before{.set = base, .credentials = known.value_or(ClientCredentials())};
    return entered({.set = appliedTo(base, form, provider),
                    .credentials = pairOf(form, provider, known, origin, rule)},
                   &before);
}

QStringList scopesFromText(const QString &text, const QString &separator)
{
    QString spaced = text;
    if (!separator.trimmed().isEmpty())
        spaced.replace(separator, QStringLiteral(" "));
    // what cannot be seen is part of no scope (RFC 6749 §3.3)
    static const QRegularExpression blanks(QStringLiteral("[\\s\\p{Z}\\p{C}]+"),
                                           QRegularExpression::UseUnicodePropertiesOption);
    QStringList scopes = spaced.split(blanks, Qt::SkipEmptyParts);
    scopes.removeDuplicates();
    return scopes;
}

bool offersScopes(const Provider &provider)
{
    const ScopeRules &rules = provider.request.scopes;
    return rules.required || !rules.defaults.isEmpty() || !rules.catalog.isEmpty()
        || std::ranges::any_of(provider.variables, [&](const Variable &variable) {
               return std::ranges::any_of(
                   provider.environments, [&](const Environment &environment) {
                       return environment.tokenUrl.contains(u'{' + variable.name + u'}');
                   });
           });
}

bool isAnyServer(const Provider &provider)
{
    return std::ranges::any_of(provider.variables, [&](const Variable &variable) {
        return std::ranges::any_of(provider.environments, [&](const Environment &environment) {
            return environment.tokenUrl == u'{' + variable.name + u'}';
        });
    });
}

QString spokenLabel(const QString &label)
{
    const qsizetype bracket = label.indexOf(u" (");
    return bracket > 0 ? label.left(bracket) : label;
}

QString environmentLabel(const Environment &environment)
{
    const QString word = tr("Production");
    if (!environment.production || environment.name.contains(word, Qt::CaseInsensitive)
        || environment.name.contains(u"production", Qt::CaseInsensitive)) {
        return environment.name;
    }
    return tr("%1 (%2)").arg(environment.name, word);
}

QString originLabel(const QString &origin)
{
    const QUrl url(origin);
    const bool isDefaultPort = (url.scheme() == u"https" && url.port() == 443)
        || (url.scheme() == u"http" && url.port() == 80);
    return isDefaultPort ? url.toString(QUrl::RemovePort) : origin;
}

} // namespace Tokenwright
