// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace Tokenwright {

/// \a rows for standard output: in columns under \a titles for whoever looks, parted by tabs for
/// programs. Whatever is invisible in a cell is spelled out.
QByteArray tableText(const QStringList &titles, const QList<QStringList> &rows);

} // namespace Tokenwright
