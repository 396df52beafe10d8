// SPDX-License-Identifier: MIT
#include "ImportSource.h"

#include "ImportPlan.h"

#include "PrivateKey.h"
#include "Text.h"
#include "keys/SignedGrants.h"

#include "ImportFormat.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace Tokenwright {

namespace {

std::unexpected<Error> unreadable(const QFile &file)
{
    return failure(ErrorKind::Storage, Text::tr("It cannot be read: %1.").arg(file.errorString()));
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file);
    QByteArray content = file.read(mostImportBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(file);
    return content;
}

Result<ImportSource> sourceOf(QByteArray &content, const QString &name,
                              const ProviderCatalog &catalog,
                              const QMap<QString, QString> &variables)
{
    const auto read = readImport(content, catalog, variables);
    wipe(content);
    if (!read)
        return failure(read.error());
    return ImportSource{.file = name, .content = *read};
}

/// The private key among \a contents, if there is one alone.
Secret onlyKeyIn(const QList<QByteArray> &contents)
{
    Secret key;
    for (const QByteArray &content : contents) {
        if (!isPrivateKeyFile(content))
            continue;
        if (!key.isEmpty())
            return {};
        key = tidiedKeyText(Secret(QByteArray(content)));
    }
    return key;
}

} // namespace

Result<ImportSource> importFile(const QString &path, const ProviderCatalog &catalog)
{
    return importFiles({path}, catalog).first();
}

QList<Result<ImportSource>> importFiles(const QStringList &paths, const ProviderCatalog &catalog)
{
    QList<Result<QByteArray>> files;
    QList<QByteArray> contents;
    for (const QString &path : paths) {
        files.append(bytesOf(path));
        if (paths.size() > 1 && files.last())
            contents.append(*files.last());
    }
    const QMap<QString, QString> variables = environmentVariables(contents);
    const Secret key = onlyKeyIn(contents);
    contents.clear(); // shared with the files, which are wiped
    QList<Result<ImportSource>> sources;
    qsizetype keyAt = -1;
    qsizetype takers = 0;
    for (qsizetype i = 0; i < paths.size(); ++i) {
        auto &file = files[i];
        if (file && !key.isEmpty() && isPrivateKeyFile(*file))
            keyAt = i;
        if (file)
            sources.append(sourceOf(*file, paths.at(i), catalog, variables));
        else
            sources.append(failure(file.error()));
        if (sources.last() && !key.isEmpty())
            takers += takeKey(sources.last()->content, key, catalog);
    }
    if (takers > 0) { // then it is no file that nobody could read
        ImportSource source{.file = paths.at(keyAt), .content = {}};
        source.content.holdsSecret = true;
        sources[keyAt] = source;
    }
    return sources;
}

Result<ImportSource> importContent(QByteArray &&content, const QString &name,
                                   const ProviderCatalog &catalog)
{
    return sourceOf(content, name, catalog, {});
}

ImportSource unreadSource(const QString &name, const Error &error)
{
    ImportSource source{.file = name, .content = {}};
    source.content.skipped.append({.place = Text::tr("as a whole"), .reason = error.message});
    return source;
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

QString secretInFileText(const QString &file, const QList<ImportRow> &plan,
                         const QStringList &added)
{
    const bool isLeft = std::ranges::any_of(plan, [&](const ImportRow &row) {
        return row.file == file
            && (row.isImportable() ? !added.contains(row.key) : row.isLeftBehind());
    });
    const QString name = QDir::toNativeSeparators(file);
    return isLeft
        ? Text::tr("%1 still holds secrets in clear, and not everything in it was taken over: "
                   "see to what is left before you delete it.")
              .arg(name)
        : Text::tr("%1 still holds the client secret in clear; delete it or take the "
                   "secret out.")
              .arg(name);
}

QString shortenedClientId(const QString &clientId)
{
    return clientId.isEmpty() ? QString()
                              : QString(clientId.left(clientId.size() < 12 ? 1 : 4) + u'…');
}

} // namespace Tokenwright
