// SPDX-License-Identifier: MIT
#pragma once

#include "KeychainService.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QPointer>

#include <memory>

namespace Tokenwright {

class SecretServicePrompt;
struct SecretServiceFindings;

/// The freedesktop.org Secret Service (GNOME Keyring, KeePassXC, ksecretd), asked over D-Bus.
/// https://specifications.freedesktop.org/secret-service/
class SecretService final : public KeychainService
{
    Q_OBJECT

public:
    explicit SecretService(QObject *parent = nullptr);

    void prepare() override;
    QFuture<Result<KeychainState>> ask(const QString &key,
                                       std::chrono::milliseconds limit) override;
    QFuture<Result<KeychainState>> unlock(const QString &key) override;
    void dismiss() override;
    void withdraw() override;
    bool startAnew() override;
    QString description() const override;
    QString reason() const override;

private:
    struct Question;
    using QuestionPointer = std::shared_ptr<Question>;

    QFuture<Result<SecretServiceFindings>> search(const QString &key,
                                                  std::chrono::milliseconds limit);
    QFuture<Result<SecretServiceFindings>> searchNow(const QString &key,
                                                     std::chrono::milliseconds limit);
    QFuture<Result<void>> promptHasLeft();
    QFuture<Result<void>> promptFor(const QString &key, const QuestionPointer &question);
    QFuture<Result<void>> raisePrompt(const QuestionPointer &question, const QDBusMessage &request);
    void meetOwner(const QString &owner);

    QuestionPointer m_question; ///< What somebody is being asked.
    QPointer<SecretServicePrompt> m_leaving; ///< Dismissed, and the service has not said so yet.
    QDBusObjectPath m_defaultCollection; ///< As it was last; empty if there was none.
    QString m_owner; ///< The bus name of the service that answered last.
    QString m_program; ///< Which one that is, if it is known.
};

} // namespace Tokenwright
