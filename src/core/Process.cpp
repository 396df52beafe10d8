// SPDX-License-Identifier: MIT
#include "core/Process.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

namespace Tokenwright {

namespace {

#ifdef Q_OS_UNIX
mode_t usualMask = 022;
rlimit usualCores{};
#endif

} // namespace

void hardenProcess()
{
#ifdef Q_OS_UNIX
    getrlimit(RLIMIT_CORE, &usualCores);
    const rlimit none{0, usualCores.rlim_max};
    setrlimit(RLIMIT_CORE, &none);
    usualMask = umask(077);
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes is an error of the write, not the end
#endif
}

void softenProcess()
{
#ifdef Q_OS_UNIX
    setrlimit(RLIMIT_CORE, &usualCores);
    umask(usualMask);
    std::signal(SIGPIPE, SIG_DFL);
#endif
}

} // namespace Tokenwright
