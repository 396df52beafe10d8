// SPDX-License-Identifier: MIT
#include "ProviderRequestReader.h"

#include "HeaderText.h"
#include "ProviderFields.h"
#include "SecretName.h"

namespace Tokenwright {

namespace {

AssertionRules readAssertion(const JsonReader &reader)
{
    AssertionRules rules;
    readWord(reader, "use", rules.use,
             {{"client", AssertionUse::Client}, {"grant", AssertionUse::Grant}});
    readListed(reader, "algorithm", rules.algorithm, {u"assertion", u"algorithm"});
    reader.read("keyId", rules.keyId);
    reader.read("audience", rules.audience);
    readCount(reader, "lifetime", rules.lifetime);
    reader.read("claims", rules.claims);
    if (rules.claims.contains(u"exp"))
        reader.complain("claims", Text::tr("no “exp”, which comes of “lifetime”"));
    return rules;
}

} // namespace

RequestRules readRequest(const JsonReader &reader)
{
    RequestRules rules;
    QString method = QString::fromLatin1(rules.method);
    reader.read("method", method);
    rules.method = method.toLatin1().toUpper();
    readWord(reader, "bodyFormat", rules.bodyFormat,
             {{"form", BodyFormat::Form},
              {"json", BodyFormat::Json},
              {"query", BodyFormat::Query},
              {"none", BodyFormat::None}});
    readListed(reader, "clientAuthentication", rules.clientAuthentication,
               {u"request", u"clientAuthentication"});
    readWord(reader, "clientCertificate", rules.clientCertificate,
             {{"never", ClientCertificate::Never},
              {"optional", ClientCertificate::Optional},
              {"required", ClientCertificate::Required}});
    reader.read("authorizationScheme", rules.authorizationScheme);
    if (!isHeaderName(rules.authorizationScheme.toUtf8())) // the same characters: RFC 9110 §11.1
        reader.complain("authorizationScheme", Text::tr("one word, such as Basic"));
    reader.readOrLeaveOut("clientIdParameter", rules.clientIdParameter);
    reader.read("clientSecretParameter", rules.clientSecretParameter);
    rules.assertion = readAssertion(reader.object("assertion"));
    if (rules.assertion.use == AssertionUse::Grant)
        rules.grantType = u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s;
    reader.readOrLeaveOut("grantType", rules.grantType);
    reader.forEach("parameters", [&](const JsonReader &item) {
        RequestParameter parameter;
        item.require("name");
        item.read("name", parameter.name);
        parameter.label = parameter.name;
        item.read("label", parameter.label);
        item.read("required", parameter.required);
        item.read("default", parameter.defaultValue);
        item.read("secret", parameter.secret);
        parameter.secret = parameter.secret || saysSecret(parameter.name);
        item.read("multiple", parameter.multiple);
        rules.parameters.append(parameter);
    });
    rules.headers = readHeaders(reader);
    const JsonReader scopes = reader.object("scopes");
    scopes.read("required", rules.scopes.required);
    scopes.read("separator", rules.scopes.separator);
    scopes.read("default", rules.scopes.defaults);
    scopes.forEach("catalog", [&](const JsonReader &item) {
        Scope scope;
        item.require("scope");
        item.read("scope", scope.scope);
        item.read("description", scope.description);
        rules.scopes.catalog.append(scope);
    });
    return rules;
}

} // namespace Tokenwright
