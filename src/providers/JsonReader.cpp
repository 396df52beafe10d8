// SPDX-License-Identifier: MIT
#include "JsonReader.h"

#include "Text.h"

#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

FieldProblem FieldProblem::expected(const QString &field, const QString &what)
{
    return {field, Text::tr("field “%1”: expected %2").arg(field, what)};
}

JsonReader::JsonReader(QJsonObject object, QString path, QList<FieldProblem> *problems)
    : m_object(std::move(object))
    , m_path(std::move(path))
    , m_problems(problems)
{ }

QString JsonReader::pathOf(const char *key) const
{
    const QString name = QString::fromLatin1(key);
    return m_path.isEmpty() ? name : m_path + u'.' + name;
}

void JsonReader::complain(const char *key, const QString &expected) const
{
    complainAt(pathOf(key), expected);
}

void JsonReader::complainAt(const QString &field, const QString &expected) const
{
    if (std::ranges::find(*m_problems, field, &FieldProblem::field) == m_problems->end())
        m_problems->append(FieldProblem::expected(field, expected));
}

void JsonReader::require(const char *key) const
{
    const QJsonValue found = value(key);
    if (found.isUndefined() || found.isNull() || (found.isString() && found.toString().isEmpty()))
        complain(key, Text::tr("a value, and it is missing"));
}

void JsonReader::read(const char *key, QString &target) const
{
    const QJsonValue found = value(key);
    if (found.isString())
        target = found.toString();
    else if (!found.isUndefined())
        complain(key, Text::tr("a text"));
}

void JsonReader::read(const char *key, bool &target) const
{
    const QJsonValue found = value(key);
    if (found.isBool())
        target = found.toBool();
    else if (!found.isUndefined())
        complain(key, Text::tr("true or false"));
}

void JsonReader::read(const char *key, qint64 &target) const
{
    const QJsonValue found = value(key);
    if (found.isDouble() && double(found.toInteger()) == found.toDouble())
        target = found.toInteger();
    else if (!found.isUndefined())
        complain(key, Text::tr("a whole number"));
}

void JsonReader::read(const char *key, QStringList &target) const
{
    const QJsonValue found = value(key);
    if (found.isString()) {
        target = {found.toString()};
        return;
    }
    if (!found.isArray()) {
        if (!found.isUndefined())
            complain(key, Text::tr("a list of texts"));
        return;
    }
    QStringList list;
    const QJsonArray array = found.toArray();
    for (const QJsonValue &item : array) {
        if (!item.isString())
            return complain(key, Text::tr("a list of texts"));
        list.append(item.toString());
    }
    target = list;
}

void JsonReader::read(const char *key, QList<qint64> &target) const
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return;
    const QJsonArray array = found.isArray() ? found.toArray() : QJsonArray{found};
    QList<qint64> list;
    for (const QJsonValue &item : array) {
        if (!item.isDouble() || double(item.toInteger()) != item.toDouble())
            return complain(key, Text::tr("a list of whole numbers"));
        list.append(item.toInteger());
    }
    target = list;
}

void JsonReader::read(const char *key, QJsonObject &target) const
{
    target = has(key) ? object(key).m_object : target;
}

void JsonReader::readOrLeaveOut(const char *key, QString &target) const
{
    if (!has(key))
        return;
    if (value(key).isNull()) {
        target.clear();
        return;
    }
    require(key);
    read(key, target);
}

void JsonReader::readJsonOrText(const char *key, QByteArray &target) const
{
    const QJsonValue found = value(key);
    if (found.isString())
        target = found.toString().toUtf8();
    else if (found.isObject())
        target = QJsonDocument(found.toObject()).toJson(QJsonDocument::Compact);
    else if (found.isArray())
        target = QJsonDocument(found.toArray()).toJson(QJsonDocument::Compact);
    else if (!found.isUndefined())
        complain(key, Text::tr("an object, a list or a text"));
}

JsonReader JsonReader::object(const char *key) const
{
    const QJsonValue found = value(key);
    if (!found.isUndefined() && !found.isObject())
        complain(key, Text::tr("an object"));
    return {found.toObject(), pathOf(key), m_problems};
}

void JsonReader::forEach(const char *key, const std::function<void(const JsonReader &)> &item) const
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return;
    if (!found.isArray())
        return complain(key, Text::tr("a list of objects"));
    const QJsonArray array = found.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isObject())
            return complain(key, Text::tr("a list of objects"));
        item(JsonReader(array.at(i).toObject(), pathOf(key) + u'.' + QString::number(i),
                        m_problems));
    }
}

void JsonReader::forEachNamed(
    const char *key, const std::function<void(const QString &, const JsonReader &)> &entry) const
{
    const QJsonObject nested = object(key).m_object;
    for (auto it = nested.begin(); it != nested.end(); ++it) {
        if (!it.value().isObject())
            return complain(key, Text::tr("an object of objects"));
        entry(it.key(),
              JsonReader(it.value().toObject(), pathOf(key) + u'.' + it.key(), m_problems));
    }
}

void JsonReader::forEachText(
    const char *key, const std::function<void(const QString &, const QString &)> &entry) const
{
    const QJsonObject nested = object(key).m_object;
    for (auto it = nested.begin(); it != nested.end(); ++it) {
        if (it.value().isString())
            entry(it.key(), it.value().toString());
        else
            complainAt(pathOf(key) + u'.' + it.key(), Text::tr("a text"));
    }
}

} // namespace Tokenwright
