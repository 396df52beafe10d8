// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QString>

#include <chrono>

/// libsecret's session with the Secret Service: one a process, whose key encrypts secrets on the
/// bus. libsecret opens it with the first secret, which takes half of the time that one takes; here
/// that is done ahead, and so that a bus that is gone does not end the program. Main thread, as
/// GLib's main loop, which Qt's event loop drives.
namespace Tokenwright::LibsecretSession {

/// Opens it unless it is open; nobody is asked anything. Completes with success once that has
/// ended, one way or the other; at once where there is nothing to open. What is not open within \a
/// limit is let go of. Who reads before that opens a second one.
QFuture<Result<void>> open(std::chrono::milliseconds limit);

/// Lets go of it where it was another service's than the one that answers now, whose unique name on
/// the bus is \a owner: libsecret keeps the one it opened with the first daemon it met, and every
/// read and write fails for ever ("The session does not exist") once another has taken over.
void keepOnlyWith(const QString &owner);

/// Lets go of it, open or being opened: a new one is opened by the next open(), or by what is read
/// or written next, and nobody waits for this one any more.
void drop();

} // namespace Tokenwright::LibsecretSession
