// SPDX-License-Identifier: MIT
#include "SecretServicePrompt.h"

#include "DBusCall.h"

#include <QDBusServiceWatcher>

#include <utility>

namespace Tokenwright {

using namespace std::chrono_literals;

namespace {

const QString promptInterface = u"org.freedesktop.Secret.Prompt"_s;

constexpr auto showLimit = 10s; ///< Not for answering it.
constexpr std::chrono::milliseconds withdrawLimit = 1s; ///< For taking it away.

} // namespace

SecretServicePrompt::SecretServicePrompt(QString owner, QString path, QObject *parent)
    : QObject(parent)
    , m_owner(std::move(owner))
    , m_path(std::move(path))
{ }

SecretServicePrompt::~SecretServicePrompt()
{
    withdraw();
}

QDBusMessage SecretServicePrompt::call(const QString &method) const
{
    return QDBusMessage::createMethodCall(m_owner, m_path, promptInterface, method);
}

QFuture<Result<void>> SecretServicePrompt::show()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(m_owner, m_path, promptInterface, u"Completed"_s, this,
                SLOT(completed(bool, QDBusVariant)));
    // A service that dies takes its prompt with it and says nothing.
    auto *watcher = new QDBusServiceWatcher(m_owner, bus,
                                            QDBusServiceWatcher::WatchForUnregistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        end(failure(ErrorKind::KeychainLocked,
                    tr("The keychain's service ended during the prompt.")));
    });
    QDBusMessage message = call(u"Prompt"_s);
    message.setArguments(
        {QString()}); // the parent window's identifier, which a library cannot know
    DBusCall::send(message, showLimit, this, [this](const QDBusMessage &reply) {
        if (DBusCall::failed(reply))
            end(failure(ErrorKind::KeychainLocked, reply.errorMessage()));
    });
    return m_completion.future();
}

void SecretServicePrompt::dismiss()
{
    if (m_completion.isFinished())
        return;
    m_isLeaving = true;
    DBusCall::send(call(u"Dismiss"_s), withdrawLimit, this,
                   [this](const QDBusMessage &) { deleteLater(); });
    end(failure(ErrorKind::Cancelled));
}

void SecretServicePrompt::withdraw()
{
    if (!m_completion.isFinished()) {
        QDBusConnection::sessionBus().call(call(u"Dismiss"_s), QDBus::Block,
                                           static_cast<int>(withdrawLimit.count()));
    }
}

void SecretServicePrompt::completed(bool dismissed, const QDBusVariant &)
{
    if (dismissed)
        end(failure(ErrorKind::KeychainLocked,
                    tr("The unlock prompt was dismissed, or could not be shown.")));
    else
        end({});
}

void SecretServicePrompt::end(Result<void> result)
{
    if (m_completion.isFinished())
        return;
    if (!m_isLeaving)
        deleteLater();
    const Async::Completion<void> completion = m_completion; // who waits may delete this
    completion.finish(std::move(result));
}

} // namespace Tokenwright

#include "moc_SecretServicePrompt.cpp"
