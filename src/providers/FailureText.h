// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "Provider.h"

#include <QString>

namespace Tokenwright {

/// All there is to say of \a error to a person, translated, in sentences: what failed, the HTTP
/// status, the provider's code and message, and what to do (the provider's own help for that code
/// if its file has some, else standardErrorHelp(), else the kind's advice). \a provider may be
/// null. Pure.
QString failureText(const Error &error, const Provider *provider);

} // namespace Tokenwright
