// SPDX-License-Identifier: MIT
#include "export/SetExport.h"

#include "AtomicFile.h"
#include "EntryRules.h"
#include "Sentences.h"
#include "Text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What an earlier version let into the index.
void takeOutSecrets(CredentialSet &set)
{
    for (const QString &name : set.parameters.keys()) {
        if (saysSecret(name))
            set.parameters.remove(name);
    }
    set.headers.removeIf([](const NameValue &header) {
        return saysSecret(header.name) && secretsInHeaders({header}).isEmpty();
    });
    for (const QString &name : set.variables.keys()) {
        if (saysSecret(name))
            set.variables.remove(name);
        else
            set.variables[name] = withoutCredentials(set.variables.value(name)).url;
    }
}

/// What \a path leads to, and where it stands itself.
QStringList placesOf(const QString &path)
{
    const QFileInfo file(path);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    QStringList places{file.canonicalFilePath(), folder + u'/' + file.fileName()};
    places.removeAll(QString());
    return places;
}

bool isOwnFile(const QString &path, const Profile &profile)
{
    const QStringList places = placesOf(path);
    const auto isThere = [&](const QString &place) { return places.contains(place); };
    for (const QString &own :
         {profile.credentialSetsFile(), profile.ledgerFile(), profile.settingsFile()}) {
        if (std::ranges::any_of(placesOf(own), isThere))
            return true;
    }
    for (const QString &folder :
         {profile.providersFolder(), QFileInfo(profile.lockFile(QString())).absolutePath()}) {
        const QString within = QFileInfo(folder).canonicalFilePath() + u'/';
        if (within.size() > 1
            && std::ranges::any_of(places, [&](const QString &p) { return p.startsWith(within); }))
            return true;
    }
    return false;
}

} // namespace

QByteArray exportedSets(const QList<CredentialSet> &sets, const ProviderCatalog &catalog)
{
    QJsonArray rows;
    for (CredentialSet set : sets) {
        set.unknownFields = {};
        set.pairMark.clear();
        set.keepFresh = false;
        set.isFavourite = false;
        if (const Provider *provider = catalog.provider(set.provider)) {
            for (const RequestParameter &parameter : provider->request.parameters) {
                if (parameter.secret)
                    set.parameters.remove(parameter.name);
            }
        }
        takeOutSecrets(set);
        QJsonObject row = set.toJson();
        row.remove(u"id");
        row.remove(u"secretSetAt"); // of the pair, which is not in it
        rows.append(row);
    }
    const QJsonObject file{{u"tokenwrightExport"_s, exportVersion}, {u"credentialSets"_s, rows}};
    return QJsonDocument(file).toJson(QJsonDocument::Indented);
}

bool wouldReplace(const QString &file)
{
    const QFileInfo there(file);
    return there.exists() ? there.isFile() : there.isSymLink();
}

Result<void> writeExport(const QString &file, const QByteArray &content, const Profile &profile)
{
    if (isOwnFile(file, profile))
        return failure(ErrorKind::Storage, Text::tr("Tokenwright keeps its own files there"));
    const QFileInfo there(file);
    if (there.exists() && !there.isFile()) {
        QFile through(file);
        const auto mode = QIODevice::WriteOnly | QIODevice::ExistingOnly | QIODevice::Unbuffered;
        if (!through.open(mode) || through.write(content) != content.size())
            return failure(ErrorKind::Storage, reasonText(through));
        return {};
    }
    return replaceFile(file, content);
}

} // namespace Tokenwright
