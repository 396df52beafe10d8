// SPDX-License-Identifier: MIT
#include "PracticeTokenServer.h"

#include "CertificateAuthority.h"
#include "PracticeProviders.h"

#include "ProviderCatalog.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <optional>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/socket.h>

using namespace Qt::StringLiterals;
#endif

QByteArray PracticeRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

namespace {

/// Takes one whole request off the front of \a buffer; nothing if it is not all there yet.
std::optional<PracticeRequest> takeRequest(QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return {};
    const QList<QByteArray> lines = buffer.left(headEnd).replace("\r\n", "\n").split('\n');
    const QList<QByteArray> words = lines.first().split(' ');
    PracticeRequest request;
    request.method = words.value(0);
    request.target = words.value(1);
    request.httpVersion = words.value(2);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (buffer.size() < headEnd + 4 + length)
        return {};
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    return request;
}

QByteArray headOf(const PracticeAnswer &answer, bool keepAlive)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Practice\r\n";
    for (const auto &[name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    head += keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
    return head + "\r\n";
}

/// Sends \a body a byte at a time.
void drip(QTcpSocket *socket, const QByteArray &body, std::chrono::milliseconds pause)
{
    auto *timer = new QTimer(socket);
    QObject::connect(timer, &QTimer::timeout, socket, [socket, timer, body, sent = 0]() mutable {
        if (sent < body.size())
            socket->write(body.mid(sent++, 1));
        else
            timer->stop();
    });
    timer->start(pause);
}

/// As a program that is killed, or a load balancer that gives up, leaves it.
void resetConnection(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
    socket->abort();
}

} // namespace

class PracticeTokenServer::Private
{
public:
    void serve(QTcpSocket *socket);
    void reply(QTcpSocket *socket, const PracticeRequest &request);
    void writeProviderFile(const QString &folder, const QString &name, const QString &path) const;

    PracticeTokenServer *q = nullptr;
    CertificateAuthority authority;
    std::unique_ptr<QTcpServer> server;
    PracticeProviders providers;
    Responder responder;
    QList<PracticeRequest> requests;
    int connections = 0;
    int spokenConnections = 0;
    QString problem;
};

PracticeTokenServer::PracticeTokenServer(Transport transport, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->problem = d->authority.problem();
    if (transport == Transport::Tls) {
        auto server = std::make_unique<QSslServer>();
        QFile key(d->authority.serverKeyFile());
        if (!key.open(QIODevice::ReadOnly) && d->problem.isEmpty())
            d->problem = key.errorString();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(
            QSslCertificate::fromPath(d->authority.serverCertificateFile()));
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        server->setSslConfiguration(configuration);
        connect(server.get(), &QSslServer::startedEncryptionHandshake, this,
                [this] { ++d->connections; });
        d->server = std::move(server);
    } else {
        d->server = std::make_unique<QTcpServer>();
    }
    connect(d->server.get(), &QTcpServer::pendingConnectionAvailable, this, [this, transport] {
        while (QTcpSocket *socket = d->server->nextPendingConnection()) {
            if (transport == Transport::Plain)
                ++d->connections;
            d->serve(socket);
        }
    });
    if (!d->server->listen(QHostAddress::LocalHost) && d->problem.isEmpty())
        d->problem = d->server->errorString();
}

PracticeTokenServer::~PracticeTokenServer()
{
    // Its sockets may still speak while they close; what they use goes after them.
    d->server.reset();
}

void PracticeTokenServer::Private::serve(QTcpSocket *socket)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    const auto read = [this, socket, buffer = QByteArray(), hasSpoken = false]() mutable {
        const QByteArray arrived = socket->readAll();
        if (!arrived.isEmpty() && !std::exchange(hasSpoken, true))
            ++spokenConnections;
        buffer += arrived;
        while (auto request = takeRequest(buffer)) {
            if (const auto *tls = qobject_cast<QSslSocket *>(socket)) {
                if (const QSslCertificate shown = tls->peerCertificate(); !shown.isNull())
                    request->clientCertificate = shown.digest(QCryptographicHash::Sha256);
            }
            requests.append(*request);
            reply(socket, *request);
            Q_EMIT q->requestReceived();
        }
    };
    QObject::connect(socket, &QTcpSocket::readyRead, q, read);
    if (socket->bytesAvailable() > 0)
        Q_EMIT socket->readyRead();
}

void PracticeTokenServer::Private::reply(QTcpSocket *socket, const PracticeRequest &request)
{
    const PracticeAnswer answer = responder ? responder(request) : providers.answer(request);
    if (answer.neverAnswer)
        return;
    const bool keepAlive = request.httpVersion == "HTTP/1.1"
        && request.header("Connection").compare("close", Qt::CaseInsensitive) != 0;
    const auto send = [socket, answer, keepAlive] {
        if (answer.reset) {
            resetConnection(socket);
        } else if (answer.closeWithoutAnswer) {
            socket->disconnectFromHost();
        } else if (!answer.raw.isEmpty()) {
            socket->write(answer.raw);
            socket->disconnectFromHost();
        } else if (answer.drip.count() > 0) {
            socket->write(headOf(answer, keepAlive));
            drip(socket, answer.body, answer.drip);
        } else {
            socket->write(headOf(answer, keepAlive) + answer.body);
            if (!keepAlive)
                socket->disconnectFromHost();
        }
    };
    if (answer.delay.count() > 0)
        QTimer::singleShot(answer.delay, socket, send);
    else
        send();
}

bool PracticeTokenServer::isListening() const
{
    return d->problem.isEmpty() && d->server->isListening();
}

QString PracticeTokenServer::problem() const
{
    return d->problem;
}

quint16 PracticeTokenServer::port() const
{
    return d->server->serverPort();
}

QUrl PracticeTokenServer::url(const QString &path) const
{
    QUrl url;
    const bool tls = qobject_cast<QSslServer *>(d->server.get()) != nullptr;
    url.setScheme(tls ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(port());
    url.setPath(path);
    return url;
}

QString PracticeTokenServer::caFile() const
{
    return d->authority.caFile();
}

QString PracticeTokenServer::ebayClientId()
{
    return u"Practice-Tokenwri-SBX-0123456789ab-0123abcd"_s;
}

QString PracticeTokenServer::ebayClientSecret()
{
    return u"SBX-practice-not-a-secret-0001"_s;
}

QString PracticeTokenServer::pitneyBowesKey()
{
    return u"practice-api-key-0001"_s;
}

QString PracticeTokenServer::pitneyBowesSecret()
{
    return u"practice-api-secret-0001"_s;
}

void PracticeTokenServer::setClientCertificates(ClientCertificates certificates,
                                                const QList<QSslCertificate> &known)
{
    auto *server = qobject_cast<QSslServer *>(d->server.get());
    Q_ASSERT(server);
    QSslConfiguration configuration = server->sslConfiguration();
    if (!known.isEmpty())
        configuration.setCaCertificates(known);
    configuration.setPeerVerifyMode(
        certificates == ClientCertificates::Demanded       ? QSslSocket::VerifyPeer
            : certificates == ClientCertificates::AskedFor ? QSslSocket::QueryPeer
                                                           : QSslSocket::VerifyNone);
    server->setSslConfiguration(configuration);
}

void PracticeTokenServer::setResponder(Responder responder)
{
    d->responder = std::move(responder);
}

void PracticeTokenServer::setLifetimes(int ebaySeconds, int pitneyBowesSeconds)
{
    d->providers.ebaySeconds = ebaySeconds;
    d->providers.pitneyBowesSeconds = pitneyBowesSeconds;
}

void PracticeTokenServer::hangUp()
{
    const auto sockets = d->server->findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    for (QTcpSocket *socket : sockets)
        socket->disconnectFromHost();
}

const QList<PracticeRequest> &PracticeTokenServer::requests() const
{
    return d->requests;
}

void PracticeTokenServer::forgetRequests()
{
    d->requests.clear();
}

int PracticeTokenServer::requestCount(const QByteArray &pathPrefix) const
{
    return int(std::ranges::count_if(d->requests, [&](const PracticeRequest &request) {
        return request.target.startsWith(pathPrefix);
    }));
}

int PracticeTokenServer::spokenConnectionCount() const
{
    return d->spokenConnections;
}

int PracticeTokenServer::connectionCount() const
{
    return d->connections;
}

QList<QByteArray> PracticeTokenServer::tokensGiven() const
{
    return d->providers.tokensGiven();
}

QByteArray PracticeTokenServer::beginRefreshTokens(bool rotating)
{
    return d->providers.beginRefreshTokens(rotating);
}

QByteArray PracticeTokenServer::refreshToken() const
{
    return d->providers.refreshToken;
}

QList<QByteArray> PracticeTokenServer::refreshTokensSent() const
{
    return d->providers.refreshTokensSent;
}

bool PracticeTokenServer::isRefreshFamilyRevoked() const
{
    return d->providers.isFamilyRevoked;
}

void PracticeTokenServer::writeProviderFiles(const QString &folder) const
{
    d->writeProviderFile(folder, u"ebay.json"_s, u"/identity/v1/oauth2/token"_s);
    d->writeProviderFile(folder, u"pitney-bowes.json"_s, u"/oauth/token"_s);
}

void PracticeTokenServer::writeUserProviderFile(const QString &folder) const
{
    d->writeProviderFile(folder, u"ebay-user.json"_s, u"/identity/v1/oauth2/token"_s);
}

void PracticeTokenServer::Private::writeProviderFile(const QString &folder, const QString &name,
                                                     const QString &path) const
{
    QFile shipped(Tokenwright::ProviderCatalog::shippedFolder() + u'/' + name);
    if (!shipped.open(QIODevice::ReadOnly))
        qFatal("cannot read the shipped provider file %s", qPrintable(shipped.fileName()));
    QJsonObject provider = QJsonDocument::fromJson(shipped.readAll()).object();
    QJsonObject environments = provider.value(u"environments"_s).toObject();
    const QStringList ids = environments.keys();
    for (const QString &id : ids) {
        QJsonObject environment = environments.value(id).toObject();
        environment[u"tokenUrl"_s] = q->url(path).toString();
        environment[u"apiBaseUrl"_s] = q->url(u"/api"_s).toString();
        if (q->url({}).scheme() == u"https"_s)
            environment[u"caCertificates"_s] = authority.caFile();
        environments[id] = environment;
    }
    provider[u"environments"_s] = environments;
    QFile file(folder + u'/' + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(provider).toJson()) < 0)
        qFatal("cannot write the provider file %s", qPrintable(file.fileName()));
}

#include "moc_PracticeTokenServer.cpp"
