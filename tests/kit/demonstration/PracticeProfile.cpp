// SPDX-License-Identifier: MIT
#include "PracticeProfile.h"
#include "Origin.h"

#include "Waiting.h"

#include "CredentialManager.h"
#include "KeychainSecretStore.h"
#include "ProviderCatalog.h"

using namespace Tokenwright;

namespace {

struct Plan
{
    QString name;
    QString provider;
    QString clientId;
    QString clientSecret;
};

} // namespace

Result<void> PracticeProfile::prepare()
{
    if (!m_server.isListening())
        return failure(ErrorKind::Network, u"The practice token server cannot listen."_s);
    const Profile profile = Profile::standard();
    if (const auto made = profile.ensureFolders(); !made)
        return made;
    m_server.writeProviderFiles(profile.providersFolder());
    const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                               profile.providersFolder());

    CredentialRegistry registry(profile);
    if (const auto loaded = registry.load(); !loaded)
        return loaded;
    KeychainSecretStore keychain;
    const SystemClock clock;
    CredentialManager manager(profile, registry, keychain, clock);
    const Plan plans[] = {
        {u"Catalogue"_s, u"ebay"_s, PracticeTokenServer::ebayClientId(),
         PracticeTokenServer::ebayClientSecret()},
        {u"Parcels"_s, u"pitney-bowes"_s, PracticeTokenServer::pitneyBowesKey(),
         PracticeTokenServer::pitneyBowesSecret()},
    };
    for (const Plan &plan : plans) {
        const Provider *provider = catalog.provider(plan.provider);
        const ProviderEnvironment *environment = provider ? provider->environment(u"sandbox"_s)
                                                          : nullptr;
        if (!environment)
            return failure(ErrorKind::Configuration, u"There is no sandbox of " + plan.provider);
        CredentialSet set;
        set.name = plan.name;
        set.provider = provider->id;
        set.environment = environment->id;
        set.scopes = provider->request.scopes.defaults;
        ClientCredentials credentials;
        credentials.clientId = plan.clientId;
        credentials.clientSecret = Secret(plan.clientSecret.toUtf8());
        credentials.origin = originOf(QUrl(environment->tokenUrl));
        if (const auto created = await(manager.create(set, credentials)); !created)
            return failure(created.error());
        m_sets.append({plan.name, provider->name, environment->name});
    }
    return {};
}
