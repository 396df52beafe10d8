// SPDX-License-Identifier: MIT
#include "RegularFile.h"

#include "NativeFile.h"
#include "Sentences.h"
#include "Text.h"

#include <QFile>

namespace Tokenwright {

namespace {

constexpr qint64 piece = 4096; // of a file that does not tell its size, as in /proc

} // namespace

Result<QByteArray> readRegularFile(const QString &path, qint64 limit)
{
    QFile file(path);
    const auto isRegular = openWithoutWaiting(file);
    if (!isRegular)
        return failure(ErrorKind::Storage, isRegular.error());
    if (!*isRegular)
        return failure(ErrorKind::Storage, Text::tr("it is no regular file"));
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
        return failure(ErrorKind::Storage, reasonText(file));
    return bytes;
}

} // namespace Tokenwright
