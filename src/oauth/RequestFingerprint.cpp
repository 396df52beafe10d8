// SPDX-License-Identifier: MIT
// requestFingerprint() of TokenRequest.h.
#include "TokenRequest.h"

#include "EndpointUrls.h"
#include "ResolvedRules.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

namespace {

/// How an answer is read: a token that was found in another place is another token.
QJsonArray shapeOf(const ResponseRules &rules)
{
    const auto list = [](const QStringList &paths) { return QJsonArray::fromStringList(paths); };
    const auto times = [](const QList<TimePath> &paths) {
        QJsonArray array;
        for (const TimePath &path : paths)
            array.append(QJsonArray{path.path, int(path.unit)});
        return array;
    };
    QJsonArray shape{int(rules.format),
                     list(rules.accessToken),
                     list(rules.expiresIn),
                     times(rules.expiresAt),
                     times(rules.issuedAt),
                     list(rules.tokenType),
                     rules.lifetimeFallback.value_or(-1)};
    if (!rules.apiBaseUrl.isEmpty())
        shape.append(list(rules.apiBaseUrl));
    return shape;
}

/// What earlier versions did not know of, only where it is not as it goes without saying: so that
/// the tokens that they kept are known again.
void addLaterRules(QJsonObject &shape, const Provider &provider, const CredentialSet &set)
{
    const RequestRules usual;
    const RequestRules &rules = provider.request;
    if (rules.authorizationScheme != usual.authorizationScheme)
        shape.insert(u"authorizationScheme"_s, rules.authorizationScheme);
    if (rules.assertion.use == AssertionUse::Grant)
        shape.insert(u"grantIsAssertion"_s, true);
    if (!rules.assertion.claims.isEmpty())
        shape.insert(u"claims"_s, rules.assertion.claims);
    QString texts = QString::fromUtf8(QJsonDocument(rules.assertion.claims).toJson());
    for (const NameValue &header : rules.headers + set.headers)
        texts += header.value;
    QJsonObject variables;
    const QMap<QString, QString> values = variableValues(provider, set);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!it.value().isEmpty() && texts.contains(u'{' + it.key() + u'}'))
            variables.insert(it.key(), it.value());
    }
    if (!variables.isEmpty())
        shape.insert(u"variables"_s, variables);
}

/// A list whose order means nothing.
QJsonArray sorted(QStringList list)
{
    list.sort();
    list.removeDuplicates();
    return QJsonArray::fromStringList(list);
}

} // namespace

QString requestFingerprint(const Provider &provider, const CredentialSet &set)
{
    const RequestRules &rules = provider.request;
    const auto url = tokenUrlOf(provider, set);
    QJsonObject parameters;
    for (const RequestParameter &declared : rules.parameters)
        parameters.insert(declared.name, sorted(plainValues(declared, set)));
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()))
            parameters.insert(it.key(), sorted(it.value()));
    }
    QJsonArray headers;
    for (const NameValue &header : rules.headers + set.headers)
        headers.append(QJsonArray{header.name, header.value});
    const AssertionRules assertion = assertionRulesOf(provider, set);

    // QJsonObject keeps its keys in order, so this serialisation is canonical.
    QJsonObject shape{
        {u"provider"_s, provider.id},
        {u"environment"_s, set.environment},
        {u"tokenUrl"_s, url ? url->toString(QUrl::FullyEncoded) : QString()},
        {u"method"_s,
         set.method.isEmpty() ? QString::fromLatin1(rules.method) : set.method.toUpper()},
        {u"bodyFormat"_s,
         set.bodyFormat.isEmpty() ? bodyFormatName(rules.bodyFormat) : set.bodyFormat},
        {u"clientAuthentication"_s, clientAuthenticationOf(provider, set)},
        {u"clientCertificate"_s, int(rules.clientCertificate)},
        {u"assertion"_s, QJsonArray{assertion.algorithm, assertion.keyId, assertion.audience}},
        {u"grantType"_s, rules.grantType},
        {u"scopes"_s, sorted(scopesAskedFor(provider, set))},
        {u"parameters"_s, parameters},
        {u"headers"_s, headers},
        {u"response"_s, shapeOf(provider.response)},
        {u"pairMark"_s, set.pairMark},
    };
    addLaterRules(shape, provider, set);
    const QByteArray text = QJsonDocument(shape).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace Tokenwright
