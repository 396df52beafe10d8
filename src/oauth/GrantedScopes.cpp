// SPDX-License-Identifier: MIT
#include "GrantedScopes.h"

#include "Sentences.h"
#include "Text.h"
#include "TokenRequest.h"

namespace Tokenwright {

QStringList scopesNotGranted(const CredentialSet &set, const Provider &provider,
                             const QString &granted)
{
    const QStringList given = granted.split(u' ', Qt::SkipEmptyParts);
    if (given.isEmpty())
        return {};
    QStringList missing = scopesAskedFor(provider, set);
    missing.removeIf([&](const QString &scope) {
        // a word for "all that I may", which is granted under the names of those
        return scope.endsWith(u"/.default") || given.contains(scope);
    });
    return missing;
}

QString scopesNotGrantedText(const CredentialSet &set, const Provider &provider,
                             const QString &granted)
{
    const QStringList missing = scopesNotGranted(set, provider, granted);
    if (missing.isEmpty())
        return {};
    return missing.size() == 1 ? Text::tr("Not granted: the scope %1.").arg(missing.first())
                               : Text::tr("Not granted: the scopes %1.").arg(listText(missing));
}

} // namespace Tokenwright
