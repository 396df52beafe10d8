// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "Secret.h"

#include <QObject>
#include <QPointer>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <functional>
#include <optional>

namespace Tokenwright {

/// How a job of QtKeychain's ended.
struct KeychainAnswer
{
    QKeychain::Error error = QKeychain::NoError;
    QString text; ///< QtKeychain's own words, translated by it or by libsecret.
    Secret value{};

    bool isMissing() const
    {
        return error == QKeychain::EntryNotFound || error == QKeychain::CouldNotDeleteEntry;
    }
    /// What it means that it failed, if the keychain is open.
    Error failed() const;
};

/// Runs jobs of QtKeychain's, one at a time, without believing them. A job cannot be given up: one
/// that takes too long is left alone, and so is one that is under way when this goes, since
/// libsecret holds a bare pointer to it. Lives in the main thread.
class KeychainJobs : public QObject
{
    Q_OBJECT

public:
    using Limit = std::optional<std::chrono::milliseconds>; ///< Nothing: somebody may be asked.

    /// \a watchdog: what is said when a limit is over, whatever was left of it.
    explicit KeychainJobs(std::chrono::milliseconds watchdog)
        : m_watchdog(watchdog)
    { }

    /// These complete with how the job ended, or with KeychainTimeout.
    QFuture<Result<KeychainAnswer>> read(const QString &key, Limit limit);
    QFuture<Result<KeychainAnswer>> write(const QString &key, const Secret &value, Limit limit);
    QFuture<Result<KeychainAnswer>> remove(const QString &key, Limit limit);

    /// Completes once no job is under way, or with KeychainTimeout.
    QFuture<Result<void>> idle(std::chrono::milliseconds limit);
    /// Completes the one under way with \a error.
    void giveUp(const Error &error);

Q_SIGNALS:
    /// A job ended, if late; \a wasLimited unless somebody may have been asked.
    void finished(QKeychain::Error error, bool wasLimited);
    /// A limit was over; before whoever waits hears of it.
    void timedOut(const Error &error);

private:
    QFuture<Result<KeychainAnswer>> run(QKeychain::Job *job, const QString &key, Limit limit);
    Error tooLate(const QString &detail);

    const std::chrono::milliseconds m_watchdog;
    QPointer<QKeychain::Job> m_inFlight; ///< Not ours to delete.
    std::function<void(const Error &)> m_giveUp;
};

} // namespace Tokenwright
