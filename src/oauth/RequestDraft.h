// SPDX-License-Identifier: MIT
#pragma once

#include "HttpRequest.h"
#include "Provider.h"
#include "Result.h"
#include "Secret.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

namespace Tokenwright {

/// What is new in every request.
struct RequestStamp
{
    qint64 now = 0; ///< Milliseconds since the epoch.
    QString uuid; ///< Random; used once.
};

/// A parameter or header, and whether it may be shown.
struct RequestField
{
    QString name;
    Secret value;
    bool secret = false;
};

/// A request before it is written down, when it is still known which of its parts are secret.
struct RequestDraft
{
    QByteArray method;
    QUrl url;
    BodyFormat bodyFormat = BodyFormat::Form;
    QList<RequestField> headers;
    QList<RequestField> query; ///< In the URL, whatever the body's format.
    QList<RequestField> parameters;
    QString caCertificates;
    Secret tlsCertificate;
    Secret tlsPrivateKey;
    QList<Secret> secrets; ///< See HttpRequest::secrets.
    QString clientId; ///< See HttpRequest::clientId.
};

/// Fills {uuid}, {client_id} and the variables, and \a secrets for {secret:name}, into \a headers
/// and adds them to \a target, where each replaces one of the same name. One that comes out empty,
/// or one of whose secrets is empty, is left away. Errors: ErrorKind::Configuration for a header
/// that HTTP does not allow, and for a secret that is none of \a secrets.
Result<void> addHeaders(QList<RequestField> &target, const QList<NameValue> &headers,
                        const QMap<QString, QString> &values,
                        const QMap<QString, Secret> &secrets = {});

/// \a draft as it goes over the wire. Pure.
HttpRequest writtenOut(const RequestDraft &draft);

/// \a draft for people: request line, headers and body, each secret replaced by "••••••". Pure.
QString previewOf(const RequestDraft &draft);

} // namespace Tokenwright
