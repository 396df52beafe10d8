// SPDX-License-Identifier: MIT
#include "core/Async.h"
#include "keychain/DBusCall.h"
#include "keychain/KWallet.h"
#include "keychain/SecretService.h"

#include <QAbstractEventDispatcher>
#include <QLibrary>
#include <QThreadPool>

namespace Tokenwright {

using namespace std::chrono_literals;

namespace {

// QtKeychain 0.14.2 learned the wallet of Plasma 6.
constexpr bool knowsPlasma6 = TOKENWRIGHT_QTKEYCHAIN_VERSION >= 1402;

/// The generation of KWallet that QtKeychain prefers in this desktop session; 0 outside KDE. The
/// same questions in the same order as QtKeychain's keychain_unix.cpp, which knows desktops by
/// their exact names: a disagreement would mean to ask one keychain and to write to another.
int preferredWallet()
{
    const auto kdeGeneration = [] {
        const int generation = qEnvironmentVariableIntValue("KDE_SESSION_VERSION");
        const bool known = generation == 4 || generation == 5 || (generation == 6 && knowsPlasma6);
        return known ? generation : 0;
    };
    const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP");
    if (desktop == "KDE")
        return kdeGeneration();
    if (desktop == "GNOME" || desktop == "Unity" || desktop == "XFCE")
        return 0;
    const QByteArray session = qgetenv("DESKTOP_SESSION");
    if (session == "kde")
        return kdeGeneration();
    if (session == "kde4")
        return 4;
    if (session == "gnome" || session == "xubuntu" || session.contains("xfce")
        || !qEnvironmentVariableIsEmpty("GNOME_DESKTOP_SESSION_ID"))
        return 0;
    return qEnvironmentVariableIsEmpty("KDE_FULL_SESSION") ? 0 : kdeGeneration();
}

/// Loaded as QtKeychain loads it, which does not depend on it either. Any thread.
bool libsecretLoads()
{
    static const bool loads = QLibrary(QStringLiteral("secret-1"), 0).load();
    return loads;
}

/// The same, while the bus takes the connection that the next question needs: scripts wait for each
/// of these milliseconds.
bool libsecretLoadsMeanwhile()
{
    QThreadPool::globalInstance()->start([] { libsecretLoads(); });
    DBusCall::hasSessionBus();
    return libsecretLoads();
}

/// Decides, once and with the first question, between Secret Service and KWallet.
class LinuxKeychainService final : public KeychainService
{
    Q_OBJECT

public:
    QFuture<Result<KeychainState>> ask(const QString &key, std::chrono::milliseconds limit) override
    {
        return Async::andThen(choose(), this, [this, key, limit] {
            if (m_chosen)
                return m_chosen->ask(key, limit);
            return Async::ready<KeychainState>(
                KeychainState{.kind = KeychainState::Kind::Absent, .detail = m_missing});
        });
    }

    QFuture<Result<KeychainState>> unlock(const QString &key) override
    {
        return Async::andThen(choose(), this, [this, key] {
            if (m_chosen)
                return m_chosen->unlock(key);
            return Async::ready<KeychainState>(failure(ErrorKind::KeychainUnavailable, m_missing));
        });
    }

    void dismiss() override
    {
        if (m_chosen)
            m_chosen->dismiss();
    }

    QString description() const override
    {
        if (m_chosen)
            return m_chosen->description();
        return preferredWallet() ? KWallet(preferredWallet()).description()
                                 : SecretService().description();
    }

private:
    QFuture<Result<void>> choose()
    {
        const Async::Completion<void> completion;
        const int wallet = preferredWallet();
        if (m_chosen || !m_missing.isEmpty()) {
            completion.finish({});
        } else if (wallet == 4) {
            use(std::make_unique<KWallet>(wallet));
            completion.finish({});
        } else if (wallet) {
            askWallet(wallet, [this, completion, wallet](bool answers) {
                if (answers || !libsecretLoads())
                    use(std::make_unique<KWallet>(wallet));
                else
                    useSecretService();
                completion.finish({});
            });
        } else if (libsecretLoadsMeanwhile()) {
            useSecretService();
            completion.finish({});
        } else {
            askWallet(5, [this, completion](bool answers) {
                if (answers)
                    use(std::make_unique<KWallet>(5));
                else
                    m_missing = tr("The library libsecret-1 is not installed.");
                completion.finish({});
            });
        }
        return completion.future();
    }

    // QtKeychain's own question to KWallet, with its own limit.
    template <class Handler> void askWallet(int generation, Handler handler)
    {
        auto *wallet = new KWallet(generation, this);
        Async::onResult(wallet->ask({}, 500ms), this,
                        [wallet, handler](const Result<KeychainState> &state) {
                            wallet->deleteLater();
                            handler(state && state->kind != KeychainState::Kind::Absent
                                    && state->kind != KeychainState::Kind::NotAnswering);
                        });
    }

    void useSecretService()
    {
        // libsecret answers through GLib's main loop, which Qt's event loop has to drive.
        const auto *dispatcher = QAbstractEventDispatcher::instance();
        if (dispatcher && dispatcher->inherits("QEventDispatcherGlib"))
            use(std::make_unique<SecretService>());
        else
            m_missing = tr(
                "Qt runs without GLib's event loop (QT_NO_GLIB), which libsecret needs.");
    }

    void use(std::unique_ptr<KeychainService> service) { m_chosen = std::move(service); }

    std::unique_ptr<KeychainService> m_chosen;
    QString m_missing; ///< Why there is no keychain to ask.
};

} // namespace

std::unique_ptr<KeychainService> KeychainService::create()
{
    return std::make_unique<LinuxKeychainService>();
}

} // namespace Tokenwright

#include "LinuxKeychainService.moc"
