// SPDX-License-Identifier: MIT
#include "oauth/HttpConnection.h"

#include <QHostAddress>
#include <QHostInfo>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace Tokenwright {

using namespace std::chrono_literals;

namespace {

/// A network that swallows one family of addresses must not hold up the other (RFC 8305).
constexpr std::chrono::milliseconds otherFamilyAfter = 300ms;

ErrorKind kindOf(QAbstractSocket::SocketError error, bool throughProxy)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return ErrorKind::HostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return ErrorKind::Timeout;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return ErrorKind::Tls;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return ErrorKind::Proxy;
    case QAbstractSocket::RemoteHostClosedError:
        return ErrorKind::Network;
    default:
        return throughProxy ? ErrorKind::Proxy : ErrorKind::Network;
    }
}

/// Notices within seconds that the other side has gone without a word (a firewall, a network that
/// changed, a suspended machine), also while nothing is sent.
void watchOver(const QSslSocket &socket)
{
#ifdef Q_OS_LINUX
    const auto set = [descriptor = int(socket.socketDescriptor())](int level, int option,
                                                                   int value) {
        // what cannot be had changes nothing but how soon it is noticed
        static_cast<void>(::setsockopt(descriptor, level, option, &value, sizeof value));
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 1); // seconds
    set(IPPROTO_TCP, TCP_KEEPINTVL, 1);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 5000); // milliseconds until what was sent must have arrived
#else
    static_cast<void>(socket);
#endif
}

} // namespace

HttpConnection::HttpConnection(const QUrl &url, const QFuture<ConnectionSetup> &setup,
                               QObject *parent)
    : QObject(parent)
    , m_url(url)
{
    m_otherFamily.setSingleShot(true);
    m_otherFamily.setInterval(otherFamilyAfter);
    connect(&m_setup, &QFutureWatcherBase::finished, this, [this] {
        if (m_setup.future().resultCount() > 0)
            open(m_setup.result());
    });
    m_setup.setFuture(setup);
}

HttpConnection::~HttpConnection()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    for (QSslSocket *socket : std::as_const(m_sockets)) {
        socket->disconnect(this);
        socket->abort(); // it would wait for the other side's farewell otherwise
    }
}

bool HttpConnection::isUnused() const
{
    return m_state == State::Open && m_sockets.first()->state() == QAbstractSocket::ConnectedState
        && m_sockets.first()->bytesAvailable() == 0;
}

void HttpConnection::write(QByteArrayView bytes)
{
    if (m_state == State::Open)
        m_sockets.first()->write(bytes.data(), bytes.size());
}

QByteArray HttpConnection::readAll()
{
    return m_sockets.size() == 1 ? m_sockets.first()->readAll() : QByteArray();
}

void HttpConnection::open(const ConnectionSetup &setup)
{
    if (setup.problem) {
        m_state = State::Over;
        m_error = *setup.problem;
        Q_EMIT ended();
        return;
    }
    m_proxy = setup.proxy;
    // a proxy that looks names up is told the name; else the addresses of both families are raced
    const bool looksUp = m_proxy.type() != QNetworkProxy::NoProxy
        || !QHostAddress(m_url.host()).isNull();
    if (looksUp)
        connectTo(QAbstractSocket::AnyIPProtocol, setup);
    else
        lookUp(setup);
}

void HttpConnection::lookUp(const ConnectionSetup &setup)
{
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, [this, setup](const QHostInfo &info) {
        m_lookup = -1;
        QList<QAbstractSocket::NetworkLayerProtocol> families; // as the system prefers them
        for (const QHostAddress &address : info.addresses()) {
            if (!families.contains(address.protocol()))
                families.append(address.protocol());
        }
        if (families.isEmpty()) {
            end(ErrorKind::HostNotFound, info.errorString());
            return;
        }
        if (families.size() > 1) {
            connect(&m_otherFamily, &QTimer::timeout, this,
                    [this, setup, family = families[1]] { connectTo(family, setup); });
            m_otherFamily.start();
        }
        connectTo(families.first(), setup);
    });
}

void HttpConnection::connectTo(QAbstractSocket::NetworkLayerProtocol protocol,
                               const ConnectionSetup &setup)
{
    auto *socket = new QSslSocket(this);
    m_sockets.append(socket);
    socket->setProxy(setup.proxy);
    QSslConfiguration tls = setup.tls.value_or(QSslConfiguration::defaultConfiguration());
    tls.setAllowedNextProtocols({QByteArray(QSslConfiguration::NextProtocolHttp1_1)});
    socket->setSslConfiguration(tls);
    socket->setPeerVerifyName(m_url.host());
    connect(socket, &QSslSocket::connected, this, [this, socket] { onConnected(socket); });
    connect(socket, &QSslSocket::encrypted, this, &HttpConnection::onOpen);
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsProblems.append(error.errorString());
    });
    connect(socket, &QSslSocket::readyRead, this, [this] {
        if (m_state == State::Open)
            Q_EMIT arrived();
    });
    connect(socket, &QSslSocket::errorOccurred, this,
            [this, socket](QAbstractSocket::SocketError error) { onError(socket, error); });
    const bool isTls = m_url.scheme() == u"https";
    socket->connectToHost(m_url.host(), quint16(m_url.port(isTls ? 443 : 80)), QIODevice::ReadWrite,
                          protocol);
}

void HttpConnection::onConnected(QSslSocket *socket)
{
    // the first one is the connection
    m_otherFamily.stop();
    for (QSslSocket *other : std::exchange(m_sockets, {socket})) {
        if (other == socket)
            continue;
        other->disconnect(this);
        other->abort();
        other->deleteLater();
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    watchOver(*socket);
    if (m_url.scheme() == u"https")
        socket->startClientEncryption();
    else
        onOpen();
}

void HttpConnection::onOpen()
{
    m_state = State::Open;
    Q_EMIT opened();
}

void HttpConnection::onError(QSslSocket *socket, QAbstractSocket::SocketError error)
{
    if (m_state == State::Over)
        return;
    const bool throughProxy = m_proxy.type() != QNetworkProxy::NoProxy;
    QString message = socket->errorString();
    const bool isAlert = message.contains(u"SSL routines") && message.contains(u" alert ");
    const bool hasSent = m_state == State::Open;
    const ErrorKind kind = isAlert ? ErrorKind::Tls : kindOf(error, throughProxy && !hasSent);
    if (m_sockets.size() > 1 || m_otherFamily.isActive()) {
        // the other family may still succeed, and need not wait any longer
        m_sockets.removeOne(socket);
        socket->deleteLater();
        if (m_otherFamily.isActive())
            m_otherFamily.start(0ms);
        return;
    }
    if (error == QAbstractSocket::RemoteHostClosedError && kind == ErrorKind::Network) {
        message.clear(); // there is nothing to add
    } else if (kind == ErrorKind::Tls && !m_tlsProblems.isEmpty()) {
        m_tlsProblems.removeDuplicates();
        message = m_tlsProblems.join(u' ');
    } else if (kind == ErrorKind::Proxy) {
        message += QStringLiteral(" (%1:%2)").arg(m_proxy.hostName()).arg(m_proxy.port());
    }
    end(kind, message);
}

void HttpConnection::end(ErrorKind kind, const QString &message)
{
    m_state = State::Over;
    m_error = Error{.kind = kind, .message = message};
    Q_EMIT ended();
}

} // namespace Tokenwright
