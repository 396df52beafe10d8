// SPDX-License-Identifier: MIT
#include "core/RegularFile.h"

#include "core/Text.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#endif

namespace Tokenwright {

namespace {

constexpr qint64 piece = 4096; // of a file that does not tell its size, as in /proc
constexpr auto unbuffered = QIODevice::ReadOnly | QIODevice::Unbuffered;

/// Opened before it is looked at, so that nothing else can be there by then. What is wrong, or
/// nothing.
QString openWithoutWaiting(QFile &file)
{
    if (!QFileInfo(file.fileName()).isNativePath()) // of the program's own resources
        return file.open(unbuffered) ? QString() : file.errorString();
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(file.fileName()).constData(),
                                  O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
        return qt_error_string(errno);
    struct stat status = {};
    const bool isRegular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const bool isOpen = file.open(descriptor, unbuffered, QFileDevice::AutoCloseHandle);
#else
    const bool isRegular = QFileInfo(file.fileName()).isFile();
    const bool isOpen = file.open(unbuffered);
#endif
    if (!isRegular)
        return Text::tr("it is no regular file");
    return isOpen ? QString() : file.errorString();
}

} // namespace

Result<QByteArray> readRegularFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (const QString problem = openWithoutWaiting(file); !problem.isEmpty())
        return failure(ErrorKind::Storage, problem);
    QByteArray bytes;
    bytes.resize(qMin(file.size(), limit) + 1); // the end is seen without another piece
    qint64 had = 0;
    while (had <= limit) {
        if (had == bytes.size())
            bytes.resize(qMin(2 * had + piece, limit + 1));
        const qint64 more = file.read(bytes.data() + had, bytes.size() - had);
        if (more <= 0)
            break;
        had += more;
    }
    bytes.resize(had);
    if (had > limit)
        return failure(ErrorKind::Storage, Text::tr("it is larger than %1 bytes").arg(limit));
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, file.errorString());
    return bytes;
}

} // namespace Tokenwright
