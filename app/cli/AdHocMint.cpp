// SPDX-License-Identifier: MIT
#include "AdHocMint.h"

#include "SetOptions.h"

#include "Async.h"
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
    if (!provider && !id.isEmpty()) {
        program.refuse(WrongUsage, program.providers.missing(id).message);
        return;
    }
    if (!provider || !provider->environment(set.environment)) {
        program.refuse(WrongUsage,
                       Text::tr("--provider and --environment have to name one of those that "
                                "“providers” lists."));
        return;
    }
    if (provider->usesRefreshToken()) {
        program.refuse(WrongUsage,
                       Text::tr("%1 may give another refresh token for the one that is sent, and "
                                "only a credential set can keep it: say “add”, then “mint NAME”.")
                           .arg(provider->name));
        return;
    }
    const auto described = describedSet(parser, *provider, set);
    const auto pair = described ? describedPair(parser, *provider, *described, {}, true)
                                : std::unexpected(described.error());
    if (!pair) {
        program.refuse(WrongUsage, pair.error());
        return;
    }
    for (const QString &note : pair->notes)
        program.say(note);
    Async::onResult(program.trial.ask(*provider, *pair).token, &program,
                    [&program, provider, entry = *pair,
                     done = std::move(done)](const Result<AccessToken> &token) {
                        if (token)
                            done({entry.set, *token}, entry.credentials);
                        else
                            program.fail(token.error(), provider);
                    });
}

} // namespace Tokenwright
