// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "Posix.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

/// The built command line against a real token server and a real keyring: what it says where, and
/// how it ends.
class TestCli : public QObject
{
    Q_OBJECT

private:
    static QByteArray tokenFrom(const PracticeTokenServer &server)
    {
        return server.tokensGiven().value(server.tokensGiven().size() - 1);
    }

    ProgramRun add(const QString &name, const QByteArray &secret)
    {
        return cli({u"add"_s, name, u"--provider"_s, u"pitney-bowes"_s, u"--environment"_s,
                    u"sandbox"_s, u"--client-id"_s, PracticeTokenServer::pitneyBowesKey(),
                    u"--secret-stdin"_s},
                   secret + '\n');
    }

private Q_SLOTS:
    /// Each test begins with one set that has no token, in a profile of its own, which its rows
    /// share.
    void init()
    {
        if (m_test == QTest::currentTestFunction())
            return;
        m_test = QTest::currentTestFunction();
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_home->filePath(u"config"_s)));
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_home->filePath(u"data"_s)));
        const Profile profile = Profile::standard();
        QVERIFY(profile.ensureFolders());
        m_server.writeProviderFiles(profile.providersFolder());
        m_server.setResponder({});
        m_server.forgetRequests();
        const ProgramRun run = add(u"Parcels"_s, PracticeTokenServer::pitneyBowesSecret().toUtf8());
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, "");
        QVERIFY(run.err.contains("Added “Parcels”"));
    }
    /// Whatever it did, no secret is in any file.
    void cleanup()
    {
        const Profile profile = Profile::standard();
        QList<QByteArray> secrets = m_server.tokensGiven();
        secrets.append(PracticeTokenServer::pitneyBowesSecret().toUtf8());
        secrets.append(PracticeTokenServer::pitneyBowesKey().toUtf8());
        int files = 0;
        for (const QString &folder : {profile.configFolder, profile.dataFolder}) {
            QDirIterator entries(folder, QDir::Files, QDirIterator::Subdirectories);
            while (entries.hasNext()) {
                QFile file(entries.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray content = file.readAll();
                ++files;
                for (const QByteArray &secret : std::as_const(secrets))
                    QVERIFY2(!content.contains(secret), qPrintable(file.fileName()));
            }
        }
        QVERIFY(files >= 3);
    }

    void headerIsMintedOnceAndReused()
    {
        ProgramRun run = cli("header parcels");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, "Authorization: Bearer " + tokenFrom(m_server) + '\n');
        QVERIFY(run.err.contains("Minted"));
        run = cli("header PARCELS --quiet");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, "Authorization: Bearer " + tokenFrom(m_server) + '\n');
        QCOMPARE(run.err, "");
        run = cli("token Parcels");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, tokenFrom(m_server) + '\n');
        QCOMPARE(m_server.requestCount("/oauth/token"), 1);
        run = cli("mint Parcels");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, tokenFrom(m_server) + '\n');
        QCOMPARE(m_server.requestCount("/oauth/token"), 2);
        COMPARE_CODE(cli("header Parcels --force"), 0);
        QCOMPARE(m_server.requestCount("/oauth/token"), 3);
    }

    void json()
    {
        const ProgramRun run = cli("token Parcels --json");
        COMPARE_CODE(run, 0);
        const QJsonObject json = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(json.value(u"access_token").toString().toUtf8(), tokenFrom(m_server));
        QCOMPARE(json.value(u"token_type").toString(), u"Bearer"_s);
        QCOMPARE(json.value(u"credential_set").toString(), u"Parcels"_s);
        QCOMPARE(json.value(u"provider").toString(), u"pitney-bowes"_s);
        QCOMPARE(json.value(u"environment").toString(), u"sandbox"_s);
        const qint64 left = json.value(u"expires_in").toInteger();
        QVERIFY(left > 35'900 && left <= 35'999);
        const qint64 expires = json.value(u"expires_at").toInteger();
        QVERIFY(qAbs(expires - QDateTime::currentSecsSinceEpoch() - left) <= 2);
        const QString iso = json.value(u"expires_at_iso").toString();
        QVERIFY(iso.endsWith(u'Z'));
        QCOMPARE(QDateTime::fromString(iso, Qt::ISODate).toSecsSinceEpoch(), expires);
    }

    void formats_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("start");
        const auto row = [](const char *line, const char *start) {
            QTest::newRow(line) << QString::fromLatin1(line) << QByteArray(start);
        };
        row("header Parcels --format token", "");
        row("token Parcels --format header", "Authorization: Bearer ");
        row("header Parcels --format curl", "curl -H 'Authorization: Bearer ");
        row("header Parcels --format httpie", "http --auth-type=bearer --auth='");
        row("token Parcels --format http", "GET https://");
        row("header Parcels --format sh", "export TOKENWRIGHT_ACCESS_TOKEN='");
        row("header Parcels --format powershell", "Invoke-RestMethod -Uri 'https://");
        row("header Parcels --format json", "{\"access_token\":\"");
        row("token Parcels --format fetch", "await fetch(\"https://");
    }

    void formats()
    {
        QFETCH(const QString, line);
        QFETCH(const QByteArray, start);
        const ProgramRun run = cli(line.split(u' '));
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith(start));
        QVERIFY(run.out.contains(tokenFrom(m_server)));
        QVERIFY(run.out.endsWith('\n') && !run.out.endsWith("\n\n"));
    }

    void otherScopesAreNotKept()
    {
        const QByteArray kept = cli("token Parcels").out;
        ProgramRun run = cli("token Parcels --scope a --scope b --json");
        COMPARE_CODE(run, 0);
        // the answer leaves out what was granted as asked for (RFC 6749 §5.1)
        QCOMPARE(QJsonDocument::fromJson(run.out).object().value(u"scope").toString(), u"a b"_s);
        run = cli("token Parcels --scope a --scope b");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, tokenFrom(m_server) + '\n');
        QVERIFY(m_server.requests().last().body.contains("scope=a%20b"));
        QVERIFY(run.out != kept);
        QCOMPARE(cli("token Parcels --no-mint").out, kept);
        const ProgramRun none = cli("token Parcels --scope a --no-mint");
        COMPARE_CODE(none, 1);
        QCOMPARE(none.out, "");
    }

    void noMint()
    {
        COMPARE_CODE(add(u"Fresh"_s, "practice-api-secret-0001"), 0);
        const int before = m_server.requestCount();
        const ProgramRun run = cli("header Fresh --no-mint");
        COMPARE_CODE(run, 1);
        QCOMPARE(run.out, "");
        QVERIFY(run.err.contains("--no-mint"));
        QCOMPARE(m_server.requestCount(), before);
        COMPARE_CODE(cli("header Parcels"), 0);
        COMPARE_CODE(cli("header Parcels --no-mint"), 0);
    }

    void environmentOfAShell()
    {
        const ProgramRun run = cli("env Parcels");
        COMPARE_CODE(run, 0);
        QProcess shell;
        shell.start(u"sh"_s,
                    {u"-c"_s,
                     QString::fromUtf8(run.out)
                         + u"printf '%s|%s' \"$TOKENWRIGHT_ACCESS_TOKEN\" "
                           "\"$TOKENWRIGHT_AUTHORIZATION\""});
        QVERIFY(shell.waitForFinished());
        const QByteArray token = cli("token Parcels").out.trimmed();
        QCOMPARE(shell.readAllStandardOutput(), token + "|Bearer " + token);
        COMPARE_CODE(add(u"Fresh"_s, "practice-api-secret-0001"), 0);
        const ProgramRun asJson = cli("env Parcels Fresh --format json --prefix my-app");
        COMPARE_CODE(asJson, 0);
        const QStringList names = QJsonDocument::fromJson(asJson.out).object().keys();
        QCOMPARE(names.size(), 6);
        QVERIFY(names.contains(u"MY_APP_PARCELS_AUTHORIZATION"_s));
        QVERIFY(names.contains(u"MY_APP_FRESH_EXPIRES_AT"_s));
        COMPARE_CODE(cli("env Parcels --format cobol"), 2);
        COMPARE_CODE(cli("env Parcels Parcels"), 2); // the same variables twice
    }

    void execPassesEverythingOn()
    {
        ProgramRun run = cli({u"exec"_s, u"Parcels"_s, u"--"_s, u"sh"_s, u"-c"_s,
                              u"cat; printf %s \"$TOKENWRIGHT_ACCESS_TOKEN\"; umask; "
                              "exit 42"_s},
                             "from stdin,");
        COMPARE_CODE(run, 42);
        const QByteArray token = cli("token Parcels").out.trimmed();
        const QByteArray start = "from stdin," + token;
        QCOMPARE(run.out.first(qMin(start.size(), run.out.size())), start);
        run = cli({u"exec"_s, u"Parcels"_s, u"--"_s, u"no-such-command-here"_s});
        COMPARE_CODE(run, 127);
        // a program that ignores SIGPIPE would hand that on
        QCOMPARE(cli("exec Parcels -- grep SigIgn /proc/self/status").out,
                 runProgram(u"grep"_s, {u"SigIgn"_s, u"/proc/self/status"_s}).out);
        COMPARE_CODE(cli("exec Parcels"), 2);
        COMPARE_CODE(cli("exec Nobody -- true"), 3);
    }

    void check()
    {
        const ProgramRun run = cli("check Parcels");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.out, "");
        QVERIFY(run.err.contains("accepted"));
    }

    void everyExitCode_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *line, int code, const char *said) {
            QTest::newRow(line) << QString::fromUtf8(line) << code << QByteArray(said);
        };
        row("--help", 0, "");
        row("--version", 0, "");
        row("list", 0, "");
        row("header", 2, "Name one");
        row("header Parcels --colour", 2, "colour");
        row("header Parcels --min-ttl soon", 2, "seconds");
        row("header Parcels --force --no-mint", 2, "--no-mint");
        row("header Parcels --format cobol", 2, "cobol");
        row("mint --provider ebay --environment sandbox --min-ttl soon", 2, "seconds");
        row("mint --provider ebay --environment sandbox --no-mint", 2, "--no-mint");
        row("token Parcels --format basic", 2, "basic"); // would print the secret
        row("completions", 2, "bash, zsh or fish");
        row("completions tcsh", 2, "bash, zsh or fish");
        row("list --help", 0, "");
        row("dance", 2, "no command");
        row("header Parcel", 3, "Near to it: “Parcels”");
        row("header Parcels --environment production", 3, "in production");
        row("add Parcels --provider pitney-bowes --environment sandbox", 1, "already");
        row("add X --provider nobody", 2, "nobody");
        row("add X --provider ebay --environment moon", 2, "production");
        row("add X --provider ebay --environment sandbox --client-id i", 2, "--secret-stdin");
        row("remove Parcels", 2, "--yes");
        row("providers validate /no/such/file", 1, "no file");
    }

    void everyExitCode()
    {
        QFETCH(const QString, line);
        QFETCH(const int, code);
        QFETCH(const QByteArray, said);
        const ProgramRun run = cli(line.split(u' '));
        COMPARE_CODE(run, code);
        QVERIFY2(run.err.contains(said), run.err.constData());
        if (code != 0)
            QCOMPARE(run.out, "");
    }

    /// The server decides; whoever asked for more is told what there is.
    void shorterThanAskedFor()
    {
        const ProgramRun run = cli("header Parcels --force --min-ttl 40000");
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith("Authorization: Bearer "));
        QVERIFY2(run.err.contains("lives 35999 seconds"), run.err.constData());
        QVERIFY(!cli("header Parcels --force --min-ttl 60").err.contains("--min-ttl"));
    }

    void rejectedAndTryLater()
    {
        COMPARE_CODE(add(u"Wrong"_s, "practice-wrong-secret"), 0);
        ProgramRun run = cli("header Wrong");
        COMPARE_CODE(run, 4);
        QCOMPARE(run.out, "");
        PracticeAnswer down;
        down.status = 503;
        m_server.setResponder([down](const PracticeRequest &) { return down; });
        run = cli("mint Parcels");
        COMPARE_CODE(run, 6);
        QCOMPARE(run.out, "");
        PracticeAnswer page;
        page.body = "<html>no token</html>";
        m_server.setResponder([page](const PracticeRequest &) { return page; });
        COMPARE_CODE(cli("mint Parcels"), 1);
    }

    void adHocStoresNothing()
    {
        const char *line = "mint --provider pitney-bowes --environment sandbox "
                           "--client-id practice-api-key-0001 --secret-stdin --json";
        const ProgramRun before = cli("list --json");
        const ProgramRun run = cli(line, PracticeTokenServer::pitneyBowesSecret().toUtf8() + '\n');
        COMPARE_CODE(run, 0);
        QCOMPARE(run.err, "");
        const QJsonObject json = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(json.value(u"access_token").toString().toUtf8(), tokenFrom(m_server));
        QCOMPARE(QJsonDocument::fromJson(cli("list --json").out).array().size(),
                 QJsonDocument::fromJson(before.out).array().size());
        const QString wanted = QString::fromLatin1(line) + u" --min-ttl 40000";
        const ProgramRun longer = cli(wanted.split(u' '),
                                      PracticeTokenServer::pitneyBowesSecret().toUtf8());
        COMPARE_CODE(longer, 0);
        QVERIFY2(longer.err.contains("lives 35999 seconds"), longer.err.constData());
        COMPARE_CODE(cli(line, "practice-wrong-secret"), 4);
        COMPARE_CODE(cli(line, QByteArray()), 2);
    }

    void editAndMove()
    {
        COMPARE_CODE(add(u"Fresh"_s, "practice-api-secret-0001"), 0);
        COMPARE_CODE(cli("edit Fresh --name Renamed"), 0);
        COMPARE_CODE(cli("header Fresh"), 3);
        COMPARE_CODE(cli("edit Renamed --secret-stdin", "another-practice-secret"), 0);
        COMPARE_CODE(cli("header Renamed"), 4);
        COMPARE_CODE(cli("remove Renamed --yes"), 0);
        COMPARE_CODE(cli("remove Renamed --yes"), 3);
    }

    void aMovedEndpointIsNotServedUnasked()
    {
        const QString folder = Profile::standard().providersFolder();
        const PracticeTokenServer elsewhere;
        elsewhere.writeProviderFiles(folder);
        ProgramRun run = cli("mint Parcels");
        COMPARE_CODE(run, 1);
        QCOMPARE(elsewhere.requestCount(), 0);
        COMPARE_CODE(cli("edit Parcels --accept-endpoint"), 0);
        COMPARE_CODE(cli("mint Parcels"), 0);
        QCOMPARE(elsewhere.requestCount(), 1);
    }

    void aLockedKeychain()
    {
        QCOMPARE(QProcess::execute(u"keyring-lock"_s, QStringList()), 0);
        const ProgramRun run = cli("header Parcels --force");
        COMPARE_CODE(run, 5);
        QCOMPARE(run.out, "");
        QVERIFY(run.err.contains("nlock"));
        COMPARE_CODE(cli("list"), 0);
        qputenv("XDG_DATA_HOME", m_dataOfSession); // where the keyring is, when it starts anew
        QCOMPARE(QProcess::execute(u"keyring-unlock"_s, QStringList()), 0);
    }

    /// While it works, with Qt's whole log switched on: what anybody of the same user could look
    /// at.
    void noSecretIsToBeSeen()
    {
        NEEDS_POSIX();
        const QByteArray secret = PracticeTokenServer::pitneyBowesSecret().toUtf8();
        const QByteArray key = PracticeTokenServer::pitneyBowesKey().toUtf8();
        const QByteArray token("practice-token-that-nobody-may-see");
        PracticeAnswer late;
        late.body = "{\"access_token\":\"" + token + "\",\"expiresIn\":\"35999\"}";
        late.delay = std::chrono::milliseconds(500);
        m_server.setResponder([late](const PracticeRequest &) { return late; });
        const int before = m_server.requestCount();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        process.setProcessEnvironment(environment);
        process.start(commandLineFile(), {u"mint"_s, u"Parcels"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_server.requestCount() > before, 10'000); // it waits
        const QString folder = u"/proc/%1/"_s.arg(process.processId());
        QByteArray seen;
        for (const char *name : {"cmdline", "environ"}) {
            QFile file(folder + QLatin1StringView(name));
            // The environment of a program that cannot be traced is shown to root alone.
            if (!file.open(QIODevice::ReadOnly) && QByteArray(name) == "environ"
                && !Posix::isRoot())
                continue;
            QVERIFY(file.isOpen());
            seen += file.readAll();
        }
        QVERIFY(seen.contains("Parcels")); // it was looked at indeed
        QFile limits(folder + u"limits"_s);
        QVERIFY(limits.open(QIODevice::ReadOnly));
        static const QRegularExpression noCore(u"Max core file size +[01] "_s);
        QVERIFY(QString::fromLatin1(limits.readAll()).contains(noCore));
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardOutput(), token + '\n');
        const QByteArray log = process.readAllStandardError();
        QVERIFY(log.contains("qt.")); // the log was on
        seen += log;
        for (const QByteArray &hidden : {secret, token, QByteArray(key + ':' + secret).toBase64()})
            QVERIFY2(!seen.contains(hidden), hidden.constData());
    }

private:
    const QByteArray m_dataOfSession = qgetenv("XDG_DATA_HOME");
    PracticeTokenServer m_server;
    std::unique_ptr<QTemporaryDir> m_home;
    QByteArray m_test; ///< Whose home it is.
};

TEST_IN_PROGRAM(TestCli)
#include "tst_cli.moc"
