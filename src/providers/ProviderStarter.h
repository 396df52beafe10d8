// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"
#include "Result.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// \a file, a provider file, with another id and name and otherwise as it is, its lay-out and
/// comments for editors included. Pure. Errors: ErrorKind::Configuration when it has neither.
Result<QByteArray> renamedProvider(const QByteArray &file, const QString &id, const QString &name);

/// Writes a copy of the provider \a id into \a userFolder, under an id and a file name that are
/// free there, as something to start from. Never overwrites. The copy's path. Errors:
/// ErrorKind::NotFound, Storage, Configuration.
Result<QString> copyProvider(const ProviderCatalog &catalog, const QString &id,
                             const QString &userFolder);

} // namespace Tokenwright
