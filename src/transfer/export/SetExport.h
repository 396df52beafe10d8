// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "Result.h"

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

/// Whether writing to \a file replaces what lies there: a regular file, or a link. A FIFO or a
/// device is written through.
bool wouldReplace(const QString &file);

/// Writes \a content to \a file. A regular file, or the one that a link leads to, is replaced:
/// whole or not at all, for its owner alone. Anything else that is there, a FIFO or a device, is
/// written through. Blocks, with a FIFO until somebody reads. Errors: ErrorKind::Storage.
/// Nothing is written over the files that \a profile lives by: index, ledger, settings, the user's
/// providers, locks.
Result<void> writeExport(const QString &file, const QByteArray &content,
                         const Profile &profile = Profile::standard());

} // namespace Tokenwright
