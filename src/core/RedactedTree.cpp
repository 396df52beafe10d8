// SPDX-License-Identifier: MIT
#include "RedactedTree.h"

#include "Literals.h"

#include "RedactedText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int deepest = 64;
/// What a tree within a text counts for: each one around it doubles the escapes of what is within.
constexpr int depthOfText = 16;

QString escaped(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
}

/// {"name": "client_secret", "value": "…"}: a name that is itself a value.
bool namesASecret(const QJsonObject &object)
{
    static constexpr QStringView namers[]{u"name", u"key", u"field", u"parameter", u"header"};
    return std::ranges::any_of(
        namers, [&](QStringView namer) { return hidesValue(object.value(namer).toString()); });
}

bool isListOfNumbers(const QJsonArray &array)
{
    return !array.isEmpty()
        && std::ranges::all_of(array, [](const QJsonValue &value) { return value.isDouble(); });
}

bool isValueKey(const QString &key)
{
    static const QRegularExpression pattern(u"value|received|content|actual|given"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(key).hasMatch();
}

} // namespace

RedactedTree::RedactedTree(Rewrite rewrite, qsizetype most, qsizetype margin)
    : m_rewrite(std::move(rewrite))
    , m_most(most)
    , m_margin(margin)
{ }

bool RedactedTree::isFull()
{
    if (m_text.size() >= m_most)
        m_isCut = true;
    return m_isCut;
}

QString RedactedTree::fit(const QString &text)
{
    if (text.size() <= m_most)
        return m_rewrite(text);
    m_isCut = true;
    QString result = m_rewrite(text.left(m_most));
    result.chop(m_margin);
    return result;
}

void RedactedTree::writeText(const QString &text, int depth)
{
    // without lone surrogates, which would make every pattern fail to match
    const QString whole = QString::fromUtf8(text.left(m_most + 1).toUtf8());
    if (const auto inner = jsonIn(text)) {
        RedactedTree writer(m_rewrite, m_most, m_margin);
        writer.write(*inner, depth + depthOfText);
        m_text += u'"' + escaped(writer.text()) + u'"';
        m_isCut = m_isCut || writer.isCut();
        return;
    }
    m_text += u'"' + escaped(fit(whole)) + u'"';
}

void RedactedTree::write(const QJsonValue &value, int depth)
{
    if (isFull())
        return;
    if (depth > deepest) {
        m_text += u'…';
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const bool namesSecret = namesASecret(object);
        m_text += u'{';
        for (auto it = object.begin(); it != object.end() && !isFull(); ++it) {
            if (it != object.begin())
                m_text += u',';
            writeText(it.key(), depth);
            m_text += u':';
            const bool isSecret = hidesValue(it.key()) || (namesSecret && isValueKey(it.key()));
            const QJsonValue item = it.value();
            const bool isEmpty = item.isNull() || item.isBool()
                || (item.isString() && item.toString().isEmpty());
            if (isSecret && !isEmpty)
                m_text += u'"' + hiddenText + u'"';
            else
                write(item, depth + 1);
        }
        m_text += u'}';
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        m_text += u'[';
        if (isListOfNumbers(
                array)) { // bytes, perhaps: what they spell is seen in all of them alone
            const QByteArray list = QJsonDocument(array).toJson(QJsonDocument::Compact);
            m_text += fit(QString::fromLatin1(list.sliced(1).chopped(1)));
        } else {
            for (auto it = array.begin(); it != array.end() && !isFull(); ++it) {
                if (it != array.begin())
                    m_text += u',';
                write(*it, depth + 1);
            }
        }
        m_text += u']';
    } else if (value.isString()) {
        writeText(value.toString(), depth);
    } else if (value.isDouble()) {
        const QByteArray number = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        const QString digits = QString::fromLatin1(number.sliced(1).chopped(1));
        m_text += digits.size() < 5 ? digits : m_rewrite(digits); // a status is nobody's secret
    } else {
        m_text += value.isBool() ? (value.toBool() ? u"true" : u"false") : u"null";
    }
}

void RedactedTree::writeShape(const QJsonValue &value, int depth)
{
    if (isFull())
        return;
    // A key that is no name may be somebody's value.
    static const QRegularExpression name(
        u"^(?=.{1,40}$)(?!(?=.*\\d).{20,}$)[A-Za-z@_$][\\w.:@$/ -]*$"_s);
    switch (value.type()) {
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        m_text += u'{';
        for (auto it = object.begin(); it != object.end() && !isFull(); ++it) {
            if (it != object.begin())
                m_text += u", ";
            m_text += name.match(it.key()).hasMatch() ? m_rewrite(it.key()) : hiddenText;
            m_text += u": ";
            if (depth < deepest)
                writeShape(it.value(), depth + 1);
        }
        m_text += u'}';
        break;
    }
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        m_text += u'[';
        if (!array.isEmpty() && depth < deepest)
            writeShape(array.first(), depth + 1);
        m_text += array.size() > 1 ? u", …]" : u"]";
        break;
    }
    case QJsonValue::String:
        m_text += value.toString().isEmpty() ? u"empty text" : u"text";
        break;
    case QJsonValue::Double:
        m_text += u"number";
        break;
    case QJsonValue::Bool:
        m_text += u"boolean";
        break;
    default:
        m_text += u"null";
    }
}

std::optional<QJsonValue> jsonIn(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    if (!trimmed.startsWith(u'{') && !trimmed.startsWith(u'['))
        return {};
    const auto document = QJsonDocument::fromJson(trimmed.toUtf8());
    if (document.isNull())
        return {};
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace Tokenwright
