// SPDX-License-Identifier: MIT
#include "DelayingRelay.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

DelayingRelay::DelayingRelay(quint16 port, std::chrono::milliseconds delay, QObject *parent)
    : QTcpServer(parent)
    , m_port(port)
    , m_delay(delay)
{
    listen(QHostAddress::LocalHost);
}

void DelayingRelay::incomingConnection(qintptr descriptor)
{
    auto *client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
    auto *server = new QTcpSocket(client);
    for (QTcpSocket *socket : {client, server})
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // no further delay but ours
    // Timers of one length fire in the order they were started, so bytes stay in order; those sent
    // after the first flight come after an answer to it.
    const auto pass = [this](QTcpSocket *from, QTcpSocket *to, std::chrono::milliseconds delay) {
        QTimer::singleShot(delay, Qt::PreciseTimer, to,
                           [to, bytes = from->readAll()] { to->write(bytes); });
    };
    connect(client, &QTcpSocket::readyRead, server, [=, this, first = true]() mutable {
        pass(client, server, std::exchange(first, false) ? 3 * m_delay : m_delay);
    });
    connect(server, &QTcpSocket::readyRead, client, [=, this, first = true]() mutable {
        m_answered += std::exchange(first, false) ? 1 : 0;
        pass(server, client, m_delay);
    });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(server, &QTcpSocket::disconnected, client, [this, client] {
        QTimer::singleShot(2 * m_delay, client, [client] { client->disconnectFromHost(); });
    });
    server->connectToHost(QHostAddress::LocalHost, m_port);
}

#include "moc_DelayingRelay.cpp"
