// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QString>

#include <functional>

namespace Tokenwright {

/// How a set is tried that was just saved: what the dialog is given by whoever can mint, which it
/// cannot itself. Empty functions: it cannot be tried.
struct SetTrial
{
    /// Mints a token of the set \a setId and completes with what came of it, in a sentence: how
    /// long the token lives. Errors: every kind.
    std::function<QFuture<Result<QString>>(const QString &setId)> mint;
    /// Ends that; mint()'s future then completes with ErrorKind::Cancelled.
    std::function<void(const QString &setId)> cancel;
    /// What somebody may lose by a mint, in sentences, and so has to agree to; empty: nothing.
    std::function<QString(const QString &setId)> objection;
};

} // namespace Tokenwright
