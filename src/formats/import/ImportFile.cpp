// SPDX-License-Identifier: MIT
#include "formats/import/ImportFile.h"

#include "formats/import/ImportFormat.h"

#include <QFile>

namespace Tokenwright {

Result<ImportSource> importFile(const QString &path, const ProviderCatalog &catalog)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Storage, file.errorString());
    QByteArray content = file.read(mostImportBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, file.errorString());
    return importContent(std::move(content), path, catalog);
}

Result<ImportSource> importContent(QByteArray &&content, const QString &name,
                                   const ProviderCatalog &catalog)
{
    const auto read = readImport(content, catalog);
    wipe(content);
    if (!read)
        return failure(read.error());
    return ImportSource{.file = name, .content = *read};
}

QStringList filesWithSecrets(const QList<ImportSource> &sources)
{
    QStringList files;
    for (const auto &[file, content] : sources) {
        if (content.holdsSecret && !files.contains(file))
            files.append(file);
    }
    return files;
}

QString shortenedClientId(const QString &clientId)
{
    return clientId.isEmpty() ? QString()
                              : QString(clientId.left(clientId.size() < 12 ? 1 : 4) + u'…');
}

} // namespace Tokenwright
