// SPDX-License-Identifier: MIT
#include "CredentialManager.h"

#include "Async.h"
#include "FileLock.h"

#include <algorithm>
#include <memory>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto mintPatience = 60s; // longer than a mint may take
constexpr int mostRounds = 3; // of somebody unlocking the keychain and something locking it again

/// \a error once \a tidying is over, however that ends.
template <class T>
QFuture<Result<T>> failedAfter(const QFuture<Result<void>> &tidying, QObject *context,
                               const Error &error)
{
    return Async::whenDone(tidying, context, [error](const Result<void> &) {
        return Async::ready<T>(failure(error));
    });
}

} // namespace

CredentialManager::CredentialManager(Profile profile, CredentialRegistry &registry,
                                     SecretStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_registry(registry)
    , m_store(store)
    , m_clock(clock)
{ }

QFuture<Result<QString>> CredentialManager::create(CredentialSet set,
                                                   const ClientCredentials &credentials,
                                                   const CredentialSet &row)
{
    const auto entry = entered({.set = std::move(set), .credentials = credentials});
    if (!entry)
        return Async::ready<QString>(failure(entry.error()));
    return Async::andThen(cutOff(entry->set), this, [this, row, entry = *entry](const QString &id) {
        if (id.isEmpty())
            return store(entry.set, entry.credentials);
        Entry before{.set = row, .credentials = {}};
        Entry after{.set = entry.set, .credentials = entry.credentials};
        before.set.id = after.set.id = id;
        return Async::andThen(edit(before, after), this,
                              [id] { return Async::ready<QString>(id); });
    });
}

QFuture<Result<QString>> CredentialManager::cutOff(const CredentialSet &set)
{
    const CredentialSet *row = m_registry.named(set.name, set.environment);
    if (!row || row->provider != set.provider)
        return Async::ready<QString>(QString());
    return Async::whenDone(m_store.read(clientKey(row->id), Prompt::Never), this,
                           [id = row->id](const Result<Secret> &pair) {
                               const bool isMissing = !pair
                                   && pair.error().kind == ErrorKind::SecretMissing;
                               return Async::ready<QString>(isMissing ? id : QString());
                           });
}

/// Row, then secret; what is given has passed the rules. Whoever is asked to unlock the keychain is
/// asked before: a program that is ended at the prompt has changed nothing. Somebody may remove the
/// row before the secret is there, but not while it is being written.
QFuture<Result<QString>> CredentialManager::store(CredentialSet set,
                                                  const ClientCredentials &credentials)
{
    set.id = freshIdentifier();
    set.pairMark = freshIdentifier();
    if (set.secretSetAt == 0)
        set.secretSetAt = m_clock.now().wall;
    // nobody is asked for the sake of an index or a name that will refuse
    if (const auto fine = m_registry.refresh(); !fine)
        return Async::ready<QString>(failure(fine.error()));
    const auto opened = m_registry.isNameTaken(set.name, set.environment, {})
        ? Async::ready<void>({})
        : m_store.unlock(clientKey(set.id), Prompt::Allowed, Purpose::Store);
    const auto inserted = Async::andThen(opened, this,
                                         [this, set] { return m_registry.insert(set); });
    return Async::andThen(inserted, this, [this, id = set.id, payload = credentials.toPayload()] {
        return storePair(id, payload);
    });
}

/// The pair of a row that is new. After a write that was refused the row goes again.
QFuture<Result<QString>> CredentialManager::storePair(const QString &id, const Secret &payload)
{
    const auto writing = withoutMints(id, Purpose::Store, [this, id, payload] {
        const auto row = rowNow(id);
        return row ? m_store.write(clientKey(id), payload, Prompt::Never)
                   : Async::ready<void>(failure(row.error()));
    });
    return Async::whenDone(writing, this, [this, id](const Result<void> &written) {
        if (written)
            return Async::ready<QString>(id);
        const ErrorKind kind = written.error().kind;
        // it may still land: the row stays; or that is gone
        const bool staysSo = kind == ErrorKind::KeychainTimeout || kind == ErrorKind::NotFound;
        return failedAfter<QString>(staysSo ? Async::ready<void>({}) : takeBack(id), this,
                                    written.error());
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
    return Async::whenDone(
        m_store.remove(clientKey(id), Prompt::Never), this,
        [this, id](const Result<void> &removed) {
            const bool mayBeThere = !removed && removed.error().kind == ErrorKind::KeychainTimeout;
            return mayBeThere ? Async::ready<void>(removed) : m_registry.remove(id);
        });
}

QFuture<Result<ClientCredentials>> CredentialManager::credentials(const QString &id, Prompt prompt)
{
    return Async::whenDone(
        m_store.read(clientKey(id), prompt), this, [this, id](const Result<Secret> &payload) {
            auto pair = payload ? ClientCredentials::fromPayload(*payload)
                                : Result<ClientCredentials>(failure(payload.error()));
            if (!pair && pair.error().kind == ErrorKind::SecretMissing) {
                if (const auto row = rowNow(id); !row)
                    pair = failure(row.error());
            }
            return Async::ready(std::move(pair));
        });
}

/// The row as the file holds it by now.
Result<CredentialSet> CredentialManager::rowNow(const QString &id)
{
    if (const auto fine = m_registry.refresh(); !fine)
        return failure(fine.error());
    const CredentialSet *row = m_registry.find(id);
    return row ? Result<CredentialSet>(*row) : failure(ErrorKind::NotFound);
}

QFuture<Result<void>> CredentialManager::edit(CredentialSet before, const CredentialSet &after)
{
    if (const auto row = rowNow(after.id); !row)
        return Async::ready<void>(failure(row.error()));
    auto wanted = enteredWithoutPair(after, &before);
    if (!wanted)
        return Async::ready<void>(failure(wanted.error()));
    wanted->pairMark = before.pairMark; // which is changed here alone, with the pair
    QStringList added = wanted->parameters.keys();
    added.removeIf([&](const QString &name) { return before.parameters.contains(name); });
    if (added.isEmpty())
        return m_registry.replace(before, *wanted);
    return Async::whenDone(
        credentials(after.id, Prompt::Allowed), this,
        [this, before, wanted = *wanted, added](const Result<ClientCredentials> &pair) {
            if (!pair && !mayEnterAnew(pair.error()))
                return Async::ready<void>(failure(pair.error()));
            const bool isSecretToo = pair && std::ranges::any_of(added, [&](const QString &name) {
                                         return pair->parameters.contains(name);
                                     });
            return isSecretToo
                ? editPair(Entry{.set = before, .credentials = {}},
                           Entry{.set = wanted, .credentials = {}}, OriginConsent::NotGiven)
                : m_registry.replace(before, wanted);
        });
}

QFuture<Result<void>> CredentialManager::edit(const Entry &before, const Entry &after,
                                              OriginConsent consent)
{
    if (const auto row = rowNow(after.set.id); !row)
        return Async::ready<void>(failure(row.error()));
    const auto wanted = entered(after, &before);
    if (!wanted)
        return Async::ready<void>(failure(wanted.error()));
    if (isSame(before.credentials, wanted->credentials))
        return edit(before.set, wanted->set);
    return editPair(before, *wanted, consent);
}

QFuture<Result<void>> CredentialManager::editPair(const Entry &before, const Entry &after,
                                                  OriginConsent consent)
{
    return withoutMints(after.set.id, Purpose::Store, [this, before, after, consent] {
        return mergePair(before, after, consent);
    });
}

QFuture<Result<void>> CredentialManager::mergePair(const Entry &before, const Entry &after,
                                                   OriginConsent consent)
{
    const auto row = rowNow(after.set.id);
    if (!row)
        return Async::ready<void>(failure(row.error()));
    return Async::whenDone(
        m_store.read(clientKey(row->id), Prompt::Never), this,
        [this, row = *row, before, after, consent](const Result<Secret> &old) {
            // A missing pair is what this edit repairs; anything else is not known well enough.
            if (!old && !mayEnterAnew(old.error()))
                return Async::ready<void>(failure(old.error()));
            const auto known = ClientCredentials::fromPayload(old.value_or(Secret()));
            const Entry now{.set = row, .credentials = known.value_or(ClientCredentials())};
            auto wanted = entered({.set = merged(row, before.set, after.set),
                                   .credentials = known
                                       ? merged(*known, before.credentials, after.credentials)
                                       : after.credentials},
                                  &now);
            if (!wanted)
                return Async::ready<void>(failure(wanted.error()));
            wanted->set.pairMark = row.pairMark;
            const auto moved = originProblem(now.credentials, wanted->credentials);
            if (moved && consent == OriginConsent::NotGiven)
                return Async::ready<void>(failure(*moved));
            return isSame(now.credentials, wanted->credentials)
                ? m_registry.replace(row, wanted->set)
                : replacePair(now, *wanted, old);
        });
}

/// Row with a new mark, then the pair, where \a old is what the keychain says of the one before.
QFuture<Result<void>> CredentialManager::replacePair(const Entry &before, const Entry &after,
                                                     const Result<Secret> &old)
{
    CredentialSet set = after.set;
    ClientCredentials unlessAgreed = before.credentials;
    unlessAgreed.apiOrigin = after.credentials.apiOrigin;
    if (!isSame(unlessAgreed, after.credentials))
        set.pairMark = freshIdentifier();
    if (!isSameSecret(before.credentials, after.credentials))
        set.secretSetAt = m_clock.now().wall;
    constexpr auto away = ErrorKind::KeychainUnavailable;
    const bool wasAway = !old && old.error().kind == away;
    const auto oldPair = old ? std::optional(*old) : std::nullopt;
    const Secret payload = after.credentials.toPayload(old.value_or(Secret()));
    return Async::andThen(
        m_registry.replace(before.set, set), this,
        [this, before = before.set, set, oldPair, wasAway, payload] {
            return Async::whenDone(
                m_store.write(clientKey(set.id), payload, Prompt::Never), this,
                [this, before, set, oldPair, wasAway](const Result<void> &written) {
                    if (written)
                        return Async::ready<void>({});
                    const bool isUntouched = wasAway && written.error().kind == away;
                    return failedAfter<void>(putBack(before, set, oldPair, isUntouched), this,
                                             written.error());
                });
        });
}

/// After a pair could not be written: the row as it was before \a after, and the pair as it was.
QFuture<Result<void>> CredentialManager::putBack(CredentialSet before, const CredentialSet &after,
                                                 const std::optional<Secret> &pair,
                                                 bool isUntouched)
{
    if (!isUntouched) // which pair is there is not certain; otherwise its token is as good as ever
        before.pairMark = freshIdentifier();
    const auto row = m_registry.replace(after, before);
    if (!pair)
        return row;
    return Async::whenDone(row, this, [this, id = before.id, pair = *pair](const Result<void> &) {
        return m_store.write(clientKey(id), pair, Prompt::Never);
    });
}

/// Does \a work, which may not prompt, while no token of the set is minted, neither here nor in
/// another program. The keychain is unlocked before the lock is taken; should it be locked again
/// when \a work needs it, the lock is let go and all begins anew.
QFuture<Result<void>> CredentialManager::withoutMints(const QString &id, Purpose purpose,
                                                      const Work &work, int round)
{
    const auto opened = m_store.unlock(clientKey(id), Prompt::Allowed, purpose);
    const auto locked = Async::andThen(
        opened, this, [this, id] { return acquireLock(m_profile.mintLockFile(id), mintPatience); });
    return Async::andThen(locked, this, [this, id, purpose, work, round](const HeldLock &lock) {
        lock->setAwaitsKeychain(true);
        return Async::whenDone(work(), this,
                               [this, id, purpose, work, round, lock](const Result<void> &result) {
                                   lock->unlock();
                                   const bool isLockedAgain = !result && round < mostRounds
                                       && result.error().kind == ErrorKind::KeychainLocked;
                                   return isLockedAgain ? withoutMints(id, purpose, work, round + 1)
                                                        : Async::ready<void>(result);
                               });
    });
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
    copy.isFavourite = false;
    return Async::andThen(credentials(id, Prompt::Allowed), this,
                          [this, copy](const ClientCredentials &pair) {
                              // nothing of it is new, but what should not be in the index is not
                              // copied into it
                              Entry known{.set = copy, .credentials = pair};
                              known.credentials.parameters.remove(refreshTokenParameter);
                              known.credentials.previousRefreshToken = {};
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

QFuture<Result<bool>> CredentialManager::removeToken(const QString &id, const IsMeant &isMeant)
{
    const auto wasThere = std::make_shared<bool>(false);
    const auto removed = withoutMints(id, Purpose::Look, [this, id, isMeant, wasThere] {
        return Async::whenDone(m_store.read(tokenKey(id), Prompt::Never), this,
                               [this, id, isMeant, wasThere](const Result<Secret> &payload) {
                                   if (!payload && payload.error().kind != ErrorKind::SecretMissing)
                                       return Async::ready<void>(failure(payload.error()));
                                   if (!payload || (isMeant && !isMeant(*payload)))
                                       return Async::ready<void>({});
                                   *wasThere = true;
                                   return m_store.remove(tokenKey(id), Prompt::Never);
                               });
    });
    return Async::andThen(removed, this,
                          [wasThere] { return Async::ready(Result<bool>(*wasThere)); });
}

QFuture<Result<void>> CredentialManager::acceptOrigin(const QString &id, const QString &origin)
{
    return accept(id, &ClientCredentials::origin, origin);
}

QFuture<Result<void>> CredentialManager::acceptApiOrigin(const QString &id, const QString &origin)
{
    return accept(id, &ClientCredentials::apiOrigin, origin);
}

QFuture<Result<void>> CredentialManager::accept(const QString &id,
                                                QString ClientCredentials::*origin,
                                                const QString &agreed)
{
    const auto opened = m_store.unlock(clientKey(id), Prompt::Allowed, Purpose::Store);
    const auto read = Async::andThen(
        opened, this, [this, id] { return m_store.read(clientKey(id), Prompt::Never); });
    return Async::andThen(read, this, [this, id, origin, agreed](const Secret &payload) {
        const auto row = rowNow(id);
        const auto pair = ClientCredentials::fromPayload(payload);
        if (!row || !pair)
            return Async::ready<void>(failure(row ? pair.error() : row.error()));
        const Entry before{.set = *row, .credentials = *pair};
        Entry after = before;
        after.credentials.*origin = agreed;
        return edit(before, after, OriginConsent::Given);
    });
}

} // namespace Tokenwright

#include "moc_CredentialManager.cpp"
