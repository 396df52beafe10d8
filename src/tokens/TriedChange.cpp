// SPDX-License-Identifier: MIT
#include "TriedChange.h"

namespace Tokenwright {

namespace {

/// What was used up is no part of a change: of both entries the refresh token is the \a kept one,
/// unless that is as it was \a before.
void carryRefreshToken(const ClientCredentials &kept, Entry &before, Entry &after)
{
    const Secret token = kept.parameters.value(refreshTokenParameter);
    if (token.equals(before.credentials.parameters.value(refreshTokenParameter)))
        return;
    for (ClientCredentials *pair : {&before.credentials, &after.credentials}) {
        pair->parameters.insert(refreshTokenParameter, token);
        pair->previousRefreshToken = kept.previousRefreshToken;
    }
}

} // namespace

QFuture<Result<void>> changeTried(TokenService &service, CredentialManager &manager,
                                  const Entry &before, const Entry &after,
                                  const std::function<void()> &tried)
{
    const QString id = before.set.id;
    const TokenQuery query{
        .force = true,
        .change = TokenQuery::Change{.before = before.credentials, .after = after.credentials}};
    const auto kept = Async::andThen(service.token(id, query), &manager,
                                     [&manager, id, tried](const IssuedToken &) {
                                         if (tried)
                                             tried();
                                         return manager.credentials(id, Prompt::Allowed);
                                     });
    return Async::andThen(kept, &manager, [&manager, before, after](const ClientCredentials &now) {
        Entry from = before;
        Entry to = after;
        carryRefreshToken(now, from, to);
        return manager.edit(from, to);
    });
}

} // namespace Tokenwright
