// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// What of \a value may not stand where \a text, a URL with {variables}, has the variable \a name:
/// the first character or "..", which would make more of it than that place; empty: nothing.
///
/// A variable that is the whole URL may be any. Within a host it may hold letters, digits, "-", "_"
/// and "." alone; where it is the whole host, a port and a path as well. In a path it may hold
/// whatever neither ends the path nor leads upwards, in a query whatever does not begin another
/// parameter. Whether a URL comes out of it isAllowedTokenUrl() says. Pure.
QString leavesItsPlace(const QString &text, const QString &name, const QString &value);

} // namespace Tokenwright
