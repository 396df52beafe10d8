// SPDX-License-Identifier: MIT
#include "NetworkTransport.h"

#include "Async.h"
#include "HeaderText.h"
#include "HttpCall.h"
#include "Origin.h"
#include "Text.h"

#include <QDeadlineTimer>
#include <QFutureWatcher>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

constexpr std::chrono::seconds preparedFor{30}; ///< Servers close idle connections sooner or later.
constexpr std::chrono::seconds longestOpening{3};
constexpr QStringView preconnectScheme
    = u"preconnect-https"; ///< Of the replies that Qt makes for it.

/// A manager for one request alone: with more, Qt puts one of them on the connection of another
/// that the server is just closing, trusts another's certificates, or uses what died unseen.
std::unique_ptr<QNetworkAccessManager> managerFor(const ConnectionSetup &setup)
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxy(setup.proxy); // Qt asks for it also when it connects ahead
    return manager;
}

} // namespace

/// A connection that is being opened or waits for its request.
struct NetworkTransport::Ahead
{
    std::unique_ptr<QNetworkAccessManager> manager; ///< Nothing until the way is known.
    QDeadlineTimer until{preparedFor};
    bool isOpening = true;
    std::function<void()> request; ///< That waits for it.

    /// It is there, or has failed.
    void opened()
    {
        isOpening = false;
        if (const auto work = std::exchange(request, {}))
            work();
    }
};

/// The connection opened ahead to \a place, if there is one; nobody else gets it.
std::shared_ptr<NetworkTransport::Ahead> NetworkTransport::takeAhead(const QByteArray &place)
{
    auto connection = m_ahead.take(place);
    return connection && !connection->until.hasExpired() ? connection : nullptr;
}

NetworkTransport::NetworkTransport(std::chrono::milliseconds deadline,
                                   HttpClient::ProxyLookup lookup)
    : m_deadline(deadline)
    , m_setups(std::move(lookup))
{ }

NetworkTransport::~NetworkTransport()
{
    const QObjectList open = m_calls.children();
    for (QObject *call : open)
        static_cast<HttpCall *>(call)->cancel();
}

void NetworkTransport::prepare(const QUrl &url, const QString &caCertificates)
{
    HttpRequest request;
    request.url = url;
    request.caCertificates = caCertificates;
    const auto identity = tlsIdentityOf(request);
    if (!identity || url.scheme() != u"https")
        return;
    // One that is being opened, or waits, is enough.
    const QByteArray place = identity->key + originOf(url).toUtf8();
    if (const auto other = m_ahead.value(place); other && !other->until.hasExpired())
        return;
    const auto connection = std::make_shared<Ahead>();
    m_ahead.insert(place, connection);
    // A request that comes meanwhile waits for it; should Qt not tell of the end, not for ever.
    QTimer::singleShot(longestOpening, &m_context, [connection] { connection->opened(); });
    QTimer::singleShot(preparedFor, &m_context, [this, place, connection] {
        if (m_ahead.value(place) == connection)
            m_ahead.remove(place);
    });
    const auto open = [url, connection](const ConnectionSetup &setup) {
        if (setup.problem || !connection->isOpening) { // the request that comes says so
            connection->opened();
            return;
        }
        connection->manager = managerFor(setup);
        QObject::connect(connection->manager.get(), &QNetworkAccessManager::finished,
                         [weak = std::weak_ptr(connection)](QNetworkReply *reply) {
                             if (reply->url().scheme() != preconnectScheme)
                                 return;
                             reply->deleteLater();
                             if (const auto still = weak.lock())
                                 still->opened();
                         });
        connection->manager->connectToHostEncrypted(url.host(), quint16(url.port(443)), *setup.tls);
    };
    const auto setup = m_setups.find(url, *identity);
    auto *watcher = new QFutureWatcher<ConnectionSetup>(&m_context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, &m_context, [watcher, open] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            open(watcher->result());
    });
    watcher->setFuture(setup);
}

HttpClient::Call NetworkTransport::send(const HttpRequest &request)
{
    const auto identity = tlsIdentityOf(request);
    const QString origin = originOf(request.url);
    const auto ahead = identity ? takeAhead(identity->key + origin.toUtf8()) : nullptr;
    const auto way = [ahead](const ConnectionSetup &setup) {
        const bool fits = ahead && ahead->manager && ahead->manager->proxy() == setup.proxy;
        return fits ? std::move(ahead->manager) : managerFor(setup);
    };
    auto *call = new HttpCall(request, m_deadline, HttpClient::bodyLimit, way, &m_calls);
    const bool canBeWritten = std::ranges::all_of(request.headers, [](const RequestHeader &header) {
        return isHeaderName(header.name) && isHeaderValue(header.value.reveal());
    });
    if (!identity) {
        call->fail(identity.error());
    } else if (!canBeWritten) {
        call->fail(
            {.kind = ErrorKind::Configuration,
             .message = HttpClient::tr("A header's name or value is not what HTTP allows.")});
    } else {
        const auto setup = m_setups.find(request.url, *identity);
        const auto start = [guard = QPointer(call), setup] {
            if (guard)
                guard->start(setup);
        };
        if (ahead && ahead->isOpening)
            ahead->request = start;
        else
            start();
    }
    return {call->answer(), [guard = QPointer<HttpCall>(call)] {
                if (guard)
                    guard->cancel();
            }};
}

} // namespace Tokenwright
