// SPDX-License-Identifier: MIT
#include "FailureWords.h"

#include "AtomicFile.h"
#include "RegularFile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

namespace {

constexpr qint64 largest = 64 * 1024;
const QString atField = u"at"_s;
const QString messageField = u"message"_s;

} // namespace

FailureWords::FailureWords(const QString &lockFile)
    : m_path(lockFile + u".failure")
{ }

void FailureWords::keep(qint64 at, const QString &message) const
{
    if (message.isEmpty()) {
        remove();
        return;
    }
    const QJsonObject words{{atField, at}, {messageField, message}};
    // where they cannot be kept, who waits is told the kind alone
    [[maybe_unused]] const auto kept = replaceFile(m_path, QJsonDocument(words).toJson());
}

QString FailureWords::read(qint64 at) const
{
    const auto bytes = readRegularFile(m_path, largest);
    if (!bytes)
        return {};
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    return json.value(atField).toInteger(-1) == at ? json.value(messageField).toString()
                                                   : QString();
}

void FailureWords::remove() const
{
    if (QFile::exists(m_path))
        QFile::remove(m_path);
}

} // namespace Tokenwright
