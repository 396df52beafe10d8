// SPDX-License-Identifier: MIT
#include "KeychainJobs.h"

#include "KeychainService.h"

#include <QTimer>

namespace Tokenwright {

Error KeychainAnswer::failed() const
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return {.kind = ErrorKind::SecretMissing};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {.kind = ErrorKind::KeychainUnavailable, .message = text};
    default:
        return {.kind = ErrorKind::KeychainDenied, .message = text};
    }
}

QFuture<Result<KeychainAnswer>> KeychainJobs::read(const QString &key, Limit limit)
{
    return run(new QKeychain::ReadPasswordJob(keychainServiceName()), key, limit);
}

QFuture<Result<KeychainAnswer>> KeychainJobs::write(const QString &key, const Secret &value,
                                                    Limit limit)
{
    auto *job = new QKeychain::WritePasswordJob(keychainServiceName());
    // Always text: libsecret files text and binary entries as two different things.
    job->setTextData(value.revealText());
    return run(job, key, limit);
}

QFuture<Result<KeychainAnswer>> KeychainJobs::remove(const QString &key, Limit limit)
{
    return run(new QKeychain::DeletePasswordJob(keychainServiceName()), key, limit);
}

QFuture<Result<KeychainAnswer>> KeychainJobs::run(QKeychain::Job *job, const QString &key,
                                                  Limit limit)
{
    const Async::Completion<KeychainAnswer> completion;
    auto *timer = new QTimer(this); // goes with the job: no answer is kept longer than needed
    timer->setSingleShot(true);
    job->setKey(key);
    job->setParent(nullptr); // it deletes itself, and only when it has finished
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this,
            [this, completion, timer, wasLimited = limit.has_value()](QKeychain::Job *ended) {
                m_giveUp = nullptr;
                m_inFlight = nullptr;
                delete timer;
                KeychainAnswer answer{ended->error(), ended->errorString()};
                Q_EMIT finished(answer.error, wasLimited);
                if (const auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(ended)) {
                    QByteArray bytes = reading->binaryData();
                    answer.value = Secret(QByteArray(bytes.constData(), bytes.size()));
                    // The job's buffer cannot be wiped while the job shares it: wait until this is
                    // the last copy.
                    connect(ended, &QObject::destroyed, [bytes]() mutable { wipe(bytes); });
                }
                completion.finish(std::move(answer));
            });
    connect(timer, &QTimer::timeout, this, [this, completion] {
        completion.finish(failure(tooLate(
            tr("No answer within %n second(s).", nullptr,
               static_cast<int>(std::chrono::ceil<std::chrono::seconds>(m_watchdog).count())))));
    });
    m_inFlight = job;
    m_giveUp = [completion](const Error &error) { completion.finish(failure(error)); };
    if (limit)
        timer->start(*limit);
    job->start();
    return completion.future();
}

QFuture<Result<void>> KeychainJobs::idle(std::chrono::milliseconds limit)
{
    if (!m_inFlight)
        return Async::ready<void>({});
    const Async::Completion<void> completion;
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(m_inFlight, &QObject::destroyed, timer, [timer, completion] {
        timer->deleteLater();
        completion.finish({});
    });
    connect(timer, &QTimer::timeout, this, [this, timer, completion] {
        timer->deleteLater();
        completion.finish(failure(
            tooLate(tr("It is still busy with an earlier request. Nothing was asked of it now."))));
    });
    timer->start(limit);
    return completion.future();
}

void KeychainJobs::giveUp(const Error &error)
{
    if (const auto giveUp = std::exchange(m_giveUp, nullptr))
        giveUp(error);
}

Error KeychainJobs::tooLate(const QString &detail)
{
    const Error error{.kind = ErrorKind::KeychainTimeout, .message = detail};
    Q_EMIT timedOut(error);
    return error;
}

} // namespace Tokenwright

#include "moc_KeychainJobs.cpp"
