// SPDX-License-Identifier: MIT
#include "SecretRotation.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "Origin.h"
#include "SetDraft.h"
#include "Text.h"
#include "TokenRequest.h"
#include "TriedChange.h"

namespace Tokenwright {

SecretRotation::SecretRotation(TokenTrial &trial, TokenService &service, CredentialManager &manager,
                               QObject *parent)
    : QObject(parent)
    , m_trial(trial)
    , m_service(service)
    , m_manager(manager)
{ }

SecretRotation::Call SecretRotation::rotate(const Provider &provider, const Entry &before,
                                            const Entry &after)
{
    const QString id = before.set.id;
    if (provider.usesRefreshToken()) {
        return {.done = changeTried(m_service, m_manager, before, after,
                                    [this, id] { Q_EMIT accepted(id); }),
                .cancel = [this, id] { m_service.cancel(id); }};
    }
    Entry tried = after;
    // which nobody is to see in what the server says, whether or not it is kept
    tried.credentials.previousSecret = before.credentials.clientSecret;
    const TokenTrial::Call trial = m_trial.ask(provider, tried);
    const auto done = Async::andThen(trial.token, this,
                                     [this, id, before, after](const AccessToken &) {
                                         Q_EMIT accepted(id);
                                         return m_manager.edit(before, after);
                                     });
    return {.done = done, .cancel = trial.cancel};
}

QFuture<Result<void>> SecretRotation::forgetOld(const Entry &before)
{
    Entry after = before;
    after.credentials.previousSecret = {};
    return m_manager.edit(before, after);
}

std::optional<Error> rotationProblem(const Provider &provider, const Entry &before)
{
    const auto url = tokenUrlOf(provider, before.set);
    return url ? originProblem(before.credentials, originOf(*url)) : std::optional(url.error());
}

std::optional<Error> keepingProblem(const Entry &before)
{
    if (before.credentials.previousSecret.isEmpty())
        return {};
    return Error{.kind = ErrorKind::Configuration,
                 .message = Text::tr("“%1” keeps an old secret already; forget that one "
                                     "(--forget-old) before another is kept.")
                                .arg(before.set.name)};
}

Result<Entry> rotatedEntry(const Provider &provider, const Entry &before,
                           const ClientCredentials &wanted, bool keepsOld, const QDate &expires)
{
    if (isSame(wanted, before.credentials)) {
        return misconfigured(
            Text::tr("That is what “%1” has already; nothing was changed.").arg(before.set.name));
    }
    Entry after{.set = before.set, .credentials = wanted, .notes = {}};
    if (keepsOld) {
        if (const auto problem = keepingProblem(before))
            return failure(*problem);
        after.credentials.previousSecret = before.credentials.clientSecret;
    }
    after.set.secretExpires = expires;
    auto entry = entryOf({.provider = provider, .before = before, .after = after});
    if (!entry)
        return entry;
    entry->credentials.apiOrigin = before.credentials
                                       .apiOrigin; // a secret is rotated, nothing else
    if (const auto problem = requestProblem(provider, entry->set, entry->credentials))
        return failure(*problem);
    return entry;
}

} // namespace Tokenwright

#include "moc_SecretRotation.cpp"
