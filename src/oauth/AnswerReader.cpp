// SPDX-License-Identifier: MIT
#include "AnswerReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QXmlStreamReader>

#include <array>
#include <cmath>
#include <limits>

namespace Tokenwright {

namespace {

/// Deeper than any token answer; keeps the recursion below bounded.
constexpr int deepest = 32;
/// More than any answer's object has; in a larger one, names must be written as they are looked
/// for, because many names are looked for.
constexpr qsizetype mostKeys = 500;

/// Fields as they come; one that comes again becomes a list. Made into an object at the end, in the
/// order that QJsonObject keeps, because inserting into it anywhere else moves all the rest.
class Fields
{
public:
    void add(const QString &key, const QJsonValue &value) { m_values[key].append(value); }
    bool isEmpty() const { return m_values.isEmpty(); }

    QJsonObject object() const
    {
        QJsonObject object;
        for (auto it = m_values.begin(); it != m_values.end(); ++it)
            object.insert(it.key(), it->size() == 1 ? it->first() : QJsonValue(listOf(*it)));
        return object;
    }

private:
    static QJsonArray listOf(const QList<QJsonValue> &values)
    {
        QJsonArray array;
        for (const QJsonValue &value : values)
            array.append(value);
        return array;
    }

    QMap<QString, QList<QJsonValue>> m_values;
};

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

/// A name without its prefix.
QString localName(QStringView name)
{
    return name.sliced(name.lastIndexOf(u':') + 1).toString();
}

/// Reads up to the end of the element that was just entered.
QJsonValue readElement(QXmlStreamReader &xml, int depth)
{
    Fields children;
    QString text;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement: {
            if (depth >= deepest) {
                xml.raiseError();
                return {};
            }
            const QString name = localName(xml.name());
            children.add(name, readElement(xml, depth + 1));
            break;
        }
        case QXmlStreamReader::Characters:
            text += xml.text();
            break;
        case QXmlStreamReader::EndElement:
            return children.isEmpty() ? QJsonValue(text.trimmed()) : QJsonValue(children.object());
        default:
            break;
        }
    }
    return {};
}

/// Qt compares each attribute of an element with all others of it.
bool hasEndlessTags(QByteArrayView body)
{
    constexpr qsizetype longestTag = 8 * 1024;
    for (qsizetype at = body.indexOf('<'); at >= 0;) {
        const qsizetype end = body.indexOf('>', at);
        if ((end < 0 ? body.size() : end) - at > longestTag)
            return true;
        at = end < 0 ? end : body.indexOf('<', end);
    }
    return false;
}

QJsonValue parseXml(QByteArrayView body)
{
    if (!body.trimmed().startsWith('<') || hasEndlessTags(body))
        return QJsonValue::Undefined;
    QXmlStreamReader xml(QByteArray::fromRawData(body.data(), body.size()));
    xml.setNamespaceProcessing(false); // each prefix is looked for among all that are declared
    if (!xml.readNextStartElement() || xml.name().compare(u"html", Qt::CaseInsensitive) == 0)
        return QJsonValue::Undefined;
    const QJsonValue root = readElement(xml, 0);
    while (!xml.atEnd()) // what stands behind the one element tells whether this is XML at all
        xml.readNext();
    return xml.hasError() ? QJsonValue(QJsonValue::Undefined) : root;
}

QJsonValue parseForm(QByteArrayView body)
{
    const QByteArrayView text = body.trimmed();
    if (!text.contains('=') || text.startsWith('{') || text.startsWith('<'))
        return QJsonValue::Undefined;
    const auto decoded = [](const QByteArray &part) {
        return QString::fromUtf8(
            QByteArray::fromPercentEncoding(QByteArray(part).replace('+', ' ')));
    };
    Fields fields;
    const QList<QByteArray> items = text.toByteArray().split('&');
    for (const QByteArray &item : items) {
        const qsizetype equals = item.indexOf('=');
        if (!item.isEmpty())
            fields.add(decoded(item.first(equals < 0 ? item.size() : equals)),
                       equals < 0 ? QString() : decoded(item.sliced(equals + 1)));
    }
    return fields.object();
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

/// Equal but for case and underscores.
bool isSameName(QStringView a, QStringView b)
{
    auto left = a.begin();
    auto right = b.begin();
    const auto skip = [](auto &at, auto end) {
        while (at != end && *at == u'_')
            ++at;
    };
    while (true) {
        skip(left, a.end());
        skip(right, b.end());
        if (left == a.end() || right == b.end())
            return left == a.end() && right == b.end();
        if (left->toCaseFolded() != right->toCaseFolded())
            return false;
        ++left;
        ++right;
    }
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
    const bool mayBeRespelled = object.size() <= mostKeys;
    for (auto it = object.begin(); mayBeRespelled && it != object.end(); ++it) {
        if (it.key() != key && isSameName(it.key(), key))
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
    const QJsonValue root = parseJson(body);
    // gateways before a server have formats of their own
    return root.isUndefined() && format != AnswerFormat::Xml ? parseXml(body) : root;
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
