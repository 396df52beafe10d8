// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"
#include "TokenOptions.h"

#include "formats/EnvironmentFormat.h"

#include <QList>

#include <expected>

namespace Tokenwright {

/// The variables by which a command finds \a tokens: PREFIX_ACCESS_TOKEN, PREFIX_AUTHORIZATION and
/// PREFIX_EXPIRES_AT, with the set's name in between when there are several. Otherwise words that
/// say which names come out the same. Pure.
std::expected<QList<EnvironmentVariable>, QString>
tokenEnvironment(const Program &program, const QList<NamedToken> &tokens, const QString &prefix);

} // namespace Tokenwright
