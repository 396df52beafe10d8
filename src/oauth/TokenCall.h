// SPDX-License-Identifier: MIT
#pragma once

#include "core/Async.h"
#include "oauth/HttpAnswerReader.h"
#include "oauth/HttpConnection.h"
#include "oauth/HttpRequest.h"
#include "oauth/TokenResponse.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace Tokenwright {

/// One token request on its way: waits for its connection, sends once, reads up to a limit, and
/// ends at the latest when its deadline has passed. Completes exactly once and deletes itself.
class TokenCall final : public QObject
{
public:
    TokenCall(HttpRequest request, std::chrono::milliseconds deadline, qint64 bodyLimit,
              QObject *parent);

    QFuture<Result<HttpAnswer>> answer() const { return m_completion.future(); }

    /// Sends the request on \a connection, which is open or being opened.
    void start(std::unique_ptr<HttpConnection> connection);
    /// Ends the call with \a error, from the event loop.
    void fail(const Error &error);
    /// Ends the call at once, if it has not ended.
    void cancel();

private:
    void send();
    void read();
    void onEnded();
    void expire();
    void judge(HttpAnswerReader::State state);
    void conclude(Result<HttpAnswer> outcome);
    void release();

    const HttpRequest m_request;
    const qint64 m_bodyLimit;
    const std::chrono::milliseconds m_deadline;
    HttpAnswerReader m_reader;
    Async::Completion<HttpAnswer> m_completion;
    HttpConnection *m_connection = nullptr; ///< Goes with this.
    QTimer m_timer;
    bool m_over = false;
};

} // namespace Tokenwright
