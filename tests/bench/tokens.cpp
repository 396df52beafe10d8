// SPDX-License-Identifier: MIT
// tokenwright-tokenbench COMMANDLINE NEWMAN [RUNS]: what a token costs, beside the tools one would
// use otherwise (NEWMAN empty: not beside that). In a session with a keyring, on whose profile it
// works: see run.
#include "DelayingRelay.h"
#include "Median.h"
#include "Origin.h"
#include "PracticeTokenServer.h"
#include "Waiting.h"

#include "Clock.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "HttpClient.h"
#include "KeychainSecretStore.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "TokenLedger.h"
#include "TokenService.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTextStream>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

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
        err << program << " failed: " << process.readAllStandardError() << output.right(2000)
            << Qt::endl;
        return std::nullopt;
    }
    return time;
}

/// A token server with a way to it, in a thread of its own, as if it were another machine.
class DistantServer
{
public:
    explicit DistantServer(std::chrono::milliseconds way)
    {
        m_worker.moveToThread(&m_thread);
        m_thread.start();
        run([this, way] {
            m_server = std::make_unique<PracticeTokenServer>();
            m_relay = std::make_unique<DelayingRelay>(m_server->port(), way);
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
        QUrl url = m_server->url(u"/oauth/token"_s);
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
        QFile file(folder + u"/pitney-bowes.json"_s);
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

/// What the programs share: a profile, a keyring, and one credential set of a token server.
class Bench
{
public:
    Bench(const QString &setName, std::chrono::milliseconds way)
        : m_setName(setName)
        , m_server(way)
    { }

    bool prepare()
    {
        if (!m_profile.ensureFolders() || !m_server.writeProviderFile(m_profile.providersFolder()))
            return false;
        m_catalog = ProviderCatalog::load({}, m_profile.providersFolder());
        CredentialManager manager(m_profile, m_registry, m_store, m_clock);
        CredentialSet set;
        set.name = m_setName;
        set.provider = u"pitney-bowes"_s;
        set.environment = u"sandbox"_s;
        ClientCredentials pair;
        pair.clientId = PracticeTokenServer::pitneyBowesKey();
        pair.clientSecret = Secret::fromText(PracticeTokenServer::pitneyBowesSecret());
        pair.origin = originOf(m_server.url());
        const auto id = await(manager.create(set, pair));
        m_set = id.value_or(QString());
        return id.has_value() && storeForCurl() && writeCollection();
    }

    /// A click on a set without a token, until the token is in the keyring and at hand. \a ahead:
    /// the connection was opened when the set was selected, as the window does.
    std::optional<double> mint(bool ahead)
    {
        QFile::remove(m_profile.ledgerFile()); // what it knows of the mint before
        TokenLedger ledger(m_profile);
        HttpClient client;
        TokenService service({.profile = m_profile,
                              .clock = m_clock,
                              .providers = m_catalog,
                              .registry = m_registry,
                              .ledger = ledger,
                              .store = m_store,
                              .client = client});
        const int answered = m_server.answeredCount();
        if (ahead) {
            client.prepare(m_server.url(), m_server.caFile());
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
        return timeOf(u"curl"_s,
                      {u"-sS"_s, u"--http1.1"_s, u"--cacert"_s, m_server.caFile(), u"-u"_s,
                       PracticeTokenServer::pitneyBowesKey() + u':'
                           + PracticeTokenServer::pitneyBowesSecret(),
                       u"-d"_s, u"grant_type=client_credentials"_s, m_server.url().toString()},
                      {}, "access_token");
    }

    std::optional<double> cached(const QString &commandLine)
    {
        return timeOf(commandLine, {u"header"_s, m_setName}, {}, m_server.lastToken());
    }

    std::optional<double> minted(const QString &commandLine)
    {
        return timeOf(commandLine, {u"mint"_s, m_setName}, {}, "\n");
    }

    /// What one would write without us.
    std::optional<double> pipeline()
    {
        return timeOf(
            u"bash"_s,
            {u"-c"_s,
             u"secret-tool lookup bench %1 | curl -sS --http1.1 --cacert %2 "
             "-K - -d grant_type=client_credentials %3 | "
             "jq -re .access_token"_s.arg(m_setName, m_server.caFile(), m_server.url().toString())},
            {}, "\n");
    }

    std::optional<double> newman(const QString &program)
    {
        return timeOf(program, {u"run"_s, collectionFile(), u"--insecure"_s}, {}, "[200 ");
    }

    std::optional<double> lookup()
    {
        return timeOf(u"secret-tool"_s,
                      {u"lookup"_s, u"server"_s, u"tokenwright"_s, u"user"_s, tokenKey(m_set)}, {},
                      m_server.lastToken());
    }

private:
    QString collectionFile() const { return m_profile.dataFolder + u"/collection.json"; }

    bool storeForCurl() const
    {
        QProcess tool;
        tool.start(u"secret-tool"_s, {u"store"_s, u"--label=bench"_s, u"bench"_s, m_setName});
        tool.write(u"user = \"%1:%2\""_s
                       .arg(PracticeTokenServer::pitneyBowesKey(),
                            PracticeTokenServer::pitneyBowesSecret())
                       .toUtf8());
        tool.closeWriteChannel();
        return tool.waitForFinished() && tool.exitCode() == 0;
    }

    bool writeCollection() const
    {
        const auto pair = [](const char *key, const QString &value) {
            return QJsonObject{{u"key"_s, QString::fromLatin1(key)}, {u"value"_s, value}};
        };
        const QJsonObject request{
            {u"method"_s, u"POST"_s},
            {u"url"_s, m_server.url().toString()},
            {u"auth"_s,
             QJsonObject{{u"type"_s, u"basic"_s},
                         {u"basic"_s,
                          QJsonArray{pair("username", PracticeTokenServer::pitneyBowesKey()),
                                     pair("password", PracticeTokenServer::pitneyBowesSecret())}}}},
            {u"body"_s,
             QJsonObject{
                 {u"mode"_s, u"urlencoded"_s},
                 {u"urlencoded"_s, QJsonArray{pair("grant_type", u"client_credentials"_s)}}}},
        };
        const QJsonObject collection{
            {u"info"_s,
             QJsonObject{{u"name"_s, u"bench"_s},
                         {u"schema"_s,
                          u"https://schema.getpostman.com/json/collection/v2.1.0/"
                          "collection.json"_s}}},
            {u"item"_s, QJsonArray{QJsonObject{{u"name"_s, u"token"_s}, {u"request"_s, request}}}},
        };
        QFile file(collectionFile());
        return file.open(QIODevice::WriteOnly)
            && file.write(QJsonDocument(collection).toJson()) > 0;
    }

    const QString m_setName;
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
    if (arguments.size() < 3) {
        err << "usage: tokenwright-tokenbench COMMANDLINE NEWMAN [RUNS]\n";
        return 2;
    }
    const QString &commandLine = arguments.at(1);
    const QString &newman = arguments.at(2);
    const int runs = std::max(1, arguments.value(3, u"9"_s).toInt());
    QTextStream out(stdout);
    out << "Medians of " << runs << " alternating pairs, in ms, and their ratio.\n" << Qt::endl;

    const auto ways = {std::pair(u"Near"_s, 0ms), std::pair(u"Far"_s, 25ms)};
    for (const auto &[name, way] : ways) {
        Bench bench(name, way);
        if (!bench.prepare()) {
            err << "No keyring, or no token server.\n";
            return 1;
        }
        const auto ours = [&] { return bench.minted(commandLine); };
        out << "The server is " << 2 * way.count() << " ms away and back:" << Qt::endl;
        bool done = compare(
                        u"mint, connection opened on selection"_s, [&] { return bench.mint(true); },
                        u"curl, cold"_s, [&] { return bench.curl(); }, runs)
            && compare(
                        u"mint, cold"_s, [&] { return bench.mint(false); }, u"curl, cold"_s,
                        [&] { return bench.curl(); }, runs)
            && compare(
                        u"tokenwright-cli mint"_s, ours, u"secret-tool|curl|jq"_s,
                        [&] { return bench.pipeline(); }, runs)
            && compare(
                        u"tokenwright-cli header, valid token"_s,
                        [&] { return bench.cached(commandLine); }, u"secret-tool lookup"_s,
                        [&] { return bench.lookup(); }, runs);
        if (done && !newman.isEmpty()) {
            done = compare(
                u"tokenwright-cli mint"_s, ours, u"newman"_s, [&] { return bench.newman(newman); },
                runs);
        }
        if (!done)
            return 1;
        out << Qt::endl;
    }
    return 0;
}
