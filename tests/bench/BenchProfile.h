// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QString>

/// Fills \a profile's folders, `config` and `data` below \a folder, with \a count credential sets
/// whose tokens are valid for hours. One of each is written by the program's own code and then
/// multiplied, so that the files are what the program writes.
Tokenwright::Result<void> writeBenchProfile(const QString &folder, int count);
