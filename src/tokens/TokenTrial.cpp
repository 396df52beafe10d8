// SPDX-License-Identifier: MIT
#include "TokenTrial.h"

#include "Async.h"
#include "TokenGrant.h"

namespace Tokenwright {

TokenTrial::TokenTrial(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{ }

TokenTrial::Call TokenTrial::ask(const Provider &provider, const Entry &entry)
{
    const auto grant = tokenGrant(provider, entry.set, entry.credentials, m_parts.clock.now());
    if (!grant)
        return {.token = Async::ready<AccessToken>(failure(grant.error())), .cancel = [] {}};
    const HttpClient::Call call = m_parts.client.send(grant->request);
    const auto token = Async::whenDone(
        call.answer, this, [this, read = grant->read](const Result<HttpAnswer> &received) {
            const auto outcome = read(received, m_parts.clock.now());
            if (m_parts.log) {
                LoggedRequest logged = outcome.logged;
                logged.askedBy = m_parts.askedBy;
                m_parts.log->add(logged);
            }
            return Async::ready(outcome.token);
        });
    return {.token = token, .cancel = call.cancel};
}

} // namespace Tokenwright

#include "moc_TokenTrial.cpp"
