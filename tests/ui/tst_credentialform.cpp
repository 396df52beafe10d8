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
    form.name = u"Catalogue"_s;
    form.environment = u"sandbox"_s;
    form.clientId = u"Example-App-SBX-not-real"_s;
    form.clientSecret = Secret::fromText(u"SBX-not-real"_s);
    form.scopes = QStringList{u"https://api.ebay.com/oauth/api_scope"_s};
    return form;
}

CredentialForm ownForm()
{
    CredentialForm form;
    form.name = u"Mine"_s;
    form.environment = u"live"_s;
    form.clientId = u"example-id"_s;
    form.clientSecret = Secret::fromText(u"example-secret"_s);
    form.variables.insert(u"host"_s, u"login.example.org"_s);
    form.parameters.insert(u"audience"_s, u"api"_s);
    form.secretParameters.insert(u"pin"_s, Secret::fromText(u"0000"_s));
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
        m_ebay = *m_catalog.provider(u"ebay"_s);
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
        form.environment = u"sandbox"_s;
        const auto problems = problemsOf(form, m_ebay, PairRule::Whole, neverTaken);
        QCOMPARE(fieldsOf(problems),
                 (QList<DraftField>{{DraftField::Name},
                                    {DraftField::ClientId},
                                    {DraftField::ClientSecret},
                                    {DraftField::Scopes}}));
        QCOMPARE(problems.at(1).message, u"Enter the App ID."_s);
        QCOMPARE(problems.at(2).message, u"Enter the Cert ID."_s);
    }

    void emptyVariablesAndParametersAreNamed()
    {
        CredentialForm form = ownForm();
        form.variables.clear();
        form.parameters.clear();
        form.secretParameters.clear();
        QCOMPARE(fieldsOf(problemsOf(form, ownServer(), PairRule::Whole, neverTaken)),
                 (QList<DraftField>{{DraftField::Variable, u"host"_s},
                                    {DraftField::Parameter, u"audience"_s},
                                    {DraftField::Parameter, u"pin"_s}}));
    }

    void variableMustMatchItsPatternWhole()
    {
        CredentialForm form = ownForm();
        form.variables.insert(u"host"_s, u"login.example.org/x"_s);
        const auto problems = problemsOf(form, ownServer(), PairRule::Whole, neverTaken);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().message.contains(u"[a-z.]+"));
    }

    void tokenUrlThatIsNotAllowedIsRefusedWhereItComesFrom()
    {
        const Provider provider = anyServer();
        CredentialForm form = ownForm();
        form.environment = u"one"_s;
        form.variables = {{u"tokenUrl"_s, u"http://example.org/token"_s}};
        QCOMPARE(fieldsOf(problemsOf(form, provider, PairRule::Whole, neverTaken)),
                 (QList<DraftField>{{DraftField::Variable, u"tokenUrl"_s}}));
        form.variables = {{u"tokenUrl"_s, u"http://127.0.0.1/token"_s}};
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
        form.environment = u"production"_s;
        QVERIFY(problemsOf(form, m_ebay, PairRule::Whole, taken).isEmpty());
    }

    void environmentThatIsGoneIsRefused()
    {
        CredentialForm form = ebayForm();
        form.environment = u"staging"_s;
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
        QTest::newRow("assertion") << u"private_key_jwt"_s << QList<int>{DraftField::PrivateKey};
        QTest::newRow("TLS") << u"tls_client_auth"_s
                             << QList<int>{DraftField::PrivateKey, DraftField::Certificate};
        QTest::newRow("unknown") << u"from_the_future"_s << QList<int>{};
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
        const QString jwt = u"private_key_jwt"_s;
        const QString tls = u"tls_client_auth"_s;
        const QString none;
        const QString junk = u"junk"_s;
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
            KeyBench::generated({u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-384"_s}), none,
            "ES256", DraftField::Algorithm, "ES256 needs a key of the curve P-256");
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
        form.extraParameters = u"a=1\naudience=x\nodd"_s;
        form.extraHeaders = u"Authorization: x"_s;
        const auto problems = problemsOf(form, ownServer(), PairRule::Whole, neverTaken);
        QCOMPARE(fieldsOf(problems),
                 (QList<DraftField>{{DraftField::ExtraParameters}, {DraftField::ExtraHeaders}}));
        QCOMPARE(problems.first().message,
                 u"Line 2: “audience” has a field of its own.\n"
                 "Line 3: there is no “=” in it."_s);
    }

    void warnsOfTheOtherEnvironment()
    {
        CredentialForm form = ebayForm();
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientSecret.isEmpty());

        form.clientId = u"Example-App-PRD-not-real"_s;
        form.clientSecret = Secret::fromText(u"PRD-not-real"_s);
        const PairWarnings warnings = pairWarningsOf(draftOf(form, m_ebay));
        QCOMPARE(warnings.clientId,
                 u"This App ID looks like one for Production (-PRD-), but the "
                 "environment is Sandbox."_s);
        QCOMPARE(warnings.clientSecret,
                 u"This Cert ID looks like one for Production (PRD-), but the "
                 "environment is Sandbox."_s);

        form.environment = u"production"_s;
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
        form.clientId = u"something else"_s;
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.contains(u"-PRD-"));
        form.clientId.clear();
        QVERIFY(pairWarningsOf(draftOf(form, m_ebay)).clientId.isEmpty());
    }

    void nothingToWarnOfWithoutHints()
    {
        const Provider parcels = *m_catalog.provider(u"pitney-bowes"_s);
        const PairWarnings warnings = pairWarningsOf(draftOf(ebayForm(), parcels));
        QVERIFY(warnings.clientId.isEmpty() && warnings.clientSecret.isEmpty());
    }

    void keepsWhatTheFormDoesNotShow()
    {
        CredentialSet base;
        base.id = u"an-id"_s;
        base.provider = u"own"_s;
        base.variables = {{u"region"_s, u"eu"_s}};
        base.parameters = {{u"resource"_s, {u"one"_s, u"two"_s}},
                           {u"audience"_s, {u"x"_s, u"y"_s}}};
        base.clientAuthentication = u"client_secret_post"_s;
        base.assertion.edit().keyId = u"key-1"_s;
        base.headers = {{u"X-One"_s, u"1"_s}};
        base.pairMark = u"a-mark"_s;
        base.unknownFields = {{u"colour"_s, u"green"_s}};

        CredentialForm form = ownForm();
        form.parameters = {{u"audience"_s, u"x y"_s}, {u"tier"_s, u"basic"_s}};
        form.clientAuthentication = base.clientAuthentication;
        form.extraParameters = u"resource=one\nresource=two"_s;
        form.extraHeaders = u"X-One: 1"_s;
        CredentialSet set = appliedTo(base, form, ownServer());
        QCOMPARE(set.assertion, base.assertion); // not shown with this method
        QCOMPARE(set.headers, base.headers);
        QCOMPARE(set.id, base.id);
        QCOMPARE(set.pairMark, base.pairMark);
        QCOMPARE(set.unknownFields, base.unknownFields);
        QCOMPARE(set.clientAuthentication, base.clientAuthentication);
        QCOMPARE(set.variables.value(u"region"_s), u"eu"_s);
        QCOMPARE(set.parameters, base.parameters); // untouched ones, and no default
        form.parameters.insert(u"audience"_s, u"z"_s);
        set = appliedTo(base, form, ownServer());
        QCOMPARE(set.parameters.value(u"audience"_s), QStringList{u"z"_s});

        const CredentialSet moved = appliedTo(base, ebayForm(), m_ebay);
        QVERIFY(moved.variables.isEmpty() && moved.parameters.isEmpty());
        QVERIFY(moved.clientAuthentication.isEmpty());
        QVERIFY(moved.headers.isEmpty() && !moved.assertion);
        QCOMPARE(moved.unknownFields, base.unknownFields);
    }

    void whatIsMoreIsApplied()
    {
        CredentialForm form = formFor(u"private_key_jwt"_s);
        form.assertion = {.algorithm = u"PS256"_s,
                          .keyId = u"key-1"_s,
                          .audience = u"https://audience.example"_s};
        form.extraParameters = u"resource=a\nresource=b\n\nflag="_s;
        form.extraHeaders = u"X-Id: {uuid}\n"_s;
        const CredentialSet set = appliedTo({}, form, ownServer());
        QCOMPARE(set.clientAuthentication, u"private_key_jwt"_s);
        QCOMPARE(*set.assertion, form.assertion);
        QCOMPARE(set.parameters.value(u"resource"_s), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(set.parameters.value(u"flag"_s), QStringList{QString()});
        QCOMPARE(set.headers, (QList<NameValue>{{u"X-Id"_s, u"{uuid}"_s}}));
    }

    void multipleParameterIsOneFieldOfSeveralValues()
    {
        const Provider provider = severalResources();
        CredentialForm form = ownForm();
        const QString name = u"resource"_s;
        form.parameters = {{name, u"urn:a  urn:b"_s}};
        CredentialSet set = appliedTo({}, form, provider);
        QCOMPARE(set.parameters.value(name), (QStringList{u"urn:a"_s, u"urn:b"_s}));
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
        const QString jwt = u"private_key_jwt"_s;
        const QString old = u"old"_s;
        const QString fresh = u"new"_s;
        const QString none;
        const auto whole = PairRule::Whole;
        QTest::newRow("untouched") << QString() << old << whole << old << old << old;
        QTest::newRow("secret is used") << QString() << fresh << whole << fresh << old << old;
        QTest::newRow("key is used") << jwt << fresh << whole << old << fresh << fresh;
        QTest::newRow("emptied") << jwt << none << whole << none << none << none;
        QTest::newRow("never shown")
            << jwt << none << PairRule::WholeOrEmpty << old << none << none;
        QTest::newRow("unknown method")
            << u"from_the_future"_s << fresh << whole << fresh << fresh << fresh;
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
        known.clientSecret = known.privateKey = known.certificate = Secret::fromText(u"old"_s);
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
        CredentialForm form = formFor(u"private_key_jwt"_s);
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
        known.clientId = u"old-id"_s;
        known.clientSecret = Secret::fromText(u"old-secret"_s);
        known.privateKey = Secret::fromText(u"old-key"_s);
        known.parameters.insert(u"other"_s, Secret::fromText(u"kept"_s));
        known.origin = u"https://old.example.org:443"_s;
        known.unknownFields = {{u"note"_s, 1}};

        CredentialForm form = ownForm();
        form.privateKey = known.privateKey; // as it was read, in a field that is not shown
        const Provider provider = ownServer();
        const auto entry = entryOf(draftOf(form, provider, {.set = {}, .credentials = known}));
        QVERIFY(entry);
        const ClientCredentials &pair = entry->credentials;
        QCOMPARE(pair.clientId, u"example-id"_s);
        QCOMPARE(pair.origin, u"https://login.example.org:443"_s);
        QVERIFY(pair.privateKey.equals(known.privateKey));
        QCOMPARE(pair.unknownFields, known.unknownFields);
        QCOMPARE(pair.parameters.keys(), (QStringList{u"other"_s, u"pin"_s}));
        QVERIFY(!isSame(known, pair));
        QVERIFY(originProblem(known, pair));

        QVERIFY(isSame(known, ClientCredentials(known)));
        ClientCredentials fresh;
        fresh.clientSecret = Secret::fromText(u"new-secret"_s);
        QVERIFY(!originProblem(known, fresh));
    }

    void scopesAreReadGenerously()
    {
        const QStringList abc{u"a"_s, u"b"_s, u"c"_s};
        const QString blank = u" "_s;
        QCOMPARE(scopesFromText(u"a\nb\nc"_s, blank), abc);
        QCOMPARE(scopesFromText(u"  a b\r\n\tc  a "_s, blank), abc);
        QCOMPARE(scopesFromText(QStringLiteral(u"a\u00A0b\u200B c\uFEFF"), blank), abc);
        QCOMPARE(scopesFromText(u"a,b, c"_s, u","_s), abc);
        QCOMPARE(scopesFromText(u"a,b"_s, blank), QStringList{u"a,b"_s});
        QVERIFY(scopesFromText(u" \n "_s, blank).isEmpty());
    }

    void knowsWhoHasScopes()
    {
        QVERIFY(offersScopes(m_ebay));
        QVERIFY(!offersScopes(*m_catalog.provider(u"pitney-bowes"_s)));
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
        QCOMPARE(environmentLabel(m_ebay.environments.at(0)), u"Sandbox"_s);
        QCOMPARE(environmentLabel(m_ebay.environments.at(1)), u"Production"_s);
        QCOMPARE(environmentLabel(ownServer().environments.first()), u"Live (Production)"_s);
        QCOMPARE(originLabel(u"https://api.ebay.com:443"_s), u"https://api.ebay.com"_s);
        QCOMPARE(originLabel(u"http://127.0.0.1:8080"_s), u"http://127.0.0.1:8080"_s);
        QCOMPARE(originLabel(u"https://xn--bcher-kva.com:443"_s), u"https://xn--bcher-kva.com"_s);
        QCOMPARE(spokenLabel(u"App ID (Client ID)"_s), u"App ID"_s);
    }

    void mnemonicsDoNotClash()
    {
        QString taken = u"N"_s;
        QCOMPARE(withMnemonic(u"Name"_s, taken), u"N&ame"_s);
        QCOMPARE(withMnemonic(u"App ID"_s, taken), u"A&pp ID"_s);
        QCOMPARE(withMnemonic(u"R&D"_s, taken), u"&R&&D"_s);
        QCOMPARE(withMnemonic(u"nap"_s, taken), u"nap"_s);
        QCOMPARE(taken, u"NAPR"_s);
        QCOMPARE(withMnemonic(u"名前"_s, taken), u"名前(&B)"_s); // has no keys of its own
        QCOMPARE(withMnemonic(u"プロバイダー"_s, taken), u"プロバイダー(&C)"_s);
        QCOMPARE(withMnemonic(u"スコープを選択…"_s, taken), u"スコープを選択(&D)…"_s);
        QCOMPARE(withoutMnemonic(u"スコープを選択(&D)…"_s), u"スコープを選択…"_s);
        QCOMPARE(withoutMnemonic(u"&R&&D (now)"_s), u"R&D (now)"_s);
        QCOMPARE(lettersOf({u"保存(&S)"_s, u"R&D"_s, u"None"_s}), u"SD"_s);
    }

private:
    const KeyBench m_keys;
    ProviderCatalog m_catalog;
    Provider m_ebay;
};

TEST_IN_PROGRAM(TestCredentialForm)
#include "tst_credentialform.moc"
