// SPDX-License-Identifier: MIT
#include "CliBench.h"
#include "Posix.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Tokenwright;

namespace {

const QByteArray otherId("practice-other-client-0001");
const QByteArray otherSecret("practice-other-secret-0001");

} // namespace

/// import and export of the built command line, with a real keyring.
class TestCliImport : public QObject
{
    Q_OBJECT

private:
    static QStringList words(const QString &line) { return line.split(u' '); }
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    ProgramRun cli(const QString &line, const QByteArray &input = {})
    {
        return m_cli.run(words(line), input);
    }

    QString file(const char *name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(text(name));
        QFile target(path);
        if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
            qFatal("The test cannot write its own files.");
        return path;
    }

    static QByteArray key() { return PracticeTokenServer::pitneyBowesKey().toUtf8(); }
    static QByteArray secret() { return PracticeTokenServer::pitneyBowesSecret().toUtf8(); }

    QByteArray parcels() const
    {
        return "PB_API_KEY=" + key() + "\nPB_API_SECRET=" + secret() + "\nPB_ENV=sandbox\n";
    }

    /// The names in the index.
    QStringList names()
    {
        QStringList found;
        const QJsonArray sets = QJsonDocument::fromJson(cli(text("list --json")).out).array();
        for (const QJsonValue &set : sets)
            found.append(set[u"credential_set"].toString());
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const Profile profile = Profile::standard();
        QVERIFY(profile.ensureFolders());
        m_server = std::make_unique<PracticeTokenServer>();
        m_server->writeProviderFiles(profile.providersFolder());
        m_parcels = file("parcels", parcels());
    }

    void nothingIsWrittenUnasked()
    {
        ProgramRun run = cli(u"import --dry-run " + m_parcels);
        COMPARE_CODE(run, 0);
        QVERIFY2(run.out.contains("\nnew   Pitney Bowes  Pitney Bowes  Sandbox"),
                 run.out.constData());
        QVERIFY(run.out.contains("/oauth/token")); // where the secret would go
        QCOMPARE(run.err, "");
        // one that cannot be read is named, and leaves the others
        run = cli(u"import --dry-run /no/such/file " + m_parcels + u" /etc/hostname");
        COMPARE_CODE(run, 0);
        QVERIFY2(run.out.contains("Pitney Bowes  Pitney Bowes  Sandbox"), run.out.constData());
        QVERIFY2(run.out.contains("/no/such/file, as a whole\n    It cannot be read"),
                 run.out.constData());
        QVERIFY(run.out.contains("none of the files"));
        run = cli(u"import " + m_parcels);
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY(run.err.contains("new   Pitney Bowes"));
        QVERIFY(run.err.contains("--yes"));
        QCOMPARE(names(), QStringList());
    }

    void nothingIsWrittenWhenRefused()
    {
        NEEDS_POSIX();
        ProgramRun run;
        for (const char *typed : {"n\n", "\n", "no\n", "sure\n", ""}) {
            run = m_cli.runAtTerminal(words(u"import " + m_parcels), typed);
            COMPARE_CODE(run, 1);
            QVERIFY2(run.out.contains("Import 1 credential set?"), run.out.constData());
            QVERIFY2(run.out.contains("Nothing was imported"), run.out.constData());
        }
        QCOMPARE(names(), QStringList());
        QCOMPARE(QProcess::execute(text("sh"),
                                   {text("-c"),
                                    text("secret-tool search --all service "
                                         "tokenwright 2>&1 | grep -q secret")}),
                 1);
    }

    void importsAndMints()
    {
        ProgramRun run = Posix::isThere()
            ? m_cli.runAtTerminal(words(u"import " + m_parcels), "y\n")
            : cli(u"import --yes " + m_parcels);
        COMPARE_CODE(run, 0);
        const QByteArray said = run.out + run.err;
        QVERIFY2(said.contains("Added “Pitney Bowes” (sandbox)"), said.constData());
        QVERIFY(said.contains("still holds secrets in clear"));
        QVERIFY(said.contains(QDir::toNativeSeparators(m_parcels).toUtf8()));
        run = m_cli.run({text("header"), text("Pitney Bowes")});
        COMPARE_CODE(run, 0);
        QVERIFY(run.out.startsWith("Authorization: Bearer "));
        QCOMPARE(m_server->requestCount(), 1);
    }

    /// Who is told to delete the file would lose what was left in it.
    void whatWasLeftBehind()
    {
        const QString mixed = file("mixed",
                                   "LEFT_CLIENT_ID=practice-left\n"
                                   "LEFT_CLIENT_SECRET=practice-left-secret\n"
                                   "LEFT_TOKEN_URL=https://left.example/t\n"
                                   "OTHER_CLIENT_ID=practice-other\n"
                                   "OTHER_CLIENT_SECRET=practice-other-secret\n");
        const ProgramRun run = cli(u"import --yes " + mixed);
        COMPARE_CODE(run, 0);
        QVERIFY2(run.err.contains("not everything in it was taken over"), run.err.constData());
        QVERIFY2(!run.err.contains("delete it or"), run.err.constData());
        COMPARE_CODE(cli(text("remove --yes Left")), 0);
    }

    void notTwice()
    {
        const ProgramRun run = cli(u"import --yes " + m_parcels);
        COMPARE_CODE(run, 1);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains("exists"), run.err.constData());
        QVERIFY(run.err.contains("has these credentials already"));
        QVERIFY(run.err.contains("nothing to import"));
        QCOMPARE(names(), QStringList{text("Pitney Bowes")});
    }

    void severalFilesAndStandardInput()
    {
        const QString ebay = file("ebay",
                                  "{\"SANDBOX\": {\"clientId\": \"" + otherId
                                      + "\", \"clientSecret\": \"" + otherSecret + "\"}}");
        const QString curl = file(
            "curl",
            "curl -u " + otherId + ":" + otherSecret
                + " -d grant_type=authorization_code https://x.example.com/t");
        const ProgramRun run = cli(u"import --yes " + ebay + u' ' + curl + u" -",
                                   "UPS_PROD_CLIENT_ID=" + otherId
                                       + "\nUPS_PROD_CLIENT_SECRET=" + otherSecret + '\n');
        COMPARE_CODE(run, 0);
        QVERIFY(run.err.contains("Added “eBay” (sandbox)"));
        QVERIFY(run.err.contains("Added “UPS” (production)"));
        QVERIFY(run.err.contains("another grant (authorization_code)"));
        for (const QString &path : {ebay, curl})
            QVERIFY(run.err.contains(
                QByteArray(QDir::toNativeSeparators(path).toUtf8() + " still holds")));
        QVERIFY(!run.err.contains("standard input still holds"));
        QCOMPARE(names().size(), 3);
    }

    void mapping()
    {
        const QString acme = file(
            "acme", "ACME_CLIENT_ID=" + otherId + "\nACME_CLIENT_SECRET=" + otherSecret + '\n');
        ProgramRun run = cli(u"import --yes " + acme);
        COMPARE_CODE(run, 1);
        QVERIFY2(run.err.contains("--map ACME=PROVIDER/ENVIRONMENT"), run.err.constData());
        COMPARE_CODE(cli(u"import --yes " + acme + u" --map ACME=oauth2/production"), 1);
        run = cli(u"import --yes " + acme
                  + u" --map acme=oauth2/production --variable "
                    "tokenUrl=https://login.example.com/token --quiet");
        COMPARE_CODE(run, 0);
        QCOMPARE(run.err, "");
        QVERIFY(names().contains(text("Acme")));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *line, int code, const char *said) {
            QTest::newRow(line) << text(line) << code << QByteArray(said);
        };
        row("import", 2, "Name a file");
        row("import /no/such/file", 1, "/no/such/file: It cannot be read");
        row("import /", 1, "/: It holds more files than any collection does");
        row("import /etc/hostname", 1, "none of the files");
        row("import /etc/hostname --yes", 1, "none of the files");
        row("import /dev/zero", 1, "larger than 4 MiB");
        row("import - --map X", 2, "--map takes KEY=PROVIDER/ENVIRONMENT");
        row("import - --map X=nobody/sandbox", 2, "no provider “nobody”");
        row("import - --map X=ebay/moon", 2, "none of ebay/");
        row("import - --map X=ebay", 2, "none of ebay/");
        row("import - --variable X", 2, "--variable takes NAME=VALUE");
        row("import -", 1, "none of the files");
        row("export Nobody", 3, "no credential set named “Nobody”");
        row("export --environment moon", 1, "no credential set to export");
        row("export --output /no/such/folder/file", 1, "cannot be written");
    }

    void exitCodes()
    {
        QFETCH(const QString, line);
        QFETCH(const int, code);
        QFETCH(const QByteArray, said);
        const ProgramRun run = cli(line);
        COMPARE_CODE(run, code);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains(said), run.err.constData());
    }

    void aKeyThatIsNotThere()
    {
        const ProgramRun run = cli(u"import --yes " + m_parcels + u" --map ACME=ebay/sandbox");
        COMPARE_CODE(run, 2);
        QVERIFY(run.err.contains("nothing called “ACME”"));
    }

    /// What a file calls a set cannot speak to the terminal.
    void escapeSequences()
    {
        const QString path = file("escapes",
                                  "{\"name\":\"x\\u001b]0;owned\\u0007\\u202e\",\"values\":["
                                  "{\"key\":\"ebay_client_id\",\"value\":\"practiceid7\"},"
                                  "{\"key\":\"ebay_client_secret\",\"value\":\"practices7\"},"
                                  "{\"key\":\"ebay_env\",\"value\":\"sandbox\"}]}");
        const ProgramRun run = cli(u"import --dry-run " + path);
        COMPARE_CODE(run, 0);
        QVERIFY(!run.out.contains('\x1b'));
        QVERIFY(!run.out.contains('\x07'));
        QVERIFY(!run.out.contains("\xe2\x80\xae"));
    }

    void exportsWithoutSecrets()
    {
        const ProgramRun all = cli(text("export"));
        COMPARE_CODE(all, 0);
        QCOMPARE(all.err, "");
        const QJsonObject json = QJsonDocument::fromJson(all.out).object();
        QCOMPARE(json.value(u"tokenwrightExport").toInt(), 1);
        QCOMPARE(json.value(u"credentialSets").toArray().size(), names().size());
        for (const QByteArray &never :
             {key(), secret(), otherId, otherSecret, QByteArray("\"id\""), QByteArray("pairMark")})
            QVERIFY2(!all.out.contains(never), never.constData());

        const QString path = m_folder.filePath(text("sets.json"));
        COMPARE_CODE(m_cli.run({text("export"), text("pitney bowes"), text("--output"), path}), 0);
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        COMPARE_MODE(path, 0600);
        const QByteArray before = written.readAll();
        QVERIFY(before.contains("Pitney Bowes"));
        QVERIFY(!before.contains("eBay"));
        const ProgramRun again = cli(u"export --output " + path);
        COMPARE_CODE(again, 1);
        QVERIFY(again.err.contains("--force"));
        written.seek(0);
        QCOMPARE(written.readAll(), before);
        written.close();
        QVERIFY(
            written.setPermissions(written.permissions() | QFile::ReadGroup | QFile::ReadOther));
        COMPARE_CODE(cli(u"export --force --output " + path), 0);
        QFile replaced(path);
        QVERIFY(replaced.open(QIODevice::ReadOnly));
        QVERIFY(replaced.readAll().contains("eBay"));
        COMPARE_MODE(path, 0600);
    }

    /// Out of one profile and into it again: the row is back, its pair is entered anew.
    /// --force is for exports, not for what the programs live by.
    void neverOverItsOwnFiles()
    {
        const Profile profile = Profile::standard();
        const QString link = m_folder.filePath(text("link.json"));
        if (Posix::isThere()) // Windows' links are files of its desktop
            QVERIFY(QFile::link(profile.credentialSetsFile(), link));
        const QString provider = profile.providersFolder() + u"/ebay.json";
        for (const QString &path :
             {profile.credentialSetsFile(), profile.ledgerFile(), profile.settingsFile(), provider,
              Posix::isThere() ? link : provider, QString(profile.providersFolder() + u"/new.json"),
              QString(profile.configFolder + u"/../tokenwright/settings.ini"),
              profile.lockFile(text("new.lock"))}) {
            QFile file(path);
            const QByteArray before = file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                     : QByteArray();
            file.close();
            const ProgramRun run = cli(u"export --force --output " + path);
            COMPARE_CODE(run, 1);
            QVERIFY2(run.err.contains("keeps its own files"), run.err.constData());
            QCOMPARE(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), before);
        }
    }

    void thereAndBack()
    {
        const ProgramRun exported = m_cli.run({text("export"), text("Pitney Bowes")});
        COMPARE_CODE(exported, 0);
        COMPARE_CODE(cli(text("import --yes -"), exported.out), 1); // it is there
        COMPARE_CODE(m_cli.run({text("remove"), text("Pitney Bowes"), text("--yes")}), 0);
        ProgramRun run = cli(text("import --yes -"), exported.out);
        COMPARE_CODE(run, 0);
        QVERIFY(run.err.contains("holds no secret"));
        QVERIFY(!run.err.contains("in clear"));
        QCOMPARE(m_cli.run({text("export"), text("Pitney Bowes")}).out, exported.out);
        run = m_cli.run({text("header"), text("Pitney Bowes")});
        QVERIFY(run.exitCode != 0);
        QCOMPARE(run.out, "");
        COMPARE_CODE(m_cli.run({text("edit"), text("Pitney Bowes"), text("--client-id"),
                                PracticeTokenServer::pitneyBowesKey(), text("--secret-stdin")},
                               secret()),
                     0);
        COMPARE_CODE(m_cli.run({text("header"), text("Pitney Bowes")}), 0);
    }

    void aLockedKeychain()
    {
        NEEDS_POSIX(); // Windows' is open as long as its user is logged in
        const QStringList before = names();
        QCOMPARE(QProcess::execute(text("keyring-lock"), QStringList()), 0);
        const ProgramRun run = cli(text("import --yes -"),
                                   "SPOTIFY_CLIENT_ID=" + otherId
                                       + "\nSPOTIFY_CLIENT_SECRET=" + otherSecret + '\n');
        const ProgramRun same = cli(u"import --yes " + m_parcels);
        QCOMPARE(QProcess::execute(text("keyring-unlock"), QStringList()), 0);
        COMPARE_CODE(run, 5);
        QVERIFY(run.err.contains("“Spotify” (production) was not added"));
        COMPARE_CODE(same, 5); // whether it is there cannot be seen
        QCOMPARE(names(), before);
    }

    void noSecretAnywhere()
    {
        const Profile profile = Profile::standard();
        QList<QByteArray> places{
            QByteArray(m_cli.said()).replace(m_server->tokensGiven().value(0), "")};
        for (const QString &folder : {profile.configFolder, profile.dataFolder}) {
            QDirIterator entries(folder, QDir::Files, QDirIterator::Subdirectories);
            while (entries.hasNext()) {
                QFile entry(entries.next());
                QVERIFY(entry.open(QIODevice::ReadOnly));
                places.append(entry.readAll());
            }
        }
        QVERIFY(places.size() >= 3);
        for (const QByteArray &place : std::as_const(places)) {
            for (const QByteArray &never : {key(), secret(), otherId, otherSecret,
                                            QByteArray(key() + ':' + secret()).toBase64()})
                QVERIFY2(!place.contains(never), place.constData());
        }
    }

private:
    QTemporaryDir m_folder;
    CliBench m_cli;
    QString m_parcels;
    std::unique_ptr<PracticeTokenServer> m_server;
};

TEST_IN_PROGRAM(TestCliImport)
#include "tst_cliimport.moc"
