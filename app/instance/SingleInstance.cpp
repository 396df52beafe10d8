// SPDX-License-Identifier: MIT
#include "SingleInstance.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QPointer>
#include <QThread>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(log, "tokenwright.singleinstance", QtWarningMsg)

constexpr auto retryInterval = 20ms;

int millisecondsLeft(const QDeadlineTimer &deadline)
{
    return int(deadline.remainingTime());
}

} // namespace

SingleInstance::SingleInstance(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_name(windowSocketName(profile))
    , m_lock(profile.lockFile(u"window.lock"_s))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Role SingleInstance::claim(const QByteArray &activationToken,
                                           std::chrono::milliseconds patience, Wish wish)
{
    const QDeadlineTimer deadline(patience);
    QByteArray word = wish == Wish::Palette ? paletteWord : showWord;
    // Again and again: the first one may not listen yet, or may be quitting just now.
    do {
        switch (m_lock.tryLock()) {
        case FileLock::Outcome::Taken:
            listen();
            return Role::First;
        case FileLock::Outcome::Impossible:
            return Role::First;
        case FileLock::Outcome::Held:
            break;
        }
        switch (
            askFirst(word, activationToken, std::chrono::milliseconds(deadline.remainingTime()))) {
        case Answer::Shown:
            return Role::Second;
        case Answer::Refused:
            word = showWord;
            break;
        case Answer::None:
            break;
        case Answer::NobodyThere:
            QThread::msleep(retryInterval.count());
            break;
        }
    } while (!deadline.hasExpired());
    return Role::Unanswered;
}

SingleInstance::Answer SingleInstance::askFirst(const QByteArray &word,
                                                const QByteArray &activationToken,
                                                std::chrono::milliseconds patience) const
{
    const QDeadlineTimer deadline(patience);
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(millisecondsLeft(deadline)))
        return Answer::NobodyThere;
    socket.write(word + ' ' + activationToken.simplified() + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(millisecondsLeft(deadline)))
            return socket.state() == QLocalSocket::ConnectedState ? Answer::None : Answer::Refused;
    }
    return socket.readLine().trimmed() == shownAnswer ? Answer::Shown : Answer::None;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_name); // left behind by one that died: the lock is ours
    if (!m_server.listen(m_name))
        qCWarning(log) << "No second start can raise this window:" << m_server.errorString();
}

void SingleInstance::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    const auto read = [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() > longestWindowRequest)
                socket->abort();
            return;
        }
        const QByteArray line = socket->readLine(longestWindowRequest).trimmed();
        const qsizetype space = line.indexOf(' ');
        const QByteArray word = space < 0 ? line : line.first(space);
        const QByteArray token = space < 0 ? QByteArray() : line.sliced(space).trimmed();
        if (word == showWord || word == paletteWord) {
            if (word == showWord)
                Q_EMIT showRequested(token);
            else
                Q_EMIT paletteRequested(token);
            socket->write(shownAnswer + '\n');
        } else if (const auto request = word == confirmWord ? ConsentRequest::fromLine(token)
                                                            : std::nullopt) {
            pass(*request, socket);
            return;
        }
        socket->disconnectFromServer();
    };
    connect(socket, &QLocalSocket::readyRead, this, read);
    if (socket->bytesAvailable() > 0)
        read();
}

/// Puts the question, and brings back the answer to whoever waits for it at the other end.
void SingleInstance::pass(const ConsentRequest &request, QLocalSocket *socket)
{
    socket->write(askingAnswer + '\n');
    const auto reply = [asker = QPointer(socket)](bool agreed) {
        if (!asker)
            return;
        asker->write((agreed ? yesAnswer : noAnswer) + '\n');
        asker->disconnectFromServer();
    };
    Q_EMIT consentRequested({.request = request, .answer = reply, .asker = socket});
}

} // namespace Tokenwright

#include "moc_SingleInstance.cpp"
