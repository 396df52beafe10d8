// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QString>

#include <chrono>

namespace Tokenwright::SecretSession {

/// libsecret's session with the Secret Service: one a process, which encrypts what goes over the
/// bus. Half of the time that a secret takes goes into its key, so it can be opened while the
/// program does other things. Main thread.

/// Begins to open it in a thread of its own, once; nobody is asked anything. To be called where
/// libsecret is what QtKeychain will use.
void open();

/// Whether what open() began has not ended yet.
bool isUnderWay();

/// Completes with success once what open() began has ended, one way or the other, and after \a
/// limit at the latest; at once where nothing was begun. Who does not wait for it opens a second
/// one.
QFuture<Result<void>> settled(std::chrono::milliseconds limit);

/// Lets go of whichever there is, unless open() opened it with \a owner, a unique name on the bus,
/// or has not settled yet.
void keepOnlyWith(const QString &owner);

/// Lets go of whichever there is: libsecret keeps the one it opened with the first daemon it met,
/// and every read and write fails for ever ("The session does not exist") once another daemon has
/// taken over. It opens a new one after this.
void drop();

} // namespace Tokenwright::SecretSession
