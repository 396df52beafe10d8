// SPDX-License-Identifier: MIT
#pragma once

#include "core/Error.h"
#include "oauth/ConnectionSetup.h"

#include <QFutureWatcher>
#include <QList>
#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

namespace Tokenwright {

/// One connection to a server, opened once, over TLS where the URL says https and through the proxy
/// that goes with it. Never connects again, so that what is sent is sent once. Lives in one thread
/// and does not block it; has no deadline of its own.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    enum class State { Opening, Open, Over };

    /// Begins to open one to \a url's server when \a setup is there.
    HttpConnection(const QUrl &url, const QFuture<ConnectionSetup> &setup,
                   QObject *parent = nullptr);
    ~HttpConnection() override;

    State state() const { return m_state; }
    /// Why it is over; of kind Network without a message: the server closed it.
    const Error &error() const { return m_error; }
    /// Is it open, and has the server not said or closed anything yet?
    bool isUnused() const;
    void write(QByteArrayView bytes);
    QByteArray readAll();

Q_SIGNALS:
    void opened();
    void arrived(); ///< There is something to read.
    void ended(); ///< After it nothing comes; what arrived before can still be read.

private:
    void open(const ConnectionSetup &setup);
    void lookUp(const ConnectionSetup &setup);
    void connectTo(QAbstractSocket::NetworkLayerProtocol protocol, const ConnectionSetup &setup);
    void onConnected(QSslSocket *socket);
    void onOpen();
    void onError(QSslSocket *socket, QAbstractSocket::SocketError error);
    void end(ErrorKind kind, const QString &message);

    const QUrl m_url;
    QFutureWatcher<ConnectionSetup> m_setup;
    QNetworkProxy m_proxy;
    int m_lookup = -1; ///< QHostInfo's, under way.
    QTimer m_otherFamily; ///< Runs out when the second family of addresses is tried as well.
    QList<QSslSocket *> m_sockets; ///< Being connected, or the one that was first.
    QStringList m_tlsProblems;
    State m_state = State::Opening;
    Error m_error;
};

} // namespace Tokenwright
