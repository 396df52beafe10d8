// SPDX-License-Identifier: MIT
// add, edit and remove: the sets themselves.
#include "Program.h"
#include "SecretInput.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "SetDraft.h"
#include "Text.h"
#include "TokenRequest.h"
#include "VisibleText.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

/// What \a draft becomes, after all that was done to it is said; nothing, and the program ends: it
/// cannot be saved, or no request can be made of it.
std::optional<Entry> entryFrom(Program &program, const SetDraft &draft)
{
    const auto entry = entryOf(draft);
    const auto problem = entry ? requestProblem(draft.provider, entry->set, entry->credentials)
                               : std::optional(entry.error());
    if (problem) {
        program.fail(*problem, &draft.provider);
        return {};
    }
    for (const QString &note : entry->notes)
        program.say(note);
    return *entry;
}

/// Completes the edit of the set that is called \a name now.
void finishEdit(Program &program, const QFuture<Result<void>> &edit, const QString &name)
{
    Async::onResult(edit, &program, [&program, name](const Result<void> &outcome) {
        if (outcome) {
            program.finish({}, Text::tr("Changed “%1”.").arg(visibleCharacters(name)));
            return;
        }
        Error error = outcome.error();
        if (error.kind == ErrorKind::EndpointMoved)
            error.message += u' ' + Text::tr("Say --accept-endpoint if that is right.");
        program.fail(error);
    });
}

/// The name that \a text is by the rules; nothing, and the program ends: it is none.
std::optional<QString> nameFrom(Program &program, const QString &text)
{
    const auto name = enteredName(text);
    if (!name) {
        program.refuse(WrongUsage, name.error().message);
        return {};
    }
    if (name->wasTrimmed)
        program.say(trimmedNote(Text::tr("name")));
    return name->text;
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
            if (!known && !CredentialManager::mayEnterAnew(known.error())) {
                program.fail(known.error());
                return;
            }
            const auto pair = describedPair(parser, provider, after,
                                            known.value_or(ClientCredentials()), false);
            if (!pair) {
                program.refuse(WrongUsage, pair.error());
                return;
            }
            // what an earlier version left in the index moves, and that is said
            const SetDraft draft{
                .provider = provider,
                .before = {.set = before, .credentials = known.value_or(ClientCredentials())},
                .after = *pair};
            if (const auto entry = entryFrom(program, draft))
                finishEdit(program, program.manager.edit(draft.before, *entry, consent),
                           after.name);
        });
}

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

} // namespace

QList<QCommandLineOption> addOptions()
{
    return setOptions();
}

QList<QCommandLineOption> editOptions()
{
    return setOptions()
        + QList<QCommandLineOption>{
            {u"name"_s, Text::tr("A new name."), u"NEW-NAME"_s},
            {u"accept-endpoint"_s,
             Text::tr("The secret may go to the token endpoint as it is now.")},
        };
}

QList<QCommandLineOption> removeOptions()
{
    return {{u"yes"_s, Text::tr("Do not ask.")}};
}

void runAdd(Program &program, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    const QString providerId = parser.value(u"provider"_s);
    const Provider *provider = program.providers.provider(providerId);
    if (names.size() != 1) {
        program.refuse(WrongUsage, Text::tr("Give the new credential set one name."));
        return;
    }
    if (!provider) {
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
    set.provider = provider->id;
    set.environment = parser.value(u"environment"_s);
    if (!provider->environment(set.environment)) {
        QStringList known;
        for (const ProviderEnvironment &environment : provider->environments)
            known.append(environment.id);
        program.refuse(WrongUsage,
                       Text::tr("--environment takes one of %1.").arg(known.join(u", ")));
        return;
    }
    if (!program.registry.isNameTaken(set.name, set.environment, {})) {
        addDescribed(program, parser, *provider, set);
        return;
    }
    Async::onResult(program.manager.cutOff(set), &program,
                    [&program, &parser, provider, set](const Result<QString> &id) {
                        const CredentialSet *row = id ? program.registry.find(*id) : nullptr;
                        if (row) { // what is not said now stays
                            CredentialSet described = *row;
                            described.name = set.name;
                            addDescribed(program, parser, *provider, described);
                            return;
                        }
                        program.refuse(
                            OtherFailure,
                            Text::tr("There is a credential set named “%1” in %2 already.")
                                .arg(visibleCharacters(set.name), set.environment));
                    });
}

void runEdit(Program &program, const QCommandLineParser &parser)
{
    const auto before = onlySet(program, parser);
    if (!before)
        return;
    const Provider *provider = program.providerOf(*before);
    if (!provider) {
        program.fail(program.providers.missing(before->provider));
        return;
    }
    if (parser.isSet(u"provider"_s)) {
        program.refuse(WrongUsage,
                       Text::tr("A set stays with its provider; add another set instead."));
        return;
    }
    auto after = describedSet(parser, *provider, *before);
    if (!after) {
        program.refuse(WrongUsage, after.error());
        return;
    }
    if (parser.isSet(u"name"_s)) {
        const auto name = nameFrom(program, parser.value(u"name"_s));
        if (!name)
            return;
        after->name = *name;
    }
    const bool moved = tokenUrlOf(*provider, *before).value_or(QUrl())
        != tokenUrlOf(*provider, *after).value_or(QUrl());
    if (changesPair(parser) || parser.isSet(u"accept-endpoint"_s) || moved) {
        editWithPair(program, parser, *before, *after);
        return;
    }
    // one that was wrong before can still be renamed
    if (const auto problem = requestProblem(*provider, *after);
        problem && !requestProblem(*provider, *before)) {
        program.fail(*problem, provider);
        return;
    }
    finishEdit(program, program.manager.edit(*before, *after), after->name);
}

void runRemove(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    if (!parser.isSet(u"yes"_s)) {
        const auto agreed = askedAtTerminal(
            Text::tr("Remove “%1” (%2) and delete its pair and token from the keychain?")
                .arg(visibleCharacters(set->name), set->environment));
        if (!agreed) {
            program.refuse(WrongUsage, Text::tr("There is no terminal to ask; say --yes."));
            return;
        }
        if (!*agreed) {
            program.refuse(OtherFailure, Text::tr("Nothing was removed."));
            return;
        }
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
