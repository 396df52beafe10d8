// SPDX-License-Identifier: MIT
#include "formats/export/SetExport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

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

Result<void> writeExport(const QString &file, const QByteArray &content)
{
    QSaveFile saved(file);
    const bool isDone = saved.open(QIODevice::WriteOnly)
        && saved.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && saved.write(content) == content.size() && saved.commit();
    if (!isDone)
        return failure(ErrorKind::Storage, saved.errorString());
    return {};
}

} // namespace Tokenwright
