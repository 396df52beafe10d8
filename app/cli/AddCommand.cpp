// SPDX-License-Identifier: MIT
// add: a new set.
#include "DiscoverCommand.h"
#include "SetEntry.h"
#include "SetOptions.h"

#include "Async.h"
#include "ClientAuthentication.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

#include <algorithm>

namespace Tokenwright {

namespace {

/// The rest of add, once it is known that \a set's name is free.
void addDescribed(Program &program, const QCommandLineParser &parser, const Provider &provider,
                  const CredentialSet &set)
{
    const auto described = describedSet(parser, provider, set);
    if (!described) {
        program.refuse(WrongUsage, described.error());
        return;
    }
    const auto pair = describedPair(parser, provider, *described, {}, true);
    if (!pair) {
        program.refuse(WrongUsage, pair.error());
        return;
    }
    const auto entry = entryFrom(program, {.provider = provider, .after = *pair});
    if (!entry)
        return;
    Async::onResult(program.manager.create(entry->set, entry->credentials), &program,
                    [&program, name = set.name](const Result<QString> &id) {
                        if (id)
                            program.finish({},
                                           Text::tr("Added “%1”.").arg(visibleCharacters(name)));
                        else
                            program.fail(id.error());
                    });
}

/// The first way to authenticate that the server \a found and this program both know, empty where
/// that is \a provider's; otherwise words on why there is none.
std::expected<QString, QString> methodForBoth(const ServerMetadata &found, const Provider &provider)
{
    if (found.methods.isEmpty()) // RFC 8414 §2: client_secret_basic
        return QString();
    const auto known = std::ranges::find_if(found.methods, [](const QString &method) {
        return clientAuthenticationMethod(method) != nullptr;
    });
    if (known == found.methods.end()) {
        return std::unexpected(Text::tr("The server takes clients by %1 alone, none of which is "
                                        "known here.")
                                   .arg(visibleCharacters(found.methods.join(u", "))));
    }
    return *known == provider.request.clientAuthentication ? QString() : *known;
}

/// Adds \a set, which the options describe further, or completes a row of its name without a pair.
void addUnlessTaken(Program &program, const QCommandLineParser &parser, const Provider &provider,
                    const CredentialSet &set)
{
    if (!provider.environment(set.environment)) {
        QStringList known;
        for (const ProviderEnvironment &environment : provider.environments)
            known.append(environment.id);
        program.refuse(WrongUsage,
                       Text::tr("--environment takes one of %1.").arg(known.join(u", ")));
        return;
    }
    if (!program.registry.isNameTaken(set.name, set.environment, {})) {
        addDescribed(program, parser, provider, set);
        return;
    }
    Async::onResult(program.manager.cutOff(set), &program,
                    [&program, &parser, &provider, set](const Result<QString> &id) {
                        const CredentialSet *row = id ? program.registry.find(*id) : nullptr;
                        if (row) { // what is not said now stays
                            CredentialSet described = *row;
                            described.name = set.name;
                            addDescribed(program, parser, provider, described);
                            return;
                        }
                        program.refuse(
                            OtherFailure,
                            Text::tr("There is a credential set named “%1” in %2 already.")
                                .arg(visibleCharacters(set.name), set.environment));
                    });
}

/// Adds \a set at the generic server, with what the issuer that the options name says of itself.
void addDiscovered(Program &program, const QCommandLineParser &parser, const CredentialSet &set)
{
    discover(program, parser.value(u"issuer"_s),
             [&program, &parser, set](const ServerMetadata &found) {
                 const auto match = genericMatch(program.providers,
                                                 found.tokenEndpoint.toString(QUrl::FullyEncoded));
                 const Provider *provider = program.providers.provider(match.provider);
                 if (!provider || (!set.provider.isEmpty() && set.provider != provider->id)) {
                     program.refuse(WrongUsage,
                                    Text::tr("--issuer is for the generic provider; leave "
                                             "--provider away."));
                     return;
                 }
                 CredentialSet filled = set;
                 filled.provider = provider->id;
                 if (filled.environment.isEmpty())
                     filled.environment = match.environments.first();
                 const auto method = methodForBoth(found, *provider);
                 if (!method) {
                     program.refuse(OtherFailure, method.error());
                     return;
                 }
                 filled.clientAuthentication = *method;
                 filled.variables = match.variables;
                 for (const Variable &variable : provider->variables) {
                     if (variable.name == u"issuer")
                         filled.variables.insert(variable.name, found.issuer);
                     if (variable.name == u"revocationUrl" && !found.revocationEndpoint.isEmpty())
                         filled.variables.insert(
                             variable.name, found.revocationEndpoint.toString(QUrl::FullyEncoded));
                 }
                 // before the secret is asked for: that is where it will go
                 program.say(Text::tr("Its tokens are had at %1.")
                                 .arg(found.tokenEndpoint.toString(QUrl::FullyEncoded)));
                 addUnlessTaken(program, parser, *provider, filled);
             });
}

} // namespace

QList<QCommandLineOption> addOptions()
{
    return setOptions()
        + QList<QCommandLineOption>{
            {u"issuer"_s,
             Text::tr("Where tokens are had is found out at this URL, an issuer's or an API's; "
                      "takes the generic provider."),
             u"URL"_s},
        };
}

void runAdd(Program &program, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    const QString providerId = parser.value(u"provider"_s);
    const Provider *provider = program.providers.provider(providerId);
    const bool isDiscovered = parser.isSet(u"issuer"_s);
    if (names.size() != 1) {
        program.refuse(WrongUsage, Text::tr("Give the new credential set one name."));
        return;
    }
    if (!provider && !(isDiscovered && providerId.isEmpty())) {
        program.refuse(WrongUsage,
                       providerId.isEmpty()
                           ? Text::tr("--provider is missing; “providers” lists them.")
                           : program.providers.missing(providerId).message);
        return;
    }
    const auto name = nameFrom(program, names.first());
    if (!name)
        return;
    CredentialSet set;
    set.name = *name;
    set.provider = providerId;
    set.environment = parser.value(u"environment"_s);
    if (isDiscovered)
        addDiscovered(program, parser, set);
    else
        addUnlessTaken(program, parser, *provider, set);
}

} // namespace Tokenwright
