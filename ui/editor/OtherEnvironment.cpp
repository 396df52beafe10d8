// SPDX-License-Identifier: MIT
#include "OtherEnvironment.h"

#include "EntryRules.h"

#include <algorithm>

namespace Tokenwright {

std::optional<CredentialSet> inOtherEnvironment(const CredentialSet &set, const Provider &provider,
                                                const CredentialRegistry &registry)
{
    const ProviderEnvironment *before = provider.environment(set.environment);
    if (!before)
        return std::nullopt;
    const auto other = std::ranges::find_if(provider.environments,
                                            [&](const ProviderEnvironment &environment) {
                                                return environment.production != before->production;
                                            });
    if (other == provider.environments.end())
        return std::nullopt;
    CredentialSet copy = set;
    copy.id.clear();
    copy.pairMark.clear();
    copy.secretSetAt = 0;
    copy.secretExpires = {};
    copy.isFavourite = false;
    copy.keepFresh = false;
    copy.environment = other->id;
    const auto isCapital = [](const QString &word) { return word.at(0).isUpper(); };
    if (const auto at = copy.name.indexOf(before->name, 0, Qt::CaseInsensitive);
        at >= 0 && !before->name.isEmpty() && !other->name.isEmpty()) {
        QString word = other->name;
        if (!isCapital(copy.name.mid(at)))
            word[0] = word.at(0).toLower();
        copy.name.replace(at, before->name.size(), word);
    }
    copy.name = registry.freeName(copy.name, copy.environment);
    copy.headers.removeIf(
        [](const NameValue &header) { return !secretsInHeaders({header}).isEmpty(); });
    return copy;
}

} // namespace Tokenwright
