// SPDX-License-Identifier: MIT
#include "Posix.h"

#include <QDir>

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

Mask::Mask(int) { }

Mask::~Mask() = default;

SizeLimit::SizeLimit(qint64) { }

SizeLimit::~SizeLimit() = default;

} // namespace Posix
