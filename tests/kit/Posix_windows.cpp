// SPDX-License-Identifier: MIT
#include "Posix.h"

#include <QDir>
#include <QProcess>

#include <malloc.h>
#include <windows.h>

namespace Posix {

bool isThere()
{
    return false;
}

bool isRoot()
{
    return false;
}

int modeOf(const QString &)
{
    return -1;
}

bool setMode(const QString &, int)
{
    return false;
}

bool makePipe(const QString &)
{
    return false;
}

bool isPipe(const QString &)
{
    return false;
}

bool makeHardLink(const QString &path, const QString &name)
{
    return ::CreateHardLinkW(QDir::toNativeSeparators(name).toStdWString().c_str(),
                             QDir::toNativeSeparators(path).toStdWString().c_str(), nullptr);
}

QString knownHome()
{
    return {};
}

std::size_t usableSize(void *memory)
{
    return ::_msize(memory);
}

qint64 processorTime()
{
    FILETIME made{};
    FILETIME ended{};
    FILETIME inKernel{};
    FILETIME inProgram{};
    GetProcessTimes(GetCurrentProcess(), &made, &ended, &inKernel, &inProgram);
    const auto milliseconds = [](const FILETIME &time) { // which counts tenths of a microsecond
        return (qint64(time.dwHighDateTime) << 32 | time.dwLowDateTime) / 10'000;
    };
    return milliseconds(inKernel) + milliseconds(inProgram);
}

void startWithoutTerminal(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.setCreateProcessArgumentsModifier([](QProcess::CreateProcessArguments *how) {
        how->flags = (how->flags & ~DWORD(CREATE_NO_WINDOW)) | DETACHED_PROCESS;
    });
    process.start(program, arguments);
}

Mask::Mask(int) { }

Mask::~Mask() = default;

SizeLimit::SizeLimit(qint64) { }

SizeLimit::~SizeLimit() = default;

} // namespace Posix
