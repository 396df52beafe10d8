// SPDX-License-Identifier: MIT
#include "oauth/TokenCall.h"

#include "oauth/ProviderText.h"

#include <QCoreApplication>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenEndpoint)
};

/// What an alert of TLS says of the client's certificate, in words that help; empty if nothing.
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

} // namespace

TokenCall::TokenCall(HttpRequest request, std::chrono::milliseconds deadline, qint64 bodyLimit,
                     QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_bodyLimit(bodyLimit)
    , m_deadline(deadline)
    , m_reader(m_request.method == "HEAD", bodyLimit)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TokenCall::expire);
    m_timer.start(deadline);
}

void TokenCall::start(std::unique_ptr<HttpConnection> connection)
{
    m_connection = connection.release();
    m_connection->setParent(this);
    connect(m_connection, &HttpConnection::opened, this, &TokenCall::send);
    connect(m_connection, &HttpConnection::arrived, this, &TokenCall::read);
    connect(m_connection, &HttpConnection::ended, this, &TokenCall::onEnded);
    if (m_connection->state() == HttpConnection::State::Open)
        send();
    else if (m_connection->state() == HttpConnection::State::Over)
        onEnded();
}

void TokenCall::fail(const Error &error)
{
    conclude(failure(error));
}

void TokenCall::cancel()
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

void TokenCall::send()
{
    m_connection->write(wireForm(m_request).reveal());
}

void TokenCall::read()
{
    if (m_over)
        return;
    QByteArray bytes = m_connection->readAll();
    const auto state = m_reader.add(bytes);
    wipe(bytes);
    judge(state);
}

/// Nothing more comes: what has come may be whole all the same.
void TokenCall::onEnded()
{
    read();
    if (m_over)
        return;
    const Error &error = m_connection->error();
    QString message = error.message;
    if (error.kind == ErrorKind::Network && message.isEmpty()) {
        judge(m_reader.end());
        if (m_over)
            return;
        message = Text::tr("The server closed the connection before it had answered. The request "
                           "was not sent again.");
        if (!m_request.tlsCertificate.isEmpty())
            message += u' ' + Text::tr("It may not have accepted the client's certificate.");
    } else if (error.kind == ErrorKind::Tls) {
        const QString words = certificateComplaint(message, !m_request.tlsCertificate.isEmpty());
        if (!words.isEmpty())
            message = words + u" (" + message + u')';
    }
    conclude(failure(error.kind, presentableProviderText(message, m_request.secrets)));
}

/// Ends the call if \a state is not that more is to come.
void TokenCall::judge(HttpAnswerReader::State state)
{
    using State = HttpAnswerReader::State;
    switch (state) {
    case State::Incomplete:
        return;
    case State::TooLarge:
        conclude(failure(ErrorKind::Malformed,
                         Text::tr("The answer is larger than %1 KiB.").arg(m_bodyLimit / 1024)));
        return;
    case State::NoHttp:
        conclude(failure(ErrorKind::Malformed,
                         Text::tr("What answers there does not speak HTTP as it should.")));
        return;
    case State::Complete:
        break;
    }
    if (const QByteArray encoding = m_reader.contentEncoding(); !encoding.isEmpty()) {
        conclude(failure(ErrorKind::Malformed,
                         Text::tr("The server compressed its answer (%1), which nobody asked for.")
                             .arg(presentableProviderText(QString::fromLatin1(encoding), {}, 40))));
        return;
    }
    conclude(m_reader.take());
}

void TokenCall::expire()
{
    conclude(failure(
        ErrorKind::Timeout,
        Text::tr("No whole answer within %1 seconds.").arg(double(m_deadline.count()) / 1000)));
}

/// Completes from the event loop, when no object of Qt's is at work any more that whoever waits
/// might delete.
void TokenCall::conclude(Result<HttpAnswer> outcome)
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
void TokenCall::release()
{
    m_timer.stop();
    if (m_connection)
        m_connection->disconnect(this); // not deleted yet: it may be what calls
}

} // namespace Tokenwright
