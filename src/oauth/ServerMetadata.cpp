// SPDX-License-Identifier: MIT
#include "ServerMetadata.h"

#include "Origin.h"
#include "Provider.h"
#include "Text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// The document in \a answer; nothing where there is none.
std::optional<QJsonObject> documentIn(const HttpAnswer &answer)
{
    if (answer.status != 200)
        return {};
    const QByteArrayView body = answer.body.reveal();
    const auto document = QJsonDocument::fromJson(
        QByteArray::fromRawData(body.data(), body.size()));
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QStringList textsAt(const QJsonObject &object, QStringView field)
{
    QStringList texts;
    const QJsonArray array = object.value(field).toArray();
    for (const QJsonValue &value : array) {
        if (value.isString())
            texts.append(value.toString());
    }
    return texts;
}

/// As it is compared: a slash at the end is how people write it, not another place.
QString comparable(const QUrl &url)
{
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::NormalizePathSegments)
        .toString(QUrl::FullyEncoded);
}

QUrl withWellKnown(const QUrl &url, const QString &name)
{
    QUrl found = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    const QString path = url.path(QUrl::FullyEncoded);
    found.setPath(u"/.well-known/" + name + (path == u"/" ? QString() : path), QUrl::StrictMode);
    return found;
}

Result<QUrl> addressAt(const QJsonObject &object, QStringView field)
{
    const QUrl url(object.value(field).toString(), QUrl::StrictMode);
    if (!url.isEmpty() && !mayBeAsked(url)) {
        return failure(ErrorKind::Malformed,
                       Text::tr("The server's “%1” is no https address.").arg(field));
    }
    return url;
}

} // namespace

bool mayBeAsked(const QUrl &url)
{
    return isAllowedTokenUrl(url) && url.userInfo().isEmpty();
}

QList<QUrl> metadataUrls(const QUrl &issuer)
{
    const QUrl plain = issuer.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                       | QUrl::StripTrailingSlash);
    QUrl appended = plain;
    const QString path = plain.path(QUrl::FullyEncoded);
    appended.setPath((path == u"/" ? QString() : path) + u"/.well-known/openid-configuration",
                     QUrl::StrictMode);
    return {withWellKnown(plain, u"oauth-authorization-server"_s), appended};
}

Result<std::optional<ServerMetadata>> readServerMetadata(const HttpAnswer &answer,
                                                         const QUrl &issuer, const QUrl &source)
{
    const auto document = documentIn(answer);
    if (!document)
        return std::optional<ServerMetadata>();
    const QString said = document->value(u"issuer").toString();
    if (said.isEmpty() || comparable(QUrl(said)) != comparable(issuer)) {
        return failure(ErrorKind::Malformed,
                       said.isEmpty()
                           ? Text::tr("%1 names no issuer.").arg(shownUrl(source))
                           : Text::tr("%1 is of the issuer %2, not of %3.")
                                 .arg(source.toDisplayString(), said, issuer.toDisplayString()));
    }
    const auto tokenEndpoint = addressAt(*document, u"token_endpoint");
    const auto revocationEndpoint = addressAt(*document, u"revocation_endpoint");
    if (!tokenEndpoint || !revocationEndpoint)
        return failure(tokenEndpoint ? revocationEndpoint.error() : tokenEndpoint.error());
    if (tokenEndpoint->isEmpty()) {
        return failure(ErrorKind::Malformed,
                       Text::tr("%1 names no token endpoint.").arg(source.toDisplayString()));
    }
    return std::optional(ServerMetadata{
        .issuer = said,
        .tokenEndpoint = *tokenEndpoint,
        .revocationEndpoint = *revocationEndpoint,
        .methods = textsAt(*document, u"token_endpoint_auth_methods_supported"),
        .algorithms = textsAt(*document, u"token_endpoint_auth_signing_alg_values_supported"),
        .scopes = textsAt(*document, u"scopes_supported"),
        .source = source});
}

QUrl resourceMetadataUrl(const HttpAnswer &answer, const QUrl &resource)
{
    static const QRegularExpression parameter(
        u"(?:^|[\\s,])resource_metadata\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto found = parameter.match(QString::fromLatin1(answer.wwwAuthenticate));
    if (!found.hasMatch())
        return withWellKnown(resource, u"oauth-protected-resource"_s);
    return QUrl(found.captured(1) + found.captured(2), QUrl::StrictMode);
}

Result<std::optional<QUrl>> readResourceMetadata(const HttpAnswer &answer, const QUrl &resource)
{
    const auto document = documentIn(answer);
    if (!document)
        return std::optional<QUrl>();
    const QString said = document->value(u"resource").toString();
    const QString asked = comparable(resource);
    const QString described = comparable(QUrl(said));
    // one that describes all that lies below it describes this as well
    if (said.isEmpty() || (asked != described && !asked.startsWith(described + u'/'))) {
        return failure(ErrorKind::Malformed,
                       Text::tr("What was found describes the resource “%1”, not %2.")
                           .arg(said, resource.toDisplayString()));
    }
    const QStringList servers = textsAt(*document, u"authorization_servers");
    const QUrl first(servers.value(0), QUrl::StrictMode);
    if (!mayBeAsked(first)) {
        return failure(ErrorKind::Malformed,
                       Text::tr("%1 names no authorization server with an https address.")
                           .arg(resource.toDisplayString()));
    }
    return std::optional(first);
}

} // namespace Tokenwright
