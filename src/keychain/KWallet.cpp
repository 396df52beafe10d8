// SPDX-License-Identifier: MIT
#include "KWallet.h"

#include "Async.h"
#include "DBusCall.h"
#include "StateOfFailure.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

QDBusMessage walletCall(const QString &name, const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.kde." + name, u"/modules/" + name,
                                          u"org.kde.KWallet"_s, method);
}

} // namespace

KWallet::KWallet(int generation, QObject *parent)
    : KeychainService(parent)
    , m_name(generation < 5 ? u"kwalletd"_s : u"kwalletd%1"_s.arg(generation))
{ }

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
                               completion.finish(
                                   KeychainState{.kind = Kind::Locked, .mayPrompt = true});
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
        // QtKeychain gives its service's name for the program's; a wallet that does not say is one
        // that may ask.
        const bool isLetIn = !DBusCall::failed(reply)
            && reply.arguments().value(0).toStringList().contains(keychainServiceName());
        completion.finish(KeychainState{.kind = Kind::Unlocked, .mayPrompt = !isLetIn});
    });
}

QFuture<Result<KeychainState>> KWallet::unlock(const QString &)
{
    return Async::ready<KeychainState>(KeychainState{.kind = Kind::Unlocked, .mayPrompt = true});
}

} // namespace Tokenwright

#include "moc_KWallet.cpp"
