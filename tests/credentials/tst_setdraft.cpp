// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include "ClientAuthentication.h"
#include "SetDraft.h"

#include <QJsonDocument>
#include <QTest>

using namespace Tokenwright;

namespace {

Provider providerFrom(const char *json)
{
    return Provider::fromJson(QJsonDocument::fromJson(json).object()).value();
}

Provider practiceProvider()
{
    // a string for each line: moc takes the // of others for comments
    return providerFrom(
        R"({)"
        R"("id": "own", "name": "Own server",)"
        R"("environments": {"live": {"name": "Live", "tokenUrl": "https://{host}/token"},)"
        R"("test": {"name": "Test", "tokenUrl": "https://test.example/token"}},)"
        R"("variables": [{"name": "host", "label": "Host", "pattern": "[a-z.]+"}],)"
        R"("request": {"scopes": {"required": true}, "parameters": [)"
        R"({"name": "audience", "label": "Audience", "required": true},)"
        R"({"name": "pin", "label": "PIN", "required": true, "secret": true}]}})");
}

bool neverTaken(const QString &, const QString &)
{
    return false;
}

} // namespace

/// What a draft is found to be, whoever made it; tst_credentialform has the window's.
class TestSetDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void complete();
    void everythingMissing();
    void valuesThatLeaveTheirPlaces();
    void pairMayStay();
    void nothingThatWasThereIsJudged();
    void becomesAnEntry();
    void hasNoEntryWithoutEndpoint();
    void usesOfThePair_data();
    void usesOfThePair();

private:
    SetDraft draft() const
    {
        SetDraft draft{.provider = m_provider};
        draft.after.set.name = u"Mine"_s;
        draft.after.set.provider = u"own"_s;
        draft.after.set.environment = u"live"_s;
        draft.after.set.scopes = QStringList(u"read"_s);
        draft.after.set.variables = {{u"host"_s, u"login.example.org"_s}};
        draft.after.set.parameters = {{u"audience"_s, {u"api"_s}}};
        draft.after.credentials.clientId = u"practice-id"_s;
        draft.after.credentials.clientSecret = Secret::fromText(u"practice-secret"_s);
        draft.after.credentials.parameters = {{u"pin"_s, Secret::fromText(u"0000"_s)}};
        return draft;
    }

    QList<DraftField> problems(const SetDraft &draft, PairRule rule = PairRule::Whole) const
    {
        QList<DraftField> fields;
        const auto found = problemsOf(
            draft, pairUseOf(m_provider, draft.after.set.clientAuthentication), rule, neverTaken);
        for (const DraftProblem &problem : found)
            fields.append(problem.field);
        return fields;
    }

    const Provider m_provider = practiceProvider();
};

void TestSetDraft::complete()
{
    QVERIFY(problems(draft()).isEmpty());
}

void TestSetDraft::everythingMissing()
{
    SetDraft empty{.provider = m_provider};
    QCOMPARE(problems(empty), (QList<DraftField>{{DraftField::Name}, {DraftField::Environment}}));
    empty.after.set.environment = u"live"_s;
    QCOMPARE(problems(empty),
             (QList<DraftField>{{DraftField::Name},
                                {DraftField::Variable, u"host"_s},
                                {DraftField::ClientId},
                                {DraftField::ClientSecret},
                                {DraftField::Scopes},
                                {DraftField::Parameter, u"audience"_s},
                                {DraftField::Parameter, u"pin"_s}}));
}

/// Told all at once, each at its own field.
void TestSetDraft::valuesThatLeaveTheirPlaces()
{
    const Provider provider = providerFrom(
        R"({"id": "own", "name": "Own server", "environments": {"live": {)"
        R"("tokenUrl": "https://{tenant}.example.org/{realm}/token",)"
        R"("apiBaseUrl": "https://api.{region}.example.org"}}, "variables": [)"
        R"({"name": "tenant"}, {"name": "realm"}, {"name": "region", "label": "Region"}]})");
    SetDraft changed{.provider = provider, .after = draft().after};
    changed.after.set.variables = {
        {u"tenant"_s, u"acme@"_s}, {u"realm"_s, u"a/.."_s}, {u"region"_s, u"evil.example/"_s}};
    const auto found = problemsOf(changed, pairUseOf(provider, {}), PairRule::Whole, neverTaken);
    QCOMPARE(found.size(), 3);
    QCOMPARE(found.at(0).field, (DraftField{DraftField::Variable, u"tenant"_s}));
    QCOMPARE(found.at(1).field, (DraftField{DraftField::Variable, u"realm"_s}));
    QCOMPARE(found.at(2).field, (DraftField{DraftField::Variable, u"region"_s}));
    QVERIFY(found.at(2).message.contains(u"“Region”"));
    QVERIFY(!entryOf(changed));
}

void TestSetDraft::pairMayStay()
{
    SetDraft rowAlone = draft();
    rowAlone.after.credentials = {};
    QVERIFY(problems(rowAlone, PairRule::Empty).isEmpty());
    QCOMPARE(problems(rowAlone, PairRule::WholeOrEmpty).size(), 3);
}

void TestSetDraft::nothingThatWasThereIsJudged()
{
    SetDraft old = draft();
    old.after.set.name = u"two\nlines"_s;
    old.after.credentials.clientSecret = Secret::fromText(u"\u201cquoted\u201d"_s);
    QCOMPARE(problems(old), (QList<DraftField>{{DraftField::Name}, {DraftField::ClientSecret}}));
    QVERIFY(!entryOf(old));
    old.before = old.after;
    QVERIFY(problems(old).isEmpty());
    QVERIFY(entryOf(old));
}

void TestSetDraft::becomesAnEntry()
{
    SetDraft described = draft();
    described.after.set.parameters.insert(u"password"_s, {u"practice-password"_s});
    described.after.credentials.clientId += u' ';
    const auto entry = entryOf(described);
    QVERIFY(entry);
    QCOMPARE(entry->credentials.origin, u"https://login.example.org:443"_s);
    QCOMPARE(entry->credentials.clientId, u"practice-id"_s);
    QVERIFY(entry->credentials.parameters.contains(u"password"_s));
    QCOMPARE(entry->set.parameters.keys(), QStringList(u"audience"_s));
    QCOMPARE(entry->notes.size(), 2);
}

void TestSetDraft::hasNoEntryWithoutEndpoint()
{
    SetDraft described = draft();
    described.after.set.variables.clear();
    const auto entry = entryOf(described);
    QVERIFY(!entry);
    QCOMPARE(entry.error().kind, ErrorKind::Configuration);
    described.after.set.environment = u"test"_s; // where no variable is used
    QVERIFY(entryOf(described));
}

void TestSetDraft::usesOfThePair_data()
{
    using Use = PairUse;
    QTest::addColumn<QString>("method");
    QTest::addColumn<ClientCertificate>("certificateBeside");
    QTest::addColumn<QList<int>>("uses"); // secret, key, certificate, assertion
    QTest::addColumn<bool>("inTls");
    const auto row = [](const char *title, const QString &method, ClientCertificate beside,
                        const QList<int> &uses,
                        bool inTls) { QTest::newRow(title) << method << beside << uses << inTls; };
    const auto never = ClientCertificate::Never;
    const auto optional = ClientCertificate::Optional;
    const auto required = ClientCertificate::Required;
    const QString jwt = u"private_key_jwt"_s;
    row("secret", {}, never, {Use::Needed, Use::Unused, Use::Unused, Use::Unused}, false);
    row("secret, certificate if there is one", {}, optional,
        {Use::Needed, Use::Optional, Use::Optional, Use::Unused}, true);
    row("secret and certificate", {}, required,
        {Use::Needed, Use::Needed, Use::Needed, Use::Unused}, true);
    row("key", jwt, never, {Use::Unused, Use::Needed, Use::Optional, Use::Needed}, false);
    row("key, certificate if there is one", jwt, optional,
        {Use::Unused, Use::Needed, Use::Optional, Use::Needed}, true);
    row("TLS", u"tls_client_auth"_s, never, {Use::Unused, Use::Needed, Use::Needed, Use::Unused},
        true);
    row("unknown", u"from_the_future"_s, never,
        {Use::Optional, Use::Optional, Use::Optional, Use::Optional}, false);
}

void TestSetDraft::usesOfThePair()
{
    QFETCH(QString, method);
    QFETCH(ClientCertificate, certificateBeside);
    QFETCH(QList<int>, uses);
    QFETCH(bool, inTls);
    Provider provider = m_provider;
    provider.request.clientCertificate = certificateBeside;
    const PairUse use = pairUseOf(provider, method);
    QCOMPARE((QList<int>{use.secret, use.key, use.certificate, use.assertion}), uses);
    QCOMPARE(use.inTls, inTls);
}

TEST_IN_PROGRAM(TestSetDraft)

#include "tst_setdraft.moc"
