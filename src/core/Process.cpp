// SPDX-License-Identifier: MIT
#include "core/Process.h"

#include <QtGlobal>

#include <cstdlib>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace Tokenwright {

namespace {

#ifdef Q_OS_UNIX
mode_t usualMask = 022;
rlimit usualCores{};
struct sigaction usualPipe
{ };

/// Opened the wrong way round, so that reading and writing fail just as on a closed descriptor. An
/// open() takes the lowest number that is free, and those below are taken already.
void occupyStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}
#endif

} // namespace

void hardenProcess()
{
#ifdef Q_OS_UNIX
    occupyStandardDescriptors();
    getrlimit(RLIMIT_CORE, &usualCores);
    const rlimit none{0, usualCores.rlim_max};
    setrlimit(RLIMIT_CORE, &none);
    usualMask = umask(077);
    struct sigaction ignored
    { };
    ignored.sa_handler = SIG_IGN; // a reader that goes is an error of the write, not the end
    sigaction(SIGPIPE, &ignored, &usualPipe);
#endif
}

void softenProcess()
{
#ifdef Q_OS_UNIX
    setrlimit(RLIMIT_CORE, &usualCores);
    umask(usualMask);
    sigaction(SIGPIPE, &usualPipe, nullptr);
#endif
}

void endBy(int signal)
{
#ifdef Q_OS_UNIX
    struct sigaction usual
    { };
    usual.sa_handler = SIG_DFL;
    sigaction(signal, &usual, nullptr);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    sigprocmask(SIG_UNBLOCK, &only, nullptr);
    raise(signal);
#endif
    std::_Exit(128 + signal); // as a shell tells of it
}

} // namespace Tokenwright
