// SPDX-License-Identifier: MIT
#pragma once

#include "WindowSocket.h"

#include "Result.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace Tokenwright {

/// Has the window that runs in a profile ask whether a command line may have tokens. Starts no
/// window, and never waits for one that does not answer. Lives in one thread.
class WindowConsent : public QObject
{
    Q_OBJECT

public:
    /// As long as somebody has to answer.
    static constexpr std::chrono::seconds usualPatience{60};

    enum class Answer {
        Yes,
        No,
        NoWindow, ///< No window runs that could ask.
        NoAnswer, ///< Nobody has answered in time.
    };

    explicit WindowConsent(const Profile &profile,
                           std::chrono::milliseconds patience = usualPatience,
                           QObject *parent = nullptr);

    /// Calls \a done once, from the event loop, unless it fails. Once for each object, which is
    /// not to go before \a done returns. Errors: ErrorKind::Storage (a part of the program is not
    /// there).
    Result<void> ask(const ConsentRequest &request, std::function<void(Answer)> done);

private:
    const QString m_name; ///< Of the socket.
    const std::chrono::milliseconds m_patience;
    std::unique_ptr<QObject> m_call;
};

} // namespace Tokenwright
