// SPDX-License-Identifier: MIT
#include "SetOptions.h"

#include "Nearest.h"
#include "OptionText.h"
#include "SecretInput.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "PrivateKey.h"
#include "SecretLife.h"
#include "SignatureAlgorithm.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

using Words = std::expected<QMap<QString, QStringList>, QString>;

const QString nameAndValue = u"NAME=VALUE"_s;
const QString keyPassphrase = u"key-passphrase-file"_s;

/// The values of an option of the \a form NAME=VALUE; a repeated name gives several.
Words assignments(const QCommandLineParser &parser, const QString &option, const QString &form)
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

bool isSecret(const Provider &provider, const QString &name)
{
    return saysSecret(name)
        || std::ranges::any_of(provider.request.parameters, [&](const RequestParameter &declared) {
               return declared.secret && declared.name == name;
           });
}

/// Where secret parameters come from, by name.
std::expected<QMap<QString, QString>, QString> secretSources(const QCommandLineParser &parser)
{
    const QString option = u"secret-parameter"_s;
    const auto given = assignments(parser, option, u"NAME=FILE"_s);
    if (!given)
        return std::unexpected(given.error());
    QMap<QString, QString> sources;
    bool inputIsTaken = parser.isSet(u"secret-stdin"_s);
    if (parser.value(keyPassphrase) == u"-" && std::exchange(inputIsTaken, true)) {
        return std::unexpected(Text::tr("Standard input can be read only once: --secret-stdin and "
                                        "--%1 - do not go together.")
                                   .arg(keyPassphrase));
    }
    for (auto it = given->begin(); it != given->end(); ++it) {
        if (const auto problem = parameterNameProblem(it.key()))
            return std::unexpected(problem->message);
        if (it.value().size() > 1) {
            return std::unexpected(Text::tr("--%1 names “%2” twice.").arg(option, it.key()));
        }
        const QString file = it.value().first();
        if (file.isEmpty()) {
            return std::unexpected(Text::tr("--%1 %2=FILE takes the path of a file, or - for "
                                            "standard input.")
                                       .arg(option, it.key()));
        }
        if (file == u"-" && std::exchange(inputIsTaken, true)) {
            return std::unexpected(
                Text::tr("Standard input can be read only once: --secret-stdin and "
                         "--secret-parameter NAME=- do not go together."));
        }
        sources.insert(it.key(), file);
    }
    return sources;
}

/// A line end is how a line ends, and nothing that was typed too much.
Secret withoutLineEnd(const Secret &secret)
{
    const QByteArrayView bytes = secret.reveal();
    return bytes.endsWith('\n') ? Secret(bytes.chopped(1).toByteArray()) : secret;
}

/// Puts \a read, called \a label, into \a target, if it may enter; words on why not.
QString takeSecret(const std::expected<Secret, QString> &read, const QString &label, Secret &target,
                   QStringList &notes)
{
    if (!read)
        return read.error();
    const auto fit = enteredSecret(withoutLineEnd(*read), label);
    if (!fit)
        return fit.error().message;
    if (fit->value.isEmpty())
        return Text::tr("The %1 is empty.").arg(label);
    if (fit->wasTrimmed)
        notes.append(trimmedNote(label));
    target = fit->value;
    return {};
}

/// \a key without its passphrase, which is asked for once: the keychain protects it from then on.
std::expected<Secret, QString> openedByPassphrase(const QCommandLineParser &parser,
                                                  const Secret &key)
{
    const QString option = u"--" + keyPassphrase;
    const QString file = parser.value(keyPassphrase);
    const auto passphrase = file == u"-" ? secretFromInput()
        : !file.isEmpty()                ? secretFromFile(file, option)
                          : secretFromTerminal(Text::tr("passphrase of the private key"), option);
    if (!passphrase)
        return std::unexpected(passphrase.error());
    const auto open = openedKey(key, withoutLineEnd(*passphrase));
    if (!open)
        return std::unexpected(open.error().message);
    return *open;
}

} // namespace

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

QList<QCommandLineOption> pairOptions()
{
    return {
        {u"client-id"_s, Text::tr("The client ID."), u"ID"_s},
        {u"secret-stdin"_s, Text::tr("Read the client secret from standard input.")},
        {u"secret-parameter"_s,
         Text::tr("A secret request parameter, read from a file; - is standard input."),
         u"NAME=FILE"_s},
        {u"private-key-file"_s, Text::tr("A private key as PEM or JWK."), u"FILE"_s},
        {keyPassphrase,
         Text::tr("What protects that key, if it is not to be asked for; it is kept without. - is "
                  "standard input."),
         u"FILE"_s},
        {u"certificate-file"_s, Text::tr("A certificate in PEM form."), u"FILE"_s},
    };
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
    if (parser.isSet(u"client-authentication"_s))
        set.clientAuthentication = parser.value(u"client-authentication"_s);
    if (parser.isSet(u"key-id"_s))
        set.assertion.keyId = parser.value(u"key-id"_s);
    if (parser.isSet(u"assertion-audience"_s))
        set.assertion.audience = parser.value(u"assertion-audience"_s);
    if (const QString algorithm = parser.value(u"algorithm"_s); !algorithm.isEmpty()) {
        if (!signatureAlgorithm(algorithm)) {
            return std::unexpected(Text::tr("--algorithm takes one of %1.")
                                       .arg((keyAlgorithms() + secretAlgorithms()).join(u", "_s)));
        }
        set.assertion.algorithm = algorithm;
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

bool changesPair(const QCommandLineParser &parser)
{
    return std::ranges::any_of(
        std::initializer_list<const char *>{"client-id", "secret-stdin", "secret-parameter",
                                            "private-key-file", "certificate-file"},
        [&](const char *option) { return parser.isSet(QString::fromLatin1(option)); });
}

std::expected<Entry, QString> describedPair(const QCommandLineParser &parser,
                                            const Provider &provider, const CredentialSet &set,
                                            ClientCredentials known, bool mayAsk)
{
    const auto sources = secretSources(parser);
    if (!sources)
        return std::unexpected(sources.error());
    QStringList notes;
    if (parser.isSet(u"client-id"_s)) {
        const auto id = enteredClientId(parser.value(u"client-id"_s), provider.clientIdLabel);
        if (!id)
            return std::unexpected(id.error().message);
        if (id->wasTrimmed)
            notes.append(trimmedNote(provider.clientIdLabel));
        known.clientId = id->text;
    }
    if (known.clientId.isEmpty())
        return std::unexpected(Text::tr("--client-id is missing."));
    for (const auto &[option, target] : {std::pair("private-key-file", &known.privateKey),
                                         std::pair("certificate-file", &known.certificate)}) {
        if (!parser.isSet(QString::fromLatin1(option)))
            continue;
        const auto pem = secretFromFile(parser.value(QString::fromLatin1(option)),
                                        u"--" + QString::fromLatin1(option));
        if (!pem)
            return std::unexpected(pem.error());
        const auto key = enteredKey(pem->reveal(), u"--" + QString::fromLatin1(option));
        if (!key)
            return std::unexpected(key.error().message);
        *target = tidiedKeyText(*key);
    }
    if (isEncryptedKey(known.privateKey)) {
        const auto open = openedByPassphrase(parser, known.privateKey);
        if (!open)
            return std::unexpected(open.error());
        known.privateKey = *open;
    }
    for (auto it = sources->begin(); it != sources->end(); ++it) {
        const QString problem = takeSecret(
            it.value() == u"-" ? secretFromInput()
                               : secretFromFile(it.value(), u"--secret-parameter " + it.key()),
            Text::tr("value of “%1”").arg(it.key()), known.parameters[it.key()], notes);
        if (!problem.isEmpty())
            return std::unexpected(problem);
    }
    const bool fromInput = parser.isSet(u"secret-stdin"_s);
    const bool needsSecret = pairUseOf(provider, set.clientAuthentication).secret
        == PairUse::Needed;
    if (fromInput || (mayAsk && needsSecret)) {
        const QString problem = takeSecret(
            fromInput ? secretFromInput() : secretFromTerminal(provider.clientSecretLabel),
            provider.clientSecretLabel, known.clientSecret, notes);
        if (!problem.isEmpty())
            return std::unexpected(problem);
    }
    return Entry{.set = set, .credentials = std::move(known), .notes = notes};
}

} // namespace Tokenwright
