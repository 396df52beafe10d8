// SPDX-License-Identifier: MIT
#include "LookupsAtEnd.h"

#include <QThreadPool>

#include <cstdio>
#include <cstdlib>

namespace Tokenwright {

namespace {

/// Proxy libraries wait for their own lookups when the process ends; nobody needs them any more.
void endNow(int status, void *threads)
{
    if (static_cast<QThreadPool *>(threads)->activeThreadCount() == 0)
        return;
    std::fflush(nullptr);
    std::_Exit(status);
}

} // namespace

void endWithoutLookups(QThreadPool *leftBehind)
{
    on_exit(endNow, leftBehind);
}

} // namespace Tokenwright
