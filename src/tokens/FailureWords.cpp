// SPDX-License-Identifier: MIT
#include "tokens/FailureWords.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Tokenwright {

namespace {

constexpr qint64 largest = 64 * 1024;
const QString atField = QStringLiteral("at");
const QString messageField = QStringLiteral("message");

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
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(QJsonObject{{atField, at}, {messageField, message}}).toJson());
    file.commit();
}

QString FailureWords::read(qint64 at) const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.read(largest)).object();
    return json.value(atField).toInteger(-1) == at ? json.value(messageField).toString()
                                                   : QString();
}

void FailureWords::remove() const
{
    if (QFile::exists(m_path))
        QFile::remove(m_path);
}

} // namespace Tokenwright
