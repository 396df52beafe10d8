// SPDX-License-Identifier: MIT
#include "ImportSource.h"

#include "ImportPlan.h"

#include "KeyText.h"
#include "NativeFile.h"
#include "Sentences.h"
#include "Text.h"
#include "keys/SignedGrants.h"

#include "ImportFormat.h"
#include "ImportText.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <optional>

namespace Tokenwright {

namespace {

std::unexpected<Error> unreadable(const QString &reason)
{
    return failure(ErrorKind::Storage, Text::tr("It cannot be read: %1.").arg(reason));
}

/// Opens \a file; why it cannot be read, or nothing.
std::optional<QString> openingProblem(QFile &file, Waiting waiting)
{
    if (waiting == Waiting::Allowed)
        return file.open(QIODevice::ReadOnly) ? std::nullopt : std::optional(reasonText(file));
    const auto isRegular = openWithoutWaiting(file);
    if (!isRegular)
        return isRegular.error();
    return *isRegular ? std::nullopt : std::optional(Text::tr("it is no regular file"));
}

Result<QByteArray> bytesOf(const QString &path, Waiting waiting)
{
    QFile file(path);
    if (const auto problem = openingProblem(file, waiting))
        return unreadable(*problem);
    QByteArray content;
    while (content.size() <= mostImportBytes) {
        const QByteArray more = file.read(mostImportBytes + 1 - content.size());
        if (more.isEmpty())
            break;
        content += more;
    }
    if (file.error() != QFileDevice::NoError)
        return unreadable(reasonText(file));
    return content;
}

/// More than any collection has; a folder may be that of a home, and somebody waits.
constexpr int mostInFolder = 2'000;
constexpr int mostLookedAt = 20'000;
constexpr int deepestFolder = 16;
constexpr qsizetype mostFolderBytes = 16 * 1024 * 1024;

/// The files in \a folder and what is within it, by name; links and hidden folders are not gone
/// into. False: there are more than any collection has.
bool addFilesIn(const QString &folder, QStringList &files, int &looked, int depth = 0)
{
    const QFileInfoList entries = QDir(folder).entryInfoList(
        QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name | QDir::DirsLast);
    for (const QFileInfo &entry : entries) {
        if (++looked > mostLookedAt || files.size() >= mostInFolder)
            return false;
        const bool isPassedOver = entry.isSymLink() || entry.fileName() == u"node_modules"
            || entry.isHidden() || depth >= deepestFolder;
        if (entry.isFile() && isNamedForImport(entry.fileName()))
            files.append(entry.filePath());
        else if (entry.isDir() && !isPassedOver
                 && !addFilesIn(entry.filePath(), files, looked, depth + 1))
            return false;
    }
    return true;
}

/// A file on its way.
struct FileBytes
{
    QString path;
    Result<QByteArray> bytes;
    QString folder{}; ///< That was asked for; empty: the file itself was.
    QList<ImportEnvironment> environments{};
};

void addBytes(QList<FileBytes> &files, const QString &path, Waiting waiting)
{
    if (!QFileInfo(path).isDir()) {
        files.append({.path = path, .bytes = bytesOf(path, waiting)});
        return;
    }
    QStringList within;
    int looked = 0;
    qsizetype total = 0;
    bool isTooMuch = !addFilesIn(path, within, looked);
    const qsizetype before = files.size();
    for (const QString &file : std::as_const(within)) {
        if (isTooMuch)
            break;
        auto bytes = QFileInfo(file).size() > mostImportBytes ? Result<QByteArray>(QByteArray())
                                                              : bytesOf(file, Waiting::Never);
        total += bytes ? bytes->size() : 0;
        isTooMuch = total > mostFolderBytes;
        if (bytes && !bytes->isEmpty())
            files.append({.path = file, .bytes = std::move(bytes), .folder = path});
    }
    if (!isTooMuch)
        return;
    files.resize(before);
    files.append({.path = path,
                  .bytes = misconfigured(Text::tr("It holds more files than any collection does; "
                                                  "choose the folder of the collection itself.")),
                  .folder = path});
}

Result<ImportSource> sourceOf(QByteArray &content, const QString &name,
                              const ProviderCatalog &catalog, const ImportContent &around)
{
    const auto read = readImport(content, catalog, around);
    wipe(content);
    if (!read)
        return failure(read.error());
    return ImportSource{.file = name, .content = *read};
}

/// The private key among \a files, if there is one alone, beside others.
Secret onlyKeyIn(const QList<FileBytes> &files)
{
    Secret key;
    for (const FileBytes &file : files) {
        if (!file.bytes || files.size() < 2 || !isPrivateKeyFile(*file.bytes))
            continue;
        if (!key.isEmpty())
            return {};
        key = tidiedKeyText(Secret(QByteArray(*file.bytes)));
    }
    return key;
}

} // namespace

QList<ReadFile> importFiles(const QStringList &paths, const ProviderCatalog &catalog,
                            Waiting waiting)
{
    QList<FileBytes> files;
    for (const QString &path : paths)
        addBytes(files, path, waiting);
    if (files.size() > 1) {
        for (FileBytes &file : files) {
            if (file.bytes)
                file.environments = importEnvironments(*file.bytes, file.path);
        }
    }
    const Secret key = onlyKeyIn(files);
    qsizetype keyAt = -1;
    qsizetype takers = 0;
    QList<ReadFile> results;
    QStringList readFolders;
    for (FileBytes &file : files) {
        if (!file.bytes) {
            results.append({.path = file.path, .source = failure(file.bytes.error())});
            readFolders.append(file.folder);
            continue;
        }
        ImportContent around{.text = {}, .json = {}, .file = file.path};
        around.mayBeEmpty = !file.folder.isEmpty() || !file.environments.isEmpty();
        for (const FileBytes &other : std::as_const(files)) {
            if (&other != &file)
                around.environments += other.environments;
        }
        const bool isKnown = file.folder.isEmpty()
            || couldBeImported(importText(*file.bytes).value_or(QString()));
        const bool isKey = !key.isEmpty() && isPrivateKeyFile(*file.bytes);
        auto source = sourceOf(*file.bytes, file.path, catalog, around);
        if (source && !key.isEmpty())
            takers += takeKey(source->content, key, catalog);
        if (isKey)
            keyAt = results.size();
        if (!source && !file.environments.isEmpty()) // of use to the others
            source = ImportSource{.file = file.path, .content = {}};
        if (!isKnown && !source && !isKey) // of a folder, what is something else altogether
            continue;
        const bool isSomething = !source || !source->content.sets.isEmpty()
            || !source->content.skipped.isEmpty();
        if (isSomething)
            readFolders.append(file.folder);
        if (isSomething || file.folder.isEmpty())
            results.append({.path = file.path, .source = std::move(source)});
    }
    for (const QString &path : paths) {
        if (QFileInfo(path).isDir() && !readFolders.contains(path)) {
            results.append({.path = path,
                            .source = misconfigured(
                                Text::tr("It is a folder without a file that can be imported."))});
        }
    }
    if (takers > 0 && keyAt >= 0) { // then it is no file that nobody could read
        ImportSource source{.file = results.at(keyAt).path, .content = {}};
        source.content.holdsSecret = true;
        results[keyAt].source = source;
    }
    return results;
}

Result<ImportSource> importContent(QByteArray &&content, const QString &name,
                                   const ProviderCatalog &catalog)
{
    return sourceOf(content, name, catalog, {.text = {}, .json = {}, .file = name});
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
        for (const QString &other : content.secretFiles) {
            if (!files.contains(other))
                files.append(other);
        }
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
        : Text::tr("%1 still holds secrets in clear; delete it or take them out.").arg(name);
}

QString shortenedClientId(const QString &clientId)
{
    return clientId.isEmpty() ? QString()
                              : QString(clientId.left(clientId.size() < 12 ? 1 : 4) + u'…');
}

} // namespace Tokenwright
