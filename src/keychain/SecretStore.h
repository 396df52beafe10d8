// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "Secret.h"

#include <QFuture>
#include <QObject>
#include <QString>

namespace Tokenwright {

/// May this operation bring up an unlock prompt? Only when somebody asked for it just now.
enum class Prompt { Allowed, Never };
/// What the keychain is to be ready for: to be looked into, or to take something new.
enum class Purpose { Look, Store };

/// Where secrets are kept. Every operation completes exactly once, in the caller's thread (the one
/// the store lives in), and never blocks it.
///
/// Errors of all operations: KeychainUnavailable, KeychainLocked, KeychainDenied, KeychainTimeout
/// (the outcome is unknown: it may still happen). A prompt that was dismissed, or that nothing on
/// this machine could show, is KeychainLocked: nothing was changed. Cancelled, after cancel():
/// nothing was changed either.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Something will be read soon: begins with what that takes, while the caller does something
    /// else. Asks nobody; nothing completes by it, and reading needs no such call.
    virtual void prepare() { }

    /// Also: SecretMissing, only when the keychain was unlocked before and after.
    virtual QFuture<Result<Secret>> read(const QString &key, Prompt prompt) = 0;
    /// Complete only after the value was read back and is equal.
    virtual QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) = 0;
    /// Complete only after it was seen to be gone from an unlocked keychain. Removing what is not
    /// there succeeds.
    virtual QFuture<Result<void>> remove(const QString &key, Prompt prompt) = 0;

    /// Asks now what would otherwise be asked in the middle of the work: completes when the
    /// keychain is unlocked for \a key, so that what follows finds it open. Call it before you take
    /// a lock that others wait for. Changes nothing but, for Purpose::Store, that a first keyring
    /// is made where there is none. Succeeds where there is nothing to unlock, or no keychain: what
    /// follows says so.
    virtual QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) = 0;

    /// Nobody wants to be asked for \a key any more: of its operations, those that wait for their
    /// turn or for a person complete with Cancelled before this returns, and an open prompt of
    /// theirs goes (KWallet's stays, and its answer is of no consequence). One that is at work
    /// already completes as ever, within seconds. A keychain that asks within the work itself
    /// (KeePassXC) cannot be stopped: its question stays, reading completes with Cancelled, a
    /// change with KeychainTimeout, since an answer may still let it happen.
    virtual void cancel(const QString &key) = 0;

    /// For a program that ends this moment: an open prompt is gone from the screen when this
    /// returns, after a second at most. Nothing completes by it.
    virtual void withdrawPrompt() { }

    /// Whether \a key's value is in this program's memory alone, because no keychain took it.
    virtual bool isInMemoryOnly(const QString &) const { return false; }

    /// What holds the secrets, for people: "GNOME Keyring (Secret Service)", "memory, until you
    /// quit".
    virtual QString description() const = 0;
    /// Why it is this one, for people, in a few words: who or what decided.
    virtual QString reason() const = 0;
    /// Whether what it holds is gone at the latest when the machine is started again.
    virtual bool isVolatile() const { return false; }

Q_SIGNALS:
    /// Somebody is asked to unlock the keychain, from now on or no longer.
    void prompting(bool isOpen);
    /// From now on (some) secrets are in memory only, because no keychain answers.
    void keychainLost();
};

} // namespace Tokenwright
