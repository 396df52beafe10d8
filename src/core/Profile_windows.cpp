// SPDX-License-Identifier: MIT
#include "Profile.h"

#include "Literals.h"

#include <QDir>

#include <initguid.h>
#include <knownfolders.h>
#include <shlobj.h>

namespace Tokenwright {

namespace {

/// Empty when Windows does not say where it is.
QString knownFolder(const KNOWNFOLDERID &id)
{
    PWSTR path = nullptr;
    const bool isKnown = SUCCEEDED(SHGetKnownFolderPath(id, KF_FLAG_DEFAULT, nullptr, &path));
    const QString folder = isKnown ? QDir::fromNativeSeparators(QString::fromWCharArray(path))
                                   : QString();
    CoTaskMemFree(path);
    return folder;
}

/// Where \a variable leads to, as everywhere else; without it where Windows wants it.
QString profileFolder(const char *variable, const KNOWNFOLDERID &id)
{
    const QString named = QDir::fromNativeSeparators(qEnvironmentVariable(variable));
    const QString folder = QDir::isAbsolutePath(named) ? QDir::cleanPath(named) : knownFolder(id);
    return folder.isEmpty() ? folder : QString(folder + u"/tokenwright");
}

} // namespace

Profile Profile::standard()
{
    // What goes along with its user from machine to machine, as what Credential Manager holds does,
    // and what is of this machine.
    return {.configFolder = profileFolder("XDG_CONFIG_HOME", FOLDERID_RoamingAppData),
            .dataFolder = profileFolder("XDG_DATA_HOME", FOLDERID_LocalAppData),
            .stateFolder = profileFolder("XDG_STATE_HOME", FOLDERID_LocalAppData)};
}

Profile Profile::asWritten()
{
    return {.configFolder = u"%APPDATA%/tokenwright"_s,
            .dataFolder = u"%LOCALAPPDATA%/tokenwright"_s,
            .stateFolder = u"%LOCALAPPDATA%/tokenwright"_s};
}

QString Profile::socketFile() const
{
    return {};
}

} // namespace Tokenwright
