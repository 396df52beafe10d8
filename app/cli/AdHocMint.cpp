// SPDX-License-Identifier: MIT
#include "AdHocMint.h"

#include "SetOptions.h"

#include "Async.h"
#include "Text.h"

#include <QCommandLineParser>

namespace Tokenwright {

void mintAdHoc(Program &program, const QCommandLineParser &parser,
               std::function<void(const NamedToken &)> done)
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
                    [&program, provider, set = *described,
                     done = std::move(done)](const Result<AccessToken> &token) {
                        if (token)
                            done({set, *token});
                        else
                            program.fail(token.error(), provider);
                    });
}

} // namespace Tokenwright
