// SPDX-License-Identifier: MIT
#pragma once

#include "KeychainService.h"
#include "OperationQueue.h"
#include "SecretStore.h"

#include <chrono>
#include <memory>
#include <optional>

namespace Tokenwright {

class KeychainJobs;
struct KeychainAnswer;

/// The OS keychain, through QtKeychain, believed only as far as it was checked: before and after
/// every job the keychain's service is asked whether it is unlocked, and what was changed is read
/// back.
///
/// Lives in the main thread, which must run an event loop. The operations of one store run one
/// after another. While a prompt is open there is no time limit and Prompt::Never is answered
/// KeychainLocked at once. When the watchdog expires, everything that waits behind is answered
/// KeychainTimeout as well; a job that hangs is left alone, since QtKeychain cannot give one up,
/// and nothing is started until it is gone; so is one that asks somebody something by itself.
///
/// What a failed write() left behind: KeychainLocked, KeychainDenied and KeychainUnavailable before
/// the job ran mean "nothing changed"; once it has run and cannot be read back because the keychain
/// was locked or fell silent, the outcome is unknown and the answer KeychainTimeout.
class KeychainSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    /// The keychain of this system, with ten seconds for an operation.
    explicit KeychainSecretStore(QObject *parent = nullptr);
    /// \a service says how the keychain is; \a watchdog is how long an operation may take, prompts
    /// not counted.
    KeychainSecretStore(std::unique_ptr<KeychainService> service,
                        std::chrono::milliseconds watchdog, QObject *parent = nullptr);
    ~KeychainSecretStore() override;

    void prepare() override { m_service->prepare(); }
    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    /// An empty secret is refused with KeychainDenied: KWallet would remove the entry instead.
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &key) override;
    void withdrawPrompt() override;
    QString description() const override;
    QString reason() const override;

private:
    struct Operation;
    using OperationPointer = std::shared_ptr<Operation>;

    QFuture<Result<Secret>> readWhenOpen(const OperationPointer &operation);
    QFuture<Result<void>> writeWhenOpen(const OperationPointer &operation, const Secret &value);
    QFuture<Result<void>> removeWhenOpen(const OperationPointer &operation);

    QFuture<Result<void>> open(const OperationPointer &operation, Purpose purpose);
    QFuture<Result<void>> openByPrompt(const OperationPointer &operation, const QString &refusal);
    QFuture<Result<void>> askAhead(const OperationPointer &operation);
    QFuture<Result<KeychainState>> ask(const OperationPointer &operation);
    QFuture<Result<void>> stillOpen(const OperationPointer &operation);
    QFuture<Result<void>> missingIsFine(const QFuture<Result<void>> &future);
    template <class T>
    QFuture<Result<T>> explain(const OperationPointer &operation, const KeychainAnswer &answer);
    template <class T>
    QFuture<Result<T>> start(const OperationPointer &operation, Purpose purpose,
                             std::function<QFuture<Result<T>>()> work);

    void setPrompting(bool isOpen);
    std::chrono::milliseconds remaining(const OperationPointer &operation) const;
    std::optional<std::chrono::milliseconds> begin(const OperationPointer &operation);
    void refuseWaiting(const Error &error);

    std::unique_ptr<KeychainService> m_service;
    std::chrono::milliseconds m_watchdog;
    std::unique_ptr<KeychainJobs> m_jobs;
    OperationQueue m_queue;
    OperationPointer m_current; ///< The one at work, or the last one that was.
    bool m_prompting = false;
    /// A keychain that asks whether a program may use it has let this one in, and was not locked
    /// since: whoever unlocked it ahead can go on with Prompt::Never.
    bool m_isLetIn = false;
};

} // namespace Tokenwright
