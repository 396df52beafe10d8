// SPDX-License-Identifier: MIT
#include "CredentialManager.h"
#include "EntryRules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "EditAsRead.h"
#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

const QString here = u"https://one.example.com:443"_s;
const QString elsewhere = u"https://two.example.com:443"_s;

CredentialSet enteredSet()
{
    CredentialSet set;
    set.name = u"Catalogue"_s;
    set.provider = u"ebay"_s;
    set.environment = u"sandbox"_s;
    return set;
}

ClientCredentials practicePair()
{
    ClientCredentials pair;
    pair.clientId = u"practice-id"_s;
    pair.clientSecret = Secret::fromText(u"practice-secret"_s);
    pair.origin = here;
    return pair;
}

} // namespace

/// What comes into index and keychain, whichever way it is brought: by the rules, and only for the
/// server it was meant for.
class TestEntering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void refused_data();
    void refused();
    void tidied();
    void secretsLeaveTheIndex();
    void withoutPair();
    void oldNameCanBeChanged();
    void oldSecretsMove();
    void consent_data();
    void consent();

private:
    QFuture<Result<void>> edit(const CredentialSet &set,
                               const std::optional<ClientCredentials> &pair,
                               OriginConsent consent = OriginConsent::NotGiven)
    {
        return editAsRead(*m_manager, *m_registry, *m_store, set, pair, consent);
    }
    ClientCredentials pairOf(const QString &id) const
    {
        return ClientCredentials::fromPayload(Secret(m_store->value(clientKey(id))))
            .value_or(ClientCredentials());
    }
    QByteArray index() const
    {
        QFile file(m_profile->profile.configFolder + u"/credential-sets.json");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A row as an earlier version may have left it, with the practice pair.
    QString putOldRow(const QString &name, const QJsonObject &parameters = {});

    std::unique_ptr<TemporaryProfile> m_profile;
    std::unique_ptr<CredentialRegistry> m_registry;
    std::unique_ptr<FakeSecretStore> m_store;
    FakeClock m_clock;
    std::unique_ptr<CredentialManager> m_manager;
};

void TestEntering::init()
{
    m_profile = std::make_unique<TemporaryProfile>();
    QVERIFY(m_profile->ready);
    m_registry = std::make_unique<CredentialRegistry>(m_profile->profile);
    VERIFY_OK(m_registry->load(Watching::No));
    m_store = std::make_unique<FakeSecretStore>();
    m_manager = std::make_unique<CredentialManager>(m_profile->profile, *m_registry, *m_store,
                                                    m_clock);
}

void TestEntering::cleanup()
{
    m_manager.reset();
    m_store.reset();
    m_registry.reset();
}

QString TestEntering::putOldRow(const QString &name, const QJsonObject &parameters)
{
    const QString id = u"11111111-2222-3333-4444-555555555555"_s;
    const QJsonObject row{{u"id"_s, id},
                          {u"name"_s, name},
                          {u"provider"_s, u"ebay"_s},
                          {u"environment"_s, u"sandbox"_s},
                          {u"parameters"_s, parameters}};
    QFile file(m_profile->profile.configFolder + u"/credential-sets.json");
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"credentialSets"_s, QJsonArray{row}}})
                   .toJson());
    file.close();
    m_store->put(clientKey(id), practicePair().toPayload().reveal().toByteArray());
    m_registry->refresh();
    return m_registry->find(id) ? id : QString();
}

void TestEntering::refused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("secret");
    QTest::newRow("escape in the name") << u"a\u001bb"_s << u"i"_s << u"s"_s;
    QTest::newRow("override in the name") << u"a\u202eb"_s << u"i"_s << u"s"_s;
    QTest::newRow("line end in the name") << u"a\nb"_s << u"i"_s << u"s"_s;
    QTest::newRow("zero-width in the ID") << u"a"_s << u"i\u200bd"_s << u"s"_s;
    QTest::newRow("line end in the secret") << u"a"_s << u"i"_s << u"s\r\nt"_s;
    QTest::newRow("quotation marks") << u"a"_s << u"i"_s << u"“s”"_s;
}

void TestEntering::refused()
{
    QFETCH(QString, name);
    QFETCH(QString, clientId);
    QFETCH(QString, secret);
    const QString id = *await(m_manager->create(enteredSet(), practicePair()));
    const QByteArray before = index();
    CredentialSet set = enteredSet();
    set.name = name;
    ClientCredentials pair = practicePair();
    pair.clientId = clientId;
    pair.clientSecret = Secret::fromText(secret);
    QCOMPARE(kindOf(await(m_manager->create(set, pair))), ErrorKind::Configuration);
    set.id = id;
    QCOMPARE(kindOf(await(edit(set, pair))), ErrorKind::Configuration);
    QCOMPARE(index(), before);
    QCOMPARE(m_store->keys(), QStringList{clientKey(id)});
    QVERIFY(pairOf(id).clientSecret.equals(practicePair().clientSecret));
    if (name != u"a") {
        QCOMPARE(kindOf(await(m_manager->createWithoutPair(set))), ErrorKind::Configuration);
        QCOMPARE(kindOf(await(edit(set, std::nullopt))), ErrorKind::Configuration);
        QCOMPARE(kindOf(await(m_manager->duplicate(id, name))), ErrorKind::Configuration);
        QCOMPARE(index(), before);
    }
}

void TestEntering::tidied()
{
    CredentialSet set = enteredSet();
    set.name = u" Catalogue\n"_s;
    ClientCredentials pair = practicePair();
    pair.clientId = u" practice-id "_s;
    pair.clientSecret = Secret::fromText(u"practice-secret\r\n"_s);
    const auto id = await(m_manager->create(set, pair));
    VERIFY_OK(id);
    QCOMPARE(m_registry->find(*id)->name, u"Catalogue"_s);
    QCOMPARE(pairOf(*id).clientId, u"practice-id"_s);
    QVERIFY(pairOf(*id).clientSecret.equals(practicePair().clientSecret));
}

void TestEntering::secretsLeaveTheIndex()
{
    CredentialSet set = enteredSet();
    set.parameters = {{u"audience"_s, {u"a"_s}}, {u"password"_s, {u"hidden-1"_s}}};
    set.headers = {{u"X-Api-Key"_s, u"hidden-2"_s}};
    const auto id = await(m_manager->create(set, practicePair()));
    VERIFY_OK(id);
    QVERIFY2(!index().contains("hidden"), index().constData());
    QCOMPARE(pairOf(*id).parameters.value(u"password"_s).revealText(), u"hidden-1"_s);
    QCOMPARE(pairOf(*id).parameters.value(u"X-Api-Key"_s).revealText(), u"hidden-2"_s);

    set = *m_registry->find(*id);
    set.parameters.insert(u"token"_s, {u"hidden-3"_s});
    VERIFY_OK(await(edit(set, pairOf(*id))));
    QVERIFY2(!index().contains("hidden"), index().constData());
    QCOMPARE(pairOf(*id).parameters.size(), 3);
}

void TestEntering::withoutPair()
{
    CredentialSet set = enteredSet();
    set.parameters = {{u"password"_s, {u"hidden-4"_s}}};
    QCOMPARE(kindOf(await(m_manager->createWithoutPair(set))), ErrorKind::Configuration);
    const QString id = *await(m_manager->create(enteredSet(), practicePair()));
    set.id = id;
    QCOMPARE(kindOf(await(edit(set, std::nullopt))), ErrorKind::Configuration);
    QVERIFY(!index().contains("hidden"));
}

void TestEntering::oldNameCanBeChanged()
{
    const QString odd = u"odd\u202e\u001bname"_s;
    const QString id = putOldRow(odd);
    QVERIFY(!id.isEmpty());
    CredentialSet set = *m_registry->find(id);
    set.scopes = {u"read"_s};
    VERIFY_OK(await(edit(set, std::nullopt))); // it does not enter anew
    VERIFY_OK(await(edit(set, pairOf(id))));
    QCOMPARE(m_registry->find(id)->name, odd);
    set.name = u"Plain"_s;
    VERIFY_OK(await(edit(set, std::nullopt)));
    QCOMPARE(m_registry->find(id)->name, u"Plain"_s);
    set.name = odd;
    QVERIFY(!await(edit(set, std::nullopt)));

    const QString again = putOldRow(odd);
    VERIFY_OK(await(m_manager->remove(again)));
    QVERIFY(!m_registry->find(again));
}

void TestEntering::oldSecretsMove()
{
    const QString id = putOldRow(
        u"Old"_s,
        {{u"password"_s, u"hidden-5"_s}, {u"token"_s, QJsonArray{u"hidden-6"_s, u"hidden-7"_s}}});
    QVERIFY(!id.isEmpty());
    CredentialSet set = *m_registry->find(id);
    set.name = u"Older"_s;
    VERIFY_OK(await(edit(set, std::nullopt))); // without the pair they stay where they are
    QCOMPARE(m_registry->find(id)->parameters.value(u"password"_s), QStringList{u"hidden-5"_s});
    const auto copy = await(m_manager->duplicate(id, u"Copy"_s));
    VERIFY_OK(copy);
    QVERIFY(!m_registry->find(*copy)->parameters.contains(u"password"_s));
    QCOMPARE(pairOf(*copy).parameters.value(u"password"_s).revealText(), u"hidden-5"_s);
    VERIFY_OK(await(edit(*m_registry->find(id), pairOf(id))));
    QVERIFY(!index().contains("hidden-5"));
    QCOMPARE(pairOf(id).parameters.value(u"password"_s).revealText(), u"hidden-5"_s);
    QCOMPARE(m_registry->find(id)->parameters.value(u"token"_s).size(), 2); // has nowhere to go
}

void TestEntering::consent_data()
{
    QTest::addColumn<bool>("newSecret");
    QTest::addColumn<bool>("newKey");
    QTest::addColumn<bool>("newParameter");
    QTest::addColumn<bool>("moves");
    QTest::addColumn<bool>("given");
    QTest::addColumn<bool>("done");
    for (int bits = 0; bits < 32; ++bits) {
        const auto is = [bits](int bit) { return (bits >> bit) % 2 == 1; };
        const bool allNew = is(0) && is(1) && is(2);
        QTest::addRow("%c%c%c %s %s", is(0) ? 's' : '-', is(1) ? 'k' : '-', is(2) ? 'p' : '-',
                      is(3) ? "moves" : "stays", is(4) ? "agreed" : "not asked")
            << is(0) << is(1) << is(2) << is(3) << is(4) << (allNew || !is(3) || is(4));
    }
}

void TestEntering::consent()
{
    QFETCH(bool, newSecret);
    QFETCH(bool, newKey);
    QFETCH(bool, newParameter);
    QFETCH(bool, moves);
    QFETCH(bool, given);
    QFETCH(bool, done);
    ClientCredentials before = practicePair();
    before.privateKey = Secret::fromText(u"practice-key"_s);
    before.parameters.insert(u"password"_s, Secret::fromText(u"practice-password"_s));
    const QString id = *await(m_manager->create(enteredSet(), before));
    ClientCredentials after = before;
    after.clientId = u"another-id"_s;
    after.origin = moves ? elsewhere : here;
    if (newSecret)
        after.clientSecret = Secret::fromText(u"new-secret"_s);
    if (newKey)
        after.privateKey = {};
    if (newParameter)
        after.parameters.insert(u"password"_s, Secret::fromText(u"new-password"_s));
    const auto outcome = await(
        edit(*m_registry->find(id), after, given ? OriginConsent::Given : OriginConsent::NotGiven));
    QCOMPARE(outcome.has_value(), done);
    QCOMPARE(pairOf(id).origin, done ? after.origin : here);
    QCOMPARE(pairOf(id).clientId, done ? after.clientId : before.clientId);
    if (!done) {
        QCOMPARE(outcome.error().kind, ErrorKind::EndpointMoved);
        QVERIFY(outcome.error().message.contains(here));
        QVERIFY(outcome.error().message.contains(elsewhere));
    }
}

TEST_IN_PROGRAM(TestEntering)

#include "tst_entering.moc"
