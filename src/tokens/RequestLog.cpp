// SPDX-License-Identifier: MIT
#include "RequestLog.h"

#include "Async.h"
#include "AtomicFile.h"
#include "FileLock.h"
#include "LinesFile.h"
#include "NativeFile.h"
#include "Text.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(requestLogCategory, "tokenwright.requests", QtWarningMsg)

constexpr auto logLockPatience = 10s;
constexpr qint64 shortestLine = 200; ///< Bytes; every field has a name.
constexpr qint64 largestLog = 8 * 1024 * 1024; ///< Bytes that are looked at; somebody wrote more.
constexpr qsizetype recognised
    = 200; ///< Bytes by which a file is known again: the last line's end.

/// Calls \a look with each whole line of \a bytes.
template <class Look> void forEachLine(QByteArrayView bytes, Look look)
{
    for (qsizetype begin = 0; begin < bytes.size();) {
        const qsizetype found = bytes.indexOf('\n', begin);
        const qsizetype end = found < 0 ? bytes.size() : found;
        look(bytes.sliced(begin, end - begin));
        begin = end + 1;
    }
}

} // namespace

RequestLog::RequestLog(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_path(profile.requestLogFile())
    , m_lockPath(profile.lockFile(u"requests.lock"_s))
{ }

RequestLog::~RequestLog()
{
    writeNow(0ms);
}

void RequestLog::warn(const QString &what, const QString &reason) const
{
    qCWarning(requestLogCategory).noquote() << what.arg(QDir::toNativeSeparators(m_path), reason);
}

void RequestLog::add(const LoggedRequest &request)
{
    if (m_path.isEmpty())
        return;
    m_waiting += logLine(request);
    if (!m_isTakingTurn)
        takeTurn();
}

void RequestLog::takeTurn()
{
    m_isTakingTurn = true;
    Async::onResult(
        acquireLock(m_lockPath, logLockPatience), this, [this](const Result<HeldLock> &lock) {
            m_isTakingTurn = false;
            if (lock) {
                write();
                (*lock)->unlock();
            } else {
                warn(tr("A request could not be added to %1: %2"), lock.error().message);
                m_waiting.clear();
            }
        });
}

void RequestLog::writeNow(std::chrono::milliseconds patience)
{
    FileLock lock(m_lockPath);
    const QDeadlineTimer deadline(patience);
    while (!m_waiting.isEmpty()) {
        const FileLock::Outcome outcome = lock.tryLock();
        if (outcome == FileLock::Outcome::Taken) {
            write();
        } else if (outcome == FileLock::Outcome::Impossible || deadline.hasExpired()) {
            warn(tr("A request could not be added to %1: %2"),
                 outcome == FileLock::Outcome::Impossible ? lock.problem()
                                                          : tr("another program holds its lock"));
            m_waiting.clear();
        } else {
            QThread::msleep(5);
        }
    }
}

/// What waits, under the lock.
void RequestLog::write()
{
    const QByteArray lines = std::exchange(m_waiting, {});
    if (lines.isEmpty())
        return;
    const auto size = appendLines(m_path, lines);
    if (!size) {
        warn(tr("A request could not be added to %1: %2"), size.error().message);
        return;
    }
    if (m_countedSize == *size - lines.size()) {
        m_countedSize = *size;
        m_counted += lines.count('\n');
    }
    cutBack(*size);
    if (m_watch)
        m_watch->markSeen();
    Q_EMIT changed();
}

/// Under the lock. Most programs add one request, so that it must cost them next to nothing to find
/// out that the log is short enough.
void RequestLog::cutBack(qint64 size)
{
    if (size < shortestLine * mostRequests)
        return;
    if (m_countedSize == size && m_counted < mostRequests && size <= largestLog)
        return;
    const auto end = readFileEnd(m_path, 0, largestLog);
    if (!end) {
        warn(tr("%1 cannot be cut back: %2"), end.error().message);
        return;
    }
    m_countedSize = size;
    m_counted = end->bytes.count('\n');
    if (m_counted < mostRequests && size <= largestLog)
        return;
    QList<QByteArrayView> lines;
    forEachLine(end->bytes, [&](QByteArrayView line) {
        if (requestOfLine(line))
            lines.append(line);
    });
    QByteArray kept;
    for (qsizetype i = std::max<qsizetype>(0, lines.size() - keptRequests); i < lines.size(); ++i)
        kept += lines.at(i).toByteArray() + '\n';
    if (const auto replaced = replaceFile(m_path, kept); !replaced)
        warn(tr("%1 cannot be cut back: %2"), replaced.error().message);
    m_countedSize = -1;
}

/// Reads what is new since the last time, or all of it if the file is another one by now.
Result<void> RequestLog::refresh()
{
    const QString version = fileVersion(m_path); // before it is read: see JsonFile::read()
    if (m_path.isEmpty() || (!version.isEmpty() && version == m_readVersion))
        return {};
    auto end = readFileEnd(m_path, m_readEnd - m_readBefore.size(), largestLog);
    if (!end)
        return failure(
            Error{.kind = ErrorKind::Storage,
                  .message = tr("%1 cannot be read: %2")
                                 .arg(QDir::toNativeSeparators(m_path), end.error().message)});
    const bool goesOn = !m_readBefore.isEmpty() && end->begin == m_readEnd - m_readBefore.size()
        && end->bytes.startsWith(m_readBefore);
    if (!goesOn) {
        m_known.clear();
        m_readBefore.clear();
        m_readEnd = 0;
        if (end->begin > 0 || end->bytes.isEmpty()) {
            end = readFileEnd(m_path, 0, largestLog);
            if (!end)
                return failure(end.error());
        }
    }
    // what is being written this moment is for the next time
    const qsizetype whole = end->bytes.lastIndexOf('\n') + 1;
    forEachLine(QByteArrayView(end->bytes).first(whole).sliced(m_readBefore.size()),
                [this](QByteArrayView line) {
                    if (const auto request = requestOfLine(line))
                        m_known.append(*request);
                });
    m_readVersion = version;
    m_readEnd = end->begin + whole;
    m_readBefore = end->bytes.first(whole).last(std::min(whole, recognised));
    return {};
}

Result<QList<LoggedRequest>> RequestLog::requests()
{
    if (const auto fine = refresh(); !fine)
        return failure(fine.error());
    return m_known;
}

Result<QList<LoggedRequest>> RequestLog::requestsOf(const QString &setId)
{
    if (const auto fine = refresh(); !fine)
        return failure(fine.error());
    QList<LoggedRequest> found;
    std::ranges::copy_if(m_known, std::back_inserter(found), [&](const LoggedRequest &request) {
        return !setId.isEmpty() && request.setId == setId;
    });
    return found;
}

std::optional<LoggedRequest> RequestLog::latestOf(const QString &setId)
{
    const auto found = requestsOf(setId);
    return found && !found->isEmpty() ? std::optional(found->constLast()) : std::nullopt;
}

void RequestLog::watch()
{
    if (m_watch || m_path.isEmpty())
        return;
    m_watch = std::make_unique<FileWatch>(m_path);
    connect(m_watch.get(), &FileWatch::changed, this, &RequestLog::changed);
}

} // namespace Tokenwright

#include "moc_RequestLog.cpp"
