// SPDX-License-Identifier: MIT
#include "HttpClient.h"
#include "Origin.h"

#include "Async.h"
#include "ConnectionSetup.h"
#include "HeaderText.h"
#include "HttpCall.h"
#include "Text.h"
#include "TlsIdentities.h"

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

class HttpClient::Private
{
public:
    /// A connection that is being opened or waits for its request.
    struct Ahead
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

    Private(std::chrono::milliseconds callDeadline, ProxyLookup lookup)
        : deadline(callDeadline)
        , setups(std::move(lookup))
    { }

    /// The connection opened ahead to \a place, if there is one; nobody else gets it.
    std::shared_ptr<Ahead> takeAhead(const QByteArray &place);

    const std::chrono::milliseconds deadline;
    ConnectionSetupFinder setups;
    TlsIdentities identities;
    QHash<QByteArray, std::shared_ptr<Ahead>> ahead;
    QObject calls; ///< Parent of the calls under way.
    bool closing = false;
};

auto HttpClient::Private::takeAhead(const QByteArray &place) -> std::shared_ptr<Ahead>
{
    auto connection = ahead.take(place);
    return connection && !connection->until.hasExpired() ? connection : nullptr;
}

HttpClient::HttpClient(std::chrono::milliseconds deadline, QObject *parent, ProxyLookup lookup)
    : QObject(parent)
    , d(std::make_unique<Private>(deadline, std::move(lookup)))
{ }

HttpClient::~HttpClient()
{
    d->closing = true;
    const QObjectList open = d->calls.children();
    for (QObject *call : open)
        static_cast<HttpCall *>(call)->cancel();
}

void HttpClient::prepare(const QUrl &url, const QString &caCertificates)
{
    HttpRequest request;
    request.url = url;
    request.caCertificates = caCertificates;
    const auto named = d->identities.of(request);
    if (d->closing || !named || url.scheme() != u"https")
        return;
    // One that is being opened, or waits, is enough.
    const QByteArray place = named->key + originOf(url).toUtf8();
    if (const auto other = d->ahead.value(place); other && !other->until.hasExpired())
        return;
    const auto connection = std::make_shared<Private::Ahead>();
    d->ahead.insert(place, connection);
    // A request that comes meanwhile waits for it; should Qt not tell of the end, not for ever.
    QTimer::singleShot(longestOpening, this, [connection] { connection->opened(); });
    QTimer::singleShot(preparedFor, this, [this, place, connection] {
        if (d->ahead.value(place) == connection)
            d->ahead.remove(place);
    });
    const auto open = [url, connection](const ConnectionSetup &setup) {
        if (setup.problem || !connection->isOpening) { // the request that comes says so
            connection->opened();
            return;
        }
        connection->manager = managerFor(setup);
        connect(connection->manager.get(), &QNetworkAccessManager::finished,
                [weak = std::weak_ptr(connection)](QNetworkReply *reply) {
                    if (reply->url().scheme() != preconnectScheme)
                        return;
                    reply->deleteLater();
                    if (const auto still = weak.lock())
                        still->opened();
                });
        connection->manager->connectToHostEncrypted(
            url.host(), quint16(url.port(443)),
            setup.tls.value_or(QSslConfiguration::defaultConfiguration()));
    };
    const auto setup = d->setups.find(url, named->identity);
    if (setup.isFinished()) {
        open(setup.result());
        return;
    }
    auto *watcher = new QFutureWatcher<ConnectionSetup>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, open] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            open(watcher->result());
    });
    watcher->setFuture(setup);
}

HttpClient::Call HttpClient::send(const HttpRequest &request)
{
    if (d->closing)
        return {Async::ready<HttpAnswer>(failure(ErrorKind::Cancelled)), [] {}};

    const auto named = d->identities.of(request);
    const QString origin = originOf(request.url);
    const auto ahead = named ? d->takeAhead(named->key + origin.toUtf8()) : nullptr;
    const auto way = [ahead](const ConnectionSetup &setup) {
        const bool fits = ahead && ahead->manager && ahead->manager->proxy() == setup.proxy;
        return fits ? std::move(ahead->manager) : managerFor(setup);
    };
    auto *call = new HttpCall(request, d->deadline, bodyLimit, way, &d->calls);
    const bool canBeWritten = std::ranges::all_of(request.headers, [](const RequestHeader &header) {
        return isHeaderName(header.name) && isHeaderValue(header.value.reveal());
    });
    if (!named) {
        call->fail(named.error());
    } else if (!canBeWritten) {
        call->fail({.kind = ErrorKind::Configuration,
                    .message = tr("A header's name or value is not what HTTP allows.")});
    } else {
        const auto setup = d->setups.find(request.url, named->identity);
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

#include "moc_HttpClient.cpp"
