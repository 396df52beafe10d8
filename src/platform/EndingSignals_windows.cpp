// SPDX-License-Identifier: MIT
#include "EndingSignals.h"

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>
#include <utility>

#include <windows.h>

namespace Tokenwright {

namespace {

/// What Windows asks a program of the console to end by, and what a program knows it as.
struct Ending
{
    DWORD event;
    int signal;
};
constexpr std::array endings{Ending{CTRL_C_EVENT, SIGINT}, Ending{CTRL_BREAK_EVENT, SIGBREAK},
                             Ending{CTRL_CLOSE_EVENT, SIGTERM}, Ending{CTRL_LOGOFF_EVENT, SIGTERM},
                             Ending{CTRL_SHUTDOWN_EVENT, SIGTERM}};

std::mutex guard; ///< Windows tells of each in a thread of its own.
EndingSignals *told = nullptr;
EndingSignals::Second second = EndingSignals::Second::EndsAtOnce;
std::array<bool, endings.size()> wasTold{};

BOOL WINAPI note(DWORD event)
{
    {
        const std::scoped_lock lock(guard);
        for (std::size_t i = 0; i < endings.size(); ++i) {
            const Ending &ending = endings.at(i);
            if (ending.event != event)
                continue;
            const bool endsAtOnce = std::exchange(wasTold.at(i), true)
                && second == EndingSignals::Second::EndsAtOnce;
            if (!told || endsAtOnce)
                return FALSE;
            QMetaObject::invokeMethod(
                told, [here = told, signal = ending.signal] { Q_EMIT here->caught(signal, true); },
                Qt::QueuedConnection);
        }
    }
    // The process ends when this returns, or after the seconds that Windows gives it.
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        Sleep(INFINITE);
    return TRUE;
}

} // namespace

struct EndingSignals::Held
{ };

EndingSignals::EndingSignals(QObject *parent, Second wanted)
    : QObject(parent)
{
    const std::scoped_lock lock(guard);
    told = this;
    second = wanted;
    wasTold = {};
    // For good: taking it back would wait for one that waits for the end.
    [[maybe_unused]] static const bool isNoted = SetConsoleCtrlHandler(note, TRUE);
}

EndingSignals::~EndingSignals()
{
    const std::scoped_lock lock(guard);
    told = nullptr;
}

} // namespace Tokenwright

#include "moc_EndingSignals.cpp"
