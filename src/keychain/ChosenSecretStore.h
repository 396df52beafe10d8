// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"

#include <functional>
#include <memory>

namespace Tokenwright {

/// The store that the user chose, beside the one that was not: what is kept, is kept in the chosen
/// one alone; what is removed, is removed from both, since another may have been chosen when it was
/// kept, and nobody would see it there any more. The other one is made when first needed, and need
/// not be there (KeychainUnavailable). One that cannot be looked into is of no account where the
/// chosen one holds the key; where it does not, the removal fails with the other
/// one's reason, but for a token's key: a token runs out. Lives in its stores' thread.
class ChosenSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using Maker = std::function<std::unique_ptr<SecretStore>()>;

    ChosenSecretStore(std::unique_ptr<SecretStore> chosen, Maker makeOther,
                      QObject *parent = nullptr);

    void prepare() override { m_chosen->prepare(); }
    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &key) override;
    void withdrawPrompt() override;
    bool isInMemoryOnly(const QString &key) const override;
    QString description() const override { return m_chosen->description(); }
    QString reason() const override { return m_chosen->reason(); }
    bool isVolatile() const override { return m_chosen->isVolatile(); }

private:
    SecretStore &other();
    void adopt(const SecretStore &store);

    const std::unique_ptr<SecretStore> m_chosen;
    const Maker m_makeOther;
    std::unique_ptr<SecretStore> m_other; ///< Once it was needed.
};

} // namespace Tokenwright
