// SPDX-License-Identifier: MIT
#include "PrivateFolder.h"

#include <QDir>
#include <QFileInfo>

namespace Tokenwright {

bool makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.isDir())
        return true;
    const QString above = info.absolutePath();
    if (above == folder || !makePrivateFolder(above))
        return false;
    const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    return QDir().mkdir(folder, ownerOnly) || QFileInfo(folder).isDir(); // or somebody else did
}

} // namespace Tokenwright
