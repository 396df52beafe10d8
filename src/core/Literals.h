// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// All texts of ours that nobody translates are written u"like this"_s.
using namespace Qt::StringLiterals;

} // namespace Tokenwright
