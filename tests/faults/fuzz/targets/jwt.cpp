// SPDX-License-Identifier: MIT
#include "FuzzTarget.h"

#include "JwtClaims.h"

#include <QJsonDocument>

namespace Tokenwright::Fuzz {

namespace {

const Target jwtTarget("jwt", [](const QByteArray &input) {
    constexpr auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    if (const auto claims = jwtClaims(input)) {
        require(input.count('.') == 2, "a JWT has three parts", input);
        const QByteArray again = QByteArray("{}").toBase64(options) + '.'
            + QJsonDocument(*claims).toJson(QJsonDocument::Compact).toBase64(options) + '.';
        require(jwtClaims(again) == claims, "claims survive being written", input);
    }
    // what is signed may be anything
    const QJsonObject claims{{u"sub"_s, textOf(input)}};
    const QByteArray token = "e30." + QJsonDocument(claims).toJson().toBase64(options) + '.'
        + input.toBase64(options);
    const auto read = jwtClaims(token);
    require(read && *read == QJsonDocument::fromJson(QJsonDocument(claims).toJson()).object(),
            "every claim is read", input);
});

} // namespace

} // namespace Tokenwright::Fuzz
