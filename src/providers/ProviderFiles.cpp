// SPDX-License-Identifier: MIT
#include "ProviderFiles.h"

#include <QDir>
#include <QDirIterator>

#include <algorithm>

namespace Tokenwright {

QFileInfoList providerFilesIn(const QString &folder)
{
    if (folder.isEmpty())
        return {}; // to Qt that would be the current folder
    QFileInfoList found;
    // An iterator, because QDir makes regular expressions even where there is no pattern.
    QDirIterator files(folder, QDir::Files | QDir::System);
    while (files.hasNext()) {
        files.next();
        const QFileInfo file = files.fileInfo();
        if (file.fileName().endsWith(u".json", Qt::CaseInsensitive) && !file.isDir())
            found.append(file);
    }
    std::ranges::sort(found, {}, &QFileInfo::fileName);
    return found;
}

} // namespace Tokenwright
