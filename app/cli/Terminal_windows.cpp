// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include "Console_windows.h"

#include "Literals.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <io.h>
#include <windows.h>

namespace Tokenwright {

namespace {

/// The characters that take two cells, in order (Unicode's EastAsianWidth.txt: W and F).
struct WideRange
{
    uint first;
    uint last;
};
constexpr std::array wideRanges{
    WideRange{0x1100, 0x115f},   WideRange{0x231a, 0x231b},   WideRange{0x2329, 0x232a},
    WideRange{0x23e9, 0x23ec},   WideRange{0x25fd, 0x25fe},   WideRange{0x2614, 0x2615},
    WideRange{0x2648, 0x2653},   WideRange{0x26aa, 0x26ab},   WideRange{0x26bd, 0x26be},
    WideRange{0x2705, 0x2705},   WideRange{0x274c, 0x274c},   WideRange{0x2753, 0x2757},
    WideRange{0x2795, 0x2797},   WideRange{0x2b1b, 0x2b1c},   WideRange{0x2b50, 0x2b50},
    WideRange{0x2e80, 0x303e},   WideRange{0x3041, 0x33ff},   WideRange{0x3400, 0x4dbf},
    WideRange{0x4e00, 0xa4cf},   WideRange{0xa960, 0xa97c},   WideRange{0xac00, 0xd7a3},
    WideRange{0xf900, 0xfaff},   WideRange{0xfe10, 0xfe19},   WideRange{0xfe30, 0xfe6b},
    WideRange{0xff01, 0xff60},   WideRange{0xffe0, 0xffe6},   WideRange{0x17000, 0x18cff},
    WideRange{0x1b000, 0x1b2ff}, WideRange{0x1f300, 0x1f64f}, WideRange{0x1f680, 0x1f6ff},
    WideRange{0x1f900, 0x1f9ff}, WideRange{0x1fa70, 0x1faff}, WideRange{0x20000, 0x3fffd},
};

HANDLE handleOf(std::FILE *stream)
{
    return reinterpret_cast<HANDLE>(_get_osfhandle(_fileno(stream)));
}

bool isConsole(HANDLE handle)
{
    DWORD mode = 0;
    return GetConsoleMode(handle, &mode);
}

/// Git's and Cygwin's terminals hand pipes to a program, whose names tell.
bool isPipeOfTerminal(HANDLE handle)
{
    constexpr std::size_t longestName = 256;
    struct
    {
        FILE_NAME_INFO info;
        std::array<wchar_t, longestName> more;
    } name{};
    if (GetFileType(handle) != FILE_TYPE_PIPE
        || !GetFileInformationByHandleEx(handle, FileNameInfo, &name, sizeof name))
        return false;
    static const QRegularExpression known(
        u"^\\\\(msys|cygwin)-[0-9a-f]+-pty[0-9]+-(to|from)-master"_s);
    return known
        .match(QString::fromWCharArray(name.info.FileName,
                                       int(name.info.FileNameLength / sizeof(wchar_t))))
        .hasMatch();
}

/// Shows \a text on the console that \a handle is.
bool show(HANDLE handle, QString text)
{
    DWORD before = 0;
    GetConsoleMode(handle, &before);
    // what makes it stand out; the console is others' too, who get it back as it was
    if (!SetConsoleMode(handle,
                        before | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING)) {
        static const QRegularExpression emphasis(u"\\x1b\\[[0-9;]*m"_s);
        text.remove(emphasis); // an old one would show that as it stands
    }
    constexpr qsizetype mostAtOnce = 8'000;
    bool isDone = true;
    for (qsizetype at = 0; at < text.size() && isDone;) {
        const QStringView piece = QStringView(text).sliced(at).left(mostAtOnce);
        DWORD written = 0;
        isDone = WriteConsoleW(handle, piece.utf16(), DWORD(piece.size()), &written, nullptr)
            && written > 0;
        at += qsizetype(written);
    }
    SetConsoleMode(handle, before);
    return isDone;
}

/// What errno would say.
int numberFor(DWORD reason)
{
    switch (reason) {
    case ERROR_NO_DATA:
    case ERROR_BROKEN_PIPE:
    case ERROR_PIPE_NOT_CONNECTED:
        return EPIPE;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    case ERROR_INVALID_HANDLE:
        return EBADF;
    default:
        return EIO;
    }
}

} // namespace

bool isTerminal(std::FILE *stream)
{
    const HANDLE handle = handleOf(stream);
    return (isConsole(handle) && consoleViewer() != ConsoleViewer::Nobody)
        || isPipeOfTerminal(handle);
}

QByteArray printed(const QString &text)
{
    return text.toUtf8();
}

int writeWhole(std::FILE *stream, const QByteArray &bytes, Written what)
{
    const HANDLE handle = handleOf(stream);
    if (what == Written::Text && isConsole(handle))
        return show(handle, QString::fromUtf8(bytes)) ? 0 : EIO;
    // Not by fwrite(), which does not tell that a reader went away from what else can be wrong.
    std::fflush(stream);
    for (QByteArrayView rest = bytes; !rest.isEmpty();) {
        DWORD written = 0;
        if (!WriteFile(handle, rest.data(), DWORD(rest.size()), &written, nullptr))
            return numberFor(GetLastError());
        rest = rest.sliced(qsizetype(written));
    }
    return 0;
}

int cellsOf(uint character)
{
    const QChar::Category category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Other_Format)
        return 0;
    const auto *range = std::ranges::lower_bound(wideRanges, character, {}, &WideRange::last);
    return range != wideRanges.end() && range->first <= character ? 2 : 1;
}

} // namespace Tokenwright
