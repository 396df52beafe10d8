// SPDX-License-Identifier: MIT
#include "WindowConsent.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto patienceForWindow = 10s; ///< Until it has put the question.

} // namespace

WindowConsent::WindowConsent(const Profile &profile, std::chrono::milliseconds patience,
                             QObject *parent)
    : QObject(parent)
    , m_name(windowSocketName(profile))
    , m_patience(patience)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { finish(m_isAsking ? Answer::NoAnswer : Answer::NoWindow); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &WindowConsent::read);
    const auto end = [this] {
        read(); // what came before the end counts
        finish(m_isAsking ? Answer::No : Answer::NoWindow);
    };
    connect(&m_socket, &QLocalSocket::disconnected, this, end, Qt::QueuedConnection);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, end, Qt::QueuedConnection);
}

void WindowConsent::ask(const ConsentRequest &request, std::function<void(Answer)> done)
{
    m_done = std::move(done);
    m_timer.start(std::min<std::chrono::milliseconds>(m_patience, patienceForWindow));
    connect(&m_socket, &QLocalSocket::connected, this,
            [this, line = request.toLine()] { m_socket.write(confirmWord + ' ' + line + '\n'); });
    m_socket.connectToServer(m_name);
}

void WindowConsent::read()
{
    while (m_socket.canReadLine()) {
        const QByteArray line = m_socket.readLine(longestWindowRequest).trimmed();
        if (line == askingAnswer) {
            m_isAsking = true;
            m_timer.start(m_patience);
        } else if (line == yesAnswer) {
            finish(Answer::Yes);
        } else if (line == noAnswer) {
            finish(Answer::No);
        }
    }
}

void WindowConsent::finish(Answer answer)
{
    m_timer.stop();
    if (const auto done = std::exchange(m_done, {}))
        done(answer);
}

} // namespace Tokenwright

#include "moc_WindowConsent.cpp"
