// SPDX-License-Identifier: MIT
#include "Async.h"
#include "KeychainService.h"

namespace Tokenwright {

namespace {

/// macOS: its keychain belongs to the login, is there and open, and tells the truth.
class PlatformKeychainService final : public KeychainService
{
    Q_OBJECT

public:
    QFuture<Result<KeychainState>> ask(const QString &, std::chrono::milliseconds) override
    {
        return Async::ready<KeychainState>(KeychainState{});
    }

    QFuture<Result<KeychainState>> unlock(const QString &) override
    {
        return Async::ready<KeychainState>(KeychainState{});
    }

    void dismiss() override { }

    QString description() const override { return tr("macOS Keychain"); }
    QString reason() const override { return tr("it is this system's"); }
};

} // namespace

std::unique_ptr<KeychainService> KeychainService::create()
{
    return std::make_unique<PlatformKeychainService>();
}

} // namespace Tokenwright

#include "KeychainService_fallback.moc"

#include "moc_KeychainService.cpp"
