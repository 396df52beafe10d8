// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include "ServerMetadata.h"

#include <functional>

namespace Tokenwright {

/// Finds out where tokens are had by \a url, trusting \a caCertificates as Discovery does, then
/// calls \a done; what fails ends the program.
void discover(Program &program, const QString &url, const QString &caCertificates,
              std::function<void(const ServerMetadata &)> done);

} // namespace Tokenwright
