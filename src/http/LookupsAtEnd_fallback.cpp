// SPDX-License-Identifier: MIT
#include "LookupsAtEnd.h"

namespace Tokenwright {

void endWithoutLookups(QThreadPool *) { }

} // namespace Tokenwright
