// SPDX-License-Identifier: MIT
#include "Posix.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <ctime>

#include <malloc.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Posix {

bool isThere()
{
    return true;
}

bool isRoot()
{
    return ::geteuid() == 0;
}

int modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777)
                                                                     : -1;
}

bool setMode(const QString &path, int mode)
{
    return ::chmod(QFile::encodeName(path).constData(), mode_t(mode)) == 0;
}

bool makePipe(const QString &path)
{
    return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0;
}

bool isPipe(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && S_ISFIFO(status.st_mode);
}

bool makeHardLink(const QString &path, const QString &name)
{
    return ::link(QFile::encodeName(path).constData(), QFile::encodeName(name).constData()) == 0;
}

QString knownHome()
{
    const passwd *entry = ::getpwuid(::getuid());
    return entry ? QFile::decodeName(entry->pw_dir) : QString();
}

std::size_t usableSize(void *memory)
{
    return ::malloc_usable_size(memory);
}

qint64 processorTime()
{
    return qint64(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

void startWithoutTerminal(QProcess &process, const QString &program, const QStringList &arguments)
{
    static const QString setsid = QStandardPaths::findExecutable(QStringLiteral("setsid"));
    if (setsid.isEmpty())
        process.start(program, arguments);
    else
        process.start(setsid, QStringList{QStringLiteral("--wait"), program} + arguments);
}

Mask::Mask(int mask)
    : m_before(int(::umask(mode_t(mask))))
{ }

Mask::~Mask()
{
    ::umask(mode_t(m_before));
}

SizeLimit::SizeLimit(qint64 bytes)
    : m_signalBefore(::signal(SIGXFSZ, SIG_IGN))
{
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    m_before = limit.rlim_cur;
    limit.rlim_cur = rlim_t(bytes);
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

SizeLimit::~SizeLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = rlim_t(m_before);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, m_signalBefore);
}

} // namespace Posix
