// SPDX-License-Identifier: MIT
#include "ProviderWatch.h"

#include "ProviderFiles.h"

#include <QDateTime>

using namespace std::chrono_literals;

namespace Tokenwright {

ProviderWatch::ProviderWatch(ProviderCatalog &catalog, const QString &userFolder, QObject *parent)
    : QObject(parent)
    , m_catalog(catalog)
    , m_userFolder(userFolder)
    , m_seen(state())
{
    m_settling.setSingleShot(true);
    m_settling.setInterval(100ms);
    connect(&m_settling, &QTimer::timeout, this, &ProviderWatch::lookAgain);
    for (const auto signal :
         {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&m_watcher, signal, this, [this] { m_settling.start(); });
    m_watcher.addPath(userFolder);
    watchFiles();
}

/// The folder tells of files that come and go, each file of what is written into it.
void ProviderWatch::watchFiles()
{
    const QFileInfoList files = providerFilesIn(m_userFolder);
    for (const QFileInfo &file : files) {
        if (file.isFile() && !m_watcher.files().contains(file.filePath()))
            m_watcher.addPath(file.filePath());
    }
}

void ProviderWatch::lookAgain()
{
    watchFiles();
    const QString now = state();
    if (now == m_seen)
        return;
    m_seen = now;
    m_catalog.reload();
    Q_EMIT reloaded();
}

QString ProviderWatch::state() const
{
    QStringList lines;
    const QFileInfoList files = providerFilesIn(m_userFolder);
    for (const QFileInfo &file : files) {
        lines.append(file.fileName() + u'\n' + QString::number(file.size()) + u'\n'
                     + QString::number(file.lastModified().toMSecsSinceEpoch()));
    }
    return lines.join(u'\n');
}

} // namespace Tokenwright

#include "moc_ProviderWatch.cpp"
