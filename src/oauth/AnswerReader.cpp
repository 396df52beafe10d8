// SPDX-License-Identifier: MIT
#include "oauth/AnswerReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>
#include <QXmlStreamReader>

#include <array>
#include <cmath>
#include <limits>

namespace Tokenwright {

namespace {

/// Deeper than any token answer; keeps the recursion below bounded.
constexpr int deepest = 32;

/// Adds to what is there already under \a key instead of replacing it.
void insertAnother(QJsonObject &object, const QString &key, const QJsonValue &value)
{
    const QJsonValue earlier = object.value(key);
    if (earlier.isUndefined()) {
        object.insert(key, value);
        return;
    }
    QJsonArray several = earlier.isArray() ? earlier.toArray() : QJsonArray{earlier};
    several.append(value);
    object.insert(key, several);
}

QJsonValue parseJson(QByteArrayView body)
{
    if (body.startsWith("\xef\xbb\xbf")) // a byte order mark
        body = body.sliced(3);
    const auto document = QJsonDocument::fromJson(
        QByteArray::fromRawData(body.data(), body.size()));
    if (document.isObject())
        return document.object();
    if (document.isArray())
        return document.array();
    return QJsonValue::Undefined;
}

/// Reads up to the end of the element that was just entered.
QJsonValue readElement(QXmlStreamReader &xml, int depth)
{
    QJsonObject children;
    QString text;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement: {
            if (depth >= deepest) {
                xml.raiseError();
                return {};
            }
            const QString name = xml.name().toString();
            insertAnother(children, name, readElement(xml, depth + 1));
            break;
        }
        case QXmlStreamReader::Characters:
            text += xml.text();
            break;
        case QXmlStreamReader::EndElement:
            return children.isEmpty() ? QJsonValue(text.trimmed()) : QJsonValue(children);
        default:
            break;
        }
    }
    return {};
}

QJsonValue parseXml(QByteArrayView body)
{
    QXmlStreamReader xml(QByteArray::fromRawData(body.data(), body.size()));
    if (!xml.readNextStartElement())
        return QJsonValue::Undefined;
    const QJsonValue root = readElement(xml, 0);
    return xml.hasError() ? QJsonValue(QJsonValue::Undefined) : root;
}

QJsonValue parseForm(QByteArrayView body)
{
    const QByteArray text = body.trimmed().toByteArray().replace('+', "%20");
    if (!text.contains('=') || text.startsWith('{') || text.startsWith('<'))
        return QJsonValue::Undefined;
    QJsonObject fields;
    const auto items = QUrlQuery(QString::fromUtf8(text)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        insertAnother(fields, name, value);
    return fields;
}

struct Reader
{
    AnswerFormat format;
    QJsonValue (*parse)(QByteArrayView);
};

constexpr std::array readers{
    Reader{AnswerFormat::Json, parseJson},
    Reader{AnswerFormat::Xml, parseXml},
    Reader{AnswerFormat::Form, parseForm},
};

QString folded(const QString &key)
{
    return QString(key).remove(u'_').toCaseFolded();
}

void collect(const QJsonValue &value, QStringView path, QList<QJsonValue> &found,
             bool isRoot = false)
{
    if (path.isEmpty()) {
        found.append(value);
        return;
    }
    const qsizetype dot = path.indexOf(u'.');
    const QStringView step = dot < 0 ? path : path.first(dot);
    const QStringView rest = dot < 0 ? QStringView() : path.sliced(dot + 1);
    bool isIndex = false;
    const int index = step.toInt(&isIndex);
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        if (isIndex && index >= 0 && index < array.size())
            collect(array.at(index), rest, found);
        return;
    }
    if (!value.isObject()) {
        if (isIndex && index == 0 && !isRoot)
            collect(value, rest, found);
        return;
    }
    const QJsonObject object = value.toObject();
    const QString key = step.toString();
    if (object.contains(key))
        collect(object.value(key), rest, found);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != key && folded(it.key()) == folded(key))
            collect(it.value(), rest, found);
    }
    if (isIndex && index == 0 && !isRoot && !object.contains(key))
        collect(value, rest, found);
}

} // namespace

QJsonValue parseAnswer(QByteArrayView body, AnswerFormat format)
{
    for (const Reader &reader : readers) {
        if (reader.format != format)
            continue;
        const QJsonValue root = reader.parse(body);
        if (!root.isUndefined())
            return root;
    }
    return parseJson(body);
}

QList<QJsonValue> valuesAt(const QJsonValue &root, const QString &path)
{
    QList<QJsonValue> found;
    if (!path.isEmpty() && !root.isUndefined())
        collect(root, path, found, true);
    return found;
}

std::optional<double> numberOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    if (!value.isString())
        return {};
    bool isNumber = false;
    const double number = value.toString().trimmed().toDouble(&isNumber);
    // Too large a number is told from the words "inf" and "nan" by not being one.
    if (!isNumber && std::isinf(number))
        return std::copysign(std::numeric_limits<double>::max(), number);
    if (!isNumber || !std::isfinite(number))
        return {};
    return number;
}

} // namespace Tokenwright
