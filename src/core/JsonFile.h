// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "FileLock.h"
#include "FileWatch.h"
#include "Result.h"

#include <QDeadlineTimer>
#include <QFuture>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

#include <any>
#include <deque>
#include <functional>
#include <future>
#include <optional>

namespace Tokenwright {

/// Whether to be told of changes that others make. A program that is gone in a moment does without:
/// Linux takes some 15 ms to end each watch.
enum class Watching { No, Yes };

/// What becomes of a file that is damaged, or gone although it was there, when it has to be
/// written. Reading reports both.
enum class Content {
    Original, ///< It is left alone, and nothing is written: only a person can bring it back.
    Derived, ///< Begun anew; a damaged one is kept beside, as NAME.damaged-TIME.
};

/// One JSON object in a file that several programs share. Each change is made under a lock on what
/// the file holds at that moment and written atomically, mode 0600, in a folder that is its owner's
/// alone and made when it is missing. What cannot be parsed is reported and never overwritten. A
/// file that this object has seen and that is gone now is unreadable, not empty. Lives in the
/// thread of its owner; never blocks on the lock.
class JsonFile : public QObject
{
    Q_OBJECT

public:
    /// \a lockPath names the lock for read-modify-write.
    JsonFile(QString path, QString lockPath, Content content = Content::Original,
             QObject *parent = nullptr);

    QString path() const { return m_path; }

    /// A file that is being read in a thread of its own: a program that starts has other things to
    /// do meanwhile. Nothing in it is words: it may be found before the language is known.
    struct Found
    {
        QString version; ///< Of before it was read.
        /// Nothing where it could not be read, or was made something of without.
        std::optional<QJsonDocument> document;
        QJsonParseError error{};
        std::any prepared{}; ///< What readAhead() was told to make of it.
    };
    using Ahead = std::shared_future<Found>;
    using QuickPreparation = std::function<std::any(QByteArray)>;
    using Preparation = std::function<std::any(const QJsonObject &)>;
    /// Begins at once, before there is an application object as well. \a quickly is asked first
    /// what it makes of the whole file, and only if that is nothing \a prepare, when the file was
    /// read again; both are called in that other thread. Whoever lets go of the last copy waits for
    /// the end.
    static Ahead readAhead(const QString &path, QuickPreparation quickly, Preparation prepare);
    /// What was made of it quickly, unless somebody has changed the file since; counts as read().
    std::any readWhole(const Ahead &ahead) const;

    /// What the file holds now, out of \a ahead if nobody has changed it since; an empty object
    /// when there is and was no file. Errors: ErrorKind::Storage.
    Result<QJsonObject> read(const Ahead &ahead = {}) const;
    /// The same, or nothing if the file is the one that was read last: for those who look again in
    /// case somebody changed it. A file of ten thousand rows takes longer to read than a window may
    /// stand still.
    std::optional<Result<QJsonObject>> readIfChanged() const;
    /// Whether what read() gave last is what \a ahead found.
    bool isFrom(const Ahead &ahead) const;
    /// Whether there is no file, as far as can be told.
    bool isAbsent() const;

    /// Lets \a change edit what the file holds, then writes it. When \a change fails nothing is
    /// written and its error is the outcome; when it leaves the object as it was nothing is
    /// written. Changes are made in the order in which they were asked for; those that wait
    /// together are written together, and when that fails all of them have failed. Completes once
    /// the file is on disk, and with ErrorKind::Cancelled when this object goes first. A file that
    /// is begun anew (Content::Derived) is an empty object to \a change. Errors:
    /// ErrorKind::Storage, those of acquireLock() and those of \a change.
    using Change = std::function<Result<void>(QJsonObject &)>;
    QFuture<Result<void>> update(Change change);
    /// Whether changes wait to be written.
    bool isBusy() const { return m_takingTurns; }

    /// Starts to watch the file.
    void watch();

Q_SIGNALS:
    /// The file was changed, by this object or by anybody else.
    void changed();
    /// No change waits any more, whatever became of those that did.
    void settled();

private:
    struct Waiting
    {
        Change change;
        QDeadlineTimer patience;
        Async::Completion<void> completion{};
    };

    struct Reading;

    Reading look() const;
    Reading understand(const Found &found) const;
    void takeTurns();
    void makeWaitingChanges(const HeldLock &lock);
    QList<Result<void>> readChangeWrite(const std::deque<Waiting> &changes);
    Result<void> write(const QJsonObject &object, const Reading &current);

    QString m_path;
    QString m_lockPath;
    Content m_content;
    mutable bool m_wasThere = false; ///< The file was read or written by this object.
    mutable QString m_lastRead; ///< What the file looked like that was read last; empty: none.
    std::optional<QJsonObject>
        m_justWritten; ///< While others are told of it: they need not parse it.
    std::deque<Waiting> m_waiting; ///< In order: polls for the lock alone would not keep it.
    bool m_takingTurns = false;
    FileWatch *m_watch = nullptr;
};

} // namespace Tokenwright
