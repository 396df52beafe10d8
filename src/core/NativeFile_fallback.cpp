// SPDX-License-Identifier: MIT
#include "NativeFile.h"

#include "Literals.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace Tokenwright {

std::expected<bool, QString> openWithoutWaiting(QFile &file)
{
    if (!QFileInfo(file.fileName()).isFile())
        return false;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::unexpected(file.errorString());
    return true;
}

std::expected<bool, QString> openForAppending(QFile &file)
{
    if (const QFileInfo info(file.fileName()); info.exists() && !info.isFile())
        return false;
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered))
        return std::unexpected(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return true;
}

QString fileVersion(const QString &path)
{
    const QFileInfo info(path);
    return u"%1 %2"_s.arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
}

bool isNothingAt(const QString &path)
{
    return !QFile::exists(path);
}

} // namespace Tokenwright
