// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QHash>
#include <QMap>

#include <memory>

namespace Tokenwright {

/// A provider file that was skipped, and why: names the file, the field and what was expected.
struct ProviderProblem
{
    QString file;
    QString reason;
};

/// Where a provider was read from.
struct ProviderSource
{
    QString file;
    bool shipped = false; ///< One of the program's own, not of the user's.
};

/// Provider and environment of a credential set, as far as there are such.
struct ProviderPlace
{
    const Provider *provider = nullptr; ///< Valid as long as the catalog, until the next reload().
    const ProviderEnvironment *environment = nullptr; ///< Likewise.
    QString providerName{}; ///< Or else its id.
    QString environmentName{}; ///< Or else its id.
};

/// All known providers: those the program brings, each replaced whole by a file of the user's with
/// the same id. Its own are each read when they are first asked for, since few of them are used;
/// each lies in a file that is called like the id in it. A value, for one thread.
class ProviderCatalog
{
public:
    /// Reads the `*.json` of \a userFolder, which need not exist; of \a shippedFolder nothing yet.
    static ProviderCatalog load(const QString &shippedFolder, const QString &userFolder);

    /// All of them, by name, in the user's collation.
    const QList<Provider> &providers() const;
    /// Null when there is none of that id. Valid as long as the catalog, until the next reload().
    const Provider *provider(const QString &id) const;
    /// The environment \a environment of the provider \a provider, both by their ids.
    ProviderPlace find(const QString &provider, const QString &environment) const;
    /// Where the provider of that id came from; an empty file when there is none.
    ProviderSource sourceOf(const QString &id) const;
    /// Of the user's files, and of the program's own that were read.
    const QList<ProviderProblem> &problems() const { return m_problems; }
    /// What to say where provider(\a id) is null: that there is none and, as a file that was
    /// skipped may have held it, which were and why. Of the kind Configuration.
    Error missing(const QString &id) const;

    /// Reads the same folders again.
    void reload();
    /// Another number after each reload().
    int revision() const { return m_revision; }

    /// One provider file. Errors: Storage, Configuration (names the field and what was expected).
    static Result<Provider> loadFile(const QString &path);

    /// Where the program's own provider files lie (a Qt resource).
    static QString shippedFolder();

private:
    void readUsersFolder();

    QString m_shippedFolder;
    QString m_userFolder;
    QMap<QString, QString> m_userFiles; ///< By id.
    /// By id; null for a bad one, or none.
    mutable QHash<QString, std::shared_ptr<const Provider>> m_read;
    mutable QList<Provider> m_all; ///< Filled by providers().
    mutable QList<ProviderProblem> m_problems;
    int m_revision = 0;
};

} // namespace Tokenwright
