// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"
#include "credentials/CredentialSet.h"
#include "providers/ProviderCatalog.h"

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// The version of the export's format, the value of its member "tokenwrightExport".
constexpr int exportVersion = 1;

/// \a sets as one JSON file that another profile can import: name, provider, environment, scopes
/// and the like. Nothing secret is in it, no client ID, and nothing that identifies a set of this
/// profile or is a matter of this computer (ID, mark of the pair, keeping fresh, fields of other
/// versions). Parameters that the provider declares secret are left out. Pure.
QByteArray exportedSets(const QList<CredentialSet> &sets, const ProviderCatalog &catalog);

/// Writes \a content to \a file: whole or not at all, for its owner alone. Blocks.
/// Errors: ErrorKind::Storage.
Result<void> writeExport(const QString &file, const QByteArray &content);

} // namespace Tokenwright
