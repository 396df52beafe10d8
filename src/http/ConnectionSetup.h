// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"

#include <QFuture>
#include <QList>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QThreadPool>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace Tokenwright {

/// What a connection needs that may take long to find out.
struct ConnectionSetup
{
    QNetworkProxy proxy; ///< The one to go through; of type NoProxy: none.
    std::optional<QSslConfiguration> tls; ///< Nothing: Qt's default serves.
    std::optional<Error> problem; ///< Why there is no way; then nothing is connected.
};

/// What a server's answer and a client's identity rest on in TLS, besides what the system brings.
struct TlsIdentity
{
    QList<QSslCertificate> trusted; ///< Besides the system's certificates.
    QList<QSslCertificate> clientChain; ///< Shown to the server; empty: none.
    std::optional<QSslKey> clientKey; ///< Of the chain's first. To make any loads OpenSSL.
};

/// Is \a host this computer? Such hosts are never reached through a proxy.
bool isLoopback(const QString &host);

/// Finds connection setups: proxies as the environment's variables say (see ProxyEnvironment.h),
/// else as the desktop does. Works off the calling thread, because the desktop's setting may be a
/// script from the network to evaluate, and because the system's certificates take 100 ms to load.
class ConnectionSetupFinder
{
public:
    /// Called on any thread, several at a time.
    using ProxyLookup = std::function<QList<QNetworkProxy>(const QUrl &)>;

    /// Without a \a lookup the desktop is asked.
    explicit ConnectionSetupFinder(ProxyLookup lookup);
    /// Does not wait for a lookup that hangs.
    ~ConnectionSetupFinder();
    Q_DISABLE_COPY_MOVE(ConnectionSetupFinder)

    /// For \a url, trusting those of \a identity besides the system's certificates if there are any
    /// (on this computer instead of the system's). Complete at once where there is nothing to find
    /// out.
    QFuture<ConnectionSetup> find(const QUrl &url, const TlsIdentity &identity);

private:
    struct SystemCertificates;

    ProxyLookup m_lookup;
    std::shared_ptr<SystemCertificates> m_systemCertificates;
    std::unique_ptr<QThreadPool> m_threads;
};

} // namespace Tokenwright
