// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "SecretStore.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>

namespace Tokenwright {

/// Credential sets that are on their way out, and can be had back for a while: meanwhile nothing of
/// them is changed, neither in the keychain nor in the index, so that their names stay taken and a
/// program that dies loses nothing; whoever shows sets leaves them out. Whoever removes is asked to
/// unlock the keychain at once, not when the time is over. Lives in the GUI thread; what it is
/// given is borrowed.
class Removals : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds grace{10};

    Removals(CredentialManager &manager, SecretStore &store, QObject *parent = nullptr);

    /// Once the keychain is unlocked, \a setIds are hidden and go when their time is over. Whatever
    /// was still to be had back goes now.
    void begin(const QStringList &setIds);
    /// Brings back what can be had back.
    void undo();
    /// Those that undo() brings back.
    const QStringList &waiting() const { return m_waiting; }
    /// For how long, rounded up; 0: nothing can be had back.
    int secondsLeft() const;
    /// Their time is over.
    void finishNow();
    /// Whether a removal waits or is under way.
    bool isBusy() const { return !m_waiting.isEmpty() || !m_going.isEmpty(); }

Q_SIGNALS:
    /// \a setIds are not to be seen from now on; waiting() is another.
    void hidden(const QStringList &setIds);
    /// \a setId is to be seen again: it was had back, or could not be removed.
    void shown(const QString &setId);
    /// waiting() is empty now.
    void settled();
    /// \a setIds are shown() again because somebody had them back.
    void undone(const QStringList &setIds);
    /// Keychain and index hold nothing of \a setIds any more, which went together.
    void removed(const QStringList &setIds);
    /// Nothing of \a setId is lost that was not gone before.
    void failed(const QString &setId, const Tokenwright::Error &error);
    /// isBusy() is over.
    void finished();

private:
    void hide(const QStringList &setIds);
    /// Sets that go together.
    struct Leaving
    {
        qsizetype left = 0;
        QStringList gone{};
    };
    void onRemoved(const QString &setId, const Result<void> &outcome, Leaving &together);

    CredentialManager &m_manager;
    SecretStore &m_store;
    QTimer m_timer; ///< Runs while something can be had back.
    QStringList m_waiting;
    QStringList m_going; ///< Being removed, or about to be hidden.
};

} // namespace Tokenwright
