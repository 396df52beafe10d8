// SPDX-License-Identifier: MIT
// edit and remove: the sets themselves.
#include "DiscoverCommand.h"
#include "SecretInput.h"
#include "SetEntry.h"
#include "SetName.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "Async.h"
#include "DiscoveredSet.h"
#include "EndpointUrls.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "TokenRequest.h"
#include "VisibleText.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

/// Lets the tokens of \a after go where \a provider says by now that they are used, and says so.
void agreeToApi(Program &program, const Provider &provider, const Entry &before, Entry &after)
{
    const QString origin = apiOriginOf(provider, after.set);
    if (origin.isEmpty() || origin == before.credentials.apiOrigin)
        return;
    after.credentials.apiOrigin = origin;
    program.say(Text::tr("Tokens may go to %1 from now on.").arg(origin));
}

void editWithPair(Program &program, const QCommandLineParser &parser, const CredentialSet &before,
                  const CredentialSet &after)
{
    const Provider &provider = *program.providerOf(before);
    const auto consent = parser.isSet(u"accept-endpoint"_s) ? OriginConsent::Given
                                                            : OriginConsent::NotGiven;
    Async::onResult(
        program.manager.credentials(before.id, Prompt::Allowed), &program,
        [&program, &parser, &provider, before, after,
         consent](const Result<ClientCredentials> &known) {
            if (!known && !CredentialManager::mayEnterAnew(known.error()))
                return program.fail(known.error());
            auto pair = describedPair(parser, provider, after, known.value_or(ClientCredentials()),
                                      false);
            if (!pair)
                return program.refuse(WrongUsage, pair.error());
            if (known && !isSameSecret(*known, pair->credentials)
                && !parser.isSet(u"secret-expires"_s) && after.secretExpires.isValid()) {
                program.say(oldExpiryNote(after.secretExpires));
                pair->set.secretExpires = {};
            }
            // what an earlier version left in the index moves, and that is said
            const SetDraft draft{
                .provider = provider,
                .before = {.set = before, .credentials = known.value_or(ClientCredentials())},
                .after = *pair};
            auto entry = entryFrom(program, draft);
            if (!entry)
                return;
            if (consent == OriginConsent::Given)
                agreeToApi(program, provider, draft.before, *entry);
            finishEdit(program, program.manager.edit(draft.before, *entry, consent), after.name);
        });
}

/// Puts what the options say into \a start, which is \a before or what became of it so far.
void editDescribed(Program &program, const QCommandLineParser &parser, const Provider &provider,
                   const CredentialSet &before, const CredentialSet &start)
{
    auto after = describedSet(parser, provider, start);
    if (after)
        after = withExpiry(parser, *after);
    if (!after)
        return program.refuse(WrongUsage, after.error());
    if (const QString words = variableWords(provider, *after);
        !words.isEmpty() && parser.isSet(u"variable"_s))
        return program.refuse(errorExitCode(ErrorKind::Configuration), words);
    if (parser.isSet(u"name"_s)) {
        const auto name = nameFrom(program, parser.value(u"name"_s));
        if (!name)
            return;
        after->name = *name;
    }
    const bool moved = tokenUrlOf(provider, before).value_or(QUrl())
        != tokenUrlOf(provider, *after).value_or(QUrl());
    if (changesPair(parser) || parser.isSet(u"accept-endpoint"_s) || moved) {
        editWithPair(program, parser, before, *after);
        return;
    }
    // one that was wrong before can still be renamed
    if (const auto problem = requestProblem(provider, *after);
        problem && !requestProblem(provider, before))
        return program.fail(*problem, &provider);
    finishEdit(program, program.manager.edit(before, *after), after->name);
}

void refuseProvider(Program &program)
{
    program.refuse(WrongUsage, Text::tr("A set stays with its provider; add another set instead."));
}

/// Asks the issuer that the options name what it says of itself by now.
void editDiscovered(Program &program, const QCommandLineParser &parser, const Provider &provider,
                    const CredentialSet &before)
{
    const QString issuer = parser.value(u"issuer"_s);
    if (genericMatch(program.providers, issuer).provider != provider.id)
        return refuseProvider(program);
    const auto described = describedSet(parser, provider, before);
    if (!described)
        return program.refuse(WrongUsage, described.error());
    discoverSet(
        program, issuer, caCertificatesOf(provider, *described), before,
        [&program, &parser, &provider, before](const CredentialSet &start, const ServerMetadata &) {
            editDescribed(program, parser, provider, before, start);
        });
}

} // namespace

QList<QCommandLineOption> editOptions()
{
    return setOptions()
        + QList<QCommandLineOption>{
            {u"name"_s, Text::tr("A new name."), u"NEW-NAME"_s},
            secretExpiresOption(),
            issuerOption(),
            {u"accept-endpoint"_s,
             Text::tr("The secret may go to the token endpoint, and tokens to the API, as they are "
                      "now.")},
        };
}

QList<QCommandLineOption> removeOptions()
{
    return {{u"yes"_s, Text::tr("Do not ask.")}};
}

void runEdit(Program &program, const QCommandLineParser &parser)
{
    const auto before = onlySet(program, parser);
    if (!before)
        return;
    const Provider *provider = program.providerOf(*before);
    if (!provider)
        return program.fail(program.providers.missing(before->provider));
    if (parser.isSet(u"provider"_s))
        return refuseProvider(program);
    if (parser.isSet(u"issuer"_s))
        editDiscovered(program, parser, *provider, *before);
    else
        editDescribed(program, parser, *provider, *before, *before);
}

void runRename(Program &program, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    if (names.size() != 2) {
        return program.refuse(WrongUsage,
                              Text::tr("Say the credential set's name, then its new one."));
    }
    const auto before = findSet(program.registry.sets(), program.providers, names.first(),
                                parser.value(u"environment"_s));
    if (!before)
        return program.refuse(NoSuchSet, before.error());
    const auto name = nameFrom(program, names.last());
    if (!name)
        return;
    CredentialSet after = *before;
    after.name = *name;
    finishEdit(program, program.manager.edit(*before, after), after.name);
}

void runRemove(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    if (!parser.isSet(u"yes"_s)) {
        const auto agreed = askedAtTerminal(
            Text::tr("Remove “%1” (%2) and delete its credentials and token from the keychain?")
                .arg(visibleCharacters(set->name), set->environment));
        if (!agreed) {
            program.refuse(WrongUsage, Text::tr("There is no terminal to ask; say --yes."));
            return;
        }
        if (!*agreed)
            return program.refuse(OtherFailure, Text::tr("Nothing was removed."));
    }
    Async::onResult(program.manager.remove(set->id), &program,
                    [&program, name = set->name](const Result<void> &outcome) {
                        if (outcome)
                            program.finish({},
                                           Text::tr("Removed “%1”.").arg(visibleCharacters(name)));
                        else
                            program.fail(outcome.error());
                    });
}

} // namespace Tokenwright
