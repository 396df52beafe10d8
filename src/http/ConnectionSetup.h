// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "TlsIdentity.h"

#include <QFuture>
#include <QList>
#include <QNetworkProxy>
#include <QSslConfiguration>
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
    std::optional<QSslConfiguration> tls; ///< Nothing: without TLS, or a problem.
    std::optional<Error> problem; ///< Why there is no way; then nothing is connected.
};

class TlsConfigurations;

/// Is \a host this computer? Such hosts are never reached through a proxy.
bool isLoopback(const QString &host);

/// Finds connection setups: proxies as the environment's variables say (see ProxyEnvironment.h),
/// else as the desktop does. Works off the calling thread, because the desktop's setting may be a
/// script from the network to evaluate, and because of what TLS takes (TlsConfigurations.h).
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
    /// out: on this computer, without TLS, which is not loaded then.
    QFuture<ConnectionSetup> find(const QUrl &url, const TlsIdentity &identity);

private:
    ProxyLookup m_lookup;
    std::shared_ptr<TlsConfigurations> m_tls;
    std::unique_ptr<QThreadPool> m_threads;
    std::unique_ptr<QThreadPool> m_localThreads; ///< For what no lookup may keep waiting.
};

} // namespace Tokenwright
