// SPDX-License-Identifier: MIT
#include "KeyedFile.h"

#include "Async.h"

#include <QLoggingCategory>

namespace Tokenwright {

namespace {

Q_LOGGING_CATEGORY(keyedFileLog, "tokenwright.keyedfile", QtWarningMsg)

} // namespace

KeyedFile::KeyedFile(const QString &path, const QString &lockPath, QString field)
    : m_file(path, lockPath, Content::Derived)
    , m_field(std::move(field))
{ }

QJsonObject KeyedFile::values() const
{
    if (m_file.path().isEmpty())
        return {};
    return m_file.read().value_or(QJsonObject()).value(m_field).toObject();
}

void KeyedFile::insert(const QString &key, const QJsonValue &value)
{
    update([key, value](QJsonObject &values) { values.insert(key, value); });
}

void KeyedFile::remove(const QString &key)
{
    update([key](QJsonObject &values) { values.remove(key); });
}

void KeyedFile::update(std::function<void(QJsonObject &)> change)
{
    if (m_file.path().isEmpty())
        return;
    const auto changed = m_file.update(
        [field = m_field, change = std::move(change)](QJsonObject &json) -> Result<void> {
            QJsonObject values = json.value(field).toObject();
            change(values);
            json.insert(u"schema"_s, 1);
            json.insert(field, values);
            return {};
        });
    Async::onResult(changed, &m_file, [](const Result<void> &outcome) {
        if (!outcome)
            qCWarning(keyedFileLog, "%s", qUtf8Printable(outcome.error().message));
    });
}

} // namespace Tokenwright
