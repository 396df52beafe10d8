// SPDX-License-Identifier: MIT
#pragma once

#include "tools/ToolCollection.h"

namespace Tokenwright {

/// The pair of \a auth, which is OAuth 2.0's, with the variables of \a scope in place; what goes
/// into the URL is in its URL, as far as that has room for it.
FoundPair filledPair(const ToolAuth &auth, const VariableScope &scope,
                     const ProviderCatalog &catalog);

/// What \a request sends by then, with what it is authorised by; \a auth may be null.
SeenRequest filledRequest(const SeenRequest &request, const ToolAuth *auth,
                          const VariableScope &scope);

/// What \a pair, which is filled in, lacks and its request cannot do without; without name:
/// nothing. What else lacks a variable goes to what is left out, and what is kept elsewhere of the
/// pair itself is to be typed.
LackingVariable takeOutLacking(FoundPair &pair, const VariableScope &scope);

} // namespace Tokenwright
