// SPDX-License-Identifier: MIT
#include "Removals.h"

#include "Async.h"
#include "ClientCredentials.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace Tokenwright {

Removals::Removals(CredentialManager &manager, SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(grace);
    m_timer.setTimerType(Qt::PreciseTimer); // people count along
    connect(&m_timer, &QTimer::timeout, this, &Removals::finishNow);
}

void Removals::begin(const QStringList &setIds)
{
    QStringList fresh = setIds;
    fresh.removeIf(
        [this](const QString &id) { return m_waiting.contains(id) || m_going.contains(id); });
    if (fresh.isEmpty())
        return;
    m_going += fresh;
    // one keychain holds them all
    const auto open = m_store.unlock(clientKey(fresh.first()), Prompt::Allowed, Purpose::Look);
    Async::onResult(open, this, [this, fresh](const Result<void> &outcome) {
        for (const QString &id : fresh)
            m_going.removeOne(id);
        if (outcome) {
            hide(fresh);
            return;
        }
        for (const QString &id : fresh)
            Q_EMIT failed(id, outcome.error());
        if (!isBusy())
            Q_EMIT finished();
    });
}

void Removals::hide(const QStringList &setIds)
{
    finishNow();
    m_waiting = setIds;
    m_timer.start();
    Q_EMIT hidden(setIds);
}

void Removals::undo()
{
    m_timer.stop();
    const QStringList back = std::exchange(m_waiting, {});
    for (const QString &id : back)
        Q_EMIT shown(id);
    if (!back.isEmpty())
        Q_EMIT undone(back);
    Q_EMIT settled();
    if (!isBusy())
        Q_EMIT finished();
}

int Removals::secondsLeft() const
{
    return m_waiting.isEmpty() ? 0 : std::max(1, (m_timer.remainingTime() + 999) / 1000);
}

void Removals::finishNow()
{
    m_timer.stop();
    if (m_waiting.isEmpty())
        return;
    const QStringList going = std::exchange(m_waiting, {});
    m_going += going;
    Q_EMIT settled();
    const auto together = std::make_shared<Leaving>(Leaving{.left = going.size()});
    for (const QString &id : going) {
        Async::onResult(m_manager.remove(id), this,
                        [this, id, together](const Result<void> &outcome) {
                            onRemoved(id, outcome, *together);
                        });
    }
}

void Removals::onRemoved(const QString &setId, const Result<void> &outcome, Leaving &together)
{
    m_going.removeOne(setId);
    --together.left;
    if (outcome)
        together.gone.append(setId);
    else
        Q_EMIT shown(setId);
    if (together.left == 0 && !together.gone.isEmpty())
        Q_EMIT removed(together.gone);
    if (!outcome)
        Q_EMIT failed(setId, outcome.error());
    if (!isBusy())
        Q_EMIT finished();
}

} // namespace Tokenwright

#include "moc_Removals.cpp"
