// SPDX-License-Identifier: MIT
#include "DiscoveredSet.h"

#include "ClientAuthentication.h"
#include "ProviderMatch.h"
#include "Text.h"

namespace Tokenwright {

QStringList methodsForBoth(const ServerMetadata &found)
{
    if (found.methods.isEmpty())
        return {u"client_secret_basic"_s};
    QStringList known = found.methods;
    known.removeIf([](const QString &method) {
        // RFC 6749 §4.4: client credentials are for clients that can show who they are
        return method == u"none" || !clientAuthenticationMethod(method);
    });
    known.removeDuplicates();
    return known;
}

Result<CredentialSet> discoveredSet(const ServerMetadata &found, const ProviderCatalog &catalog,
                                    CredentialSet set)
{
    const QString tokenUrl = found.tokenEndpoint.toString(QUrl::FullyEncoded);
    const ProviderMatch match = genericMatch(catalog, tokenUrl);
    const Provider *provider = catalog.provider(match.provider);
    if (!provider)
        return misconfigured(Text::tr("There is no provider file for any server, as “oauth2” is."));
    const QStringList methods = methodsForBoth(found);
    if (methods.isEmpty()) {
        return misconfigured(
            Text::tr("The server takes clients by %1 alone, none of which is known here.")
                .arg(found.methods.join(u", ")));
    }
    set.provider = provider->id;
    if (set.environment.isEmpty())
        set.environment = match.environments.first();
    const QString method = methods.contains(set.clientAuthentication) ? set.clientAuthentication
                                                                      : methods.first();
    set.clientAuthentication = method == provider->request.clientAuthentication ? QString()
                                                                                : method;
    set.variables.insert(match.variables);
    for (const Variable &variable : provider->variables) {
        if (variable.name == u"issuer")
            set.variables.insert(variable.name, found.issuer);
        if (variable.name == u"revocationUrl") {
            if (found.revocationEndpoint.isEmpty())
                set.variables.remove(variable.name);
            else
                set.variables.insert(variable.name,
                                     found.revocationEndpoint.toString(QUrl::FullyEncoded));
        }
    }
    return set;
}

} // namespace Tokenwright
