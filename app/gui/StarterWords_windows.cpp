// SPDX-License-Identifier: MIT
#include "StarterWords.h"

#include <windows.h>

namespace Tokenwright {

void tellStarter(const QString &words)
{
    MessageBoxW(nullptr, words.toStdWString().c_str(), L"Tokenwright", MB_OK | MB_ICONERROR);
}

} // namespace Tokenwright
