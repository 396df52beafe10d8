// SPDX-License-Identifier: MIT
#pragma once

#include "ImportedFile.h"
#include "ProviderCatalog.h"
#include "Result.h"
#include "tools/VariableText.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace Tokenwright {

/// More than this is no file with credentials in it.
constexpr qsizetype mostImportBytes = 4 * 1024 * 1024;

/// What a file says, decoded once for all formats.
struct ImportContent
{
    QString text; ///< Lines end with \n; no byte-order mark.
    std::optional<QJsonObject> json{}; ///< If all of it is one JSON object without duplicate keys.
    QString file{}; ///< What people call it; may be empty.
    /// What the files beside it say of variables.
    QList<ImportEnvironment> environments{};
    bool mayBeEmpty = false; ///< A file that holds no credential set is fine.

    /// The file's name without folder and ending.
    QString baseName() const;
};

/// A kind of file that credential sets can be read from.
struct ImportFormat
{
    const char *id; ///< Stable, for example "curl".
    const char *label; ///< For people, to be translated in context "Tokenwright".
    bool (*recognises)(const ImportContent &);
    /// Errors: ErrorKind::Configuration with a translated message; then nothing was read.
    Result<ImportedFile> (*read)(const ImportContent &, const ProviderCatalog &);
    /// What it tells the files beside it; null: nothing.
    QList<ImportEnvironment> (*environments)(const ImportContent &) = nullptr;
    bool isWhole = false; ///< A text of its kind is nothing else besides.

    QString translatedLabel() const;
};

/// THE table of formats: a new one is one entry in ImportFormat.cpp and one small file. The first
/// that recognises a content reads it; of a text, curl commands and assignments are read both.
std::span<const ImportFormat> importFormats();
/// What they are called, in one line. Translated.
QString importFormatLabels();
/// Null for an unknown id.
const ImportFormat *importFormat(const QString &id);

/// Whether a file called \a name, of a folder, is worth a look.
bool isNamedForImport(const QString &name);

/// Reads the content of a file in any of the formats, told by the content alone. Pure: nothing that
/// the file names (another file, a variable, a command) is read or run. Text is UTF-8, or UTF-16
/// with a byte-order mark. Errors: ErrorKind::Configuration with a translated message (too large,
/// not text, none of the formats, broken); then nothing was read. The message quotes no secret. A
/// JSON list is read as if each of its objects were a file. Of \a around text and json are not
/// looked at.
Result<ImportedFile> readImport(const QByteArray &content, const ProviderCatalog &catalog,
                                const ImportContent &around = {});

/// Whether readImport() would know what \a text is, so that it is worth to offer that. Pure.
bool couldBeImported(const QString &text);

/// What \a content, which people call \a file, tells the files beside it of variables.
QList<ImportEnvironment> importEnvironments(const QByteArray &content, const QString &file = {});

} // namespace Tokenwright
