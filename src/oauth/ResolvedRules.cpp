// SPDX-License-Identifier: MIT
#include "ResolvedRules.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "HeaderText.h"
#include "SignatureAlgorithm.h"
#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

struct BodyFormatName
{
    BodyFormat format;
    QStringView name;
};
constexpr BodyFormatName bodyFormats[]{{BodyFormat::Form, u"form"},
                                       {BodyFormat::Json, u"json"},
                                       {BodyFormat::Query, u"query"},
                                       {BodyFormat::None, u"none"}};

} // namespace

const QString &clientAuthenticationOf(const Provider &provider, const CredentialSet &set)
{
    return set.clientAuthentication.isEmpty() ? provider.request.clientAuthentication
                                              : set.clientAuthentication;
}

QStringList scopesAskedFor(const Provider &provider, const CredentialSet &set)
{
    QStringList scopes = set.scopes.isEmpty() ? provider.request.scopes.defaults : set.scopes;
    const QMap<QString, QString> values = variableValues(provider, set);
    for (QString &scope : scopes)
        scope = substituteVariables(scope, values);
    scopes.removeAll(QString());
    return scopes;
}

Result<RequestRules> requestRulesOf(const Provider &provider, const CredentialSet &set)
{
    RequestRules rules = provider.request;
    if (!set.method.isEmpty())
        rules.method = set.method.toLatin1().toUpper();
    if (!isHeaderName(rules.method)) // the same characters: RFC 9110 §9.1
        return misconfigured(Text::tr("“%1” is no method of HTTP.").arg(set.method));
    if (set.bodyFormat.isEmpty())
        return rules;
    const auto *format = std::ranges::find(bodyFormats, QStringView(set.bodyFormat),
                                           &BodyFormatName::name);
    if (format == std::end(bodyFormats))
        return misconfigured(Text::tr("Unknown body format “%1”.").arg(set.bodyFormat));
    rules.bodyFormat = format->format;
    return rules;
}

AssertionRules assertionRulesOf(const Provider &provider, const CredentialSet &set)
{
    AssertionRules rules = provider.request.assertion;
    const ClientAuthenticationMethod *method = methodOf(provider, set.clientAuthentication);
    const bool bySecret = isGrantBySecret(provider.request) || (method && method->signsBySecret());
    if (isSecretAlgorithm(rules.algorithm) != bySecret)
        rules.algorithm.clear(); // it is for the method that the set has not
    const auto take = [](const QString &own, QString &target) {
        if (!own.isEmpty())
            target = own;
    };
    take(set.assertion->algorithm, rules.algorithm);
    take(set.assertion->keyId, rules.keyId);
    take(set.assertion->audience, rules.audience);
    if (rules.audience.isEmpty())
        rules.audience = issuerOf(provider, set);
    return rules;
}

bool isDeclared(const RequestRules &rules, const QString &name)
{
    return std::ranges::find(rules.parameters, name, &RequestParameter::name)
        != rules.parameters.end();
}

QStringList plainValues(const RequestParameter &parameter, const CredentialSet &set)
{
    QStringList values = set.parameters.value(parameter.name);
    values.removeAll(QString());
    if (values.isEmpty() && !parameter.defaultValue.isEmpty())
        values.append(parameter.defaultValue);
    return parameter.multiple ? values.join(u' ').split(u' ', Qt::SkipEmptyParts) : values;
}

QString bodyFormatName(BodyFormat format)
{
    return std::ranges::find(bodyFormats, format, &BodyFormatName::format)->name.toString();
}

} // namespace Tokenwright
