// SPDX-License-Identifier: MIT
#include "StarterWords.h"

#include <cstdio>

namespace Tokenwright {

void tellStarter(const QString &words)
{
    std::fputs(qPrintable(QString(words + u'\n')), stderr);
}

} // namespace Tokenwright
