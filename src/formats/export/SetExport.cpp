// SPDX-License-Identifier: MIT
#include "formats/export/SetExport.h"

#include "core/AtomicFile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

QByteArray exportedSets(const QList<CredentialSet> &sets, const ProviderCatalog &catalog)
{
    QJsonArray rows;
    for (CredentialSet set : sets) {
        set.unknownFields = {};
        set.pairMark.clear();
        set.keepFresh = false;
        if (const Provider *provider = catalog.provider(set.provider)) {
            for (const RequestParameter &parameter : provider->request.parameters) {
                if (parameter.secret)
                    set.parameters.remove(parameter.name);
            }
        }
        QJsonObject row = set.toJson();
        row.remove(u"id");
        rows.append(row);
    }
    const QJsonObject file{{QStringLiteral("tokenwrightExport"), exportVersion},
                           {QStringLiteral("credentialSets"), rows}};
    return QJsonDocument(file).toJson(QJsonDocument::Indented);
}

bool wouldReplace(const QString &file)
{
    const QFileInfo there(file);
    return there.exists() ? there.isFile() : there.isSymLink();
}

Result<void> writeExport(const QString &file, const QByteArray &content)
{
    const QFileInfo there(file);
    if (there.exists() && !there.isFile()) {
        QFile through(file);
        const auto mode = QIODevice::WriteOnly | QIODevice::ExistingOnly | QIODevice::Unbuffered;
        if (!through.open(mode) || through.write(content) != content.size())
            return failure(ErrorKind::Storage, through.errorString());
        return {};
    }
    return replaceFile(file, content);
}

} // namespace Tokenwright
