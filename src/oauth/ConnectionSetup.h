// SPDX-License-Identifier: MIT
#pragma once

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
    QList<QNetworkProxy> proxies; ///< In the order to try; never empty.
    std::optional<QSslConfiguration> tls; ///< Nothing: Qt's default serves.
};

/// What a server's answer and a client's identity rest on in TLS, besides what the system brings.
struct TlsIdentity
{
    QList<QSslCertificate> trusted; ///< Besides the system's certificates.
    QList<QSslCertificate> clientChain; ///< Shown to the server; empty: none.
    QSslKey clientKey;
};

/// Is \a host this computer? Such hosts are never reached through a proxy.
bool isLoopback(const QString &host);

/// Finds connection setups off the calling thread, because the system's proxy settings may take a
/// script from the network to evaluate, and because the system's certificates take 100 ms to load.
class ConnectionSetupFinder
{
public:
    /// Called on any thread, several at a time.
    using ProxyLookup = std::function<QList<QNetworkProxy>(const QUrl &)>;

    /// Without a \a lookup the system is asked.
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
