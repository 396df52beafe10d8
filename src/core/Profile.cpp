// SPDX-License-Identifier: MIT
#include "Profile.h"

#include "PrivateFolder.h"
#include "Text.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

namespace Tokenwright {

bool Profile::canNameLock(const QString &setId)
{
    constexpr qsizetype longest = 64;
    static constexpr QStringView others[]{u"credential-sets", u"tokens", u"requests", u"last-used",
                                          u"window"};
    // looked up, since nothing foretells where branches lead in ten thousand random ones
    static constexpr auto mayStand = [] {
        std::array<bool, 128> characters{};
        for (const char8_t c : u8"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            characters[c] = c != 0;
        return characters;
    }();
    return !setId.isEmpty() && setId.size() <= longest && std::ranges::all_of(setId, [](QChar c) {
        return c.unicode() < mayStand.size() && mayStand[c.unicode()];
    }) && std::ranges::find(others, QStringView(setId)) == std::end(others);
}

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
    for (const QString &folder : {configFolder, providersFolder(), dataFolder,
                                  QString(dataFolder + u"/locks"), stateFolder}) {
        if (folder.isEmpty())
            continue;
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

} // namespace Tokenwright
