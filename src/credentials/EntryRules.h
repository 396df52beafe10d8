// SPDX-License-Identifier: MIT
#pragma once

#include "core/HeaderText.h"
#include "core/Result.h"
#include "core/SecretName.h"
#include "credentials/ClientCredentials.h"
#include "credentials/CredentialSet.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

/// THE rule for what may enter, by whichever way: window, command line, import. Everything here is
/// pure; errors are ErrorKind::Configuration, whose message is a sentence for people that names the
/// place and never the value. What is entered as a label ("client ID") is how that sentence calls
/// it.

/// A text that may enter.
struct EnteredText
{
    QString text;
    bool wasTrimmed = false; ///< Blanks or line ends around it were taken off; to be said.
};

/// A secret that may enter.
struct EnteredSecret
{
    Secret value;
    bool wasTrimmed = false;
};

/// The name of a credential set: without blanks around. Refused: control, line and bidirectional
/// characters, which could forge a row or a terminal's title, and an empty one.
Result<EnteredText> enteredName(const QString &text);
/// \a text without what enteredName() refuses, as a name to suggest; may be empty.
QString cleanedName(const QString &text);

/// A client ID: without blanks and line ends around. Refused: control characters and line ends
/// inside, what cannot be seen (no-break and zero-width blanks, bidirectional characters, …),
/// quotation marks that a word processor made, and what stands for bytes that were no text. Letters
/// of any language are fine. Empty stays empty.
Result<EnteredText> enteredClientId(const QString &text, const QString &label);

/// A client secret or secret parameter, by the rule of client IDs.
Result<EnteredSecret> enteredSecret(const Secret &secret, const QString &label);
/// The same from bytes, of a file or standard input. Also refused: what is no UTF-8.
Result<EnteredSecret> enteredSecret(QByteArrayView bytes, const QString &label);

/// A key or certificate as PEM or JWK: many lines, so only what is no UTF-8 is refused.
Result<Secret> enteredKey(QByteArrayView bytes, const QString &label);

/// Why nothing can be sent under the parameter \a name: it is empty or has control, line or
/// bidirectional characters; nothing: it can.
std::optional<Error> parameterNameProblem(const QString &name);
/// Why \a header cannot be sent (RFC 9110 §5); nothing: it can.
std::optional<Error> headerProblem(const NameValue &header);

/// Whether \a name, in a URL's query or in a file that is imported, stands for a secret: one that
/// saysSecret(), and what says so only there ("key", "sig", "code").
bool meansSecret(const QString &name);

/// A URL, apart from what in it belongs to the pair and has no place in a file.
struct UrlParts
{
    QString url; ///< Without all of it.
    bool hadUser = false; ///< A user name or a password stood before its host.
    QStringList fields{}; ///< Of its query: "name=value", as it stood there.
};
/// Takes \a text apart: user information, and of query and fragment what meansSecret() and the
/// client ID. What is no URL with such things stays as it is.
UrlParts withoutCredentials(const QString &text);

/// Why \a value cannot be kept as the variable \a name, which stands in a file for anyone to read:
/// the name says secret, or it is a URL with credentials; nothing: it can. \a label is what people
/// know it by; empty: its name.
std::optional<Error> variableProblem(const QString &name, const QString &value,
                                     const QString &label = {});

/// What says that blanks around \a label were taken off, in a sentence.
QString trimmedNote(const QString &label);
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
