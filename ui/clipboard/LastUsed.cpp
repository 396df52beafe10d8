// SPDX-License-Identifier: MIT
#include "LastUsed.h"

#include "CopyController.h"

#include <QLoggingCategory>

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(lastUsedLog, "tokenwright.lastused", QtWarningMsg)

const QString timesField = u"lastUsed"_s;

/// Changes the times in what the file holds, whose other fields stay.
template <class Change> JsonFile::Change changeOfTimes(Change change)
{
    return [change = std::move(change)](QJsonObject &json) -> Result<void> {
        QJsonObject times = json.value(timesField).toObject();
        change(times);
        json.insert(u"schema"_s, 1);
        json.insert(timesField, times);
        return {};
    };
}

} // namespace

LastUsed::LastUsed(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_clock(parts.clock)
    , m_file(parts.profile.lastUsedFile(), parts.profile.lockFile(u"last-used.lock"_s),
             Content::Derived)
{
    if (!m_file.path().isEmpty()) {
        const QJsonObject json = m_file.read().value_or(QJsonObject());
        const QJsonObject times = json.value(timesField).toObject();
        for (auto time = times.begin(); time != times.end(); ++time)
            m_times.insert(time.key(), time.value().toInteger());
    }
    connect(&parts.controller, &CopyController::copied, this,
            [this](const QString &setId) { note(setId, m_clock.now().wall); });
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &LastUsed::forget);
}

void LastUsed::note(const QString &setId, qint64 time)
{
    m_times.insert(setId, time);
    keep(changeOfTimes([setId, time](QJsonObject &times) { times.insert(setId, time); }));
    Q_EMIT changed(setId);
}

void LastUsed::forget(const QString &setId)
{
    if (m_times.remove(setId))
        keep(changeOfTimes([setId](QJsonObject &times) { times.remove(setId); }));
}

void LastUsed::keep(JsonFile::Change change)
{
    if (m_file.path().isEmpty())
        return;
    Async::onResult(m_file.update(std::move(change)), this, [](const Result<void> &outcome) {
        if (!outcome)
            qCWarning(lastUsedLog, "%s", qUtf8Printable(outcome.error().message));
    });
}

} // namespace Tokenwright

#include "moc_LastUsed.cpp"
