// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>
#include <QStringView>

#include <algorithm>
#include <utility>
#include <variant>

namespace Tokenwright {

/// A value as it is read. Texts stand apart: most are, and a QJsonValue of one costs more than all
/// else about it.
class JsonFieldValue
{
public:
    JsonFieldValue(const QJsonValue &value)
        : m_value(value)
    {
        if (value.isString())
            m_value = value.toString();
    }
    JsonFieldValue(QString text)
        : m_value(std::move(text))
    { }
    JsonFieldValue(const QStringList &texts)
        : m_value(texts)
    { }

    /// What it is an array of, if all of that is text and it was made of such; null otherwise.
    const QStringList *texts() const { return std::get_if<QStringList>(&m_value); }
    /// As QJsonValue has it.
    QString toString() const { return as<QString>(); }
    bool toBool() const { return as<QJsonValue>().toBool(); }
    bool isDouble() const { return as<QJsonValue>().isDouble(); }
    qint64 toInteger() const { return as<QJsonValue>().toInteger(); }

    QJsonValue toJson() const
    {
        if (texts())
            return QJsonArray::fromStringList(*texts());
        const auto *text = std::get_if<QString>(&m_value);
        return text ? QJsonValue(*text) : as<QJsonValue>();
    }

private:
    template <class T> const T &as() const
    {
        static const T nothing{};
        const T *held = std::get_if<T>(&m_value);
        return held ? *held : nothing;
    }

    std::variant<QJsonValue, QString, QStringList> m_value;
};

/// A field of a JSON object, and how it is read into a Target.
template <class Target> struct JsonField
{
    QStringView name;
    void (*read)(Target &, const JsonFieldValue &);
};

/// Reads into \a target what \a json holds of \a fields, going through it once: a file may have ten
/// thousand rows. Returns the rest, kept for whoever wrote it. Pure.
template <class Target, std::size_t N>
QJsonObject readFields(const QJsonObject &json, const JsonField<Target> (&fields)[N],
                       Target &target)
{
    QJsonObject rest;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString name = it.key();
        const auto field = std::ranges::find(fields, name, &JsonField<Target>::name);
        if (field != std::end(fields))
            field->read(target, QJsonValue(it.value()));
        else
            rest.insert(name, it.value());
    }
    return rest;
}

/// Whether \a json is written as \a schema has it, which one that names none is as well. What is no
/// whole number there is somebody else's to understand.
inline bool isOfSchema(const QJsonObject &json, int schema)
{
    const QJsonValue named = json.value(u"schema");
    return named.isUndefined() || named.toInt(-1) == schema;
}

/// \a now with what leads from \a before to \a after, object within object: whatever those two have
/// alike stays as it is, and so does what neither has. Arrays count as one value.
inline QJsonObject withChanges(QJsonObject now, const QJsonObject &before, const QJsonObject &after)
{
    const auto mayHoldFields = [](const QJsonValue &value) {
        return value.isObject() || value.isUndefined();
    };
    const QStringList names = before.keys() + after.keys();
    for (const QString &name : names) {
        const QJsonValue was = before.value(name);
        const QJsonValue wanted = after.value(name);
        if (was == wanted)
            continue;
        QJsonValue outcome = wanted;
        if (mayHoldFields(was) && mayHoldFields(wanted)) {
            const QJsonObject fields = withChanges(now.value(name).toObject(), was.toObject(),
                                                   wanted.toObject());
            if (wanted.isObject() || !fields.isEmpty())
                outcome = fields;
        }
        if (outcome.isUndefined())
            now.remove(name);
        else
            now.insert(name, outcome);
    }
    return now;
}

} // namespace Tokenwright
