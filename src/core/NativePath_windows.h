// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

#include <windows.h>

namespace Tokenwright {

/// \a path as Windows' own functions take it: absolute, of any length, and the name of a file even
/// where it reads like a device ("con", "nul").
std::wstring nativePath(const QString &path);

/// Opens the file at \a path by CreateFileW(), so that everybody else may read, write, replace and
/// remove it meanwhile, children do not get it, and no pipe at that name can act as this user.
/// INVALID_HANDLE_VALUE with GetLastError() where it cannot.
HANDLE openShared(const QString &path, DWORD access, DWORD disposition,
                  DWORD flags = FILE_ATTRIBUTE_NORMAL);

/// Whether \a file, which is open, is one on a disk, rather than a device, a pipe or a folder.
bool isFileOnDisk(HANDLE file);

/// A descriptor of the C library's for \a file, which is closed with it; -1 where there are too
/// many, and \a file is closed. \a flags: _O_APPEND, _O_RDONLY.
int descriptorOf(HANDLE file, int flags);

/// What Windows says of \a reason, for the midst of a sentence.
QString windowsReason(DWORD reason);

} // namespace Tokenwright
