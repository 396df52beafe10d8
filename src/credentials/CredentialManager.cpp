// SPDX-License-Identifier: MIT
#include "credentials/CredentialManager.h"

#include "core/Async.h"
#include "core/FileLock.h"

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto mintPatience = 60s; // longer than a mint may take

} // namespace

CredentialManager::CredentialManager(Profile profile, CredentialRegistry &registry,
                                     SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_registry(registry)
    , m_store(store)
{
}

QFuture<Result<QString>> CredentialManager::create(CredentialSet set,
                                                   const ClientCredentials &credentials)
{
    set.id = freshIdentifier();
    set.pairMark = freshIdentifier();
    Async::Completion<QString> completion;
    auto written = Async::andThen(m_registry.insert(set), this,
                                  [this, id = set.id, payload = credentials.toPayload()] {
                                      return m_store.write(clientKey(id), payload, Prompt::Allowed);
                                  });
    Async::onResult(written, this, [this, id = set.id, completion](Result<void> outcome) {
        if (outcome) {
            completion.finish(id);
            return;
        }
        if (outcome.error().kind == ErrorKind::KeychainTimeout) {
            completion.finish(failure(outcome.error())); // it may still land: the row stays
            return;
        }
        Async::onResult(m_registry.remove(id), this, [completion, outcome](const Result<void> &) {
            completion.finish(failure(outcome.error()));
        });
    });
    return completion.future();
}

QFuture<Result<ClientCredentials>> CredentialManager::credentials(const QString &id, Prompt prompt)
{
    return Async::andThen(m_store.read(clientKey(id), prompt), this, [](const Secret &payload) {
        return Async::ready(ClientCredentials::fromPayload(payload));
    });
}

QFuture<Result<void>> CredentialManager::edit(const CredentialSet &set,
                                              const std::optional<ClientCredentials> &credentials)
{
    const CredentialSet *before = m_registry.find(set.id);
    if (!before)
        return Async::ready<void>(failure(ErrorKind::NotFound));
    if (!credentials)
        return m_registry.replace(set);
    return replacePair(*before, set, *credentials);
}

QFuture<Result<void>> CredentialManager::replacePair(const CredentialSet &before,
                                                     const CredentialSet &after,
                                                     const ClientCredentials &credentials)
{
    const QString key = clientKey(after.id);
    Async::Completion<void> completion;
    Async::onResult(
        m_store.read(key, Prompt::Allowed), this,
        [this, before, after, key, completion,
         payload = credentials.toPayload()](Result<Secret> old) {
            // A missing pair is what this edit repairs; anything else is not known well enough.
            if (!old && old.error().kind != ErrorKind::SecretMissing) {
                completion.finish(failure(old.error()));
                return;
            }
            CredentialSet marked = after;
            marked.pairMark = freshIdentifier();
            auto written = Async::andThen(m_registry.replace(marked), this, [this, key, payload] {
                return m_store.write(key, payload, Prompt::Allowed);
            });
            Async::onResult(
                written, this, [this, before, key, old, completion](Result<void> outcome) {
                    if (outcome) {
                        completion.finish({});
                        return;
                    }
                    const auto report = [completion, outcome](const Result<void> &) {
                        completion.finish(failure(outcome.error()));
                    };
                    CredentialSet restored = before;
                    restored.pairMark = freshIdentifier(); // which pair is there is not certain
                    auto restoring = m_registry.replace(restored);
                    if (!old) {
                        Async::onResult(restoring, this, report);
                        return;
                    }
                    Async::onResult(
                        restoring, this, [this, key, pair = *old, report](const Result<void> &) {
                            Async::onResult(m_store.write(key, pair, Prompt::Never), this, report);
                        });
                });
        });
    return completion.future();
}

QFuture<Result<QString>> CredentialManager::duplicate(const QString &id, const QString &name)
{
    const CredentialSet *source = m_registry.find(id);
    if (!source)
        return Async::ready<QString>(failure(ErrorKind::NotFound));
    CredentialSet copy = *source;
    copy.name = name;
    return Async::andThen(
        credentials(id, Prompt::Allowed), this,
        [this, copy](const ClientCredentials &pair) { return create(copy, pair); });
}

QFuture<Result<void>> CredentialManager::remove(const QString &id)
{
    return Async::andThen(
        acquireLock(m_profile.mintLockFile(id), mintPatience), this,
        [this, id](const HeldLock &lock) {
            auto secretGone = m_store.remove(clientKey(id), Prompt::Allowed);
            auto tokenGone = Async::andThen(secretGone, this, [this, id] {
                return m_store.remove(tokenKey(id), Prompt::Allowed);
            });
            // the lock stays held until the row is gone
            return Async::andThen(tokenGone, this, [this, id, lock] { return m_registry.remove(id); });
        });
}

QFuture<Result<void>> CredentialManager::acceptOrigin(const QString &id, const QString &origin)
{
    return Async::andThen(
        credentials(id, Prompt::Allowed), this, [this, id, origin](ClientCredentials pair) {
            pair.origin = origin;
            return m_store.write(clientKey(id), pair.toPayload(), Prompt::Allowed);
        });
}

} // namespace Tokenwright
