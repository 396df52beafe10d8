// SPDX-License-Identifier: MIT
#include "SetOptions.h"

#include "Nearest.h"
#include "OptionText.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "SecretLife.h"
#include "SignatureAlgorithm.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString nameAndValue = u"NAME=VALUE"_s;

bool isSecret(const Provider &provider, const QString &name)
{
    return saysSecret(name)
        || std::ranges::any_of(provider.request.parameters, [&](const RequestParameter &declared) {
               return declared.secret && declared.name == name;
           });
}

/// \a headers with those that the options give.
std::expected<QList<NameValue>, QString> describedHeaders(const QCommandLineParser &parser,
                                                          QList<NameValue> headers)
{
    const auto given = assignments(parser, u"header"_s, nameAndValue);
    if (!given)
        return std::unexpected(given.error());
    for (auto it = given->begin(); it != given->end(); ++it) {
        const NameValue header{it.key().trimmed(), it.value().last().trimmed()};
        const bool isInClear = !header.value.isEmpty() && secretsInHeaders({header}).isEmpty();
        if (saysSecret(header.name) && isInClear) {
            return std::unexpected(
                Text::tr("“%1” is secret and cannot be an argument; say --header "
                         "%1={secret:%1} and --secret-parameter %1=FILE, where - is "
                         "standard input.")
                    .arg(header.name));
        }
        if (const auto problem = headerProblem(header))
            return std::unexpected(problem->message);
        headers.removeIf([&](const NameValue &other) {
            return other.name.compare(header.name, Qt::CaseInsensitive) == 0;
        });
        if (!header.value.isEmpty())
            headers.append(header);
    }
    return headers;
}

} // namespace

std::expected<QMap<QString, QStringList>, QString>
assignments(const QCommandLineParser &parser, const QString &option, const QString &form)
{
    QMap<QString, QStringList> values;
    const QStringList texts = parser.values(option);
    for (const QString &text : texts) {
        const qsizetype sign = text.indexOf(u'=');
        if (sign <= 0) {
            // what stands there instead may be a secret
            return std::unexpected(Text::tr("--%1 takes %2.").arg(option, form));
        }
        values[text.first(sign)].append(text.sliced(sign + 1));
    }
    return values;
}

QList<QCommandLineOption> setOptions()
{
    QStringList methods;
    QList<std::pair<QString, QString>> labels;
    for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
        methods.append(QString::fromLatin1(method.id));
        labels.append({methods.last(), method.translatedLabel()});
    }
    const QList<QCommandLineOption> options{
        {u"provider"_s, Text::tr("The provider's id, see “providers”."), u"PROVIDER"_s},
        {u"scope"_s, Text::tr("A scope; may be repeated."), u"SCOPE"_s},
        {u"variable"_s, Text::tr("A value for the provider's {NAME}."), u"NAME=VALUE"_s},
        {u"parameter"_s, Text::tr("An extra request parameter, not secret."), u"NAME=VALUE"_s},
        {u"header"_s,
         Text::tr("An extra request header, not secret; {secret:NAME} in it stands for a secret "
                  "parameter. An empty value takes it out."),
         u"NAME=VALUE"_s},
        {u"client-authentication"_s,
         Text::tr("How the client authenticates, if not as the provider says.")
             + choiceLines(labels),
         methods.join(u'|')},
        {u"key-id"_s, Text::tr("The key's ID in assertions; a JWK has its own."), u"ID"_s},
        {u"algorithm"_s, Text::tr("How assertions are signed, if not as the key or provider says."),
         (keyAlgorithms() + secretAlgorithms()).join(u'|')},
        {u"assertion-audience"_s, Text::tr("Whom assertions are for, if not the issuer."),
         u"TEXT"_s},
    };
    return options + pairOptions();
}

QCommandLineOption secretExpiresOption()
{
    return {u"secret-expires"_s,
            Text::tr("The last day on which the provider takes the secret; empty: not known. It is "
                     "told in the list, and by a notice 14 and 3 days before."),
            u"DATE"_s};
}

std::expected<std::optional<QDate>, QString> describedExpiry(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"secret-expires"_s))
        return std::optional<QDate>();
    const auto date = secretExpiryFrom(parser.value(u"secret-expires"_s));
    if (!date)
        return std::unexpected(u"--secret-expires: " + date.error().message);
    return std::optional(*date);
}

std::expected<CredentialSet, QString> withExpiry(const QCommandLineParser &parser,
                                                 CredentialSet set)
{
    const auto expires = describedExpiry(parser);
    if (!expires)
        return std::unexpected(expires.error());
    set.secretExpires = expires->value_or(set.secretExpires);
    return set;
}

std::expected<CredentialSet, QString> describedSet(const QCommandLineParser &parser,
                                                   const Provider &provider, CredentialSet set)
{
    if (parser.isSet(u"scope"_s))
        set.scopes = parser.values(u"scope"_s);
    const auto variables = describedVariables(parser, {provider});
    if (!variables)
        return std::unexpected(variables.error());
    set.variables.insert(*variables);
    const auto parameters = assignments(parser, u"parameter"_s, nameAndValue);
    if (!parameters)
        return std::unexpected(parameters.error());
    for (auto it = parameters->begin(); it != parameters->end(); ++it) {
        if (isSecret(provider, it.key())) {
            return std::unexpected(
                Text::tr("“%1” is secret and cannot be an argument; say "
                         "--secret-parameter %1=FILE, where - is standard input.")
                    .arg(it.key()));
        }
        if (const auto problem = parameterNameProblem(it.key()))
            return std::unexpected(problem->message);
        set.parameters.insert(it.key(), it.value());
    }
    const auto headers = describedHeaders(parser, set.headers);
    if (!headers)
        return std::unexpected(headers.error());
    set.headers = *headers;
    if (parser.isSet(u"client-authentication"_s))
        set.clientAuthentication = parser.value(u"client-authentication"_s);
    if (parser.isSet(u"key-id"_s))
        set.assertion.edit().keyId = parser.value(u"key-id"_s);
    if (parser.isSet(u"assertion-audience"_s))
        set.assertion.edit().audience = parser.value(u"assertion-audience"_s);
    if (const QString algorithm = parser.value(u"algorithm"_s); !algorithm.isEmpty()) {
        if (!signatureAlgorithm(algorithm)) {
            return std::unexpected(Text::tr("--algorithm takes one of %1.")
                                       .arg((keyAlgorithms() + secretAlgorithms()).join(u", "_s)));
        }
        set.assertion.edit().algorithm = algorithm;
    }
    if (!methodOf(provider, set.clientAuthentication)) {
        QStringList known;
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods())
            known.append(QString::fromLatin1(method.id));
        return std::unexpected(
            Text::tr("--client-authentication takes one of %1.").arg(known.join(u", ")));
    }
    return set;
}

std::expected<QMap<QString, QString>, QString> describedVariables(const QCommandLineParser &parser,
                                                                  const QList<Provider> &providers)
{
    const auto given = assignments(parser, u"variable"_s, nameAndValue);
    if (!given)
        return std::unexpected(given.error());
    QStringList known;
    for (const Provider &provider : providers) {
        for (const Variable &variable : provider.variables)
            known.append(variable.name);
    }
    known.removeDuplicates();
    QMap<QString, QString> variables;
    for (auto it = given->begin(); it != given->end(); ++it) {
        if (const auto problem = variableProblem(it.key(), it.value().last()))
            return std::unexpected(problem->message);
        if (!known.contains(it.key())) {
            const bool isList = providers.size() == 1 && !known.isEmpty();
            return std::unexpected(
                isList ? Text::tr("--variable knows no “%1”; it takes one of %2.")
                             .arg(visibleCharacters(it.key()), known.join(u", "))
                       : Text::tr("--variable knows no “%1” here.").arg(visibleCharacters(it.key()))
                        + didYouMean(it.key(), known));
        }
        variables.insert(it.key(), it.value().last());
    }
    return variables;
}

QString variableWords(const Provider &provider, const CredentialSet &set)
{
    const QList<VariableProblem> problems = variableProblems(provider, set);
    return problems.isEmpty()
        ? QString()
        : u"--variable " + problems.first().name + u": " + problems.first().message;
}

std::expected<QString, QString> describedEnvironment(const Provider &provider, const QString &given)
{
    QStringList known;
    for (const ProviderEnvironment &environment : provider.environments)
        known.append(environment.id);
    if (given.isEmpty() && known.size() == 1)
        return known.first();
    if (known.contains(given))
        return given;
    return std::unexpected((given.isEmpty()
                                ? Text::tr("--environment is missing; it takes one of %1.")
                                : Text::tr("--environment takes one of %1."))
                               .arg(known.join(u", ")));
}

} // namespace Tokenwright
