// SPDX-License-Identifier: MIT
#include "AtomicFile.h"

#include "Sentences.h"

#include <QFileInfo>
#include <QSaveFile>

namespace Tokenwright {

namespace {

/// Where \a file leads to, which need not be there: QSaveFile follows one link alone.
QString linkedFile(QString file)
{
    constexpr int most = 40; // as Linux has it
    for (int i = 0; i < most && QFileInfo(file).isSymLink(); ++i)
        file = QFileInfo(file).symLinkTarget();
    return file;
}

} // namespace

Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(linkedFile(path));
    // flush(), because commit() does not notice that what was buffered found no room on the disk:
    // it would put an empty file in the place of the old one, and report success
    const bool isDone = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.flush() && file.commit();
    if (!isDone)
        return failure(ErrorKind::Storage, reasonText(file));
    return {};
}

} // namespace Tokenwright
