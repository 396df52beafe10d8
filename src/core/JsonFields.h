// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>
#include <QStringView>

#include <algorithm>
#include <optional>

namespace Tokenwright {

/// A value as it is read. Texts stand apart: most are, and a QJsonValue of one costs more than all
/// else about it.
class JsonFieldValue
{
public:
    JsonFieldValue(const QJsonValue &value)
        : m_isText(value.isString())
        , m_text(value.toString())
        , m_other(m_isText ? QJsonValue() : value)
    { }
    JsonFieldValue(const QString &text)
        : m_isText(true)
        , m_text(text)
    { }
    JsonFieldValue(const QStringList &texts)
        : m_texts(texts)
    { }

    /// What it is an array of, if all of that is text and it was made of such; nothing otherwise.
    const std::optional<QStringList> &texts() const { return m_texts; }
    /// As QJsonValue has it.
    QString toString() const { return m_text; }
    bool toBool() const { return m_other.toBool(); }
    bool isDouble() const { return m_other.isDouble(); }
    qint64 toInteger() const { return m_other.toInteger(); }

    QJsonValue toJson() const
    {
        if (m_texts)
            return QJsonArray::fromStringList(*m_texts);
        return m_isText ? QJsonValue(m_text) : m_other;
    }

private:
    bool m_isText = false;
    QString m_text;
    std::optional<QStringList> m_texts;
    QJsonValue m_other;
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
