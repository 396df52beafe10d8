// SPDX-License-Identifier: MIT
#include "tools/VariableText.h"

#include "Literals.h"
#include "VisibleText.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace Tokenwright {

namespace {

constexpr int mostRounds = 5; ///< Values may hold variables, and these others.
constexpr qsizetype mostFilledIn = 64 * 1024; ///< Variables within variables may grow.

/// What stands around a variable.
struct VariableMarks
{
    QStringView open;
    QStringView close;
    bool isTag = false; ///< Something that only the tool can carry out.
};

constexpr VariableMarks braces{.open = u"{{", .close = u"}}"};
constexpr VariableMarks nunjucksMarks[]{braces, {.open = u"{%", .close = u"%}", .isTag = true}};
constexpr VariableMarks bracesMarks[]{braces};
constexpr VariableMarks yaakMarks[]{{.open = u"${[", .close = u"]}"}};

std::span<const VariableMarks> marksOf(VariableSyntax syntax)
{
    switch (syntax) {
    case VariableSyntax::Braces:
        return bracesMarks;
    case VariableSyntax::Nunjucks:
        return nunjucksMarks;
    case VariableSyntax::Yaak:
        return yaakMarks;
    }
    return bracesMarks;
}

/// A variable in a text.
struct VariablePlace
{
    qsizetype start;
    qsizetype end; ///< Behind its closing marks.
    QString inside; ///< Without blanks around.
    bool isTag;
};

/// The next variable in \a text from \a from on; each character is looked at a fixed number of
/// times, however many marks are never closed.
class VariableFinder
{
public:
    VariableFinder(const QString &text, VariableSyntax syntax)
        : m_text(text)
    {
        for (const VariableMarks &marks : marksOf(syntax))
            m_kinds.append({.marks = marks});
    }

    std::optional<VariablePlace> next()
    {
        std::optional<VariablePlace> first;
        for (Kind &kind : m_kinds) {
            if (!kind.found || kind.found->start < m_at)
                find(kind);
            if (kind.found && (!first || kind.found->start < first->start))
                first = kind.found;
        }
        if (first)
            m_at = first->end;
        return first;
    }

private:
    struct Kind
    {
        VariableMarks marks;
        std::optional<VariablePlace> found{};
        bool isOver = false;
    };

    void find(Kind &kind) const
    {
        kind.found.reset();
        if (kind.isOver)
            return;
        const qsizetype open = m_text.indexOf(kind.marks.open, m_at);
        const qsizetype close = open < 0
            ? -1
            : m_text.indexOf(kind.marks.close, open + kind.marks.open.size());
        if (close < 0) {
            kind.isOver = true;
            return;
        }
        // of several openings the last one is its own
        const qsizetype size = kind.marks.open.size();
        const qsizetype inner
            = QStringView(m_text).sliced(open, close - open).lastIndexOf(kind.marks.open);
        const qsizetype start = open + inner;
        kind.found = {.start = start,
                      .end = close + kind.marks.close.size(),
                      .inside = m_text.sliced(start + size, close - start - size).trimmed(),
                      .isTag = kind.marks.isTag};
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QList<Kind> m_kinds{};
};

/// The variables of the system, of a .env file or of the tool's own vault, by what stands before
/// their names.
constexpr QStringView outsidePrefixes[]{u"process.env.", u"$processEnv ", u"$dotenv ",
                                        u"$env.",        u"env.",         u"vault."};

/// What is behind such a beginning; else empty.
QString outsideName(const QString &name)
{
    for (const QStringView prefix : outsidePrefixes) {
        if (name.startsWith(prefix))
            return name.sliced(prefix.size()).trimmed();
    }
    return {};
}

/// Insomnia's _.name, _['name'] and name['x'] as they are kept: "name", "name.x"; a filter goes.
QString nunjucksName(QString name)
{
    static const QRegularExpression subscript(u"\\[\\s*['\"]([^'\"\\]]*)['\"]\\s*\\]"_s);
    if (const qsizetype filter = name.indexOf(u'|'); filter >= 0)
        name = name.first(filter).trimmed();
    name.replace(subscript, u".\\1"_s);
    return name.startsWith(u"_.") ? name.sliced(2) : name;
}

} // namespace

void VariableScope::add(const VariableValues *values)
{
    if (values && !values->isEmpty())
        m_levels.append(values);
}

/// Null: there is none, or its value is elsewhere.
const QString *VariableScope::valueOf(const QString &name) const
{
    QStringList names{name};
    if (m_syntax == VariableSyntax::Nunjucks)
        names.append(nunjucksName(name));
    if (const QString outside = outsideName(names.last()); !outside.isEmpty())
        names.append(outside);
    for (const VariableValues *level : m_levels) {
        for (const QString &each : std::as_const(names)) {
            if (const auto value = level->values.constFind(each); value != level->values.cend())
                return &*value;
            if (level->elsewhere.contains(each))
                return nullptr;
        }
    }
    return nullptr;
}

QString VariableScope::filledIn(const QString &text) const
{
    QString result = text;
    for (int round = 0; round < mostRounds && result.size() < mostFilledIn; ++round) {
        QString next;
        qsizetype end = 0;
        VariableFinder finder(result, m_syntax);
        while (const auto place = finder.next()) {
            const QString *value = place->isTag ? nullptr : valueOf(place->inside);
            next += QStringView(result).sliced(end, place->start - end);
            next += value ? QStringView(*value)
                          : QStringView(result).sliced(place->start, place->end - place->start);
            end = place->end;
            if (next.size() > mostFilledIn)
                return text;
        }
        if (end == 0)
            break;
        next += QStringView(result).sliced(end);
        if (next == result)
            break;
        result = next;
    }
    return result;
}

LackingVariable VariableScope::lacking(const QString &text) const
{
    VariableFinder finder(text, m_syntax);
    const auto place = finder.next();
    if (!place)
        return {};
    const QString &name = place->inside;
    const QString plain = m_syntax == VariableSyntax::Nunjucks ? nunjucksName(name) : name;
    const bool isCall = m_syntax == VariableSyntax::Yaak && name.contains(u'(');
    const bool isKnown = std::ranges::any_of(m_levels, [&](const VariableValues *level) {
        return level->elsewhere.contains(name) || level->elsewhere.contains(plain);
    });
    const QString shown = isCall ? name.section(u'(', 0, 0)
        : place->isTag           ? name.section(u' ', 0, 0)
                                 : plain;
    return {.name = visibleText(shown.isEmpty() ? u" "_s : shown),
            .isElsewhere = place->isTag || isCall || isKnown || !outsideName(plain).isEmpty()};
}

bool VariableScope::mentionsAny(const QString &text) const
{
    return VariableFinder(text, m_syntax).next().has_value();
}

QStringList VariableScope::names(const QString &text) const
{
    QStringList names;
    VariableFinder finder(text, m_syntax);
    while (const auto place = finder.next()) {
        QString name = m_syntax == VariableSyntax::Nunjucks ? nunjucksName(place->inside)
                                                            : place->inside;
        if (const QString outside = outsideName(name); !outside.isEmpty())
            name = outside;
        names.append(name);
    }
    return names;
}

} // namespace Tokenwright
