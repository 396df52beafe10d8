// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"

#include <QHash>

namespace Tokenwright {

/// Secrets in memory until the program ends, for machines without a keychain. Never fails but with
/// SecretMissing; an operation takes effect at once.
class SessionSecretStore final : public SecretStore
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

    bool contains(const QString &key) const { return m_secrets.contains(key); }
    bool isEmpty() const { return m_secrets.isEmpty(); }

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace Tokenwright
