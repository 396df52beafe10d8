// SPDX-License-Identifier: MIT
#pragma once

#include "CopyController.h"

#include "Clock.h"
#include "Notifier.h"
#include "TokenLedger.h"
#include "WakeTimer.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace Tokenwright {

/// Tells, outside the window, that a token in use is about to expire, with a button that renews it:
/// a token that was copied in this run, or one of a set that is kept fresh. One notice a token;
/// several at once are told in one. A notice is taken back when its token is renewed or its set
/// removed. Also tells what could not be renewed. Wakes the program only when something is due.
/// Lives in the GUI thread; what it is given is borrowed.
class ExpiryNotices : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Clock &clock;
        const CredentialRegistry &registry;
        const TokenLedger &ledger;
        const Settings &settings;
        CopyController &controller;
        Notifier &notifier;
        WakeTimer &timer;
        /// Whether the set's token is renewed by itself.
        std::function<bool(const QString &setId)> isKeptFresh;
    };
    explicit ExpiryNotices(const Parts &parts, QObject *parent = nullptr);

public Q_SLOTS:
    /// Looks again now: for when the clock was set. Everything else it hears of by itself.
    void reconsider();
    /// A token that is kept fresh could not be renewed. Told once until it could.
    void tellRenewalFailed(const QString &setId, const Tokenwright::Error &error);

private:
    /// A set whose token's end is told.
    struct Watch
    {
        TokenLifetime lifetime; ///< Of the token it was last looked at with.
        bool isCopied = false; ///< That token, in this run.
        bool isTold = false; ///< Of that token.
        Notifier::NoticeId notice = 0; ///< Shown of it alone; 0: none.
        bool isRenewing = false; ///< Its button was pressed; the notice waits for the outcome.
    };

    void onCopied(const QString &setId);
    void onRecord(const QString &setId);
    void onRemoved(const QString &setId);
    void onActivated(Notifier::NoticeId id);
    void onClosed(Notifier::NoticeId id);
    void conclude(const QString &setId, const QString &title, const QString &text);
    void reconsiderSoon();
    void tellExpiry(const QStringList &due, const Moment &now);
    QString namesOf(const QStringList &sets) const;
    void withdraw(const QString &setId);

    Parts m_parts;
    QHash<QString, Watch> m_watches;
    QHash<Notifier::NoticeId, QStringList> m_summaries; ///< Several sets in one notice.
    QStringList m_failures; ///< The sets that the notice about failures names.
    Notifier::NoticeId m_failureNotice = 0;
    QSet<QString> m_toldFailures; ///< Sets that failed, were told and are not renewed since.
    bool m_isScheduled = false;
};

} // namespace Tokenwright
