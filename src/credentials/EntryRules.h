// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "EnteredText.h"
#include "Result.h"
#include "SecretName.h"
#include "UrlSecrets.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

/// THE rule for what may enter, by whichever way: window, command line, import; of single texts
/// EnteredText.h has it. Everything here is pure; errors are ErrorKind::Configuration, whose
/// message is a sentence for people that names the place and never the value.

/// Why \a value cannot be kept as the variable \a name, which stands in a file for anyone to read:
/// the name says secret, or it is a URL with credentials; nothing: it can. \a label is what people
/// know it by; empty: its name.
std::optional<Error> variableProblem(const QString &name, const QString &value,
                                     const QString &label = {});

/// What says that \a name is kept in the keychain because its name says secret, in a sentence.
QString keptSecretNote(const QString &name);

/// A header's value that stands for the secret parameter \a name: `{secret:name}`.
QString secretPlaceholder(const QString &name);
/// The secret parameters that \a headers send, which therefore are no request parameters.
QStringList secretsInHeaders(const QList<NameValue> &headers);

/// A set with its pair as they may be stored.
struct Entry
{
    CredentialSet set;
    ClientCredentials credentials;
    QStringList notes{}; ///< What was done to them, for people; to be said.
};

/// \a entry by all of these rules: name, ID, secret and parameters; and what says secret is moved
/// out of the set, parameters to the credentials, headers likewise, with a placeholder left behind.
/// A parameter is plain or secret, never both: the one that is new stays.
/// What is as in \a before was there already and is not judged, but moved all the same.
Result<Entry> entered(Entry entry, const Entry *before = nullptr);

/// For a set whose pair is not at hand: the same, but what would have to move is an error.
Result<CredentialSet> enteredWithoutPair(CredentialSet set, const CredentialSet *before = nullptr);

} // namespace Tokenwright
