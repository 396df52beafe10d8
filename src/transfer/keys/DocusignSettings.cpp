// SPDX-License-Identifier: MIT
// The settings of Docusign's own examples: appsettings.json, jwtConfig.json with dsJWTClientId,
// impersonatedUserGuid, dsOauthServer. github.com/docusign/code-examples-node.
#include "keys/SignedGrants.h"

#include "FoundPair.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"

namespace Tokenwright {

bool isDocusignSettings(const ImportContent &content)
{
    return content.json && content.json->contains(u"dsJWTClientId");
}

Result<ImportedFile> readDocusignSettings(const ImportContent &content,
                                          const ProviderCatalog &catalog)
{
    const auto field = [&](QStringView name) { return content.json->value(name).toString(); };
    ImportedFile file;
    const QString place = Text::tr("as a whole");
    file.holdsSecret = !isPlaceholder(field(u"dsClientSecret"));
    const QString key = field(u"dsJWTClientId");
    const Provider *provider = catalog.provider(u"docusign"_s);
    if (isPlaceholder(key) || !provider) {
        file.skipped.append({.place = place,
                             .reason = provider ? Text::tr("The client ID is a placeholder.")
                                                : catalog.missing(u"docusign"_s).message});
        return file;
    }
    ImportedSet target{.set = {}, .pair = {}, .tokenUrl = {}, .place = place, .key = u"docusign"_s};
    target.set.provider = provider->id;
    const QString server = field(u"dsOauthServer");
    const bool isDemo = server.contains(u"account-d.")
        || (server.isEmpty() && !content.json->value(u"production").toBool());
    target.set.environment = isDemo ? u"sandbox"_s : u"production"_s;
    if (const QString user = field(u"impersonatedUserGuid"); !isPlaceholder(user))
        target.set.variables.insert(u"user"_s, user);
    target.pair.clientId = key;
    target.remark = Text::tr("Choose its private key (%1) afterwards.")
                        .arg(visibleText(field(u"privateKeyLocation")));
    suggestName(target, provider->name);
    file.sets.append(target);
    return file;
}

} // namespace Tokenwright
