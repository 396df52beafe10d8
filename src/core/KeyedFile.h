// SPDX-License-Identifier: MIT
#pragma once

#include "JsonFile.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace Tokenwright {

/// Values by key, of which it costs little to lose some: a field of a file that others may have
/// further fields in. What cannot be read counts as empty, what cannot be written is a warning in
/// the log. Without a path nothing is kept. Lives in the GUI thread.
class KeyedFile
{
public:
    KeyedFile(const QString &path, const QString &lockPath, QString field);

    /// All that is kept now.
    QJsonObject values() const;
    void insert(const QString &key, const QJsonValue &value);
    void remove(const QString &key);

private:
    void update(std::function<void(QJsonObject &)> change);

    JsonFile m_file;
    const QString m_field;
};

} // namespace Tokenwright
