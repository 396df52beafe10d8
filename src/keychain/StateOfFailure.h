// SPDX-License-Identifier: MIT
#pragma once

#include "KeychainService.h"

#include <QDBusError>
#include <QDBusMessage>

namespace Tokenwright {

/// What an error reply says of the keychain's service: NotAnswering or Absent.
inline KeychainState stateOfFailure(const QDBusMessage &reply)
{
    switch (QDBusError(reply).type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return {.kind = KeychainState::Kind::NotAnswering, .detail = reply.errorMessage()};
    default:
        // ServiceUnknown, a service that cannot be started, a bus that has gone, a sandbox's
        // refusal
        return {.kind = KeychainState::Kind::Absent, .detail = reply.errorMessage()};
    }
}

} // namespace Tokenwright
