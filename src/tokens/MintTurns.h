// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <memory>

namespace Tokenwright {

/// How many mints of one program are under way together, however many are asked for: a few with
/// each server, which is as many connections as Qt opens to one, so that the time of a request does
/// not begin before it can be sent; and a bounded number in all, because each holds a lock, a
/// connection and their descriptors. The others wait in the order in which they came. Lives in one
/// thread.
class MintTurns : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostPerServer = 6;
    static constexpr int mostAtATime = 30;

    /// Lasts until the last copy goes.
    using Turn = std::shared_ptr<void>;

    using QObject::QObject;

    /// Calls \a begin once, when it is the caller's turn with \a server (its origin): within this
    /// call if there is room. Not at all when this object goes first.
    void wait(const QString &server, std::function<void(const Turn &)> begin);

private:
    struct Waiting
    {
        QString server;
        std::function<void(const Turn &)> begin;
    };

    bool hasRoom(const QString &server) const;
    void begin(const Waiting &waiting);
    void end(const QString &server);
    void goOn();

    std::deque<Waiting> m_waiting;
    QHash<QString, int> m_underWay; ///< By server.
    int m_all = 0;
};

} // namespace Tokenwright
