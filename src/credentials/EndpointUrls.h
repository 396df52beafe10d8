// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Provider.h"
#include "Result.h"

#include <QList>
#include <QMap>
#include <QRegularExpression>
#include <QString>
#include <QUrl>

namespace Tokenwright {

/// The values of the provider's {variables}: the set's own, or the defaults. Pure.
QMap<QString, QString> variableValues(const Provider &provider, const CredentialSet &set);

/// \a pattern for a text as a whole. There are few patterns, and to make one takes longer than to
/// use it: each thread keeps those it used last.
QRegularExpression wholePattern(const QString &pattern);

/// What is wrong with the values of a provider's {variables}.
struct VariableProblem
{
    QString name; ///< Of the variable.
    QString message; ///< A sentence with its label.
};

/// Which of \a set's values are missing in the token URL, are not as the provider wants them, or
/// would change one of its URLs beyond their own place there (see leavesItsPlace()): with a host,
/// where pair and token go. THE rule, whichever way they came in. Nothing for an unknown
/// environment. Pure.
QList<VariableProblem> variableProblems(const Provider &provider, const CredentialSet &set);

/// The token endpoint of \a set at \a provider, variables filled in. Pure.
/// Errors: ErrorKind::Configuration (no such environment, variableProblems(), URL not allowed).
Result<QUrl> tokenUrlOf(const Provider &provider, const CredentialSet &set);

/// Where tokens of \a set are ended (RFC 7009), variables filled in. Pure.
/// Errors: ErrorKind::Configuration (the provider names no such place, or one that is not allowed).
Result<QUrl> revocationUrlOf(const Provider &provider, const CredentialSet &set);

/// Who issues the tokens of \a set, variables filled in; empty when nobody is known. Pure.
QString issuerOf(const Provider &provider, const CredentialSet &set);

/// Where the token is used, variables filled in; empty when the provider names no place. Pure.
QString apiBaseUrlOf(const Provider &provider, const CredentialSet &set);

/// originOf() that place, where it is another than the token endpoint's; empty where there is none,
/// or no URL that a token could go to. Pure.
QString apiOriginOf(const Provider &provider, const CredentialSet &set);

/// The PEM file trusted besides the system's certificates, variables filled in; empty: none. A
/// relative path starts from the provider file's folder, whether it stands there or in a variable.
/// Pure. Errors: ErrorKind::Configuration (a relative path, and the provider is a built-in one: it
/// would mean whatever folder the program was started in).
Result<QString> caCertificatesOf(const Provider &provider, const CredentialSet &set);

} // namespace Tokenwright
