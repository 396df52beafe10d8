// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Tokenwright {

/// Whether \a name, in a URL's query or in a file that is imported, stands for a secret: one that
/// saysSecret(), and what says so only there ("key", "sig", "code"). Two rules, because a parameter
/// that somebody enters may well be called "code", while in a text that others made nobody can be
/// asked. Pure.
bool meansSecret(const QString &name);

/// A URL, apart from what in it belongs to the pair and has no place in a file.
struct UrlParts
{
    QString url; ///< Without all of it.
    bool hadUser = false; ///< A user name or a password stood before its host.
    QStringList fields{}; ///< Of its query: "name=value", as it stood there.
};
/// Takes \a text apart: user information, and of query and fragment what meansSecret() and the
/// client ID. What is no URL with such things stays as it is. Pure.
UrlParts withoutCredentials(const QString &text);

} // namespace Tokenwright
