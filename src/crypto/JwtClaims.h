// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace Tokenwright {

/// The claims of \a token if it is a JWT in compact form (RFC 7519 §7.2, RFC 7515 §3.1): three
/// parts, the first two JSON objects; an empty signature is one. Its signature is nobody's business
/// here: only the server that minted it is believed. Nothing for an opaque or an encrypted token.
/// Pure.
std::optional<QJsonObject> jwtClaims(QByteArrayView token);

} // namespace Tokenwright
