// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"

#include <QDBusMessage>
#include <QDBusVariant>

namespace Tokenwright {

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
