// SPDX-License-Identifier: MIT
#include "ActionNeeds.h"

#include "CopyMenu.h"
#include "OtherEnvironment.h"
#include "SetActions.h"

#include "CopyFormat.h"
#include "SetAndProvider.h"
#include "Text.h"
#include "TokenChecker.h"
#include "TokenEnding.h"

#include <algorithm>

namespace Tokenwright {

bool needsNothing(Now)
{
    return true;
}

bool needsSets(Now now)
{
    return !now.parts.registry.sets().isEmpty();
}

bool needsSet(Now now)
{
    return !now.setId.isEmpty();
}

bool needsWork(Now now)
{
    return needsSet(now) && now.parts.service.isWorking(now.setId);
}

bool needsRest(Now now)
{
    return std::ranges::any_of(now.setIds,
                               [&](const QString &id) { return !now.parts.service.isWorking(id); });
}

bool needsCheck(Now now)
{
    return needsSet(now) && now.parts.checker.canCheck(now.setId);
}

bool needsCheckAtRest(Now now)
{
    return needsCheck(now) && !now.parts.checker.isChecking(now.setId);
}

bool needsToken(Now now)
{
    return std::ranges::any_of(now.setIds, [&](const QString &id) {
        const CredentialSet *set = now.parts.registry.find(id);
        return set && now.parts.service.recordOf(*set).hasToken;
    });
}

bool needsTokenToRevoke(Now now)
{
    const CredentialSet *set = now.parts.registry.find(now.setId);
    return set && now.parts.service.recordOf(*set).hasToken
        && now.parts.ending.canRevoke(now.setId);
}

bool needsProvider(Now now)
{
    return setAndProvider(now.parts, now.setId).provider != nullptr;
}

bool setIsKeptFresh(Now now)
{
    const CredentialSet *set = now.parts.registry.find(now.setId);
    return set && set->keepFresh;
}

bool setIsFavourite(Now now)
{
    const CredentialSet *set = now.parts.registry.find(now.setId);
    return set && set->isFavourite;
}

bool needsUndo(Now now)
{
    return !now.sets.removals().waiting().isEmpty();
}

QString forSelected(Now now, const char *one, const char *several)
{
    const int count = int(now.setIds.size());
    return count > 1 ? Text::tr(several, nullptr, count) : Text::tr(one);
}

QString usualFormatHint(Now now)
{
    return Text::tr("As chosen in the preferences: %1")
        .arg(usualFormat(now.parts.settings).translatedLabel());
}

bool needsOtherEnvironment(Now now)
{
    const auto [set, provider] = setAndProvider(now.parts, now.setId);
    return provider && inOtherEnvironment(*set, *provider, now.parts.registry);
}

QString checkHint(Now now)
{
    return needsCheck(now) || !needsSet(now)
        ? Text::tr("Ask the provider's API whether it takes the token; where there is none, one is "
                   "minted first")
        : Text::tr("Tokenwright knows no harmless call by which to check tokens of this provider");
}

QString revokeHint(Now now)
{
    return !needsSet(now) || now.parts.ending.canRevoke(now.setId)
        ? Text::tr("Have the provider end the token: nobody can use it any more")
        : Text::tr("The provider's file names no address where tokens are revoked");
}

} // namespace Tokenwright
