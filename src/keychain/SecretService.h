// SPDX-License-Identifier: MIT
#pragma once

#include "core/Async.h"
#include "keychain/KeychainService.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QElapsedTimer>
#include <QPointer>

namespace Tokenwright {

class SecretServicePrompt;

/// The freedesktop.org Secret Service (GNOME Keyring, KeePassXC, ksecretd), asked over D-Bus.
/// https://specifications.freedesktop.org/secret-service/
class SecretService final : public KeychainService
{
    Q_OBJECT

public:
    explicit SecretService(QObject *parent = nullptr);

    QFuture<Result<KeychainState>> ask(const QString &key,
                                       std::chrono::milliseconds limit) override;
    QFuture<Result<KeychainState>> unlock(const QString &key) override;
    void dismiss() override;
    void withdraw() override;
    QString description() const override;

private:
    struct Findings;
    struct Search;
    using SearchPointer = std::shared_ptr<Search>;
    struct Question;
    using QuestionPointer = std::shared_ptr<Question>;

    QFuture<Result<Findings>> search(const QString &key, std::chrono::milliseconds limit);
    QFuture<Result<Findings>> searchNow(const QString &key, std::chrono::milliseconds limit);
    QFuture<Result<void>> promptHasLeft();
    void findOwner(const SearchPointer &search);
    void findDefaultCollection(const SearchPointer &search);
    void askNextCollection(const SearchPointer &search);
    QFuture<Result<void>> raisePrompt(const QuestionPointer &question, const QDBusMessage &request);
    void meetOwner(const QString &owner);

    QuestionPointer m_question; ///< What somebody is being asked.
    QPointer<SecretServicePrompt> m_leaving; ///< Dismissed, and the service has not said so yet.
    QString m_owner; ///< The bus name of the service that answered last; m_name describes it.
    QString m_name;
};

/// One open prompt of a Secret Service. Deletes itself once it has completed; after dismiss(), once
/// the service has taken it away.
class SecretServicePrompt final : public QObject
{
    Q_OBJECT

public:
    /// \a owner is the unique bus name of the service that made \a path.
    SecretServicePrompt(QString owner, QString path, QObject *parent);
    /// Whoever lets an open one go ends, perhaps with the whole program: see withdraw().
    ~SecretServicePrompt() override;

    /// Errors: KeychainLocked, when it was dismissed or could not be shown.
    QFuture<Result<void>> show();
    /// Takes it away; show() completes with Cancelled.
    void dismiss();
    /// The same without an event loop; blocks for a second at most, and show() does not complete.
    void withdraw();

private Q_SLOTS:
    void completed(bool dismissed, const QDBusVariant &result);

private:
    QDBusMessage call(const QString &method) const;
    void end(Result<void> result);

    QString m_owner;
    QString m_path;
    bool m_isLeaving = false; ///< Dismissed; the service has still to say so.
    Async::Completion<void> m_completion;
};

} // namespace Tokenwright
