// SPDX-License-Identifier: MIT
#include "Profile.h"

#include "Literals.h"

#include <QStandardPaths>

namespace Tokenwright {

Profile Profile::standard()
{
    const auto folder = [](QStandardPaths::StandardLocation location) {
        return QString(QStandardPaths::writableLocation(location) + u"/tokenwright");
    };
    return {.configFolder = folder(QStandardPaths::GenericConfigLocation),
            .dataFolder = folder(QStandardPaths::GenericDataLocation),
            // Qt knows of a place for state from 6.7 on only, and there it is this one
            .stateFolder = folder(QStandardPaths::GenericDataLocation)};
}

Profile Profile::asWritten()
{
    return {.configFolder = u"~/Library/Preferences/tokenwright"_s,
            .dataFolder = u"~/Library/Application Support/tokenwright"_s,
            .stateFolder = u"~/Library/Application Support/tokenwright"_s};
}

QString Profile::socketFile() const
{
    return {};
}

} // namespace Tokenwright
