// SPDX-License-Identifier: MIT
#include "Icons.h"

#include "SymbolicIconEngine.h"

#include <QFile>

namespace Tokenwright {

namespace {

struct IconNames
{
    Icon icon;
    const char *theme; ///< Freedesktop icon naming specification.
    const char *own; ///< Our drawing, below :/icons/symbolic.
};

constexpr IconNames table[] = {
    {Icon::Add, "list-add", "add"},
    {Icon::Edit, "document-edit", "edit"},
    {Icon::Duplicate, "edit-copy", "duplicate"},
    {Icon::Remove, "edit-delete", "remove"},
    {Icon::Copy, "edit-copy", "copy"},
    {Icon::Mint, "view-refresh", "mint"},
    {Icon::Check, "emblem-ok", "check"},
    {Icon::Cancel, "process-stop", "cancel"},
    {Icon::Find, "edit-find", "find"},
    {Icon::Import, "document-import", "import"},
    {Icon::Menu, "open-menu", "menu"},
};

} // namespace

QIcon icon(Icon which)
{
    if (which == Icon::Application)
        return QIcon(QStringLiteral(":/icons/tokenwright.svg"));
    for (const IconNames &names : table) {
        if (names.icon != which)
            continue;
        const QString own = QStringLiteral(":/icons/symbolic/%1.svg")
                                .arg(QLatin1StringView(names.own));
        return QIcon::fromTheme(QLatin1StringView(names.theme), QIcon(new SymbolicIconEngine(own)));
    }
    return {};
}

} // namespace Tokenwright
