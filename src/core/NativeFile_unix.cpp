// SPDX-License-Identifier: MIT
#include "NativeFile.h"

#include "Literals.h"
#include "Sentences.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Tokenwright {

std::expected<bool, QString> openWithoutWaiting(QFile &file)
{
    constexpr auto how = QIODevice::ReadOnly | QIODevice::Unbuffered;
    bool isRegular = true;
    bool isOpen = false;
    if (QFileInfo(file.fileName()).isNativePath()) {
        const int descriptor = ::open(QFile::encodeName(file.fileName()).constData(),
                                      O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (descriptor < 0)
            return std::unexpected(qt_error_string(errno));
        struct stat status = {};
        isRegular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
        isOpen = file.open(descriptor, how, QFileDevice::AutoCloseHandle);
    } else { // of the program's own resources
        isOpen = file.open(how);
    }
    if (isRegular && !isOpen)
        return std::unexpected(reasonText(file));
    return isRegular;
}

std::expected<bool, QString> openForAppending(QFile &file)
{
    constexpr mode_t ownerOnly = 0600;
    const int descriptor = ::open(QFile::encodeName(file.fileName()).constData(),
                                  O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
                                  ownerOnly);
    if (descriptor < 0)
        return std::unexpected(qt_error_string(errno));
    constexpr auto how = QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered;
    struct stat status = {};
    const bool isRegular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (isRegular && (status.st_mode & 07777) != ownerOnly)
        ::fchmod(descriptor, ownerOnly);
    if (!file.open(descriptor, how, QFileDevice::AutoCloseHandle)) {
        const QString reason = reasonText(file);
        ::close(descriptor);
        return std::unexpected(reason);
    }
    return isRegular;
}

QString fileVersion(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return u"%1 %2 %3 %4"_s
        .arg(status.st_ino) // an atomic write gives it a new one
        .arg(status.st_size)
        .arg(status.st_mtim.tv_sec)
        .arg(status.st_mtim.tv_nsec);
}

bool isNothingAt(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) != 0 && errno == ENOENT;
}

} // namespace Tokenwright
