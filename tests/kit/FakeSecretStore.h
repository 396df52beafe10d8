// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "SecretStore.h"

#include <QHash>
#include <QList>

#include <deque>
#include <functional>
#include <optional>

namespace Tokenwright {

/// A keychain in memory that fails on command. Like the real one it works one operation after
/// another and completes from the event loop, never within the call.
///
///     store.failNext(Operation::Write, ErrorKind::KeychainTimeout);               // the next
///     write store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 2);            // the one
///     after it store.failNext(Operation::Remove, ErrorKind::KeychainTimeout, 1, Applied::Yes); //
///     it lands, but… store.holdNext(Operation::Read);  …  store.release();
class FakeSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    enum class Operation { Read, Write, Remove, Unlock };
    Q_ENUM(Operation)
    /// Does an operation that reports a failure take effect all the same?
    enum class Applied { No, Yes };

    /// One line of the log. No secret in it.
    struct Entry
    {
        Operation operation;
        QString key;
        Prompt prompt;
        bool operator==(const Entry &) const = default;
    };

    using SecretStore::SecretStore;

    // --- the store
    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &key) override;
    QString description() const override;
    QString reason() const override { return {}; }

    // --- the script
    /// The \a nth \a operation from now on (1: the next) completes with \a kind.
    void failNext(Operation operation, ErrorKind kind, int nth = 1, Applied applied = Applied::No);
    /// Every \a operation completes with \a kind, until stopFailing().
    void failAlways(Operation operation, ErrorKind kind, Applied applied = Applied::No);
    /// Forgets all failures that are planned.
    void stopFailing();
    /// The next \a operation, and with it all behind, waits for release(), as for somebody at a
    /// prompt: cancel() of its key ends it.
    void holdNext(Operation operation);
    bool isHolding() const { return m_holding; }
    void release();
    /// A locked keychain: Prompt::Never gets KeychainLocked; Prompt::Allowed is counted and then
    /// answered by \a answer: true unlocks, false is a dismissed prompt (KeychainLocked).
    void lock(bool answer = true);
    void unlock() { m_locked = false; }
    bool isLocked() const { return m_locked; }
    int promptCount() const { return m_promptCount; }

    // --- what it holds and what it was asked, in the order of execution
    void put(const QString &key, const QByteArray &value);
    bool contains(const QString &key) const { return m_secrets.contains(key); }
    QByteArray value(const QString &key) const;
    QStringList keys() const { return m_secrets.keys(); }
    QList<Entry> log() const { return m_log; }
    int count(Operation operation) const;
    /// The keys given to cancel().
    QStringList cancelled() const { return m_cancelled; }
    void clearLog() { m_log.clear(); }

private:
    struct Failure
    {
        Operation operation;
        ErrorKind kind;
        int nth;
        bool always;
        Applied applied;
    };
    struct Waiting
    {
        Entry entry;
        std::function<void(std::optional<Failure>)> run;
    };
    static Failure failing(Operation operation, ErrorKind kind)
    {
        return {operation, kind, 1, false, Applied::No};
    }

    void enqueue(const Entry &entry, std::function<void(std::optional<Failure>)> run);
    void runNextSoon();
    void runNext();
    std::optional<Failure> plannedFailure(const Entry &entry);

    QHash<QString, Secret> m_secrets;
    QList<Entry> m_log;
    QList<Failure> m_failures;
    QList<Operation> m_holds;
    QStringList m_cancelled;
    std::deque<Waiting> m_waiting;
    bool m_holding = false;
    bool m_locked = false;
    bool m_promptAnswer = true;
    int m_promptCount = 0;
};

} // namespace Tokenwright
