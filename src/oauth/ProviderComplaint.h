// SPDX-License-Identifier: MIT
#pragma once

#include "providers/Provider.h"

#include <QJsonValue>
#include <QString>

namespace Tokenwright {

/// What an answer says went wrong, as received: neither redacted nor shortened.
struct ProviderComplaint
{
    bool present = false; ///< The answer holds an error, with or without a code.
    QString code; ///< Empty if there is none.
    QString message; ///< Empty if there is none.
};

/// How far to look for an error.
enum class Search {
    AsDescribed, ///< Only where the provider file says.
    KnownShapes, ///< Also where eBay, Pitney Bowes, API gateways and RFC 6749 put errors.
    Anything, ///< The HTTP status says that there is one: also a bare `code`.
};

/// Finds an error in \a root (see parseAnswer()). Zero, false, null and empty are no errors. Pure.
ProviderComplaint readComplaint(const QJsonValue &root, const ErrorRules &rules, Search search);

} // namespace Tokenwright
