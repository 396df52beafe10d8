// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace Tokenwright {

/// Keeps a catalog in step with the user's provider files: reads them again when one is added,
/// changed or removed. Lives in one thread; the catalog is borrowed and changes only here.
class ProviderWatch : public QObject
{
    Q_OBJECT

public:
    /// \a userFolder is the one the catalog was loaded from; it has to exist.
    ProviderWatch(ProviderCatalog &catalog, const QString &userFolder, QObject *parent = nullptr);

    const ProviderCatalog &catalog() const { return m_catalog; }
    QString userFolder() const { return m_userFolder; }

Q_SIGNALS:
    /// The catalog was read again: pointers to its providers are no longer valid.
    void reloaded();

private:
    void watchFiles();
    void lookAgain();
    QString state() const;

    ProviderCatalog &m_catalog;
    const QString m_userFolder;
    QFileSystemWatcher m_watcher;
    QTimer m_settling; ///< An editor writes a file in several steps.
    QString m_seen;
};

} // namespace Tokenwright
