// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QStringList>

namespace Tokenwright {

/// What \a provider's policy says, translated, a sentence each: its note or else its limit, and
/// what happens to tokens and clients. Pure.
QStringList policySentences(const Provider &provider);

/// "Example locks a client after 5 refused requests."; empty where it is not known to.
QString lockoutSentence(const Provider &provider);

} // namespace Tokenwright
