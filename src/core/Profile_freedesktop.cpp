// SPDX-License-Identifier: MIT
#include "Profile.h"

#include "Literals.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace Tokenwright {

namespace {

/// Empty when nothing says where it is. (QDir::homePath() would say "/".)
QString homeFolder()
{
    const QString named = qEnvironmentVariable("HOME");
    if (QDir::isAbsolutePath(named))
        return named;
    const passwd *entry = ::getpwuid(::getuid());
    const QString home = entry && entry->pw_dir ? QFile::decodeName(entry->pw_dir) : QString();
    return QDir::isAbsolutePath(home) ? home : QString();
}

QString xdgFolder(const char *variable, QStringView belowHome)
{
    const QString named = qEnvironmentVariable(variable);
    if (QDir::isAbsolutePath(named))
        return QDir::cleanPath(named) + u"/tokenwright";
    const QString home = homeFolder();
    return home.isEmpty() ? home : QString(QDir::cleanPath(home + belowHome) + u"/tokenwright");
}

} // namespace

Profile Profile::standard()
{
    return {.configFolder = xdgFolder("XDG_CONFIG_HOME", u"/.config"),
            .dataFolder = xdgFolder("XDG_DATA_HOME", u"/.local/share"),
            .stateFolder = xdgFolder("XDG_STATE_HOME", u"/.local/state")};
}

Profile Profile::asWritten()
{
    return {.configFolder = u"~/.config/tokenwright"_s,
            .dataFolder = u"~/.local/share/tokenwright"_s,
            .stateFolder = u"~/.local/state/tokenwright"_s};
}

QString Profile::socketFile() const
{
    return lockFile(u"window.socket"_s);
}

} // namespace Tokenwright
