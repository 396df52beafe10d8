// SPDX-License-Identifier: MIT
#include "SetName.h"

#include "Nearest.h"

#include "Text.h"
#include "VisibleText.h"

namespace Tokenwright {

namespace {

QString described(const CredentialSet &set, const ProviderCatalog &providers)
{
    const ProviderPlace place = providers.find(set.provider, set.environment);
    return Text::tr("“%1” (%2, --environment %3)")
        .arg(visibleCharacters(set.name), place.providerName, set.environment);
}

QString listed(const QList<CredentialSet> &sets, const ProviderCatalog &providers)
{
    constexpr qsizetype most = 10;
    QStringList names;
    for (const CredentialSet &set : sets.first(qMin(most, sets.size())))
        names.append(described(set, providers));
    return names.join(u", ");
}

} // namespace

bool isIn(const CredentialSet &set, const ProviderCatalog &providers, const QString &environment)
{
    const auto isMeant = [&](const QString &name) {
        return name.compare(environment, Qt::CaseInsensitive) == 0;
    };
    return environment.isEmpty() || isMeant(set.environment)
        || isMeant(providers.find(set.provider, set.environment).environmentName);
}

std::expected<CredentialSet, QString> findSet(const QList<CredentialSet> &sets,
                                              const ProviderCatalog &providers, const QString &name,
                                              const QString &environment)
{
    QList<CredentialSet> same;
    QList<CredentialSet> near;
    const QString folded = nameKey(name);
    const QString shown = visibleCharacters(name);
    for (const CredentialSet &set : sets) {
        const QString other = nameKey(set.name);
        const bool isSame = other == folded || nameKey(visibleCharacters(set.name)) == folded;
        if (isSame && isIn(set, providers, environment))
            same.append(set);
        else if (isSame || other.contains(folded) || folded.contains(other)
                 || isNear(name, set.name))
            near.append(set);
    }
    if (same.size() == 1)
        return same.first();
    if (same.size() > 1) {
        return std::unexpected(Text::tr("There are several credential sets named “%1”: %2.")
                                   .arg(shown, listed(same, providers)));
    }
    QString words = environment.isEmpty()
        ? Text::tr("There is no credential set named “%1”.").arg(shown)
        : Text::tr("There is no credential set named “%1” in %2.")
              .arg(shown, visibleCharacters(environment));
    if (!near.isEmpty())
        words += u' ' + Text::tr("Near to it: %1.").arg(listed(near, providers));
    return std::unexpected(words);
}

} // namespace Tokenwright
