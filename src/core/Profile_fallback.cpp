// SPDX-License-Identifier: MIT
#include "Profile.h"

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

QString Profile::socketFile() const
{
    return {};
}

} // namespace Tokenwright
