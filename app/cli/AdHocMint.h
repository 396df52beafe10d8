// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"
#include "TokenOptions.h"

#include <functional>

class QCommandLineParser;

namespace Tokenwright {

/// Mints a token for a set that the options describe whole, and calls \a done with it. Nothing of
/// it is stored: neither index, ledger nor keychain is touched; the log has the request. What fails
/// ends the program.
void mintAdHoc(Program &program, const QCommandLineParser &parser,
               std::function<void(const NamedToken &, const ClientCredentials &)> done);

} // namespace Tokenwright
