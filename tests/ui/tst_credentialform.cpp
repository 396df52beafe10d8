// SPDX-License-Identifier: MIT
#include "CredentialForm.h"
#include "LabelledField.h"

#include "providers/ProviderCatalog.h"

#include <QJsonDocument>
#include <QTest>

using namespace Tokenwright;

namespace {

Provider providerFrom(const char *json)
{
    return Provider::fromJson(QJsonDocument::fromJson(json).object()).value();
}

/// A server of one's own: its host is a variable.
Provider ownServer()
{
    return providerFrom(R"({
        "id": "own", "name": "Own server",
        "environments": {"live": {"name": "Live", "production": true,
                                  "tokenUrl": "https://{host}/token"}},
        "variables": [{"name": "host", "label": "Host", "pattern": "[a-z.]+"},
                      {"name": "unused", "label": "Unused"}],
        "request": {"parameters": [
            {"name": "audience", "label": "Audience", "required": true},
            {"name": "tier", "label": "Tier", "default": "basic", "required": true},
            {"name": "pin", "label": "PIN", "required": true, "secret": true}]}})");
}

CredentialForm ebayForm()
{
    CredentialForm form;
    form.name = QStringLiteral("Catalogue");
    form.environment = QStringLiteral("sandbox");
    form.clientId = QStringLiteral("Example-App-SBX-not-real");
    form.clientSecret = Secret::fromText(QStringLiteral("SBX-not-real"));
    form.scopes = QStringList{QStringLiteral("https://api.ebay.com/oauth/api_scope")};
    return form;
}

CredentialForm ownForm()
{
    CredentialForm form;
    form.name = QStringLiteral("Mine");
    form.environment = QStringLiteral("live");
    form.clientId = QStringLiteral("example-id");
    form.clientSecret = Secret::fromText(QStringLiteral("example-secret"));
    form.variables.insert(QStringLiteral("host"), QStringLiteral("login.example.org"));
    form.parameters.insert(QStringLiteral("audience"), QStringLiteral("api"));
    form.secretParameters.insert(QStringLiteral("pin"), Secret::fromText(QStringLiteral("0000")));
    return form;
}

bool neverTaken(const QString &, const QString &)
{
    return false;
}

QList<FormField> fieldsOf(const QList<FormProblem> &problems)
{
    QList<FormField> fields;
    for (const FormProblem &problem : problems)
        fields.append(problem.field);
    return fields;
}

} // namespace

class TestCredentialForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        m_ebay = *m_catalog.provider(QStringLiteral("ebay"));
    }

    void completeFormHasNoProblem()
    {
        QVERIFY(problemsOf(ebayForm(), m_ebay, PairRule::Whole, neverTaken).isEmpty());
        QVERIFY(problemsOf(ownForm(), ownServer(), PairRule::Whole, neverTaken).isEmpty());
    }

    void emptyFormNamesEveryFieldInOrder()
    {
        CredentialForm form;
        form.environment = QStringLiteral("sandbox");
        const auto problems = problemsOf(form, m_ebay, PairRule::Whole, neverTaken);
        QCOMPARE(fieldsOf(problems),
                 (QList<FormField>{{FormField::Name},
                                   {FormField::ClientId},
                                   {FormField::ClientSecret},
                                   {FormField::Scopes}}));
        QCOMPARE(problems.at(1).message, QStringLiteral("Enter the App ID."));
        QCOMPARE(problems.at(2).message, QStringLiteral("Enter the Cert ID."));
    }

    void emptyVariablesAndParametersAreNamed()
    {
        CredentialForm form = ownForm();
        form.variables.clear();
        form.parameters.clear();
        form.secretParameters.clear();
        QCOMPARE(fieldsOf(problemsOf(form, ownServer(), PairRule::Whole, neverTaken)),
                 (QList<FormField>{{FormField::Variable, QStringLiteral("host")},
                                   {FormField::Parameter, QStringLiteral("audience")},
                                   {FormField::Parameter, QStringLiteral("pin")}}));
    }

    void variableMustMatchItsPatternWhole()
    {
        CredentialForm form = ownForm();
        form.variables.insert(QStringLiteral("host"), QStringLiteral("login.example.org/x"));
        const auto problems = problemsOf(form, ownServer(), PairRule::Whole, neverTaken);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().message.contains(u"[a-z.]+"));
    }

    void tokenUrlThatIsNotAllowedIsRefusedWhereItComesFrom()
    {
        const Provider provider = providerFrom(R"({
            "id": "any", "name": "Any", "environments": {"one": {"tokenUrl": "{tokenUrl}"}},
            "variables": [{"name": "tokenUrl", "label": "Token URL"}]})");
        CredentialForm form = ownForm();
        form.environment = QStringLiteral("one");
        form.variables = {{QStringLiteral("tokenUrl"), QStringLiteral("http://example.org/token")}};
        QCOMPARE(fieldsOf(problemsOf(form, provider, PairRule::Whole, neverTaken)),
                 (QList<FormField>{{FormField::Variable, QStringLiteral("tokenUrl")}}));
        form.variables = {{QStringLiteral("tokenUrl"), QStringLiteral("http://127.0.0.1/token")}};
        QVERIFY(problemsOf(form, provider, PairRule::Whole, neverTaken).isEmpty());
    }

    void takenNameIsRefused()
    {
        const auto taken = [](const QString &name, const QString &environment) {
            return name == u"Catalogue" && environment == u"sandbox";
        };
        CredentialForm form = ebayForm();
        const auto problems = problemsOf(form, m_ebay, PairRule::Whole, taken);
        QCOMPARE(fieldsOf(problems), (QList<FormField>{{FormField::Name}}));
        QVERIFY(problems.first().message.contains(u"Sandbox"));
        form.environment = QStringLiteral("production");
        QVERIFY(problemsOf(form, m_ebay, PairRule::Whole, taken).isEmpty());
    }

    void environmentThatIsGoneIsRefused()
    {
        CredentialForm form = ebayForm();
        form.environment = QStringLiteral("staging");
        QCOMPARE(fieldsOf(problemsOf(form, m_ebay, PairRule::Whole, neverTaken)),
                 (QList<FormField>{{FormField::Environment}}));
    }

    void pairRules()
    {
        CredentialForm form = ebayForm();
        form.clientSecret = {};
        QCOMPARE(problemsOf(form, m_ebay, PairRule::Whole, neverTaken).size(), 1);
        QCOMPARE(problemsOf(form, m_ebay, PairRule::WholeOrEmpty, neverTaken).size(), 1);
        QVERIFY(problemsOf(form, m_ebay, PairRule::IdAlone, neverTaken).isEmpty());
        form.clientId.clear();
        QVERIFY(problemsOf(form, m_ebay, PairRule::WholeOrEmpty, neverTaken).isEmpty());
        QCOMPARE(problemsOf(form, m_ebay, PairRule::Whole, neverTaken).size(), 2);
    }

    void warnsOfTheOtherEnvironment()
    {
        CredentialForm form = ebayForm();
        QVERIFY(pairWarningsOf(form, m_ebay).clientId.isEmpty());
        QVERIFY(pairWarningsOf(form, m_ebay).clientSecret.isEmpty());

        form.clientId = QStringLiteral("Example-App-PRD-not-real");
        form.clientSecret = Secret::fromText(QStringLiteral("PRD-not-real"));
        const PairWarnings warnings = pairWarningsOf(form, m_ebay);
        QCOMPARE(warnings.clientId,
                 QStringLiteral("This App ID looks like one for Production (-PRD-), but the "
                                "environment is Sandbox."));
        QCOMPARE(warnings.clientSecret,
                 QStringLiteral("This Cert ID looks like one for Production (PRD-), but the "
                                "environment is Sandbox."));

        form.environment = QStringLiteral("production");
        QVERIFY(pairWarningsOf(form, m_ebay).clientId.isEmpty());
        form.clientId = QStringLiteral("something else");
        QVERIFY(pairWarningsOf(form, m_ebay).clientId.contains(u"-PRD-"));
        form.clientId.clear();
        QVERIFY(pairWarningsOf(form, m_ebay).clientId.isEmpty());
    }

    void nothingToWarnOfWithoutHints()
    {
        const Provider parcels = *m_catalog.provider(QStringLiteral("pitney-bowes"));
        const PairWarnings warnings = pairWarningsOf(ebayForm(), parcels);
        QVERIFY(warnings.clientId.isEmpty() && warnings.clientSecret.isEmpty());
    }

    void keepsWhatTheFormDoesNotShow()
    {
        CredentialSet base;
        base.id = QStringLiteral("an-id");
        base.provider = QStringLiteral("own");
        base.variables = {{QStringLiteral("region"), QStringLiteral("eu")}};
        base.parameters = {
            {QStringLiteral("resource"), {QStringLiteral("one"), QStringLiteral("two")}},
            {QStringLiteral("audience"), {QStringLiteral("x"), QStringLiteral("y")}}};
        base.clientAuthentication = QStringLiteral("client_secret_post");
        base.pairMark = QStringLiteral("a-mark");
        base.unknownFields = {{QStringLiteral("colour"), QStringLiteral("green")}};

        CredentialForm form = ownForm();
        form.parameters = {{QStringLiteral("audience"), QStringLiteral("x y")},
                           {QStringLiteral("tier"), QStringLiteral("basic")}};
        CredentialSet set = appliedTo(base, form, ownServer());
        QCOMPARE(set.id, base.id);
        QCOMPARE(set.pairMark, base.pairMark);
        QCOMPARE(set.unknownFields, base.unknownFields);
        QCOMPARE(set.clientAuthentication, base.clientAuthentication);
        QCOMPARE(set.variables.value(QStringLiteral("region")), QStringLiteral("eu"));
        QCOMPARE(set.parameters, base.parameters); // untouched ones, and no default
        form.parameters.insert(QStringLiteral("audience"), QStringLiteral("z"));
        set = appliedTo(base, form, ownServer());
        QCOMPARE(set.parameters.value(QStringLiteral("audience")),
                 QStringList{QStringLiteral("z")});

        const CredentialSet moved = appliedTo(base, ebayForm(), m_ebay);
        QVERIFY(moved.variables.isEmpty() && moved.parameters.isEmpty());
        QVERIFY(moved.clientAuthentication.isEmpty());
        QCOMPARE(moved.unknownFields, base.unknownFields);
    }

    void pairKeepsWhatElseTheKeychainHolds()
    {
        ClientCredentials known;
        known.clientId = QStringLiteral("old-id");
        known.clientSecret = Secret::fromText(QStringLiteral("old-secret"));
        known.privateKey = Secret::fromText(QStringLiteral("old-key"));
        known.parameters.insert(QStringLiteral("other"), Secret::fromText(QStringLiteral("kept")));
        known.origin = QStringLiteral("https://old.example.org:443");
        known.unknownFields = {{QStringLiteral("note"), 1}};

        const ClientCredentials pair = pairOf(ownForm(), ownServer(), known,
                                              QStringLiteral("https://new.example.org:443"));
        QCOMPARE(pair.clientId, QStringLiteral("example-id"));
        QCOMPARE(pair.origin, QStringLiteral("https://new.example.org:443"));
        QVERIFY(pair.privateKey.equals(known.privateKey));
        QCOMPARE(pair.unknownFields, known.unknownFields);
        QCOMPARE(pair.parameters.keys(),
                 (QStringList{QStringLiteral("other"), QStringLiteral("pin")}));
        QVERIFY(!isSamePair(known, pair));
        QVERIFY(keepsSecrets(known, pair));

        ClientCredentials same = known;
        same.origin.clear();
        QVERIFY(isSamePair(known, same));
        ClientCredentials fresh;
        fresh.clientSecret = Secret::fromText(QStringLiteral("new-secret"));
        QVERIFY(!keepsSecrets(known, fresh));
    }

    void scopesAreReadGenerously()
    {
        const QStringList abc{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        const QString blank = QStringLiteral(" ");
        QCOMPARE(scopesFromText(QStringLiteral("a\nb\nc"), blank), abc);
        QCOMPARE(scopesFromText(QStringLiteral("  a b\r\n\tc  a "), blank), abc);
        QCOMPARE(scopesFromText(QStringLiteral(u"a\u00A0b\u200B c\uFEFF"), blank), abc);
        QCOMPARE(scopesFromText(QStringLiteral("a,b, c"), QStringLiteral(",")), abc);
        QCOMPARE(scopesFromText(QStringLiteral("a,b"), blank), QStringList{QStringLiteral("a,b")});
        QVERIFY(scopesFromText(QStringLiteral(" \n "), blank).isEmpty());
    }

    void knowsWhoHasScopes()
    {
        QVERIFY(offersScopes(m_ebay));
        QVERIFY(!offersScopes(*m_catalog.provider(QStringLiteral("pitney-bowes"))));
        QVERIFY(offersScopes(ownServer()));
    }

    void labels()
    {
        QCOMPARE(environmentLabel(m_ebay.environments.at(0)), QStringLiteral("Sandbox"));
        QCOMPARE(environmentLabel(m_ebay.environments.at(1)), QStringLiteral("Production"));
        QCOMPARE(environmentLabel(ownServer().environments.first()),
                 QStringLiteral("Live (Production)"));
        QCOMPARE(originLabel(QStringLiteral("https://api.ebay.com:443")),
                 QStringLiteral("https://api.ebay.com"));
        QCOMPARE(originLabel(QStringLiteral("http://127.0.0.1:8080")),
                 QStringLiteral("http://127.0.0.1:8080"));
        QCOMPARE(spokenLabel(QStringLiteral("App ID (Client ID)")), QStringLiteral("App ID"));
    }

    void mnemonicsDoNotClash()
    {
        QString taken = QStringLiteral("N");
        QCOMPARE(withMnemonic(QStringLiteral("Name"), taken), QStringLiteral("N&ame"));
        QCOMPARE(withMnemonic(QStringLiteral("App ID"), taken), QStringLiteral("A&pp ID"));
        QCOMPARE(withMnemonic(QStringLiteral("R&D"), taken), QStringLiteral("&R&&D"));
        QCOMPARE(withMnemonic(QStringLiteral("nap"), taken), QStringLiteral("nap"));
        QCOMPARE(taken, QStringLiteral("NAPR"));
    }

private:
    ProviderCatalog m_catalog;
    Provider m_ebay;
};

QTEST_GUILESS_MAIN(TestCredentialForm)
#include "tst_credentialform.moc"
