// SPDX-License-Identifier: MIT
#include "Console_windows.h"

#include <array>
#include <string_view>

#include <windows.h>

namespace Tokenwright {

namespace {

/// A task that is run whether anybody is logged in or not has a desktop that is nowhere to be seen.
bool isDesktopSeen()
{
    USEROBJECTFLAGS flags{};
    return !GetUserObjectInformationW(GetProcessWindowStation(), UOI_FLAGS, &flags, sizeof flags,
                                      nullptr)
        || (flags.dwFlags & WSF_VISIBLE);
}

} // namespace

ConsoleViewer consoleViewer()
{
    const HWND window = GetConsoleWindow();
    if (!window)
        return ConsoleViewer::Nobody;
    // That of a terminal which gets what is on the console as text (Windows Terminal, ssh); never
    // visible itself.
    std::array<wchar_t, 32> name{};
    const int size = GetClassNameW(window, name.data(), int(name.size()));
    if (std::wstring_view(name.data(), std::size_t(size)) == L"PseudoConsoleWindow")
        return ConsoleViewer::Somebody;
    // Windows 10 1809 has a number here that is no window's where there is none.
    return IsWindowVisible(window) && isDesktopSeen() ? ConsoleViewer::Somebody
                                                      : ConsoleViewer::Unknown;
}

} // namespace Tokenwright
