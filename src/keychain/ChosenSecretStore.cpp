// SPDX-License-Identifier: MIT
#include "ChosenSecretStore.h"

#include "Async.h"

namespace Tokenwright {

ChosenSecretStore::ChosenSecretStore(std::unique_ptr<SecretStore> chosen, Maker makeOther,
                                     QObject *parent)
    : SecretStore(parent)
    , m_chosen(std::move(chosen))
    , m_makeOther(std::move(makeOther))
{
    adopt(*m_chosen);
}

QFuture<Result<Secret>> ChosenSecretStore::read(const QString &key, Prompt prompt)
{
    return m_chosen->read(key, prompt);
}

QFuture<Result<void>> ChosenSecretStore::write(const QString &key, const Secret &value,
                                               Prompt prompt)
{
    return m_chosen->write(key, value, prompt);
}

QFuture<Result<void>> ChosenSecretStore::remove(const QString &key, Prompt prompt)
{
    // The other one first: should it fail, the chosen one still has what the set needs.
    return Async::whenDone(
        other().remove(key, prompt), this, [this, key, prompt](const Result<void> &removed) {
            if (removed || removed.error().kind == ErrorKind::KeychainUnavailable)
                return m_chosen->remove(key, prompt);
            return Async::whenDone(
                m_chosen->read(key, prompt), this,
                [this, key, prompt, removed](const Result<Secret> &here) {
                    const bool isNoLoss = here || key.endsWith(u"/token"); // a token runs out
                    return isNoLoss ? m_chosen->remove(key, prompt) : Async::ready<void>(removed);
                });
        });
}

QFuture<Result<void>> ChosenSecretStore::unlock(const QString &key, Prompt prompt, Purpose purpose)
{
    return m_chosen->unlock(key, prompt, purpose);
}

void ChosenSecretStore::cancel(const QString &key)
{
    if (m_other)
        m_other->cancel(key);
    m_chosen->cancel(key);
}

void ChosenSecretStore::withdrawPrompt()
{
    if (m_other)
        m_other->withdrawPrompt();
    m_chosen->withdrawPrompt();
}

bool ChosenSecretStore::isInMemoryOnly(const QString &key) const
{
    return m_chosen->isInMemoryOnly(key);
}

SecretStore &ChosenSecretStore::other()
{
    if (!m_other) {
        m_other = m_makeOther();
        adopt(*m_other);
    }
    return *m_other;
}

void ChosenSecretStore::adopt(const SecretStore &store)
{
    connect(&store, &SecretStore::prompting, this, &SecretStore::prompting);
    connect(&store, &SecretStore::keychainLost, this, &SecretStore::keychainLost);
}

} // namespace Tokenwright

#include "moc_ChosenSecretStore.cpp"
