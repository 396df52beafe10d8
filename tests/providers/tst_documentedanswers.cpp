// SPDX-License-Identifier: MIT
#include "AnswerReader.h"
#include "ProviderCatalog.h"
#include "ProviderComplaint.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    void token_data();
    void token();

private:
    const ProviderCatalog m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
};

namespace {

QJsonValue answerJson(const QByteArray &body)
{
    const auto document = QJsonDocument::fromJson(body);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace

void TestDocumentedAnswers::error_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *id, const char *code, const char *message,
                        const QByteArray &body) {
        QTest::addRow("%s %s", id, code)
            << QString::fromLatin1(id) << body << QString::fromLatin1(code)
            << QString::fromLatin1(message);
    };
    row("ebay", "invalid_client", "client authentication failed",
        R"({"error":"invalid_client","error_description":"client authentication failed"})");
    row("ebay", "1001", "Invalid access token. Check the header.",
        R"({"errors":[{"errorId":1001,"domain":"OAuth","message":"Invalid access token",
            "longMessage":"Invalid access token. Check the header."}]})");
    row("ebay", "1100", "Access denied",
        R"({"errors":[{"errorId":1100,"domain":"ACCESS","message":"Access denied"}]})");
    row("pitney-bowes", "PB-APIM-ERR-1002", "Invalid Access Token",
        R"({"errorCode":"PB-APIM-ERR-1002","errorDescription":"Invalid Access Token"})");
    row("pitney-bowes", "PB-APIM-ERR-1003", "Expired",
        R"({"errors":[{"errorCode":"PB-APIM-ERR-1003","errorDescription":"Expired"}]})");
    row("pitney-bowes", "1000032", "Authentication error occurred.",
        R"([{"errorCode":"1000032","message":"Authentication error occurred."}])");
    row("pitney-bowes", "invalid_client", "ClientId is Invalid",
        R"({"ErrorCode":"invalid_client","Error":"ClientId is Invalid"})");
    row("paypal", "invalid_client", "Client Authentication failed",
        R"({"error":"invalid_client","error_description":"Client Authentication failed"})");
    row("paypal", "RATE_LIMIT_REACHED", "Too many requests.",
        R"({"name":"RATE_LIMIT_REACHED","debug_id":"1","message":"Too many requests.","links":[]})");
    row("fedex", "NOT.AUTHORIZED.ERROR", "The given client credentials were not valid.",
        R"({"transactionId":"1","errors":[{"code":"NOT.AUTHORIZED.ERROR",
            "message":"The given client credentials were not valid."}]})");
    row("ups", "10401", "ClientId is Invalid",
        R"({"response":{"errors":[{"code":"10401","message":"ClientId is Invalid"}]}})");
    row("usps", "invalid_client", "InvalidApiKeyForGivenResource: missing or not approved.",
        R"({"error":"invalid_client",
            "error_description":"InvalidApiKeyForGivenResource: missing or not approved."})");
    row("walmart", "UNAUTHORIZED.GMP_GATEWAY_API", "Unauthorized token.",
        R"({"error":[{"code":"UNAUTHORIZED.GMP_GATEWAY_API","field":"UNAUTHORIZED",
            "description":"Unauthorized","info":"Unauthorized token.","severity":"ERROR"}]})");
    row("entra", "7000218", "AADSTS7000218: The request body must contain 'client_secret'.",
        R"({"error":"invalid_client","error_codes":[7000218],"timestamp":"2016-01-09 02:02:12Z",
            "error_description":"AADSTS7000218: The request body must contain 'client_secret'."})");
    row("entra", "invalid_client", "No number.",
        R"({"error":"invalid_client","error_description":"No number."})");
    row("auth0", "access_denied", "Unauthorized",
        R"({"error":"access_denied","error_description":"Unauthorized"})");
    row("okta", "invalid_scope", "Custom scopes are not allowed for this request.",
        R"({"error":"invalid_scope",
            "error_description":"Custom scopes are not allowed for this request."})");
    row("cognito", "invalid_client", "", R"({"error":"invalid_client"})");
    row("salesforce", "invalid_grant", "request not supported on this domain",
        R"({"error":"invalid_grant","error_description":"request not supported on this domain"})");
    row("spotify", "invalid_client", "Invalid client secret",
        R"({"error":"invalid_client","error_description":"Invalid client secret"})");
    row("zoom", "invalid_client", "Invalid client_id or client_secret",
        R"({"reason":"Invalid client_id or client_secret","error":"invalid_client"})");
    row("zoom", "124", "Invalid access token.",
        R"({"code":124,"message":"Invalid access token."})");
    row("autodesk-aps", "AUTH-001", "The client_id specified does not have access",
        R"({"developerMessage":"The client_id specified does not have access","userMessage":" ",
            "errorCode":"AUTH-001","more info":"https://developer.example.com/AUTH-001"})");
    row("databricks", "invalid_client", "Client authentication failed",
        R"({"error":"invalid_client","error_description":"Client authentication failed"})");
}

void TestDocumentedAnswers::error()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, body);
    const Provider *provider = m_catalog.provider(id);
    QVERIFY(provider);
    const ProviderComplaint complaint = readComplaint(answerJson(body), provider->errors,
                                                      Search::AsDescribed);
    QVERIFY(complaint.present);
    QTEST(complaint.code, "code");
    QTEST(complaint.message, "message");
    QVERIFY2(provider->errors.help.contains(complaint.code), "no help for this code");
}

void TestDocumentedAnswers::token_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *id, const QByteArray &body) { QTest::newRow(id) << body; };
    row("ebay",
        R"({"access_token":"T","expires_in":7200,"token_type":"Application Access Token"})");
    row("pitney-bowes", R"({"access_token":"T","tokenType":"BearerToken",
        "issuedAt":"1456851460568","expiresIn":"35999","clientID":"C","org":"pitneybowes"})");
    row("paypal", R"({"scope":"https://uri.paypal.com/services/invoicing","access_token":"T",
        "token_type":"Bearer","app_id":"APP-FAKE","expires_in":31349,"nonce":"2021-06-18"})");
    row("fedex",
        R"({"access_token":"T","token_type":"bearer","expires_in":3599,"scope":"CXS-TP"})");
    row("ups", R"({"token_type":"Bearer","issued_at":"1706710921672","client_id":"C",
        "access_token":"T","expires_in":"14399","status":"approved"})");
    row("usps", R"({"access_token":"T","token_type":"Bearer","issued_at":1774317482760,
        "expires_in":28799,"status":"approved","api_products":"[One, Two]","client_id":"C"})");
    row("walmart", R"({"access_token":"T","token_type":"Bearer","expires_in":900})");
    row("entra", R"({"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,
        "access_token":"T"})");
    row("salesforce", R"({"access_token":"T","signature":"S","scope":"api","id":"https://id",
        "instance_url":"https://i","token_type":"Bearer","issued_at":"1678833535086"})");
    row("zoom", R"({"access_token":"T","token_type":"bearer","expires_in":3600,
        "scope":"user:read:admin","api_url":"https://api.zoom.us"})");
}

void TestDocumentedAnswers::token()
{
    QFETCH(QByteArray, body);
    const Provider *provider = m_catalog.provider(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(provider);
    const QJsonValue root = answerJson(body);
    const ProviderComplaint complaint = readComplaint(root, provider->errors, Search::AsDescribed);
    QVERIFY2(!complaint.present, "a token taken for an error");
    const ResponseRules &rules = provider->response;
    const QList<QJsonValue> tokens = valuesAt(root, rules.accessToken.first());
    QCOMPARE(tokens, QList<QJsonValue>{u"T"_s});
    if (body.contains("expires")) // Salesforce states no lifetime
        QVERIFY(!valuesAt(root, rules.expiresIn.first()).isEmpty());
    for (const TimePath &issued : rules.issuedAt) {
        QCOMPARE(issued.unit, TimeUnit::Milliseconds);
        QVERIFY(!valuesAt(root, issued.path).isEmpty());
    }
    QCOMPARE(rules.issuedAt.isEmpty(), !body.contains("issued"));
}

TEST_IN_PROGRAM(TestDocumentedAnswers)
#include "tst_documentedanswers.moc"
