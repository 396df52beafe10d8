// SPDX-License-Identifier: MIT
#include "Process.h"

#include <cerrno>
#include <cstdlib>

namespace Tokenwright {

bool isSandboxed()
{
    return false;
}

void hardenProcess() { }

int becomeProgram(QList<QByteArray>)
{
    return ENOSYS;
}

void becomeProgramInChild(char *const *) { }

int inheritedDescriptor(QByteArrayView)
{
    errno = ENOSYS;
    return -1;
}

void endBy(int signal)
{
    std::_Exit(128 + signal); // as a shell tells of it
}

} // namespace Tokenwright
