// SPDX-License-Identifier: MIT
#include "TerminalInput.h"

namespace Tokenwright {

std::optional<QByteArray> lineFromTerminal(const QString &, Echo)
{
    return {};
}

} // namespace Tokenwright
