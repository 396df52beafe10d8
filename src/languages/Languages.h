// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <span>

namespace Tokenwright {

/// A language that the program may speak.
struct Language
{
    const char *code; ///< As its .ts file ends, "pt_BR".
    const char *endonym; ///< What it is called in itself, UTF-8.
};

/// All that there are words in, English among them, by endonym.
QList<Language> languages();

/// Where the language is chosen in settings.ini; what is no code of languages(), and no
/// path of a translation (.qm), leaves it to the system.
inline constexpr const char *languageKey = "language";

/// Whether what settings.ini has for the language is the path of a .qm file, from the root on.
bool isWordsFile(const QString &choice);

/// The code, or .qm file, that \a settingsFile chooses; empty: the system's. Costs a look at a
/// small file, because the command line pays for it at every start.
QString chosenLanguage(const QString &settingsFile);

/// The code of the first of \a wanted that there are words in, in the order wished ("de-AT",
/// "pt", "zh-Hans-CN"); English where there is none. Pure, but for which languages there are.
QString languageAmong(const QStringList &wanted);

} // namespace Tokenwright
