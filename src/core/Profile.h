// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"

#include <QString>

namespace Tokenwright {

/// Where this user's files lie: the XDG folders of one profile. Nothing in them is secret.
/// A plain value; the folders are made, mode 0700, by ensureFolders().
struct Profile
{
    QString configFolder; ///< credential-sets.json, settings.ini, providers/
    QString dataFolder; ///< tokens.json, locks/

    QString credentialSetsFile() const { return configFolder + u"/credential-sets.json"; }
    QString settingsFile() const { return configFolder + u"/settings.ini"; }
    QString providersFolder() const { return configFolder + u"/providers"; }
    QString ledgerFile() const { return dataFolder + u"/tokens.json"; }
    QString lockFile(const QString &name) const { return dataFolder + u"/locks/" + name; }

    /// Held while a set's token is minted and while a set is removed.
    QString mintLockFile(const QString &setId) const { return lockFile(setId + u".lock"); }

    /// Makes what is missing, each folder readable by its owner alone.
    Result<void> ensureFolders() const;

    /// The standard locations, `$XDG_CONFIG_HOME/tokenwright` and `$XDG_DATA_HOME/tokenwright`.
    static Profile standard();
};

} // namespace Tokenwright
