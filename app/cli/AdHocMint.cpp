// SPDX-License-Identifier: MIT
#include "AdHocMint.h"

#include "SetOptions.h"

#include "core/Async.h"
#include "core/Text.h"
#include "oauth/TokenRequest.h"
#include "oauth/TokenResponse.h"

#include <QCommandLineParser>

namespace Tokenwright {

void mintAdHoc(Program &program, const QCommandLineParser &parser,
               std::function<void(const NamedToken &)> done)
{
    const QString id = parser.value(QStringLiteral("provider"));
    const Provider *provider = program.providers.provider(id);
    CredentialSet set;
    set.provider = id;
    set.environment = parser.value(QStringLiteral("environment"));
    if (!provider && !id.isEmpty()) {
        program.refuse(WrongUsage, program.providers.missing(id).message);
        return;
    }
    if (!provider || !provider->environment(set.environment)) {
        program.refuse(WrongUsage,
                       Text::tr("--provider and --environment have to name one of those that "
                                "\"providers\" lists."));
        return;
    }
    const auto described = describedSet(parser, *provider, set);
    const auto pair = described ? describedPair(parser, *provider, *described, {}, true)
                                : std::unexpected(described.error());
    if (!pair) {
        program.refuse(WrongUsage, pair.error());
        return;
    }
    const Moment sent = program.clock.now();
    for (const QString &note : pair->notes)
        program.say(note);
    const auto request = buildTokenRequest(*provider, *described, pair->credentials,
                                           {.now = sent.wall, .uuid = freshIdentifier()});
    if (!request) {
        program.fail(request.error(), provider);
        return;
    }
    Async::onResult(
        program.endpoint.send(*request).answer, &program,
        [&program, provider, set = *described, sent, secrets = request->secrets,
         clientId = request->clientId, done = std::move(done)](const Result<HttpAnswer> &received) {
            const Result<TokenAnswer> answer = received
                ? readTokenAnswer(*received, *provider, secrets, program.clock.now().wall, clientId)
                : failure(received.error());
            if (!answer) {
                program.fail(answer.error(), provider);
                return;
            }
            const auto seconds = answer->lifetimeSeconds ? answer->lifetimeSeconds
                                                         : provider->response.lifetimeFallback;
            done({set,
                  AccessToken{.value = answer->accessToken,
                              .lifetime = lifetimeFrom(sent, seconds),
                              .fingerprint = {},
                              .scope = answer->scope,
                              .unknownFields = {}}});
        });
}

} // namespace Tokenwright
