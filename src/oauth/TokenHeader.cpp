// SPDX-License-Identifier: MIT
#include "TokenHeader.h"

namespace Tokenwright {

Secret tokenHeaderValue(const UseTokenRules &rules, const Secret &token)
{
    if (rules.scheme.isEmpty())
        return token;
    return concatenated({rules.scheme.toUtf8(), " ", token.reveal()});
}

} // namespace Tokenwright
