// SPDX-License-Identifier: MIT
#include "Async.h"
#include "DBusCall.h"
#include "KWallet.h"
#include "KeychainChoice.h"
#include "Process.h"
#include "SecretService.h"

#include <QAbstractEventDispatcher>
#include <QDBusArgument>
#include <QDBusVariant>
#include <QLibrary>

namespace Tokenwright {

using namespace std::chrono_literals;

namespace {

/// Loaded as QtKeychain loads it, which does not depend on it either.
bool libsecretLoads()
{
    static const bool loads = QLibrary(u"secret-1"_s, 0).load();
    return loads;
}

/// libsecret's file, encrypted with a key that the Secret portal keeps for this sandbox. It is
/// never locked, but handing out the key may ask somebody, once.
class SandboxKeychain final : public KeychainService
{
    Q_OBJECT

public:
    QFuture<Result<KeychainState>> ask(const QString &, std::chrono::milliseconds) override
    {
        return Async::ready<KeychainState>(KeychainState{.mayPrompt = !m_isOpen});
    }
    QFuture<Result<KeychainState>> unlock(const QString &key) override { return ask(key, 0ms); }
    void dismiss() override { }
    void jobSucceeded() override { m_isOpen = true; }
    QString description() const override { return tr("the sandbox's keyring (Secret portal)"); }
    QString reason() const override { return tr("the program runs in a sandbox"); }

private:
    bool m_isOpen = false;
};

/// Decides, once and with the first question, between the keychains that there are.
class FreedesktopKeychainService final : public KeychainService
{
    Q_OBJECT

public:
    void prepare() override
    {
        const bool isLibsecrets = m_choice.kind == KeychainChoice::Kind::SecretService
            && !isSandboxed() && libsecretLoads();
        if (!isLibsecrets)
            return;
        choose(); // at once then
        if (m_chosen)
            m_chosen->prepare();
    }

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

    void withdraw() override
    {
        if (m_chosen)
            m_chosen->withdraw();
    }

    bool startAnew() override { return m_chosen && m_chosen->startAnew(); }

    void jobSucceeded() override
    {
        if (m_chosen)
            m_chosen->jobSucceeded();
    }

    QString description() const override
    {
        return m_chosen ? m_chosen->description() : expected()->description();
    }

    QString reason() const override
    {
        if (m_choice.insists && m_version >= QVersionNumber(0, 16, 0)
            && qEnvironmentVariableIsSet("QTKEYCHAIN_BACKEND"))
            return tr("QTKEYCHAIN_BACKEND says so");
        return m_chosen ? m_chosen->reason() : expected()->reason();
    }

private:
    /// What the first question will come to, as far as that can be told without one.
    std::unique_ptr<KeychainService> expected() const
    {
        auto wallet = std::make_unique<KWallet>(m_choice.walletGeneration);
        if (m_choice.walletGeneration
            && (m_choice.insists || wallet->isThere() || !libsecretLoads()))
            return wallet;
        return std::make_unique<SecretService>();
    }

    QFuture<Result<void>> choose()
    {
        const Async::Completion<void> completion;
        const int wallet = m_choice.walletGeneration;
        if (m_chosen || !m_missing.isEmpty()) {
            completion.finish({});
        } else if (wallet && m_choice.insists) {
            use(std::make_unique<KWallet>(wallet));
            completion.finish({});
        } else if (wallet) {
            askWallet(wallet, [this, completion, wallet](bool answers) {
                if (answers || !libsecretLoads()) {
                    use(std::make_unique<KWallet>(wallet));
                    completion.finish({});
                } else {
                    useLibsecret(completion);
                }
            });
        } else if (m_choice.kind == KeychainChoice::Kind::GnomeKeyring) {
            if (QLibrary(u"gnome-keyring"_s, 0).load())
                use(std::make_unique<SecretService>());
            else
                m_missing = tr("The library libgnome-keyring is not installed.");
            completion.finish({});
        } else if (libsecretLoads()) {
            useLibsecret(completion);
        } else if (m_choice.insists) {
            m_missing = libsecretIsMissing();
            completion.finish({});
        } else {
            tryWallets(knowsPlasma6(m_version) ? QList<int>{6, 5} : QList<int>{5}, completion);
        }
        return completion.future();
    }

    void tryWallets(QList<int> generations, const Async::Completion<void> &completion)
    {
        if (generations.isEmpty()) {
            m_missing = libsecretIsMissing();
            completion.finish({});
            return;
        }
        const int wallet = generations.takeFirst();
        askWallet(wallet, [this, completion, wallet, generations](bool answers) {
            if (!answers) {
                tryWallets(generations, completion);
                return;
            }
            use(std::make_unique<KWallet>(wallet));
            completion.finish({});
        });
    }

    // QtKeychain's own question to KWallet, with its own limit.
    template <class Handler> void askWallet(int generation, Handler handler)
    {
        const auto limit = m_version >= QVersionNumber(0, 16, 0) ? 25s : 500ms;
        auto *wallet = new KWallet(generation, this);
        Async::onResult(wallet->ask({}, limit), this,
                        [wallet, handler = std::move(handler)](const Result<KeychainState> &state) {
                            wallet->deleteLater();
                            handler(state && state->kind != KeychainState::Kind::Absent
                                    && state->kind != KeychainState::Kind::NotAnswering);
                        });
    }

    /// libsecret has two places itself; the same questions as its secret-backend.c. A file without
    /// a sandbox is for tests of libsecret's own.
    void useLibsecret(const Async::Completion<void> &completion)
    {
        // libsecret answers through GLib's main loop, which Qt's event loop has to drive.
        const auto *dispatcher = QAbstractEventDispatcher::instance();
        if (!dispatcher || !dispatcher->inherits("QEventDispatcherGlib")) {
            m_missing = tr(
                "Qt runs without GLib's event loop (QT_NO_GLIB), which libsecret needs.");
            completion.finish({});
            return;
        }
        const auto decide = [this, completion](bool hasPortal) {
            if (hasPortal || qgetenv("SECRET_BACKEND") == "file")
                use(std::make_unique<SandboxKeychain>());
            else
                use(std::make_unique<SecretService>());
            completion.finish({});
        };
        if (!isSandboxed() || !DBusCall::hasSessionBus()) {
            decide(false);
            return;
        }
        QDBusMessage message = QDBusMessage::createMethodCall(
            u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
            u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        message.setArguments({u"org.freedesktop.portal.Secret"_s, u"version"_s});
        DBusCall::send(message, 25s, this, [decide](const QDBusMessage &reply) {
            const QVariant version = qdbus_cast<QDBusVariant>(reply.arguments().value(0)).variant();
            decide(!DBusCall::failed(reply) && version.toUInt() == 1);
        });
    }

    static QString libsecretIsMissing() { return tr("The library libsecret-1 is not installed."); }

    void use(std::unique_ptr<KeychainService> service) { m_chosen = std::move(service); }

    const QVersionNumber m_version = loadedQtKeychain();
    const KeychainChoice m_choice = keychainChoice(QProcessEnvironment::systemEnvironment(),
                                                   m_version);
    std::unique_ptr<KeychainService> m_chosen;
    QString m_missing; ///< Why there is no keychain to ask.
};

} // namespace

std::unique_ptr<KeychainService> KeychainService::create()
{
    return std::make_unique<FreedesktopKeychainService>();
}

} // namespace Tokenwright

#include "KeychainService_freedesktop.moc"

#include "moc_KeychainService.cpp"
