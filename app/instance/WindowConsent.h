// SPDX-License-Identifier: MIT
#pragma once

#include "WindowSocket.h"

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

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

    /// Calls \a done once, from the event loop. Once for each object.
    void ask(const ConsentRequest &request, std::function<void(Answer)> done);

private:
    void read();
    void finish(Answer answer);

    const QString m_name; ///< Of the socket.
    const std::chrono::milliseconds m_patience;
    QLocalSocket m_socket;
    QTimer m_timer;
    std::function<void(Answer)> m_done;
    bool m_isAsking = false; ///< The window has put the question.
};

} // namespace Tokenwright
