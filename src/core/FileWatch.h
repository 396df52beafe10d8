// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>

namespace Tokenwright {

/// Tells when anybody changes a file: when it is made, written, replaced as a whole or removed.
/// Lives in the thread of its owner.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    /// The folder of \a path has to be there already.
    explicit FileWatch(QString path, QObject *parent = nullptr);

    /// What the file looks like now is known: it is no change to tell of.
    void markSeen();
    /// Whether there was a file when it was looked at last.
    bool hasSeenFile() const { return !m_seen.isEmpty(); }

Q_SIGNALS:
    void changed();

private:
    void look();

    const QString m_path;
    QFileSystemWatcher m_watcher;
    QString m_seen; ///< What the file looked like when it was looked at last; empty: none.
};

} // namespace Tokenwright
