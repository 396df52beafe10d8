// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"

#include <expected>

namespace Tokenwright {

/// What an operation gives: a value, or the typed reason why there is none.
template <class T> using Result = std::expected<T, Error>;

/// Shorthand for returning a failure: `return failure(ErrorKind::Network, text);`
inline std::unexpected<Error> failure(Error error)
{
    return std::unexpected<Error>(std::move(error));
}

inline std::unexpected<Error> failure(ErrorKind kind, QString message = {})
{
    return failure(Error{.kind = kind, .message = std::move(message)});
}

/// The same for what people wrote or set up and can mend there.
inline std::unexpected<Error> misconfigured(QString message)
{
    return failure(ErrorKind::Configuration, std::move(message));
}

} // namespace Tokenwright
