// SPDX-License-Identifier: MIT
#pragma once

#include "JsonReader.h"
#include "Provider.h"

namespace Tokenwright {

/// The object "request" of a provider file: how a token is asked for. What is wrong in it is told
/// by JsonReader::complain(). A pure function, for any thread.
RequestRules readRequest(const JsonReader &reader);

} // namespace Tokenwright
