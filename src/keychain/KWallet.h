// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "KeychainService.h"

namespace Tokenwright {

/// KDE's wallet, spoken to by its own protocol: that is what QtKeychain does in a Plasma session.
/// "Unlocked" is "the network wallet is open"; opening it is the business of QtKeychain's job.
class KWallet final : public KeychainService
{
    Q_OBJECT

public:
    /// \a generation is the number in the service's name, 5 or 6; 4 has none in it.
    explicit KWallet(int generation, QObject *parent = nullptr);

    QFuture<Result<KeychainState>> ask(const QString &key,
                                       std::chrono::milliseconds limit) override;
    /// Prompts for nothing: the job will.
    QFuture<Result<KeychainState>> unlock(const QString &key) override;
    void dismiss() override { }
    QString description() const override;
    QString reason() const override;

private:
    void askWhetherLetIn(const Async::Completion<KeychainState> &completion, const QString &wallet,
                         std::chrono::milliseconds limit);

    QString m_name; ///< kwalletd, kwalletd5, kwalletd6
};

} // namespace Tokenwright
