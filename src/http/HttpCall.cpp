// SPDX-License-Identifier: MIT
#include "HttpCall.h"

#include "FloodedConnections.h"
#include "OneShotBody.h"
#include "Origin.h"
#include "Redaction.h"
#include "RequestIdNames.h"
#include "Text.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What Qt says ends in a full stop at times.
QString asSentence(const QString &text)
{
    return text.isEmpty() || text.back().isPunct() ? text : QString(text + u'.');
}

constexpr qint64 chunkSize = 64 * 1024;
/// So many bytes may come for each of a body: the smallest chunks take six.
constexpr qint64 mostForEach = 8;
constexpr std::chrono::milliseconds guarding{250};

QString tooLarge(qint64 limit)
{
    return Text::tr("The answer is larger than %1 KiB.").arg(limit / 1024);
}

/// Is the answer whole? Qt has errors of its own for most HTTP statuses. A body that could not be
/// decompressed gets one of those as well, with a status that is none.
bool isWholeAnswer(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::NoError:
        return status > 0;
    case QNetworkReply::ContentReSendError:
        // Qt rewinds the body at these two, although it is told to follow nobody.
        return status == 307 || status == 308;
    case QNetworkReply::ProtocolFailure:
        return false;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        // A proxy's refusal to open the tunnel has no status: one with it is the server's own.
        return status == 407;
    default:
        return status >= 400 && error > QNetworkReply::UnknownProxyError;
    }
}

ErrorKind kindOf(QNetworkReply::NetworkError error, bool throughProxy)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        // a proxy looks the server's name up by itself, so it is its own that was not found
        return throughProxy ? ErrorKind::Proxy : ErrorKind::HostNotFound;
    case QNetworkReply::TimeoutError:
        return ErrorKind::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return ErrorKind::Proxy;
    case QNetworkReply::UnknownNetworkError:
        // what Qt makes of a proxy that refuses, or that is not there
        return throughProxy ? ErrorKind::Proxy : ErrorKind::Network;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
        return ErrorKind::Malformed;
    default:
        return ErrorKind::Network;
    }
}

/// Did the other side end TLS with an alert? After a handshake of TLS 1.3, which is over for the
/// client before the server has looked at its certificate, Qt knows no kind for that.
bool isTlsAlert(QNetworkReply::NetworkError error, const QString &message)
{
    return (error == QNetworkReply::UnknownNetworkError
            || error == QNetworkReply::SslHandshakeFailedError)
        && message.contains(u"SSL routines") && message.contains(u" alert ");
}

/// What an alert says of the client's certificate, in words that help; empty if nothing.
QString certificateComplaint(const QString &alert, bool hasCertificate)
{
    const auto isOneOf = [&](std::initializer_list<const char *> names) {
        return std::ranges::any_of(names, [&](const char *name) {
            return alert.contains(u" alert " + QLatin1StringView(name));
        });
    };
    const bool isAboutCertificate = isOneOf(
        {"certificate required", "bad certificate", "unknown ca", "certificate unknown",
         "certificate expired", "certificate revoked", "unsupported certificate"});
    if (hasCertificate && isAboutCertificate)
        return Text::tr("The server did not accept the client's certificate.");
    if (isAboutCertificate)
        return Text::tr("The server demands a TLS certificate of the client.");
    // what servers of TLS 1.2 say when they miss one, and for other reasons as well
    if (!hasCertificate && isOneOf({"handshake failure"}))
        return Text::tr("The server may demand a TLS certificate of the client.");
    return {};
}

/// X-Request-Id, however \a name was written: Qt tells it in small letters from 6.8 on, and as it
/// came before.
QByteArray asNamesAreWritten(QByteArray name)
{
    name = name.toLower();
    for (qsizetype i = 0; i < name.size(); ++i) {
        if ((i == 0 || name.at(i - 1) == '-') && name.at(i) >= 'a' && name.at(i) <= 'z')
            name[i] = char(name.at(i) - 'a' + 'A');
    }
    return name;
}

QList<std::pair<QByteArray, QByteArray>> requestIdsOf(const QNetworkReply &reply)
{
    QList<std::pair<QByteArray, QByteArray>> ids;
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        if (namesRequestId(QString::fromLatin1(name)))
            ids.append({asNamesAreWritten(name), value});
    }
    return ids;
}

/// Headers and settings; the TLS configuration is the manager's business.
QNetworkRequest networkRequest(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    result.setRawHeader("User-Agent", "Tokenwright/" TOKENWRIGHT_VERSION);
    // Nothing else will travel on it.
    result.setRawHeader("Connection", "close");
    for (const RequestHeader &header : request.headers)
        result.setRawHeader(header.name, header.value.reveal().toByteArray());
    result.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    // What Qt sends with any POST that names none, after a warning on standard error.
    if (request.method == "POST" && !result.hasRawHeader("Content-Type"))
        result.setRawHeader("Content-Type", "application/x-www-form-urlencoded");

    using R = QNetworkRequest;
    result.setAttribute(R::DoNotBufferUploadDataAttribute, true); // see OneShotBody
    result.setAttribute(R::Http2AllowedAttribute, false);
    result.setAttribute(R::RedirectPolicyAttribute, R::ManualRedirectPolicy);
    result.setAttribute(R::CookieLoadControlAttribute, R::Manual);
    result.setAttribute(R::CookieSaveControlAttribute, R::Manual);
    // or a challenge by the server would be answered with the user's own login
    result.setAttribute(R::AuthenticationReuseAttribute, R::Manual);
    result.setAttribute(R::CacheLoadControlAttribute, R::AlwaysNetwork);
    result.setAttribute(R::CacheSaveControlAttribute, false);
    return result;
}

} // namespace

HttpCall::HttpCall(HttpRequest request, std::chrono::milliseconds deadline, qint64 bodyLimit,
                   Way way, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_bodyLimit(bodyLimit)
    , m_deadline(deadline)
    , m_way(std::move(way))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpCall::expire);
    m_timer.start(deadline);
    m_guard.setInterval(guarding);
    connect(&m_guard, &QTimer::timeout, this, &HttpCall::guard);
    connect(&m_setup, &QFutureWatcherBase::finished, this, [this] {
        if (!m_over && m_setup.future().resultCount() > 0)
            send(m_setup.result());
    });
}

HttpCall::~HttpCall()
{
    wipe(m_body);
}

void HttpCall::start(const QFuture<ConnectionSetup> &setup)
{
    if (m_over)
        return;
    if (setup.isFinished() && setup.resultCount() > 0)
        send(setup.result());
    else
        m_setup.setFuture(setup);
}

void HttpCall::fail(const Error &error)
{
    conclude(failure(error));
}

void HttpCall::cancel()
{
    if (m_completion.isFinished())
        return;
    m_over = true;
    release();
    deleteLater();
    // Last, because whoever waits may delete this.
    const auto completion = m_completion;
    completion.finish(failure(ErrorKind::Cancelled));
}

void HttpCall::send(const ConnectionSetup &setup)
{
    if (setup.problem) {
        conclude(failure(*setup.problem));
        return;
    }
    m_proxy = setup.proxy;
    auto *body = new OneShotBody(m_request.body, this);
    QNetworkRequest request = networkRequest(m_request);
    if (setup.tls)
        request.setSslConfiguration(*setup.tls);
    m_manager = m_way(setup);
    m_reply = m_request.method == "POST"
        ? m_manager->post(request, body)
        : m_manager->sendCustomRequest(request, m_request.method, body);
    body->setParent(m_reply);
    m_reply->setReadBufferSize(chunkSize);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsProblems.append(asSentence(error.errorString()));
    });
    // Qt connects again when a server hangs up before it answers. A body that cannot be rewound
    // stops it then, or the end here, before anything is written over TLS once more: Qt waits for
    // whoever hears of encrypted().
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_isSent = true; });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        if (m_isSent)
            conclude(failure(hungUp()));
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::read);
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::finish);
    m_guard.start();
}

/// Qt keeps a head, or what stands between two chunks, however long it gets, and reads it as fast
/// as it comes. It then learns that the connection is gone.
void HttpCall::guard()
{
    const bool isDirect = m_proxy.type() == QNetworkProxy::NoProxy;
    const int usual = m_request.url.scheme() == u"https" ? 443 : 80;
    const auto port = isDirect ? quint16(m_request.url.port(usual)) : m_proxy.port();
    if (endFloodedConnections(port, m_bodyLimit * mostForEach) > 0)
        m_isFlooded = true;
}

void HttpCall::read()
{
    while (!m_over && m_reply->bytesAvailable() > 0) {
        QByteArray chunk = m_reply->read(chunkSize);
        if (chunk.isEmpty())
            return;
        const bool fits = m_body.size() + chunk.size() <= m_bodyLimit;
        if (fits)
            m_body.append(chunk);
        wipe(chunk);
        if (!fits) {
            conclude(failure(ErrorKind::Malformed, tooLarge(m_bodyLimit)));
        }
    }
}

void HttpCall::finish()
{
    if (m_over)
        return;
    read();
    if (m_over)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    if (isWholeAnswer(error, status)) {
        conclude(HttpAnswer{
            .status = status,
            .reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray(),
            .contentType = m_reply->rawHeader("Content-Type"),
            .retryAfter = m_reply->rawHeader("Retry-After"),
            .location = m_reply->rawHeader("Location"),
            .date = m_reply->rawHeader("Date"),
            .wwwAuthenticate = m_reply->rawHeader("WWW-Authenticate"),
            .requestIds = requestIdsOf(*m_reply),
            .body = Secret(std::move(m_body)),
        });
        return;
    }
    if (error == QNetworkReply::RemoteHostClosedError
        || error == QNetworkReply::ContentReSendError) {
        Error hangUp = hungUp();
        hangUp.httpStatus = status;
        conclude(failure(hangUp));
        return;
    }
    const bool throughProxy = m_proxy.type() != QNetworkProxy::NoProxy;
    QString message = m_reply->errorString();
    const bool isAlert = isTlsAlert(error, message);
    const ErrorKind kind = isAlert ? ErrorKind::Tls : kindOf(error, throughProxy);
    if (kind == ErrorKind::Tls && !m_tlsProblems.isEmpty()) {
        m_tlsProblems.removeDuplicates();
        message = m_tlsProblems.join(u' ');
    } else if (isAlert) {
        const QString words = certificateComplaint(message, !m_request.tlsCertificate.isEmpty());
        if (!words.isEmpty())
            message = words + u" (" + message + u')';
    } else if (kind == ErrorKind::HostNotFound) {
        message = shownHost(m_request.url); // the kind says the rest, in the reader's language
    } else if (kind == ErrorKind::Proxy) {
        message += throughWhom();
    }
    conclude(failure(Error{.kind = kind,
                           .httpStatus = status,
                           .code = {},
                           .message = Redaction(m_request.secrets).text(message)}));
}

QString HttpCall::throughWhom() const
{
    return m_proxy.type() == QNetworkProxy::NoProxy ? QString()
                                                    : u' '
            + Text::tr("The proxy is %1:%2.")
                  .arg(m_proxy.hostName(), QString::number(m_proxy.port()));
}

Error HttpCall::hungUp() const
{
    if (m_isFlooded)
        return {.kind = ErrorKind::Malformed, .message = tooLarge(m_bodyLimit * mostForEach)};
    const QString words = Text::tr("The server closed the connection before it had answered. The "
                                   "request was not sent again.");
    return {.kind = ErrorKind::Network,
            .message = m_request.tlsCertificate.isEmpty()
                ? words
                : words + u' ' + Text::tr("It may not have accepted the client's certificate.")};
}

void HttpCall::expire()
{
    conclude(failure(
        ErrorKind::Timeout,
        Text::tr("No whole answer within %1 seconds.").arg(double(m_deadline.count()) / 1000)
            + throughWhom()));
}

/// Completes from the event loop, when no object of Qt's is at work any more that whoever waits
/// might delete.
void HttpCall::conclude(Result<HttpAnswer> outcome)
{
    if (m_over)
        return;
    m_over = true;
    release();
    QMetaObject::invokeMethod(
        this,
        [this, completion = m_completion, outcome = std::move(outcome)] {
            deleteLater();
            completion.finish(outcome);
        },
        Qt::QueuedConnection);
}

/// Lets go of everything that is under way.
void HttpCall::release()
{
    m_timer.stop();
    m_guard.stop();
    m_setup.disconnect(this);
    wipe(m_body);
    if (m_reply) {
        // abort() emits finished() at once
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
}

} // namespace Tokenwright
