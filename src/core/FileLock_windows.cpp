// SPDX-License-Identifier: MIT
// LockFileEx(): the lock belongs to one opening of the file, so two objects of a process exclude
// each other, and Windows lets it go with the process. It keeps others from what it covers, so that
// it covers a byte that no file has.
#include "FileLock.h"

#include "NativePath_windows.h"
#include "PrivateFolder.h"
#include "Text.h"

#include <QFileInfo>

#include <cstring>
#include <utility>

#include <fcntl.h>
#include <io.h>

extern "C" LONG NTAPI RtlGetLastNtStatus(); // of ntdll.dll

namespace Tokenwright {

namespace {

constexpr char keychainNote[] = "keychain\n";
constexpr DWORD noteSize = sizeof keychainNote - 1;
constexpr auto deletePending = LONG(0xC0000056); // STATUS_DELETE_PENDING

HANDLE handleOf(int descriptor)
{
    return reinterpret_cast<HANDLE>(_get_osfhandle(descriptor));
}

OVERLAPPED at(quint64 place)
{
    OVERLAPPED overlapped{};
    overlapped.Offset = DWORD(place);
    overlapped.OffsetHigh = DWORD(place >> 32);
    return overlapped;
}

constexpr quint64 lockedByte = quint64(1) << 62;

/// Never what a link leads to, which is somebody else's and would be written into.
HANDLE openedFor(DWORD access, const QString &path, DWORD disposition)
{
    return openShared(path, access, disposition,
                      FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT);
}

bool isLink(HANDLE file)
{
    FILE_ATTRIBUTE_TAG_INFO tag{};
    return GetFileInformationByHandleEx(file, FileAttributeTagInfo, &tag, sizeof tag)
        && (tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
        && tag.ReparseTag == IO_REPARSE_TAG_SYMLINK;
}

HANDLE opened(const QString &path)
{
    constexpr DWORD all = GENERIC_READ | GENERIC_WRITE;
    HANDLE file = openedFor(all, path, OPEN_ALWAYS);
    if (file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_PATH_NOT_FOUND
        && makePrivateFolder(QFileInfo(path).absolutePath()))
        file = openedFor(all, path, OPEN_ALWAYS);
    if (file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_ACCESS_DENIED
        && RtlGetLastNtStatus() != deletePending
        && SetFileAttributesW(nativePath(path).c_str(), FILE_ATTRIBUTE_NORMAL)) // was read-only
        file = openedFor(all, path, OPEN_EXISTING);
    if (file == INVALID_HANDLE_VALUE && RtlGetLastNtStatus() != deletePending) {
        const DWORD reason = GetLastError();
        if (reason == ERROR_ACCESS_DENIED || reason == ERROR_WRITE_PROTECT)
            file = openedFor(GENERIC_READ, path, OPEN_EXISTING); // enough to be locked
        if (file == INVALID_HANDLE_VALUE)
            SetLastError(reason);
    }
    return file;
}

/// Whether \a path still names the file that is open: it may have been deleted or replaced since.
bool isStillThere(HANDLE file, const QString &path)
{
    const HANDLE named = openedFor(FILE_READ_ATTRIBUTES, path, OPEN_EXISTING);
    if (named == INVALID_HANDLE_VALUE)
        return false;
    BY_HANDLE_FILE_INFORMATION ours{};
    BY_HANDLE_FILE_INFORMATION theirs{};
    const bool areKnown = GetFileInformationByHandle(file, &ours)
        && GetFileInformationByHandle(named, &theirs);
    CloseHandle(named);
    return areKnown && ours.dwVolumeSerialNumber == theirs.dwVolumeSerialNumber
        && ours.nFileIndexHigh == theirs.nFileIndexHigh
        && ours.nFileIndexLow == theirs.nFileIndexLow;
}

/// Whether whoever opens the path from now on gets another file, and nobody can make that while
/// this one is open.
bool isDeleted(HANDLE file)
{
    FILE_STANDARD_INFO status{};
    return GetFileInformationByHandleEx(file, FileStandardInfo, &status, sizeof status)
        && (status.DeletePending || status.NumberOfLinks == 0);
}

void close(int &descriptor)
{
    if (descriptor >= 0)
        _close(descriptor);
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
        if (m_descriptor < 0) {
            const HANDLE file = opened(m_path);
            if (file == INVALID_HANDLE_VALUE) {
                const DWORD reason = GetLastError();
                // deleted, and gone once the last one closes it: whoever does so holds it until
                // then
                if (reason == ERROR_ACCESS_DENIED && RtlGetLastNtStatus() == deletePending)
                    return Outcome::Held;
                m_problem = windowsReason(reason);
                return Outcome::Impossible;
            }
            if (isLink(file)) {
                CloseHandle(file);
                m_problem = Text::tr("it is a link");
                return Outcome::Impossible;
            }
            m_descriptor = descriptorOf(file, 0);
            if (m_descriptor < 0) {
                m_problem = windowsReason(ERROR_TOO_MANY_OPEN_FILES);
                return Outcome::Impossible;
            }
        }
        OVERLAPPED place = at(lockedByte);
        if (!LockFileEx(handleOf(m_descriptor), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY,
                        0, 1, 0, &place)) {
            const DWORD reason = GetLastError();
            if (reason == ERROR_LOCK_VIOLATION || reason == ERROR_IO_PENDING) {
                if (isDeleted(handleOf(m_descriptor)))
                    close(m_descriptor);
                return Outcome::Held;
            }
            m_problem = windowsReason(reason);
            close(m_descriptor);
            return Outcome::Impossible;
        }
        m_isLocked = isStillThere(handleOf(m_descriptor), m_path);
        if (!m_isLocked) {
            close(m_descriptor); // and with it the lock on what is no longer there
            continue;
        }
        LARGE_INTEGER size{};
        if (GetFileSizeEx(handleOf(m_descriptor), &size) && size.QuadPart > 0)
            setAwaitsKeychain(false); // what a holder who died had to say, or something foreign
    }
    return m_isLocked ? Outcome::Taken : Outcome::Held;
}

void FileLock::unlock()
{
    if (!std::exchange(m_isLocked, false))
        return;
    OVERLAPPED place = at(lockedByte);
    UnlockFileEx(handleOf(m_descriptor), 0, 1, 0, &place);
    close(m_descriptor);
}

void FileLock::setAwaitsKeychain(bool awaits)
{
    if (!m_isLocked)
        return;
    // Where it cannot be written, those who wait are told less: no reason to stop.
    const HANDLE file = handleOf(m_descriptor);
    if (awaits) {
        OVERLAPPED begin = at(0);
        DWORD written = 0;
        WriteFile(file, keychainNote, noteSize, &written, &begin);
    } else {
        FILE_END_OF_FILE_INFO end{};
        SetFileInformationByHandle(file, FileEndOfFileInfo, &end, sizeof end);
    }
}

bool FileLock::holderAwaitsKeychain() const
{
    char note[noteSize]{};
    OVERLAPPED begin = at(0);
    DWORD read = 0;
    return m_descriptor >= 0 && ReadFile(handleOf(m_descriptor), note, noteSize, &read, &begin)
        && read == noteSize && std::memcmp(note, keychainNote, noteSize) == 0;
}

} // namespace Tokenwright
