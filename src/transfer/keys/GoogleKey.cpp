// SPDX-License-Identifier: MIT
// Google's JSON: of a service account (a key), and of a person that gcloud signed in (a refresh
// token). cloud.google.com/iam/docs/keys-create-delete, google-auth-library-python
// google/oauth2/service_account.py and credentials.py.
#include "keys/SignedGrants.h"

#include "FoundPair.h"
#include "ImportText.h"
#include "KeyText.h"
#include "Placeholder.h"
#include "PrivateKey.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"

namespace Tokenwright {

namespace {

const QString googleTokenUrl = u"https://oauth2.googleapis.com/token"_s;

QString googleField(const ImportContent &content, QStringView name)
{
    return content.json->value(name).toString();
}

bool isOfType(const ImportContent &content, QStringView type)
{
    return content.json && googleField(content, u"type") == type;
}

/// What gcloud keeps of a person that signed in.
void takePerson(ImportedFile &file, const ImportContent &content, const ProviderCatalog &catalog)
{
    FoundPair pair;
    pair.clientId = googleField(content, u"client_id");
    pair.clientSecret = Secret::fromText(googleField(content, u"client_secret"));
    pair.clientAuthentication = u"client_secret_post"_s;
    pair.tokenUrl = googleTokenUrl;
    pair.grantType = u"refresh_token"_s;
    pair.parameters.append({refreshTokenParameter, googleField(content, refreshTokenParameter)});
    pair.environment = u"production"_s;
    pair.name = Text::tr("Google sign-in");
    pair.place = Text::tr("as a whole");
    pair.key = u"google"_s;
    take(file, pair, catalog);
}

} // namespace

bool isGoogleKey(const ImportContent &content)
{
    return (isOfType(content, u"service_account") && content.json->contains(u"client_email"))
        || (isOfType(content, u"authorized_user") && content.json->contains(refreshTokenParameter));
}

Result<ImportedFile> readGoogleKey(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    file.holdsSecret = true;
    if (isOfType(content, u"authorized_user")) {
        takePerson(file, content, catalog);
        return file;
    }
    const QString place = Text::tr("as a whole");
    const auto skip = [&](const QString &reason) {
        file.skipped.append({.place = place, .reason = reason});
        return file;
    };
    const QString account = googleField(content, u"client_email");
    const QString tokenUri = googleField(content, u"token_uri");
    if (isPlaceholder(account))
        return skip(Text::tr("“%1” is missing.").arg(u"client_email"));
    const auto match = matchTokenUrl(tokenUri.isEmpty() ? googleTokenUrl : tokenUri, catalog,
                                     signedGrant);
    const Provider *provider = match ? catalog.provider(match->provider) : nullptr;
    if (!provider || provider->request.grantType != signedGrant) {
        // a file that names another server would have it get a signed assertion
        return skip(Text::tr("Its token_uri is not Google's, so the key is not taken over."));
    }
    const Secret key = tidiedKeyText(Secret::fromText(googleField(content, u"private_key")));
    if (const auto facts = privateKeyFacts(key); !facts)
        return skip(Text::tr("“%1”: %2").arg(u"private_key", facts.error().message));
    ImportedSet target{.set = {}, .pair = {}, .tokenUrl = {}, .place = place, .key = account};
    target.set.provider = provider->id;
    target.set.environment = match->environments.first();
    target.set.assertion.edit().keyId = googleField(content, u"private_key_id");
    target.pair.clientId = account;
    target.pair.privateKey = key;
    target.remark = Text::tr("The file names no scopes: %1 is asked for unless you choose others.")
                        .arg(provider->request.scopes.defaults.join(u", "));
    suggestName(target, account.section(u'@', 0, 0));
    file.sets.append(target);
    return file;
}

} // namespace Tokenwright
