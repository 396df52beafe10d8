// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QString>

namespace Tokenwright {

/// What stands where something was hidden. Always the same, so that it tells nothing.
inline const QString hiddenText = u"•••"_s;

/// Whether a value under \a name is hidden: a name that saysSecret(), or one with more around it,
/// as in "tokens" or "access_token_value", but not "token_type" or "authorization_endpoint".
bool hidesValue(const QString &name);

/// \a text, which is no tree, without what looks like a secret: values of fields that hidesValue(),
/// as in JSON, XML, forms and headers, to their end; JWTs; what follows "Bearer" or "Basic"; long
/// runs of mixed characters. Careful rather than exact, and linear in the text. Pure.
QString withoutTokens(const QString &text);

} // namespace Tokenwright
