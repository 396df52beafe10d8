// SPDX-License-Identifier: MIT
#pragma once

#include "ImportedFile.h"
#include "Result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

class ProviderCatalog;
struct ImportRow;

/// A file that was read.
struct ImportSource
{
    QString file; ///< What people call it: its path, or "standard input".
    ImportedFile content;
};

/// What came of a file that was to be read.
struct ReadFile
{
    QString path;
    /// Errors: ErrorKind::Storage (it cannot be read) and those of readImport(), with a message
    /// that does not name the file.
    Result<ImportSource> source;
};

/// Whether somebody may be waited for who writes into a file that is named: a pipe is one. Never
/// for what lies in a folder.
enum class Waiting { Never, Allowed };

/// Reads the files at \a paths, in any of the formats, in order; what one says of variables counts
/// for the others. Of a folder every file that can be imported counts, in folders within it too, or
/// the folder itself if there is none. A file of variables alone is no error beside others. Blocks,
/// as long as it takes to read them, or \a waiting allows.
QList<ReadFile> importFiles(const QStringList &paths, const ProviderCatalog &catalog,
                            Waiting waiting = Waiting::Never);

/// The same for a \a content that people call \a name; wipes it.
Result<ImportSource> importContent(QByteArray &&content, const QString &name,
                                   const ProviderCatalog &catalog);

/// What people call \a name and could not be read, as a source of nothing but one skipped entry
/// that says why: of several files the others can be imported nevertheless.
ImportSource unreadSource(const QString &name, const Error &error);

/// Of \a sources, the files in which a secret stands in clear, imported or not.
QStringList filesWithSecrets(const QList<ImportSource> &sources);

/// What to do about \a file, which has one, now that of \a plan the rows whose keys are \a added
/// were imported: that it may be deleted is said only if nothing in it is left behind. Translated.
QString secretInFileText(const QString &file, const QList<ImportRow> &plan,
                         const QStringList &added);

/// Enough of a client ID to know it again, and no more.
QString shortenedClientId(const QString &clientId);

} // namespace Tokenwright
