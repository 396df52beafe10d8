// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

// Providers whose ways are not plain OAuth, as a file says them. In a header, because moc loses
// count of braces in raw strings.

inline QByteArray workdayFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/ccx/oauth2/{tenant}/token"}},
    "variables":[{"name":"host"},{"name":"tenant"}],
    "request":{"clientAuthentication":"client_secret_basic_raw","authorizationScheme":"ID",
        "parameters":[{"name":"tenant_alias","required":true}]}})";
}

inline QByteArray vippsFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/accesstoken/get","apiBaseUrl":"https://{host}"}},
    "variables":[{"name":"host"},{"name":"msn"}],
    "request":{"clientAuthentication":"none","bodyFormat":"none","grantType":null,
        "parameters":[{"name":"subscription_key","secret":true,"required":true}],
        "headers":[{"name":"client_id","value":"{client_id}"},
            {"name":"client_secret","value":"{secret:client_secret}"},
            {"name":"Ocp-Apim-Subscription-Key","value":"{secret:subscription_key}"},
            {"name":"Merchant-Serial-Number","value":"{msn}"}]},
    "useToken":{"headers":[{"name":"Ocp-Apim-Subscription-Key","value":"{secret:subscription_key}"},
        {"name":"Merchant-Serial-Number","value":"{msn}"}]},
    "check":{"url":"{apiBaseUrl}/me"}})";
}

inline QByteArray toastFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/login"}},"variables":[{"name":"host"},{"name":"restaurant"}],
    "request":{"bodyFormat":"json","clientAuthentication":"client_secret_post","grantType":null,
        "clientIdParameter":"clientId","clientSecretParameter":"clientSecret",
        "parameters":[{"name":"userAccessType","default":"TOAST_MACHINE_CLIENT"}]},
    "response":{"accessToken":["token.accessToken"],"expiresIn":["token.expiresIn"]},
    "useToken":{"headers":[{"name":"Toast-Restaurant-External-ID","value":"{restaurant}"}]}})";
}

inline QByteArray maerskFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/access_token"}},"variables":[{"name":"host"}],
    "request":{"clientAuthentication":"client_secret_post",
        "headers":[{"name":"Consumer-Key","value":"{client_id}"}]},
    "useToken":{"headers":[{"name":"Consumer-Key","value":"{client_id}"}]}})";
}

inline QByteArray vertexFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/oauth/token"}},"variables":[{"name":"host"}],
    "request":{"parameters":[{"name":"audience","required":true}]},
    "policy":{"mintLimit":{"count":10,"seconds":28800}},
    "errors":{"tryLaterCodes":["invalid_request"]}})";
}

inline QByteArray commercetoolsFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/token"}},"variables":[{"name":"host"},{"name":"tenant"}],
    "request":{"scopes":{"default":["manage_project:{tenant}"]}}})";
}

inline QByteArray netsuiteFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/token"}},"variables":[{"name":"host"}],
    "request":{"clientAuthentication":"private_key_jwt","clientIdParameter":null,
        "assertion":{"claims":{"sub":null,"scope":["{scopes}"]}},
        "scopes":{"default":["restlets","rest_webservices"]}}})";
}

inline QByteArray smartFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/token"}},"variables":[{"name":"host"}],
    "request":{"clientAuthentication":"private_key_jwt",
        "assertion":{"algorithm":"RS384","lifetime":240},"scopes":{"default":["system/*.rs"]}},
    "useToken":{"headers":[{"name":"Accept","value":"application/fhir+json"}]}})";
}

inline QByteArray docusignFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/oauth/token"}},"variables":[{"name":"host"},{"name":"tenant"}],
    "request":{"clientAuthentication":"none","clientIdParameter":null,
        "assertion":{"use":"grant","claims":{"sub":"{tenant}","aud":"{token_host}",
            "scope":"{scopes}"}},
        "scopes":{"default":["signature","impersonation"]}}})";
}

inline QByteArray adpFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/token","apiBaseUrl":"https://api.example.com"}},
    "variables":[{"name":"host"}],
    "request":{"clientAuthentication":"client_secret_basic_raw","clientCertificate":"required"},
    "check":{"url":"{apiBaseUrl}/me"}})";
}

inline QByteArray salesforceFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/token","apiBaseUrl":"https://other.example.com"}},
    "variables":[{"name":"host"}],"response":{"apiBaseUrl":["instance_url"]},
    "check":{"url":"{apiBaseUrl}/me"}})";
}

inline QByteArray nobodyFile()
{
    return R"({"id":"x","name":"X","environments":{"production":
    {"tokenUrl":"https://{host}/t"}},"variables":[{"name":"host"}],
    "request":{"clientAuthentication":"none"}})";
}
