// SPDX-License-Identifier: MIT
// flock(2): unlike the locks of fcntl(2) it belongs to one opening of the file, so two objects of a
// process exclude each other and closing some other descriptor of the file loses nothing; unlike
// open file description locks, every Unix has it. NFS and CIFS carry it to the server as a lock on
// the whole file, for which the file has to be open for writing.
#include "FileLock.h"

#include "PrivateFolder.h"
#include "Text.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Tokenwright {

namespace {

constexpr mode_t ownerOnly = 0600;
constexpr char keychainNote[] = "keychain\n";
constexpr ssize_t noteSize = sizeof keychainNote - 1;

/// Never a descriptor that a child would get, nor one that waits for a pipe's other end; and never
/// what a link leads to, which is somebody else's and would be written into.
int openedFor(int access, const char *path)
{
    return ::open(path, access | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW, ownerOnly);
}

int opened(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    int descriptor = openedFor(O_RDWR | O_CREAT, name.constData());
    if (descriptor < 0 && errno == ENOENT && makePrivateFolder(QFileInfo(path).absolutePath()))
        descriptor = openedFor(O_RDWR | O_CREAT, name.constData());
    if (descriptor < 0 && errno == EACCES && ::chmod(name.constData(), ownerOnly) == 0)
        descriptor = openedFor(O_RDWR, name.constData());
    if (descriptor < 0 && (errno == EACCES || errno == EROFS))
        descriptor = openedFor(O_RDONLY, name.constData()); // enough, but for NFS
    return descriptor;
}

/// Whether \a path still names the file that is open: it may have been deleted or replaced since.
bool isStillThere(int descriptor, const QString &path, struct stat &open)
{
    struct stat named = {};
    return ::fstat(descriptor, &open) == 0
        && ::lstat(QFile::encodeName(path).constData(), &named) == 0 && open.st_dev == named.st_dev
        && open.st_ino == named.st_ino;
}

void close(int &descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

} // namespace

FileLock::FileLock(QString path)
    : m_path(std::move(path))
{ }

FileLock::~FileLock()
{
    unlock();
    close(m_descriptor); // one that was only tried
}

FileLock::Outcome FileLock::tryLock()
{
    constexpr int mostReplacements = 8; // in one try; more is somebody's game
    for (int round = 0; !m_isLocked && round < mostReplacements; ++round) {
        if (m_descriptor < 0)
            m_descriptor = opened(m_path);
        int outcome = -1;
        while (m_descriptor >= 0 && (outcome = ::flock(m_descriptor, LOCK_EX | LOCK_NB)) != 0
               && errno == EINTR) { }
        if (outcome != 0) {
            const int reason = errno;
            if (m_descriptor >= 0 && reason == EWOULDBLOCK)
                return Outcome::Held;
            m_problem = reason == ELOOP ? Text::tr("it is a link")
                                        : QString::fromLocal8Bit(std::strerror(reason));
            close(m_descriptor);
            return Outcome::Impossible;
        }
        struct stat status = {};
        m_isLocked = isStillThere(m_descriptor, m_path, status);
        if (!m_isLocked) {
            close(m_descriptor); // and with it the lock on what is no longer there
            continue;
        }
        if ((status.st_mode & 07777) != ownerOnly)
            ::fchmod(m_descriptor, ownerOnly);
        if (status.st_size > 0) // what a holder who died had to say, or something foreign
            setAwaitsKeychain(false);
    }
    return m_isLocked ? Outcome::Taken : Outcome::Held;
}

void FileLock::unlock()
{
    if (!std::exchange(m_isLocked, false))
        return;
    // Not by closing alone: a child between fork and exec may have a copy of the descriptor.
    ::flock(m_descriptor, LOCK_UN);
    close(m_descriptor);
}

void FileLock::setAwaitsKeychain(bool awaits)
{
    if (!m_isLocked)
        return;
    // Where it cannot be written, those who wait are told less: no reason to stop.
    [[maybe_unused]] const bool said = awaits
        ? ::pwrite(m_descriptor, keychainNote, noteSize, 0) == noteSize
        : ::ftruncate(m_descriptor, 0) == 0;
}

bool FileLock::holderAwaitsKeychain() const
{
    char note[noteSize]{};
    return m_descriptor >= 0 && ::pread(m_descriptor, note, noteSize, 0) == noteSize
        && std::memcmp(note, keychainNote, noteSize) == 0;
}

} // namespace Tokenwright
