// SPDX-License-Identifier: MIT
#include "Discovery.h"

#include "Async.h"
#include "Origin.h"
#include "Text.h"

namespace Tokenwright {

namespace {

Error nothingFound(const QUrl &url)
{
    return {.kind = ErrorKind::Malformed,
            .message = Text::tr("%1 does not say where its tokens are had. Ask the provider for "
                                "its token URL.")
                           .arg(shownUrl(url))};
}

} // namespace

Discovery::Discovery(QObject *parent)
    : QObject(parent)
{ }

QFuture<Result<ServerMetadata>> Discovery::discover(const QUrl &url, const QString &caCertificates)
{
    m_caCertificates = caCertificates;
    if (!mayBeAsked(url)) {
        return Async::ready<ServerMetadata>(misconfigured(
            Text::tr("Give an https URL, without a login (http is for this computer alone).")));
    }
    return Async::andThen(askIssuer(url, metadataUrls(url)), this, [this, url](const Found &found) {
        return found ? Async::ready(Result<ServerMetadata>(*found)) : askResource(url);
    });
}

void Discovery::cancel()
{
    if (m_cancel)
        m_cancel();
}

/// Looks at \a places, one after another.
QFuture<Result<Discovery::Found>> Discovery::askIssuer(const QUrl &issuer, QList<QUrl> places)
{
    if (places.isEmpty())
        return Async::ready(Result<Found>(Found()));
    const QUrl place = places.takeFirst();
    return Async::andThen(
        get(place), this, [this, issuer, places, place](const HttpAnswer &answer) {
            auto found = readServerMetadata(answer, issuer, place);
            return found && !*found ? askIssuer(issuer, places) : Async::ready(std::move(found));
        });
}

QFuture<Result<ServerMetadata>> Discovery::askResource(const QUrl &resource)
{
    const auto described = Async::andThen(
        get(resource), this, [this, resource](const HttpAnswer &answer) {
            const QUrl place = resourceMetadataUrl(answer, resource);
            return mayBeAsked(place) ? get(place)
                                     : Async::ready<HttpAnswer>(failure(nothingFound(resource)));
        });
    return Async::andThen(described, this, [this, resource](const HttpAnswer &answer) {
        const auto issuer = readResourceMetadata(answer, resource);
        if (!issuer || !*issuer) {
            return Async::ready<ServerMetadata>(
                failure(issuer ? nothingFound(resource) : issuer.error()));
        }
        return Async::andThen(askIssuer(**issuer, metadataUrls(**issuer)), this,
                              [issuer = **issuer](const Found &found) {
                                  return Async::ready(found ? Result<ServerMetadata>(*found)
                                                            : failure(nothingFound(issuer)));
                              });
    });
}

QFuture<Result<HttpAnswer>> Discovery::get(const QUrl &url, int redirects)
{
    const HttpRequest request{.method = "GET",
                              .url = url,
                              .headers = {{"Accept", Secret::fromText(u"application/json"_s)}},
                              .body = {},
                              .caCertificates = m_caCertificates,
                              .tlsCertificate = {},
                              .tlsPrivateKey = {},
                              .secrets = {},
                              .clientId = {}};
    const HttpClient::Call call = m_client.send(request);
    m_cancel = call.cancel;
    return Async::andThen(call.answer, this, [this, url, redirects](const HttpAnswer &answer) {
        const bool isRedirect = answer.status == 301 || answer.status == 302 || answer.status == 303
            || answer.status == 307 || answer.status == 308;
        const QUrl next = url.resolved(QUrl::fromEncoded(answer.location, QUrl::StrictMode));
        if (!isRedirect || answer.location.isEmpty())
            return Async::ready(Result<HttpAnswer>(answer));
        if (redirects == 0 || originOf(next) != originOf(url)) {
            return Async::ready<HttpAnswer>(
                failure(ErrorKind::Malformed,
                        Text::tr("%1 leads on to %2, which was not asked for. If that is the "
                                 "server you mean, give its address.")
                            .arg(shownUrl(url), shownUrl(next))));
        }
        return get(next, redirects - 1);
    });
}

} // namespace Tokenwright

#include "moc_Discovery.cpp"
