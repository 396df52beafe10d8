// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace Tokenwright {

/// What a token that is a JWT says of itself. A value; without its signature.
struct Jwt
{
    QJsonObject header;
    QJsonObject claims;
};

/// Reads \a token if it is a JWT in compact form (RFC 7519 §7.2, RFC 7515 §3.1): three parts, the
/// first two JSON objects; an empty signature is one. Its signature is nobody's business here: only
/// the server that minted it is believed. Nothing for an opaque or an encrypted token. Pure, in a
/// time that grows with the length alone.
std::optional<Jwt> readJwt(QByteArrayView token);

} // namespace Tokenwright
