// SPDX-License-Identifier: MIT
#pragma once

#include <QFileInfo>

namespace Tokenwright {

/// The provider files in \a folder, by name: whatever ends like one and is no folder, because what
/// cannot be read, a link to nowhere or a pipe, is to be named.
QFileInfoList providerFilesIn(const QString &folder);

} // namespace Tokenwright
