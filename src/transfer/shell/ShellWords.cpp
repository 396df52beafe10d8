// SPDX-License-Identifier: MIT
#include "shell/ShellWords.h"

#include <array>

namespace Tokenwright {

namespace {

constexpr std::array shells{
    ShellDialect{"posix", false, readPosixWords},
    ShellDialect{"cmd-browser", true, readBrowserWords},
    ShellDialect{"powershell", true, readPowerShellWords},
    ShellDialect{"cmd", true, readCmdWords},
};

} // namespace

std::span<const ShellDialect> shellDialects()
{
    return shells;
}

} // namespace Tokenwright
