// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

#include "ImportPlan.h"
#include "ProviderMatch.h"

using namespace Tokenwright;

using State = ImportRow::State;

namespace {

CredentialSet existingSet(const char *id, const char *name, const char *provider,
                          const char *environment)
{
    CredentialSet set;
    set.id = text(id);
    set.name = text(name);
    set.provider = text(provider);
    set.environment = text(environment);
    return set;
}

ClientCredentials pairOf(const char *id, const char *secret)
{
    ClientCredentials pair;
    pair.clientId = text(id);
    pair.clientSecret = Secret::fromText(text(secret));
    return pair;
}

QStringList dumped(const QList<ImportRow> &rows)
{
    QStringList lines;
    for (const ImportRow &row : rows) {
        lines.append(importStateName(row.state) + u' ' + row.set.name + u" @ " + row.set.provider
                     + u'/' + row.set.environment + u" [" + row.key + u"] " + row.text);
    }
    return lines;
}

} // namespace

/// What an import would do, and whose a token URL is.
class TestImportPlan : public QObject
{
    Q_OBJECT

private:
    ImportSource source(const char *name, const QByteArray &content)
    {
        const auto file = readImport(content, m_catalog);
        return {.file = text(name), .content = file.value_or(ImportedFile())};
    }

    static QByteArray paypal(const char *id, const char *secret, const char *prefix = "PAYPAL")
    {
        const QByteArray begin(prefix);
        return begin + "_SANDBOX_CLIENT_ID=" + id + '\n' + begin
            + "_SANDBOX_CLIENT_SECRET=" + secret + '\n';
    }

private Q_SLOTS:
    void newAndWhereItGoes()
    {
        const auto rows = planImport({source("a.env", paypal("practiceid1", "practices1"))}, {}, {},
                                     m_catalog);
        COMPARE_LINES(dumped(rows),
                      QStringList{text("new PayPal @ paypal/sandbox [PAYPAL_SANDBOX] ")});
        QCOMPARE(rows.first().endpoint, text("https://api-m.sandbox.paypal.com/v1/oauth2/token"));
        QCOMPARE(rows.first().pair.origin, text("https://api-m.sandbox.paypal.com:443"));
        QCOMPARE(rows.first().file, text("a.env"));
        QCOMPARE(rows.first().place, text("line 1"));
    }

    void namesAreFree()
    {
        const QList<CredentialSet> existing{
            existingSet("1", "paypal", "ebay", "sandbox"),
            existingSet("2", "PayPal 2", "ebay", "sandbox"),
            existingSet("3", "PayPal 4", "ebay", "production"),
        };
        const auto rows = planImport({source("a", paypal("practiceid1", "practices1")),
                                      source("b", paypal("practiceid2", "practices2")),
                                      source("c", paypal("practiceid3", "practices3"))},
                                     existing, {}, m_catalog);
        COMPARE_LINES(
            dumped(rows),
            (QStringList{text("new name PayPal 3 @ paypal/sandbox [PAYPAL_SANDBOX] The name "
                              "\u201cPayPal\u201d is taken."),
                         text("new name PayPal 4 @ paypal/sandbox [PAYPAL_SANDBOX-2] The name "
                              "\u201cPayPal\u201d is taken."),
                         text("new name PayPal 5 @ paypal/sandbox [PAYPAL_SANDBOX-3] The name "
                              "\u201cPayPal\u201d is taken.")}));
    }

    void existing()
    {
        const QList<CredentialSet> existing{
            existingSet("1", "Mine", "paypal", "sandbox"),
            existingSet("2", "Live", "paypal", "production"),
        };
        const auto plan = [&](const KnownPairs &known, const QByteArray &content) {
            return dumped(planImport({source("a", content)}, existing, known, m_catalog));
        };
        KnownPairs known;
        known.pairs.insert(text("1"), pairOf("practiceid1", "practices1"));
        known.pairs.insert(text("2"), pairOf("practiceid2", "practices2"));
        COMPARE_LINES(plan(known, paypal("practiceid1", "practices1")),
                      QStringList{text("exists PayPal @ paypal/sandbox [PAYPAL_SANDBOX] "
                                       "\u201cMine\u201d has these credentials already.")});
        COMPARE_LINES(plan(known, paypal("practiceid1", "practices9")),
                      QStringList{text("exists PayPal @ paypal/sandbox [PAYPAL_SANDBOX] "
                                       "\u201cMine\u201d has this client ID already, with another "
                                       "secret.")});
        // the same client ID elsewhere, or where the keychain was not read, is another set
        COMPARE_LINES(plan(known, paypal("practiceid2", "practices2")),
                      QStringList{text("new PayPal @ paypal/sandbox [PAYPAL_SANDBOX] ")});
        COMPARE_LINES(plan({}, paypal("practiceid1", "practices1")),
                      QStringList{text("new PayPal @ paypal/sandbox [PAYPAL_SANDBOX] ")});
    }

    void theSameTwice()
    {
        const auto rows = planImport(
            {source("a", paypal("practiceid1", "practices1")),
             source("b", paypal("practiceid1", "practices1", "PAYPAL_EU"))},
            {}, {}, m_catalog);
        COMPARE_LINES(dumped(rows),
                      (QStringList{text("new PayPal @ paypal/sandbox [PAYPAL_SANDBOX] "),
                                   text("exists PayPal eu @ paypal/sandbox [PAYPAL_EU_SANDBOX] The "
                                        "same as \u201cPayPal\u201d (a, line 1).")}));
        // two servers may know the same client ID
        const QByteArray one("A_CLIENT_ID=practiceid1\nA_CLIENT_SECRET=practices1\nA_TOKEN_URL=");
        const auto others = planImport({source("a", one + "https://a.example.com/token"),
                                        source("b", one + "https://b.example.com/token")},
                                       {}, {}, m_catalog);
        QCOMPARE(others.first().state, State::New);
        QCOMPARE(others.last().state, State::Renamed);
    }

    void mapping()
    {
        const QByteArray content("ACME_CLIENT_ID=practiceid1\nACME_CLIENT_SECRET=practices1\n"
                                 "ACME_AUDIENCE=ignored\n"
                                 "EBAY_CLIENT_ID=practiceid2\nEBAY_CLIENT_SECRET=practices2\n");
        const auto plan = [&](const ImportChoices &choices) {
            return planImport({source("a", content)}, {}, {}, m_catalog, choices);
        };
        COMPARE_LINES(
            dumped(plan({})),
            (QStringList{
                text(
                    "needs a provider Acme @ / [ACME] Whose credentials these are cannot be told."),
                text("needs a provider eBay @ ebay/ [EBAY] For which environment "
                     "of eBay cannot be told.")}));
        ImportChoices choices;
        choices.mappings.insert(text("acme"),
                                {.provider = text("oauth2"), .environment = text("production")});
        choices.mappings.insert(text("EBAY"),
                                {.provider = text("ebay"), .environment = text("sandbox")});
        auto rows = plan(choices);
        COMPARE_LINES(dumped(rows),
                      (QStringList{text("needs a value Acme @ oauth2/production [ACME] "
                                        "\u201cToken URL\u201d has no value."),
                                   text("new eBay @ ebay/sandbox [EBAY] ")}));
        choices.variables.insert(text("tokenUrl"), text("https://login.example.com/token"));
        rows = plan(choices);
        QCOMPARE(rows.first().state, State::New);
        QCOMPARE(rows.first().endpoint, text("https://login.example.com/token"));
        choices.variables.insert(text("tokenUrl"), text("http://login.example.com/token"));
        QCOMPARE(plan(choices).first().state, State::Skipped);
    }

    /// Two environments of the server are at one URL, and the file says which by no word.
    void anEnvironmentIsAskedForWhereThatIsWanted()
    {
        const auto plan = [&](const ImportChoices &choices) {
            return planImport({source("a",
                                      "A_CLIENT_ID=practiceid1\nA_CLIENT_SECRET=practices1\n"
                                      "A_TOKEN_URL=https://a.example.com/token\n")},
                              {}, {}, m_catalog, choices);
        };
        COMPARE_LINES(dumped(plan({})),
                      QStringList{text("new A @ oauth2/production [A] It does not say for which "
                                       "environment; taken for Production.")});
        ImportChoices choices{.asksForEnvironment = true};
        COMPARE_LINES(dumped(plan(choices)),
                      QStringList{text("needs a provider A @ oauth2/ [A] For which environment of "
                                       "OAuth 2.0 server cannot be told.")});
        QCOMPARE(plan(choices).first().endpoint, text("https://a.example.com/token"));
        choices.mappings.insert(text("A"),
                                {.provider = text("oauth2"), .environment = text("sandbox")});
        COMPARE_LINES(dumped(plan(choices)), QStringList{text("new A @ oauth2/sandbox [A] ")});
        // what is told is not asked
        const auto told = planImport({source("a", paypal("practiceid1", "practices1"))}, {}, {},
                                     m_catalog, {.asksForEnvironment = true});
        QCOMPARE(told.first().state, State::New);
    }

    void namesCanBeGiven()
    {
        const auto plan = [&](const char *name) {
            return dumped(planImport({source("a", paypal("practiceid1", "practices1"))},
                                     {existingSet("1", "Shop", "ebay", "sandbox")}, {}, m_catalog,
                                     {.names = {{text("paypal_sandbox"), text(name)}}}));
        };
        COMPARE_LINES(plan("Till"),
                      QStringList{text("new Till @ paypal/sandbox [PAYPAL_SANDBOX] ")});
        COMPARE_LINES(plan("SHOP"),
                      QStringList{text("new name SHOP 2 @ paypal/sandbox [PAYPAL_SANDBOX] The name "
                                       "\u201cSHOP\u201d is taken.")});
    }

    /// Which parameters are secret is for the provider to say, and it may become known late.
    void parametersAfterMapping()
    {
        ImportedSet set{.set = {},
                        .pair = pairOf("practiceid1", "practices1"),
                        .tokenUrl = {},
                        .place = text("here"),
                        .key = text("K")};
        set.pair.parameters.insert(text("account_id"), Secret::fromText(text("practice-account")));
        ImportChoices choices;
        choices.mappings.insert(text("K"),
                                {.provider = text("zoom"), .environment = text("production")});
        const ImportSource one{.file = text("a"), .content = {.sets = {set}}};
        const auto rows = planImport({one}, {}, {}, m_catalog, choices);
        QCOMPARE(rows.first().state, State::New);
        QCOMPARE(rows.first().set.parameters.value(text("account_id")),
                 QStringList{text("practice-account")});
        QVERIFY(rows.first().pair.parameters.isEmpty());
    }

    /// The request that would be sent says what is missing.
    void judgedByTheRequest()
    {
        const QByteArray content("OKTA_CLIENT_ID=practiceid1\nOKTA_CLIENT_SECRET=practices1\n"
                                 "OKTA_TOKEN_URL=https://practice.okta.com/oauth2/default/v1/token"
                                 "\n");
        const auto rows = planImport({source("a", content)}, {}, {}, m_catalog);
        QCOMPARE(rows.first().state, State::Skipped);
        QVERIFY(rows.first().text.contains(u"at least one scope"));
        const auto more = planImport({source("a", content + "OKTA_SCOPE=items.read")}, {}, {},
                                     m_catalog);
        QCOMPARE(more.first().state, State::New);
    }

    /// What the index must not hold does not get there by an import.
    void nothingUnknownReachesTheIndex()
    {
        ImportedSet set{.set = existingSet("7", "Mine", "paypal", "sandbox"),
                        .pair = pairOf("practiceid1", "practices1"),
                        .tokenUrl = {},
                        .place = text("here"),
                        .key = text("K")};
        set.set.pairMark = text("mark");
        set.set.unknownFields.insert(text("clientSecret"), text("practices1"));
        const ImportSource one{.file = text("a"), .content = {.sets = {set}}};
        const auto row = planImport({one}, {}, {}, m_catalog).first();
        QVERIFY(row.set.id.isEmpty() && row.set.pairMark.isEmpty());
        QVERIFY(row.set.unknownFields.isEmpty());
    }

    void many()
    {
        QByteArray content;
        for (int i = 0; i < 5'000; ++i)
            content += paypal("practiceid", "practices",
                              QByteArray("PAYPAL_" + QByteArray::number(i)).constData());
        const auto rows = planImport({source("a", content)}, {}, {}, m_catalog);
        QCOMPARE(rows.size(), 5'000);
        QCOMPARE(rows.last().state, State::Exists);
    }

    void tokenUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *url, const char *expected) {
            QTest::newRow(url) << text(url) << text(expected);
        };
        row("https://api.ebay.com/identity/v1/oauth2/token", "ebay production");
        row("https://api.ebay.com/identity/v1/oauth2/token refresh_token", "ebay-user production");
        row("https://login.example.com/oauth/token refresh_token",
            "oauth2-refresh-token sandbox,production");
        row("https://api.ebay.com/identity/v1/oauth2/token password", "ebay production");
        row("https://API.eBay.com:443/identity/v1/oauth2/token", "ebay production");
        row("https://api.ebay.com/identity/v1/oauth2/token?a=b#c", "ebay production");
        row("https://api.ebay.com/identity/v1/oauth2/other", "oauth2 sandbox,production");
        row("https://api.ebay.com:8443/identity/v1/oauth2/token", "oauth2 sandbox,production");
        row("https://api.ebay.com.example.com/identity/v1/oauth2/token",
            "oauth2 sandbox,production");
        row("https://shipping-api-sandbox.pitneybowes.com/oauth/token", "pitney-bowes sandbox");
        row("https://practice.eu.auth0.com/oauth/token",
            "auth0 sandbox,production "
            "domain=practice.eu.auth0.com");
        row("https://login.example.com/oauth/token", "oauth2 sandbox,production");
        row("https://practice.okta.com/oauth2/default/v1/token",
            "okta sandbox,production authorizationServer=default domain=practice.okta.com");
        row("https://acme--dev.sandbox.my.salesforce.com/services/oauth2/token",
            "salesforce sandbox mydomain=acme sandbox=dev");
        row("https://acme.my.salesforce.com/services/oauth2/token",
            "salesforce production mydomain=acme");
        row("https://shop.auth.eu-central-1.amazoncognito.com/oauth2/token",
            "cognito sandbox,production domain=shop region=eu-central-1");
        row("https://accounts.cloud.databricks.com/oidc/accounts/1-2/v1/token",
            "databricks account accountHost=accounts.cloud.databricks.com accountId=1-2");
        row("http://127.0.0.1:8080/token", "oauth2 sandbox,production");
        row("http://[::1]/token", "oauth2 sandbox,production");
        row("http://api.ebay.com/identity/v1/oauth2/token", "error");
        row("ftp://api.ebay.com/", "error");
        row("/oauth/token", "error");
        row("", "error");
        row("https://", "error");
        row("https://a b/", "error");
    }

    void tokenUrls()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, expected);
        const auto match = url.contains(u' ') && url.startsWith(u"https://") && !url.endsWith(u'/')
            ? matchTokenUrl(url.section(u' ', 0, 0), m_catalog, url.section(u' ', 1))
            : matchTokenUrl(url, m_catalog);
        QString is = text("error");
        if (match) {
            is = match->provider + u' ' + match->environments.join(u',');
            for (auto it = match->variables.begin(); it != match->variables.end(); ++it)
                is += match->isGeneric ? QString() : QString(u' ' + it.key() + u'=' + it.value());
        }
        QCOMPARE(is, expected);
    }

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportPlan)
#include "tst_importplan.moc"
