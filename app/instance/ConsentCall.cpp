// SPDX-License-Identifier: MIT
#include "ConsentCall.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

using Answer = WindowConsent::Answer;

constexpr auto patienceForWindow = 10s; ///< Until it has put the question.

} // namespace

ConsentCall::ConsentCall(const QString &name, const ConsentRequest &request,
                         std::chrono::milliseconds patience, std::function<void(Answer)> done)
    : m_patience(patience)
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { finish(m_isAsking ? Answer::NoAnswer : Answer::NoWindow); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &ConsentCall::read);
    const auto end = [this] {
        read(); // what came before the end counts
        finish(m_isAsking ? Answer::No : Answer::NoWindow);
    };
    connect(&m_socket, &QLocalSocket::disconnected, this, end, Qt::QueuedConnection);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, end, Qt::QueuedConnection);
    connect(&m_socket, &QLocalSocket::connected, this,
            [this, line = request.toLine()] { m_socket.write(confirmWord + ' ' + line + '\n'); });
    m_timer.start(std::min<std::chrono::milliseconds>(m_patience, patienceForWindow));
    m_socket.connectToServer(name);
}

void ConsentCall::read()
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

void ConsentCall::finish(Answer answer)
{
    m_timer.stop();
    if (const auto done = std::exchange(m_done, {}))
        done(answer);
}

} // namespace Tokenwright
