// SPDX-License-Identifier: MIT
#include "EndpointUrls.h"

#include "Origin.h"
#include "SetDraft.h"
#include "Text.h"
#include "UrlTemplate.h"
#include "VisibleText.h"

#include <QCache>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

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

QString labelOf(const Provider &provider, const QString &name)
{
    const auto declared = std::ranges::find(provider.variables, name, &Variable::name);
    const bool isCalled = declared != provider.variables.end() && !declared->label.isEmpty();
    return isCalled ? declared->label : name;
}

/// The URLs that pair or token go to, or that say who takes them, with their variables.
QStringList urlsWithVariables(const Provider &provider, const ProviderEnvironment &environment)
{
    return {environment.tokenUrl, environment.revocationUrl, environment.issuer,
            environment.apiBaseUrl, provider.check ? provider.check->url : QString()};
}

} // namespace

QRegularExpression wholePattern(const QString &pattern)
{
    constexpr int mostKept = 100;
    static thread_local QCache<QString, QRegularExpression> kept(mostKept);
    const QRegularExpression *made = kept.object(pattern);
    if (!made) {
        kept.insert(pattern, new QRegularExpression(QRegularExpression::anchoredPattern(pattern)));
        made = kept.object(pattern);
    }
    return *made;
}

QMap<QString, QString> variableValues(const Provider &provider, const CredentialSet &set)
{
    QMap<QString, QString> values = set.variables;
    for (const Variable &variable : provider.variables) {
        if (values.value(variable.name).isEmpty())
            values.insert(variable.name, variable.defaultValue);
    }
    return values;
}

QList<VariableProblem> variableProblems(const Provider &provider, const CredentialSet &set)
{
    const ProviderEnvironment *environment = provider.environment(set.environment);
    if (!environment)
        return {};
    QList<VariableProblem> problems;
    const QMap<QString, QString> values = variableValues(provider, set);
    for (const Variable &variable : provider.variables) {
        const QString value = values.value(variable.name);
        const QString label = labelOf(provider, variable.name);
        if (value.isEmpty()) {
            if (environment->tokenUrl.contains(u'{' + variable.name + u'}'))
                problems.append({variable.name, Text::tr("“%1” has no value.").arg(label)});
        } else if (!variable.pattern.isEmpty()
                   && !wholePattern(variable.pattern).match(value).hasMatch()) {
            // one that has a value is used somewhere: in the API's URL, in a header, in a path
            problems.append({variable.name,
                             Text::tr("The %1 does not look as %2 expects it (pattern %3).")
                                 .arg(spokenLabel(label), provider.name, variable.pattern)});
        }
    }
    // also one that nobody declared, which an older version took
    for (auto it = values.begin(); it != values.end(); ++it) {
        for (const QString &url : urlsWithVariables(provider, *environment)) {
            const QString wrong = leavesItsPlace(url, it.key(), it.value());
            if (wrong.isEmpty())
                continue;
            problems.append({it.key(),
                             Text::tr("“%1” may not hold “%2”: it would change the URL that the "
                                      "value is put into.")
                                 .arg(labelOf(provider, it.key()), visibleCharacters(wrong))});
            break;
        }
    }
    return problems;
}

Result<QUrl> tokenUrlOf(const Provider &provider, const CredentialSet &set)
{
    const ProviderEnvironment *environment = provider.environment(set.environment);
    if (!environment) {
        return misconfigured(
            Text::tr("%1 has no environment “%2”.").arg(provider.name, set.environment));
    }
    if (const auto problems = variableProblems(provider, set); !problems.isEmpty())
        return misconfigured(problems.first().message);
    const QMap<QString, QString> values = variableValues(provider, set);
    const QString text = substituteVariables(environment->tokenUrl, values);
    QUrl url(text, QUrl::StrictMode);
    url.setFragment({});
    if (!isAllowedTokenUrl(url) || !url.userInfo().isEmpty()) {
        return misconfigured(Text::tr("The token URL “%1” must be a plain https URL (http is for "
                                      "this computer alone).")
                                 .arg(url.isValid() ? shownUrl(url) : text));
    }
    return url;
}

Result<QUrl> revocationUrlOf(const Provider &provider, const CredentialSet &set)
{
    if (const auto problems = variableProblems(provider, set); !problems.isEmpty())
        return misconfigured(problems.first().message);
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

QString apiOriginOf(const Provider &provider, const CredentialSet &set)
{
    const QUrl url(apiBaseUrlOf(provider, set), QUrl::StrictMode);
    const auto tokenUrl = tokenUrlOf(provider, set);
    const bool isAnother = isAllowedTokenUrl(url) && tokenUrl
        && originOf(url) != originOf(*tokenUrl);
    return isAnother ? originOf(url) : QString();
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
