// SPDX-License-Identifier: MIT
#include "JsonFile.h"

#include "AtomicFile.h"
#include "NativeFile.h"
#include "PrivateFolder.h"
#include "RegularFile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThread>

#include <chrono>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto lockPatience = 10s;

} // namespace

/// How the file was found, and what to say of it unless it is Whole or Absent.
struct JsonFile::Reading
{
    enum class Kind { Whole, Absent, Gone, Damaged, Unreadable };

    Kind kind = Kind::Absent;
    QJsonObject object{};
    QString words{};

    bool isFine() const { return kind == Kind::Whole || kind == Kind::Absent; }
    bool mayBeBegunAnew() const { return kind == Kind::Gone || kind == Kind::Damaged; }
    std::unexpected<Error> asFailure() const { return failure(ErrorKind::Storage, words); }
};

JsonFile::JsonFile(QString path, QString lockPath, Content content, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_lockPath(std::move(lockPath))
    , m_content(content)
{ }

bool JsonFile::isAbsent() const
{
    return isNothingAt(m_path);
}

namespace {

void parse(const QByteArray &bytes, JsonFile::Found &found)
{
    found.document = QJsonDocument::fromJson(bytes, &found.error);
}

} // namespace

JsonFile::Ahead JsonFile::readAhead(const QString &path, QuickPreparation quickly,
                                    Preparation prepare)
{
    QThread::currentThread(); // Qt takes the first that is asked for to be the main one
    return std::async(std::launch::async | std::launch::deferred,
                      [path, quickly = std::move(quickly), prepare = std::move(prepare)] {
                          Found found{.version = fileVersion(path), .document = {}};
                          if (auto bytes = readRegularFile(path))
                              found.prepared = quickly(*std::move(bytes));
                          if (found.prepared.has_value())
                              return found;
                          if (const auto bytes = readRegularFile(path)) {
                              parse(*bytes, found);
                              found.prepared = prepare(found.document->object());
                          }
                          return found;
                      });
}

std::any JsonFile::readWhole(const Ahead &ahead) const
{
    if (m_justWritten || !ahead.valid() || ahead.get().document)
        return {};
    const Found &found = ahead.get();
    if (!found.prepared.has_value() || found.version != fileVersion(m_path))
        return {};
    m_lastRead = found.version;
    m_wasThere = true;
    return found.prepared;
}

bool JsonFile::isFrom(const Ahead &ahead) const
{
    return ahead.valid() && ahead.get().document && ahead.get().version == m_lastRead;
}

JsonFile::Reading JsonFile::look() const
{
    using Kind = Reading::Kind;
    const auto bytes = readRegularFile(m_path);
    if (bytes) {
        Found found;
        parse(*bytes, found);
        return understand(found);
    }
    const QString name = QDir::toNativeSeparators(m_path);
    if (!isAbsent())
        return {Kind::Unreadable, {}, tr("%1 cannot be read: %2").arg(name, bytes.error().message)};
    if (!m_wasThere)
        return {Kind::Absent};
    return {Kind::Gone, {}, tr("%1 was there and is gone. What it held is still known.").arg(name)};
}

JsonFile::Reading JsonFile::understand(const Found &found) const
{
    using Kind = Reading::Kind;
    m_wasThere = true;
    if (found.document->isObject())
        return {Kind::Whole, found.document->object()};
    const QString reason = found.error.error == QJsonParseError::NoError
        ? tr("it holds no JSON object")
        : tr("%1 at byte %2").arg(found.error.errorString()).arg(found.error.offset);
    const QString words = m_content == Content::Derived
        ? tr("%1 is damaged (%2). It is begun anew when it is written next, and the damaged one "
             "kept "
             "beside it.")
        : tr("%1 is damaged (%2). It was left as it is; mend or remove it.");
    return {Kind::Damaged, {}, words.arg(QDir::toNativeSeparators(m_path), reason)};
}

Result<QJsonObject> JsonFile::read(const Ahead &ahead) const
{
    if (m_justWritten)
        return *m_justWritten;
    m_lastRead = fileVersion(m_path); // before it is read: a change meanwhile is seen next time
    const Reading reading = isFrom(ahead) ? understand(ahead.get()) : look();
    return reading.isFine() ? Result<QJsonObject>(reading.object) : reading.asFailure();
}

std::optional<Result<QJsonObject>> JsonFile::readIfChanged() const
{
    if (!m_justWritten && !m_lastRead.isEmpty() && m_lastRead == fileVersion(m_path))
        return {};
    return read();
}

QFuture<Result<void>> JsonFile::update(Change change)
{
    const Waiting waiting{.change = std::move(change), .patience = QDeadlineTimer(lockPatience)};
    m_waiting.push_back(waiting);
    if (!m_takingTurns)
        takeTurns();
    return waiting.completion.future();
}

void JsonFile::takeTurns()
{
    m_takingTurns = !m_waiting.empty();
    if (!m_takingTurns) {
        Q_EMIT settled();
        return;
    }
    const std::chrono::milliseconds patience(m_waiting.front().patience.remainingTime());
    Async::onResult(acquireLock(m_lockPath, patience), this, [this](const Result<HeldLock> &lock) {
        if (lock) {
            makeWaitingChanges(*lock);
            return;
        }
        const Waiting first = std::move(m_waiting.front());
        m_waiting.pop_front();
        const QPointer<JsonFile> self(this);
        first.completion.finish(failure(lock.error()));
        if (self)
            takeTurns();
    });
}

void JsonFile::makeWaitingChanges(const HeldLock &lock)
{
    // whoever hears of a change or of its outcome may delete this object
    const QPointer<JsonFile> self(this);
    const std::deque<Waiting> changes = std::exchange(m_waiting, {});
    const QList<Result<void>> outcomes = readChangeWrite(changes);
    if (self)
        m_takingTurns = false;
    lock->unlock(); // before anybody goes on, and not only when the last copy of the lock goes
    for (qsizetype i = 0; i < outcomes.size(); ++i)
        changes[std::size_t(i)].completion.finish(outcomes.at(i));
    if (self && !m_takingTurns)
        takeTurns(); // whoever heard of the change may have asked for another
}

/// All \a changes in one go: each reading and writing takes as long as the file is large.
QList<Result<void>> JsonFile::readChangeWrite(const std::deque<Waiting> &changes)
{
    QList<Result<void>> outcomes;
    const Reading current = look();
    if (!current.isFine() && !(m_content == Content::Derived && current.mayBeBegunAnew())) {
        outcomes.fill(current.asFailure(), qsizetype(changes.size()));
        return outcomes;
    }
    QJsonObject object = current.object;
    for (const Waiting &waiting : changes) {
        QJsonObject changed = object;
        outcomes.append(waiting.change(changed));
        if (outcomes.constLast())
            object = changed;
    }
    if (object == current.object)
        return outcomes;
    if (const auto written = write(object, current); !written) {
        for (Result<void> &outcome : outcomes)
            outcome = outcome ? written : outcome;
        return outcomes;
    }
    m_wasThere = true;
    m_lastRead = fileVersion(m_path);
    if (m_watch)
        m_watch->markSeen();
    m_justWritten = object;
    const QPointer<JsonFile> self(this);
    Q_EMIT changed();
    if (self)
        m_justWritten.reset();
    return outcomes;
}

Result<void> JsonFile::write(const QJsonObject &object, const Reading &current)
{
    if (current.kind == Reading::Kind::Damaged) {
        const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'");
        if (!QFile::rename(m_path, m_path + u".damaged-" + time))
            return current.asFailure();
    }
    const QString folder = QFileInfo(m_path).absolutePath();
    if (makePrivateFolder(folder)) // where it cannot be, opening says so
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    if (const auto written = replaceFile(m_path, bytes); !written) {
        return failure(ErrorKind::Storage,
                       tr("%1 cannot be written: %2")
                           .arg(QDir::toNativeSeparators(m_path), written.error().message));
    }
    return {};
}

void JsonFile::watch()
{
    if (m_watch)
        return;
    m_watch = new FileWatch(m_path, this);
    const auto note = [this] { m_wasThere = m_wasThere || m_watch->hasSeenFile(); };
    connect(m_watch, &FileWatch::changed, this, [this, note] {
        note();
        Q_EMIT changed();
    });
    note();
}

} // namespace Tokenwright

#include "moc_JsonFile.cpp"
