// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// What an error code of RFC 6749 §5.2 means and what to do about it, in one translated sentence;
/// empty for any other code. For providers whose file has no help of its own for that code. What a
/// refusal means may depend on \a grantType, the one that was asked for. Pure.
QString standardErrorHelp(const QString &code, const QString &grantType = {});

} // namespace Tokenwright
