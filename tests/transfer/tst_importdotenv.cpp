// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

using namespace Tokenwright;

/// .env files, and what their keys say.
class TestImportDotenv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dotenv_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *tag, const char *lines, const char *expected) {
            QTest::newRow(tag) << text(lines) << text(expected);
        };
        row("PITNEY_BOWES",
            "PITNEY_BOWES_API_KEY=practicekey1\nPITNEY_BOWES_API_SECRET=practices1\n"
            "PITNEY_BOWES_BASE_URL=https://shipping-api.pitneybowes.com",
            "Pitney Bowes @ pitney-bowes/production practicekey1:practices1");
        row("provider id with a dash",
            "AUTODESK_APS_CLIENT_ID=practicekey1\n"
            "AUTODESK_APS_CLIENT_SECRET=practices1",
            "Autodesk Platform Services @ autodesk-aps/production practicekey1:practices1");
        row("what people call a provider",
            "FALCON_CLIENT_ID=practicekey1\nFALCON_CLIENT_SECRET=practices1",
            "CrowdStrike Falcon @ crowdstrike/ practicekey1:practices1");
        row("environment first",
            "LIVE_PAYPAL_CLIENT_ID=practicekey1\n"
            "LIVE_PAYPAL_CLIENT_SECRET=practices1",
            "PayPal @ paypal/production practicekey1:practices1");
        row("environment by key",
            "PAYPAL_CLIENT_ID=practicekey1\nPAYPAL_SECRET=practices1\n"
            "PAYPAL_MODE=live",
            "PayPal @ paypal/production "
            "practicekey1:practices1");
        row("environment not told",
            "PAYPAL_CLIENT_ID=practicekey1\nPAYPAL_CLIENT_SECRET=practices1",
            "PayPal @ paypal/ practicekey1:practices1");
        row("eBay's keys tell",
            "CLIENT_ID=Practice-Catalog-PRD-1a2b3c4d5e6f-7a8b9c0d\n"
            "CLIENT_SECRET=PRD-1a2b3c4d5e6f-0000-4111-8222-9333",
            "eBay @ ebay/production Practice-Catalog-PRD-1a2b3c4d5e6f-7a8b9c0d:"
            "PRD-1a2b3c4d5e6f-0000-4111-8222-9333");
        row("eBay's keys know better",
            "EBAY_SANDBOX_CLIENT_ID=Practice-PRD-1a2b3c4d5e6f-7a8b9c0d\n"
            "EBAY_SANDBOX_CLIENT_SECRET=PRD-1a2b3c4d5e6f-0000",
            "eBay @ ebay/production Practice-PRD-1a2b3c4d5e6f-7a8b9c0d:PRD-1a2b3c4d5e6f-0000");
        row("more in the prefix",
            "EBAY_MARKETING_TEST_APP_ID=practicekey1\n"
            "EBAY_MARKETING_TEST_CERT_ID=practices1",
            "eBay marketing @ ebay/sandbox practicekey1:practices1");
        row("unknown", "GLOBEX_API_KEY=practicekey1\nGLOBEX_API_SECRET=practices1",
            "Globex @ / practicekey1:practices1");
        row("no prefix",
            "CLIENT_ID=practicekey1\nCLIENT_SECRET=practices1\n"
            "TOKEN_URL=https://login.example.com/token",
            "login.example.com @ oauth2/production practicekey1:practices1 "
            "variables=tokenUrl=https://login.example.com/token");
        row("camel case",
            "clientId=practicekey1\nclientSecret=practices1\n"
            "tokenUrl=https://accounts.spotify.com/api/token",
            "Spotify @ spotify/production practicekey1:practices1");
        row("what the token URL has of a pair",
            "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1\n"
            "ACME_TOKEN_URL=https://u:Q7user1@login.example.com/t?client_secret=Q7secret2&v=1"
            "&client_id=practicekey1&api_key=Q7key%2B3&sig=Q7sig4#top",
            "Acme @ oauth2/production practicekey1:practices1 "
            "variables=tokenUrl=https://login.example.com/t?v=1 "
            "secret=api_key=Q7key+3,sig=Q7sig4");
        row("nothing but a pair in the token URL",
            "CLIENT_ID=practicekey1\nCLIENT_SECRET=practices1\n"
            "TOKEN_URL='https://login.example.com/t?client_secret=hidden2&client_id=practicekey1'",
            "login.example.com @ oauth2/production practicekey1:practices1 "
            "variables=tokenUrl=https://login.example.com/t");
        row("variable of a provider",
            "ENTRA_CLIENT_ID=practicekey1\nENTRA_CLIENT_SECRET=practices1\n"
            "ENTRA_TENANT=practice.example\nENTRA_ENV=prod\n"
            "ENTRA_SCOPE=https://graph.microsoft.com/.default",
            "Microsoft Entra ID @ entra/production practicekey1:practices1 "
            "scopes=https://graph.microsoft.com/.default variables=tenant=practice.example");
        row("another grant",
            "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1\n"
            "ACME_GRANT_TYPE=authorization_code",
            "- line 1: It asks for another grant (authorization_code) than client_credentials.");
        row("plain http",
            "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1\n"
            "ACME_TOKEN_URL=http://login.example.com/token",
            "- line 1: Its token URL must be a plain https URL (http is for this computer alone).");
        row("twice",
            "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1\n"
            "ACME_CLIENT_SECRET=practices2",
            "- line 1: \u201cACME_CLIENT_SECRET\u201d is there twice, with different values.");
        row("twice the same",
            "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1\n"
            "ACME_CLIENT_SECRET=practices1",
            "Acme @ / practicekey1:practices1");
        row("a variable", "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=${SECRET}",
            "- line 1: \u201cACME_CLIENT_SECRET\u201d: Its value is not in the file itself: a "
            "variable, "
            "a command or a pattern stands there. (line 2)");
        row("signs",
            "ACME_CLIENT_ID = practicekey1 # id\n  export ACME_CLIENT_SECRET=\"a\\\"b\\nc\" "
            "# secret",
            "Acme @ / practicekey1:a\"b\\nc"); // as the shell has it that "export" is for
        row("open", "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=\"practices1\n",
            "- line 1: \u201cACME_CLIENT_SECRET\u201d: A quotation mark is never closed. (line 2)");
        row("behind a quote", "ACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=\"practice\"s1\n",
            "- line 1: \u201cACME_CLIENT_SECRET\u201d: Something follows a closing quotation mark. "
            "(line 2)");
        row("a section",
            "[paypal.live] # INI, TOML\nclient_id = practicekey1\nclient_secret = \"practices1\"\n",
            "PayPal @ paypal/production practicekey1:practices1");
        row("a section in quotation marks",
            "[ \"Acme billing\" ]\nclient-id=practicekey1\nclient-secret=practices1\n",
            "Acme billing @ / practicekey1:practices1");
        row("a test of a shell",
            "[ -n x ]\nACME_CLIENT_ID=practicekey1\nACME_CLIENT_SECRET=practices1",
            "Acme @ / practicekey1:practices1");
        row("secret alone", "ACME_CLIENT_SECRET=practices1\nACME_APP_ID=x\nCLIENT_ID=",
            "- line 1: The client ID is missing.");
    }

    void sections()
    {
        COMPARE_LINES(dumped(readImport("[DEFAULT]\nscope = read\n\n"
                                        "[ebay-sandbox]\nclient_id = practicekey1\n"
                                        "client_secret = practices1\n\n"
                                        "[ebay-production]\nclient_id = practicekey2\n"
                                        "client_secret = practices2\n",
                                        m_catalog)),
                      (QStringList{text("eBay @ ebay/sandbox practicekey1:practices1"),
                                   text("eBay @ ebay/production practicekey2:practices2")}));
    }

    void dotenv()
    {
        QFETCH(const QString, lines);
        QFETCH(const QString, expected);
        QStringList is = dumped(readImport(lines.toUtf8(), m_catalog));
        is.removeIf([](const QString &line) { return line.contains(u"neither a client ID"); });
        COMPARE_LINES(is, QStringList{expected});
    }

    /// Both kinds may live in one text, and neither is lost.
    void besideCommands_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QStringList>("expected");
        const QString pair = text("SHOP_CLIENT_ID=practicekey1\nSHOP_CLIENT_SECRET=practices1\n"
                                  "SHOP_TOKEN_URL=https://shop.example.com/t\n");
        const QString shop = text("Shop @ oauth2/production practicekey1:practices1 "
                                  "variables=tokenUrl=https://shop.example.com/t");
        const QString command = text(
            "curl https://carrier.example.com/t -u 'practicekey2:practices2' "
            "-d grant_type=client_credentials\n");
        const QString carrier = text("carrier.example.com @ oauth2/production "
                                     "practicekey2:practices2 "
                                     "variables=tokenUrl=https://carrier.example.com/t");
        QTest::newRow("both") << QString(pair + u"# carrier\n" + command)
                              << QStringList{shop, carrier};
        QTest::newRow("command first") << QString(command + pair) << QStringList{shop, carrier};
        QTest::newRow("one that asks for no token")
            << QString(pair + u"curl https://shop.example.com/orders -H 'Accept: text/csv'\n")
            << QStringList{shop};
        QTest::newRow("one that cannot be read")
            << QString(pair + u"curl https://shop.example.com/t -d @form -u a:b\n")
            << QStringList{shop,
                           text("- line 4: This curl command reads another file (-d), which is "
                                "not looked into.")};
        QTest::newRow("a secret without its ID")
            << QString(text("SHOP_CLIENT_SECRET=practices1\n") + command)
            << QStringList{carrier, text("- line 1: The client ID is missing.")};
        QTest::newRow("keys without values")
            << QString(text("CLIENT_ID=$1\nCLIENT_SECRET=$2\n") + command) << QStringList{carrier};
    }

    void besideCommands()
    {
        QFETCH(const QString, lines);
        QFETCH(const QStringList, expected);
        COMPARE_LINES(dumped(readImport(lines.toUtf8(), m_catalog)), expected);
    }

    void aScriptWithItsOwnValues()
    {
        const QByteArray script(
            "CLIENT_ID=$1\nCLIENT_SECRET=$2\ncurl -u practice-id:practice-secret "
            "-d grant_type=client_credentials https://login.example.com/token\n");
        QCOMPARE(readImport(script, m_catalog)->format, text("curl"));
        const QByteArray other(
            "CLIENT_ID=practicekey1\nCLIENT_SECRET=practices1\n"
            "curl -u \"$CLIENT_ID:$CLIENT_SECRET\" https://login.example.com/t\n");
        QCOMPARE(readImport(other, m_catalog)->format, text("dotenv"));
    }

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportDotenv)
#include "tst_importdotenv.moc"
