// SPDX-License-Identifier: MIT
#include "Origin.h"
#include "ProviderCatalog.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

/// Providers without a page of the keys, and why.
const QHash<QString, QString> noPortal{
    {u"oauth2"_s, u"it is any server"_s},
    {u"oauth2-refresh-token"_s, u"it is any server"_s},
    {u"cognito"_s, u"keys are in the console of each AWS account"_s},
};

bool isSentences(const QString &text)
{
    return !text.isEmpty() && (text.at(0).isUpper() || text.startsWith(u"eBay"))
        && text.endsWith(u'.') && text == text.simplified();
}

QJsonObject fileOf(const QString &id)
{
    QFile file(ProviderCatalog::shippedFolder() + u'/' + id + u".json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

/// The origin of a URL whose variables stand for harmless values.
QString originOfTemplate(QString url, const QString &apiBaseUrl)
{
    static const QRegularExpression variable(u"\\{[^{}]*\\}"_s);
    url.replace(u"{apiBaseUrl}"_s, apiBaseUrl);
    return originOf(QUrl(url.replace(variable, u"x"_s)));
}

} // namespace

/// The provider files that the program brings, held against the vendors' own documents.
class TestShippedProviders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allLoad();
    void everyProvider_data();
    void everyProvider();
    void words_data() { everyProvider_data(); }
    void words();
    void checkStaysAtHome_data() { everyProvider_data(); }
    void checkStaysAtHome();
    void schemaIsAtHand();
    void ebay();
    void pitneyBowes();

private:
    ProviderCatalog m_catalog;
};

void TestShippedProviders::initTestCase()
{
    m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
}

void TestShippedProviders::allLoad()
{
    for (const ProviderProblem &problem : m_catalog.problems())
        qWarning("%s: %s", qPrintable(problem.file), qPrintable(problem.reason));
    QVERIFY(m_catalog.problems().isEmpty());
    const auto files = QDir(ProviderCatalog::shippedFolder()).entryList({u"*.json"_s});
    QVERIFY(!files.isEmpty());
    QCOMPARE(m_catalog.providers().size(), files.size()); // no two files share an id
    for (const QString &file : files) {
        const QString id = file.chopped(5);
        QVERIFY2(m_catalog.provider(id), qPrintable(id)); // a file is named like what it holds
    }
}

void TestShippedProviders::everyProvider_data()
{
    QTest::addColumn<QString>("id");
    for (const Provider &provider : m_catalog.providers())
        QTest::newRow(qPrintable(provider.id)) << provider.id;
}

void TestShippedProviders::everyProvider()
{
    QFETCH(QString, id);
    const Provider *provider = m_catalog.provider(id);
    QVERIFY(provider);
    static const QSet<QString> methods{u"client_secret_basic"_s,
                                       u"client_secret_basic_raw"_s,
                                       u"client_secret_post"_s,
                                       u"query"_s,
                                       u"private_key_jwt"_s,
                                       u"tls_client_auth"_s,
                                       u"none"_s};
    QVERIFY(methods.contains(provider->request.clientAuthentication));
    QVERIFY(!provider->name.isEmpty());
    QVERIFY(!provider->clientIdLabel.isEmpty() && !provider->clientSecretLabel.isEmpty());
    QVERIFY(!provider->useToken.header.isEmpty());
    for (const ProviderEnvironment &environment : provider->environments) {
        QVERIFY(!environment.name.isEmpty());
        QVERIFY2(!environment.tokenUrl.startsWith(u"http:"), "no shipped provider sends in clear");
    }
    QVERIFY(!provider->facts.isEmpty());
    for (const Fact &fact : provider->facts) {
        QVERIFY(isSentences(fact.claim));
        const QUrl source(fact.source, QUrl::StrictMode);
        QVERIFY2(source.scheme() == u"https" && !source.host().isEmpty(), qPrintable(fact.source));
        QVERIFY(QDate::fromString(fact.checked, Qt::ISODate).isValid());
        QVERIFY2(!fact.confidence.isEmpty(), qPrintable(fact.claim));
    }
    // where tokens are had, and how, nobody had to guess
    QVERIFY(provider->facts.first().confidence != u"C");
    QSet<QString> scopes;
    for (const Scope &scope : provider->request.scopes.catalog) {
        QVERIFY(!scope.scope.contains(u' '));
        QVERIFY2(!scopes.contains(scope.scope), qPrintable(scope.scope));
        scopes.insert(scope.scope);
    }
    for (const QString &scope : provider->request.scopes.defaults)
        QVERIFY2(scopes.contains(scope), qPrintable(scope));
    // either a page or a reason, never both
    QCOMPARE(provider->portalUrl.isEmpty(), noPortal.contains(id));
}

void TestShippedProviders::words()
{
    QFETCH(QString, id);
    const Provider *provider = m_catalog.provider(id);
    QVERIFY(provider);
    QVERIFY2(isSentences(provider->policy.note), qPrintable(provider->policy.note));
    const QMap<QString, QString> &help = provider->errors.help;
    for (auto it = help.begin(); it != help.end(); ++it)
        QVERIFY2(isSentences(it.value()) && it->contains(u": "_s), qPrintable(it.key()));
    for (const Scope &scope : provider->request.scopes.catalog)
        QVERIFY2(!scope.description.isEmpty(), qPrintable(scope.scope));
}

void TestShippedProviders::checkStaysAtHome()
{
    QFETCH(QString, id);
    const QJsonObject check = fileOf(id).value(u"check").toObject();
    if (check.isEmpty())
        return; // nothing cheap is documented
    QVERIFY(isSentences(check.value(u"note").toString()));
    const Provider *provider = m_catalog.provider(id);
    QVERIFY(provider);
    for (const ProviderEnvironment &environment : provider->environments) {
        const QString origin = originOfTemplate(check.value(u"url").toString(),
                                                environment.apiBaseUrl);
        QVERIFY2(origin == originOfTemplate(environment.tokenUrl, {})
                     || origin == originOfTemplate(environment.apiBaseUrl, {}),
                 qPrintable(environment.id + u": " + origin));
    }
}

void TestShippedProviders::schemaIsAtHand()
{
    QFile schema(u":/provider-schema.json"_s);
    QVERIFY(schema.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(schema.readAll()).object().contains(u"$defs"));
    QVERIFY2(!QFile::exists(ProviderCatalog::shippedFolder() + u"/schema.json"), "no provider");
}

void TestShippedProviders::ebay()
{
    // https://developer.ebay.com/api-docs/static/oauth-client-credentials-grant.html
    const Provider *ebay = m_catalog.provider(u"ebay"_s);
    QVERIFY(ebay);
    QCOMPARE(ebay->name, u"eBay"_s);
    QCOMPARE(ebay->clientIdLabel, u"App ID (Client ID)"_s);
    QCOMPARE(ebay->clientSecretLabel, u"Cert ID (Client Secret)"_s);
    QCOMPARE(ebay->environments.size(), 2);
    const ProviderEnvironment *sandbox = ebay->environment(u"sandbox"_s);
    const ProviderEnvironment *production = ebay->environment(u"production"_s);
    QVERIFY(sandbox && production);
    QCOMPARE(ebay->environments.first().id, u"sandbox"_s);
    QCOMPARE(sandbox->tokenUrl, u"https://api.sandbox.ebay.com/identity/v1/oauth2/token"_s);
    QCOMPARE(production->tokenUrl, u"https://api.ebay.com/identity/v1/oauth2/token"_s);
    QCOMPARE(sandbox->apiBaseUrl, u"https://api.sandbox.ebay.com"_s);
    QCOMPARE(production->apiBaseUrl, u"https://api.ebay.com"_s);
    QVERIFY(!sandbox->production);
    QVERIFY(production->production);
    QCOMPARE(sandbox->credentialHints.clientIdContains, u"-SBX-"_s);
    QCOMPARE(sandbox->credentialHints.clientSecretPrefix, u"SBX-"_s);
    QCOMPARE(production->credentialHints.clientIdContains, u"-PRD-"_s);
    QCOMPARE(production->credentialHints.clientSecretPrefix, u"PRD-"_s);

    QCOMPARE(ebay->request.method, QByteArray("POST"));
    QCOMPARE(ebay->request.bodyFormat, BodyFormat::Form);
    QCOMPARE(ebay->request.clientAuthentication, u"client_secret_basic_raw"_s);
    QCOMPARE(ebay->request.grantType, u"client_credentials"_s);
    QVERIFY(ebay->request.parameters.isEmpty());
    QVERIFY(ebay->request.scopes.required);
    QCOMPARE(ebay->request.scopes.separator, u" "_s);
    QCOMPARE(ebay->request.scopes.defaults, QStringList(u"https://api.ebay.com/oauth/api_scope"_s));
    QSet<QString> scopes;
    for (const Scope &scope : ebay->request.scopes.catalog) {
        QVERIFY(scope.scope.startsWith(u"https://api.ebay.com/oauth/api_scope"));
        scopes.insert(scope.scope);
    }
    QCOMPARE(scopes.size(), ebay->request.scopes.catalog.size());
    QVERIFY(scopes.contains(ebay->request.scopes.defaults.first()));

    QCOMPARE(ebay->response.accessToken, QStringList(u"access_token"_s));
    QCOMPARE(ebay->response.expiresIn, QStringList(u"expires_in"_s));
    QCOMPARE(ebay->response.tokenType, QStringList(u"token_type"_s));
    QCOMPARE(ebay->useToken.header, u"Authorization"_s);
    QCOMPARE(ebay->useToken.scheme, u"Bearer"_s); // never "Application Access Token"
    QCOMPARE(ebay->policy.mintLimit.count, 1000);
    QCOMPARE(ebay->policy.mintLimit.per, u"day"_s);
    QVERIFY(ebay->errors.codePaths.contains(u"error"_s));
    QVERIFY(ebay->errors.messagePaths.contains(u"error_description"_s));
    QVERIFY(ebay->errors.help.contains(u"invalid_client"_s));
    QVERIFY(ebay->errors.help.contains(u"invalid_scope"_s));
}

void TestShippedProviders::pitneyBowes()
{
    // https://docs.shippingapi.pitneybowes.com/api/post-oauth-token.html
    const Provider *provider = m_catalog.provider(u"pitney-bowes"_s);
    QVERIFY(provider);
    QCOMPARE(provider->name, u"Pitney Bowes"_s);
    QCOMPARE(provider->clientIdLabel, u"API key"_s);
    QCOMPARE(provider->clientSecretLabel, u"API secret"_s);
    const ProviderEnvironment *sandbox = provider->environment(u"sandbox"_s);
    const ProviderEnvironment *production = provider->environment(u"production"_s);
    QVERIFY(sandbox && production);
    QCOMPARE(sandbox->tokenUrl, u"https://shipping-api-sandbox.pitneybowes.com/oauth/token"_s);
    QCOMPARE(production->tokenUrl, u"https://shipping-api.pitneybowes.com/oauth/token"_s);
    QVERIFY(!sandbox->production);
    QVERIFY(production->production);

    QCOMPARE(provider->request.method, QByteArray("POST"));
    QCOMPARE(provider->request.bodyFormat, BodyFormat::Form);
    QCOMPARE(provider->request.clientAuthentication, u"client_secret_basic_raw"_s);
    QCOMPARE(provider->request.grantType, u"client_credentials"_s);
    QVERIFY(!provider->request.scopes.required);
    QVERIFY(provider->request.scopes.defaults.isEmpty());

    QVERIFY(provider->response.expiresIn.contains(u"expiresIn"_s));
    QCOMPARE(provider->response.issuedAt.size(), 1);
    QCOMPARE(provider->response.issuedAt.first().path, u"issuedAt"_s);
    QCOMPARE(provider->response.issuedAt.first().unit, TimeUnit::Milliseconds);
    QVERIFY(provider->response.tokenType.contains(u"tokenType"_s));
    QCOMPARE(provider->useToken.header, u"Authorization"_s);
    QCOMPARE(provider->useToken.scheme, u"Bearer"_s); // never "BearerToken"
    QCOMPARE(provider->policy.mintLimit.count, 0); // none is documented
    QVERIFY(!provider->policy.revokesPrevious);
    // its error shapes: {"errors":[{"errorCode"…}]}, [{"errorCode","message"}], [{"key","message"}]
    for (const char *path : {"errors.0.errorCode", "0.errorCode", "0.key"})
        QVERIFY2(provider->errors.codePaths.contains(QString::fromLatin1(path)), path);
    for (const char *path : {"errors.0.errorDescription", "0.message"})
        QVERIFY2(provider->errors.messagePaths.contains(QString::fromLatin1(path)), path);
}

TEST_IN_PROGRAM(TestShippedProviders)
#include "tst_shippedproviders.moc"
