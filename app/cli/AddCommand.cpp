// SPDX-License-Identifier: MIT
// add: a new set.
#include "DiscoverCommand.h"
#include "SetEntry.h"
#include "SetOptions.h"

#include "Async.h"
#include "DiscoveredSet.h"
#include "EndpointUrls.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

#include <functional>

namespace Tokenwright {

namespace {

/// The rest of add, once it is known that \a set's name is free, or that of \a row, which it
/// completes.
void addDescribed(Program &program, const QCommandLineParser &parser, const Provider &provider,
                  const CredentialSet &set, const CredentialSet &row = {})
{
    auto described = describedSet(parser, provider, set);
    if (described)
        described = withExpiry(parser, *described);
    if (!described)
        return program.refuse(WrongUsage, described.error());
    if (const QString words = variableWords(provider, *described); !words.isEmpty())
        return program.refuse(errorExitCode(ErrorKind::Configuration), words);
    const auto pair = describedPair(parser, provider, *described, {}, true);
    if (!pair)
        return program.refuse(WrongUsage, pair.error());
    const auto entry = entryFrom(program, {.provider = provider, .after = *pair});
    if (!entry)
        return;
    Async::onResult(program.manager.create(entry->set, entry->credentials, row), &program,
                    [&program, name = set.name](const Result<QString> &id) {
                        if (id)
                            program.finish({},
                                           Text::tr("Added “%1”.").arg(visibleCharacters(name)));
                        else
                            program.fail(id.error());
                    });
}

/// Adds \a set, which the options describe further, or completes a row of its name without a pair;
/// what was found out about the server is then put into that row by \a withWhatWasFound.
void addUnlessTaken(
    Program &program, const QCommandLineParser &parser, const Provider &provider, CredentialSet set,
    const std::function<CredentialSet(const CredentialSet &row)> &withWhatWasFound = {})
{
    const auto environment = describedEnvironment(provider, set.environment);
    if (!environment)
        return program.refuse(WrongUsage, environment.error());
    set.environment = *environment;
    if (!program.registry.isNameTaken(set.name, set.environment, {})) {
        addDescribed(program, parser, provider, set);
        return;
    }
    Async::onResult(
        program.manager.cutOff(set), &program,
        [&program, &parser, &provider, set, withWhatWasFound](const Result<QString> &id) {
            const CredentialSet *row = id ? program.registry.find(*id) : nullptr;
            if (row) { // what is not said now stays
                CredentialSet described = withWhatWasFound ? withWhatWasFound(*row) : *row;
                described.name = set.name;
                addDescribed(program, parser, provider, described, *row);
                return;
            }
            program.refuse(OtherFailure,
                           Text::tr("There is a credential set named “%1” in %2 already.")
                               .arg(visibleCharacters(set.name), set.environment));
        });
}

/// What is trusted on the way to the issuer: what the options of \a set name for its token
/// endpoint.
Result<QString> trustedForDiscovery(const Program &program, const QCommandLineParser &parser,
                                    CredentialSet set)
{
    const ProviderMatch any = genericMatch(program.providers, parser.value(u"issuer"_s));
    const Provider *provider = program.providers.provider(any.provider);
    if (!provider)
        return QString(); // which is told when the set is made
    const auto variables = describedVariables(parser, {*provider});
    if (!variables)
        return QString(); // likewise
    set.variables = *variables;
    if (set.environment.isEmpty())
        set.environment = any.environments.first();
    return caCertificatesOf(*provider, set);
}

/// Adds \a set at the generic server, with what the issuer that the options name says of itself.
void addDiscovered(Program &program, const QCommandLineParser &parser, const CredentialSet &set)
{
    const QString issuer = parser.value(u"issuer"_s);
    if (!set.provider.isEmpty()
        && set.provider != genericMatch(program.providers, issuer).provider) {
        return program.refuse(
            WrongUsage, Text::tr("--issuer is for the generic provider; leave --provider away."));
    }
    discoverSet(program, issuer, trustedForDiscovery(program, parser, set), set,
                [&program, &parser](const CredentialSet &filled, const ServerMetadata &found) {
                    addUnlessTaken(
                        program, parser, *program.providers.provider(filled.provider), filled,
                        [&program, found](const CredentialSet &row) {
                            return discoveredSet(found, program.providers, row).value_or(row);
                        });
                });
}

} // namespace

QList<QCommandLineOption> addOptions()
{
    return setOptions()
        + QList<QCommandLineOption>{
            secretExpiresOption(),
            issuerOption(),
        };
}

void runAdd(Program &program, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    const QString providerId = parser.value(u"provider"_s);
    const Provider *provider = program.providers.provider(providerId);
    const bool isDiscovered = parser.isSet(u"issuer"_s);
    if (names.size() != 1)
        return program.refuse(WrongUsage, Text::tr("Give the new credential set one name."));
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
