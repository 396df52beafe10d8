// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <cstdio>

namespace Tokenwright {

/// Whether somebody looks at \a stream.
bool isTerminal(std::FILE *stream);

enum class Emphasis { Bold, Alarm };

/// \a text so that it stands out on \a stream; as it is where nobody looks, on a terminal that
/// cannot (TERM=dumb) and when NO_COLOR is set (https://no-color.org).
QString emphasised(const QString &text, Emphasis emphasis, std::FILE *stream);

/// \a rows as columns for people: padded, under \a titles.
QStringList columns(const QStringList &titles, const QList<QStringList> &rows);

} // namespace Tokenwright
