// SPDX-License-Identifier: MIT
#include "Icons.h"

#include "Literals.h"

#include "SymbolicIconEngine.h"

#include <iterator>

namespace Tokenwright {

namespace {

/// Below :/icons/symbolic, in the order of Icon, which begins with None.
constexpr const char *files[] = {"",     "add",    "edit",        "duplicate", "remove", "copy",
                                 "mint", "check",  "cancel",      "find",      "show",   "hide",
                                 "menu", "import", "information", "warning",   "error"};
static_assert(std::size(files) == std::size_t(Icon::Application));

} // namespace

QIcon icon(Icon which, QPalette::ColorRole role)
{
    if (which == Icon::None)
        return {};
    if (which == Icon::Application)
        return QIcon(u":/icons/tokenwright.svg"_s);
    const QLatin1StringView file(files[std::size_t(which)]);
    return QIcon(new SymbolicIconEngine(u":/icons/symbolic/" + file + u".svg", role));
}

} // namespace Tokenwright
