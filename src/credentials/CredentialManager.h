// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "CredentialRegistry.h"
#include "EntryRules.h"
#include "SecretStore.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <optional>

namespace Tokenwright {

/// Whether somebody agreed that what the keychain holds may go to the origin that an edit says,
/// though it was saved for another one.
enum class OriginConsent { NotGiven, Given };

/// Creates, edits and removes credential sets across index and keychain, in an order that never
/// leaves a secret without a row, whatever fails or dies in between. Every operation was asked for
/// by somebody, so it may bring up an unlock prompt, but never while it holds a set's lock. What
/// comes in has to pass the rules of EntryRules.h, and is stored as they leave it. Errors are those
/// of the registry, of the store, of acquireLock() and of these rules (Configuration). Notes
/// in the row when a secret came. Lives in one thread; registry, store and clock are borrowed and
/// must outlive it.
class CredentialManager : public QObject
{
    Q_OBJECT

public:
    CredentialManager(Profile profile, CredentialRegistry &registry, SecretStore &store,
                      const Clock &clock, QObject *parent = nullptr);

    /// Row, then secret with read-back. The set's id and mark are made here; completes with the id.
    /// When the keychain refuses, what it may hold nevertheless and the row go again; when its
    /// answer is unknown, the row stays. A row of the like that has no pair (its program was ended
    /// between the two, or the set was imported without) is completed: what \a set leaves open
    /// stays as the row has it, and what \a row, if given, was read to say and \a set says no more
    /// goes.
    QFuture<Result<QString>> create(CredentialSet set, const ClientCredentials &credentials,
                                    const CredentialSet &row = {});
    /// The id of such a row, one of \a set's name, provider and environment that has no pair in an
    /// unlocked keychain; empty when there is none. Prompts for nothing.
    QFuture<Result<QString>> cutOff(const CredentialSet &set);

    /// A row alone, for a set whose pair is not at hand; "secret missing" until edit() brings one.
    /// The keychain is not touched. Completes with the id.
    QFuture<Result<QString>> createWithoutPair(CredentialSet set);

    /// Reads the pair. Also: SecretMissing, and NotFound where that is because the set is gone.
    QFuture<Result<ClientCredentials>> credentials(const QString &id, Prompt prompt);

    /// Whether \a error, from reading a pair, leaves room for a new one: there is none, or no
    /// keychain that could hold one. After any other failure the old pair may be there and must not
    /// be lost.
    static bool mayEnterAnew(const Error &error)
    {
        return error.kind == ErrorKind::SecretMissing
            || error.kind == ErrorKind::KeychainUnavailable;
    }

    /// Makes of row and pair, as they are by then, what leads from \a before to \a after; see
    /// merged(). \a before is what whoever edits had read, without a pair if there was none to be
    /// read: so two who edit one set at a time keep each other's changes, and of the same field the
    /// later one counts. A change of the pair is: old pair read, row with a new mark, new pair
    /// written and read back. On failure row and old pair are put back. It waits for a mint under
    /// way and holds off the next: a token of the old pair must not get the new mark. Where nothing
    /// of the pair changes the mark stays, and with it the token, also where its tokens may go to
    /// another origin. Where anything secret of the old pair stays in one for other origins, that
    /// needs \a consent. Also: EndpointMoved, ApiMoved.
    QFuture<Result<void>> edit(const Entry &before, const Entry &after,
                               OriginConsent consent = OriginConsent::NotGiven);
    /// The same of the row alone. The keychain is looked at only for a parameter that comes in: the
    /// pair may hold a secret one of its name, which goes then.
    QFuture<Result<void>> edit(CredentialSet before, const CredentialSet &after);

    /// A second set with the same pair under \a name; shares no token, and not the refresh token,
    /// which two cannot use where each use brings another. Completes with its id.
    QFuture<Result<QString>> duplicate(const QString &id, const QString &name);

    /// Whether a token's payload in the keychain is the one that is meant; empty: any is.
    using IsMeant = std::function<bool(const Secret &payload)>;
    /// The kept token, seen to be gone; the pair stays. Waits for a mint under way to end.
    /// Completes with whether there was one that \a isMeant.
    QFuture<Result<bool>> removeToken(const QString &id, const IsMeant &isMeant = {});

    /// Secret and token, seen to be gone, then the row. Waits for a mint under way to end, so that
    /// no token is stored afterwards.
    QFuture<Result<void>> remove(const QString &id);

    /// Lets the pair of \a id go to \a origin from now on.
    QFuture<Result<void>> acceptOrigin(const QString &id, const QString &origin);
    /// Lets the tokens of \a id go to \a origin as well, instead of where else they might go.
    QFuture<Result<void>> acceptApiOrigin(const QString &id, const QString &origin);

private:
    QFuture<Result<void>> accept(const QString &id, QString ClientCredentials::*origin,
                                 const QString &agreed);
    using Work = std::function<QFuture<Result<void>>()>;
    QFuture<Result<void>> withoutMints(const QString &id, Purpose purpose, const Work &work,
                                       int round = 1);
    QFuture<Result<QString>> store(CredentialSet set, const ClientCredentials &credentials);
    QFuture<Result<QString>> storePair(const QString &id, const Secret &payload);
    Result<CredentialSet> rowNow(const QString &id);
    QFuture<Result<void>> editPair(const Entry &before, const Entry &after, OriginConsent consent);
    QFuture<Result<void>> mergePair(const Entry &before, const Entry &after, OriginConsent consent);
    QFuture<Result<void>> replacePair(const Entry &before, const Entry &after,
                                      const Result<Secret> &old);
    QFuture<Result<void>> takeBack(const QString &id);
    QFuture<Result<void>> putBack(CredentialSet before, const CredentialSet &after,
                                  const std::optional<Secret> &pair, bool isUntouched);

    const Profile m_profile;
    CredentialRegistry &m_registry;
    SecretStore &m_store;
    const Clock &m_clock;
};

} // namespace Tokenwright
