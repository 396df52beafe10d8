// SPDX-License-Identifier: MIT
#include "RefreshTokenExchange.h"

#include "ClientCredentials.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr int refusalsBeforeSaid = 2; // the first may be a moment's
constexpr auto firstPause = 250ms;
constexpr std::chrono::milliseconds longestPause = 5s;

} // namespace

RefreshTokenExchange::RefreshTokenExchange(SecretStore &store, QString setId, Secret kept,
                                           QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_setId(std::move(setId))
    , m_wasInMemoryOnly(store.isInMemoryOnly(clientKey(m_setId)))
    , m_kept(std::move(kept))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &RefreshTokenExchange::write);
}

QFuture<Result<void>> RefreshTokenExchange::settle(const Secret &received, bool worked)
{
    auto pair = ClientCredentials::fromPayload(m_kept);
    if (pair && !received.isEmpty()) {
        m_wanted = withRefreshToken(*pair, received).toPayload(m_kept);
        write();
        return m_answer.future();
    }
    close();
    if (!pair || !worked || pair->previousRefreshToken.isEmpty())
        return Async::ready<void>({});
    pair->previousRefreshToken = {};
    return Async::whenDone(
        m_store.write(clientKey(m_setId), pair->toPayload(m_kept), Prompt::Never), this,
        [](const Result<void> &) { return Async::ready<void>({}); });
}

void RefreshTokenExchange::write()
{
    Async::onResult(m_store.write(clientKey(m_setId), m_wanted, Prompt::Never), this,
                    [this](const Result<void> &written) { onWritten(written); });
}

void RefreshTokenExchange::onWritten(const Result<void> &written)
{
    const bool isKept = written
        && (m_wasInMemoryOnly || !m_store.isInMemoryOnly(clientKey(m_setId)));
    if (isKept) {
        close();
        m_answer.finish({});
        return;
    }
    const auto pause = std::min<std::chrono::milliseconds>(
        firstPause * (1 << std::min(m_refusals, 8)), longestPause);
    m_again.start(pause);
    if (++m_refusals == refusalsBeforeSaid) {
        const Error reason = written ? Error{.kind = ErrorKind::KeychainUnavailable}
                                     : written.error();
        Q_EMIT refused(reason);
        m_answer.finish(failure(reason));
    }
}

void RefreshTokenExchange::close()
{
    m_again.stop();
    if (std::exchange(m_isOpen, false))
        Q_EMIT closed();
}

} // namespace Tokenwright

#include "moc_RefreshTokenExchange.cpp"
