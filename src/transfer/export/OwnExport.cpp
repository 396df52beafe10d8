// SPDX-License-Identifier: MIT
// What SetExport.h writes: credential sets without their pairs.
#include "export/SetExport.h"

#include "EntryRules.h"
#include "FoundPair.h"
#include "ImportFormat.h"
#include "Text.h"
#include "VisibleText.h"

#include <QJsonArray>

namespace Tokenwright {

namespace {

const QString versionField = u"tokenwrightExport"_s;

} // namespace

bool isOwnExport(const ImportContent &content)
{
    return content.json && content.json->contains(versionField);
}

Result<ImportedFile> readOwnExport(const ImportContent &content, const ProviderCatalog &catalog)
{
    if (content.json->value(versionField) != exportVersion) {
        return misconfigured(
            Text::tr("It was exported by a version of the program that this one does "
                     "not understand."));
    }
    ImportedFile file;
    const QJsonArray rows = content.json->value(u"credentialSets").toArray();
    qsizetype number = 0;
    for (const QJsonValue &row : rows) {
        const QString place = Text::tr("credential set %1").arg(++number);
        QJsonObject object = row.toObject();
        object.insert(u"id", u"none"_s); // an export has none, the index must
        const auto set = CredentialSet::fromJson(object);
        if (!set) {
            file.skipped.append({.place = place, .reason = set.error().message});
            continue;
        }
        ImportedSet target{
            .set = *set, .pair = {}, .tokenUrl = {}, .place = place, .key = visibleText(set->name)};
        target.set.id.clear();
        suggestName(target, set->name);
        target.set.pairMark.clear();
        target.set.secretSetAt = 0; // it comes with a pair
        target.set.keepFresh = false;
        target.set.isFavourite = false;
        target.set.unknownFields = {};
        const Provider *known = catalog.provider(set->provider);
        const Provider provider = known ? *known : Provider();
        for (const RequestParameter &parameter : provider.request.parameters) {
            if (parameter.secret)
                target.set.parameters.remove(parameter.name);
        }
        // somebody may have edited the file, or an earlier version written it
        for (const QString &name : target.set.parameters.keys()) {
            const QStringList values = meansSecret(name) ? target.set.parameters.take(name)
                                                         : QStringList();
            for (const QString &value : values)
                placeParameter(target, provider, name, value);
        }
        cleanVariables(target, provider);
        file.holdsSecret = file.holdsSecret || !target.pair.parameters.isEmpty();
        file.sets.append(target);
    }
    return file;
}

} // namespace Tokenwright
