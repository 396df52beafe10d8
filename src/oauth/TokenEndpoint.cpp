// SPDX-License-Identifier: MIT
#include "oauth/TokenEndpoint.h"

#include "core/Async.h"
#include "core/Clock.h"
#include "oauth/ConnectionSetup.h"
#include "oauth/HttpConnection.h"
#include "oauth/TokenCall.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace Tokenwright {

namespace {

/// Servers close idle connections sooner or later, and ones that died unseen are noticed late.
constexpr std::chrono::milliseconds preparedFor{30'000};
/// One that is not open by then is not waited for.
constexpr std::chrono::milliseconds longestOpening{3'000};

/// A TLS identity with a name for what it is made of.
struct NamedIdentity
{
    QByteArray name; ///< Empty: nothing but what the system brings.
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
    named.name = *trusted;
    if (request.tlsCertificate.isEmpty())
        return named;

    const QByteArray certificate = request.tlsCertificate.reveal().toByteArray();
    QByteArray privateKey = request.tlsPrivateKey.reveal().toByteArray();
    named.identity.clientChain = QSslCertificate::fromData(certificate, QSsl::Pem);
    named.identity.clientKey = keyOf(privateKey);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(certificate);
    hash.addData(privateKey);
    named.name += hash.result();
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

    /// A connection that waits for its request.
    struct Prepared
    {
        std::unique_ptr<HttpConnection> connection;
        qint64 since = 0; ///< By the clock that does not stop while the machine sleeps.
    };

    /// The one prepared for \a place, if it can still be used.
    std::unique_ptr<HttpConnection> takePrepared(const QByteArray &place);
    bool isUsable(const Prepared &waiting) const;
    /// Closes \a connection, if it still waits.
    void drop(const QByteArray &place, const HttpConnection *connection);

    const std::chrono::milliseconds deadline;
    const SystemClock clock;
    ConnectionSetupFinder setups;
    /// By TLS identity and origin, so that none is used for another.
    std::unordered_map<QByteArray, Prepared> prepared;
    QObject calls; ///< Parent of the calls under way.
    bool closing = false;
};

bool TokenEndpoint::Private::isUsable(const Prepared &waiting) const
{
    const std::chrono::milliseconds age(clock.now().boot - waiting.since);
    return waiting.connection->state() == HttpConnection::State::Opening
        ? age < longestOpening
        : age < preparedFor && waiting.connection->isUnused();
}

std::unique_ptr<HttpConnection> TokenEndpoint::Private::takePrepared(const QByteArray &place)
{
    auto node = prepared.extract(place);
    return node && isUsable(node.mapped()) ? std::move(node.mapped().connection) : nullptr;
}

void TokenEndpoint::Private::drop(const QByteArray &place, const HttpConnection *connection)
{
    const auto waiting = prepared.find(place);
    if (waiting == prepared.end() || waiting->second.connection.get() != connection)
        return;
    waiting->second.connection.release()->deleteLater(); // it is what calls
    prepared.erase(waiting);
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
    // one that is being opened, or waits, is enough
    const QByteArray place = named->name + originOf(url).toUtf8();
    if (const auto waiting = d->prepared.find(place);
        waiting != d->prepared.end() && d->isUsable(waiting->second))
        return;
    auto connection = std::make_unique<HttpConnection>(url, d->setups.find(url, named->identity));
    QTimer::singleShot(preparedFor, connection.get(),
                       [this, place, open = connection.get()] { d->drop(place, open); });
    d->prepared[place] = {.connection = std::move(connection), .since = d->clock.now().boot};
}

TokenEndpoint::Call TokenEndpoint::send(const HttpRequest &request)
{
    if (d->closing)
        return {Async::ready<HttpAnswer>(failure(ErrorKind::Cancelled)), [] {}};

    auto *call = new TokenCall(request, d->deadline, bodyLimit, &d->calls);
    const auto named = identityOf(request);
    const bool canBeWritten = std::ranges::all_of(request.headers, [](const RequestHeader &header) {
        return isHeaderName(header.name) && isHeaderValue(header.value.reveal());
    });
    if (!named) {
        call->fail(named.error());
    } else if (!canBeWritten) {
        call->fail({.kind = ErrorKind::Configuration,
                    .message = tr("A header's name or value is not what HTTP allows.")});
    } else {
        const QByteArray place = named->name + originOf(request.url).toUtf8();
        auto connection = d->takePrepared(place);
        if (!connection) {
            connection = std::make_unique<HttpConnection>(
                request.url, d->setups.find(request.url, named->identity));
        }
        call->start(std::move(connection));
    }
    return {call->answer(), [guard = QPointer<TokenCall>(call)] {
                if (guard)
                    guard->cancel();
            }};
}

} // namespace Tokenwright
