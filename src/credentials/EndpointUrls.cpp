// SPDX-License-Identifier: MIT
#include "EndpointUrls.h"

#include "Text.h"

#include <QDir>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// One of the environment's texts with the variables in place.
QString filledIn(const Provider &provider, const CredentialSet &set,
                 QString ProviderEnvironment::*text)
{
    const ProviderEnvironment *environment = provider.environment(set.environment);
    return environment ? substituteVariables(environment->*text, variableValues(provider, set))
                       : QString();
}

} // namespace

QMap<QString, QString> variableValues(const Provider &provider, const CredentialSet &set)
{
    QMap<QString, QString> values = set.variables;
    for (const Variable &variable : provider.variables) {
        if (values.value(variable.name).isEmpty())
            values.insert(variable.name, variable.defaultValue);
    }
    return values;
}

Result<QUrl> tokenUrlOf(const Provider &provider, const CredentialSet &set)
{
    const ProviderEnvironment *environment = provider.environment(set.environment);
    if (!environment) {
        return misconfigured(
            Text::tr("%1 has no environment “%2”.").arg(provider.name, set.environment));
    }
    const QMap<QString, QString> values = variableValues(provider, set);
    for (const Variable &variable : provider.variables) {
        const QString value = values.value(variable.name);
        // one that has a value is used somewhere: in the API's URL, in a header, in a path
        if (value.isEmpty() && !environment->tokenUrl.contains(u'{' + variable.name + u'}'))
            continue;
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(variable.pattern));
        const bool fits = variable.pattern.isEmpty() || pattern.match(value).hasMatch();
        const QString &label = variable.label.isEmpty() ? variable.name : variable.label;
        if (value.isEmpty())
            return misconfigured(Text::tr("“%1” has no value.").arg(label));
        if (!fits) {
            return misconfigured(
                Text::tr("“%1” does not look as the provider expects it.").arg(label));
        }
    }
    const QString text = substituteVariables(environment->tokenUrl, values);
    QUrl url(text, QUrl::StrictMode);
    url.setFragment({});
    if (!isAllowedTokenUrl(url) || !url.userInfo().isEmpty()) {
        return misconfigured(
            Text::tr("The token URL “%1” must be a plain https URL (http is for "
                     "this computer alone).")
                .arg(url.isValid() ? url.toDisplayString(QUrl::RemoveUserInfo) : text));
    }
    return url;
}

Result<QUrl> revocationUrlOf(const Provider &provider, const CredentialSet &set)
{
    const QString text = filledIn(provider, set, &ProviderEnvironment::revocationUrl);
    if (text.isEmpty()) {
        return misconfigured(Text::tr("%1 names no place where tokens are revoked. “forget” drops "
                                      "the kept token; the provider lets it live until it expires.")
                                 .arg(provider.name));
    }
    const QUrl url(text, QUrl::StrictMode);
    if (!isAllowedTokenUrl(url) || !url.userInfo().isEmpty()) {
        return misconfigured(Text::tr("The revocation URL must be a plain https URL (http is for "
                                      "this computer alone)."));
    }
    return url;
}

QString issuerOf(const Provider &provider, const CredentialSet &set)
{
    return filledIn(provider, set, &ProviderEnvironment::issuer);
}

QString apiBaseUrlOf(const Provider &provider, const CredentialSet &set)
{
    return filledIn(provider, set, &ProviderEnvironment::apiBaseUrl);
}

Result<QString> caCertificatesOf(const Provider &provider, const CredentialSet &set)
{
    const QString path = filledIn(provider, set, &ProviderEnvironment::caCertificates);
    if (path.isEmpty() || QDir::isAbsolutePath(path))
        return path;
    const ProviderEnvironment *environment = provider.environment(set.environment);
    // built-in files lie in the program, where no certificates are
    if (environment->folder.isEmpty() || environment->folder.startsWith(u':')) {
        return misconfigured(
            Text::tr("The certificate file “%1” must be named with its whole path, from / on.")
                .arg(path));
    }
    return QDir(environment->folder).absoluteFilePath(path);
}

} // namespace Tokenwright
