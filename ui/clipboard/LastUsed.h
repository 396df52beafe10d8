// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "KeyedFile.h"
#include "Profile.h"

#include <QHash>
#include <QObject>

namespace Tokenwright {

class CopyController;
class CredentialRegistry;

/// When something of each credential set was last copied by hand, in whatever window, tray or
/// palette; kept across runs in a file of ids and times alone. A file that cannot be read or
/// written costs the order, nothing else. Lives in the GUI thread; what it is given is borrowed.
class LastUsed : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Profile &profile;
        const Clock &clock;
        const CredentialRegistry &registry;
        const CopyController &controller;
    };
    /// Reads the file.
    explicit LastUsed(const Parts &parts, QObject *parent = nullptr);

    /// Milliseconds since the epoch; 0: never.
    qint64 of(const QString &setId) const { return m_times.value(setId); }

Q_SIGNALS:
    void changed(const QString &setId);

private:
    void note(const QString &setId, qint64 time);
    void forget(const QString &setId);

    const Clock &m_clock;
    KeyedFile m_file;
    QHash<QString, qint64> m_times;
};

} // namespace Tokenwright
