// SPDX-License-Identifier: MIT
// What is the same everywhere: how it is said that a program cannot be run. How one is run is in
// ChildProgram_<platform>.cpp.
#include "ChildProgram.h"

#include "Process.h"
#include "Text.h"

#include <cerrno>
#include <cstring>

namespace Tokenwright {

namespace {

constexpr int notExecutable = 126; // as shells have it
constexpr int notFound = 127;

} // namespace

void refuseCommand(Program &program, const QList<QByteArray> &command, int reason)
{
    program.refuse(
        reason == ENOENT ? notFound : notExecutable,
        Text::tr("%1 cannot be run: %2.")
            .arg(shownWord(command.first()), QString::fromLocal8Bit(std::strerror(reason))));
}

} // namespace Tokenwright
