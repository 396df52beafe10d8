// SPDX-License-Identifier: MIT
#include "HandOver.h"

#include "Terminal.h"

#include "CommandLineConsent.h"
#include "Text.h"
#include "WindowConsent.h"

#include <QCommandLineParser>

#include <cstdio>

namespace Tokenwright {

namespace {

bool isOfProduction(const Program &program, const CredentialSet &set)
{
    const auto place = program.providers.find(set.provider, set.environment);
    return place.environment && place.environment->production;
}

/// Those of \a sets of which somebody is to be asked.
QList<CredentialSet> inQuestion(const Program &program, const QCommandLineParser &parser,
                                QList<CredentialSet> sets)
{
    if (parser.isSet(u"confirm"_s))
        return sets;
    // where words go is where somebody reads them: a pipe for the token alone is everyday work
    if (isTerminal(stderr))
        return {};
    sets.removeIf([&](const CredentialSet &set) { return !isOfProduction(program, set); });
    if (sets.isEmpty() || !asksBeforeCommandLine(program.profile.settingsFile()))
        return {};
    return sets;
}

QString refusal(WindowConsent::Answer answer)
{
    switch (answer) {
    case WindowConsent::Answer::Yes:
        break;
    case WindowConsent::Answer::No:
        return Text::tr("It was refused in the window. Nothing was handed over.");
    case WindowConsent::Answer::NoWindow:
        return Text::tr("Somebody has to agree to this in Tokenwright's window, and none is "
                        "running, or it does not answer. Start it and try again. Nothing was "
                        "handed over.");
    case WindowConsent::Answer::NoAnswer:
        return Text::tr("Nobody has answered in Tokenwright's window within %1 seconds. Nothing "
                        "was handed over.")
            .arg(WindowConsent::usualPatience.count());
    }
    return {};
}

} // namespace

QCommandLineOption confirmOption()
{
    return {u"confirm"_s,
            Text::tr("Only once somebody has agreed to it in Tokenwright's window, which has to be "
                     "running.")};
}

void withConsent(Program &program, const QCommandLineParser &parser,
                 const QList<CredentialSet> &sets, std::function<void()> then)
{
    const QList<CredentialSet> asked = inQuestion(program, parser, sets);
    if (asked.isEmpty()) {
        then();
        return;
    }
    ConsentRequest request{.setIds = {}, .command = program.commandName};
    for (const CredentialSet &set : asked)
        request.setIds.append(set.id);
    if (!program.childCommand.isEmpty()) { // of whose arguments nobody knows what is in them
        request.program = program.commandName == u"curl"
            ? u"curl"_s
            : QString::fromUtf8(program.childCommand.first());
    }
    if (request.toLine().size() > longestWindowRequest / 2) {
        return program.refuse(
            WrongUsage,
            Text::tr("These are more credential sets than anybody can agree to at once."));
    }
    program.say(Text::tr("Waiting for somebody to agree in Tokenwright's window…"));
    auto *consent = new WindowConsent(program.profile, WindowConsent::usualPatience, &program);
    const auto answered = [&program, then = std::move(then)](WindowConsent::Answer answer) {
        if (answer == WindowConsent::Answer::Yes)
            then();
        else
            program.refuse(OtherFailure, refusal(answer));
    };
    if (const auto sent = consent->ask(request, answered); !sent)
        program.fail(sent.error());
}

} // namespace Tokenwright
