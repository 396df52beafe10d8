// SPDX-License-Identifier: MIT
#pragma once

#include "ImportedFile.h"
#include "ProviderCatalog.h"
#include "tools/VariableText.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// A variable with its value, as in a .env file or a Postman environment.
struct KeyedValue
{
    QString key;
    QString value;
    QString place;
    QString flaw{}; ///< Why `value` is not what it stands for; a translated sentence.
    QString note{}; ///< What was assumed of it; the same.
    /// It is there, but its value is kept somewhere else; `value` is empty.
    bool isElsewhere = false;
};

/// Whether \a key is called as the public half of a pair is by convention: EBAY_CLIENT_ID,
/// EBAY_APP_ID, PB_API_KEY, ACME_CONSUMER_KEY, clientId.
bool isPairKey(const QString &key);

/// Whether \a key is called as anything that belongs to a pair.
bool isKnownKey(const QString &key);

/// Adds to \a file the pairs among \a values. What stands before CLIENT_ID and the like tells the
/// provider, a word such as SANDBOX or LIVE anywhere in it the environment; keys of the same
/// beginning bring scopes, token URL, environment and the provider's variables and parameters.
/// \a name is what the whole is called, if anything; it may tell as well. A key that is there twice
/// with different values makes no pair, nor does one whose value has a flaw.
void takeKeyedPairs(ImportedFile &file, const QList<KeyedValue> &values, const QString &name,
                    const ProviderCatalog &catalog);

/// The same among \a variables, of an environment that is called \a name, if anything.
void takeVariables(ImportedFile &file, const VariableValues &variables, const QString &name,
                   const ProviderCatalog &catalog);

} // namespace Tokenwright
