// SPDX-License-Identifier: MIT
#pragma once

#include "providers/Provider.h"

#include <QMap>

namespace Tokenwright {

/// A provider file that was skipped, and why: names the file, the field and what was expected.
struct ProviderProblem
{
    QString file;
    QString reason;
};

/// All known providers: those the program brings, each replaced whole by a file of the user's with
/// the same id. Loaded once by load(); const access from any thread afterwards.
class ProviderCatalog
{
public:
    /// Reads `*.json` of \a shippedFolder, then of \a userFolder (which need not exist).
    static ProviderCatalog load(const QString &shippedFolder, const QString &userFolder);

    /// By name, in the user's collation.
    const QList<Provider> &providers() const { return m_providers; }
    /// Null when there is none of that id. Valid as long as the catalog.
    const Provider *provider(const QString &id) const;
    const QList<ProviderProblem> &problems() const { return m_problems; }

    /// Where the program's own provider files lie (a Qt resource).
    static QString shippedFolder();

private:
    QList<Provider> m_providers;
    QMap<QString, qsizetype> m_indexOfId;
    QList<ProviderProblem> m_problems;
};

} // namespace Tokenwright
