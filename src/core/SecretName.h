// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// Whether \a name, of a request parameter or a header, says that its value is a secret:
/// "password", "X-Api-Key", "refreshToken", "client_assertion"; but not "token_type" or
/// "api_key_id". However its words are parted, in any case. Pure.
bool saysSecret(const QString &name);

} // namespace Tokenwright
