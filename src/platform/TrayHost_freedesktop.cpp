// SPDX-License-Identifier: MIT
#include "TrayHost.h"

#include "Literals.h"

#include "DBusCall.h"

#include <QDBusServiceWatcher>
#include <QDBusVariant>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

const QString watcherService = u"org.kde.StatusNotifierWatcher"_s;
const QString watcherPath = u"/StatusNotifierWatcher"_s;

} // namespace

void TrayHost::start()
{
    if (!DBusCall::hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    auto *watcher = new QDBusServiceWatcher(watcherService, bus,
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &TrayHost::ask);
    for (const QString &name :
         {u"StatusNotifierHostRegistered"_s, u"StatusNotifierHostUnregistered"_s})
        bus.connect(watcherService, watcherPath, watcherService, name, this, SLOT(ask()));
    ask();
}

void TrayHost::ask()
{
    auto question = QDBusMessage::createMethodCall(watcherService, watcherPath,
                                                   u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << watcherService << u"IsStatusNotifierHostRegistered"_s;
    question.setAutoStartService(false);
    DBusCall::send(question, 5s, this, [this](const QDBusMessage &reply) {
        const bool isThere = !DBusCall::failed(reply)
            && reply.arguments().value(0).value<QDBusVariant>().variant().toBool();
        if (std::exchange(m_isThere, isThere) != isThere)
            Q_EMIT changed();
    });
}

} // namespace Tokenwright

#include "moc_TrayHost.cpp"
