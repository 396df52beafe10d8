// SPDX-License-Identifier: MIT
#pragma once

#include "Profile.h"

#include <QTemporaryDir>

/// A profile with folders of its own that go with it.
class TemporaryProfile
{
public:
    TemporaryProfile() { ready = bool(profile.ensureFolders()); }

    QTemporaryDir folder;
    Tokenwright::Profile profile{.configFolder = folder.filePath(QStringLiteral("config")),
                                 .dataFolder = folder.filePath(QStringLiteral("data")),
                                 .stateFolder = folder.filePath(QStringLiteral("state"))};
    bool ready = false;
};
