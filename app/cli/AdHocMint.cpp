// SPDX-License-Identifier: MIT
#include "AdHocMint.h"

#include "SetEntry.h"
#include "SetOptions.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "Text.h"

#include <QCommandLineParser>

namespace Tokenwright {

void mintAdHoc(Program &program, const QCommandLineParser &parser,
               std::function<void(const NamedToken &, const ClientCredentials &)> done)
{
    const QString id = parser.value(u"provider"_s);
    const Provider *provider = program.providers.provider(id);
    CredentialSet set;
    set.provider = id;
    set.environment = parser.value(u"environment"_s);
    if (!provider && !id.isEmpty())
        return program.refuse(WrongUsage, program.providers.missing(id).message);
    if (!provider) {
        program.refuse(WrongUsage, Text::tr("--provider is missing; “providers” lists them."));
        return;
    }
    const auto environment = describedEnvironment(*provider, set.environment);
    if (!environment)
        return program.refuse(WrongUsage, environment.error());
    set.environment = *environment;
    if (provider->usesRefreshToken()) {
        return program.refuse(
            WrongUsage,
            Text::tr("%1 may give another refresh token for the one that is sent, and "
                     "only a credential set can keep it: say “add”, then “mint NAME”.")
                .arg(provider->name));
    }
    const auto described = describedSet(parser, *provider, set);
    if (const QString words = described ? variableWords(*provider, *described) : QString();
        !words.isEmpty())
        return program.refuse(errorExitCode(ErrorKind::Configuration), words);
    const auto pair = described ? describedPair(parser, *provider, *described, {}, true)
                                : std::unexpected(described.error());
    if (!pair)
        return program.refuse(WrongUsage, pair.error());
    for (const QString &note : pair->notes)
        program.say(note);
    Async::onResult(program.trial.ask(*provider, *pair).token, &program,
                    [&program, provider, entry = *pair,
                     done = std::move(done)](const Result<AccessToken> &token) {
                        ClientCredentials entered = entry.credentials;
                        entered.apiOrigin = apiOriginOf(*provider, entry.set);
                        if (token)
                            done({entry.set, *token}, entered);
                        else
                            failUnsaved(program, token.error(), provider);
                    });
}

} // namespace Tokenwright
