// SPDX-License-Identifier: MIT
#include "ImportText.h"

#include "Text.h"

#include "ImportFormat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringDecoder>

#include <vector>

namespace Tokenwright {

namespace {

QStringDecoder::Encoding encodingOf(const QByteArray &content)
{
    if (content.startsWith("\xff\xfe"))
        return QStringDecoder::Utf16LE;
    return content.startsWith("\xfe\xff") ? QStringDecoder::Utf16BE : QStringDecoder::Utf8;
}

/// The end of the JSON string that begins at \a open, behind its quotation mark.
qsizetype endOfString(const QString &json, qsizetype open)
{
    qsizetype at = open + 1;
    while (at < json.size() && json.at(at) != u'"')
        at += json.at(at) == u'\\' ? 2 : 1;
    return at + 1;
}

QString unquoted(QStringView quoted)
{
    const QByteArray array = '[' + quoted.toUtf8() + ']';
    return QJsonDocument::fromJson(array).array().at(0).toString();
}

/// Where a member's name stands for the second time in its object; -1: nowhere. \a json is valid.
qsizetype duplicateIn(const QString &json)
{
    std::vector<QSet<QString>> names; // of the objects and arrays that are open
    qsizetype at = 0;
    while (at < json.size()) {
        const QChar character = json.at(at);
        if (character == u'{' || character == u'[')
            names.emplace_back();
        else if ((character == u'}' || character == u']') && !names.empty())
            names.pop_back();
        if (character != u'"') {
            ++at;
            continue;
        }
        const qsizetype end = endOfString(json, at);
        qsizetype next = end;
        while (next < json.size() && json.at(next).isSpace())
            ++next;
        if (next < json.size() && json.at(next) == u':' && !names.empty()) {
            const QString name = unquoted(QStringView(json).sliced(at, end - at));
            if (names.back().contains(name))
                return at;
            names.back().insert(name);
        }
        at = end;
    }
    return -1;
}

Result<QJsonDocument> strictDocument(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const QString before = QString::fromUtf8(bytes.first(qMin(bytes.size(), problem.offset)));
        return misconfigured(Text::tr("It is not valid JSON (%1: %2).")
                                 .arg(linePlace(before, before.size()), problem.errorString()));
    }
    if (const qsizetype at = duplicateIn(text); at >= 0) {
        return misconfigured(
            Text::tr("A key is there twice (%1); which of them counts cannot be told.")
                .arg(linePlace(text, at)));
    }
    return document;
}

} // namespace

Result<QString> importText(const QByteArray &content)
{
    if (content.size() > mostImportBytes) {
        return misconfigured(Text::tr("It is larger than %1 MiB, so it is no file of credentials.")
                                 .arg(mostImportBytes / 1024 / 1024));
    }
    const auto encoding = encodingOf(content);
    const bool isCut = encoding != QStringDecoder::Utf8 && content.size() % 2 != 0;
    QStringDecoder decoder(encoding, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(content);
    if (decoder.hasError() || isCut)
        return misconfigured(Text::tr("It is not a text in UTF-8 or UTF-16."));
    if (text.contains(QChar(u'\0')))
        return misconfigured(Text::tr("It is not a text file."));
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    text.replace(u"\r\n"_s, u"\n"_s);
    text.replace(u'\r', u'\n');
    return text;
}

Result<QJsonObject> strictJson(const QString &text)
{
    const auto document = strictDocument(text);
    if (!document)
        return failure(document.error());
    if (!document->isObject())
        return misconfigured(Text::tr("Its JSON is not an object."));
    return document->object();
}

Result<QList<QJsonObject>> strictJsonList(const QString &text)
{
    const auto document = strictDocument(text);
    if (!document)
        return failure(document.error());
    QList<QJsonObject> objects;
    const QJsonArray array = document->array();
    for (const QJsonValue &item : array) {
        if (item.isObject())
            objects.append(item.toObject());
    }
    return objects;
}

QString jsonText(const QJsonValue &value)
{
    return value.isObject() || value.isArray() ? QString() : value.toVariant().toString();
}

QString lineName(qsizetype line)
{
    return Text::tr("line %1").arg(line);
}

QString linePlace(const QString &text, qsizetype position)
{
    return lineName(QStringView(text).first(position).count(u'\n') + 1);
}

} // namespace Tokenwright
