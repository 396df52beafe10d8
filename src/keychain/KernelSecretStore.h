// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"

namespace Tokenwright {

/// Secrets in the kernel's keyring of this user (keyrings(7), user-keyring(7)): in memory that
/// outlives the program, never on disk, gone with the next start of the machine or when the system
/// drops the user's keys at logout. For machines without a keychain of a desktop: over SSH, on a
/// server, in a container. Every process of this user can read them, as with a keychain that is
/// unlocked; nothing ever asks.
///
/// Never waits: an operation takes effect at once. Errors: KeychainUnavailable where the kernel
/// refuses its keyring (a container's rules usually do) or has none; KeychainDenied where a value
/// is too long or the user's share is used up (kernel.keys.maxkeys and maxbytes, proc(5)), in which
/// case nothing was changed; SecretMissing.
class KernelSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &) override { }
    QString description() const override;
    QString reason() const override;
    bool isVolatile() const override { return true; }
};

} // namespace Tokenwright
