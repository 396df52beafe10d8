// SPDX-License-Identifier: MIT
#include "NativePath_windows.h"

#include "Sentences.h"

#include "Literals.h"

#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <io.h>

namespace Tokenwright {

std::wstring nativePath(const QString &path)
{
    const QString native = QDir::toNativeSeparators(
        QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    if (native.startsWith(u"\\\\?\\") || native.startsWith(u"\\\\.\\"))
        return native.toStdWString();
    if (native.startsWith(u"\\\\")) // \\server\share
        return QString(u"\\\\?\\UNC" + native.sliced(1)).toStdWString();
    return QString(u"\\\\?\\" + native).toStdWString();
}

HANDLE openShared(const QString &path, DWORD access, DWORD disposition, DWORD flags)
{
    return CreateFileW(nativePath(path).c_str(), access,
                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, disposition,
                       flags | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr);
}

bool isFileOnDisk(HANDLE file)
{
    BY_HANDLE_FILE_INFORMATION status{};
    return GetFileType(file) == FILE_TYPE_DISK && GetFileInformationByHandle(file, &status)
        && !(status.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
}

int descriptorOf(HANDLE file, int flags)
{
    const int descriptor = _open_osfhandle(reinterpret_cast<intptr_t>(file),
                                           flags | _O_BINARY | _O_NOINHERIT);
    if (descriptor < 0)
        CloseHandle(file);
    return descriptor;
}

QString windowsReason(DWORD reason)
{
    return reasonText(qt_error_string(int(reason)));
}

} // namespace Tokenwright
