// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "CredentialRegistry.h"
#include "KeyedFile.h"
#include "Notifier.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "WakeTimer.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace Tokenwright {

/// What was told of a secret: that it ends on a day, and how many days before that was told.
struct ToldSecret
{
    QDate expires;
    int days = 0; ///< secretEndsSoon or secretEndsVerySoon.

    bool operator==(const ToldSecret &) const = default;
};

/// What is to be told of a secret with so many \a daysLeft: secretEndsSoon from that day on, and
/// secretEndsVerySoon likewise, also when it is over; nothing before. Pure.
std::optional<int> secretNoticeDue(int daysLeft);

/// Tells, outside the window, that secrets are about to expire: once two weeks and once three days
/// before, also across runs, or as soon as the program runs after that; those of a day together.
/// What was told is in a file of ids and days alone; a file that cannot be read or written costs
/// that something is told twice. Knows only what index and provider files say: no keychain is
/// asked, and nobody is prompted. Wakes the program only when something is due. Lives in the GUI
/// thread; what it is given is borrowed.
class SecretNotices : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Profile &profile;
        const Clock &clock;
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        Notifier &notifier;
        WakeTimer &timer;
        std::function<QString(const QString &setId)> nameOf; ///< A set as people know it.
    };
    /// Reads the file.
    explicit SecretNotices(const Parts &parts, QObject *parent = nullptr);

public Q_SLOTS:
    /// Looks again now: for when a provider file says something else. Everything else it hears of
    /// by itself.
    void reconsider();

Q_SIGNALS:
    /// The secrets of \a setIds have come so near their end that it is told.
    void told(const QStringList &setIds);
    /// The button of a notice was pressed: \a setId is to be seen.
    void shown(const QString &setId);

private:
    struct Due
    {
        QString setId;
        int daysLeft;
        ToldSecret telling;
    };
    void reconsiderSoon();
    void tell(const QList<Due> &due);
    void forget(const QString &setId);

    const Parts m_parts;
    KeyedFile m_file;
    QHash<QString, ToldSecret> m_told; ///< By set.
    QHash<Notifier::NoticeId, QString> m_notices; ///< That are shown, and the set to be seen.
    bool m_isScheduled = false;
};

} // namespace Tokenwright
