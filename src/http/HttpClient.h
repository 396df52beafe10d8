// SPDX-License-Identifier: MIT
#pragma once

#include "HttpAnswer.h"
#include "HttpRequest.h"
#include "Result.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkProxy;

namespace Tokenwright {

class HttpTransport;

/// Sends token requests: HTTP/1.1, each request once, no
/// redirects, no cookies, no cache, no logins but the request's; through the proxy that
/// ConnectionSetup.h finds (never for this computer) or not at all; a total deadline, a capped
/// body. Lives in one thread and never blocks it; any number of requests at once.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultDeadline{30'000};
    static constexpr qint64 bodyLimit = 1024 * 1024; ///< Bytes, after decompression.

    /// Finds the desktop's proxies for a URL; called on any thread, may take its time.
    using ProxyLookup = std::function<QList<QNetworkProxy>(const QUrl &)>;

    /// Without a \a lookup the desktop's proxy settings are asked.
    explicit HttpClient(std::chrono::milliseconds deadline = defaultDeadline,
                        QObject *parent = nullptr, ProxyLookup lookup = {});
    /// Completes every open call with ErrorKind::Cancelled.
    ~HttpClient() override;

    /// A request under way. Destroying the last copy does not stop it; cancel() does.
    struct Call
    {
        QFuture<Result<HttpAnswer>> answer;
        std::function<void()> cancel; ///< Completes `answer` with ErrorKind::Cancelled.
    };

    /// Sends \a request. Completes with any whole HTTP answer, whatever its status.
    /// Errors: Network, HostNotFound, Timeout, Tls, Proxy (also one that cannot be used: there is
    /// no direct connection instead), Malformed (no HTTP, broken compression, body over the cap),
    /// Configuration (CA file unreadable, a header that HTTP does not allow), Storage (a part of
    /// the program is not there), Cancelled.
    Call send(const HttpRequest &request);

    /// Opens a connection to \a url's host ahead of a request to it, so that the request finds TCP
    /// and TLS ready; https only. Sends nothing; what fails, fails silently. \a caCertificates as
    /// in HttpRequest. A connection that nobody uses is closed by Qt after two minutes or by the
    /// server before.
    void prepare(const QUrl &url, const QString &caCertificates);

private:
    Result<HttpTransport *> transport();

    const std::chrono::milliseconds m_deadline;
    const ProxyLookup m_lookup;
    std::unique_ptr<HttpTransport> m_transport; ///< Made when something is first sent or prepared.
    bool m_isClosing = false;
};

} // namespace Tokenwright
