// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"
#include "Result.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace Tokenwright {

/// Whose token endpoint a URL is.
struct ProviderMatch
{
    QString provider; ///< Provider::id
    QStringList environments; ///< Of the provider, those whose token URL it is. Never empty.
    QMap<QString, QString> variables; ///< What the {names} of that URL stand for.
    bool isGeneric = false; ///< No provider's in particular: the server's URL is a variable.
};

/// What a file that names no grant is taken to ask for.
inline const QString usualGrant = u"client_credentials"_s;

/// The provider whose token URL \a url is, query and fragment aside; else the generic server, whose
/// token URL as a whole is a variable. Of several at one URL it is the one with the grant \a
/// grantType. A provider whose host is a variable as a whole is believed
/// only where the host has its id in it (my-tenant.eu.auth0.com). Pure. Errors:
/// ErrorKind::Configuration (not allowed for a token URL, nobody's).
Result<ProviderMatch> matchTokenUrl(const QString &url, const ProviderCatalog &catalog,
                                    const QString &grantType = usualGrant);

/// The generic server with \a url as its token URL, with the grant \a grantType if there is one;
/// without environments: there is none. Pure.
ProviderMatch genericMatch(const ProviderCatalog &catalog, const QString &url,
                           const QString &grantType = usualGrant);

/// The provider with a token URL of \a provider's and the grant \a grantType; null: none. Pure.
const Provider *providerBeside(const ProviderCatalog &catalog, const Provider &provider,
                               const QString &grantType);

/// The environment of \a provider, among \a candidates, that \a word means: its id or name, or a
/// word for one that is, or is not, production ("SBX", "LIVE"), if there is one of that kind alone.
/// Empty: none, or several. Pure.
QString environmentMeant(const Provider &provider, const QStringList &candidates,
                         const QString &word);

/// Whether \a word is one that tells environments apart: SANDBOX, SBX, TEST, PROD, PRODUCTION,
/// LIVE.
bool isEnvironmentWord(QStringView word);

/// The environment of \a provider whose credentials look like \a clientId, if there is only one.
QString environmentHinted(const Provider &provider, const QString &clientId);

/// The provider and environment whose credentials look like both of the pair, with the grant \a
/// grantType.
struct ProviderHint
{
    QString provider{};
    QString environment{};
};
ProviderHint providerHinted(const ProviderCatalog &catalog, const QString &clientId,
                            const QString &clientSecret, const QString &grantType = usualGrant);

/// The ids of all environments of \a provider.
QStringList environmentIds(const Provider &provider);

} // namespace Tokenwright
