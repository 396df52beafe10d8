// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QString>

namespace Tokenwright {

/// The setting by which somebody is asked in the window before a production token goes to a command
/// line that is not at a terminal. The window writes it, the command line heeds it.
inline const QString askBeforeCommandLineKey = u"commandLine/askBeforeProduction"_s;

/// Whether \a settingsFile has it chosen. One that is there and cannot be read is taken to.
bool asksBeforeCommandLine(const QString &settingsFile);

} // namespace Tokenwright
