// SPDX-License-Identifier: MIT
// Keys and certificates as the texts they are, PEM or JWK; whether they are any is not looked at.
#pragma once

#include "Secret.h"

#include <QByteArrayView>
#include <QList>

namespace Tokenwright {

/// \a text without the mark that some editors begin a file with. It lives as long as \a text.
QByteArrayView withoutMark(const Secret &text);

/// Whether \a text is JSON, and so no PEM. Pure.
bool isJsonKey(const Secret &text);
/// Whether \a key is PEM that a passphrase protects. Pure.
bool isEncryptedKey(const Secret &key);
/// \a text with its white space where it belongs, for texts that a one-line field or a JSON file
/// squeezed; as it is when it holds neither a PEM block nor JSON. Pure.
Secret tidiedKeyText(const Secret &text);

/// What must not be seen of \a key, PEM or JWK, or a certificate, besides the text itself. Pure.
QList<Secret> secretPartsOf(const Secret &key);

} // namespace Tokenwright
