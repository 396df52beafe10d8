// SPDX-License-Identifier: MIT
#include "WindowSocket.h"

#include "VisibleText.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

namespace {

constexpr qsizetype longestWord = 200; ///< Of a command or a program, which somebody is to read.

/// What another program says, for the midst of a sentence: it may not look like one of ours.
QString shown(const QJsonValue &said)
{
    return visibleText(said.toString().left(longestWord)).left(longestWord);
}

} // namespace

QString windowSocketName(const Profile &profile)
{
    constexpr qsizetype longestPath = 100;
    const QString path = profile.socketFile();
    if (!path.isEmpty() && QFile::encodeName(path).size() <= longestPath)
        return path;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(profile.configFolder.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(profile.dataFolder.toUtf8());
    return u"tokenwright-" + QString::fromLatin1(hash.result().toHex().left(32));
}

QByteArray ConsentRequest::toLine() const
{
    return QJsonDocument(QJsonObject{{u"sets"_s, QJsonArray::fromStringList(setIds)},
                                     {u"command"_s, command.left(longestWord)},
                                     {u"program"_s, program.left(longestWord)}})
        .toJson(QJsonDocument::Compact);
}

std::optional<ConsentRequest> ConsentRequest::fromLine(const QByteArray &line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    ConsentRequest request{.setIds = json.value(u"sets").toVariant().toStringList(),
                           .command = shown(json.value(u"command")),
                           .program = shown(json.value(u"program"))};
    if (request.setIds.isEmpty() || request.command.isEmpty())
        return {};
    return request;
}

} // namespace Tokenwright
