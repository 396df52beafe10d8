// SPDX-License-Identifier: MIT
#include "keychain/KWallet.h"

#include "core/Async.h"
#include "keychain/DBusCall.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

QDBusMessage walletCall(const QString &name, const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.kde." + name, u"/modules/" + name,
                                          QStringLiteral("org.kde.KWallet"), method);
}

} // namespace

KWallet::KWallet(int generation, QObject *parent)
    : KeychainService(parent)
    , m_name(generation < 5 ? QStringLiteral("kwalletd")
                            : QStringLiteral("kwalletd%1").arg(generation))
{ }

QString KWallet::description() const
{
    return QStringLiteral("KWallet");
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
    const auto askWhetherOpen = [this, completion, limit, clock](const QDBusMessage &reply) {
        if (DBusCall::failed(reply)) {
            completion.finish(DBusCall::stateOfFailure(reply));
            return;
        }
        QDBusMessage message = walletCall(m_name, QStringLiteral("isOpen"));
        message.setArguments({reply.arguments().value(0).toString()});
        const auto rest = std::max(limit - std::chrono::milliseconds(clock.elapsed()), 1ms);
        DBusCall::send(message, rest, this, [completion](const QDBusMessage &answer) {
            if (DBusCall::failed(answer)) {
                completion.finish(DBusCall::stateOfFailure(answer));
                return;
            }
            const bool isOpen = answer.arguments().value(0).toBool();
            // Even an open wallet may ask whether this program is to be let in.
            completion.finish(
                KeychainState{.kind = isOpen ? Kind::Unlocked : Kind::Locked, .mayPrompt = true});
        });
    };
    DBusCall::send(walletCall(m_name, QStringLiteral("networkWallet")), limit, this,
                   askWhetherOpen);
    return completion.future();
}

QFuture<Result<KeychainState>> KWallet::unlock(const QString &)
{
    return Async::ready<KeychainState>(KeychainState{.kind = Kind::Unlocked, .mayPrompt = true});
}

} // namespace Tokenwright
