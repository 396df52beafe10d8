// SPDX-License-Identifier: MIT
#include "SetOptions.h"

#include "OptionText.h"
#include "SecretInput.h"

#include "oauth/ClientAuthentication.h"
#include "oauth/PrivateKey.h"
#include "oauth/TokenRequest.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SetOptions)
};

using Words = std::expected<QMap<QString, QStringList>, QString>;

/// The values of an option of the form NAME=VALUE; a repeated name gives several.
Words assignments(const QCommandLineParser &parser, const QString &option)
{
    QMap<QString, QStringList> values;
    const QStringList texts = parser.values(option);
    for (const QString &text : texts) {
        const qsizetype sign = text.indexOf(u'=');
        if (sign <= 0) {
            return std::unexpected(
                Text::tr("--%1 takes NAME=VALUE, not \"%2\".").arg(option, text));
        }
        values[text.first(sign)].append(text.sliced(sign + 1));
    }
    return values;
}

bool isDeclaredSecret(const Provider &provider, const QString &name)
{
    return std::ranges::any_of(provider.request.parameters, [&](const RequestParameter &declared) {
        return declared.secret && declared.name == name;
    });
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
    return {
        {QStringLiteral("provider"), Text::tr("The provider's id, see \"providers\"."),
         QStringLiteral("PROVIDER")},
        {QStringLiteral("client-id"), Text::tr("The client ID."), QStringLiteral("ID")},
        {QStringLiteral("secret-stdin"), Text::tr("Read the client secret from standard input.")},
        {QStringLiteral("scope"), Text::tr("A scope; may be repeated."), QStringLiteral("SCOPE")},
        {QStringLiteral("variable"), Text::tr("A value for the provider's {NAME}."),
         QStringLiteral("NAME=VALUE")},
        {QStringLiteral("parameter"), Text::tr("An extra request parameter, not secret."),
         QStringLiteral("NAME=VALUE")},
        {QStringLiteral("client-authentication"),
         Text::tr("How the client authenticates, if not as the provider says.")
             + choiceLines(labels),
         methods.join(u'|')},
        {QStringLiteral("key-id"), Text::tr("The key's ID, for private_key_jwt."),
         QStringLiteral("ID")},
        {QStringLiteral("private-key-file"), Text::tr("A private key in PEM form."),
         QStringLiteral("FILE")},
        {QStringLiteral("certificate-file"), Text::tr("A certificate in PEM form."),
         QStringLiteral("FILE")},
    };
}

std::expected<CredentialSet, QString> describedSet(const QCommandLineParser &parser,
                                                   const Provider &provider, CredentialSet set)
{
    if (parser.isSet(QStringLiteral("scope")))
        set.scopes = parser.values(QStringLiteral("scope"));
    const auto variables = assignments(parser, QStringLiteral("variable"));
    if (!variables)
        return std::unexpected(variables.error());
    for (auto it = variables->begin(); it != variables->end(); ++it)
        set.variables.insert(it.key(), it.value().last());
    const auto parameters = assignments(parser, QStringLiteral("parameter"));
    if (!parameters)
        return std::unexpected(parameters.error());
    for (auto it = parameters->begin(); it != parameters->end(); ++it) {
        if (isDeclaredSecret(provider, it.key())) {
            return std::unexpected(
                Text::tr("\"%1\" is secret and cannot be an argument; enter it in the window.")
                    .arg(it.key()));
        }
        set.parameters.insert(it.key(), it.value());
    }
    if (parser.isSet(QStringLiteral("client-authentication")))
        set.clientAuthentication = parser.value(QStringLiteral("client-authentication"));
    if (parser.isSet(QStringLiteral("key-id")))
        set.assertion.keyId = parser.value(QStringLiteral("key-id"));
    if (!clientAuthenticationMethod(clientAuthenticationOf(provider, set))) {
        QStringList known;
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods())
            known.append(QString::fromLatin1(method.id));
        return std::unexpected(
            Text::tr("--client-authentication takes one of %1.").arg(known.join(u", ")));
    }
    return set;
}

bool changesPair(const QCommandLineParser &parser)
{
    return std::ranges::any_of(
        std::initializer_list<const char *>{"client-id", "secret-stdin", "private-key-file",
                                            "certificate-file"},
        [&](const char *option) { return parser.isSet(QString::fromLatin1(option)); });
}

std::expected<ClientCredentials, QString> describedPair(const QCommandLineParser &parser,
                                                        const Provider &provider,
                                                        const CredentialSet &set,
                                                        ClientCredentials known, bool mayAsk)
{
    const ClientAuthenticationMethod *method = clientAuthenticationMethod(
        clientAuthenticationOf(provider, set));
    if (parser.isSet(QStringLiteral("client-id")))
        known.clientId = parser.value(QStringLiteral("client-id"));
    if (known.clientId.isEmpty())
        return std::unexpected(Text::tr("--client-id is missing."));
    for (const auto &[option, target] : {std::pair("private-key-file", &known.privateKey),
                                         std::pair("certificate-file", &known.certificate)}) {
        if (!parser.isSet(QString::fromLatin1(option)))
            continue;
        const auto pem = secretFromFile(parser.value(QString::fromLatin1(option)));
        if (!pem)
            return std::unexpected(pem.error());
        *target = tidiedPem(*pem);
    }
    const bool fromInput = parser.isSet(QStringLiteral("secret-stdin"));
    if (fromInput || (mayAsk && method && method->needsSecret())) {
        const auto secret = fromInput ? secretFromInput()
                                      : secretFromTerminal(provider.clientSecretLabel);
        if (!secret)
            return std::unexpected(secret.error());
        known.clientSecret = *secret;
    }
    return known;
}

} // namespace Tokenwright
