// SPDX-License-Identifier: MIT
#include "DayMachine.h"
#include "Origin.h"

#include "Waiting.h"

#include "ClientCredentials.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Tokenwright;

namespace {

constexpr qint64 lifetimes[]{7200, 3600, 35'999, 7200}; // seconds; by the client's number

qint64 lifetimeOf(const QByteArray &client)
{
    return lifetimes[client.mid(client.lastIndexOf('-') + 1).toInt() % std::size(lifetimes)];
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

DayProgram::DayProgram(const Profile &profile, const Clock &clock, const ProviderCatalog &providers,
                       SecretStore &store)
    : registry(profile)
    , ledger(profile)
    , service({.profile = profile,
               .clock = clock,
               .providers = providers,
               .registry = registry,
               .ledger = ledger,
               .store = store,
               .client = client})
{
    ready = registry.load() && ledger.load();
}

DayMachine::DayMachine(int sets)
{
    m_server.setResponder([this](const PracticeRequest &request) { return answer(request); });
    const QJsonObject sandbox{{u"name"_s, u"Sandbox"_s},
                              {u"tokenUrl"_s, m_server.url(u"/token"_s).toString()},
                              {u"caCertificates"_s, m_server.caFile()}};
    const QJsonObject provider{{u"schema"_s, 1},
                               {u"id"_s, u"practice"_s},
                               {u"name"_s, u"Practice"_s},
                               {u"environments"_s, QJsonObject{{u"sandbox"_s, sandbox}}}};
    QJsonArray rows;
    for (int number = 0; number < sets; ++number)
        rows.append(newSet().toJson());
    const Profile &profile = m_profile.profile;
    if (!m_profile.ready || !m_server.isListening()
        || !writeFile(profile.providersFolder() + u"/practice.json",
                      QJsonDocument(provider).toJson())
        || !writeFile(
            profile.credentialSetsFile(),
            QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"credentialSets"_s, rows}}).toJson()))
        return;
    m_providers = ProviderCatalog::load({}, profile.providersFolder());
    m_program = std::make_unique<DayProgram>(profile, m_clock, m_providers, m_keychain);
    m_other = std::make_unique<DayProgram>(profile, m_clock, m_providers, m_keychain);
    for (DayProgram *program : {m_program.get(), m_other.get()}) {
        QObject::connect(&program->service, &TokenService::workStarted, &program->service,
                         [this] { ++m_working; });
        QObject::connect(&program->service, &TokenService::workFinished, &program->service,
                         [this] { --m_working; });
    }
    m_keeper = std::make_unique<TokenKeeper>(
        TokenKeeper::Parts{.clock = m_clock,
                           .providers = m_providers,
                           .registry = m_program->registry,
                           .ledger = m_program->ledger,
                           .service = m_program->service,
                           .timer = m_timer,
                           .minimumSeconds = [](const CredentialSet &) { return 300; },
                           .jitter =
                               [drawn = 0]() mutable {
                                   drawn = (drawn + 37) % 101; // all over the range
                                   return double(drawn) / 100;
                               }});
    settle();
}

CredentialSet DayMachine::newSet()
{
    const auto number = m_clientOf.size();
    CredentialSet set;
    set.id = freshIdentifier();
    set.pairMark = freshIdentifier();
    set.name = u"Set %1"_s.arg(number);
    set.provider = u"practice"_s;
    set.environment = u"sandbox"_s;
    set.keepFresh = true;
    ClientCredentials pair;
    pair.clientId = u"client-%1"_s.arg(number);
    pair.clientSecret = Secret::fromText(u"not-a-secret"_s);
    pair.origin = originOf(m_server.url(u"/"_s));
    m_keychain.put(clientKey(set.id), pair.toPayload().reveal().toByteArray());
    m_clientOf.insert(set.id, pair.clientId.toLatin1());
    m_expected.keep(pair.clientId.toLatin1(), true);
    return set;
}

PracticeAnswer DayMachine::answer(const PracticeRequest &request)
{
    const QByteArray pair = QByteArray::fromBase64(
        request.header("Authorization").mid(qstrlen("Basic ")));
    const QByteArray client = pair.left(pair.indexOf(':'));
    const qint64 lifetime = lifetimeOf(client);
    m_expected.requested(client, m_clock.moment, lifetime, m_byHand);
    PracticeAnswer answer;
    answer.body = R"({"access_token":"token-of-)" + client + R"(","token_type":"Bearer",)"
        + R"("expires_in":)" + QByteArray::number(lifetime) + '}';
    return answer;
}

void DayMachine::settle(const std::function<bool()> &done)
{
    constexpr int quietTurns = 4; // of the event loop: news travel by queued calls
    constexpr int longest
        = 120'000; // milliseconds in which nothing is renewed: a busy machine is slow
    QElapsedTimer patience;
    patience.start();
    auto renewed = m_expected.requests();
    for (int quiet = 0; quiet < quietTurns && patience.elapsed() < longest;) {
        if (renewed != m_expected.requests()) {
            renewed = m_expected.requests();
            patience.restart();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        const bool isQuiet = m_working == 0 && done();
        quiet = isQuiet ? quiet + 1 : 0;
        if (m_working > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    m_expected.lookForLate(m_clock.moment);
    m_server.forgetRequests();
    m_keychain.clearLog();
}

void DayMachine::wake()
{
    Q_EMIT m_timer.woke();
    settle();
}

void DayMachine::liveUntil(qint64 end)
{
    while (m_clock.moment.boot < end) {
        const qint64 next = std::min(m_timer.due.value_or(end), end);
        m_clock.advance(std::max<qint64>(next - m_clock.moment.boot, 0));
        m_expected.lookForLate(m_clock.moment); // it was awake all the time
        if (m_timer.due && *m_timer.due <= m_clock.moment.boot)
            wake();
    }
}

void DayMachine::sleepFor(qint64 milliseconds)
{
    m_clock.advance(milliseconds);
    if (m_timer.due && *m_timer.due <= m_clock.moment.boot)
        wake();
    else
        settle();
}

/// The system's timer tells of it: see WakeTimer.
void DayMachine::setClock(qint64 milliseconds)
{
    m_clock.step(milliseconds);
    wake();
}

CredentialSet DayMachine::next()
{
    const QList<CredentialSet> &sets = m_other->registry.sets();
    return sets.at(m_turn++ % sets.size());
}

void DayMachine::replaceElsewhere(const CredentialSet &set)
{
    ++m_edits;
    if (!await(m_other->registry.replace(*m_other->registry.find(set.id), set)))
        qFatal("the other program could not write the index");
    settle([this, set] {
        const CredentialSet *seen = m_program->registry.find(set.id);
        return seen && *seen == set;
    });
}

void DayMachine::mintElsewhere()
{
    const QString id = next().id;
    ++m_edits;
    m_byHand = true;
    if (!await(m_other->service.token(id, {.force = true})))
        qFatal("the other program got no token");
    m_byHand = false;
    settle([this, id] { return m_program->ledger.record(id) == m_other->ledger.record(id); });
}

void DayMachine::turnOffElsewhere()
{
    CredentialSet set = next();
    if (!set.keepFresh)
        return;
    set.keepFresh = false;
    m_off = set.id;
    m_expected.keep(m_clientOf.value(set.id), false);
    replaceElsewhere(set);
}

void DayMachine::turnOnElsewhere()
{
    const CredentialSet *off = m_other->registry.find(m_off);
    if (!off)
        return;
    CredentialSet set = *off;
    set.keepFresh = true;
    m_expected.keep(m_clientOf.value(set.id), true);
    replaceElsewhere(set);
}

void DayMachine::changeScopesElsewhere()
{
    CredentialSet set = next();
    set.scopes = QStringList{u"scope-%1"_s.arg(m_turn)};
    if (set.keepFresh)
        m_expected.forgetToken(m_clientOf.value(set.id));
    replaceElsewhere(set);
}

void DayMachine::addElsewhere()
{
    const CredentialSet set = newSet();
    m_added = set.id;
    ++m_edits;
    if (!await(m_other->registry.insert(set)))
        qFatal("the other program could not add a set");
    settle([this] { return m_program->registry.find(m_added) != nullptr; });
}

void DayMachine::removeElsewhere()
{
    if (m_added.isEmpty())
        return;
    ++m_edits;
    m_expected.remove(m_clientOf.value(m_added));
    if (!await(m_other->registry.remove(m_added)))
        qFatal("the other program could not remove a set");
    settle([this] { return !m_program->registry.find(m_added); });
    m_keychain.remove(clientKey(m_added), Prompt::Never);
    m_keychain.remove(tokenKey(m_added), Prompt::Never);
    settle();
}

/// For a moment, as editors do.
void DayMachine::takeIndexAway()
{
    ++m_edits;
    const QString path = m_profile.profile.credentialSetsFile();
    QFile::rename(path, path + u".away");
    QTest::qWait(20);
    settle();
    QFile::rename(path + u".away", path);
    QTest::qWait(20);
    settle();
}

void DayMachine::damageLedger()
{
    ++m_edits;
    writeFile(m_profile.profile.ledgerFile(), "{ \"schema\": 1, \"tokens\": {");
    QTest::qWait(20);
    settle();
}
