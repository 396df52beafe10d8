// SPDX-License-Identifier: MIT
#pragma once

#include "formats/import/ImportPlan.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// Reads the file at \a path, in any of the formats. Blocks. Errors: ErrorKind::Storage (it cannot
/// be read) and those of readImport(), with a message that does not name the file.
Result<ImportSource> importFile(const QString &path, const ProviderCatalog &catalog);

/// The same for a \a content that people call \a name; wipes it.
Result<ImportSource> importContent(QByteArray &&content, const QString &name,
                                   const ProviderCatalog &catalog);

/// Of \a sources, the files in which a secret stands in clear, imported or not.
QStringList filesWithSecrets(const QList<ImportSource> &sources);

/// Enough of a client ID to know it again, and no more.
QString shortenedClientId(const QString &clientId);

} // namespace Tokenwright
