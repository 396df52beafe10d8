// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpServer>

#include <atomic>
#include <chrono>

/// Stands between a client and a server on loopback as a long way does: everything arrives a fixed
/// time later, and the first bytes of a connection a round trip later still, which stands for TCP's
/// own handshake (the kernel answers that before a relay can delay it).
class DelayingRelay : public QTcpServer
{
    Q_OBJECT

public:
    /// To \a port on this machine. \a delay each way.
    DelayingRelay(quint16 port, std::chrono::milliseconds delay, QObject *parent = nullptr);

    /// Connections whose server has answered something, so that their handshake is under way. Any
    /// thread.
    int answeredCount() const { return m_answered; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    const quint16 m_port;
    const std::chrono::milliseconds m_delay;
    std::atomic<int> m_answered = 0;
};
