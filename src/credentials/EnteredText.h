// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"
#include "Result.h"
#include "Secret.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Tokenwright {

/// What may enter of one text; EntryRules.h says what of a set as a whole. Everything here is pure;
/// errors are ErrorKind::Configuration, whose message is a sentence for people that names the place
/// and never the value. \a label ("client ID") is how that sentence calls it.

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

/// The tags in \a text: what is between commas, of Chinese and Japanese too; each once, in any
/// case.
QStringList enteredTags(const QString &text);

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
/// Why nobody but the program sends a header of that \a name (isOfTheConnection()); nothing: others
/// may.
std::optional<Error> ownHeaderProblem(const QString &name);
/// Why \a header cannot be sent (RFC 9110 §5), or taken out if it has no value; nothing: it can.
std::optional<Error> headerProblem(const NameValue &header);

/// What says that blanks around \a label were taken off, in a sentence.
QString trimmedNote(const QString &label);

} // namespace Tokenwright
