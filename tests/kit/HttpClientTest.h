// SPDX-License-Identifier: MIT
#pragma once

#include "PracticeTokenServer.h"

#include "HttpClient.h"

#include <QEventLoop>
#include <QFutureWatcher>

/// What the tests of HttpClient share.
namespace HttpClientTest {

using Tokenwright::HttpAnswer;
using Tokenwright::HttpClient;
using Tokenwright::HttpRequest;
using Tokenwright::Result;
using Tokenwright::Secret;
using Transport = PracticeTokenServer::Transport;

inline const QByteArray body = "grant_type=client_credentials";
inline const QByteArray authorization = "Basic cHJhY3RpY2U6bm90LWEtc2VjcmV0";

inline HttpRequest requestTo(const QUrl &url, const QString &caFile = {})
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", Secret(QByteArray("application/x-www-form-urlencoded"))},
                       {"Authorization", Secret(QByteArray(authorization))},
                       {"Accept", Secret(QByteArray("application/json"))}};
    request.body = Secret(QByteArray(body));
    request.caCertificates = caFile;
    request.secrets = {Secret(QByteArray("cHJhY3RpY2U6bm90LWEtc2VjcmV0"))};
    return request;
}

inline HttpRequest requestTo(const PracticeTokenServer &server,
                             const QString &path = QStringLiteral("/token"))
{
    return requestTo(server.url(path), server.caFile());
}

/// Runs the event loop until \a future is complete; the tests' time limit ends it otherwise.
inline Result<HttpAnswer> await(const QFuture<Result<HttpAnswer>> &future)
{
    QFutureWatcher<Result<HttpAnswer>> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.result();
}

inline Result<HttpAnswer>
sendAndAwait(const HttpRequest &request,
             std::chrono::milliseconds deadline = HttpClient::defaultDeadline)
{
    HttpClient client(deadline);
    return await(client.send(request).answer);
}

/// For messages: "ok", or the kind and what was said.
inline QByteArray described(const Result<HttpAnswer> &result)
{
    if (result)
        return "HTTP " + QByteArray::number(result->status);
    return (errorKindName(result.error().kind) + QStringLiteral(": ") + result.error().message)
        .toUtf8();
}

inline PracticeAnswer withHeader(PracticeAnswer answer, const QByteArray &name,
                                 const QByteArray &value)
{
    answer.headers.append(std::pair(name, value));
    return answer;
}

} // namespace HttpClientTest

/// Fails the test unless \a result is an error of \a expected kind.
#define VERIFY_FAILED(result, expected)                                                            \
    do {                                                                                           \
        const auto &outcome = (result);                                                            \
        const QByteArray words = HttpClientTest::described(outcome);                               \
        QVERIFY2(!outcome && outcome.error().kind == (expected), words.constData());               \
    } while (false)
/// Fails the test unless \a result is a whole HTTP answer.
#define VERIFY_ANSWERED(result)                                                                    \
    do {                                                                                           \
        const auto &outcome = (result);                                                            \
        QVERIFY2(outcome, HttpClientTest::described(outcome).constData());                         \
    } while (false)
