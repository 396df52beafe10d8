// SPDX-License-Identifier: MIT
// rotate: a new secret, tried before the old one goes.
#include "SetEntry.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "Async.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

#include <memory>

namespace Tokenwright {

namespace {

/// Drops what --keep-old kept.
void forgetOld(Program &program, const Entry &before)
{
    if (before.credentials.previousSecret.isEmpty()) {
        program.finish(
            {}, Text::tr("“%1” keeps no old secret.").arg(visibleCharacters(before.set.name)));
        return;
    }
    finishEdit(program, program.rotation.forgetOld(before), before.set.name);
}

/// Puts \a after into the place of \a before, once the provider has given a token for it.
void replaceTried(Program &program, const Provider &provider, const Entry &before,
                  const Entry &after)
{
    for (const QString &note : after.notes)
        program.say(note);
    if (before.set.secretExpires.isValid() && !after.set.secretExpires.isValid()) {
        program.say(oldExpiryNote(before.set.secretExpires));
    }
    const auto wasAccepted = std::make_shared<bool>(false);
    QObject::connect(&program.rotation, &SecretRotation::accepted, &program,
                     [wasAccepted] { *wasAccepted = true; });
    Async::onResult(
        program.rotation.rotate(provider, before, after).done, &program,
        [&program, &provider, wasAccepted, name = after.set.name](const Result<void> &outcome) {
            if (outcome) {
                program.finish({}, Text::tr("Changed “%1”.").arg(visibleCharacters(name)));
                return;
            }
            if (!*wasAccepted)
                program.say(Text::tr("Nothing was changed."));
            program.afterExchanges(
                [&program, &provider, error = outcome.error()] { program.fail(error, &provider); });
        });
}

void rotate(Program &program, const QCommandLineParser &parser, const Entry &before)
{
    if (parser.isSet(u"forget-old"_s)) {
        forgetOld(program, before);
        return;
    }
    const Provider &provider = *program.providerOf(before.set);
    // the new secret is for whom the old one was, and so is what else goes with it
    if (const auto problem = rotationProblem(provider, before)) {
        program.fail(*problem);
        return;
    }
    if (const auto problem = parser.isSet(u"keep-old"_s) ? keepingProblem(before) : std::nullopt) {
        program.refuse(errorExitCode(problem->kind), visibleTextLines(problem->message));
        return;
    }
    const auto expires = describedExpiry(parser);
    const auto pair = expires
        ? describedPair(parser, provider, before.set, before.credentials, true)
        : std::unexpected(expires.error());
    if (!pair)
        return program.refuse(WrongUsage, pair.error());
    for (const QString &note : pair->notes)
        program.say(note);
    const auto after = rotatedEntry(provider, before, pair->credentials,
                                    parser.isSet(u"keep-old"_s), expires->value_or(QDate()));
    if (after)
        replaceTried(program, provider, before, *after);
    else
        failUnsaved(program, after.error(), &provider); // of what was given now
}

} // namespace

QList<QCommandLineOption> rotateOptions()
{
    return pairOptions()
        + QList<QCommandLineOption>{
            secretExpiresOption(),
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
    if (!program.providerOf(*set))
        return program.fail(program.providers.missing(set->provider));
    if (parser.isSet(u"forget-old"_s) && (parser.isSet(u"keep-old"_s) || changesPair(parser)))
        return program.refuse(WrongUsage, Text::tr("--forget-old goes with no other option."));
    Async::onResult(program.manager.credentials(set->id, Prompt::Allowed), &program,
                    [&program, &parser, set = *set](const Result<ClientCredentials> &known) {
                        if (known)
                            rotate(program, parser, {.set = set, .credentials = *known});
                        else
                            program.fail(known.error());
                    });
}

} // namespace Tokenwright
