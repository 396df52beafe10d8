// SPDX-License-Identifier: MIT
#include "Icons.h"

#include "Literals.h"

#include "Pictures.h"
#include "SymbolicIconEngine.h"

#include <QPainter>
#include <QPixmapCache>

#include <algorithm>

namespace Tokenwright {

namespace {

struct IconFile
{
    Icon icon;
    const char *name; ///< Below :/icons/symbolic.
};

/// THE table of our icons.
constexpr IconFile files[]{
    {Icon::Add, "add"},         {Icon::Edit, "edit"},     {Icon::Duplicate, "duplicate"},
    {Icon::Remove, "remove"},   {Icon::Copy, "copy"},     {Icon::Mint, "mint"},
    {Icon::Check, "check"},     {Icon::Cancel, "cancel"}, {Icon::Find, "find"},
    {Icon::Show, "show"},       {Icon::Hide, "hide"},     {Icon::Menu, "menu"},
    {Icon::Import, "import"},   {Icon::Undo, "undo"},     {Icon::Information, "information"},
    {Icon::Warning, "warning"}, {Icon::Error, "error"},   {Icon::Star, "star"},
    {Icon::Starred, "starred"}, {Icon::More, "more"},
};

QString fileOf(Icon which)
{
    const auto *file = std::ranges::find(files, which, &IconFile::icon);
    return u":/icons/symbolic/" + QLatin1StringView(file->name);
}

} // namespace

QIcon icon(Icon which, QPalette::ColorRole role)
{
    if (which == Icon::None)
        return {};
    if (which == Icon::Application)
        return applicationPicture();
    return QIcon(new SymbolicIconEngine(fileOf(which), role));
}

void paintSymbol(QPainter *painter, const QRect &rect, Icon which, const QColor &color)
{
    const qreal ratio = painter->device()->devicePixelRatio();
    const int side = std::min(rect.width(), rect.height());
    const QSize size(qRound(side * ratio), qRound(side * ratio));
    const QString key
        = u"tokenwright-%1-%2-%3"_s.arg(int(which)).arg(color.rgba()).arg(size.width());
    QPixmap drawn;
    if (!QPixmapCache::find(key, &drawn)) {
        drawn = SymbolicIconEngine::drawn(fileOf(which), size, color);
        QPixmapCache::insert(key, drawn);
    }
    drawn.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.center() - QPoint((side - 1) / 2, (side - 1) / 2), drawn);
}

} // namespace Tokenwright
