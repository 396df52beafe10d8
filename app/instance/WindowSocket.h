// SPDX-License-Identifier: MIT
#pragma once

#include "Profile.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

// What the window that runs in a profile is asked, a line each over a local socket that this user
// alone may open. No secret goes over it, neither way.
//
//     show TOKEN       the window is to show itself; answered by "shown". TOKEN, of the desktop's,
//     lets palette TOKEN    it raise one. The same of the palette. confirm JSON     somebody is to
//     be asked whether a command line gets tokens, see
//                      ConsentRequest; answered by "asking" at once and by "yes" or "no" when they
//                      have answered.
//
// Whoever does not know a word hangs up.
inline const QByteArray showWord = QByteArrayLiteral("show");
inline const QByteArray paletteWord = QByteArrayLiteral("palette");
inline const QByteArray confirmWord = QByteArrayLiteral("confirm");
inline const QByteArray shownAnswer = QByteArrayLiteral("shown");
inline const QByteArray askingAnswer = QByteArrayLiteral("asking");
inline const QByteArray yesAnswer = QByteArrayLiteral("yes");
inline const QByteArray noAnswer = QByteArrayLiteral("no");

/// The longest line, in bytes.
constexpr qint64 longestWindowRequest = 4096;

/// A path among the profile's locks, which nobody else may enter. A socket's path is short by law
/// (sun_path holds 108 bytes); where the profile lies too deep, a name made of it in the folder for
/// temporary files.
QString windowSocketName(const Profile &profile);

/// What a command line wants to be agreed to.
struct ConsentRequest
{
    QStringList setIds; ///< Whose tokens it gets.
    QString command; ///< The command's name: "header". One visible line once it has come.
    QString program{}; ///< What the tokens are handed to, likewise; empty: to standard output.

    bool operator==(const ConsentRequest &) const = default;

    /// As it goes over the socket: one line of JSON, without the line end.
    QByteArray toLine() const;
    /// Nothing: it is none, or asks for no set.
    static std::optional<ConsentRequest> fromLine(const QByteArray &line);
};

} // namespace Tokenwright
