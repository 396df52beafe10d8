// SPDX-License-Identifier: MIT
#include "TrayContents.h"

#include "Text.h"

#include "ShownText.h"

#include <algorithm>
#include <tuple>

namespace Tokenwright {

namespace {

constexpr qsizetype longestName = 60;

} // namespace

TrayContents trayContents(QList<TrayEntry> entries, qsizetype most)
{
    TrayContents contents{.sections = {}, .shown = entries.size(), .all = entries.size()};
    const auto byName = [](const TrayEntry &a, const TrayEntry &b) {
        return std::tuple(a.name.toCaseFolded(), a.setId)
            < std::tuple(b.name.toCaseFolded(), b.setId);
    };
    std::ranges::sort(entries, byName);
    if (entries.size() > most) {
        std::ranges::stable_sort(entries, std::ranges::greater(), &TrayEntry::lastUsed);
        entries.resize(most);
        contents.shown = most;
    }
    QList<TraySection> production;
    for (const TrayEntry &entry : std::as_const(entries)) {
        QList<TraySection> &sections = entry.isProduction ? production : contents.sections;
        auto section = std::ranges::find(sections, entry.environment, &TraySection::environment);
        if (section == sections.end())
            section = sections.insert(sections.end(),
                                      {.environment = entry.environment, .entries = {}});
        section->entries.append(entry);
    }
    for (QList<TraySection> *sections : {&contents.sections, &production})
        std::ranges::sort(*sections, {}, &TraySection::environment);
    contents.sections += production;
    return contents;
}

QString trayEntryText(const QString &name, const QString &status)
{
    QString shortened = visibleText(name);
    if (shortened.size() > longestName)
        shortened = shortened.first(longestName - 1) + u'…';
    return menuText(Text::tr("%1 — %2").arg(shortened, status));
}

} // namespace Tokenwright
