// SPDX-License-Identifier: MIT
#include "core/Process.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#endif

namespace Tokenwright {

void hardenProcess()
{
#ifdef Q_OS_UNIX
    const rlimit none {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    umask(077);
#endif
}

} // namespace Tokenwright
