// SPDX-License-Identifier: MIT
#include "core/Profile.h"

#include "core/PrivateFolder.h"
#include "core/Text.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace Tokenwright {

namespace {

const QString ownFolder = QStringLiteral("/tokenwright");

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
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
        return QDir::cleanPath(named) + ownFolder;
    const QString home = homeFolder();
    return home.isEmpty() ? home : QString(QDir::cleanPath(home + belowHome) + ownFolder);
}
#endif

} // namespace

Result<void> Profile::isKnown() const
{
    if (!configFolder.isEmpty() && !dataFolder.isEmpty())
        return {};
    return failure(ErrorKind::Storage,
                   Text::tr("It is not known where your home folder is: HOME is not "
                            "set, and the system knows of no other. Set HOME, or "
                            "XDG_CONFIG_HOME and XDG_DATA_HOME."));
}

Result<void> Profile::ensureFolders() const
{
    if (const auto known = isKnown(); !known)
        return known;
    Result<void> outcome;
    for (const QString &folder :
         {configFolder, providersFolder(), dataFolder, QString(dataFolder + u"/locks")}) {
        // somebody else's, or a read-only one, is read all the same: what matters is that it is
        // there
        if (makePrivateFolder(folder)) {
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        } else if (outcome) { // and the rest may still be of use
            outcome = failure(
                ErrorKind::Storage,
                Text::tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(folder)));
        }
    }
    return outcome;
}

Profile Profile::standard()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return {.configFolder = xdgFolder("XDG_CONFIG_HOME", u"/.config"),
            .dataFolder = xdgFolder("XDG_DATA_HOME", u"/.local/share")};
#else
    const auto folder = [](QStandardPaths::StandardLocation location) {
        return QString(QStandardPaths::writableLocation(location) + ownFolder);
    };
    return {.configFolder = folder(QStandardPaths::GenericConfigLocation),
            .dataFolder = folder(QStandardPaths::GenericDataLocation)};
#endif
}

} // namespace Tokenwright
