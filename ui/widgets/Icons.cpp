// SPDX-License-Identifier: MIT
#include "Icons.h"

#include "Literals.h"

#include "SymbolicIconEngine.h"

#include <QPainter>
#include <QPixmapCache>

#include <algorithm>
#include <iterator>

namespace Tokenwright {

namespace {

/// Below :/icons/symbolic, in the order of Icon, which begins with None.
constexpr const char *files[] = {
    "",       "add",  "edit", "duplicate", "remove",      "copy",    "mint",  "check",
    "cancel", "find", "menu", "import",    "information", "warning", "error", "favourite"};
static_assert(std::size(files) == std::size_t(Icon::Application));

QString fileOf(Icon which)
{
    return u":/icons/symbolic/" + QLatin1StringView(files[std::size_t(which)]) + u".svg";
}

} // namespace

QIcon icon(Icon which, QPalette::ColorRole role)
{
    if (which == Icon::None)
        return {};
    if (which == Icon::Application)
        return QIcon(u":/icons/tokenwright.svg"_s);
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
