// SPDX-License-Identifier: MIT
#include "KeyText.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Tokenwright {

QByteArrayView withoutMark(const Secret &text)
{
    const QByteArrayView bytes = text.reveal();
    return bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
}

bool isJsonKey(const Secret &text)
{
    const QByteArrayView bytes = withoutMark(text).trimmed();
    return bytes.startsWith('{') || bytes.startsWith('[');
}

bool isEncryptedKey(const Secret &key)
{
    return !isJsonKey(key) && key.reveal().contains("-----BEGIN ")
        && key.reveal().contains("ENCRYPTED");
}

Secret tidiedKeyText(const Secret &text)
{
    if (isJsonKey(text)) {
        const QByteArrayView bytes = text.reveal();
        const auto json = QJsonDocument::fromJson(
            QByteArray::fromRawData(bytes.data(), bytes.size()));
        return json.isNull() ? text : Secret(json.toJson(QJsonDocument::Compact));
    }
    // Only the white space is put right, so that an unusual PEM stays what it is. Line ends copied
    // out of a JSON file are still written as there.
    static const QRegularExpression block(
        u"-----BEGIN ([A-Z0-9 ]+)-----((?:[A-Za-z0-9+/=\\s]++|\\\\[nr])*+)-----END \\1-----"_s);
    static const QRegularExpression space(u"\\s|\\\\[nr]"_s);
    const QString pem = text.revealText();
    QString tidy;
    auto matches = block.globalMatch(pem);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QString base64 = match.captured(2);
        base64.remove(space);
        tidy += u"-----BEGIN " + match.captured(1) + u"-----\n";
        for (qsizetype at = 0; at < base64.size(); at += 64)
            tidy += base64.mid(at, 64) + u'\n';
        tidy += u"-----END " + match.captured(1) + u"-----\n";
    }
    return tidy.isEmpty() ? text : Secret::fromText(tidy);
}

QList<Secret> secretPartsOf(const Secret &key)
{
    QList<Secret> parts;
    if (isJsonKey(key)) {
        const QByteArrayView bytes = key.reveal();
        const QJsonObject jwk
            = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size())).object();
        for (const QStringView field : {u"d", u"p", u"q", u"dp", u"dq", u"qi"})
            parts.append(Secret::fromText(jwk.value(field).toString()));
    } else {
        // without its frame and on one line, as some write it
        static const QRegularExpression body(u"-----BEGIN [^-]+-----([^-]+)-----END "_s);
        auto found = body.globalMatch(key.revealText());
        while (found.hasNext()) {
            parts.append(
                Secret::fromText(found.next().captured(1).remove(QRegularExpression(u"\\s"_s))));
        }
    }
    parts.removeIf([](const Secret &part) { return part.isEmpty(); });
    return parts;
}

} // namespace Tokenwright
