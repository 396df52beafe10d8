// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include <QCommandLineOption>
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

/// --min-ttl, --force and --no-mint.
QList<QCommandLineOption> tokenChoiceOptions();

/// --scope, for a set that has scopes of its own.
QCommandLineOption scopeOption();

/// Whether those options cannot be followed, \a force being a new token anyway; ends the program
/// then.
bool refusesTokenChoice(Program &program, const QCommandLineParser &parser, bool force);

/// Says it when a new token lives shorter than --min-ttl asks for: a server decides that alone.
void sayIfTooShort(const Program &program, const QCommandLineParser &parser,
                   const NamedToken &named);

/// Gets a token for each of \a sets as the options say, then calls \a done with all of them. A
/// token that cannot be had ends the program instead.
void fetchTokens(Program &program, const QCommandLineParser &parser,
                 const QList<CredentialSet> &sets, bool force,
                 std::function<void(const QList<NamedToken> &)> done);

/// Calls \a done with the pair of \a set if it is \a needed, else with an empty one. One that
/// cannot be had ends the program instead.
void withPair(Program &program, const CredentialSet &set, bool needed,
              std::function<void(const ClientCredentials &)> done);

/// The sets that the command's names mean, at least one; ends the program and gives nothing
/// otherwise.
std::optional<QList<CredentialSet>> namedSets(Program &program, const QCommandLineParser &parser);

/// The set that the command's only name means; ends the program and gives nothing otherwise.
std::optional<CredentialSet> onlySet(Program &program, const QCommandLineParser &parser);

} // namespace Tokenwright
