// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"
#include "TokenOptions.h"

#include "EntryRules.h"

#include <functional>

class QCommandLineParser;

namespace Tokenwright {

/// Asks for a token with what \a entry holds, whatever the keychain does, and calls \a done with
/// what came of it. The log has the request; nothing else is stored. What cannot be asked ends the
/// program.
void askWith(Program &program, const Provider &provider, const Entry &entry,
             std::function<void(const Result<AccessToken> &)> done);

/// Mints a token for a set that the options describe whole, and calls \a done with it. Nothing of
/// it is stored: neither index, ledger nor keychain is touched; the log has the request. What fails
/// ends the program.
void mintAdHoc(Program &program, const QCommandLineParser &parser,
               std::function<void(const NamedToken &, const ClientCredentials &)> done);

} // namespace Tokenwright
