// SPDX-License-Identifier: MIT
#include "AnswerReader.h"
#include "ProviderCatalog.h"
#include "ProviderComplaint.h"
#include "TokenResponse.h"

#include <QJsonValue>
#include <QSet>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

/// Answers as vendors document them, or as they were seen, read with nothing but the paths of the
/// provider's own file: a code that no path reaches would never meet its help.
class TestDocumentedAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void error_data();
    void error();
    void textError();
    void token_data();
    void token();
    void everyProviderIsHere();

private:
    const ProviderCatalog m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
};

namespace {

struct DocumentedError
{
    const char *id;
    const char *code; ///< Empty: there is none.
    const char *message;
    const char *body;
};

const DocumentedError documentedErrors[]{
    {"ebay", "invalid_client", "client authentication failed",
     R"({"error":"invalid_client","error_description":"client authentication failed"})"},
    {"ebay", "1001", "Invalid access token. Check the header.",
     R"({"errors":[{"errorId":1001,"domain":"OAuth","message":"Invalid access token",
            "longMessage":"Invalid access token. Check the header."}]})"},
    {"ebay", "1100", "Access denied",
     R"({"errors":[{"errorId":1100,"domain":"ACCESS","message":"Access denied"}]})"},
    {"ebay-user", "invalid_grant",
     "the provided authorization refresh token is invalid or was issued to another client",
     R"({"error":"invalid_grant","error_description":
        "the provided authorization refresh token is invalid or was issued to another client"})"},
    {"pitney-bowes", "PB-APIM-ERR-1002", "Invalid Access Token",
     R"({"errorCode":"PB-APIM-ERR-1002","errorDescription":"Invalid Access Token"})"},
    {"pitney-bowes", "PB-APIM-ERR-1003", "Expired",
     R"({"errors":[{"errorCode":"PB-APIM-ERR-1003","errorDescription":"Expired"}]})"},
    {"pitney-bowes", "1000032", "Authentication error occurred.",
     R"([{"errorCode":"1000032","message":"Authentication error occurred."}])"},
    {"pitney-bowes", "invalid_client", "ClientId is Invalid",
     R"({"ErrorCode":"invalid_client","Error":"ClientId is Invalid"})"},
    {"paypal", "invalid_client", "Client Authentication failed",
     R"({"error":"invalid_client","error_description":"Client Authentication failed"})"},
    {"paypal", "RATE_LIMIT_REACHED", "Too many requests.",
     R"({"name":"RATE_LIMIT_REACHED","debug_id":"1","message":"Too many requests.","links":[]})"},
    {"fedex", "NOT.AUTHORIZED.ERROR", "The given client credentials were not valid.",
     R"({"transactionId":"1","errors":[{"code":"NOT.AUTHORIZED.ERROR",
            "message":"The given client credentials were not valid."}]})"},
    {"ups", "10401", "ClientId is Invalid",
     R"({"response":{"errors":[{"code":"10401","message":"ClientId is Invalid"}]}})"},
    {"usps", "invalid_client", "InvalidApiKeyForGivenResource: missing or not approved.",
     R"({"error":"invalid_client",
            "error_description":"InvalidApiKeyForGivenResource: missing or not approved."})"},
    {"walmart", "UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized token.",
     R"({"error":[{"code":"UNAUTHORIZED.GMP_GATEWAY_API","field":"UNAUTHORIZED",
            "description":"Unauthorized","info":"Unauthorized token.","severity":"ERROR"}]})"},
    {"entra", "7000218", "AADSTS7000218: The request body must contain 'client_secret'.",
     R"({"error":"invalid_client","error_codes":[7000218],"timestamp":"2016-01-09 02:02:12Z",
            "error_description":"AADSTS7000218: The request body must contain 'client_secret'."})"},
    {"entra", "invalid_client", "No number.",
     R"({"error":"invalid_client","error_description":"No number."})"},
    {"auth0", "access_denied", "Unauthorized",
     R"({"error":"access_denied","error_description":"Unauthorized"})"},
    {"okta", "invalid_scope", "Custom scopes are not allowed for this request.",
     R"({"error":"invalid_scope",
            "error_description":"Custom scopes are not allowed for this request."})"},
    {"cognito", "invalid_client", "", R"({"error":"invalid_client"})"},
    {"salesforce", "invalid_grant", "request not supported on this domain",
     R"({"error":"invalid_grant","error_description":"request not supported on this domain"})"},
    {"sophos-central", "oauth.client_app_does_not_exist", "Unauthorized",
     R"({"errorCode":"oauth.client_app_does_not_exist","message":"Unauthorized"})"},
    {"sophos-central", "oauth.invalid_client_secret", "",
     R"({"errorCode":"oauth.invalid_client_secret"})"},
    {"spotify", "invalid_client", "Invalid client secret",
     R"({"error":"invalid_client","error_description":"Invalid client secret"})"},
    {"zoom", "invalid_client", "Invalid client_id or client_secret",
     R"({"reason":"Invalid client_id or client_secret","error":"invalid_client"})"},
    {"zoom", "124", "Invalid access token.", R"({"code":124,"message":"Invalid access token."})"},
    {"autodesk-aps", "AUTH-001", "The client_id specified does not have access",
     R"({"developerMessage":"The client_id specified does not have access","userMessage":" ",
            "errorCode":"AUTH-001","more info":"https://developer.example.com/AUTH-001"})"},
    {"databricks", "invalid_client", "Client authentication failed",
     R"({"error":"invalid_client","error_description":"Client authentication failed"})"},
    {"adp", "invalid_client", "The given client credentials were not valid",
     R"({"error":"invalid_client","error_description":"The given client credentials were not valid"})"},
    {"amazon-sp-api", "invalid_client", "Client authentication failed",
     R"({"error":"invalid_client","error_description":"Client authentication failed"})"},
    {"checkout-com", "invalid_client", "", R"({"error":"invalid_client"})"},
    {"commercetools", "invalid_client", "Please provide valid client credentials.",
     R"({"statusCode":401,"message":"Please provide valid client credentials.",
        "errors":[{"code":"invalid_client","message":"Please provide valid client credentials."}],
        "error":"invalid_client","error_description":"Please provide valid client credentials."})"},
    {"crowdstrike", "403", "access denied, invalid client",
     R"({"meta":{"trace_id":"1"},"errors":[{"code":403,"message":"access denied, invalid client"}]})"},
    {"equinix", "S1006", "Login Failure, please try again.",
     R"({"errorDomain":"apis-token","errorCode":"S1006",
        "errorMessage":"Login Failure, please try again."})"},
    {"genesys-cloud", "invalid_client", "client not found",
     R"({"error":"invalid_client","description":"client not found",
        "error_description":"client not found"})"},
    {"genesys-cloud", "unauthorized_client",
     "client is not authorized to use the client_credential grant type",
     R"({"error":"unauthorized_client",
        "description":"client is not authorized to use the client_credential grant type",
        "error_description":"client is not authorized to use the client_credential grant type"})"},
    {"infobip", "UNAUTHORIZED", "Invalid login details",
     R"({"requestError":{"serviceException":{"messageId":"UNAUTHORIZED",
        "text":"Invalid login details"}}})"},
    {"keycloak", "invalid_client", "Invalid client or Invalid client credentials",
     R"({"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"})"},
    {"keycloak", "unauthorized_client", "Invalid client or Invalid client credentials",
     R"({"error":"unauthorized_client",
        "error_description":"Invalid client or Invalid client credentials"})"},
    {"marketo", "unauthorized", "No client with requested id: C",
     R"({"error":"unauthorized","error_description":"No client with requested id: C"})"},
    {"marketo", "invalid_client", "Bad client credentials",
     R"({"error":"invalid_client","error_description":"Bad client credentials"})"},
    {"marketo", "602", "Access token expired",
     R"({"requestId":"1","success":false,"errors":[{"code":"602","message":"Access token expired"}]})"},
    {"nexar", "AuthInvalidToken", "Token validation failed.",
     R"({"errors":[{"message":"Token validation failed.","locations":"",
        "extensions":{"code":"AuthInvalidToken","remote":""}}],"extensions":{"requestId":"1"}})"},
    {"ory-hydra", "invalid_client", "Client authentication failed (e.g., unknown client).",
     R"({"error":"invalid_client","status_code":401,
        "error_description":"Client authentication failed (e.g., unknown client)."})"},
    {"ringcentral", "OAU-146", "Invalid client credentials",
     R"({"errors":[{"errorCode":"OAU-146","message":"Invalid client credentials"}]})"},
    {"sendcloud", "invalid_client", "Client authentication failed (e.g., unknown client).",
     R"({"error":"invalid_client","status_code":401,
        "error_description":"Client authentication failed (e.g., unknown client)."})"},
    {"tailscale", "", "API token invalid", R"({"message":"API token invalid"})"},
    {"twilio", "321401", "Invalid credentials",
     R"({"code":321401,"message":"Invalid credentials","status":401,
        "more_info":"https://www.twilio.com/docs/api/errors/321401"})"},
    {"uber-direct", "invalid_client", "The client ID or secret provided is invalid.",
     R"({"error":"invalid_client","error_description":"The client ID or secret provided is invalid."})"},
    {"uber-direct", "rate_limited", "Exceeded rate limit",
     R"({"message":"Exceeded rate limit","code":"rate_limited"})"},
    {"xero-custom-connection", "unauthorized_client", "", R"({"error":"unauthorized_client"})"},
    {"xero-custom-connection", "invalid_client", "", R"({"error":"invalid_client"})"},
    {"jamf-pro", "invalid_scope", "", R"({"error":"invalid_scope"})"},
    {"google-service-account", "invalid_grant", "Invalid JWT Signature.",
     R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})"},
    {"google-service-account", "unauthorized_client",
     "Client is unauthorized to retrieve access tokens using this method.",
     R"({"error":"unauthorized_client","error_description":
        "Client is unauthorized to retrieve access tokens using this method."})"},
    {"salesforce-jwt", "invalid_grant", "user hasn't approved this consumer",
     R"({"error":"invalid_grant","error_description":"user hasn't approved this consumer"})"},
    {"salesforce-jwt", "invalid_app_access", "user is not admin approved to access this app",
     R"({"error":"invalid_app_access",
        "error_description":"user is not admin approved to access this app"})"},
    {"pitney-bowes-360", "validation-error",
     "E412 - The delivery information does not match data for this city.",
     R"({"errors":[{"errorCode":"validation-error","errorDescription":"Invalid address provided.",
        "additionalCode":"1101055","additionalParameters":[],
        "additionalInfo":"E412 - The delivery information does not match data for this city."}]})"},
    {"pitney-bowes-360", "Unauthorized", "Unauthorized", R"({"message":"Unauthorized"})"},
    {"personio", "401", "The token has been blacklisted",
     R"({"success":false,"error":{"message":"The token has been blacklisted","code":401}})"},
    {"personio", "invalid_client", "No.",
     R"({"error":"invalid_client","error_description":"No."})"},
    {"docusign", "consent_required", "", R"({"error":"consent_required"})"},
    {"twitch", "400", "invalid client", R"({"status":400,"message":"invalid client"})"},
    {"twitch", "403", "invalid client secret",
     R"({"status":403,"message":"invalid client secret"})"},
};

/// Their documents name OAuth 2.0 and show no error: RFC 6749 §5.2's own.
const char *const plainErrors[]{
    "atlassian-service-account",
    "avalara",
    "battlenet",
    "bol",
    "dhl-ecommerce-americas",
    "inpost",
    "mirakl-connect",
    "netsuite",
    "oracle-idcs",
    "smart-backend",
    "toast",
    "truelayer",
    "trustpilot",
    "vipps-mobilepay",
    "workday",
    "zalando-zdirect",
    "zuora",
};

struct DocumentedText
{
    const char *id;
    const char *message;
    const char *body;
};

const DocumentedText documentedTexts[]{
    {"shopify", "shop_not_permitted: Client credentials cannot be performed on this shop.",
     "Oauth error shop_not_permitted: Client credentials cannot be performed on this shop."},
    {"shopify", "shop_not_permitted: Client credentials cannot be performed on this shop.",
     "<html><body><p>Oauth error shop_not_permitted: Client credentials cannot be performed on "
     "this shop.</p></body></html>"},
};

struct DocumentedToken
{
    const char *id;
    qint64 seconds; ///< 0: the answer states no lifetime.
    const char *body;
};

const DocumentedToken documentedTokens[]{
    {"pitney-bowes-360", 14'400,
     R"({"access_token":"T","expires_in":14400,"scope":"psapi","token_type":"Bearer"})"},
    {"toast", 86'400,
     R"({"token":{"tokenType":"Bearer","scope":null,"expiresIn":86400,"accessToken":"T",
        "idToken":null,"refreshToken":null},"status":"SUCCESS"})"},
    {"twitch", 5'011'271, R"({"access_token":"T","expires_in":5011271,"token_type":"bearer"})"},
    {"ebay", 7'200,
     R"({"access_token":"T","expires_in":7200,"token_type":"Application Access Token"})"},
    {"google-service-account", 3'599,
     R"({"access_token":"T","expires_in":3599,"token_type":"Bearer"})"},
    {"salesforce-jwt", 0,
     R"({"access_token":"T","scope":"id full","instance_url":"https://eu6.salesforce.com",
        "id":"https://login.salesforce.com/id","token_type":"Bearer"})"},
    {"ebay-user", 7'200,
     R"({"access_token":"T","expires_in":7200,"token_type":"User Access Token"})"},
    {"pitney-bowes", 35'999,
     R"({"access_token":"T","tokenType":"BearerToken",
        "issuedAt":"1456851460568","expiresIn":"35999","clientID":"C","org":"pitneybowes"})"},
    {"paypal", 31'349,
     R"({"scope":"https://uri.paypal.com/services/invoicing","access_token":"T",
        "token_type":"Bearer","app_id":"APP-FAKE","expires_in":31349,"nonce":"2021-06-18"})"},
    {"fedex", 3'599,
     R"({"access_token":"T","token_type":"bearer","expires_in":3599,"scope":"CXS-TP"})"},
    {"ups", 14'399,
     R"({"token_type":"Bearer","issued_at":"1706710921672","client_id":"C",
        "access_token":"T","expires_in":"14399","status":"approved"})"},
    {"usps", 28'799,
     R"({"access_token":"T","token_type":"Bearer","issued_at":1774317482760,
        "expires_in":28799,"status":"approved","api_products":"[One, Two]","client_id":"C"})"},
    {"walmart", 900, R"({"access_token":"T","token_type":"Bearer","expires_in":900})"},
    {"entra", 3'599,
     R"({"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,
        "access_token":"T"})"},
    {"salesforce", 0,
     R"({"access_token":"T","signature":"S","scope":"api","id":"https://id",
        "instance_url":"https://i","token_type":"Bearer","issued_at":"1678833535086"})"},
    {"zoom", 3'600,
     R"({"access_token":"T","token_type":"bearer","expires_in":3600,
        "scope":"user:read:admin","api_url":"https://api.zoom.us"})"},
    {"auth0", 86'400, R"({"access_token":"T","token_type":"Bearer","expires_in":86400})"},
    {"autodesk-aps", 3'599, R"({"access_token":"T","token_type":"Bearer","expires_in":3599})"},
    {"cognito", 3'600, R"({"access_token":"T","expires_in":3600,"token_type":"Bearer"})"},
    {"spotify", 3'600, R"({"access_token":"T","token_type":"Bearer","expires_in":3600})"},
    {"amazon-sp-api", 3'600, R"({"access_token":"T","token_type":"bearer","expires_in":3600})"},
    {"avalara", 3'600,
     R"({"access_token":"T","expires_in":3600,"token_type":"Bearer","scope":"avatax_api"})"},
    {"battlenet", 86'399,
     R"({"access_token":"T","token_type":"bearer","expires_in":86399,"sub":"C"})"},
    {"commercetools", 172'800,
     R"({"access_token":"T","token_type":"Bearer","expires_in":172800,
        "scope":"manage_project:playground"})"},
    {"crowdstrike", 1'799, R"({"access_token":"T","expires_in":1799,"token_type":"bearer"})"},
    {"equinix", 3'599,
     R"({"access_token":"T","token_timeout":"3599","user_name":"U","token_type":"Bearer"})"},
    {"genesys-cloud", 86'399, R"({"access_token":"T","token_type":"bearer","expires_in":86399})"},
    {"infobip", 0, R"({"access_token":"T","expires_in":0})"},
    {"jamf-pro", 599,
     R"({"access_token":"T","scope":"api-role:2","token_type":"Bearer","expires_in":599})"},
    {"keycloak", 300,
     R"({"access_token":"T","expires_in":300,"refresh_expires_in":0,"token_type":"Bearer",
        "not-before-policy":0,"scope":"email profile"})"},
    {"marketo", 3'599,
     R"({"access_token":"T","token_type":"bearer","expires_in":3599,"scope":"apis@example.com"})"},
    {"mirakl-connect", 3'599,
     R"({"token_type":"Bearer","access_token":"T","expires_in":3599,"target_app":"",
        "resource_owner":""})"},
    {"nexar", 86'400,
     R"({"access_token":"T","expires_in":86400,"token_type":"Bearer","scope":"supply.domain"})"},
    {"oracle-idcs", 3'600, R"({"access_token":"T","token_type":"Bearer","expires_in":3600})"},
    {"ringcentral", 7'199,
     R"({"access_token":"T","token_type":"bearer","expires_in":7199,"refresh_token":"R",
        "refresh_token_expires_in":604799,"scope":"AccountInfo SMS","owner_id":"1"})"},
    {"sendcloud", 3'600,
     R"({"access_token":"T","expires_in":3600,"scope":"api","token_type":"bearer"})"},
    {"sophos-central", 3'600,
     R"({"access_token":"T","errorCode":"success","expires_in":3600,"message":"OK",
        "refresh_token":"R","token_type":"bearer","trackingId":"1"})"},
    {"shopify", 86'399, R"({"access_token":"T","scope":"read_products","expires_in":86399})"},
    {"truelayer", 3'600,
     R"({"access_token":"T","expires_in":3600,"token_type":"Bearer","scope":"payments"})"},
    {"trustpilot", 359'999, R"({"access_token":"T","expires_in":"359999"})"},
    {"twilio", 3'600,
     R"({"access_token":"T","id_token":null,"token_type":"Bearer","expires_in":3600,
        "refresh_token":null})"},
    {"uber-direct", 2'592'000,
     R"({"access_token":"T","expires_in":2592000,"token_type":"Bearer",
        "scope":"eats.deliveries"})"},
    {"xero-custom-connection", 1'800,
     R"({"access_token":"T","expires_in":1800,"token_type":"Bearer"})"},
    {"zuora", 3'599,
     R"({"access_token":"T","expires_in":3599,"jti":"1","scope":"user.1 tenant.19",
        "token_type":"bearer"})"},
};

/// Their documents name OAuth 2.0 and show no answer: RFC 6749 §5.1's own.
const char *const plainTokens[]{
    "adp",
    "atlassian-service-account",
    "bol",
    "checkout-com",
    "databricks",
    "dhl-ecommerce-americas",
    "docusign",
    "inpost",
    "netsuite",
    "okta",
    "ory-hydra",
    "personio",
    "smart-backend",
    "tailscale",
    "vipps-mobilepay",
    "workday",
    "zalando-zdirect",
};

HttpAnswer answered(int status, const char *body)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = Secret(QByteArray(body));
    return answer;
}

} // namespace

void TestDocumentedAnswers::error_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row = [](const DocumentedError &error) {
        QTest::addRow("%s %s", error.id, error.code)
            << QString::fromLatin1(error.id) << QByteArray(error.body)
            << QString::fromLatin1(error.code) << QString::fromLatin1(error.message);
    };
    for (const DocumentedError &error : documentedErrors)
        row(error);
    for (const char *id : plainErrors)
        row({id, "invalid_client", "No.",
             R"({"error":"invalid_client","error_description":"No."})"});
}

void TestDocumentedAnswers::error()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, body);
    const Provider *provider = m_catalog.provider(id);
    QVERIFY(provider);
    const ProviderComplaint complaint = readComplaint(parseAnswer(body, provider->response.format),
                                                      provider->errors, Search::AsDescribed);
    QVERIFY(complaint.present);
    QTEST(complaint.code, "code");
    QTEST(complaint.message, "message");
    if (!complaint.code.isEmpty())
        QVERIFY2(provider->errors.help.contains(complaint.code), "no help for this code");
}

void TestDocumentedAnswers::textError()
{
    for (const DocumentedText &text : documentedTexts) {
        const Provider *provider = m_catalog.provider(QString::fromLatin1(text.id));
        QVERIFY(provider);
        const auto answer = readTokenAnswer(answered(400, text.body), *provider, {}, 0);
        QVERIFY(!answer);
        QCOMPARE(answer.error().message, QString::fromLatin1(text.message));
    }
}

void TestDocumentedAnswers::token_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("body");
    for (const DocumentedToken &token : documentedTokens)
        QTest::newRow(token.id) << token.seconds << QByteArray(token.body);
    for (const char *id : plainTokens) {
        QTest::newRow(id) << qint64(3600)
                          << QByteArray(R"({"access_token":"T","token_type":"Bearer",
                                            "expires_in":3600})");
    }
}

void TestDocumentedAnswers::token()
{
    QFETCH(qint64, seconds);
    QFETCH(QByteArray, body);
    const Provider *provider = m_catalog.provider(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(provider);
    const QJsonValue root = parseAnswer(body, provider->response.format);
    const ProviderComplaint complaint = readComplaint(root, provider->errors, Search::AsDescribed);
    QVERIFY2(!complaint.present, "a token taken for an error");
    const ResponseRules &rules = provider->response;
    const QList<QJsonValue> tokens = valuesAt(root, rules.accessToken.first());
    QCOMPARE(tokens, QList<QJsonValue>{u"T"_s});
    for (const TimePath &issued : rules.issuedAt) {
        QCOMPARE(issued.unit, TimeUnit::Milliseconds);
        QVERIFY(!valuesAt(root, issued.path).isEmpty());
    }
    QCOMPARE(rules.issuedAt.isEmpty(), !body.contains("issued"));
    const auto answer = readTokenAnswer(answered(200, body.constData()), *provider, {}, 0);
    QVERIFY(answer);
    QCOMPARE(answer->accessToken.revealText(), u"T"_s);
    QCOMPARE(answer->lifetimeSeconds.value_or(0), seconds);
}

void TestDocumentedAnswers::everyProviderIsHere()
{
    QSet<QString> withError;
    for (const DocumentedError &error : documentedErrors)
        withError.insert(QString::fromLatin1(error.id));
    for (const DocumentedText &text : documentedTexts)
        withError.insert(QString::fromLatin1(text.id));
    for (const char *id : plainErrors)
        withError.insert(QString::fromLatin1(id));
    QSet<QString> withToken;
    for (const DocumentedToken &token : documentedTokens)
        withToken.insert(QString::fromLatin1(token.id));
    for (const char *id : plainTokens)
        withToken.insert(QString::fromLatin1(id));
    for (const Provider &provider : m_catalog.providers()) {
        if (provider.id.startsWith(u"oauth2")) // any server
            continue;
        QVERIFY2(withError.contains(provider.id), qPrintable(provider.id));
        QVERIFY2(withToken.contains(provider.id), qPrintable(provider.id));
    }
}

TEST_IN_PROGRAM(TestDocumentedAnswers)
#include "tst_documentedanswers.moc"
