// SPDX-License-Identifier: MIT
#include "Jwt.h"

#include "Secret.h"

#include <QJsonDocument>

namespace Tokenwright {

namespace {

std::optional<QJsonObject> jsonPart(QByteArrayView part)
{
    auto decoded = QByteArray::fromBase64Encoding(part.toByteArray(),
                                                  QByteArray::Base64UrlEncoding
                                                      | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    const auto document = QJsonDocument::fromJson(*decoded);
    wipe(*decoded);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

std::optional<Jwt> readJwt(QByteArrayView token)
{
    const qsizetype first = token.indexOf('.');
    const qsizetype second = first < 0 ? -1 : token.indexOf('.', first + 1);
    if (second < 0 || token.indexOf('.', second + 1) >= 0)
        return {};
    const auto header = jsonPart(token.first(first));
    const auto claims = header ? jsonPart(token.sliced(first + 1, second - first - 1))
                               : std::nullopt;
    if (!claims)
        return {};
    return Jwt{.header = *header, .claims = *claims};
}

} // namespace Tokenwright
