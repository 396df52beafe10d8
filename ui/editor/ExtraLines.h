// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// Extra request parameters as lines of text, `name=value` each; a name that is there again has
/// several values (RFC 8707 §2). Blanks around name and value do not count, empty lines neither.
struct ParameterLines
{
    QMap<QString, QStringList> parameters;
    QStringList kept; ///< Names whose line says that the keychain keeps the value.
    QStringList problems; ///< For people; each names its line.

    /// What is to be known of the lines, for people: which will be kept in the keychain.
    QString information() const;
};

/// What \a text says. A problem is a line that cannot be read, and a name that \a rules set in
/// another way. Pure.
ParameterLines parameterLines(const QString &text, const RequestRules &rules);

/// Those of \a parameters that \a rules do not declare, as lines, as far as lines can hold them,
/// and then a line `name={secret:name}` for each of \a kept, whose value is in the keychain. Pure.
QString linesOf(const QMap<QString, QStringList> &parameters, const RequestRules &rules,
                const QStringList &kept = {});

/// \a parameters with what the lines \a text say instead of what linesOf() shows. What lines cannot
/// hold stays as it is, and so does everything when the lines are those of linesOf(). Pure.
QMap<QString, QStringList> withLines(const QMap<QString, QStringList> &parameters,
                                     const QString &text, const RequestRules &rules);

/// Extra request headers as lines of text, `Name: value` each; read as generously.
struct HeaderLines
{
    QList<NameValue> headers;
    QStringList problems; ///< For people; each names its line.

    /// What is to be known of the lines, for people: which will be kept in the keychain.
    QString information() const;
};

/// What \a text says. A problem is a line that cannot be read, and a header that cannot be sent.
/// Pure.
HeaderLines headerLines(const QString &text);

/// As for parameters. Pure.
QString linesOf(const QList<NameValue> &headers);
QList<NameValue> withLines(const QList<NameValue> &headers, const QString &text);

} // namespace Tokenwright
