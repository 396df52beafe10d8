// SPDX-License-Identifier: MIT
#include "CredentialForm.h"
#include "KeyBench.h"
#include "LabelledField.h"
#include "TestProgram.h"

#include "ClientAuthentication.h"
#include "ProviderCatalog.h"

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

/// Any server at all: its token URL is a variable.
Provider anyServer()
{
    return providerFrom(R"({
        "id": "any", "name": "Any", "environments": {"one": {"tokenUrl": "{tokenUrl}"}},
        "variables": [{"name": "tokenUrl", "label": "Token URL"}]})");
}

/// A server with a parameter that may have several values.
Provider severalResources()
{
    return providerFrom(R"({
        "id": "any", "name": "Any", "environments": {"live": {"tokenUrl": "https://a.example"}},
        "request": {"parameters": [
            {"name": "resource", "label": "Resource", "multiple": true}]}})");
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

/// A set at "own" that authenticates by \a method.
CredentialForm formFor(const QString &method)
{
    CredentialForm form = ownForm();
    form.clientAuthentication = method;
    return form;
}

QList<DraftField> fieldsOf(const QList<DraftProblem> &problems)
{
    QList<DraftField> fields;
    for (const DraftProblem &problem : problems)
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
        QVERIFY(m_keys.isReady());
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
                 (QList<DraftField>{{DraftField::Name},
                                    {DraftField::ClientId},
                                    {DraftField::ClientSecret},
                                    {DraftField::Scopes}}));
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
                 (QList<DraftField>{{DraftField::Variable, QStringLiteral("host")},
                                    {DraftField::Parameter, QStringLiteral("audience")},
                                    {DraftField::Parameter, QStringLiteral("pin")}}));
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
        const Provider provider = anyServer();
        CredentialForm form = ownForm();
        form.environment = QStringLiteral("one");
        form.variables = {{QStringLiteral("tokenUrl"), QStringLiteral("http://example.org/token")}};
        QCOMPARE(fieldsOf(problemsOf(form, provider, PairRule::Whole, neverTaken)),
                 (QList<DraftField>{{DraftField::Variable, QStringLiteral("tokenUrl")}}));
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
        QCOMPARE(fieldsOf(problems), (QList<DraftField>{{DraftField::Name}}));
        QVERIFY(problems.first().message.contains(u"Sandbox"));
        form.environment = QStringLiteral("production");
        QVERIFY(problemsOf(form, m_ebay, PairRule::Whole, taken).isEmpty());
    }

    void environmentThatIsGoneIsRefused()
    {
        CredentialForm form = ebayForm();
        form.environment = QStringLiteral("staging");
        QCOMPARE(fieldsOf(problemsOf(form, m_ebay, PairRule::Whole, neverTaken)),
                 (QList<DraftField>{{DraftField::Environment}}));
    }

    void pairRules()
    {
        CredentialForm form = ebayForm();
        form.clientSecret = {};
        QCOMPARE(problemsOf(form, m_ebay, PairRule::Whole, neverTaken).size(), 1);
        QCOMPARE(problemsOf(form, m_ebay, PairRule::WholeOrEmpty, neverTaken).size(), 1);
        form.clientId.clear();
        QVERIFY(problemsOf(form, m_ebay, PairRule::WholeOrEmpty, neverTaken).isEmpty());
        QCOMPARE(problemsOf(form, m_ebay, PairRule::Whole, neverTaken).size(), 2);
    }

    void methodsNeedWhatTheTableSays_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QList<int>>("fields");
        const QList<int> secret{DraftField::ClientSecret};
        QTest::newRow("the provider's") << QString() << secret;
        for (const char *id :
             {"client_secret_basic", "client_secret_basic_raw", "client_secret_post", "query"})
            QTest::newRow(id) << QString::fromLatin1(id) << secret;
        QTest::newRow("assertion")
            << QStringLiteral("private_key_jwt") << QList<int>{DraftField::PrivateKey};
        QTest::newRow("TLS") << QStringLiteral("tls_client_auth")
                             << QList<int>{DraftField::PrivateKey, DraftField::Certificate};
        QTest::newRow("unknown") << QStringLiteral("from_the_future") << QList<int>{};
    }
    void methodsNeedWhatTheTableSays()
    {
        QFETCH(QString, method);
        QFETCH(QList<int>, fields);
        CredentialForm form = formFor(method);
        form.clientSecret = {};
        QList<DraftField> expected;
        for (const int field : fields)
            expected.append(DraftField{DraftField::Kind(field)});
        QCOMPARE(fieldsOf(problemsOf(form, ownServer(), PairRule::Whole, neverTaken)), expected);
        form.clientId.clear();
        expected.prepend(DraftField{DraftField::ClientId});
        QCOMPARE(fieldsOf(problemsOf(form, ownServer(), PairRule::Whole, neverTaken)), expected);

        form.secretParameters.clear();
        QVERIFY(problemsOf(form, ownServer(), PairRule::WholeOrEmpty, neverTaken).isEmpty());
    }

    void keysAreLookedAt_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("problem"); // its beginning; empty: none
        const QString jwt = QStringLiteral("private_key_jwt");
        const QString tls = QStringLiteral("tls_client_auth");
        const QString none;
        const QString junk = QStringLiteral("junk");
        const auto row = [](const char *title, const QString &method, const QString &key,
                            const QString &certificate, const char *algorithm, int field,
                            const char *problem) {
            QTest::newRow(title) << method << key << certificate << QString::fromLatin1(algorithm)
                                 << field << QString::fromUtf8(problem);
        };
        const auto &[ec, own, other, rsa] = std::tie(m_keys.ecKey, m_keys.ecCertificate,
                                                     m_keys.otherCertificate, m_keys.rsaKey);
        row("RSA", jwt, rsa, none, "", 0, "");
        row("RSA, PS256", jwt, rsa, none, "PS256", 0, "");
        row("EC", jwt, ec, none, "", 0, "");
        row("EC with certificate", jwt, ec, own, "ES256", 0, "");
        row("on one line", jwt, QString(ec).replace(u'\n', u' '), none, "", 0, "");
        row("no key", jwt, junk, none, "", DraftField::PrivateKey, "This is no private key");
        row("certificate as key", jwt, own, none, "", DraftField::PrivateKey,
            "This is a public key or a certificate");
        row("wrong kind", jwt, ec, none, "RS256", DraftField::Algorithm, "RS256 needs an RSA key");
        row("unknown algorithm", jwt, ec, none, "XY1", DraftField::Algorithm,
            "There is no signature algorithm “XY1”");
        row("key that cannot sign", jwt,
            KeyBench::generated({QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
                                 QStringLiteral("ec_paramgen_curve:P-384")}),
            none, "", DraftField::PrivateKey, "ES256 needs a key of the curve P-256");
        row("no certificate", jwt, ec, junk, "", DraftField::Certificate,
            "This is no certificate in PEM form");
        row("certificate of another key", jwt, ec, other, "", DraftField::Certificate,
            "This certificate is not for the private key");
        row("key in the certificate", tls, ec, own + ec, "", DraftField::Certificate,
            "There is a private key in it");
        row("TLS", tls, ec, own, "", 0, "");
        row("TLS, another key", tls, rsa, own, "", DraftField::Certificate,
            "This certificate is not for the private key");
        row("not used", QString(), junk, junk, "XY1", 0, "");
    }
    void keysAreLookedAt()
    {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, certificate);
        QFETCH(QString, algorithm);
        QFETCH(int, field);
        QFETCH(QString, problem);
        CredentialForm form = ownForm();
        form.clientAuthentication = method;
        form.assertion.algorithm = algorithm;
        form.privateKey = Secret::fromText(key);
        form.certificate = Secret::fromText(certificate);
        const auto problems = problemsOf(form, ownServer(), PairRule::Whole, neverTaken);
        QCOMPARE(problems.size(), problem.isEmpty() ? 0 : 1);
        if (!problem.isEmpty()) {
            QCOMPARE(int(problems.first().field.kind), field);
            QVERIFY2(problems.first().message.startsWith(problem),
                     qPrintable(problems.first().message));
        }
    }

    void linesAreLookedAt()
    {
        CredentialForm form = ownForm();
        form.extraParameters = QStringLiteral("a=1\naudience=x\nodd");
        form.extraHeaders = QStringLiteral("Authorization: x");
        const auto problems = problemsOf(form, ownServer(), PairRule::Whole, neverTaken);
        QCOMPARE(fieldsOf(problems),
                 (QList<DraftField>{{DraftField::ExtraParameters}, {DraftField::ExtraHeaders}}));
        QCOMPARE(problems.first().message,
                 QStringLiteral("Line 2: “audience” has a field of its own.\n"
                                "Line 3: there is no “=” in it."));
    }

    void warnsOfTheOtherEnvironment()
    {
        CredentialForm form = ebayForm();
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientSecret.isEmpty());

        form.clientId = QStringLiteral("Example-App-PRD-not-real");
        form.clientSecret = Secret::fromText(QStringLiteral("PRD-not-real"));
        const PairWarnings warnings = pairWarningsOf(draftOf(form, m_ebay));
        QCOMPARE(warnings.clientId,
                 QStringLiteral("This App ID looks like one for Production (-PRD-), but the "
                                "environment is Sandbox."));
        QCOMPARE(warnings.clientSecret,
                 QStringLiteral("This Cert ID looks like one for Production (PRD-), but the "
                                "environment is Sandbox."));

        form.environment = QStringLiteral("production");
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
        form.clientId = QStringLiteral("something else");
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.contains(u"-PRD-"));
        form.clientId.clear();
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
    }

    void nothingToWarnOfWithoutHints()
    {
        const Provider parcels = *m_catalog.provider(QStringLiteral("pitney-bowes"));
        const PairWarnings warnings = pairWarningsOf(draftOf(ebayForm(), parcels));
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
        base.assertion.keyId = QStringLiteral("key-1");
        base.headers = {{QStringLiteral("X-One"), QStringLiteral("1")}};
        base.pairMark = QStringLiteral("a-mark");
        base.unknownFields = {{QStringLiteral("colour"), QStringLiteral("green")}};

        CredentialForm form = ownForm();
        form.parameters = {{QStringLiteral("audience"), QStringLiteral("x y")},
                           {QStringLiteral("tier"), QStringLiteral("basic")}};
        form.clientAuthentication = base.clientAuthentication;
        form.extraParameters = QStringLiteral("resource=one\nresource=two");
        form.extraHeaders = QStringLiteral("X-One: 1");
        CredentialSet set = appliedTo(base, form, ownServer());
        QCOMPARE(set.assertion, base.assertion); // not shown with this method
        QCOMPARE(set.headers, base.headers);
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
        QVERIFY(moved.headers.isEmpty() && moved.assertion == AssertionRules());
        QCOMPARE(moved.unknownFields, base.unknownFields);
    }

    void whatIsMoreIsApplied()
    {
        CredentialForm form = formFor(QStringLiteral("private_key_jwt"));
        form.assertion = {.algorithm = QStringLiteral("PS256"),
                          .keyId = QStringLiteral("key-1"),
                          .audience = QStringLiteral("https://audience.example")};
        form.extraParameters = QStringLiteral("resource=a\nresource=b\n\nflag=");
        form.extraHeaders = QStringLiteral("X-Id: {uuid}\n");
        const CredentialSet set = appliedTo({}, form, ownServer());
        QCOMPARE(set.clientAuthentication, QStringLiteral("private_key_jwt"));
        QCOMPARE(set.assertion, form.assertion);
        QCOMPARE(set.parameters.value(QStringLiteral("resource")),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(set.parameters.value(QStringLiteral("flag")), QStringList{QString()});
        QCOMPARE(set.headers,
                 (QList<NameValue>{{QStringLiteral("X-Id"), QStringLiteral("{uuid}")}}));
    }

    void multipleParameterIsOneFieldOfSeveralValues()
    {
        const Provider provider = severalResources();
        CredentialForm form = ownForm();
        const QString name = QStringLiteral("resource");
        form.parameters = {{name, QStringLiteral("urn:a  urn:b")}};
        CredentialSet set = appliedTo({}, form, provider);
        QCOMPARE(set.parameters.value(name),
                 (QStringList{QStringLiteral("urn:a"), QStringLiteral("urn:b")}));
        form.parameters.clear();
        set = appliedTo(set, form, provider);
        QVERIFY(!set.parameters.contains(name));
    }

    void unusedPartsOfThePairStay_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("entered"); // in all three fields; the keychain holds "old"
        QTest::addColumn<PairRule>("rule");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("certificate");
        const QString jwt = QStringLiteral("private_key_jwt");
        const QString old = QStringLiteral("old");
        const QString fresh = QStringLiteral("new");
        const QString none;
        const auto whole = PairRule::Whole;
        QTest::newRow("untouched") << QString() << old << whole << old << old << old;
        QTest::newRow("secret is used") << QString() << fresh << whole << fresh << old << old;
        QTest::newRow("key is used") << jwt << fresh << whole << old << fresh << fresh;
        QTest::newRow("emptied") << jwt << none << whole << none << none << none;
        QTest::newRow("never shown")
            << jwt << none << PairRule::WholeOrEmpty << old << none << none;
        QTest::newRow("unknown method")
            << QStringLiteral("from_the_future") << fresh << whole << fresh << fresh << fresh;
    }
    void unusedPartsOfThePairStay()
    {
        QFETCH(QString, method);
        QFETCH(QString, entered);
        QFETCH(PairRule, rule);
        QFETCH(QString, secret);
        QFETCH(QString, key);
        QFETCH(QString, certificate);
        ClientCredentials known;
        known.clientSecret = known.privateKey = known.certificate = Secret::fromText(
            QStringLiteral("old"));
        CredentialForm form = formFor(method);
        form.clientSecret = form.privateKey = form.certificate = Secret::fromText(entered);
        ClientCredentials pair = pairOf(form, ownServer(), known, rule);
        QCOMPARE(pair.clientSecret.revealText(), secret);
        QCOMPARE(pair.privateKey.revealText(), key);
        QCOMPARE(pair.certificate.revealText(), certificate);

        // and into a new set comes nothing that is not used
        pair = pairOf(form, ownServer(), {});
        const PairUse use = pairUseOf(ownServer(), method);
        QCOMPARE(pair.clientSecret.revealText(), use.secret ? entered : QString());
        QCOMPARE(pair.privateKey.revealText(), use.key ? entered : QString());
    }

    void pemIsTidiedAndItsWhiteSpaceIsNoChange()
    {
        CredentialForm form = formFor(QStringLiteral("private_key_jwt"));
        form.privateKey = Secret::fromText(u"  " + QString(m_keys.ecKey).replace(u'\n', u' '));
        const ClientCredentials pair = pairOf(form, ownServer(), {});
        QCOMPARE(pair.privateKey.revealText(), m_keys.ecKey);
        ClientCredentials known;
        known.privateKey = Secret::fromText(m_keys.ecKey.trimmed() + u"\r\n");
        QVERIFY(pairOf(form, ownServer(), known).privateKey.equals(known.privateKey));
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

        CredentialForm form = ownForm();
        form.privateKey = known.privateKey; // as it was read, in a field that is not shown
        const Provider provider = ownServer();
        const auto entry = entryOf(draftOf(form, provider, {.set = {}, .credentials = known}));
        QVERIFY(entry);
        const ClientCredentials &pair = entry->credentials;
        QCOMPARE(pair.clientId, QStringLiteral("example-id"));
        QCOMPARE(pair.origin, QStringLiteral("https://login.example.org:443"));
        QVERIFY(pair.privateKey.equals(known.privateKey));
        QCOMPARE(pair.unknownFields, known.unknownFields);
        QCOMPARE(pair.parameters.keys(),
                 (QStringList{QStringLiteral("other"), QStringLiteral("pin")}));
        QVERIFY(!isSame(known, pair));
        QVERIFY(originProblem(known, pair));

        QVERIFY(isSame(known, ClientCredentials(known)));
        ClientCredentials fresh;
        fresh.clientSecret = Secret::fromText(QStringLiteral("new-secret"));
        QVERIFY(!originProblem(known, fresh));
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

    void knowsWhoIsAnyServer()
    {
        QVERIFY(!isAnyServer(m_ebay));
        QVERIFY(!isAnyServer(ownServer()));
        QVERIFY(isAnyServer(anyServer()));
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
    const KeyBench m_keys;
    ProviderCatalog m_catalog;
    Provider m_ebay;
};

TEST_IN_PROGRAM(TestCredentialForm)
#include "tst_credentialform.moc"
