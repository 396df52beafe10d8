// SPDX-License-Identifier: MIT
// For this room alone: what goes over the socket of WindowSocket.h.
#pragma once

#include "WindowConsent.h"
#include "WindowSocket.h"

#include "Result.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace Tokenwright {

/// What the window that runs does when it is asked.
struct WindowAnswers
{
    /// For showWord and paletteWord; with the token to raise a window by.
    std::function<void(const QByteArray &word, const QByteArray &activationToken)> show;
    /// Has somebody asked; \a answer the first time counts, and \a asker goes when nobody waits for
    /// it any more.
    std::function<void(const ConsentRequest &request, std::function<void(bool agreed)> answer,
                       QObject *asker)>
        consent;
};

/// What the window that runs said to a second start.
enum class SecondStart { Shown, Refused, None, NobodyThere };

/// What this room does by Qt Network.
struct InstanceFunctions
{
    /// Answers at the socket \a name, as long as what it gives lives. Nothing: it cannot, and has
    /// said so to the log.
    std::unique_ptr<QObject> (*listen)(const QString &name, WindowAnswers answers);
    /// Blocks, at most for \a patience.
    SecondStart (*askToShow)(const QString &name, const QByteArray &word,
                             const QByteArray &activationToken, std::chrono::milliseconds patience);
    /// WindowConsent::ask(), as long as what it gives lives.
    std::unique_ptr<QObject> (*askForConsent)(const QString &name, const ConsentRequest &request,
                                              std::chrono::milliseconds patience,
                                              std::function<void(WindowConsent::Answer)> done);
};

/// They are linked, or in a part of the program (ProgramPart.h) that is loaded by the first call.
/// Errors: as partFunctions().
Result<const InstanceFunctions *> instanceFunctions();

} // namespace Tokenwright
