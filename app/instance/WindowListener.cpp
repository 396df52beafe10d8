// SPDX-License-Identifier: MIT
#include "WindowListener.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QPointer>

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(log, "tokenwright.singleinstance", QtWarningMsg)

int millisecondsLeft(const QDeadlineTimer &deadline)
{
    return int(deadline.remainingTime());
}

} // namespace

WindowListener::WindowListener(const QString &name, WindowAnswers answers)
    : m_answers(std::move(answers))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
    QLocalServer::removeServer(name); // left behind by one that died: the lock is ours
    if (!m_server.listen(name))
        qCWarning(log) << "No second start can raise this window:" << m_server.errorString();
}

void WindowListener::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
    if (socket->bytesAvailable() > 0)
        read(socket);
}

void WindowListener::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestWindowRequest)
            socket->abort();
        return;
    }
    const QByteArray line = socket->readLine(longestWindowRequest).trimmed();
    const qsizetype space = line.indexOf(' ');
    const QByteArray word = space < 0 ? line : line.first(space);
    const QByteArray rest = space < 0 ? QByteArray() : line.sliced(space).trimmed();
    if (word == showWord || word == paletteWord) {
        m_answers.show(word, rest);
        socket->write(shownAnswer + '\n');
    } else if (const auto request = word == confirmWord ? ConsentRequest::fromLine(rest)
                                                        : std::nullopt) {
        pass(*request, socket);
        return;
    }
    socket->disconnectFromServer();
}

/// Puts the question, and brings back the answer to whoever waits for it at the other end.
void WindowListener::pass(const ConsentRequest &request, QLocalSocket *socket)
{
    socket->write(askingAnswer + '\n');
    const auto reply = [asker = QPointer(socket)](bool agreed) {
        if (!asker)
            return;
        asker->write((agreed ? yesAnswer : noAnswer) + '\n');
        asker->disconnectFromServer();
    };
    m_answers.consent(request, reply, socket);
}

SecondStart askToShow(const QString &name, const QByteArray &word,
                      const QByteArray &activationToken, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(millisecondsLeft(deadline)))
        return SecondStart::NobodyThere;
    socket.write(word + ' ' + activationToken.simplified() + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(millisecondsLeft(deadline))) {
            return socket.state() == QLocalSocket::ConnectedState ? SecondStart::None
                                                                  : SecondStart::Refused;
        }
    }
    return socket.readLine().trimmed() == shownAnswer ? SecondStart::Shown : SecondStart::None;
}

} // namespace Tokenwright
