// SPDX-License-Identifier: MIT
#include "oauth/TokenEndpoint.h"

#include "core/Async.h"
#include "core/HeaderText.h"
#include "oauth/ConnectionSetup.h"
#include "oauth/TokenCall.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFile>
#include <QFutureWatcher>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace Tokenwright {

namespace {

constexpr std::chrono::seconds preparedFor{30}; ///< Servers close idle connections sooner or later.
constexpr std::chrono::seconds longestOpening{3};
constexpr QStringView preconnectScheme
    = u"preconnect-https"; ///< Of the replies that Qt makes for it.

/// A way that leads nowhere: what Qt is given where the way is not known. It would take "nothing
/// known" for leave to connect directly.
const QNetworkProxy noWay(QNetworkProxy::Socks5Proxy, QStringLiteral("255.255.255.255"), 9);

/// Answers QNetworkAccessManager's question for proxies with what was found out before. Qt asks for
/// https URLs and, when it connects ahead, for others of the same place: host and port tell.
class KnownProxies final : public QNetworkProxyFactory
{
public:
    void insert(const QUrl &url, const QNetworkProxy &proxy)
    {
        m_proxies.insert(placeOf(url), proxy);
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {m_proxies.value(placeOf(query.url()), noWay)};
    }

private:
    static QString placeOf(const QUrl &url)
    {
        const int port = url.port(url.scheme().endsWith(u"https") ? 443 : 80);
        return url.host() + u' ' + QString::number(port);
    }

    QHash<QString, QNetworkProxy> m_proxies;
};

/// A TLS identity with a name for what it is made of.
struct NamedIdentity
{
    QByteArray key; ///< Empty: nothing but what the system brings.
    TlsIdentity identity;
};

Result<QByteArray> readTrusted(const QString &path, QList<QSslCertificate> &trusted)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("TokenEndpoint",
                                                   "The certificate file %1 cannot be read: %2")
                           .arg(path, file.errorString()));
    }
    const QByteArray content = file.readAll();
    trusted = QSslCertificate::fromData(content, QSsl::Pem);
    if (trusted.isEmpty()) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("TokenEndpoint",
                                                   "The certificate file %1 holds no certificate.")
                           .arg(path));
    }
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

QSslKey keyOf(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

Result<NamedIdentity> identityOf(const HttpRequest &request)
{
    NamedIdentity named;
    if (request.url.scheme() != u"https")
        return named;
    const auto trusted = readTrusted(request.caCertificates, named.identity.trusted);
    if (!trusted)
        return failure(trusted.error());
    named.key = *trusted;
    if (request.tlsCertificate.isEmpty())
        return named;

    const QByteArray certificate = request.tlsCertificate.reveal().toByteArray();
    QByteArray privateKey = request.tlsPrivateKey.reveal().toByteArray();
    named.identity.clientChain = QSslCertificate::fromData(certificate, QSsl::Pem);
    named.identity.clientKey = keyOf(privateKey);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(certificate);
    hash.addData(privateKey);
    named.key += hash.result();
    wipe(privateKey);
    if (named.identity.clientChain.isEmpty() || named.identity.clientKey.isNull()) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("TokenEndpoint",
                                                   "The client's certificate or its private key "
                                                   "cannot be used for TLS."));
    }
    return named;
}

} // namespace

class TokenEndpoint::Private
{
public:
    Private(std::chrono::milliseconds callDeadline, ProxyLookup lookup)
        : deadline(callDeadline)
        , setups(std::move(lookup))
    { }

    /// One for each TLS configuration, because a manager reuses connections without looking at it.
    struct Manager
    {
        std::unique_ptr<QNetworkAccessManager> network;
        KnownProxies *proxies = nullptr; ///< Owned by the manager.
        std::optional<QSslConfiguration> tls;
    };

    Manager &manager(const QByteArray &key, const ConnectionSetup &setup);
    /// Runs \a work once the connection to \a place is there or has failed, if one is being opened
    /// ahead; else at once.
    void whenOpened(const QByteArray &place, const std::function<void()> &work);
    void opened(const QByteArray &place);

    const std::chrono::milliseconds deadline;
    ConnectionSetupFinder setups;
    std::unordered_map<QByteArray, Manager> managers;
    QHash<QByteArray, QDeadlineTimer> prepared; ///< Connections that wait for their request.
    /// Connections being opened ahead, and who waits for them.
    QHash<QByteArray, QList<std::function<void()>>> opening;
    QObject calls; ///< Parent of the calls under way; goes before the managers.
    bool closing = false;
};

TokenEndpoint::Private::Manager &TokenEndpoint::Private::manager(const QByteArray &key,
                                                                 const ConnectionSetup &setup)
{
    Manager &entry = managers[key];
    if (!entry.network) {
        entry.network = std::make_unique<QNetworkAccessManager>();
        entry.proxies = new KnownProxies;
        entry.network->setProxyFactory(entry.proxies);
        entry.tls = setup.tls;
        QObject::connect(entry.network.get(), &QNetworkAccessManager::finished, &calls,
                         [this, key](QNetworkReply *reply) {
                             if (reply->url().scheme() != preconnectScheme)
                                 return;
                             QUrl url = reply->url();
                             url.setScheme(QStringLiteral("https"));
                             reply->deleteLater();
                             opened(key + originOf(url).toUtf8());
                         });
    }
    return entry;
}

void TokenEndpoint::Private::whenOpened(const QByteArray &place, const std::function<void()> &work)
{
    const auto waiting = opening.find(place);
    if (waiting != opening.end())
        waiting->append(work);
    else
        work();
}

void TokenEndpoint::Private::opened(const QByteArray &place)
{
    const auto waiting = opening.take(place);
    for (const auto &work : waiting)
        work();
}

TokenEndpoint::TokenEndpoint(std::chrono::milliseconds deadline, QObject *parent,
                             ProxyLookup lookup)
    : QObject(parent)
    , d(std::make_unique<Private>(deadline, std::move(lookup)))
{ }

TokenEndpoint::~TokenEndpoint()
{
    d->closing = true;
    const QObjectList open = d->calls.children();
    for (QObject *call : open)
        static_cast<TokenCall *>(call)->cancel();
}

void TokenEndpoint::prepare(const QUrl &url, const QString &caCertificates)
{
    HttpRequest request;
    request.url = url;
    request.caCertificates = caCertificates;
    const auto named = identityOf(request);
    if (d->closing || !named || url.scheme() != u"https")
        return;
    // One that is being opened, or waits, is enough: Qt would open another beside it.
    const QByteArray place = named->key + originOf(url).toUtf8();
    if (const auto waiting = d->prepared.constFind(place);
        waiting != d->prepared.cend() && !waiting->hasExpired())
        return;
    d->prepared.insert(place, QDeadlineTimer(preparedFor));
    // A request that came meanwhile would make Qt open another connection beside this one, which is
    // ready later. Should Qt not tell of the end, the request is not kept waiting for ever.
    d->opening[place]; // somebody may be waiting there already
    QTimer::singleShot(longestOpening, this, [this, place] { d->opened(place); });
    const auto open = [this, url, place, key = named->key](const ConnectionSetup &setup) {
        if (setup.problem) { // the request that comes says so
            d->opened(place);
            return;
        }
        const Private::Manager &manager = d->manager(key, setup);
        manager.proxies->insert(url, setup.proxy);
        manager.network->connectToHostEncrypted(
            url.host(), quint16(url.port(443)),
            manager.tls.value_or(QSslConfiguration::defaultConfiguration()));
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

TokenEndpoint::Call TokenEndpoint::send(const HttpRequest &request)
{
    if (d->closing)
        return {Async::ready<HttpAnswer>(failure(ErrorKind::Cancelled)), [] {}};

    const auto named = identityOf(request);
    const auto post = [this, key = named ? named->key : QByteArray()](
                          QNetworkRequest &networkRequest, const QByteArray &method,
                          QIODevice *body, const ConnectionSetup &setup) {
        const Private::Manager &manager = d->manager(key, setup);
        manager.proxies->insert(networkRequest.url(), setup.proxy);
        if (manager.tls)
            networkRequest.setSslConfiguration(*manager.tls);
        return method == "POST" ? manager.network->post(networkRequest, body)
                                : manager.network->sendCustomRequest(networkRequest, method, body);
    };
    if (named)
        d->prepared.remove(named->key + originOf(request.url).toUtf8());
    auto *call = new TokenCall(request, d->deadline, bodyLimit, post, &d->calls);
    const bool canBeWritten = std::ranges::all_of(request.headers, [](const RequestHeader &header) {
        return isHeaderName(header.name) && isHeaderValue(header.value.reveal());
    });
    if (!named) {
        call->fail(named.error());
    } else if (!canBeWritten) {
        call->fail({.kind = ErrorKind::Configuration,
                    .message = tr("A header's name or value is not what HTTP allows.")});
    } else {
        const QByteArray place = named->key + originOf(request.url).toUtf8();
        const auto setup = d->setups.find(request.url, named->identity);
        d->whenOpened(place, [guard = QPointer(call), setup] {
            if (guard)
                guard->start(setup);
        });
    }
    return {call->answer(), [guard = QPointer<TokenCall>(call)] {
                if (guard)
                    guard->cancel();
            }};
}

} // namespace Tokenwright
