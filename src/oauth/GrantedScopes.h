// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Provider.h"

#include <QStringList>

namespace Tokenwright {

/// What \a set asks for of \a provider and was not \a granted, the scopes that the provider named
/// with the token, blanks between them. None of an answer that names none, which says that all were
/// granted (RFC 6749 §5.1). Pure.
QStringList scopesNotGranted(const CredentialSet &set, const Provider &provider,
                             const QString &granted);

/// The same in a sentence; empty: all were granted.
QString scopesNotGrantedText(const CredentialSet &set, const Provider &provider,
                             const QString &granted);

} // namespace Tokenwright
