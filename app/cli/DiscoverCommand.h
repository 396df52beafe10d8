// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include "CredentialSet.h"
#include "Result.h"
#include "ServerMetadata.h"

#include <QCommandLineOption>

#include <functional>

namespace Tokenwright {

/// --issuer.
QCommandLineOption issuerOption();

/// Finds out where tokens are had by \a url, trusting \a caCertificates as Discovery does, and
/// says so; then calls \a done with what \a set is by that, and what was found. What fails, \a
/// caCertificates included, ends the program.
void discoverSet(Program &program, const QString &url, const Result<QString> &caCertificates,
                 const CredentialSet &set,
                 std::function<void(const CredentialSet &set, const ServerMetadata &found)> done);

} // namespace Tokenwright
