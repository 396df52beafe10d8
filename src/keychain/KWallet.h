// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "KeychainService.h"

namespace Tokenwright {

/// KDE's wallet, spoken to by its own protocol: that is what QtKeychain does in a Plasma session.
/// "Unlocked" is "the network wallet is open, and this program is let in".
class KWallet final : public KeychainService
{
    Q_OBJECT

public:
    /// \a generation is the number in the service's name, 5 or 6; 4 has none in it.
    explicit KWallet(int generation, QObject *parent = nullptr);

    /// Whether it runs, or the bus can start it. Asks the bus alone, which answers at once.
    bool isThere() const;
    QFuture<Result<KeychainState>> ask(const QString &key,
                                       std::chrono::milliseconds limit) override;
    /// Once it is done QtKeychain's job finds the wallet open. Its question cannot be taken back:
    /// after dismiss() it stays on the screen, and the answer is of no consequence.
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
