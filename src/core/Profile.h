// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QString>

namespace Tokenwright {

/// Where this user's files lie: the XDG folders of one profile. Nothing in them is secret.
/// A plain value. Whoever writes a file makes its folder, mode 0700; reading makes none.
struct Profile
{
    QString configFolder; ///< credential-sets.json, settings.ini, providers/
    QString dataFolder; ///< tokens.json, locks/
    QString stateFolder{}; ///< last-used.json, requests.jsonl, told.json; empty: none is kept.

    QString credentialSetsFile() const { return configFolder + u"/credential-sets.json"_s; }
    QString settingsFile() const { return configFolder + u"/settings.ini"_s; }
    QString providersFolder() const { return configFolder + u"/providers"_s; }
    QString ledgerFile() const { return dataFolder + u"/tokens.json"_s; }
    /// Empty where nothing of that kind is kept.
    QString lastUsedFile() const
    {
        return stateFolder.isEmpty() ? stateFolder : QString(stateFolder + u"/last-used.json"_s);
    }
    /// What was told once and is not told again; empty where nothing of that kind is kept.
    QString toldFile() const
    {
        return stateFolder.isEmpty() ? stateFolder : QString(stateFolder + u"/told.json"_s);
    }
    /// Empty where no request is logged.
    QString requestLogFile() const
    {
        return stateFolder.isEmpty() ? QString() : QString(stateFolder + u"/requests.jsonl"_s);
    }
    QString lockFile(const QString &name) const { return dataFolder + u"/locks/"_s + name; }

    /// Where the window that is open listens, among the locks, which nobody else may enter; empty
    /// where local sockets are no files.
    QString socketFile() const;

    /// Whether a set's ID can name its lock: a file among those, and no other's. IDs of ours are
    /// UUIDs; what somebody writes into the index may be anything.
    static bool canNameLock(const QString &setId);
    /// Held while a set's token is minted and while a set is removed.
    QString mintLockFile(const QString &setId) const { return lockFile(setId + u".lock"_s); }

    /// Makes what is missing, each folder readable by its owner alone, and narrows what is there as
    /// far as it is ours. Errors: ErrorKind::Storage.
    Result<void> ensureFolders() const;

    /// The standard locations, `$XDG_CONFIG_HOME/tokenwright`, `$XDG_DATA_HOME/tokenwright` and
    /// `$XDG_STATE_HOME/tokenwright`. As the XDG Base Directory Specification has it, a relative
    /// path there does not count. Without HOME the user's entry in the password database says where
    /// home is.
    static Profile standard();
    /// The same as people write them, where no variable names others: "~/.config/tokenwright".
    static Profile asWritten();
    /// Whether standard() found out where home is; otherwise ErrorKind::Storage, and no file of
    /// this profile may be touched.
    Result<void> isKnown() const;
};

} // namespace Tokenwright
