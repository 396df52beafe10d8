// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

using namespace Tokenwright;

namespace {

const QString sandboxPair
    = u"Practice-Catalog-SBX-1a2b3c4d5e6f-7a8b9c0d:SBX-1a2b3c4d5e6f-0000-4111-8222-9333"_s;
const QString productionPair
    = u"Practice-Catalog-PRD-1a2b3c4d5e6f-7a8b9c0d:PRD-1a2b3c4d5e6f-0000-4111-8222-9333"_s;
const QString idPlaceholder = u"The client ID is a placeholder."_s;

} // namespace

/// Files as the programs they come from write them.
class TestImportFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *file, const char *format, const QStringList &expected) {
            QTest::newRow(file) << text(format) << expected;
        };
        const QString sandbox = u"eBay @ ebay/sandbox " + sandboxPair;
        const QString production = u"eBay @ ebay/production " + productionPair;
        const QString base = text("https://api.ebay.com/oauth/api_scope");
        row("ebay-java.yaml", "ebay-yaml", {sandbox, production});
        row("ebay-java-merged.yaml", "ebay-yaml",
            {sandbox, text("- line 9: The client secret is a placeholder.")});
        row("ebay-python.json", "ebay-json",
            {production, text("- entry \u201capi.sandbox.ebay.com\u201d: ") + idPlaceholder});
        row("ebay-node.json", "ebay-json",
            {sandbox, text("- entry \u201cPRODUCTION\u201d: ") + idPlaceholder});
        row("curl-ebay.txt", "curl",
            {QString(sandbox + u" scopes=" + base + u'|' + base + u"/buy.item.bulk")});
        row("curl-pitney-bowes.txt", "curl",
            {text("Pitney Bowes @ pitney-bowes/production "
                  "practiceApiKey0001abcd:practiceApiSecret01")});
        row("curl-as-printed.txt", "curl",
            {text("- line 1: Its Basic header holds a placeholder."),
             text("- line 6: Its Basic header holds a placeholder.")});
        row("postman-environment.json", "postman-environment",
            {text("Pitney Bowes Sandbox @ pitney-bowes/sandbox "
                  "practiceApiKey0001abcd:practiceApiSecret01")});
        row("postman-collection-v20.json", "postman-collection",
            {QString(u"Old shop @ ebay/production " + productionPair + u" scopes=" + base)});
        row("postman-collection-v21.json", "postman-collection",
            {QString(u"eBay catalogue @ ebay/sandbox " + sandboxPair + u" scopes=" + base),
             text("Shipping @ pitney-bowes/production practiceApiKey0001abcd:practiceApiSecret01"),
             text("Shipping @ pitney-bowes/sandbox practiceApiKey0002abcd:practiceApiSecret02"),
             text("Machine @ oauth2/sandbox practice-machine-client:practice-machine-secret "
                  "variables=tokenUrl=https://login.test.example.com/token "
                  "parameters=audience=https://api.example.com/,resource_owner=practice-extra by "
                  "client_secret_post"),
             text("- \u201cLogin page\u201d: It asks for another grant (authorization_code) than "
                  "client_credentials."),
             text("- \u201cElsewhere\u201d: It needs the variable \u201cvault:secret\u201d, which "
                  "is "
                  "not in this file. Import the environment that has it together with it.")});
        const QString scopes = u" scopes=" + base + u'|' + base + u"/buy.deal";
        row("several.env", "dotenv",
            {QString(sandbox + scopes), QString(production + scopes),
             text("Pitney Bowes @ pitney-bowes/sandbox practiceApiKey0001abcd:"
                  "practice#ApiSecret01"),
             text("Auth0 @ auth0/production practiceauth0client01:practice \"auth0\" secret "
                  "variables=domain=practice.eu.auth0.com "
                  "parameters=audience=https://api.example.com/"),
             text("Acme billing @ / practice-acme-client:practice\nacme secret"),
             text("Login @ oauth2/production practice-login-key:practice-login-secret "
                  "variables=tokenUrl=https://login.example.com/realms/practice/token"),
             text("- line 29: ") + idPlaceholder,
             text("- line 31: The client secret is missing.")});
        const QString registration = u"- “spring / security / oauth2 / client / registration / "_s;
        row("settings.yaml", "settings",
            {text("shop @ oauth2/production practice-shop-client:practice-shop-secret "
                  "scopes=orders.read|orders.write "
                  "variables=tokenUrl=https://login.example.com/shop/token"),
             QString(registration
                     + u"later / client-id”: “client-secret”: Its value is not in the file "
                       "itself. (“spring / security / oauth2 / client / registration / later / "
                       "client-secret”)"),
             QString(registration
                     + u"people / client-id”: It asks for another grant (authorization_code) "
                       "than client_credentials.")});
        row("settings.json", "settings",
            {text("AzureAd Production @ entra/production "
                  "practice-entra-client:practice-entra-secret "
                  "variables=tenant=practice.onmicrosoft.com"),
             QString(u"Ebay Sandbox @ ebay/sandbox " + sandboxPair),
             text("Acme sandbox @ oauth2/sandbox practice-acme-client:practice-acme-secret "
                  "variables=tokenUrl=https://acme.example.com/token"),
             text("2 @ oauth2/production practice-second-client:practice-second-secret "
                  "variables=tokenUrl=https://second.example.com/token")});
    }

    void files()
    {
        QFETCH(const QString, format);
        QFETCH(const QStringList, expected);
        const QByteArray content = importFile(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!content.isEmpty());
        const auto file = readImport(content, m_catalog);
        COMPARE_LINES(dumped(file), expected);
        QCOMPARE(file->format, format);
        QCOMPARE(file->holdsSecret, !expected.first().startsWith(u'-'));
    }

    /// The same from Windows, from an editor that marks UTF-8, and in UTF-16.
    void encodings_data() { files_data(); }
    void encodings()
    {
        QFETCH(const QStringList, expected);
        QByteArray content = importFile(QString::fromUtf8(QTest::currentDataTag()));
        const QString asText = QString::fromUtf8(content);
        content.replace("\n", "\r\n");
        QStringList wanted = expected;
        COMPARE_LINES(dumped(readImport(content, m_catalog)), wanted);
        COMPARE_LINES(dumped(readImport("\xef\xbb\xbf" + content, m_catalog)), wanted);
        const auto *units = reinterpret_cast<const char *>(asText.utf16());
        const QByteArray wide("\xff\xfe" + QByteArray(units, asText.size() * 2));
        COMPARE_LINES(dumped(readImport(wide, m_catalog)), wanted);
    }

    void postmanOddities()
    {
        const auto read = [&](const char *json) { return dumped(readImport(json, m_catalog)); };
        COMPARE_LINES(
            read("{\"id\":\"1\",\"name\":\"x\",\"order\":[],\"requests\":[]}"),
            QStringList{text("error: It is a Postman collection of version 1; export it as "
                             "v2.1.")});
        // as Postman's API wraps it
        COMPARE_LINES(read("{\"environment\":{\"name\":\"PayPal live\",\"values\":["
                           "{\"key\":\"client_id\",\"value\":\"practicekey1\"},"
                           "{\"key\":\"client_secret\",\"value\":\"practices1\"}]}}"),
                      QStringList{text("PayPal live @ paypal/production practicekey1:practices1")});
        // variables that hold each other
        COMPARE_LINES(read("{\"collection\":{\"info\":{\"name\":\"x\"},\"item\":[],\"variable\":["
                           "{\"key\":\"a\",\"value\":\"{{b}}{{b}}\"},"
                           "{\"key\":\"b\",\"value\":\"{{a}}{{a}}\"}],"
                           "\"auth\":{\"type\":\"oauth2\",\"oauth2\":[{\"key\":\"clientId\","
                           "\"value\":\"{{a}}\"},{\"key\":\"clientSecret\",\"value\":\"y1\"}]}}}"),
                      QStringList{text("- collection \u201cx\u201d: It needs the variable "
                                       "\u201cb\u201d, which is not in this file. Import the "
                                       "environment that has it together with it.")});
    }

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportFiles)
#include "tst_importfiles.moc"
