// SPDX-License-Identifier: MIT
#include "Clock.h"

#include "Literals.h"

#include <windows.h>

namespace Tokenwright {

namespace {

/// Windows names no boot. A key of the registry that is in memory alone goes with the boot, or
/// earlier, when the user has logged out everywhere; whoever comes first makes it, and the time at
/// which that was tells it from every other.
QString bootId()
{
    HKEY key = nullptr;
    if (RegCreateKeyExW(HKEY_CURRENT_USER, L"Software\\tokenwright-boot", 0, nullptr,
                        REG_OPTION_VOLATILE, KEY_READ, nullptr, &key, nullptr)
        != ERROR_SUCCESS)
        return {};
    FILETIME made{};
    const bool isKnown = RegQueryInfoKeyW(key, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                          nullptr, nullptr, nullptr, nullptr, &made)
        == ERROR_SUCCESS;
    RegCloseKey(key);
    const quint64 time = quint64(made.dwHighDateTime) << 32 | made.dwLowDateTime;
    return isKnown ? u"windows-%1"_s.arg(time, 16, 16, QLatin1Char('0')) : QString();
}

/// Sleep and hibernation included.
std::optional<qint64> millisecondsSinceBoot()
{
    return qint64(GetTickCount64());
}

} // namespace

SystemClock::SystemClock()
    : SystemClock(Boot{.id = bootId(), .milliseconds = millisecondsSinceBoot})
{ }

} // namespace Tokenwright
