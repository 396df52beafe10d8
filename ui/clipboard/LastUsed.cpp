// SPDX-License-Identifier: MIT
#include "LastUsed.h"

#include "CopyController.h"

namespace Tokenwright {

LastUsed::LastUsed(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_clock(parts.clock)
    , m_file(parts.profile.lastUsedFile(), parts.profile.lockFile(u"last-used.lock"_s),
             u"lastUsed"_s)
{
    const QJsonObject times = m_file.values();
    for (auto time = times.begin(); time != times.end(); ++time)
        m_times.insert(time.key(), time.value().toInteger());
    connect(&parts.controller, &CopyController::copied, this,
            [this](const QString &setId) { note(setId, m_clock.now().wall); });
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &LastUsed::forget);
}

void LastUsed::note(const QString &setId, qint64 time)
{
    m_times.insert(setId, time);
    m_file.insert(setId, time);
    Q_EMIT changed(setId);
}

void LastUsed::forget(const QString &setId)
{
    if (m_times.remove(setId))
        m_file.remove(setId);
}

} // namespace Tokenwright

#include "moc_LastUsed.cpp"
