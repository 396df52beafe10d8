// SPDX-License-Identifier: MIT
#include "FloodedConnections.h"

namespace Tokenwright {

int endFloodedConnections(quint16, qint64)
{
    return 0;
}

} // namespace Tokenwright
