// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonDocument>
#include <QJsonObject>

inline QJsonObject parsed(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("the test's own JSON is wrong: %s", qPrintable(error.errorString()));
    return document.object();
}

/// A provider file with nothing that has a default.
const QByteArray smallest = R"({"id":"x","name":"X",
    "environments":{"sandbox":{"tokenUrl":"https://example.com/token"}}})";

/// \a object with the value at a dotted path replaced; a null text removes it.
inline QJsonObject with(QJsonObject object, const QString &path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0)
        object.insert(path, value);
    else
        object.insert(path.left(dot),
                      with(object.value(path.left(dot)).toObject(), path.mid(dot + 1), value));
    return object;
}
