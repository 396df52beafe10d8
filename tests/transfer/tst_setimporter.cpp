// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

#include "SetImporter.h"
#include "export/SetExport.h"

#include <QSignalSpy>

#include "EditAsRead.h"
#include "FakeSecretStore.h"
#include "TemporaryProfile.h"
#include "Waiting.h"

using namespace Tokenwright;

using Operation = FakeSecretStore::Operation;

namespace {

/// Everything an import works with.
struct Bench
{
    TemporaryProfile temporary;
    CredentialRegistry registry{temporary.profile};
    FakeSecretStore store;
    SystemClock clock;
    CredentialManager manager{temporary.profile, registry, store, clock};
    ProviderCatalog catalog = shippedCatalog();
    SetImporter importer{manager, registry, catalog};

    Bench() { registry.load(Watching::No).value(); }

    ImportSource source(const QByteArray &content) const
    {
        return {.file = text("a.env"),
                .content = readImport(content, catalog).value_or(ImportedFile())};
    }
    QList<ImportRow> plan(const QByteArray &content, const KnownPairs &known = {}) const
    {
        return planImport({source(content)}, registry.sets(), known, catalog);
    }
    QByteArray index() const
    {
        QFile file(temporary.profile.credentialSetsFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QByteArray paypal(const char *name, const char *id)
{
    const QByteArray begin(QByteArray("PAYPAL_SANDBOX_") + name);
    return begin + "_CLIENT_ID=" + id + '\n' + begin + "_CLIENT_SECRET=practice-secret-" + id
        + '\n';
}

const QByteArray three = paypal("ONE", "practiceid1") + paypal("TWO", "practiceid2")
    + paypal("THREE", "practiceid3");

} // namespace

/// What an import does to index and keychain.
class TestSetImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsEachWhole()
    {
        Bench bench;
        QSignalSpy done(&bench.importer, &SetImporter::rowDone);
        const auto rows = bench.plan(three);
        QVERIFY(bench.store.log().isEmpty());
        QVERIFY(bench.registry.sets().isEmpty());
        const auto outcomes = await(bench.importer.run(rows));
        VERIFY_OK(outcomes);
        QCOMPARE(outcomes->size(), 3);
        QCOMPARE(done.size(), 3);
        QCOMPARE(bench.registry.sets().size(), 3);
        for (qsizetype i = 0; i < 3; ++i) {
            const CredentialSet *set = bench.registry.find(outcomes->at(i).id);
            QVERIFY(set);
            QCOMPARE(set->name, rows.at(i).set.name);
            QVERIFY(!set->pairMark.isEmpty());
            const auto pair = await(bench.manager.credentials(set->id, Prompt::Never));
            VERIFY_OK(pair);
            QCOMPARE(pair->clientId, rows.at(i).pair.clientId);
            QVERIFY(pair->clientSecret.equals(rows.at(i).pair.clientSecret));
            QCOMPARE(pair->origin, text("https://api-m.sandbox.paypal.com:443"));
        }
        QVERIFY(!bench.index().contains("practiceid"));
        QVERIFY(!bench.index().contains("practice-secret"));
    }

    /// One that fails leaves nothing behind and does not keep the others from being added.
    void oneThatFails()
    {
        Bench bench;
        bench.store.failNext(Operation::Write, ErrorKind::KeychainDenied, 2);
        const auto outcomes = await(bench.importer.run(bench.plan(three)));
        VERIFY_OK(outcomes);
        QVERIFY(outcomes->at(0).isAdded());
        QCOMPARE(outcomes->at(1).error.kind, ErrorKind::KeychainDenied);
        QVERIFY(outcomes->at(2).isAdded());
        QCOMPARE(bench.registry.sets().size(), 2);
        QCOMPARE(bench.store.keys().size(), 2);
    }

    void aLockedKeychainEndsIt()
    {
        Bench bench;
        bench.store.lock(false);
        const auto outcomes = await(bench.importer.run(bench.plan(three)));
        VERIFY_OK(outcomes);
        for (const ImportOutcome &outcome : *outcomes)
            QCOMPARE(outcome.error.kind, ErrorKind::KeychainLocked);
        QCOMPARE(bench.store.promptCount(), 1);
        QVERIFY(bench.registry.sets().isEmpty());
        QVERIFY(bench.store.keys().isEmpty());
    }

    void cancelled()
    {
        Bench bench;
        connect(&bench.importer, &SetImporter::rowDone, this, [&] { bench.importer.cancel(); });
        const auto outcomes = await(bench.importer.run(bench.plan(three)));
        VERIFY_OK(outcomes);
        QVERIFY(outcomes->at(0).isAdded());
        QCOMPARE(outcomes->at(1).error.kind, ErrorKind::Cancelled);
        QCOMPARE(outcomes->at(2).error.kind, ErrorKind::Cancelled);
        QCOMPARE(bench.registry.sets().size(), 1);
    }

    void rowsThatAreNotImportable()
    {
        Bench bench;
        const auto rows = bench.plan("ACME_CLIENT_ID=practiceid1\nACME_CLIENT_SECRET=practices1\n"
                                     + paypal("ONE", "practiceid1"));
        QVERIFY(!rows.first().isImportable());
        const auto outcomes = await(bench.importer.run(rows));
        VERIFY_OK(outcomes);
        QCOMPARE(outcomes->at(0).error.kind, ErrorKind::Configuration);
        QVERIFY(outcomes->at(1).isAdded());
        QCOMPARE(bench.registry.sets().size(), 1);
    }

    void knownPairs()
    {
        Bench bench;
        // nothing there: the keychain is not touched
        auto known = await(bench.importer.knownPairs({bench.source(three)}));
        VERIFY_OK(known);
        QVERIFY(bench.store.log().isEmpty());
        VERIFY_OK(await(bench.importer.run(bench.plan(three))));
        bench.store.clearLog();
        known = await(bench.importer.knownPairs({bench.source(three)}));
        VERIFY_OK(known);
        QCOMPARE(known->pairs.size(), 3);
        QVERIFY(!known->unread);
        for (const ImportRow &row : bench.plan(three, *known))
            QCOMPARE(row.state, ImportRow::State::Exists);
        // another provider's sets are none of its business
        bench.store.clearLog();
        known = await(bench.importer.knownPairs(
            {bench.source("SPOTIFY_CLIENT_ID=practiceid1\nSPOTIFY_CLIENT_SECRET=practices1\n")}));
        VERIFY_OK(known);
        QVERIFY(bench.store.log().isEmpty());
    }

    void knownPairsOfALockedKeychain()
    {
        Bench bench;
        VERIFY_OK(await(bench.importer.run(bench.plan(three))));
        bench.store.lock(false);
        const auto known = await(bench.importer.knownPairs({bench.source(three)}));
        VERIFY_OK(known);
        QVERIFY(known->unread);
        QCOMPARE(known->unread->kind, ErrorKind::KeychainLocked);
        QCOMPARE(bench.store.promptCount(), 1); // dismissed once, not asked again
        QVERIFY(known->pairs.isEmpty());
    }

    void aMissingPairIsNoObstacle()
    {
        Bench bench;
        VERIFY_OK(await(bench.importer.run(bench.plan(three))));
        bench.store.failNext(Operation::Read, ErrorKind::SecretMissing);
        const auto known = await(bench.importer.knownPairs({bench.source(three)}));
        VERIFY_OK(known);
        QVERIFY(!known->unread);
        QCOMPARE(known->pairs.size(), 2);
    }

    /// Goes while it works: completes, and the row under way is whole.
    void goesWhileItWorks()
    {
        Bench bench;
        auto importer = std::make_unique<SetImporter>(bench.manager, bench.registry, bench.catalog);
        bench.store.holdNext(Operation::Write);
        const auto future = importer->run(bench.plan(three));
        QTRY_VERIFY(bench.store.isHolding());
        importer.reset();
        bench.store.release();
        QCOMPARE(kindOf(await(future)), std::optional(ErrorKind::Cancelled));
        QTRY_COMPARE(bench.store.keys().size(), 1);
        QCOMPARE(bench.registry.sets().size(), 1);
    }

    /// What an export holds comes back, without a pair, and a pair can be entered then.
    void exportAndBack()
    {
        Bench bench;
        CredentialSet set;
        set.name = text("Catalogue");
        set.provider = text("zoom");
        set.environment = text("production");
        set.scopes = {text("a"), text("b")};
        set.parameters.insert(text("account_id"), {text("practice-account")});
        set.headers.append({text("X-Shop"), text("1")});
        set.clientAuthentication = text("client_secret_post");
        set.minimumSeconds = 60;
        set.keepFresh = true;
        set.unknownFields.insert(text("future"), text("field"));
        ClientCredentials pair;
        pair.clientId = text("practiceid1");
        pair.clientSecret = Secret::fromText(text("practice-secret-1"));
        VERIFY_OK(await(bench.manager.create(set, pair)));
        const QByteArray file = exportedSets(bench.registry.sets(), bench.catalog);
        for (const char *never :
             {"practiceid1", "practice-secret-1", "\"id\"", "pairMark", "future", "keepFresh"})
            QVERIFY2(!file.contains(never), never);

        Bench other;
        const auto rows = other.plan(file);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().state, ImportRow::State::New);
        QVERIFY(!rows.first().hasPair());
        const auto outcomes = await(other.importer.run(rows));
        VERIFY_OK(outcomes);
        QVERIFY(outcomes->first().isAdded());
        QVERIFY(other.store.log().isEmpty());
        CredentialSet there = *other.registry.find(outcomes->first().id);
        QCOMPARE(kindOf(await(other.manager.credentials(there.id, Prompt::Never))),
                 std::optional(ErrorKind::SecretMissing));
        const CredentialSet again = there;
        there.id.clear();
        there.pairMark.clear();
        set.keepFresh = false;
        set.unknownFields = {};
        QVERIFY(there == set);
        VERIFY_OK(await(editAsRead(other.manager, other.registry, other.store, again, pair)));
        VERIFY_OK(await(other.manager.credentials(again.id, Prompt::Never)));
        // and once more into the same profile: there already
        QCOMPARE(other.plan(file).first().state, ImportRow::State::Exists);
    }

    /// What a hand-made "export" must not smuggle in.
    void exportsWithMoreThanTheyShould()
    {
        Bench bench;
        const auto rows = bench.plan(
            "{\"tokenwrightExport\":1,\"credentialSets\":[{\"name\":\"a\",\"provider\":\"paypal\","
            "\"environment\":\"sandbox\",\"clientSecret\":\"practice-secret-1\",\"id\":\"x\","
            "\"pairMark\":\"y\",\"keepFresh\":true},{\"name\":\"b\",\"provider\":\"oauth2\","
            "\"environment\":\"sandbox\",\"variables\":{\"tokenUrl\":\"http://a.example.com/\"}},"
            "{\"name\":\"c\",\"provider\":\"nobody\",\"environment\":\"sandbox\"},{},17,"
            "{\"name\":\"d\",\"provider\":\"paypal\",\"environment\":\"sandbox\",\"headers\":["
            "{\"name\":\"Authorization\",\"value\":\"Basic abc\"}]}]}");
        QStringList states;
        for (const ImportRow &row : rows)
            states.append(importStateName(row.state));
        QCOMPARE(states.join(u','), text("new,skipped,needs a provider,skipped,skipped,skipped"));
        VERIFY_OK(await(bench.importer.run({rows.first()})));
        QVERIFY(!bench.index().contains("practice-secret-1"));
        QVERIFY(!bench.registry.sets().first().keepFresh);
        QVERIFY(bench.registry.sets().first().id != u"x");
    }
};

TEST_IN_PROGRAM(TestSetImporter)
#include "tst_setimporter.moc"
