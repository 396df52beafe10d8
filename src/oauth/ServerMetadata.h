// SPDX-License-Identifier: MIT
#pragma once

#include "HttpAnswer.h"
#include "Result.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace Tokenwright {

/// What an authorization server says of itself (RFC 8414 §2, OpenID Connect Discovery 1.0 §3). A
/// value.
struct ServerMetadata
{
    QString issuer; ///< As the server writes it.
    QUrl tokenEndpoint;
    QUrl revocationEndpoint; ///< Empty: it names none.
    QStringList methods; ///< Of client authentication; empty: it names none.
    QStringList algorithms; ///< By which assertions may be signed; empty: it names none.
    QStringList scopes; ///< Empty: it names none.
    QUrl source; ///< The document that says so.
};

/// Whether \a url may be asked: https anywhere, plain http on this computer alone, no login in it.
bool mayBeAsked(const QUrl &url);

/// Where the metadata of \a issuer may be, in the order in which to look: RFC 8414 §3.1, whose
/// well-known part stands before the issuer's path, then OpenID Connect, which adds it. Pure.
QList<QUrl> metadataUrls(const QUrl &issuer);

/// Reads \a answer, which \a source gave when it was asked for the metadata of \a issuer. Nothing:
/// there is no such document there. Pure. Errors: Malformed (another issuer than the one that was
/// asked for, or none: RFC 8414 §3.3; no token endpoint; an address that may not be asked).
Result<std::optional<ServerMetadata>> readServerMetadata(const HttpAnswer &answer,
                                                         const QUrl &issuer, const QUrl &source);

/// Where a protected resource says who issues its tokens: what its \a answer names in
/// WWW-Authenticate (RFC 9728 §5.1), or else the well-known place of \a resource (§3.1). Pure.
QUrl resourceMetadataUrl(const HttpAnswer &answer, const QUrl &resource);

/// The first authorization server in \a answer, the metadata of \a resource. Nothing: there is no
/// such document. Pure. Errors: Malformed (of another resource: RFC 9728 §3.3; no server).
Result<std::optional<QUrl>> readResourceMetadata(const HttpAnswer &answer, const QUrl &resource);

} // namespace Tokenwright
