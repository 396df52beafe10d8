// SPDX-License-Identifier: MIT
#include "ProviderDocument.h"

#include "RegularFile.h"
#include "Text.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>
#include <QStringList>

namespace Tokenwright {

namespace {

constexpr qint64 largestProviderFile = 4 * 1024 * 1024;

/// The text that begins at \a position of \a json with its quotation mark; moves on behind it.
QString quotedAt(const QByteArray &json, qsizetype &position)
{
    const qsizetype start = ++position;
    while (position < json.size() && json.at(position) != '"')
        position += json.at(position) == '\\' ? 2 : 1;
    return QString::fromUtf8(json.sliced(start, std::min(position, json.size()) - start));
}

} // namespace

Result<ProviderDocument> readProviderDocument(const QString &path)
{
    const auto bytes = readRegularFile(path, largestProviderFile);
    if (!bytes)
        return failure(bytes.error());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArray before = bytes->first(std::min<qsizetype>(error.offset, bytes->size()));
        const qsizetype lineStart = before.lastIndexOf('\n') + 1;
        return misconfigured(Text::tr("not JSON: %1 in line %2, column %3")
                                 .arg(error.errorString())
                                 .arg(before.count('\n') + 1)
                                 .arg(QString::fromUtf8(before.sliced(lineStart)).size() + 1));
    }
    return ProviderDocument{
        .text = *bytes, .json = document.object(), .folder = QFileInfo(path).absolutePath()};
}

QStringList repeatedKeys(const QByteArray &text)
{
    struct Level
    {
        QString path;
        QSet<QString> keys{};
        QString last{}; ///< The key or index that is being read.
        int index = 0; ///< Of a list.
    };
    QStringList repeated;
    QList<Level> levels;
    QString word;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c == '"') {
            word = quotedAt(text, i);
        } else if (c == '{' || c == '[') {
            const QString path = levels.isEmpty() ? QString()
                                                  : levels.last().path + levels.last().last + u'.';
            levels.append({.path = path});
            levels.last().last = u"0"_s;
        } else if (levels.isEmpty()) {
            continue;
        } else if (c == ':') {
            Level &level = levels.last();
            level.last = word;
            if (level.keys.contains(word))
                repeated.append(level.path + word);
            level.keys.insert(word);
        } else if (c == ',') {
            levels.last().last = QString::number(++levels.last().index);
        } else if (c == '}' || c == ']') {
            levels.removeLast();
        }
    }
    return repeated;
}

} // namespace Tokenwright
