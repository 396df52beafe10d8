// SPDX-License-Identifier: MIT
#pragma once

#include "FoundPair.h"

#include <QString>

#include <optional>

namespace Tokenwright {

/// An HTTP request as a curl command or a Postman collection describes it.
struct SeenRequest
{
    QString url{};
    QList<NameValue> headers{};
    std::optional<NameValue> basic{}; ///< User and password, if given apart from the headers.
    QString method{}; ///< HTTP's; empty: POST.
    QString body{}; ///< As sent: a form, or JSON.
    QList<NameValue> fields{}; ///< Form fields that are decoded already.
    bool isMultipart = false; ///< They were parts of a multipart/form-data body.
    QString certificateFile{}; ///< Of the client's TLS certificate; empty: none was shown.
    QString keyFile{}; ///< Of its private key; empty: the same file, or none.
    QStringList notes{}; ///< FoundPair::notes
    QStringList leftOut{}; ///< FoundPair::leftOut
};

/// What \a request says of a pair: from the Authorization header, user and password, the fields of
/// form or JSON, and the URL's query. Other fields are parameters. `place`, `name` and `key` are
/// left to the caller. Pure. Otherwise the translated reason why it is no token request.
std::expected<FoundPair, QString> pairIn(const SeenRequest &request,
                                         const ProviderCatalog &catalog);

/// Whether \a request asks for a token, whoever's: it names a grant, or its URL is a known one.
bool isTokenRequest(const SeenRequest &request, const ProviderCatalog &catalog);

/// The fields of \a text, application/x-www-form-urlencoded.
QList<NameValue> formFields(const QString &text);

} // namespace Tokenwright
