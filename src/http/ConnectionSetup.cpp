// SPDX-License-Identifier: MIT
#include "ConnectionSetup.h"

#include "ProxyEnvironment.h"
#include "Text.h"
#include "TlsConfigurations.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QProcessEnvironment>
#include <QPromise>

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

bool isLoopback(const QString &host)
{
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

ConnectionSetupFinder::ConnectionSetupFinder(ProxyLookup lookup)
    : m_lookup(lookup ? std::move(lookup) : desktopProxies)
    , m_tls(std::make_shared<TlsConfigurations>())
    , m_threads(std::make_unique<QThreadPool>())
    , m_localThreads(std::make_unique<QThreadPool>())
{
    m_threads->setMaxThreadCount(mostThreads);
    m_localThreads->setMaxThreadCount(1);
}

ConnectionSetupFinder::~ConnectionSetupFinder()
{
    const QDeadlineTimer patience(patienceAtEnd);
    for (auto *threads : {&m_threads, &m_localThreads}) {
        (*threads)->clear();
        if ((*threads)->waitForDone(int(patience.remainingTime())))
            continue;
        // A pool waits for its threads when it is deleted. One that hangs is left behind instead:
        // it works on copies only, nobody listens to it any more, and lastStep() does not wait for
        // it.
        std::ignore = threads->release();
    }
}

QFuture<ConnectionSetup> ConnectionSetupFinder::find(const QUrl &url, const TlsIdentity &identity)
{
    const bool isLocal = isLoopback(url.host());
    const bool isEncrypted = url.scheme() == u"https";
    auto promise = std::make_shared<QPromise<ConnectionSetup>>();
    promise->start();
    const QFuture<ConnectionSetup> future = promise->future();

    const auto work = [promise, isLocal, isEncrypted, url, identity, lookup = m_lookup,
                       environment = QProcessEnvironment::systemEnvironment(), tls = m_tls] {
        ConnectionSetup setup{.proxy = QNetworkProxy::NoProxy, .tls = {}, .problem = {}};
        if (isEncrypted) {
            if (auto configuration = tls->of(identity, isLocal))
                setup.tls = std::move(*configuration);
            else
                setup.problem = configuration.error();
        }
        if (!isLocal && !setup.problem) {
            const auto named = proxyFromEnvironment(url, environment);
            const Result<QNetworkProxy> proxy = !named ? failure(named.error())
                : *named                               ? Result<QNetworkProxy>(**named)
                                                       : chosenOf(lookup(url));
            if (proxy)
                setup.proxy = *proxy;
            else
                setup.problem = proxy.error();
        }
        promise->addResult(std::move(setup));
        promise->finish();
    };
    if (!isLocal)
        m_threads->start(work);
    else if (isEncrypted)
        m_localThreads->start(work);
    else
        work();
    return future;
}

} // namespace Tokenwright
