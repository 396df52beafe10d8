// SPDX-License-Identifier: MIT
#include "SingleInstance.h"

#include "InstanceFunctions.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QThread>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(log, "tokenwright.singleinstance", QtWarningMsg)

constexpr auto retryInterval = 20ms;

} // namespace

SingleInstance::SingleInstance(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_name(windowSocketName(profile))
    , m_lock(profile.lockFile(u"window.lock"_s))
{ }

SingleInstance::~SingleInstance() = default;

Result<SingleInstance::Role> SingleInstance::claim(const QByteArray &activationToken,
                                                   std::chrono::milliseconds patience, Wish wish)
{
    const QDeadlineTimer deadline(patience);
    QByteArray word = wish == Wish::Palette ? paletteWord : showWord;
    // Again and again: the first one may not listen yet, or may be quitting just now.
    do {
        switch (m_lock.tryLock()) {
        case FileLock::Outcome::Taken:
            m_isFirst = true;
            return Role::First;
        case FileLock::Outcome::Impossible:
            return Role::First;
        case FileLock::Outcome::Held:
            break;
        }
        const auto functions = instanceFunctions();
        if (!functions)
            return failure(functions.error());
        switch ((*functions)
                    ->askToShow(m_name, word, activationToken,
                                std::chrono::milliseconds(deadline.remainingTime()))) {
        case SecondStart::Shown:
            return Role::Second;
        case SecondStart::Refused:
            word = showWord;
            break;
        case SecondStart::None:
            break;
        case SecondStart::NobodyThere:
            QThread::msleep(retryInterval.count());
            break;
        }
    } while (!deadline.hasExpired());
    return Role::Unanswered;
}

void SingleInstance::listen()
{
    if (!m_isFirst || m_listener)
        return;
    const auto functions = instanceFunctions();
    if (!functions) {
        qCWarning(log) << "No second start can raise this window:" << functions.error().message;
        return;
    }
    m_listener = (*functions)
                     ->listen(
                         m_name,
                         {.show =
                              [this](const QByteArray &word, const QByteArray &activationToken) {
                                  if (word == showWord)
                                      Q_EMIT showRequested(activationToken);
                                  else
                                      Q_EMIT paletteRequested(activationToken);
                              },
                          .consent =
                              [this](const ConsentRequest &request,
                                     std::function<void(bool)> answer, QObject *asker) {
                                  Q_EMIT consentRequested({.request = request,
                                                           .answer = std::move(answer),
                                                           .asker = asker});
                              }});
}

} // namespace Tokenwright

#include "moc_SingleInstance.cpp"
