// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"
#include "Secret.h"

namespace Tokenwright {

/// What stands behind the header's name when \a token is shown to an API: "Bearer …" (RFC 6750
/// §2.1) unless \a rules name another scheme. The answer's token_type never reaches it. Pure.
Secret tokenHeaderValue(const UseTokenRules &rules, const Secret &token);

} // namespace Tokenwright
