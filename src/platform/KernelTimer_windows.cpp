// SPDX-License-Identifier: MIT
// Windows has no timer that counts sleep, but tells each window when the machine has woken and when
// the time was set: whoever waits for Time::OfDay hears of both.
#include "KernelTimer.h"

#include <windows.h>

namespace Tokenwright {

namespace {

constexpr const wchar_t *windowClass = L"TokenwrightTime";

/// Never shown. One that is not shown at all (HWND_MESSAGE) would not be told.
class TimeWindow : public QObject
{
public:
    explicit TimeWindow(KernelTimer *timer)
        : QObject(timer)
        , m_timer(timer)
    {
        WNDCLASSW kind{};
        kind.lpfnWndProc = receive;
        kind.hInstance = GetModuleHandleW(nullptr);
        kind.lpszClassName = windowClass;
        RegisterClassW(&kind); // there already, the second time
        m_window = CreateWindowExW(0, windowClass, nullptr, WS_POPUP, 0, 0, 0, 0, nullptr, nullptr,
                                   kind.hInstance, nullptr);
        SetWindowLongPtrW(m_window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
        // a machine that rests rather than sleeps tells only who has asked
        m_asked = RegisterSuspendResumeNotification(m_window, DEVICE_NOTIFY_WINDOW_HANDLE);
    }
    ~TimeWindow() override
    {
        if (m_asked)
            UnregisterSuspendResumeNotification(m_asked);
        DestroyWindow(m_window);
    }
    Q_DISABLE_COPY_MOVE(TimeWindow)

private:
    static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM what, LPARAM more)
    {
        const auto *self = reinterpret_cast<TimeWindow *>(GetWindowLongPtrW(window, GWLP_USERDATA));
        const bool isWaking = message == WM_POWERBROADCAST && what == PBT_APMRESUMEAUTOMATIC;
        if (self && (isWaking || message == WM_TIMECHANGE))
            QMetaObject::invokeMethod(self->m_timer, &KernelTimer::fired, Qt::QueuedConnection);
        return DefWindowProcW(window, message, what, more);
    }

    KernelTimer *m_timer;
    HWND m_window = nullptr;
    HPOWERNOTIFY m_asked = nullptr;
};

} // namespace

KernelTimer::KernelTimer(Time time, QObject *parent)
    : QObject(parent)
    , m_time(time)
{
    if (m_time == Time::OfDay)
        new TimeWindow(this);
}

KernelTimer::~KernelTimer() = default;

void KernelTimer::start(std::optional<qint64>) { }

} // namespace Tokenwright

#include "moc_KernelTimer.cpp"
