// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// How texts of request tools name their variables.
enum class VariableSyntax {
    Braces, ///< {{name}}: Postman, Bruno, HTTP files.
    Nunjucks, ///< {{ _.name }}, and {% tags %} that only the tool can carry out: Insomnia.
    Yaak, ///< ${[ name ]}, ${[ function() ]}
};

/// Values of variables as one file, or one level of it, has them.
struct VariableValues
{
    QMap<QString, QString> values{};
    /// Variables that are there, but whose values the tool keeps elsewhere (as secrets, say).
    QSet<QString> elsewhere{};

    bool isEmpty() const { return values.isEmpty() && elsewhere.isEmpty(); }
    bool has(const QString &name) const
    {
        return values.contains(name) || elsewhere.contains(name);
    }
};

/// Values that can be chosen all at once: "dev" and "prod" of a tool, or a .env file.
struct ImportEnvironment
{
    QString name{}; ///< As the file has it; may be empty.
    VariableValues variables{};
    bool isCommon = false; ///< Cannot be chosen: it counts for all others, beneath what they say.
    QString file{}; ///< Which has it; empty: the one that is read.
    QJsonObject settings{}; ///< What its tool keeps there besides, for that tool's reader.
};

/// A variable that a text still lacks once it was filled in.
struct LackingVariable
{
    QString name{}; ///< Fit to be shown.
    bool isElsewhere = false; ///< No file beside this one could have it.
};

/// THE home of variable resolution: texts in which variables stand, filled in from levels of which
/// the innermost comes first. Nothing is carried out or read; what a value holds is filled in
/// again, within bounds. What is borrowed must stay.
class VariableScope
{
public:
    explicit VariableScope(VariableSyntax syntax)
        : m_syntax(syntax)
    { }

    /// Looks at \a values after all that were added before; null: nothing.
    void add(const VariableValues *values);
    /// \a text with its variables in place. What is lacking stays as it is.
    QString filledIn(const QString &text) const;
    /// The first variable that \a text, filled in, lacks; without name: none.
    LackingVariable lacking(const QString &text) const;
    /// Whether \a text has variables at all.
    bool mentionsAny(const QString &text) const;
    /// What the variables in \a text are called, as they would be looked for.
    QStringList names(const QString &text) const;

private:
    const QString *valueOf(const QString &name) const;

    VariableSyntax m_syntax;
    QList<const VariableValues *> m_levels{};
};

} // namespace Tokenwright
