// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// A credential set as a file describes it. A value; holds secrets, so keep it no longer than the
/// import takes.
struct ImportedSet
{
    /// What is known of it: the name is a suggestion, `provider` and `environment` are empty where
    /// the file does not tell them. `id` and `pairMark` are always empty.
    CredentialSet set;
    ClientCredentials
        pair; ///< Without `origin`; empty when the file holds no pair (our own export).
    QString tokenUrl; ///< As the file has it; empty when it names none.
    QString place; ///< Where it stands in the file, translated: "line 12".
    QString key; ///< What a mapping calls it: the prefix of its keys in a .env file, for example.
    QString note{}; ///< What was assumed of whose it is, translated; may be empty.
    bool isEnvironmentAssumed = false; ///< The file does not tell it; `note` says so.
    /// What was mended, and what no field holds and is therefore not carried over; translated, may
    /// be empty.
    QString remark{};
    /// The pair, or what is missing of it, is not in the file: somebody has to type it.
    bool asksForPair = false;

    bool hasPair() const { return !pair.clientId.isEmpty(); }
};

/// Something that looks like a credential set and is none that could be imported.
struct SkippedEntry
{
    QString place; ///< As in ImportedSet.
    QString reason; ///< A translated sentence without any secret.
};

/// What a file holds.
struct ImportedFile
{
    QString format{}; ///< ImportFormat::id
    QList<ImportedSet> sets{};
    QList<SkippedEntry> skipped{};
    bool holdsSecret = false; ///< A secret stands in the file in clear, imported or not.
    QStringList secretFiles{}; ///< Files beside it in which a secret of its pairs stands.
};

} // namespace Tokenwright
