// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "SecretStore.h"

#include <QObject>
#include <QString>
#include <QTimer>

namespace Tokenwright {

/// What becomes of the refresh token that is sent for a token (RFC 6749 §6): the provider may give
/// another one in its place, and with the answer the one that was sent is worth nothing. From then
/// on the new one is in this object's memory alone until the keychain has it, under the set's lock,
/// which its owner holds as long as this isOpen(): nobody else may send the old one meanwhile. It
/// never prompts, and never gives up. Lives in one thread; the store is borrowed.
class RefreshTokenExchange : public QObject
{
    Q_OBJECT

public:
    /// \a kept: the payload of the pair of \a setId as the keychain has it.
    RefreshTokenExchange(SecretStore &store, QString setId, Secret kept, QObject *parent);

    /// The answer is there. \a received takes the place of the one that the keychain has; empty: no
    /// other one came, and if the one that was sent \a worked, the one before it is needed no more.
    /// Completes when the keychain has it, or with the reason why it will not have it; then this
    /// stays open and goes on trying. To be called once.
    QFuture<Result<void>> settle(const Secret &received, bool worked);

    /// Until the keychain has what was to be kept.
    bool isOpen() const { return m_isOpen; }

Q_SIGNALS:
    /// The keychain refused for \a reason; it is asked again.
    void refused(const Tokenwright::Error &reason);
    /// isOpen() is over.
    void closed();

private:
    void write();
    void onWritten(const Result<void> &written);
    void close();

    SecretStore &m_store;
    const QString m_setId;
    const bool m_wasInMemoryOnly; ///< The whole pair is, as the user knows.
    Secret m_kept;
    Secret m_wanted; ///< The payload that is to take its place.
    const Async::Completion<void> m_answer;
    QTimer m_again;
    int m_refusals = 0;
    bool m_isOpen = true;
};

} // namespace Tokenwright
