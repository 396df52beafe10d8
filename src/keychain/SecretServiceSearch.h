// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "KeychainService.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QElapsedTimer>
#include <QHash>

#include <chrono>
#include <functional>
#include <optional>

namespace Tokenwright {

/// What a look at the Secret Service found.
struct SecretServiceFindings
{
    KeychainState state{}; ///< Whether it may prompt is left open.
    QList<QDBusObjectPath> locked{}; ///< The collections to unlock.
    QDBusObjectPath defaultCollection{}; ///< Empty if there is none.
    bool hasOpenEntry = false; ///< Of the key that was asked for.
    std::optional<QString> owner{}; ///< Of the service's name on the bus; none if it failed before.
};

/// One look at the Secret Service: which collections matter for a key, and which of them are
/// locked. Nobody is asked anything. What can be asked at once is: whoever waits for a token waits
/// for each answer. Main thread.
class SecretServiceSearch final : public QObject
{
    Q_OBJECT

public:
    /// Begins at once; there is a session bus. \a usualCollection is the default one as it was
    /// last, if that is known.
    SecretServiceSearch(const QString &key, std::chrono::milliseconds limit,
                        const QDBusObjectPath &usualCollection, QObject *parent);

    /// Completes within about the limit and with a value, whose state says what failed; then this
    /// is deleted.
    QFuture<Result<SecretServiceFindings>> findings() const { return m_completion.future(); }

private:
    using Step = void (SecretServiceSearch::*)();

    void ask(const QDBusMessage &message,
             std::function<void(const QVariant &, const QVariant &)> take);
    void tryCollection(const QDBusObjectPath &collection);
    void findOwner();
    void countAnswer();
    void onDefaultKnown();
    void askCollections();
    void findEntries();
    void conclude();
    void finish();

    void add(const QDBusObjectPath &collection);
    std::chrono::milliseconds remaining() const;

    const QString m_key;
    const std::chrono::milliseconds m_limit;
    const Async::Completion<SecretServiceFindings> m_completion;
    QElapsedTimer m_clock;
    SecretServiceFindings m_findings;
    int m_unanswered = 0;
    Step m_next = nullptr; ///< Once all that was asked is answered.
    QString m_owner; ///< Empty while nobody is.
    bool m_hasSearched = false;
    bool m_hasLockedEntry = false;
    QList<QDBusObjectPath> m_toAsk;
    QHash<QDBusObjectPath, bool> m_isLocked;
};

} // namespace Tokenwright
