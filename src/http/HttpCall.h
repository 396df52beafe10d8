// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "ConnectionSetup.h"
#include "HttpAnswer.h"
#include "HttpRequest.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace Tokenwright {

/// One token request on its way: waits for the connection's setup, sends, reads up to a limit, and
/// ends at the latest when its deadline has passed. A connection on which much more comes, in heads
/// or between chunks, is ended. Completes exactly once and deletes itself.
class HttpCall final : public QObject
{
public:
    /// Gives the manager that this request alone goes out by.
    using Way = std::function<std::unique_ptr<QNetworkAccessManager>(const ConnectionSetup &setup)>;

    HttpCall(HttpRequest request, std::chrono::milliseconds deadline, qint64 bodyLimit, Way way,
             QObject *parent);
    ~HttpCall() override;

    QFuture<Result<HttpAnswer>> answer() const { return m_completion.future(); }

    void start(const QFuture<ConnectionSetup> &setup);
    /// Ends the call with \a error, from the event loop.
    void fail(const Error &error);
    /// Ends the call at once, if it has not ended.
    void cancel();

private:
    void send(const ConnectionSetup &setup);
    void read();
    void finish();
    void guard();
    /// That the server hung up, or was hung up on.
    Error hungUp() const;
    /// The proxy that it went through, in words after a sentence; empty if none.
    QString throughWhom() const;
    void expire();
    void conclude(Result<HttpAnswer> outcome);
    void release();

    const HttpRequest m_request;
    const qint64 m_bodyLimit;
    const std::chrono::milliseconds m_deadline;
    Way m_way;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    Async::Completion<HttpAnswer> m_completion;
    QFutureWatcher<ConnectionSetup> m_setup;
    QTimer m_timer;
    QTimer m_guard;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    QNetworkReply *m_reply = nullptr; ///< Owned by its manager.
    QStringList m_tlsProblems;
    QByteArray m_body;
    bool m_isSent = false; ///< The request, whole.
    bool m_isFlooded = false; ///< A connection to such a port had to be ended.
    bool m_over = false;
};

} // namespace Tokenwright
