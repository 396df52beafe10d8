// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"
#include "TokenOptions.h"

#include <QByteArray>
#include <QList>

#include <expected>
#include <span>

namespace Tokenwright {

/// One environment variable.
struct EnvironmentVariable
{
    QByteArray name;
    QByteArray value;
};

/// The variables by which a command finds \a tokens: PREFIX_ACCESS_TOKEN, PREFIX_AUTHORIZATION and
/// PREFIX_EXPIRES_AT, with the set's name in between when there are several. Otherwise words that
/// say which names come out the same. Pure.
std::expected<QList<EnvironmentVariable>, QString>
tokenEnvironment(const Program &program, const QList<NamedToken> &tokens, const QString &prefix);

/// One way to write variables down.
struct EnvironmentFormat
{
    const char *name; ///< As --format takes it.
    QByteArray (*write)(const QList<EnvironmentVariable> &);
};

/// THE table of formats; the first is the usual one.
std::span<const EnvironmentFormat> environmentFormats();

} // namespace Tokenwright
