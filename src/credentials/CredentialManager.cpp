// SPDX-License-Identifier: MIT
#include "credentials/CredentialManager.h"

#include "core/Async.h"
#include "core/FileLock.h"
#include "credentials/EntryRules.h"

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto mintPatience = 60s; // longer than a mint may take
constexpr int mostRounds = 3; // of somebody unlocking the keychain and something locking it again

} // namespace

CredentialManager::CredentialManager(Profile profile, CredentialRegistry &registry,
                                     SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_registry(registry)
    , m_store(store)
{ }

QFuture<Result<QString>> CredentialManager::create(CredentialSet set,
                                                   const ClientCredentials &credentials)
{
    const auto entry = entered({.set = std::move(set), .credentials = credentials});
    if (!entry)
        return Async::ready<QString>(failure(entry.error()));
    return Async::andThen(cutOff(entry->set), this, [this, entry = *entry](const QString &id) {
        if (id.isEmpty())
            return store(entry.set, entry.credentials);
        CredentialSet row = entry.set;
        row.id = id;
        return Async::andThen(edit(row, entry.credentials), this,
                              [id] { return Async::ready<QString>(id); });
    });
}

QFuture<Result<QString>> CredentialManager::cutOff(const CredentialSet &set)
{
    const CredentialSet *row = m_registry.named(set.name, set.environment);
    if (!row || row->provider != set.provider)
        return Async::ready<QString>(QString());
    Async::Completion<QString> completion;
    Async::onResult(m_store.read(clientKey(row->id), Prompt::Never), this,
                    [id = row->id, completion](const Result<Secret> &pair) {
                        const bool isMissing = !pair
                            && pair.error().kind == ErrorKind::SecretMissing;
                        completion.finish(isMissing ? id : QString());
                    });
    return completion.future();
}

/// Row, then secret; what is given has passed the rules. Whoever is asked to unlock the keychain is
/// asked before: a program that is ended at the prompt has changed nothing.
QFuture<Result<QString>> CredentialManager::store(CredentialSet set,
                                                  const ClientCredentials &credentials)
{
    set.id = freshIdentifier();
    set.pairMark = freshIdentifier();
    // nobody is asked for the sake of a name that the index will refuse
    const auto opened = m_registry.isNameTaken(set.name, set.environment, {})
        ? Async::ready<void>({})
        : m_store.unlock(clientKey(set.id), Prompt::Allowed, Purpose::Store);
    const auto inserted = Async::andThen(opened, this,
                                         [this, set] { return m_registry.insert(set); });
    return Async::andThen(inserted, this, [this, id = set.id, payload = credentials.toPayload()] {
        Async::Completion<QString> completion;
        Async::onResult(m_store.write(clientKey(id), payload, Prompt::Allowed), this,
                        [this, id, completion](const Result<void> &written) {
                            if (written) {
                                completion.finish(id);
                                return;
                            }
                            const auto report = [completion, written](const Result<void> &) {
                                completion.finish(failure(written.error()));
                            };
                            if (written.error().kind == ErrorKind::KeychainTimeout)
                                report({}); // it may still land: the row stays
                            else
                                Async::onResult(takeBack(id), this, report);
                        });
        return completion.future();
    });
}

QFuture<Result<QString>> CredentialManager::createWithoutPair(CredentialSet set)
{
    auto row = enteredWithoutPair(std::move(set));
    if (!row)
        return Async::ready<QString>(failure(row.error()));
    row->id = freshIdentifier();
    row->pairMark = freshIdentifier();
    return Async::andThen(m_registry.insert(*row), this,
                          [id = row->id] { return Async::ready(Result<QString>(id)); });
}

/// After a write that was refused: a keychain may hold something all the same, and then the row is
/// the only trace of it.
QFuture<Result<void>> CredentialManager::takeBack(const QString &id)
{
    Async::Completion<void> completion;
    Async::onResult(m_store.remove(clientKey(id), Prompt::Never), this,
                    [this, id, completion](const Result<void> &removed) {
                        if (!removed && removed.error().kind == ErrorKind::KeychainTimeout) {
                            completion.finish(removed);
                            return;
                        }
                        Async::onResult(
                            m_registry.remove(id), this,
                            [completion](const Result<void> &gone) { completion.finish(gone); });
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
                                              const std::optional<ClientCredentials> &credentials,
                                              OriginConsent consent)
{
    const CredentialSet *before = m_registry.find(set.id);
    if (!before)
        return Async::ready<void>(failure(ErrorKind::NotFound));
    if (credentials) {
        return withoutMints(set.id, Purpose::Store, [this, set, pair = *credentials, consent] {
            return replacePair(set, pair, consent);
        });
    }
    auto after = enteredWithoutPair(set, before);
    if (!after)
        return Async::ready<void>(failure(after.error()));
    after->pairMark = before->pairMark; // the pair may have been changed since \a set was read
    return m_registry.replace(*after);
}

QFuture<Result<void>> CredentialManager::replacePair(CredentialSet after,
                                                     ClientCredentials credentials,
                                                     OriginConsent consent)
{
    m_registry.refresh();
    const CredentialSet *now = m_registry.find(after.id);
    if (!now)
        return Async::ready<void>(failure(ErrorKind::NotFound));
    const CredentialSet before = *now;
    Async::Completion<void> completion;
    Async::onResult(
        m_store.read(clientKey(after.id), Prompt::Never), this,
        [this, before, after, credentials, consent, completion](const Result<Secret> &old) mutable {
            // A missing pair is what this edit repairs; anything else is not known well enough.
            if (!old && !mayEnterAnew(old.error())) {
                completion.finish(failure(old.error()));
                return;
            }
            const auto oldPair = old ? std::optional(*old) : std::nullopt;
            const auto known = ClientCredentials::fromPayload(oldPair.value_or(Secret()));
            const Entry was{.set = before, .credentials = known.value_or(ClientCredentials())};
            const auto entry = entered({.set = after, .credentials = credentials}, &was);
            if (!entry) {
                completion.finish(failure(entry.error()));
                return;
            }
            after = entry->set;
            credentials = entry->credentials;
            if (consent == OriginConsent::NotGiven && keepsSecrets(was.credentials, credentials)) {
                if (const auto moved = originProblem(was.credentials, credentials.origin)) {
                    completion.finish(failure(*moved));
                    return;
                }
            }
            const QJsonObject &fields = was.credentials.unknownFields;
            for (auto it = fields.begin(); it != fields.end(); ++it)
                credentials.unknownFields.insert(it.key(), it.value());
            after.pairMark = freshIdentifier();
            constexpr auto away = ErrorKind::KeychainUnavailable;
            const bool wasAway = !old && old.error().kind == away;
            auto written = Async::andThen(
                m_registry.replace(after), this,
                [this, before, oldPair, wasAway, id = after.id, payload = credentials.toPayload()] {
                    Async::Completion<void> outcome;
                    Async::onResult(
                        m_store.write(clientKey(id), payload, Prompt::Never), this,
                        [this, before, oldPair, wasAway, outcome](const Result<void> &result) {
                            if (result) {
                                outcome.finish({});
                                return;
                            }
                            const bool isUntouched = wasAway && result.error().kind == away;
                            Async::onResult(putBack(before, oldPair, isUntouched), this,
                                            [outcome, result](const Result<void> &) {
                                                outcome.finish(result);
                                            });
                        });
                    return outcome.future();
                });
            Async::onResult(written, this, [completion](const Result<void> &result) {
                completion.finish(result);
            });
        });
    return completion.future();
}

/// After a pair could not be written: the row as it was, and the pair as it was.
QFuture<Result<void>> CredentialManager::putBack(CredentialSet before,
                                                 const std::optional<Secret> &pair,
                                                 bool isUntouched)
{
    if (!isUntouched) // which pair is there is not certain; otherwise its token is as good as ever
        before.pairMark = freshIdentifier();
    Async::Completion<void> completion;
    Async::onResult(m_registry.replace(before), this,
                    [this, id = before.id, pair, completion](const Result<void> &row) {
                        if (!pair) {
                            completion.finish(row);
                            return;
                        }
                        Async::onResult(
                            m_store.write(clientKey(id), *pair, Prompt::Never), this,
                            [completion](const Result<void> &done) { completion.finish(done); });
                    });
    return completion.future();
}

/// Does \a work, which may not prompt, while no token of the set is minted, neither here nor in
/// another program. The keychain is unlocked before the lock is taken; should it be locked again
/// when \a work needs it, the lock is let go and all begins anew.
QFuture<Result<void>> CredentialManager::withoutMints(const QString &id, Purpose purpose, Work work,
                                                      int round)
{
    Async::Completion<void> completion;
    const auto finish = [completion](const Result<void> &result) { completion.finish(result); };
    const auto underLock = [this, id, purpose, work, round, finish](const HeldLock &lock) {
        lock->setAwaitsKeychain(true);
        Async::onResult(work(), this,
                        [this, id, purpose, work, round, finish, lock](const Result<void> &result) {
                            lock->unlock();
                            const bool isLockedAgain = !result && round < mostRounds
                                && result.error().kind == ErrorKind::KeychainLocked;
                            if (isLockedAgain) {
                                Async::onResult(withoutMints(id, purpose, work, round + 1), this,
                                                finish);
                            } else {
                                finish(result);
                            }
                        });
    };
    Async::onResult(m_store.unlock(clientKey(id), Prompt::Allowed, purpose), this,
                    [this, id, finish, underLock](const Result<void> &open) {
                        if (!open) {
                            finish(open);
                            return;
                        }
                        Async::onResult(acquireLock(m_profile.mintLockFile(id), mintPatience), this,
                                        [finish, underLock](const Result<HeldLock> &lock) {
                                            if (lock)
                                                underLock(*lock);
                                            else
                                                finish(failure(lock.error()));
                                        });
                    });
    return completion.future();
}

QFuture<Result<QString>> CredentialManager::duplicate(const QString &id, const QString &name)
{
    const CredentialSet *source = m_registry.find(id);
    if (!source)
        return Async::ready<QString>(failure(ErrorKind::NotFound));
    const auto wanted = enteredName(name);
    if (!wanted)
        return Async::ready<QString>(failure(wanted.error()));
    CredentialSet copy = *source;
    copy.name = wanted->text;
    copy.keepFresh = false; // that was said of the other one
    return Async::andThen(credentials(id, Prompt::Allowed), this,
                          [this, copy](const ClientCredentials &pair) {
                              // nothing of it is new, but what should not be in the index is not
                              // copied into it
                              const Entry known{.set = copy, .credentials = pair};
                              const auto entry = entered(known, &known);
                              return entry ? store(entry->set, entry->credentials)
                                           : Async::ready<QString>(failure(entry.error()));
                          });
}

QFuture<Result<void>> CredentialManager::remove(const QString &id)
{
    return withoutMints(id, Purpose::Look, [this, id] {
        const auto secretGone = m_store.remove(clientKey(id), Prompt::Never);
        const auto tokenGone = Async::andThen(
            secretGone, this, [this, id] { return m_store.remove(tokenKey(id), Prompt::Never); });
        return Async::andThen(tokenGone, this, [this, id] { return m_registry.remove(id); });
    });
}

QFuture<Result<void>> CredentialManager::acceptOrigin(const QString &id, const QString &origin)
{
    return withoutMints(id, Purpose::Store, [this, id, origin] {
        return Async::andThen(
            credentials(id, Prompt::Never), this, [this, id, origin](ClientCredentials pair) {
                pair.origin = origin;
                return m_store.write(clientKey(id), pair.toPayload(), Prompt::Never);
            });
    });
}

} // namespace Tokenwright
