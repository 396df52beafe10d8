// SPDX-License-Identifier: MIT
#include "FileWatch.h"

#include "NativeFile.h"

#include <QFile>
#include <QFileInfo>

namespace Tokenwright {

FileWatch::FileWatch(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_seen(fileVersion(m_path))
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::look);
    // its folder too: a file that is replaced by rename is lost to a watch of the file
    m_watcher.addPath(QFileInfo(m_path).absolutePath());
    look();
}

void FileWatch::markSeen()
{
    m_seen = fileVersion(m_path);
}

void FileWatch::look()
{
    if (!m_watcher.files().contains(m_path) && QFile::exists(m_path))
        m_watcher.addPath(m_path);
    if (const QString version = fileVersion(m_path); version != m_seen) {
        m_seen = version;
        Q_EMIT changed();
    }
}

} // namespace Tokenwright

#include "moc_FileWatch.cpp"
