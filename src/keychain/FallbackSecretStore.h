// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"
#include "SessionSecretStore.h"

#include <QSet>

#include <memory>

namespace Tokenwright {

/// A keychain, and memory for what it cannot take because no keychain answers at all.
///
/// Only KeychainUnavailable falls back; a keychain that is locked, refuses or is slow is there, and
/// whoever asked is told so. keychainLost() is emitted once, with the first secret that is in
/// memory only. Lives in its primary's thread and runs operations in the primary's order.
class FallbackSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    explicit FallbackSecretStore(std::unique_ptr<SecretStore> primary, QObject *parent = nullptr);

    /// Looks in memory first: what is there is newer than what the keychain may hold.
    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    /// What the keychain took is dropped from memory.
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    /// Removes from both. Without a keychain it succeeds for a key that is in memory and was never
    /// seen in the keychain by this object; a key that was seen there may still be there, so then
    /// the answer is KeychainUnavailable and memory keeps its copy.
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    /// Nothing is asked for what is in memory.
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &key) override { m_primary->cancel(key); }
    void withdrawPrompt() override { m_primary->withdrawPrompt(); }
    bool isInMemoryOnly(const QString &key) const override { return m_memory.contains(key); }
    QString description() const override;
    QString reason() const override;
    bool isVolatile() const override { return !m_memory.isEmpty() || m_primary->isVolatile(); }

private:
    std::unique_ptr<SecretStore> m_primary;
    SessionSecretStore m_memory;
    QSet<QString> m_seenInPrimary;
    bool m_lost = false;
};

} // namespace Tokenwright
