// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtEndian>

/// A real proxy on loopback: CONNECT of HTTP and SOCKS 5, told apart by their first byte. Wherever
/// it is asked to connect to, it connects to that port of this computer, and it notes what it was
/// asked.
class TunnelProxy : public QTcpServer
{
public:
    TunnelProxy()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                serve(client);
        });
    }

    /// With it, a login is asked for and must be this one: "user:password".
    void setLogin(const QByteArray &login) { m_login = login; }
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(serverPort()); }
    /// "host:port" of every tunnel that was opened, in order.
    QList<QByteArray> tunnels() const { return m_tunnels; }
    int connectionCount() const { return m_connections; }

private:
    void serve(QTcpSocket *client)
    {
        ++m_connections;
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, client,
                [this, client, pending = QByteArray(), step = 0]() mutable {
                    pending += client->readAll();
                    if (pending.startsWith('\x05') || step > 0)
                        socks(client, pending, step);
                    else
                        http(client, pending);
                });
    }

    void http(QTcpSocket *client, QByteArray &pending)
    {
        const qsizetype end = pending.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = pending.left(end);
        pending.clear();
        const bool knows = m_login.isEmpty()
            || head.contains(QByteArray("Proxy-Authorization: Basic " + m_login.toBase64()));
        if (!knows) {
            client->write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                          "Content-Length: 0\r\n\r\n");
            return;
        }
        tunnel(client, head.split(' ').value(1), "HTTP/1.1 200 Go\r\n\r\n");
    }

    void socks(QTcpSocket *client, QByteArray &pending, int &step)
    {
        if (step == 0) { // greeting: version, count, methods
            if (pending.size() < 2 || pending.size() < 2 + pending[1])
                return;
            pending.clear();
            client->write(m_login.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02"));
            step = m_login.isEmpty() ? 2 : 1;
        } else if (step == 1) { // login: version, length, user, length, password
            const QByteArray user = pending.mid(2, pending[1]);
            const QByteArray password = pending.mid(3 + user.size());
            pending.clear();
            if (user + ':' + password != m_login) {
                client->disconnectFromHost();
                return;
            }
            client->write(QByteArray("\x01\x00", 2));
            step = 2;
        } else if (step == 2) { // request: version, command, 0, kind of address, address, port
            const bool isName = pending[3] == 3;
            const QByteArray host = isName
                ? pending.mid(5, pending[4])
                : QHostAddress(qFromBigEndian<quint32>(pending.constData() + 4))
                      .toString()
                      .toLatin1();
            const auto port = qFromBigEndian<quint16>(pending.last(2).constData());
            pending.clear();
            step = 3;
            tunnel(client, host + ':' + QByteArray::number(port),
                   QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
        }
    }

    void tunnel(QTcpSocket *client, const QByteArray &target, const QByteArray &answer)
    {
        m_tunnels.append(target);
        auto *server = new QTcpSocket(client);
        client->disconnect(SIGNAL(readyRead()));
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::connected, client,
                [client, answer] { client->write(answer); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
        server->connectToHost(QHostAddress::LocalHost,
                              target.mid(target.lastIndexOf(':') + 1).toUShort());
    }

    QByteArray m_login;
    QList<QByteArray> m_tunnels;
    int m_connections = 0;
};
