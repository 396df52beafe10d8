// SPDX-License-Identifier: MIT
#include "Nearest.h"

#include "Text.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace Tokenwright {

namespace {

/// How many letters have to be added, taken away, replaced or swapped with the next one to make \a
/// b of \a a.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> beforeLast;
    QList<qsizetype> last(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        QList<qsizetype> row(b.size() + 1, i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const bool isSame = a.at(i - 1) == b.at(j - 1);
            row[j] = std::min(
                {last.at(j) + 1, row.at(j - 1) + 1, last.at(j - 1) + (isSame ? 0 : 1)});
            const bool isSwapped = i > 1 && j > 1 && a.at(i - 1) == b.at(j - 2)
                && a.at(i - 2) == b.at(j - 1);
            if (isSwapped)
                row[j] = std::min(row.at(j), beforeLast.at(j - 2) + 1);
        }
        beforeLast = last;
        last = row;
    }
    return last.last();
}

/// The less, the nearer; nothing: not near at all.
std::optional<qsizetype> nearness(const QString &typed, const QString &known)
{
    const QString a = typed.toCaseFolded();
    const QString b = known.toCaseFolded();
    if (a.size() > 1 && b.startsWith(a))
        return 0;
    constexpr qsizetype most = 2;
    const qsizetype allowed = std::min(most, std::max(a.size(), b.size()) / 3);
    if (std::abs(a.size() - b.size()) > allowed)
        return {};
    const qsizetype letters = distance(a, b);
    return letters <= allowed ? std::optional(letters) : std::nullopt;
}

} // namespace

bool isNear(const QString &typed, const QString &known)
{
    return nearness(typed, known).has_value();
}

QStringList nearestTo(const QString &typed, const QStringList &known)
{
    constexpr qsizetype most = 3;
    QList<std::pair<qsizetype, QString>> found;
    for (const QString &candidate : known) {
        if (const auto far = nearness(typed, candidate))
            found.append({*far, candidate});
    }
    std::ranges::stable_sort(found, {}, &std::pair<qsizetype, QString>::first);
    QStringList names;
    for (const auto &[far, name] : found.first(std::min(most, found.size())))
        names.append(name);
    return names;
}

QString didYouMean(const QString &typed, const QStringList &known)
{
    const QStringList names = nearestTo(typed, known);
    return names.isEmpty() ? QString() : u' ' + Text::tr("Did you mean %1?").arg(names.join(u", "));
}

} // namespace Tokenwright
