// SPDX-License-Identifier: MIT
#pragma once

#include "WindowConsent.h"

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace Tokenwright {

/// One question to the window that runs, on its way. Lives in one thread.
class ConsentCall : public QObject
{
public:
    /// Calls \a done once, from the event loop.
    ConsentCall(const QString &name, const ConsentRequest &request,
                std::chrono::milliseconds patience,
                std::function<void(WindowConsent::Answer)> done);

private:
    void read();
    void finish(WindowConsent::Answer answer);

    const std::chrono::milliseconds m_patience;
    QLocalSocket m_socket;
    QTimer m_timer;
    std::function<void(WindowConsent::Answer)> m_done;
    bool m_isAsking = false; ///< The window has put the question.
};

} // namespace Tokenwright
