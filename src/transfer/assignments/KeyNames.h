// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"

#include <QString>
#include <QStringList>

namespace Tokenwright {

/// What a key stands for, by what it ends with.
enum class KeyRole {
    Other,
    Id,
    Secret,
    Scope,
    TokenUrl,
    BaseUrl,
    Environment,
    GrantType,
    RefreshToken
};

/// A key taken apart: "EBAY_SANDBOX_CLIENT_ID" is { Id, "CLIENT", {"EBAY"}, "SANDBOX" }.
struct KeyName
{
    KeyRole role = KeyRole::Other;
    QString kind{}; ///< Which id belongs to which secret: CLIENT, APP, API, CONSUMER; "": any.
    QStringList prefix{}; ///< What stands before, without the environment; all, if Other.
    QString environment{}; ///< The word that tells it, as isEnvironmentWord() knows them.
};

/// By the table of endings in KeyNames.cpp; camelCase counts as CAMEL_CASE. Pure.
KeyName keyName(const QString &key);

/// \a text as words in capitals: letters and digits that a sign or a change of case parts.
QStringList keyWords(const QString &text);

/// The provider whose id, name or usual abbreviation \a words begin or end with; null: none.
/// \a rest gets the other words.
const Provider *providerNamed(const ProviderCatalog &catalog, const QStringList &words,
                              QStringList *rest);

} // namespace Tokenwright
