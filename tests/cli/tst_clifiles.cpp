// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"
#include "Waiting.h"

#include "ClientCredentials.h"
#include "CredentialRegistry.h"
#include "FileLock.h"
#include "KeychainSecretStore.h"
#include "Profile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;
using namespace std::chrono_literals;

/// The built command line and its files: missing, damaged, locked, where nobody expects them.
class TestCliFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_profile = Profile::standard();
        QVERIFY(m_profile.ensureFolders());
        m_server = std::make_unique<PracticeTokenServer>();
        m_server->writeProviderFiles(m_profile.providersFolder());
        COMPARE_CODE(cli("add Parcels --provider pitney-bowes --environment sandbox --client-id "
                         "practice-api-key-0001 --secret-stdin",
                         PracticeTokenServer::pitneyBowesSecret().toUtf8() + '\n'),
                     0);
        CredentialRegistry registry(m_profile);
        VERIFY_OK(registry.load(Watching::No));
        m_id = registry.sets().first().id;
    }

    /// A mistake for which the file is skipped is a failure; the rest is only told.
    void showsWhatAProviderNeeds()
    {
        const ProgramRun run = cli({u"providers"_s, u"show"_s, u"oauth2-refresh-token"_s});
        COMPARE_CODE(run, 0);
        for (const char *line : {"id\toauth2-refresh-token\n", "variables\tlabel=Token URL\tname=",
                                 "\tname=refresh_token\trequired\tsecret\n"})
            QVERIFY2(run.out.contains(line), run.out.constData());
        const ProgramRun asJson = cli({u"providers"_s, u"show"_s, u"ebay"_s, u"--json"_s});
        COMPARE_CODE(asJson, 0);
        const QJsonObject object = QJsonDocument::fromJson(asJson.out).object();
        QCOMPARE(object.value(u"id").toString(), u"ebay"_s);
        QCOMPARE(object.value(u"environments").toArray().size(), 2);
        QVERIFY(!object.value(u"scopes").toArray().isEmpty());
        COMPARE_CODE(cli({u"providers"_s, u"show"_s, u"nobody"_s}), 2);
    }

    void validatesAProviderFile_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("good") << QByteArray() << 0
                              << QByteArray("%1 is a good provider file (X).\n");
        QTest::newRow("warnings")
            << QByteArray(R"(,"a":1,"b\u001b":1)") << 0
            << QByteArray("%1: warning: field “a” is not known and does nothing.\n"
                          "  %1: warning: field “b\\u001B” is not known and does nothing.\n"
                          "  %1 is used (X), with the warnings above.\n");
        QTest::newRow("mistakes")
            << QByteArray(R"(,"request":{"method":5,"metod":"GET"},"labels":[])") << 1
            << QByteArray("%1: field “labels”: expected an object\n"
                          "  %1: field “request.method”: expected a text\n"
                          "  %1: warning: field “request.metod” is not known and does nothing. Did "
                          "you mean method?\n");
    }

    void validatesAProviderFile()
    {
        QFETCH(const QByteArray, more);
        QFETCH(const int, code);
        QFETCH(QByteArray, said);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"one.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"id":"x","name":"X",
            "environments":{"sandbox":{"tokenUrl":"https://example.com/token"}})"
                   + more + '}');
        file.close();
        const ProgramRun run = cli({u"providers"_s, u"validate"_s, file.fileName()});
        COMPARE_CODE(run, code);
        QCOMPARE(run.out, "");
        QCOMPARE(run.err, "tokenwright-cli: " + said.replace("%1", file.fileName().toUtf8()));
    }

    void whatOnlyShowsMakesNothing_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"list", "list --json", "providers", "header Nobody"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }

    void whatOnlyShowsMakesNothing()
    {
        QFETCH(QString, line);
        const QTemporaryDir home;
        const Elsewhere there(home.path(), {});
        const ProgramRun run = cli(line.split(u' '));
        COMPARE_CODE(run, line.contains(u"Nobody") ? 3 : 0);
        QCOMPARE(
            QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList());
    }

    void relativeFoldersDoNotCount()
    {
        const QTemporaryDir home;
        const Elsewhere there(home.path(), "relative");
        COMPARE_CODE(cli("add Somewhere --provider ebay --environment sandbox --client-id SBX-x "
                         "--secret-stdin",
                         "practice-secret\n"),
                     0);
        QVERIFY(QFile::exists(home.filePath(u".config/tokenwright/credential-sets.json"_s)));
        QVERIFY(!QFile::exists(u"relative"_s));
        COMPARE_CODE(cli("remove Somewhere --yes"), 0);
    }

    void noMintMintsNothing()
    {
        COMPARE_CODE(cli("header Parcels --no-mint"), 1);
        COMPARE_CODE(cli("header Parcels"), 0);
        const int before = m_server->requestCount();
        COMPARE_CODE(cli("header Parcels --no-mint"), 0);
        KeychainSecretStore store;
        VERIFY_OK(await(store.remove(tokenKey(m_id), Prompt::Never)));
        const ProgramRun run = cli("header Parcels --no-mint");
        COMPARE_CODE(run, 1);
        QVERIFY(run.err.contains("--no-mint"));
        QCOMPARE(run.out, "");
        QCOMPARE(m_server->requestCount(), before);
        COMPARE_CODE(cli("header Parcels"), 0);
        QCOMPARE(m_server->requestCount(), before + 1);
    }

    void damagedLedgerStopsNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"schema":1,"tokens":{"a":)");
        QTest::newRow("zeros") << QByteArray(64, '\0');
    }

    void damagedLedgerStopsNothing()
    {
        QFETCH(QByteArray, bytes);
        write(m_profile.ledgerFile(), bytes);
        ProgramRun run = cli("list");
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith("Parcels\t"));
        QCOMPARE(run.err.count("tokens.json"), 1);
        COMPARE_CODE(cli("header Parcels --no-mint"), 1);
        QCOMPARE(damagedLedgers().size(), 0);
        run = cli("header Parcels");
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith("Authorization: Bearer "));
        QCOMPARE(damagedLedgers().size(), 1); // kept
        run = cli("header Parcels --no-mint");
        COMPARE_CODE(run, 0);
        QVERIFY(!run.err.contains("tokens.json"));
        QVERIFY(QFile::remove(m_profile.dataFolder + u'/' + damagedLedgers().first()));
    }

    void indexThatIsAway()
    {
        const QString path = m_profile.credentialSetsFile();
        QVERIFY(QFile::rename(path, path + u".away"));
        for (const char *line : {"list", "header Parcels", "edit Parcels --name Other"}) {
            const ProgramRun run = cli(line);
            COMPARE_CODE(run, 1);
            QVERIFY(run.err.contains("credential-sets.json"));
            QVERIFY(!QFile::exists(path));
        }
        QVERIFY(QFile::rename(path + u".away", path));
        COMPARE_CODE(cli("header Parcels --no-mint"), 0); // and the ledger is as it was
    }

    void damagedIndexIsNamedAndLeftAlone()
    {
        const QString path = m_profile.credentialSetsFile();
        QVERIFY(QFile::rename(path, path + u".away"));
        write(path, "{");
        for (const char *line : {"list", "edit Parcels --name Other"}) {
            const ProgramRun run = cli(line);
            COMPARE_CODE(run, 1);
            QVERIFY(run.err.contains("credential-sets.json"));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{"));
        QVERIFY(file.remove());
        QVERIFY(QFile::rename(path + u".away", path));
    }

    void whateverTheLockFilesHold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a lock of another machine's")
            << QByteArray("4242\ntokenwright\nanother-machine\n"
                          "11111111-2222-3333-4444-555555555555\n\n");
    }

    void whateverTheLockFilesHold()
    {
        QFETCH(QByteArray, bytes);
        for (const QString &name : {u"credential-sets.lock"_s, u"tokens.lock"_s,
                                    QString(m_id + u".lock"), u"window.lock"_s})
            write(m_profile.lockFile(name), bytes);
        QElapsedTimer elapsed;
        elapsed.start();
        COMPARE_CODE(cli("mint Parcels"), 0);
        COMPARE_CODE(cli("edit Parcels --name Parcels"), 0);
        COMPARE_CODE(cli("header Parcels --no-mint"), 0);
        QVERIFY2(elapsed.elapsed() < 9'000, qPrintable(QString::number(elapsed.elapsed())));
    }

    void whoWaitsInVainIsToldToTryLater()
    {
        const auto held = acquireLock(m_profile.lockFile(u"credential-sets.lock"_s), 0ms).result();
        VERIFY_OK(held);
        const ProgramRun run = cli("edit Parcels --name Other");
        COMPARE_CODE(run, 6);
        QVERIFY(run.err.contains("Another Tokenwright"));
        QVERIFY(!run.err.contains("could not be read"));
        COMPARE_CODE(cli("list"), 0); // reading needs no lock
    }

    void childrenGetNoLock()
    {
        const ProgramRun run = cli("exec Parcels --force -- ls -l /proc/self/fd");
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.contains(" -> "));
        QVERIFY2(!run.out.contains(".lock"), run.out.constData());
    }

    void locksHoldsNoFolders()
    {
        const QDir locks(m_profile.dataFolder + u"/locks");
        QVERIFY(!locks.entryList(QDir::Files).isEmpty());
        QCOMPARE(locks.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

private:
    /// Another home for a while, without XDG folders of its own, or with relative ones.
    class Elsewhere
    {
    public:
        Elsewhere(const QString &home, const QByteArray &folders)
        {
            qputenv("HOME", QFile::encodeName(home));
            for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"}) {
                if (folders.isEmpty())
                    qunsetenv(name);
                else
                    qputenv(name, folders);
            }
        }
        ~Elsewhere()
        {
            qputenv("HOME", m_home);
            qputenv("XDG_CONFIG_HOME", m_config);
            qputenv("XDG_DATA_HOME", m_data);
        }
        Q_DISABLE_COPY_MOVE(Elsewhere)

    private:
        const QByteArray m_home = qgetenv("HOME");
        const QByteArray m_config = qgetenv("XDG_CONFIG_HOME");
        const QByteArray m_data = qgetenv("XDG_DATA_HOME");
    };

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QStringList damagedLedgers() const
    {
        return QDir(m_profile.dataFolder).entryList({u"tokens.json.damaged-*"_s});
    }

    std::unique_ptr<PracticeTokenServer> m_server;
    Profile m_profile;
    QString m_id;
};

TEST_IN_PROGRAM(TestCliFiles)
#include "tst_clifiles.moc"
