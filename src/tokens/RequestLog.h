// SPDX-License-Identifier: MIT
#pragma once

#include "FileWatch.h"
#include "LoggedRequest.h"
#include "Profile.h"
#include "Result.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace Tokenwright {

/// What was asked of providers and what came of it, the last thousand requests and more, in a file
/// that window and command line share: one JSON object a line, appended under a lock of its own,
/// cut back as a whole when there are 2,000. Redacted as if it were published. A line that is torn
/// or somebody else's is passed over. Whatever goes wrong here is told to the log category
/// `tokenwright.requests` and stops nothing else. Lives in its owner's thread and, but for
/// writeNow(), never waits for the lock.
class RequestLog : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostRequests = 2'000; ///< With as many it is cut back,
    static constexpr int keptRequests = 1'000; ///< to the last of them.

    explicit RequestLog(const Profile &profile, QObject *parent = nullptr);
    /// Writes what waits, if nobody holds the lock.
    ~RequestLog() override;

    /// Adds \a request, which is published() already: at once where the lock is free, else as soon
    /// as it is.
    void add(const LoggedRequest &request);
    /// Adds what waits for the lock now, and waits for that no longer than \a patience: for
    /// programs that end.
    void writeNow(std::chrono::milliseconds patience);

    /// Every request that is known, newest last. Errors: ErrorKind::Storage.
    Result<QList<LoggedRequest>> requests();
    /// Those of one set, whatever it was called.
    Result<QList<LoggedRequest>> requestsOf(const QString &setId);
    /// The latest of them; nothing: there is none, or the log cannot be read.
    std::optional<LoggedRequest> latestOf(const QString &setId);

    /// From now on changed() tells also of what other programs add. The folder of the log has to be
    /// there.
    void watch();

Q_SIGNALS:
    /// There are other requests than before.
    void changed();

private:
    void takeTurn();
    void write();
    void cutBack(qint64 size);
    void warn(const QString &what, const QString &reason) const;
    Result<void> refresh();

    const QString m_path;
    const QString m_lockPath;
    QByteArray m_waiting; ///< Lines that wait for the lock.
    bool m_isTakingTurn = false;

    qint64 m_countedSize = -1; ///< Of the file when its lines were counted, by this object.
    qint64 m_counted = 0;

    QString m_readVersion; ///< What the file looked like that was read last; empty: none.
    qint64 m_readEnd = 0; ///< How far it was read,
    QByteArray m_readBefore; ///< and what stood there last, to tell whether it still does.
    QList<LoggedRequest> m_known;
    std::unique_ptr<FileWatch> m_watch;
};

} // namespace Tokenwright
