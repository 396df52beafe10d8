// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "Provider.h"

#include <QString>

namespace Tokenwright {

/// All there is to say of \a error to a person, translated, in sentences: what failed, the HTTP
/// status, the provider's code and message, and what to do (the provider's own help for that code
/// if its file has some, else standardErrorHelp(), else the kind's advice). \a provider may be
/// null. Pure.
QString failureText(const Error &error, const Provider *provider);

/// The same apart, for who shows it piece by piece.
struct FailureParts
{
    QString heading; ///< What happened and whose fault it is, in a few words.
    QString code; ///< "HTTP 401 invalid_client"; may be empty.
    QString advice; ///< What to do now, in sentences; may be empty.
    QString answerLine; ///< What was answered, in one line: of a web page, its title.
    QString answer; ///< All that was answered, as far as it was kept; may be empty.
};

/// What a code of \a provider's means, for a list: the beginning of the help its file has for it,
/// where the code is no word by itself, as 1000033 is not; else empty. Pure.
QString codeMeaning(const QString &code, const Provider &provider);

/// \a now: milliseconds since the epoch, from which a time to wait is reckoned. Pure.
FailureParts failureParts(const Error &error, const Provider *provider, qint64 now);

} // namespace Tokenwright
