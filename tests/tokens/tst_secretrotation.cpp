// SPDX-License-Identifier: MIT
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "SecretRotation.h"
#include "TokenEnding.h"

#include <QSignalSpy>

using namespace Tokenwright;

/// A new secret is tried before the old one goes, and the log has it; so has it the end of a token.
class TestSecretRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        QVERIFY(m_program->ready);
        m_trial = std::make_unique<TokenTrial>(TokenTrial::Parts{
            .clock = m_machine->clock, .client = m_program->client, .log = &m_program->requestLog});
        m_rotation = std::make_unique<SecretRotation>(*m_trial, m_program->service,
                                                      m_program->manager);
        m_id = m_program->addSet(u"Catalogue"_s, u"SBX-practice-old-secret"_s);
        QVERIFY(!m_id.isEmpty());
        m_machine->clock.advance(86'400'000);
    }
    void cleanup()
    {
        m_rotation.reset();
        m_trial.reset();
        m_program.reset();
        m_machine.reset();
    }

    void replacedOnceItIsAccepted()
    {
        const QSignalSpy accepted(m_rotation.get(), &SecretRotation::accepted);
        const auto after = rotated(PracticeTokenServer::ebayClientSecret());
        VERIFY_OK(after);
        VERIFY_OK(await(m_rotation->rotate(provider(), before(), *after).done));
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(pair().clientSecret.revealText(), PracticeTokenServer::ebayClientSecret());
        QVERIFY(pair().previousSecret.isEmpty());
        QCOMPARE(set().secretSetAt / 1000, m_machine->clock.moment.wall / 1000);
        QCOMPARE(lastLogged().outcome, u"minted"_s);
        QCOMPARE(lastLogged().askedBy, askedByWindow);
    }

    void whatIsRefusedChangesNothing()
    {
        const CredentialSet row = set();
        const QByteArray payload = m_machine->keychain.value(clientKey(m_id));
        const QSignalSpy accepted(m_rotation.get(), &SecretRotation::accepted);
        const auto after = rotated(u"SBX-mistyped"_s);
        VERIFY_OK(after);
        QCOMPARE(kindOf(await(m_rotation->rotate(provider(), before(), *after).done)),
                 ErrorKind::Rejected);
        QCOMPARE(accepted.size(), 0);
        QCOMPARE(m_machine->keychain.value(clientKey(m_id)), payload);
        QVERIFY(set() == row);
        QCOMPARE(lastLogged().outcome, u"rejected"_s);
        QVERIFY(!logLine(lastLogged()).contains("mistyped"));
    }

    void aTrialThatIsStopped()
    {
        const QByteArray payload = m_machine->keychain.value(clientKey(m_id));
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.neverAnswer = true;
            return answer;
        });
        const auto after = rotated(PracticeTokenServer::ebayClientSecret());
        VERIFY_OK(after);
        const auto call = m_rotation->rotate(provider(), before(), *after);
        QTRY_COMPARE(m_machine->server.requestCount(), 1);
        call.cancel();
        QCOMPARE(kindOf(await(call.done)), ErrorKind::Cancelled);
        QCOMPARE(m_machine->keychain.value(clientKey(m_id)), payload);
    }

    void theOldOneIsKeptAsLongAsWanted()
    {
        const auto after = rotated(PracticeTokenServer::ebayClientSecret(), true);
        VERIFY_OK(after);
        VERIFY_OK(await(m_rotation->rotate(provider(), before(), *after).done));
        QCOMPARE(pair().previousSecret.revealText(), u"SBX-practice-old-secret"_s);
        // and no other takes its place
        const auto another = rotated(u"SBX-practice-third-secret"_s, true);
        QVERIFY(!another);
        QCOMPARE(another.error().kind, ErrorKind::Configuration);
        const auto unkept = rotated(u"SBX-practice-third-secret"_s);
        VERIFY_OK(unkept);
        QCOMPARE(unkept->credentials.previousSecret.revealText(), u"SBX-practice-old-secret"_s);
        const CredentialSet row = set();
        m_machine->clock.advance(86'400'000);
        VERIFY_OK(await(m_rotation->forgetOld(before())));
        QVERIFY(pair().previousSecret.isEmpty());
        QCOMPARE(pair().clientSecret.revealText(), PracticeTokenServer::ebayClientSecret());
        QCOMPARE(set().secretSetAt, row.secretSetAt); // the present one is as old as before
    }

    void theDayOfTheOldOneGoesWithIt()
    {
        CredentialSet dated = set();
        dated.secretExpires = {2027, 2, 1};
        VERIFY_OK(await(m_program->manager.edit(set(), dated)));
        const auto undated = rotated(PracticeTokenServer::ebayClientSecret());
        VERIFY_OK(undated);
        QVERIFY(!undated->set.secretExpires.isValid());
        const auto wanted = wantedPair(PracticeTokenServer::ebayClientSecret());
        const auto after = rotatedEntry(provider(), before(), wanted, false, {2028, 2, 1});
        VERIFY_OK(after);
        VERIFY_OK(await(m_rotation->rotate(provider(), before(), *after).done));
        QCOMPARE(set().secretExpires, QDate(2028, 2, 1));
    }

    void nothingNewIsNoRotation()
    {
        QCOMPARE(kindOf(rotated(u"SBX-practice-old-secret"_s)), ErrorKind::Configuration);
        QVERIFY(!rotationProblem(provider(), before()));
        Entry elsewhere = before();
        elsewhere.credentials.origin = u"https://example.com:443"_s;
        const auto problem = rotationProblem(provider(), elsewhere);
        QVERIFY(problem);
        QCOMPARE(problem->kind, ErrorKind::EndpointMoved);
    }

    /// RFC 7009, in the log as any other request.
    void revocationsAreLogged()
    {
        const QString id = m_program->addSet(u"Good"_s);
        VERIFY_OK(await(m_program->ask(id)));
        QFile file(m_machine->profile.profile.providersFolder() + u"/ebay.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        QJsonObject environments = json.value(u"environments").toObject();
        QJsonObject sandbox = environments.value(u"sandbox").toObject();
        sandbox.insert(u"revocationUrl", m_machine->server.url(u"/revoke"_s).toString());
        environments.insert(u"sandbox", sandbox);
        json.insert(u"environments", environments);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(json).toJson());
        file.close();
        m_machine->providers = ProviderCatalog::load({},
                                                     m_machine->profile.profile.providersFolder());
        int status = 503;
        m_machine->server.setResponder([&status](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.status = status;
            answer.body = "{}";
            answer.headers.emplaceBack("X-Request-Id", "abc-1");
            return answer;
        });
        TokenEnding ending({.clock = m_machine->clock,
                            .providers = m_machine->providers,
                            .registry = m_program->registry,
                            .manager = m_program->manager,
                            .ledger = m_program->ledger,
                            .service = m_program->service,
                            .client = m_program->client,
                            .log = &m_program->requestLog,
                            .askedBy = askedByCommandLine});
        QVERIFY(ending.canRevoke(id));
        QVERIFY(!ending.canRevoke(u"none"_s));
        QCOMPARE(kindOf(await(ending.revoke(id))), ErrorKind::TryLater);
        LoggedRequest logged = *m_program->requestLog.latestOf(id);
        QCOMPARE(logged.outcome, u"revocation: try-later"_s);
        QCOMPARE(logged.httpStatus, 503);
        status = 200;
        VERIFY_OK(await(ending.revoke(id)));
        logged = *m_program->requestLog.latestOf(id);
        QCOMPARE(logged.outcome, u"revocation: done"_s);
        QCOMPARE(logged.endpoint, m_machine->server.url(u"/revoke"_s).toString());
        QCOMPARE(logged.askedBy, askedByCommandLine);
        QCOMPARE(logged.requestIds, (QList<RequestId>{{u"X-Request-Id"_s, u"abc-1"_s}}));
        const QByteArray line = logLine(logged);
        for (const QByteArray &token : m_machine->server.tokensGiven())
            QVERIFY(!line.contains(token));
    }

private:
    const Provider &provider() const { return *m_machine->providers.provider(u"ebay"_s); }
    CredentialSet set() const { return *m_program->registry.find(m_id); }
    ClientCredentials pair() const
    {
        return *ClientCredentials::fromPayload(Secret(m_machine->keychain.value(clientKey(m_id))));
    }
    Entry before() const { return {.set = set(), .credentials = pair()}; }
    ClientCredentials wantedPair(const QString &secret) const
    {
        ClientCredentials wanted = pair();
        wanted.clientSecret = Secret::fromText(secret);
        return wanted;
    }
    Result<Entry> rotated(const QString &secret, bool keepsOld = false) const
    {
        return rotatedEntry(provider(), before(), wantedPair(secret), keepsOld, {});
    }
    LoggedRequest lastLogged() const { return *m_program->requestLog.latestOf(m_id); }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    std::unique_ptr<TokenTrial> m_trial;
    std::unique_ptr<SecretRotation> m_rotation;
    QString m_id;
};

TEST_IN_PROGRAM(TestSecretRotation)
#include "tst_secretrotation.moc"
