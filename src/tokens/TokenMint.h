// SPDX-License-Identifier: MIT
#pragma once

#include "core/Async.h"
#include "core/FileLock.h"
#include "tokens/TokenService.h"

namespace Tokenwright {

/// One token being fetched, and everyone who waits for it.
struct TokenService::Mint
{
    QString setId;
    TokenQuery query;
    std::optional<MintFailure> failureBefore; ///< The last one known when the waiting began.
    bool sharesFailure = false; ///< Its failure is somebody else's and noted already.

    CredentialSet set;
    Provider provider;
    QString fingerprint;

    int rounds = 0; ///< How often the set's lock was asked for.
    MintTurns::Turn turn; ///< Held as long as the lock, and while waiting for it.
    HeldLock lock;
    std::optional<Moment> sent; ///< Nothing: no request went out.
    QString clientId; ///< Of that request; goes into no file.
    std::function<void()> cancelCall;
    bool answered = false; ///< The waiters have their answer; what still runs must end quietly.
    QList<Async::Completion<IssuedToken>> waiters;
};

} // namespace Tokenwright
