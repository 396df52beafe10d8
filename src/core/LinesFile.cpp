// SPDX-License-Identifier: MIT
#include "LinesFile.h"

#include "NativeFile.h"
#include "PrivateFolder.h"
#include "Sentences.h"
#include "Text.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace Tokenwright {

namespace {

std::unexpected<Error> noRegularFile()
{
    return failure(ErrorKind::Storage, Text::tr("it is no regular file"));
}

} // namespace

Result<qint64> appendLines(const QString &path, const QByteArray &lines)
{
    const QString folder = QFileInfo(path).absolutePath();
    makePrivateFolder(folder); // where it cannot be, opening says so
    QFile file(path);
    const auto isRegular = openForAppending(file);
    if (!isRegular)
        return failure(ErrorKind::Storage, isRegular.error());
    if (!*isRegular)
        return noRegularFile();
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const qint64 before = file.size();
    char last = '\n';
    if (before > 0 && (!file.seek(before - 1) || !file.getChar(&last)))
        return failure(ErrorKind::Storage, reasonText(file));
    const QByteArray bytes = last == '\n' ? lines : '\n' + lines;
    if (file.write(bytes) != bytes.size()) {
        const QString reason = reasonText(file);
        file.resize(before); // what found room of it would be torn
        return failure(ErrorKind::Storage, reason);
    }
    return before + bytes.size();
}

Result<FileEnd> readFileEnd(const QString &path, qint64 from, qint64 most)
{
    QFile file(path);
    const auto isRegular = openWithoutWaiting(file);
    if (!isRegular && isNothingAt(path))
        return FileEnd();
    if (!isRegular)
        return failure(ErrorKind::Storage, isRegular.error());
    if (!*isRegular)
        return noRegularFile();
    const qint64 size = file.size();
    FileEnd end{.begin = std::clamp<qint64>(from, std::max<qint64>(0, size - most), size),
                .bytes = {}};
    if (!file.seek(end.begin))
        return failure(ErrorKind::Storage, reasonText(file));
    end.bytes.resize(size - end.begin);
    const qint64 had = file.read(end.bytes.data(), end.bytes.size());
    if (had < 0)
        return failure(ErrorKind::Storage, reasonText(file));
    end.bytes.resize(had);
    return end;
}

} // namespace Tokenwright
