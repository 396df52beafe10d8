// SPDX-License-Identifier: MIT
#pragma once

#include "EntryRules.h"
#include "Provider.h"

#include <QCommandLineOption>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

class QCommandLineParser;

namespace Tokenwright {

/// The values of an option of the \a form NAME=VALUE; a repeated name gives several. Otherwise
/// words on what is wrong.
std::expected<QMap<QString, QStringList>, QString>
assignments(const QCommandLineParser &parser, const QString &option, const QString &form);

/// The options that describe a set: --provider, --client-id, --secret-stdin, --scope, …
QList<QCommandLineOption> setOptions();

/// Those of them that describe the pair alone.
QList<QCommandLineOption> pairOptions();

/// \a set with what the options say of it; other fields stay. Otherwise words on what is wrong.
std::expected<CredentialSet, QString> describedSet(const QCommandLineParser &parser,
                                                   const Provider &provider, CredentialSet set);

/// What --variable says, one value for each name, each known to one of \a providers at
/// least. Otherwise words on what is wrong.
std::expected<QMap<QString, QString>, QString> describedVariables(const QCommandLineParser &parser,
                                                                  const QList<Provider> &providers);

/// Words on the first of \a set's variables that will not do, with the option that says it; empty:
/// all will.
QString variableWords(const Provider &provider, const CredentialSet &set);

/// The environment that \a given, what --environment says, is at \a provider; where nothing is
/// said, the only one there is. Otherwise words on what is wrong.
std::expected<QString, QString> describedEnvironment(const Provider &provider,
                                                     const QString &given);

/// --secret-expires.
QCommandLineOption secretExpiresOption();

/// What it says: nothing where it is not there, a null date where it takes the day out. Otherwise
/// words on what is wrong.
std::expected<std::optional<QDate>, QString> describedExpiry(const QCommandLineParser &parser);
/// \a set with what it says. Otherwise words on what is wrong.
std::expected<CredentialSet, QString> withExpiry(const QCommandLineParser &parser,
                                                 CredentialSet set);

/// Whether an option speaks of the pair.
bool changesPair(const QCommandLineParser &parser);

/// \a set with \a known and what the options say of the pair: ID, secret, secret parameters, key
/// and certificate, each by the rules of EntryRules.h. The secret comes from standard input, or is
/// asked for at the terminal when \a mayAsk and \a set's client authentication needs one. Otherwise
/// words on what is wrong.
std::expected<Entry, QString> describedPair(const QCommandLineParser &parser,
                                            const Provider &provider, const CredentialSet &set,
                                            ClientCredentials known, bool mayAsk);

} // namespace Tokenwright
