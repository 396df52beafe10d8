// SPDX-License-Identifier: MIT
#include "Quoting.h"

#include "Secret.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

QByteArray quotedForShell(QByteArrayView text)
{
    QByteArray quoted("'");
    quoted.reserve(text.size() + 2);
    for (const char character : text) {
        if (character == '\'')
            quoted += "'\\''";
        else if (character == '\\') // within single quotes fish lets it escape, POSIX shells do not
            quoted += "'\"\\\\\"'";
        else
            quoted += character;
    }
    return quoted += '\'';
}

QByteArray quotedForPowerShell(QByteArrayView text)
{
    QByteArray quoted = text.toByteArray();
    for (const QByteArray quote : {"'", "‘", "’", "‚", "‛"})
        quoted.replace(quote, quote.repeated(2));
    return '\'' + quoted + '\'';
}

QByteArray quotedForJson(QByteArrayView text)
{
    const QString whole = Secret(text.toByteArray()).revealText();
    const QByteArray array = QJsonDocument(QJsonArray{whole}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

bool isOneLine(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
}

} // namespace Tokenwright
