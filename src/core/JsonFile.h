// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"

#include <QFileSystemWatcher>
#include <QFuture>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace Tokenwright {

/// One JSON object in a file that several programs share. Each change is made under a lock on what
/// the file holds at that moment and written atomically, mode 0600. A file that cannot be parsed is
/// reported and never overwritten. Lives in the thread of its owner; never blocks on the lock.
class JsonFile : public QObject
{
    Q_OBJECT

public:
    /// \a lockPath names the lock for read-modify-write.
    JsonFile(QString path, QString lockPath, QObject *parent = nullptr);

    QString path() const { return m_path; }

    /// What the file holds now; an empty object when there is no file. Errors: ErrorKind::Storage.
    Result<QJsonObject> read() const;

    /// Lets \a change edit what the file holds, then writes it. When \a change fails nothing is
    /// written and its error is the outcome; when it leaves the object as it was nothing is
    /// written. Completes once the file is on disk. Errors: ErrorKind::Storage and those of \a
    /// change.
    using Change = std::function<Result<void>(QJsonObject &)>;
    QFuture<Result<void>> update(Change change);

    /// Starts to watch the file and its folder (a file replaced by rename is lost to a file watch).
    void watch();

Q_SIGNALS:
    /// The file was changed, by this object or by anybody else.
    void changed();

private:
    Result<void> readChangeWrite(const Change &change);
    void rewatch();

    QString m_path;
    QString m_lockPath;
    QFileSystemWatcher *m_watcher = nullptr;
    QString m_seen; ///< What the watched file looked like when changed() was last emitted.
};

} // namespace Tokenwright
