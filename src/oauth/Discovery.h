// SPDX-License-Identifier: MIT
#pragma once

#include "HttpClient.h"
#include "Result.h"
#include "ServerMetadata.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

#include <functional>

namespace Tokenwright {

/// Finds out where tokens are had, from the address of who issues them or of what they are for: as
/// an issuer's by RFC 8414, then by OpenID Connect; then as a protected resource's (RFC 9728),
/// whose authorization server is looked up the same way. Sends no credential and stores nothing;
/// follows a redirect within a server alone. Looks for one at a time. Lives in one thread and never
/// blocks it.
class Discovery : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds deadline{10}; ///< Of each request.

    explicit Discovery(QObject *parent = nullptr);

    /// Completes with what was found. \a caCertificates is a PEM file trusted besides the system's,
    /// as on the way to the token endpoint; empty: none. Errors: Configuration (\a url may not be
    /// asked), those of HttpClient::send(), and Malformed: nothing there says where tokens are had,
    /// or what does cannot be trusted, see readServerMetadata().
    QFuture<Result<ServerMetadata>> discover(const QUrl &url, const QString &caCertificates = {});
    /// Ends what is under way with ErrorKind::Cancelled.
    void cancel();

private:
    using Found = std::optional<ServerMetadata>;
    QFuture<Result<Found>> askIssuer(const QUrl &issuer, QList<QUrl> places);
    QFuture<Result<ServerMetadata>> askResource(const QUrl &resource);
    QFuture<Result<HttpAnswer>> get(const QUrl &url, int redirects = 3);

    HttpClient m_client{deadline};
    QString m_caCertificates; ///< Of what is looked for.
    std::function<void()> m_cancel; ///< Of the request that is under way.
};

} // namespace Tokenwright
