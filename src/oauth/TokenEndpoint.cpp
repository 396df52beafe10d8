// SPDX-License-Identifier: MIT
#include "oauth/TokenEndpoint.h"

#include "core/Async.h"
#include "oauth/ConnectionSetup.h"
#include "oauth/TokenCall.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <unordered_map>
#include <utility>

namespace Tokenwright {

namespace {

/// Answers QNetworkAccessManager's question for proxies with what was found out before.
class KnownProxies final : public QNetworkProxyFactory
{
public:
    void insert(const QUrl &url, const QList<QNetworkProxy> &proxies)
    {
        m_proxies.insert(originOf(url), proxies);
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return m_proxies.value(originOf(query.url()), {QNetworkProxy::NoProxy});
    }

private:
    QHash<QString, QList<QNetworkProxy>> m_proxies;
};

/// What a PEM file holds, with a name for its content.
struct ExtraTrust
{
    QByteArray key; ///< Empty: none.
    QList<QSslCertificate> certificates;
};

Result<ExtraTrust> readExtraTrust(const QString &path)
{
    if (path.isEmpty())
        return ExtraTrust{};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("TokenEndpoint",
                                                   "The certificate file %1 cannot be read: %2")
                           .arg(path, file.errorString()));
    }
    const QByteArray content = file.readAll();
    ExtraTrust trust{.key = QCryptographicHash::hash(content, QCryptographicHash::Sha256),
                     .certificates = QSslCertificate::fromData(content, QSsl::Pem)};
    if (trust.certificates.isEmpty()) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("TokenEndpoint",
                                                   "The certificate file %1 holds no certificate.")
                           .arg(path));
    }
    return trust;
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

    const std::chrono::milliseconds deadline;
    ConnectionSetupFinder setups;
    std::unordered_map<QByteArray, Manager> managers;
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
    }
    return entry;
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

TokenEndpoint::Call TokenEndpoint::send(const TokenRequest &request)
{
    if (d->closing)
        return {Async::ready<HttpAnswer>(failure(ErrorKind::Cancelled)), [] {}};

    const bool encrypted = request.url.scheme() == u"https";
    const auto trust = readExtraTrust(encrypted ? request.caCertificates : QString());
    const auto post = [this, key = trust ? trust->key : QByteArray()](
                          QNetworkRequest &networkRequest, const QByteArray &method,
                          QIODevice *body, const ConnectionSetup &setup) {
        const Private::Manager &manager = d->manager(key, setup);
        manager.proxies->insert(networkRequest.url(), setup.proxies);
        if (manager.tls)
            networkRequest.setSslConfiguration(*manager.tls);
        return method == "POST" ? manager.network->post(networkRequest, body)
                                : manager.network->sendCustomRequest(networkRequest, method, body);
    };
    auto *call = new TokenCall(request, d->deadline, bodyLimit, post, &d->calls);
    if (trust)
        call->start(d->setups.find(request.url, trust->certificates));
    else
        call->fail(trust.error());
    return {call->answer(), [guard = QPointer<TokenCall>(call)] {
                if (guard)
                    guard->cancel();
            }};
}

} // namespace Tokenwright
