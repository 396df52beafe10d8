// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace Tokenwright {

/// The service name under which QtKeychain files everything of ours.
inline QString keychainServiceName()
{
    return u"tokenwright"_s;
}

/// What the keychain's service said of itself a moment ago.
struct KeychainState
{
    enum class Kind {
        Absent, ///< No service, no bus to reach it by, or not the library that speaks to it.
        NotAnswering, ///< The service is there and did not answer in time.
        Locked, ///< Nothing can be said of what it holds until somebody unlocks it.
        Unlocked,
        NoCollection, ///< Secret Service without a default collection: a fresh account.
        NotApplicable, ///< This platform's keychain does not tell; just try.
    };

    Kind kind = Kind::NotApplicable;
    QString detail{}; ///< Translated technical detail for Absent and NotAnswering.
    /// The next operation on the key may bring up a prompt of the keychain's own that we do not see
    /// (KeePassXC's question per entry, the Secret portal's).
    bool mayPrompt = false;
    /// Which run of the service it was; empty where that is not told. With another run come other
    /// sessions: what was under way with the earlier one has failed.
    QString run{};
};

/// Asks the keychain's service how it is, and unlocks it; reads and writes go through QtKeychain.
/// This is what knows one platform from another.
///
/// It exists because QtKeychain cannot tell "not there" from "locked": libsecret answers "no such
/// item" after a dismissed prompt, and "done" after deleting from a locked collection.
///
/// Lives in the main thread, never blocks it. Every future completes once.
class KeychainService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The service QtKeychain will use in this process.
    static std::unique_ptr<KeychainService> create();

    /// Begins with what the first reading takes, where that can be told without asking anybody.
    virtual void prepare() { }

    /// How it is now, with \a key in mind; never prompts. Completes within about \a limit and
    /// always with a value: what goes wrong is a KeychainState::Kind.
    virtual QFuture<Result<KeychainState>>
    ask(const QString &key, std::chrono::milliseconds limit) = 0;

    /// Prompts the user to unlock what \a key needs, or to create the default collection when there
    /// is none; gives the state that this led to. Takes as long as the user takes. Errors:
    /// KeychainLocked (dismissed, or no prompt could be shown), KeychainUnavailable,
    /// KeychainTimeout (the service did not answer the request itself), Cancelled (see dismiss()).
    /// One at a time.
    virtual QFuture<Result<KeychainState>> unlock(const QString &key) = 0;

    /// Takes back what unlock() asks somebody right now, if anything: the prompt goes.
    virtual void dismiss() = 0;
    /// The same for a program that ends this moment: it has gone when this returns, after a second
    /// at most, and nothing completes.
    virtual void withdraw() { }

    /// Told after a job that failed for no reason of the keychain's own. True: what it failed by
    /// was let go, and the same may well succeed now.
    virtual bool startAnew() { return false; }
    /// Told after each job that the keychain answered.
    virtual void jobSucceeded() { }

    /// Which keychain it is, for people, as far as that can be told without asking it anything.
    virtual QString description() const = 0;
    /// Why it is this one, in a few translated words.
    virtual QString reason() const = 0;
};

} // namespace Tokenwright
