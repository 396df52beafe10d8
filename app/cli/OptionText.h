// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace Tokenwright {

/// What help, manual and completions say of an option, taken from the one place that describes it.
struct OptionText
{
    QString term; ///< "-h, --help", "--format FORMAT".
    QString meaning; ///< On one line.
    QList<std::pair<QString, QString>> choices; ///< Each word, and what it means; may be empty.
};

/// \a option as people read it: choices that its value's name parts by "|" stand on lines of their
/// own, with what further lines of its description say of them. Pure.
OptionText optionText(const QCommandLineOption &option);

/// \a choices, a word and what it means, as further lines of an option's description. Pure.
QString choiceLines(const QList<std::pair<QString, QString>> &choices);

} // namespace Tokenwright
