// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include <QCommandLineOption>

#include <functional>

class QCommandLineParser;

namespace Tokenwright {

/// --confirm.
QCommandLineOption confirmOption();

/// Calls \a then once tokens of \a sets may go where the command brings them: at once where nobody
/// is to be asked, otherwise when somebody has agreed to it in the window that runs. Somebody is
/// asked of all with --confirm, and of production's where that is chosen in the preferences and
/// nobody is at a terminal. Without consent the program ends. Asks before anything is minted.
void withConsent(Program &program, const QCommandLineParser &parser,
                 const QList<CredentialSet> &sets, std::function<void()> then);

} // namespace Tokenwright
