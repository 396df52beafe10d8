// SPDX-License-Identifier: MIT
#include "ProviderStarter.h"

#include "Sentences.h"
#include "Text.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// Replaces the first text under \a key, which in a provider file is that of the top level.
bool replaceFirst(QString &json, const QString &key, const QString &value)
{
    const QRegularExpression field(u"(\"" + key + u"\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");
    const QRegularExpressionMatch match = field.match(json);
    if (!match.hasMatch())
        return false;
    const QByteArray quoted
        = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
    json.replace(match.capturedStart(), match.capturedLength(),
                 match.captured(1) + QString::fromUtf8(quoted));
    return true;
}

std::unexpected<Error> notStored(const QFile &file)
{
    return failure(ErrorKind::Storage,
                   QDir::toNativeSeparators(file.fileName()) + u": " + reasonText(file));
}

} // namespace

Result<QByteArray> renamedProvider(const QByteArray &file, const QString &id, const QString &name)
{
    QString json = QString::fromUtf8(file);
    const bool renamed = replaceFirst(json, u"id"_s, id) && replaceFirst(json, u"name"_s, name);
    const QJsonObject read = QJsonDocument::fromJson(json.toUtf8()).object();
    if (!renamed || read.value(u"id") != id || read.value(u"name") != name) {
        return misconfigured(Text::tr("The provider file has no id and name at its beginning."));
    }
    return json.toUtf8();
}

Result<QString> copyProvider(const ProviderCatalog &catalog, const QString &id,
                             const QString &userFolder)
{
    const Provider *provider = catalog.provider(id);
    if (!provider)
        return failure(ErrorKind::NotFound);
    QFile source(catalog.sourceOf(id).file);
    if (!source.open(QIODevice::ReadOnly))
        return notStored(source);

    const QDir folder(userFolder);
    QString copyId;
    for (int number = 1; copyId.isEmpty(); ++number) {
        const QString wanted = number == 1 ? QString(id + u"-copy")
                                           : id + u"-copy-" + QString::number(number);
        if (!catalog.provider(wanted) && !folder.exists(wanted + u".json"))
            copyId = wanted;
    }
    const auto text = renamedProvider(source.readAll(), copyId,
                                      Text::tr("%1 (copy)").arg(provider->name));
    if (!text)
        return failure(text.error());
    QFile target(folder.filePath(copyId + u".json"));
    const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly) || !target.setPermissions(ownerOnly)
        || target.write(*text) != text->size() || !target.flush()) {
        const auto problem = notStored(target);
        if (target.isOpen()) // half a file of ours; one that was there is somebody else's
            target.remove();
        return problem;
    }
    return target.fileName();
}

} // namespace Tokenwright
