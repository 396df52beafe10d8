// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Provider.h"
#include "Result.h"

#include <QString>
#include <QStringList>

namespace Tokenwright {

// What a provider's rules are for one set, which has some of its own. All of it is pure.

/// ClientAuthenticationMethod::id of the method that \a set uses: its own, or the provider's.
const QString &clientAuthenticationOf(const Provider &provider, const CredentialSet &set);

/// The scopes that \a set asks for: its own, or the provider's default ones, variables filled in.
QStringList scopesAskedFor(const Provider &provider, const CredentialSet &set);

/// The provider's rules with what \a set overrides of them: method and body format. Errors:
/// ErrorKind::Configuration.
Result<RequestRules> requestRulesOf(const Provider &provider, const CredentialSet &set);

/// The rules of the assertion, with whom it is for. The provider's algorithm does not count where
/// the set's method signs by something else.
AssertionRules assertionRulesOf(const Provider &provider, const CredentialSet &set);

/// Whether the provider's file describes the parameter \a name.
bool isDeclared(const RequestRules &rules, const QString &name);

/// The values of a declared parameter that is not secret: the set's, or the provider's default.
QStringList plainValues(const RequestParameter &parameter, const CredentialSet &set);

/// A body format as files name it.
QString bodyFormatName(BodyFormat format);

} // namespace Tokenwright
