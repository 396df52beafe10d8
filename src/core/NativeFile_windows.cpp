// SPDX-License-Identifier: MIT
// What lies in the user's profile is the user's alone by what it inherits there: modes mean
// nothing.
#include "NativeFile.h"

#include "Literals.h"
#include "NativePath_windows.h"
#include "Sentences.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <io.h>

namespace Tokenwright {

namespace {

/// Has \a file read and write what is open as \a handle; whether it is a regular file.
std::expected<bool, QString> taken(QFile &file, HANDLE handle, QIODevice::OpenMode how, int flags)
{
    if (handle == INVALID_HANDLE_VALUE) {
        const DWORD reason = GetLastError();
        if (QFileInfo(file.fileName()).isDir()) // which cannot be opened like that
            return false;
        return std::unexpected(windowsReason(reason));
    }
    const bool isRegular = isFileOnDisk(handle);
    const int descriptor = descriptorOf(handle, flags);
    if (descriptor < 0)
        return std::unexpected(windowsReason(ERROR_TOO_MANY_OPEN_FILES));
    if (!file.open(descriptor, how | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        const QString reason = reasonText(file);
        _close(descriptor);
        return std::unexpected(reason);
    }
    return isRegular;
}

} // namespace

std::expected<bool, QString> openWithoutWaiting(QFile &file)
{
    if (QFileInfo(file.fileName()).isNativePath()) {
        return taken(file, openShared(file.fileName(), GENERIC_READ, OPEN_EXISTING),
                     QIODevice::ReadOnly, _O_RDONLY);
    }
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) // of the program's own resources
        return std::unexpected(reasonText(file));
    return true;
}

std::expected<bool, QString> openForAppending(QFile &file)
{
    return taken(file, openShared(file.fileName(), GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS),
                 QIODevice::ReadWrite | QIODevice::Append, _O_APPEND);
}

QString fileVersion(const QString &path)
{
    const HANDLE file = openShared(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING,
                                   FILE_FLAG_BACKUP_SEMANTICS); // a folder, too
    if (file == INVALID_HANDLE_VALUE)
        return {};
    BY_HANDLE_FILE_INFORMATION status{};
    const bool isKnown = GetFileInformationByHandle(file, &status);
    CloseHandle(file);
    const auto joined = [](DWORD high, DWORD low) { return quint64(high) << 32 | low; };
    return isKnown ? u"%1 %2 %3"_s.arg(joined(status.nFileIndexHigh, status.nFileIndexLow))
                         .arg(joined(status.nFileSizeHigh, status.nFileSizeLow))
                         .arg(joined(status.ftLastWriteTime.dwHighDateTime,
                                     status.ftLastWriteTime.dwLowDateTime))
                   : QString();
}

bool isNothingAt(const QString &path)
{
    if (GetFileAttributesW(nativePath(path).c_str()) != INVALID_FILE_ATTRIBUTES)
        return false;
    const DWORD reason = GetLastError();
    return reason == ERROR_FILE_NOT_FOUND || reason == ERROR_PATH_NOT_FOUND;
}

} // namespace Tokenwright
