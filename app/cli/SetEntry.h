// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include "SetDraft.h"

#include <QFuture>
#include <QString>

#include <optional>

namespace Tokenwright {

/// That \a expires was of a secret which is no more.
QString oldExpiryNote(const QDate &expires);

/// Ends the program with \a error of what is no credential set yet: there is none to edit.
void failUnsaved(Program &program, const Error &error, const Provider *provider);

/// What \a draft becomes, after all that was done to it is said; nothing, and the program ends: it
/// cannot be saved, or no request can be made of it.
std::optional<Entry> entryFrom(Program &program, const SetDraft &draft);

/// Completes the edit of the set that is called \a name now.
void finishEdit(Program &program, const QFuture<Result<void>> &edit, const QString &name);

/// The name that \a text is by the rules; nothing, and the program ends: it is none.
std::optional<QString> nameFrom(Program &program, const QString &text);

} // namespace Tokenwright
