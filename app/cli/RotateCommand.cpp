// SPDX-License-Identifier: MIT
// rotate: a new secret, tried before the old one goes.
#include "AdHocMint.h"
#include "SetEntry.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "Origin.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

/// Puts \a after into the place of \a before, once the provider has given a token for it.
void replaceTried(Program &program, const Entry &before, const Entry &after)
{
    const Provider &provider = *program.providerOf(after.set);
    Entry tried = after;
    // which nobody is to see in what the server says, whether or not it is kept
    tried.credentials.previousSecret = before.credentials.clientSecret;
    askWith(program, provider, tried,
            [&program, &provider, before, after](const Result<AccessToken> &token) {
                if (!token) {
                    program.say(Text::tr("Nothing was changed."));
                    program.fail(token.error(), &provider);
                    return;
                }
                finishEdit(program, program.manager.edit(before, after), after.set.name);
            });
}

void rotate(Program &program, const QCommandLineParser &parser, const Entry &before)
{
    Entry after = before;
    if (parser.isSet(u"forget-old"_s)) {
        if (before.credentials.previousSecret.isEmpty()) {
            program.finish(
                {}, Text::tr("“%1” keeps no old secret.").arg(visibleCharacters(before.set.name)));
            return;
        }
        after.credentials.previousSecret = {};
        finishEdit(program, program.manager.edit(before, after), before.set.name);
        return;
    }
    const Provider &provider = *program.providerOf(before.set);
    // the new secret is for whom the old one was, and so is what else goes with it
    const auto url = tokenUrlOf(provider, before.set);
    if (const auto moved = url ? originProblem(before.credentials, originOf(*url)) : std::nullopt) {
        Error error = *moved;
        error.message += u' ' + Text::tr("Say “edit” with --accept-endpoint if that is right.");
        program.fail(error);
        return;
    }
    auto pair = describedPair(parser, provider, before.set, before.credentials, true);
    if (!pair) {
        program.refuse(WrongUsage, pair.error());
        return;
    }
    if (isSame(pair->credentials, before.credentials)) {
        program.refuse(OtherFailure,
                       Text::tr("That is what “%1” has already; nothing was changed.")
                           .arg(visibleCharacters(before.set.name)));
        return;
    }
    pair->credentials.previousSecret = parser.isSet(u"keep-old"_s) ? before.credentials.clientSecret
                                                                   : Secret();
    const SetDraft draft{.provider = provider, .before = before, .after = *pair};
    if (const auto entry = entryFrom(program, draft))
        replaceTried(program, before, *entry);
}

} // namespace

QList<QCommandLineOption> rotateOptions()
{
    return pairOptions()
        + QList<QCommandLineOption>{
            {u"keep-old"_s,
             Text::tr(
                 "Keep the old secret in the keychain beside the new one, until --forget-old.")},
            {u"forget-old"_s, Text::tr("Drop the old secret that --keep-old kept.")},
        };
}

void runRotate(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    if (!program.providerOf(*set)) {
        program.fail(program.providers.missing(set->provider));
        return;
    }
    if (parser.isSet(u"forget-old"_s) && (parser.isSet(u"keep-old"_s) || changesPair(parser))) {
        program.refuse(WrongUsage, Text::tr("--forget-old goes with no other option."));
        return;
    }
    Async::onResult(program.manager.credentials(set->id, Prompt::Allowed), &program,
                    [&program, &parser, set = *set](const Result<ClientCredentials> &known) {
                        if (known)
                            rotate(program, parser, {.set = set, .credentials = *known});
                        else
                            program.fail(known.error());
                    });
}

} // namespace Tokenwright
