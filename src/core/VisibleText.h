// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// \a text as one line in which everything can be seen: runs of blanks and line ends become one
/// blank, and whatever is invisible, controls a terminal or reorders what stands around it
/// (control, format and bidi characters, private use, unassigned, lone surrogates) is spelled out
/// as `\uXXXX`. What others wrote passes through here before a terminal or a widget shows it. Pure.
QString visibleText(const QString &text);

/// The same line by line; the lines stay. Pure.
QString visibleTextLines(const QString &text);

/// The same with every blank left where it is: tabs and line ends are spelled out as well. For
/// names that somebody may want to type or copy, and for lines in columns. Pure.
QString visibleCharacters(const QString &text);

/// \a json, which is JSON in UTF-8, with those characters as JSON's own escapes: the same values
/// for whoever parses it, and harmless where somebody looks. Pure.
QByteArray visibleJson(const QByteArray &json);

} // namespace Tokenwright
