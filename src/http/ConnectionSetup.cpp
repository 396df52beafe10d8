// SPDX-License-Identifier: MIT
#include "ConnectionSetup.h"

#include "ProxyEnvironment.h"
#include "Text.h"

#include <QHostAddress>
#include <QProcessEnvironment>
#include <QPromise>

#include <mutex>
#include <tuple>

namespace Tokenwright {

namespace {

/// How long the end of the program may wait for lookups under way, in milliseconds.
constexpr int patienceAtEnd = 100;
/// So many lookups may hang before the next one has to wait for its turn.
constexpr int mostThreads = 8;

QList<QNetworkProxy> desktopProxies(const QUrl &url)
{
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
}

/// Of the desktop's proxies the one to try.
Result<QNetworkProxy> chosenOf(const QList<QNetworkProxy> &proxies)
{
    // Kinds that carry no TLS are of no use here, and no answer is no leave to do without.
    for (const QNetworkProxy &proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy
            || proxy.type() == QNetworkProxy::Socks5Proxy)
            return proxy;
    }
    return failure(
        ErrorKind::Proxy,
        Text::tr("The desktop's settings name no proxy that can be used for this server."));
}

} // namespace

/// Loaded once, when first needed, by whichever thread comes first.
struct ConnectionSetupFinder::SystemCertificates
{
    const QList<QSslCertificate> &get()
    {
        std::call_once(loaded, [this] { list = QSslConfiguration::systemCaCertificates(); });
        return list;
    }

    std::once_flag loaded;
    QList<QSslCertificate> list;
};

bool isLoopback(const QString &host)
{
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

ConnectionSetupFinder::ConnectionSetupFinder(ProxyLookup lookup)
    : m_lookup(lookup ? std::move(lookup) : desktopProxies)
    , m_systemCertificates(std::make_shared<SystemCertificates>())
    , m_threads(std::make_unique<QThreadPool>())
{
    m_threads->setMaxThreadCount(mostThreads);
}

ConnectionSetupFinder::~ConnectionSetupFinder()
{
    m_threads->clear();
    if (m_threads->waitForDone(patienceAtEnd))
        return;
    // A pool waits for its threads when it is deleted. One that hangs is left behind instead: it
    // works on copies only, nobody listens to it any more, and lastStep() does not wait for it.
    std::ignore = m_threads.release();
}

QFuture<ConnectionSetup> ConnectionSetupFinder::find(const QUrl &url, const TlsIdentity &identity)
{
    // No public authority vouches for this computer's own names, so the system's need not be
    // loaded.
    const bool isLocal = isLoopback(url.host());
    auto promise = std::make_shared<QPromise<ConnectionSetup>>();
    promise->start();
    const QFuture<ConnectionSetup> future = promise->future();

    const auto work = [promise, isLocal, url, identity, lookup = m_lookup,
                       environment = QProcessEnvironment::systemEnvironment(),
                       system = m_systemCertificates] {
        ConnectionSetup setup{.proxy = QNetworkProxy::NoProxy, .tls = {}, .problem = {}};
        if (!isLocal) {
            const auto named = proxyFromEnvironment(url, environment);
            const Result<QNetworkProxy> proxy = !named ? failure(named.error())
                : *named                               ? Result<QNetworkProxy>(**named)
                                                       : chosenOf(lookup(url));
            if (proxy)
                setup.proxy = *proxy;
            else
                setup.problem = proxy.error();
        }
        if (!identity.trusted.isEmpty() || !identity.clientChain.isEmpty()) {
            // Asked for here, because it loads OpenSSL, which plain HTTP does without.
            setup.tls = QSslConfiguration::defaultConfiguration();
            // Naming any authority makes Qt forget the system's, so both are named.
            if (!identity.trusted.isEmpty())
                setup.tls->setCaCertificates(isLocal ? identity.trusted
                                                     : system->get() + identity.trusted);
            if (!identity.clientChain.isEmpty()) {
                setup.tls->setLocalCertificateChain(identity.clientChain);
                setup.tls->setPrivateKey(identity.clientKey.value_or(QSslKey()));
            }
        }
        promise->addResult(std::move(setup));
        promise->finish();
    };
    if (isLocal)
        work();
    else
        m_threads->start(work);
    return future;
}

} // namespace Tokenwright
