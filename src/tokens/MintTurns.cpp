// SPDX-License-Identifier: MIT
#include "MintTurns.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace Tokenwright {

bool MintTurns::hasRoom(const QString &server) const
{
    return m_all < mostAtATime && m_underWay.value(server) < mostPerServer;
}

void MintTurns::wait(const QString &server, std::function<void(const Turn &)> begin)
{
    // whoever waits for the same server came first
    const bool isFirst = std::ranges::find(m_waiting, server, &Waiting::server) == m_waiting.end();
    const Waiting waiting{.server = server, .begin = std::move(begin)};
    if (isFirst && hasRoom(server))
        this->begin(waiting);
    else
        m_waiting.push_back(waiting);
}

void MintTurns::begin(const Waiting &waiting)
{
    ++m_all;
    ++m_underWay[waiting.server];
    const auto ended = [self = QPointer(this), server = waiting.server](void *) {
        if (self)
            self->end(server);
    };
    waiting.begin(Turn(this, ended));
}

void MintTurns::end(const QString &server)
{
    --m_all;
    if (--m_underWay[server] == 0)
        m_underWay.remove(server);
    // From the event loop: who ends a turn is in the midst of something.
    if (!m_waiting.empty())
        QMetaObject::invokeMethod(this, &MintTurns::goOn, Qt::QueuedConnection);
}

void MintTurns::goOn()
{
    const auto next = std::ranges::find_if(
        m_waiting, [this](const Waiting &waiting) { return hasRoom(waiting.server); });
    if (next == m_waiting.end())
        return;
    const Waiting waiting = std::move(*next);
    m_waiting.erase(next);
    begin(waiting);
}

} // namespace Tokenwright

#include "moc_MintTurns.cpp"
