// SPDX-License-Identifier: MIT
#pragma once

#include "InstanceFunctions.h"

#include <QLocalServer>
#include <QObject>

class QLocalSocket;

namespace Tokenwright {

/// Answers at the socket of a profile's window. Lives in one thread.
class WindowListener : public QObject
{
public:
    WindowListener(const QString &name, WindowAnswers answers);

private:
    void take(QLocalSocket *socket);
    void read(QLocalSocket *socket);
    void pass(const ConsentRequest &request, QLocalSocket *socket);

    const WindowAnswers m_answers;
    QLocalServer m_server;
};

/// What a second start says at the socket \a name. Blocks, at most for \a patience.
SecondStart askToShow(const QString &name, const QByteArray &word,
                      const QByteArray &activationToken, std::chrono::milliseconds patience);

} // namespace Tokenwright
