// SPDX-License-Identifier: MIT
#include "KeychainSecretStore.h"

#include "KeychainJobs.h"
#include "SecretStoreChoice.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

struct KeychainSecretStore::Operation
{
    QString key;
    Prompt prompt;
    bool changes = false; ///< It writes or removes.
    QElapsedTimer clock{}; ///< Started when its turn comes, and again after a prompt.
    bool mayPrompt = false; ///< Its jobs may show prompts we do not see: no watchdog.
    QString run{}; ///< Which run of the service found the keychain open.
    bool mayRepeat = false; ///< A job failed, and another run or session of the service is there.
    bool unknown = false; ///< A write was done, or may have been; nobody has seen it yet.
    std::function<void()> giveUp{}; ///< Ends it, while it waits for a person.
};

KeychainSecretStore::KeychainSecretStore(QObject *parent)
    : KeychainSecretStore(KeychainService::create(), 10s, parent)
{ }

KeychainSecretStore::KeychainSecretStore(std::unique_ptr<KeychainService> service,
                                         std::chrono::milliseconds watchdog, QObject *parent)
    : SecretStore(parent)
    , m_service(std::move(service))
    , m_watchdog(watchdog)
    , m_jobs(std::make_unique<KeychainJobs>(watchdog))
{
    connect(m_jobs.get(), &KeychainJobs::timedOut, this, &KeychainSecretStore::refuseWaiting);
    connect(m_jobs.get(), &KeychainJobs::finished, this,
            [this](QKeychain::Error error, bool wasLimited) {
                const bool isKnown = error == QKeychain::NoError
                    || error == QKeychain::EntryNotFound;
                // such a keychain has asked by now whether this program may use it
                m_isLetIn = m_isLetIn || (isKnown && !wasLimited);
                if (isKnown || error == QKeychain::CouldNotDeleteEntry)
                    m_service->jobSucceeded();
            });
}

KeychainSecretStore::~KeychainSecretStore() = default;

QString KeychainSecretStore::description() const
{
    return m_service->description();
}

QString KeychainSecretStore::reason() const
{
    return m_service->reason();
}

QFuture<Result<Secret>> KeychainSecretStore::read(const QString &key, Prompt prompt)
{
    const auto operation = std::make_shared<Operation>(Operation{key, prompt});
    return start<Secret>(operation, Purpose::Look,
                         [this, operation] { return readWhenOpen(operation); });
}

QFuture<Result<void>> KeychainSecretStore::write(const QString &key, const Secret &value,
                                                 Prompt prompt)
{
    if (value.isEmpty())
        return Async::ready<void>(
            failure(ErrorKind::KeychainDenied, tr("An empty secret cannot be kept.")));
    const auto operation = std::make_shared<Operation>(Operation{key, prompt, true});
    const Async::Completion<void> completion;
    Async::onResult(
        start<void>(operation, Purpose::Store,
                    [this, operation, value] { return writeWhenOpen(operation, value); }),
        this, [operation, completion](Result<void> result) {
            // It may have been written, and nobody can say whether it stays.
            if (!result && operation->unknown && result.error().kind != ErrorKind::KeychainDenied)
                result.error().kind = ErrorKind::KeychainTimeout;
            completion.finish(std::move(result));
        });
    return completion.future();
}

QFuture<Result<void>> KeychainSecretStore::remove(const QString &key, Prompt prompt)
{
    const auto operation = std::make_shared<Operation>(Operation{key, prompt, true});
    return start<void>(operation, Purpose::Look,
                       [this, operation] { return removeWhenOpen(operation); });
}

QFuture<Result<void>> KeychainSecretStore::unlock(const QString &key, Prompt prompt,
                                                  Purpose purpose)
{
    const auto operation = std::make_shared<Operation>(Operation{key, prompt});
    const Async::Completion<void> completion;
    Async::onResult(
        start<void>(operation, purpose, [this, operation] { return askAhead(operation); }), this,
        [completion](Result<void> result) {
            if (!result && result.error().kind == ErrorKind::KeychainUnavailable)
                result = {};
            completion.finish(std::move(result));
        });
    return completion.future();
}

void KeychainSecretStore::cancel(const QString &key)
{
    const QPointer<KeychainSecretStore> self = this; // whoever is answered may delete it
    m_queue.refuse(Error{.kind = ErrorKind::Cancelled},
                   [&](const QString &waiting, Prompt) { return waiting == key; });
    if (!self || !m_current || m_current->key != key)
        return;
    if (const auto giveUp = std::exchange(m_current->giveUp, nullptr))
        giveUp();
}

void KeychainSecretStore::withdrawPrompt()
{
    m_service->withdraw();
}

void KeychainSecretStore::setPrompting(bool isOpen)
{
    m_prompting = isOpen;
    Q_EMIT prompting(isOpen);
}

template <class T>
QFuture<Result<T>> KeychainSecretStore::start(const OperationPointer &operation, Purpose purpose,
                                              std::function<QFuture<Result<T>>()> work)
{
    if (m_prompting && operation->prompt == Prompt::Never)
        return Async::ready<T>(failure(ErrorKind::KeychainLocked));
    const auto attempt = [this, operation, purpose, work = std::move(work)] {
        operation->clock.start();
        return Async::andThen(open(operation, purpose), this, work);
    };
    return m_queue.enqueue<T>(operation->key, operation->prompt, [this, operation, attempt] {
        m_current = operation;
        const Async::Completion<T> completion;
        Async::onResult(attempt(), this, [this, operation, attempt, completion](Result<T> result) {
            if (result || !operation->mayRepeat) {
                completion.finish(std::move(result));
                return;
            }
            // Each operation says what is to be in the end, so that a second time does no harm,
            // whatever became of the first.
            Async::onResult(attempt(), this, [completion](Result<T> second) {
                completion.finish(std::move(second));
            });
        });
        return completion.future();
    });
}

// The three operations, once the keychain is open.

QFuture<Result<Secret>> KeychainSecretStore::readWhenOpen(const OperationPointer &operation)
{
    return Async::andThen(m_jobs->read(operation->key, begin(operation)), this,
                          [this, operation](const KeychainAnswer &answer) {
                              if (answer.error == QKeychain::NoError)
                                  return Async::ready<Secret>(answer.value);
                              return explain<Secret>(operation, answer);
                          });
}

QFuture<Result<void>> KeychainSecretStore::writeWhenOpen(const OperationPointer &operation,
                                                         const Secret &value)
{
    const auto readBack = [this, operation, value] {
        return Async::andThen(
            m_jobs->read(operation->key, begin(operation)), this,
            [this, operation, value](const KeychainAnswer &answer) {
                if (answer.error == QKeychain::NoError && answer.value.equals(value))
                    return Async::ready<void>({});
                // KWallet reports success for a write that it refused.
                return explain<void>(
                    operation,
                    {QKeychain::AccessDenied,
                     tr("The keychain reported success, but does not hold what was "
                        "written.")});
            });
    };
    return Async::andThen(m_jobs->write(operation->key, value, begin(operation)), this,
                          [this, operation, readBack](const KeychainAnswer &answer) {
                              if (answer.error != QKeychain::NoError)
                                  return explain<void>(operation, answer);
                              operation->unknown = true;
                              return Async::andThen(stillOpen(operation), this, readBack);
                          });
}

QFuture<Result<void>> KeychainSecretStore::removeWhenOpen(const OperationPointer &operation)
{
    const auto lookAgain = [this, operation] {
        return Async::andThen(
            m_jobs->read(operation->key, begin(operation)), this,
            [this, operation](const KeychainAnswer &answer) {
                if (answer.error == QKeychain::NoError)
                    return explain<void>(
                        operation,
                        {QKeychain::AccessDenied,
                         tr("The keychain reported success, but still holds what was removed.")});
                return missingIsFine(explain<void>(operation, answer));
            });
    };
    return Async::andThen(m_jobs->remove(operation->key, begin(operation)), this,
                          [this, operation, lookAgain](const KeychainAnswer &answer) {
                              if (answer.error != QKeychain::NoError && !answer.isMissing())
                                  return explain<void>(operation, answer);
                              return Async::andThen(stillOpen(operation), this, lookAgain);
                          });
}

// Is it open?

QFuture<Result<void>> KeychainSecretStore::open(const OperationPointer &operation, Purpose purpose)
{
    return Async::andThen(m_jobs->idle(remaining(operation)), this, [this, operation, purpose] {
        return Async::andThen(
            ask(operation), this, [this, operation, purpose](const KeychainState &state) {
                operation->run = state.run;
                operation->mayPrompt = state.mayPrompt && operation->prompt == Prompt::Allowed;
                if (state.kind == Kind::Locked)
                    return openByPrompt(operation, tr("The keychain is locked."));
                if (state.mayPrompt && operation->prompt == Prompt::Never && !m_isLetIn)
                    return Async::ready<void>(failure(
                        ErrorKind::KeychainLocked,
                        tr("The keychain may have to ask whether this program may use it.")));
                if (state.kind == Kind::NoCollection && purpose == Purpose::Store)
                    return openByPrompt(operation, tr("There is no default keyring yet."));
                return Async::ready<void>({});
            });
    });
}

QFuture<Result<void>> KeychainSecretStore::openByPrompt(const OperationPointer &operation,
                                                        const QString &refusal)
{
    if (operation->prompt == Prompt::Never)
        return Async::ready<void>(failure(ErrorKind::KeychainLocked, refusal));

    setPrompting(true);
    // What must not prompt need not wait for somebody to answer one either.
    QMetaObject::invokeMethod(
        this,
        [this, refusal] {
            m_queue.refuse(Error{.kind = ErrorKind::KeychainLocked, .message = refusal},
                           [](const QString &, Prompt prompt) { return prompt == Prompt::Never; });
        },
        Qt::QueuedConnection);

    const Async::Completion<void> completion;
    operation->giveUp = [this, completion] {
        setPrompting(false);
        m_service->dismiss();
        completion.finish(failure(ErrorKind::Cancelled));
    };
    Async::onResult(m_service->unlock(operation->key), this,
                    [this, operation, completion](const Result<KeychainState> &state) {
                        if (completion.isFinished())
                            return; // given up; another may be asking by now
                        operation->giveUp = nullptr;
                        setPrompting(false);
                        operation->clock.restart();
                        if (!state) {
                            completion.finish(failure(state.error()));
                            return;
                        }
                        operation->run = state->run;
                        operation->mayPrompt = state->mayPrompt;
                        completion.finish({});
                    });
    return completion.future();
}

/// A keychain that asks within a job is asked here, by the job that changes nothing.
QFuture<Result<void>> KeychainSecretStore::askAhead(const OperationPointer &operation)
{
    if (!operation->mayPrompt)
        return Async::ready<void>({});
    return Async::andThen(m_jobs->read(operation->key, begin(operation)), this,
                          [this, operation](const KeychainAnswer &answer) {
                              if (answer.error == QKeychain::NoError)
                                  return Async::ready<void>({});
                              return missingIsFine(explain<void>(operation, answer));
                          });
}

/// The keychain's state; Absent and NotAnswering are failures here.
QFuture<Result<KeychainState>> KeychainSecretStore::ask(const OperationPointer &operation)
{
    return Async::andThen(
        m_service->ask(operation->key, operation->mayPrompt ? m_watchdog : remaining(operation)),
        this, [this](const KeychainState &state) {
            m_isLetIn = m_isLetIn && state.kind == Kind::Unlocked;
            if (state.kind == Kind::Absent)
                return Async::ready<KeychainState>(
                    failure(ErrorKind::KeychainUnavailable, state.detail));
            if (state.kind == Kind::NotAnswering) {
                const Error error{.kind = ErrorKind::KeychainTimeout, .message = state.detail};
                refuseWaiting(error);
                return Async::ready<KeychainState>(failure(error));
            }
            return Async::ready<KeychainState>(state);
        });
}

/// Between two jobs: a read job on a keychain that was locked meanwhile would prompt.
QFuture<Result<void>> KeychainSecretStore::stillOpen(const OperationPointer &operation)
{
    return Async::andThen(ask(operation), this, [operation](const KeychainState &state) {
        if (state.kind == Kind::Locked && !operation->mayPrompt)
            return Async::ready<void>(
                failure(ErrorKind::KeychainLocked,
                        tr("It was locked before the change could be checked.")));
        return Async::ready<void>({});
    });
}

/// What a job's error means, given how the keychain is now. Completes with a failure, always.
template <class T>
QFuture<Result<T>> KeychainSecretStore::explain(const OperationPointer &operation,
                                                const KeychainAnswer &answer)
{
    return Async::andThen(
        ask(operation), this, [this, operation, answer](const KeychainState &state) {
            const bool isAnotherRun = state.run != operation->run;
            operation->unknown |= isAnotherRun;
            // Some few of the sessions that a service makes for libsecret do not work (KWallet).
            operation->mayRepeat = isAnotherRun
                || (answer.error == QKeychain::OtherError && state.kind == Kind::Unlocked
                    && m_service->startAnew());
            // A locked keychain does not show an entry that may well be there.
            return Async::ready<T>(state.kind == Kind::Locked
                                       ? failure(ErrorKind::KeychainLocked, answer.text)
                                       : failure(answer.failed()));
        });
}

QFuture<Result<void>> KeychainSecretStore::missingIsFine(const QFuture<Result<void>> &future)
{
    const Async::Completion<void> completion;
    Async::onResult(future, this, [completion](Result<void> result) {
        if (!result && result.error().kind == ErrorKind::SecretMissing)
            result = {};
        completion.finish(std::move(result));
    });
    return completion.future();
}

// How long, and who waits.

/// How long the job that \a operation starts now may take; what ends it where there is no limit.
std::optional<std::chrono::milliseconds>
KeychainSecretStore::begin(const OperationPointer &operation)
{
    if (!operation->mayPrompt) {
        operation->giveUp = nullptr;
        return remaining(operation);
    }
    operation->giveUp = [this, changes = operation->changes] {
        m_jobs->giveUp(changes ? Error{.kind = ErrorKind::KeychainTimeout,
                                       .message = tr("The keychain may still be asking somebody.")}
                               : Error{.kind = ErrorKind::Cancelled});
    };
    return {};
}

std::chrono::milliseconds KeychainSecretStore::remaining(const OperationPointer &operation) const
{
    return std::max(m_watchdog - std::chrono::milliseconds(operation->clock.elapsed()), 1ms);
}

/// Who waits in the queue is told the same: their turn would come to the same end, one watchdog
/// later each.
void KeychainSecretStore::refuseWaiting(const Error &error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error] { m_queue.refuse(error, [](const QString &, Prompt) { return true; }); },
        Qt::QueuedConnection);
}

std::unique_ptr<SecretStore> createSystemSecretStore()
{
    return std::make_unique<KeychainSecretStore>();
}

} // namespace Tokenwright

#include "moc_KeychainSecretStore.cpp"
