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
            .stateFolder = folder(QStandardPaths::GenericDataLocation) + u"/state"};
}

QString Profile::socketFile() const
{
    return {};
}

} // namespace Tokenwright
