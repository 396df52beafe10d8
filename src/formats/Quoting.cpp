// SPDX-License-Identifier: MIT
#include "formats/Quoting.h"

#include <QJsonArray>
#include <QJsonDocument>

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
    QByteArray quoted("'");
    quoted.reserve(text.size() + 2);
    for (const char character : text) {
        if (character == '\'')
            quoted += '\'';
        quoted += character;
    }
    return quoted += '\'';
}

QByteArray quotedForJson(QByteArrayView text)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)})
                                 .toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace Tokenwright
