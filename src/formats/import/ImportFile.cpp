// SPDX-License-Identifier: MIT
#include "formats/import/ImportFile.h"

#include "formats/import/ImportFormat.h"

#include <QCoreApplication>
#include <QFile>

namespace Tokenwright {

namespace {

std::unexpected<Error> unreadable(const QFile &file)
{
    return failure(ErrorKind::Storage,
                   QCoreApplication::translate("ImportFile", "It cannot be read: %1.")
                       .arg(file.errorString()));
}

} // namespace

Result<ImportSource> importFile(const QString &path, const ProviderCatalog &catalog)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file);
    QByteArray content = file.read(mostImportBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(file);
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
