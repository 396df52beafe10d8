// SPDX-License-Identifier: MIT
#include "bruno/BrunoAuth.h"

#include "Text.h"
#include "VisibleText.h"

namespace Tokenwright {

BrunoPlace brunoPlace(const QString &words)
{
    if (words.startsWith(u"header"))
        return BrunoPlace::Header;
    return words.startsWith(u"query") || words == u"url" ? BrunoPlace::Url : BrunoPlace::Body;
}

ToolAuth toolAuth(const BrunoOAuth2 &settings)
{
    ToolAuth auth{.kind = u"oauth2"_s};
    FoundPair &pair = auth.pair;
    pair.clientId = settings.clientId;
    pair.clientSecret = Secret::fromText(settings.clientSecret);
    pair.tokenUrl = settings.tokenUrl;
    pair.scopes = settings.scope;
    pair.grantType = settings.grant == u"resource_owner_password_credentials" ? u"password"_s
                                                                              : settings.grant;
    if (settings.placement != u"basic_auth_header")
        pair.clientAuthentication = u"client_secret_post"_s;
    for (const BrunoOAuth2::Parameter &parameter : settings.parameters) {
        const NameValue field{parameter.name, parameter.value};
        if (field.name.isEmpty())
            continue;
        switch (brunoPlace(parameter.place)) {
        case BrunoPlace::Header:
            pair.headers.append(field);
            break;
        case BrunoPlace::Url:
            auth.urlParameters.append(field);
            break;
        case BrunoPlace::Body:
            pair.parameters.append(field);
            break;
        }
    }
    const QString prefix = settings.tokenPrefix.trimmed();
    if (!prefix.isEmpty() && prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0)
        pair.leftOut.append(Text::tr("“%1” before the token").arg(visibleText(prefix)));
    if (!settings.tokenPlace.isEmpty() && brunoPlace(settings.tokenPlace) == BrunoPlace::Url)
        pair.leftOut.append(Text::tr("the token's place in the URL"));
    if (settings.tokenSource == u"id_token")
        pair.leftOut.append(Text::tr("the ID token in the place of the access token"));
    return auth;
}

} // namespace Tokenwright
