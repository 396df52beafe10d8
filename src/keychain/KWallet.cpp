// SPDX-License-Identifier: MIT
#include "KWallet.h"

#include "Async.h"
#include "DBusCall.h"
#include "SecretServicePrompt.h"
#include "StateOfFailure.h"

#include <QDBusConnectionInterface>
#include <QElapsedTimer>

#include <algorithm>
#include <limits>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

constexpr auto walletLimit = 10s; ///< For what nobody is asked about.
constexpr std::chrono::milliseconds personsLimit(std::numeric_limits<int>::max());

QDBusMessage walletCall(const QString &name, const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.kde." + name, u"/modules/" + name,
                                          u"org.kde.KWallet"_s, method);
}

std::unexpected<Error> notOpened(const QDBusMessage &reply)
{
    const KeychainState state = stateOfFailure(reply);
    return failure(state.kind == Kind::NotAnswering ? ErrorKind::KeychainTimeout
                                                    : ErrorKind::KeychainUnavailable,
                   state.detail);
}

} // namespace

KWallet::KWallet(int generation, QObject *parent)
    : KeychainService(parent)
    , m_name(generation < 5 ? u"kwalletd"_s : u"kwalletd%1"_s.arg(generation))
{ }

bool KWallet::isThere() const
{
    const QString service = u"org.kde."_s + m_name;
    const QDBusConnectionInterface *bus = DBusCall::hasSessionBus()
        ? QDBusConnection::sessionBus().interface()
        : nullptr;
    return bus
        && (bus->isServiceRegistered(service)
            || bus->activatableServiceNames().value().contains(service));
}

QString KWallet::description() const
{
    return u"KWallet"_s;
}

QString KWallet::reason() const
{
    return tr("KDE's wallet answers");
}

QFuture<Result<KeychainState>> KWallet::ask(const QString &, std::chrono::milliseconds limit)
{
    const Async::Completion<KeychainState> completion;
    if (!DBusCall::hasSessionBus()) {
        completion.finish(
            KeychainState{.kind = Kind::Absent, .detail = tr("There is no session bus (D-Bus).")});
        return completion.future();
    }
    QElapsedTimer clock;
    clock.start();
    const auto remaining = [limit, clock] {
        return std::max(limit - std::chrono::milliseconds(clock.elapsed()), 1ms);
    };
    const auto askWhetherOpen = [this, completion, remaining](const QDBusMessage &reply) {
        if (DBusCall::failed(reply)) {
            completion.finish(stateOfFailure(reply));
            return;
        }
        QDBusMessage message = walletCall(m_name, u"isOpen"_s);
        const QString wallet = reply.arguments().value(0).toString();
        message.setArguments({wallet});
        DBusCall::send(message, remaining(), this,
                       [this, completion, wallet, remaining](const QDBusMessage &answer) {
                           if (DBusCall::failed(answer)) {
                               completion.finish(stateOfFailure(answer));
                               return;
                           }
                           if (answer.arguments().value(0).toBool())
                               askWhetherLetIn(completion, wallet, remaining());
                           else
                               completion.finish(KeychainState{.kind = Kind::Locked});
                       });
    };
    DBusCall::send(walletCall(m_name, u"networkWallet"_s), limit, this, askWhetherOpen);
    return completion.future();
}

/// Even an open wallet asks whether a program is to be let in, unless the program uses it already.
void KWallet::askWhetherLetIn(const Async::Completion<KeychainState> &completion,
                              const QString &wallet, std::chrono::milliseconds limit)
{
    QDBusMessage message = walletCall(m_name, u"users"_s);
    message.setArguments({wallet});
    DBusCall::send(message, limit, this, [completion](const QDBusMessage &reply) {
        // QtKeychain gives its service's name for the program's. To a program that is still to be
        // let in, and by a wallet that does not say, the wallet is locked.
        const bool isLetIn = !DBusCall::failed(reply)
            && reply.arguments().value(0).toStringList().contains(keychainServiceName());
        completion.finish(KeychainState{.kind = isLetIn ? Kind::Unlocked : Kind::Locked});
    });
}

/// By a question of our own and not by QtKeychain's, whose answer counts for 25 seconds only.
QFuture<Result<KeychainState>> KWallet::unlock(const QString &)
{
    const Async::Completion<KeychainState> completion;
    DBusCall::send(
        walletCall(m_name, u"networkWallet"_s), walletLimit, this,
        [this, completion](const QDBusMessage &reply) {
            if (DBusCall::failed(reply)) {
                completion.finish(notOpened(reply));
                return;
            }
            QDBusMessage message = walletCall(m_name, u"open"_s);
            message.setArguments({reply.arguments().value(0).toString(),
                                  qlonglong(0), // no window, which a library cannot know
                                  keychainServiceName()});
            DBusCall::send(message, personsLimit, this, [completion](const QDBusMessage &answer) {
                if (DBusCall::failed(answer))
                    completion.finish(notOpened(answer));
                else if (answer.arguments().value(0).toInt() < 0)
                    completion.finish(
                        failure(ErrorKind::KeychainLocked,
                                SecretServicePrompt::tr(
                                    "The unlock prompt was dismissed, or could not be shown.")));
                else
                    completion.finish(KeychainState{.kind = Kind::Unlocked});
            });
        });
    return completion.future();
}

} // namespace Tokenwright

#include "moc_KWallet.cpp"
