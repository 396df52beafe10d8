// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// The signature of \a message by \a privateKey (PEM or JWK) as a JSON Web Signature holds it, by
/// one of keyAlgorithms(). Errors: ErrorKind::Configuration (no such algorithm, or the key is not
/// of its kind).
Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message);

/// The same by the UTF-8 bytes of \a secret and one of secretAlgorithms() (RFC 7518 §3.2).
Result<QByteArray> macJws(const Secret &secret, const QString &algorithm, QByteArrayView message);

} // namespace Tokenwright
