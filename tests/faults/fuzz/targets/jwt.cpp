// SPDX-License-Identifier: MIT
#include "FuzzTarget.h"

#include "Jwt.h"
#include "TokenClaims.h"

#include <QJsonDocument>

namespace Tokenwright::Fuzz::JwtTarget {

namespace {

const Target jwtTarget("jwt", [](const QByteArray &input) {
    constexpr auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    if (const auto jwt = readJwt(input)) {
        require(input.count('.') == 2, "a JWT has three parts", input);
        const QByteArray again
            = QJsonDocument(jwt->header).toJson(QJsonDocument::Compact).toBase64(options) + '.'
            + QJsonDocument(jwt->claims).toJson(QJsonDocument::Compact).toBase64(options) + '.';
        const auto twice = readJwt(again);
        require(twice && twice->header == jwt->header && twice->claims == jwt->claims,
                "header and claims survive being written", input);
        const auto rows = claimRows(jwt->claims, 1'800'000'000'000);
        require(rows.size() == jwt->claims.size(), "every claim has its row", input);
    }
    // what is signed may be anything
    const QJsonObject claims{{u"sub"_s, textOf(input)}};
    const QByteArray token = "e30." + QJsonDocument(claims).toJson().toBase64(options) + '.'
        + input.toBase64(options);
    const auto read = readJwt(token);
    require(read
                && read->claims == QJsonDocument::fromJson(QJsonDocument(claims).toJson()).object(),
            "every claim is read", input);
});

} // namespace

} // namespace Tokenwright::Fuzz::JwtTarget
