// SPDX-License-Identifier: MIT
#include "AtomicFile.h"

#include "Literals.h"
#include "NativePath_windows.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <cstring>
#include <vector>

namespace Tokenwright {

namespace {

/// How often a file that somebody has open is tried to be replaced, and how many milliseconds lie
/// between: virus scanners and indexers look at each new file for a moment.
constexpr int mostTries = 50;
constexpr DWORD betweenTries = 10;

/// FileRenameInfoEx, which mingw-w64 counts otherwise than Windows.
constexpr auto renameByHandle = FILE_INFO_BY_HANDLE_CLASS(22);

std::unexpected<Error> storageFailure(DWORD reason)
{
    return failure(ErrorKind::Storage, windowsReason(reason));
}

/// Where \a file leads to, which need not be there.
QString linkedFile(QString file)
{
    constexpr int most = 40;
    for (int i = 0; i < most && QFileInfo(file).isSymbolicLink(); ++i)
        file = QFileInfo(file).symLinkTarget();
    return file;
}

bool writeWhole(HANDLE file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        DWORD written = 0;
        const auto size = DWORD(std::min<qsizetype>(bytes.size(), 1 << 20));
        if (!WriteFile(file, bytes.data(), size, &written, nullptr) || written == 0)
            return false;
        bytes = bytes.sliced(qsizetype(written));
    }
    return FlushFileBuffers(file);
}

/// Gives \a file the name \a target, in the place of whatever has it. In one step, and also while
/// others read what is replaced (since Windows 10; FILE_RENAME_FLAG_POSIX_SEMANTICS).
bool renameOpen(HANDLE file, const std::wstring &target)
{
    const std::size_t size = sizeof(FILE_RENAME_INFO) + target.size() * sizeof(wchar_t);
    std::vector<std::byte> space(size);
    auto *wish = reinterpret_cast<FILE_RENAME_INFO *>(space.data());
    wish->Flags = FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS;
    wish->FileNameLength = DWORD(target.size() * sizeof(wchar_t));
    std::memcpy(wish->FileName, target.data(), wish->FileNameLength);
    return SetFileInformationByHandle(file, renameByHandle, wish, DWORD(size));
}

/// The same by name, where the file system knows nothing of that: nobody may have it open then.
bool renameClosed(const std::wstring &from, const std::wstring &target)
{
    for (int i = 0; i < mostTries; ++i) {
        if (MoveFileExW(from.c_str(), target.c_str(),
                        MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
            return true;
        const DWORD reason = GetLastError();
        if (reason != ERROR_ACCESS_DENIED && reason != ERROR_SHARING_VIOLATION)
            return false;
        Sleep(betweenTries);
        SetLastError(reason);
    }
    return false;
}

} // namespace

Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    const QString target = linkedFile(path);
    const std::wstring nativeTarget = nativePath(target);
    const DWORD attributes = GetFileAttributesW(nativeTarget.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY))
        SetFileAttributesW(nativeTarget.c_str(), attributes & ~DWORD(FILE_ATTRIBUTE_READONLY));

    const QString beside = u"%1.%2"_s.arg(target).arg(QRandomGenerator::system()->generate(), 8, 16,
                                                      QLatin1Char('0'));
    const HANDLE file = openShared(beside, GENERIC_WRITE | DELETE, CREATE_NEW);
    if (file == INVALID_HANDLE_VALUE)
        return storageFailure(GetLastError());
    const bool isWritten = writeWhole(file, bytes);
    DWORD reason = GetLastError();
    const bool isDone = isWritten && renameOpen(file, nativeTarget);
    CloseHandle(file);
    if (isDone || (isWritten && renameClosed(nativePath(beside), nativeTarget)))
        return {};
    if (isWritten)
        reason = GetLastError();
    DeleteFileW(nativePath(beside).c_str());
    return storageFailure(reason);
}

} // namespace Tokenwright
