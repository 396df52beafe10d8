// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include <QStringList>

#include <functional>

class QCommandLineParser;

namespace Tokenwright {

/// A token with the set it is of.
struct NamedToken
{
    CredentialSet set;
    AccessToken token;
};

/// Adds --environment, --min-ttl, --force and --no-mint.
void addTokenChoice(QCommandLineParser &parser);

/// Gets a token for each of \a names as the options say, then calls \a done with all of them. A
/// name that is none, or a token that cannot be had, ends the program instead.
void fetchTokens(Program &program, const QCommandLineParser &parser, const QStringList &names,
                 bool force, std::function<void(const QList<NamedToken> &)> done);

/// The set that the command's only name means; ends the program and gives nothing otherwise.
std::optional<CredentialSet> onlySet(Program &program, const QCommandLineParser &parser);

/// When a token expires, in whole seconds since the epoch; nothing: unknown.
std::optional<qint64> expiryOf(const AccessToken &token);
/// The same as ISO 8601 in UTC; empty: unknown.
QString isoExpiryOf(const AccessToken &token);

} // namespace Tokenwright
