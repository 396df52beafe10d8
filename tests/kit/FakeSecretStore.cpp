// SPDX-License-Identifier: MIT
#include "FakeSecretStore.h"

#include <algorithm>
#include <utility>

namespace Tokenwright {

QFuture<Result<Secret>> FakeSecretStore::read(const QString &key, Prompt prompt)
{
    const Async::Completion<Secret> completion;
    enqueue({Operation::Read, key, prompt},
            [this, key, completion](std::optional<Failure> planned) {
                const auto found = m_secrets.constFind(key);
                if (planned)
                    completion.finish(failure(planned->kind));
                else if (found == m_secrets.constEnd())
                    completion.finish(failure(ErrorKind::SecretMissing));
                else
                    completion.finish(Secret(*found));
            });
    return completion.future();
}

QFuture<Result<void>> FakeSecretStore::write(const QString &key, const Secret &value, Prompt prompt)
{
    const Async::Completion<void> completion;
    enqueue({Operation::Write, key, prompt},
            [this, key, value, completion](std::optional<Failure> planned) {
                if (!planned || planned->applied == Applied::Yes)
                    m_secrets.insert(key, value);
                completion.finish(planned ? Result<void>(failure(planned->kind)) : Result<void>());
            });
    return completion.future();
}

QFuture<Result<void>> FakeSecretStore::remove(const QString &key, Prompt prompt)
{
    const Async::Completion<void> completion;
    enqueue({Operation::Remove, key, prompt},
            [this, key, completion](std::optional<Failure> planned) {
                if (!planned || planned->applied == Applied::Yes)
                    m_secrets.remove(key);
                completion.finish(planned ? Result<void>(failure(planned->kind)) : Result<void>());
            });
    return completion.future();
}

QFuture<Result<void>> FakeSecretStore::unlock(const QString &key, Prompt prompt, Purpose)
{
    const Async::Completion<void> completion;
    enqueue({Operation::Unlock, key, prompt}, [completion](std::optional<Failure> planned) {
        completion.finish(planned ? Result<void>(failure(planned->kind)) : Result<void>());
    });
    return completion.future();
}

void FakeSecretStore::cancel(const QString &key)
{
    m_cancelled.append(key);
    if (!m_waiting.empty() && m_waiting.front().entry.key == key && std::exchange(m_holding, false))
        runNextSoon();
    std::deque<Waiting> unwanted;
    std::deque<Waiting> kept;
    for (Waiting &waiting : m_waiting)
        (waiting.entry.key == key ? unwanted : kept).push_back(std::move(waiting));
    m_waiting = std::move(kept);
    for (const Waiting &waiting :
         unwanted) // touches nothing of ours: a handler may delete the store
        waiting.run(failing(waiting.entry.operation, ErrorKind::Cancelled));
}

QString FakeSecretStore::description() const
{
    return u"a keychain made of paper"_s;
}

void FakeSecretStore::failNext(Operation operation, ErrorKind kind, int nth, Applied applied)
{
    m_failures.append({operation, kind, nth, false, applied});
}

void FakeSecretStore::failAlways(Operation operation, ErrorKind kind, Applied applied)
{
    m_failures.append({operation, kind, 1, true, applied});
}

void FakeSecretStore::stopFailing()
{
    m_failures.clear();
}

void FakeSecretStore::holdNext(Operation operation)
{
    m_holds.append(operation);
}

void FakeSecretStore::release()
{
    m_holding = false;
    runNextSoon();
}

void FakeSecretStore::lock(bool answer)
{
    m_locked = true;
    m_promptAnswer = answer;
}

void FakeSecretStore::put(const QString &key, const QByteArray &value)
{
    m_secrets.insert(key, Secret(QByteArray(value)));
}

QByteArray FakeSecretStore::value(const QString &key) const
{
    return m_secrets.value(key).reveal().toByteArray();
}

int FakeSecretStore::count(Operation operation) const
{
    return static_cast<int>(std::ranges::count(m_log, operation, &Entry::operation));
}

void FakeSecretStore::enqueue(const Entry &entry, std::function<void(std::optional<Failure>)> run)
{
    m_waiting.push_back({entry, std::move(run)});
    runNextSoon();
}

void FakeSecretStore::runNextSoon()
{
    QMetaObject::invokeMethod(this, &FakeSecretStore::runNext, Qt::QueuedConnection);
}

void FakeSecretStore::runNext()
{
    if (m_holding || m_waiting.empty())
        return;
    if (m_holds.removeOne(m_waiting.front().entry.operation)) {
        m_holding = true;
        return;
    }
    const Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_log.append(next.entry);
    runNextSoon(); // release() starts one operation, and each the one behind it
    next.run(plannedFailure(next.entry)); // last: whoever waits may delete the store
}

std::optional<FakeSecretStore::Failure> FakeSecretStore::plannedFailure(const Entry &entry)
{
    if (m_locked) {
        if (entry.prompt == Prompt::Allowed) {
            ++m_promptCount;
            m_locked = !m_promptAnswer;
        }
        if (m_locked)
            return failing(entry.operation, ErrorKind::KeychainLocked);
    }
    std::optional<Failure> due;
    for (Failure &planned : m_failures) {
        if (planned.operation == entry.operation && (planned.always || --planned.nth == 0) && !due)
            due = planned;
    }
    m_failures.removeIf([](const Failure &planned) { return planned.nth == 0; });
    return due;
}

} // namespace Tokenwright

#include "moc_FakeSecretStore.cpp"
