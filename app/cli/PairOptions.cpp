// SPDX-License-Identifier: MIT
// Of SetOptions.h what is about the pair: the client ID and what is secret.
#include "SetOptions.h"

#include "SecretInput.h"

#include "ClientAuthentication.h"
#include "KeyText.h"
#include "PrivateKey.h"
#include "Text.h"

#include <QCommandLineParser>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

const QString keyPassphrase = u"key-passphrase-file"_s;

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
