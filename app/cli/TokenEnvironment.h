// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"
#include "TokenOptions.h"

#include "AssignmentFormat.h"

#include <QList>

#include <expected>

namespace Tokenwright {

/// What the variables of each of \a sets begin with: \a prefix, and the set's name when there are
/// several; in upper case, other characters than letters and digits as "_". Otherwise words on why
/// they cannot be: no name of a variable, or the same for two. Known before any token is. Pure.
std::expected<QList<QByteArray>, QString> variableStarts(const QList<CredentialSet> &sets,
                                                         const QString &prefix);

/// The variables by which a command finds \a tokens: _ACCESS_TOKEN, _AUTHORIZATION and _EXPIRES_AT
/// behind the token's one of \a starts. Pure.
QList<EnvironmentVariable> tokenEnvironment(const Program &program, const QList<NamedToken> &tokens,
                                            const QList<QByteArray> &starts);

} // namespace Tokenwright
