// SPDX-License-Identifier: MIT
#include "core/Profile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace Tokenwright {

Result<void> Profile::ensureFolders() const
{
    for (const QString &folder :
         {configFolder, providersFolder(), dataFolder, QString(dataFolder + u"/locks")}) {
        const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, ownerOnly)) {
            return failure(ErrorKind::Storage,
                           QCoreApplication::translate("Profile", "The folder %1 cannot be made.")
                               .arg(QDir::toNativeSeparators(folder)));
        }
    }
    return {};
}

Profile Profile::standard()
{
    const auto folder = [](QStandardPaths::StandardLocation location) {
        return QString(QStandardPaths::writableLocation(location) + u"/tokenwright");
    };
    return {.configFolder = folder(QStandardPaths::GenericConfigLocation),
            .dataFolder = folder(QStandardPaths::GenericDataLocation)};
}

} // namespace Tokenwright
