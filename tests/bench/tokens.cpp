// SPDX-License-Identifier: MIT
// tokenwright-tokenbench COMMANDLINE [RUNS]: what a token costs, beside the tools one would use
// otherwise. In a session with a keyring, on whose profile it works: see run.
#include "DelayingRelay.h"
#include "Median.h"
#include "PracticeTokenServer.h"
#include "Waiting.h"

#include "core/Clock.h"
#include "core/Profile.h"
#include "credentials/CredentialManager.h"
#include "credentials/CredentialRegistry.h"
#include "keychain/KeychainSecretStore.h"
#include "oauth/TokenEndpoint.h"
#include "providers/ProviderCatalog.h"
#include "tokens/TokenLedger.h"
#include "tokens/TokenService.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QProcess>
#include <QTextStream>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

const QString setName = QStringLiteral("Parcels");
QTextStream err(stderr);

double elapsed(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// From before the process is made until it is gone; nothing when its output has no \a expected.
std::optional<double> timeOf(const QString &program, const QStringList &arguments,
                             const QByteArray &input, const QByteArray &expected)
{
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop; // the server that it may talk to is in this thread
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.state() != QProcess::NotRunning)
        loop.exec();
    const double time = elapsed(timer);
    const QByteArray output = process.readAllStandardOutput();
    if (expected.isEmpty() ? output.isEmpty() : !output.contains(expected)) {
        err << program << " failed: " << process.readAllStandardError() << Qt::endl;
        return std::nullopt;
    }
    return time;
}

/// A token server with a long way to it, in a thread of its own, as if it were another machine.
class DistantServer
{
public:
    DistantServer()
    {
        m_worker.moveToThread(&m_thread);
        m_thread.start();
        run([this] {
            m_server = std::make_unique<PracticeTokenServer>();
            m_relay = std::make_unique<DelayingRelay>(m_server->port(), 25ms);
        });
    }
    ~DistantServer()
    {
        run([this] {
            m_relay.reset();
            m_server.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(DistantServer)

    QUrl url() const
    {
        QUrl url = m_server->url(QStringLiteral("/oauth/token"));
        url.setPort(m_relay->serverPort());
        return url;
    }
    QString caFile() const { return m_server->caFile(); }
    int answeredCount() const { return m_relay->answeredCount(); }
    QByteArray lastToken()
    {
        QByteArray token;
        run([&] { token = m_server->tokensGiven().constLast(); });
        return token;
    }
    bool writeProviderFile(const QString &folder)
    {
        m_server->writeProviderFiles(folder);
        QFile file(folder + QStringLiteral("/pitney-bowes.json"));
        if (!file.open(QIODevice::ReadWrite))
            return false;
        const auto there = [](quint16 port) -> QByteArray {
            return "127.0.0.1:" + QByteArray::number(port) + '/';
        };
        QByteArray provider = file.readAll();
        provider.replace(there(m_server->port()), there(m_relay->serverPort()));
        return file.resize(0) && file.seek(0) && file.write(provider) > 0;
    }

private:
    void run(const std::function<void()> &work)
    {
        QMetaObject::invokeMethod(&m_worker, work, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_worker;
    std::unique_ptr<PracticeTokenServer> m_server;
    std::unique_ptr<DelayingRelay> m_relay;
};

/// What the programs share: a profile, a keyring, and one credential set of a token server that is
/// 50 ms away and back.
class Bench
{
public:
    bool prepare()
    {
        if (!m_profile.ensureFolders() || !m_server.writeProviderFile(m_profile.providersFolder()))
            return false;
        m_catalog = ProviderCatalog::load({}, m_profile.providersFolder());
        CredentialManager manager(m_profile, m_registry, m_store);
        CredentialSet set;
        set.name = setName;
        set.provider = QStringLiteral("pitney-bowes");
        set.environment = QStringLiteral("sandbox");
        ClientCredentials pair;
        pair.clientId = PracticeTokenServer::pitneyBowesKey();
        pair.clientSecret = Secret::fromText(PracticeTokenServer::pitneyBowesSecret());
        pair.origin = originOf(m_server.url());
        const auto id = await(manager.create(set, pair));
        m_set = id.value_or(QString());
        return id.has_value();
    }

    /// A click on a set without a token, until the token is in the keyring and at hand. \a ahead:
    /// the connection was opened when the set was selected, as the window does.
    std::optional<double> mint(bool ahead)
    {
        QFile::remove(m_profile.ledgerFile()); // what it knows of the mint before
        TokenLedger ledger(m_profile);
        TokenEndpoint endpoint;
        TokenService service({.profile = m_profile,
                              .clock = m_clock,
                              .providers = m_catalog,
                              .registry = m_registry,
                              .ledger = ledger,
                              .store = m_store,
                              .endpoint = endpoint});
        const int answered = m_server.answeredCount();
        if (ahead) {
            endpoint.prepare(m_server.url(), m_server.caFile());
            if (!QTest::qWaitFor([&] { return m_server.answeredCount() > answered; }, 5'000))
                return std::nullopt;
            QTest::qWait(200); // the rest of the handshake
        }
        QElapsedTimer timer;
        timer.start();
        const auto future = service.token(m_set, {});
        QFutureWatcher<Result<IssuedToken>> watcher;
        QEventLoop loop; // Waiting.h's await() looks every 10 ms only
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        if (!future.isFinished())
            loop.exec();
        const double time = elapsed(timer);
        const Result<IssuedToken> issued = future.result();
        if (!issued || !issued->minted) {
            err << "No token: " << wordsOf(issued) << Qt::endl;
            return std::nullopt;
        }
        return time;
    }

    std::optional<double> curl() const
    {
        return timeOf(QStringLiteral("curl"),
                      {QStringLiteral("-sS"), QStringLiteral("--http1.1"),
                       QStringLiteral("--cacert"), m_server.caFile(), QStringLiteral("-u"),
                       PracticeTokenServer::pitneyBowesKey() + u':'
                           + PracticeTokenServer::pitneyBowesSecret(),
                       QStringLiteral("-d"), QStringLiteral("grant_type=client_credentials"),
                       m_server.url().toString()},
                      {}, "access_token");
    }

    std::optional<double> cached(const QString &commandLine)
    {
        return timeOf(commandLine, {QStringLiteral("token"), setName}, {}, m_server.lastToken());
    }

    std::optional<double> lookup()
    {
        return timeOf(QStringLiteral("secret-tool"),
                      {QStringLiteral("lookup"), QStringLiteral("server"),
                       QStringLiteral("tokenwright"), QStringLiteral("user"), tokenKey(m_set)},
                      {}, m_server.lastToken());
    }

private:
    const Profile m_profile = Profile::standard();
    const SystemClock m_clock;
    DistantServer m_server;
    KeychainSecretStore m_store;
    CredentialRegistry m_registry{m_profile};
    ProviderCatalog m_catalog;
    QString m_set;
};

/// Both in turn, and the ratio of their medians.
bool compare(const QString &ourName, const std::function<std::optional<double>()> &ours,
             const QString &theirName, const std::function<std::optional<double>()> &theirs,
             int runs)
{
    std::vector<double> ourTimes;
    std::vector<double> theirTimes;
    theirs(); // Both once unmeasured.
    ours();
    for (int run = 0; run < runs; ++run) {
        const auto their = theirs();
        const auto our = ours();
        if (!our || !their)
            return false;
        theirTimes.push_back(*their);
        ourTimes.push_back(*our);
    }
    const double our = median(ourTimes);
    const double their = median(theirTimes);
    QTextStream(stdout) << ourName.leftJustified(44)
                        << QString::number(our, 'f', 1).rightJustified(7) << "  "
                        << theirName.leftJustified(20)
                        << QString::number(their, 'f', 1).rightJustified(7)
                        << QString::number(our / their, 'f', 2).rightJustified(7) << Qt::endl;
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        err << "usage: tokenwright-tokenbench COMMANDLINE [RUNS]\n";
        return 2;
    }
    const QString &commandLine = arguments.at(1);
    const int runs = std::max(1, arguments.value(2, QStringLiteral("9")).toInt());
    Bench bench;
    if (!bench.prepare()) {
        err << "No keyring, or no token server.\n";
        return 1;
    }
    QTextStream(stdout) << "Medians of " << runs
                        << " alternating pairs, in ms. The server is 50 ms "
                        << "away and back.\n\n";
    const bool done = compare(
                          QStringLiteral("mint, connection opened on selection"),
                          [&] { return bench.mint(true); }, QStringLiteral("curl, cold"),
                          [&] { return bench.curl(); }, runs)
        && compare(
                          QStringLiteral("mint, cold"), [&] { return bench.mint(false); },
                          QStringLiteral("curl, cold"), [&] { return bench.curl(); }, runs)
        && compare(
                          QStringLiteral("valid token, tokenwright-cli"),
                          [&] { return bench.cached(commandLine); },
                          QStringLiteral("secret-tool lookup"), [&] { return bench.lookup(); },
                          runs);
    return done ? 0 : 1;
}
