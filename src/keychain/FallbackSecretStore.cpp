// SPDX-License-Identifier: MIT
#include "FallbackSecretStore.h"

#include "Async.h"

namespace Tokenwright {

FallbackSecretStore::FallbackSecretStore(std::unique_ptr<SecretStore> primary, QObject *parent)
    : SecretStore(parent)
    , m_primary(std::move(primary))
{
    connect(m_primary.get(), &SecretStore::prompting, this, &SecretStore::prompting);
}

// No queue here: the primary has one, and what must not prompt is not to wait for a prompt.

QFuture<Result<Secret>> FallbackSecretStore::read(const QString &key, Prompt prompt)
{
    if (m_memory.contains(key))
        return m_memory.read(key, prompt);
    const Async::Completion<Secret> completion;
    Async::onResult(m_primary->read(key, prompt), this,
                    [this, key, prompt, completion](Result<Secret> result) {
                        if (result) {
                            m_seenInPrimary.insert(key);
                        } else if (m_memory.contains(key)) {
                            // A write that was under way came to lie in memory meanwhile.
                            result = m_memory.read(key, prompt).result();
                        }
                        completion.finish(std::move(result));
                    });
    return completion.future();
}

QFuture<Result<void>> FallbackSecretStore::write(const QString &key, const Secret &value,
                                                 Prompt prompt)
{
    const Async::Completion<void> completion;
    Async::onResult(m_primary->write(key, value, prompt), this,
                    [this, key, value, prompt, completion](Result<void> result) {
                        if (result) {
                            m_seenInPrimary.insert(key);
                            m_memory.remove(key, prompt);
                        } else if (result.error().kind == ErrorKind::KeychainUnavailable) {
                            result = {};
                            m_memory.write(key, value, prompt);
                            // Queued: a handler may do anything, this operation is not over yet.
                            if (!std::exchange(m_lost, true))
                                QMetaObject::invokeMethod(this, &SecretStore::keychainLost,
                                                          Qt::QueuedConnection);
                        }
                        completion.finish(std::move(result));
                    });
    return completion.future();
}

QFuture<Result<void>> FallbackSecretStore::remove(const QString &key, Prompt prompt)
{
    const Async::Completion<void> completion;
    Async::onResult(
        m_primary->remove(key, prompt), this, [this, key, prompt, completion](Result<void> result) {
            const bool isInMemoryOnly = m_memory.contains(key) && !m_seenInPrimary.contains(key);
            if (result) {
                m_seenInPrimary.remove(key);
                m_memory.remove(key, prompt);
            } else if (result.error().kind == ErrorKind::KeychainUnavailable && isInMemoryOnly) {
                m_memory.remove(key, prompt);
                result = {};
            }
            completion.finish(std::move(result));
        });
    return completion.future();
}

QFuture<Result<void>> FallbackSecretStore::unlock(const QString &key, Prompt prompt,
                                                  Purpose purpose)
{
    if (m_memory.contains(key) && purpose == Purpose::Look)
        return m_memory.unlock(key, prompt, purpose);
    return m_primary->unlock(key, prompt, purpose);
}

QString FallbackSecretStore::description() const
{
    return m_memory.isEmpty() ? m_primary->description() : m_memory.description();
}

QString FallbackSecretStore::reason() const
{
    return m_memory.isEmpty() ? m_primary->reason() : m_memory.reason();
}

} // namespace Tokenwright

#include "moc_FallbackSecretStore.cpp"
