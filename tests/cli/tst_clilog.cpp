// SPDX-License-Identifier: MIT
#include "CliBench.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "FileLock.h"
#include "Profile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Tokenwright;

/// log and inspect, as programs and people read them.
class TestCliLog : public QObject, private CliBench
{
    Q_OBJECT

private:
    static QList<QJsonObject> objects(const QByteArray &lines)
    {
        QList<QJsonObject> all;
        for (const QByteArray &line : lines.split('\n')) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object());
        }
        return all;
    }
    static QByteArray encoded(const QByteArray &bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    void answerWith(const QByteArray &token)
    {
        m_server->setResponder([=](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.body = R"({"access_token":"TOKEN","expires_in":7200})";
            answer.body.replace("TOKEN", token);
            return answer;
        });
    }
    int requests() const { return int(m_server->requests().size()); }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PracticeTokenServer>();
        QVERIFY(m_profile.ensureFolders());
        m_server->writeProviderFiles(m_profile.providersFolder());
        for (const char *name : {"Parcels", "Letters"}) {
            COMPARE_CODE(run({u"add"_s, QString::fromLatin1(name), u"--provider"_s,
                              u"pitney-bowes"_s, u"--environment"_s, u"sandbox"_s, u"--client-id"_s,
                              PracticeTokenServer::pitneyBowesKey(), u"--secret-stdin"_s},
                             PracticeTokenServer::pitneyBowesSecret().toUtf8()),
                         0);
        }
    }

    void withoutALog()
    {
        for (const char *line : {"log", "log --json", "log Parcels"}) {
            const ProgramRun run = cli(line);
            COMPARE_CODE(run, 0);
            QCOMPARE(run.out, "");
        }
        COMPARE_CODE(cli("log Nobody"), 3);
        COMPARE_CODE(cli("log Parcels Letters"), 2);
    }

    void requestsAreLogged()
    {
        COMPARE_CODE(cli("mint Parcels"), 0);
        COMPARE_CODE(cli("header Parcels"), 0); // reused
        COMPARE_CODE(cli("mint Letters"), 0);
        m_server->setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.status = 401;
            answer.headers.emplaceBack("X-Request-Id", "abc-123");
            answer.body = R"({"errors":[{"errorCode":"PB-1","errorDescription":"no"}]})";
            return answer;
        });
        COMPARE_CODE(cli("mint Parcels"), 4);
        COMPARE_CODE(run({u"mint"_s, u"--provider"_s, u"pitney-bowes"_s, u"--environment"_s,
                          u"sandbox"_s, u"--client-id"_s, u"ad-hoc"_s, u"--secret-stdin"_s},
                         "ad-hoc-secret"),
                     4);
        const ProgramRun all = cli("log --json");
        COMPARE_CODE(all, 0);
        const auto lines = objects(all.out);
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0).value(u"credential_set").toString(), u"Parcels"_s);
        QCOMPARE(lines.at(1).value(u"credential_set").toString(), u"Letters"_s);
        QCOMPARE(lines.at(2).value(u"code").toString(), u"PB-1"_s);
        QCOMPARE(lines.at(2).value(u"http_status").toInt(), 401);
        QCOMPARE(lines.at(2).value(u"request_ids")[u"X-Request-Id"].toString(), u"abc-123"_s);
        QCOMPARE(lines.at(2).value(u"asked_by").toString(), u"command line"_s);
        QVERIFY(lines.at(3).value(u"credential_set").isNull());
        for (const QJsonObject &line : lines)
            QCOMPARE(line.size(), 13);
        const auto one = objects(cli("log Parcels --json").out);
        QCOMPARE(one.size(), 2);
        const ProgramRun shown = cli("log Parcels");
        QCOMPARE(shown.out.count('\n'), 2);
        QVERIFY2(shown.out.contains("\trejected: PB-1"), shown.out.constData());
        QCOMPARE(cli("log --environment production").out, "");
        QCOMPARE(cli("log --environment sandbox --json").out, all.out);
    }

    void aRenamedSetKeepsItsLog()
    {
        COMPARE_CODE(cli("edit Letters --name Renamed"), 0);
        const auto lines = objects(cli("log Renamed --json").out);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.first().value(u"credential_set").toString(), u"Renamed"_s);
        COMPARE_CODE(cli("log Letters"), 3);
        COMPARE_CODE(cli("edit Renamed --name Letters"), 0);
    }

    void whoEndsWaitsForTheLock()
    {
        const qsizetype before = objects(cli("log --json").out).size();
        answerWith("practice-token-waiting");
        FileLock lock(m_profile.lockFile(u"requests.lock"_s));
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        const int asked = requests();
        QProcess process;
        process.start(commandLineFile(), {u"mint"_s, u"Parcels"_s});
        QTRY_VERIFY_WITH_TIMEOUT(requests() > asked, 10'000);
        QTest::qWait(300); // all but the log is done
        QCOMPARE(process.state(), QProcess::Running);
        lock.unlock();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(objects(cli("log --json").out).size(), before + 1);
    }

    void aLogThatCannotBeReadIsSaid()
    {
        const QString aside = m_profile.requestLogFile() + u".aside";
        QVERIFY(QFile::rename(m_profile.requestLogFile(), aside));
        QVERIFY(QDir().mkdir(m_profile.requestLogFile()));
        const ProgramRun read = cli("log");
        const ProgramRun minted = cli("mint Parcels");
        QVERIFY(QDir().rmdir(m_profile.requestLogFile()));
        QVERIFY(QFile::rename(aside, m_profile.requestLogFile()));
        COMPARE_CODE(read, 1);
        QCOMPARE(read.out, "");
        QVERIFY2(read.err.contains("requests.jsonl"), read.err.constData());
        COMPARE_CODE(minted, 0);
        QVERIFY2(minted.err.contains("requests.jsonl"), minted.err.constData());
    }

    void claimsOfAJwt_data()
    {
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("signed") << QByteArray("c2lnbmF0dXJlLW5vdC10by1iZS1zZWVu");
        QTest::newRow("an empty signature") << QByteArray();
    }
    void claimsOfAJwt()
    {
        QFETCH(const QByteArray, signature);
        const QByteArray claims = R"({"iss":"https://id.example.com","scope":"a b","n":1})";
        const QByteArray token = encoded(R"({"alg":"ES256","kid":"k"})") + '.' + encoded(claims)
            + '.' + signature;
        answerWith(token);
        COMPARE_CODE(cli("mint Parcels"), 0);
        const int before = requests();
        const ProgramRun json = cli("inspect Parcels --json");
        COMPARE_CODE(json, 0);
        const QJsonObject object = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(object.keys(),
                 (QStringList{u"claims"_s, u"expires_in"_s, u"header"_s, u"opaque"_s}));
        QCOMPARE(object.value(u"claims"), QJsonDocument::fromJson(claims).object());
        QCOMPARE(object.value(u"header")[u"kid"].toString(), u"k"_s);
        QVERIFY(object.value(u"expires_in").toInt() > 7000);
        QCOMPARE(object.value(u"opaque"), QJsonValue(false));
        const ProgramRun shown = cli("inspect Parcels");
        COMPARE_CODE(shown, 0);
        QVERIFY2(shown.out.contains("claims\tiss\thttps://id.example.com\n"),
                 shown.out.constData());
        QVERIFY2(shown.out.contains("header\talg\tES256\n"), shown.out.constData());
        QCOMPARE(requests(), before);
        for (const ProgramRun &run : {json, shown}) {
            QVERIFY(!run.out.contains(token) && !run.err.contains(token));
            if (!signature.isEmpty())
                QVERIFY(!run.out.contains(signature) && !run.err.contains(signature));
        }
    }

    void anOpaqueToken()
    {
        answerWith("practice-opaque-token");
        COMPARE_CODE(cli("mint Parcels"), 0);
        const ProgramRun json = cli("inspect Parcels --json");
        COMPARE_CODE(json, 0);
        const QJsonObject object = QJsonDocument::fromJson(json.out).object();
        QVERIFY(object.value(u"header").isNull() && object.value(u"claims").isNull());
        QCOMPARE(object.value(u"opaque"), QJsonValue(true));
        const ProgramRun shown = cli("inspect Parcels");
        COMPARE_CODE(shown, 0);
        QCOMPARE(shown.out, "");
        QVERIFY2(shown.err.contains("opaque"), shown.err.constData());
    }

    void whatDiffersIsSaid()
    {
        const QByteArray exp = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3600);
        answerWith(encoded(R"({"alg":"none"})") + '.' + encoded(R"({"exp":)" + exp + '}') + '.');
        COMPARE_CODE(cli("mint Parcels"), 0);
        const ProgramRun run = cli("inspect Parcels --json");
        COMPARE_CODE(run, 0);
        QVERIFY2(run.err.contains("earlier than what the provider answered"), run.err.constData());
        QVERIFY(!cli("inspect Parcels --json --quiet").err.contains("earlier"));
    }

    void withoutATokenNothingIsMinted()
    {
        COMPARE_CODE(
            run({u"add"_s, u"Empty"_s, u"--provider"_s, u"pitney-bowes"_s, u"--environment"_s,
                 u"sandbox"_s, u"--client-id"_s, u"practice"_s, u"--secret-stdin"_s},
                "practice"),
            0);
        const int before = requests();
        for (const char *line : {"inspect Empty", "inspect Empty --json"}) {
            const ProgramRun run = cli(line);
            COMPARE_CODE(run, 1);
            QCOMPARE(run.out, "");
        }
        QCOMPARE(requests(), before);
        COMPARE_CODE(cli("inspect Nobody"), 3);
        COMPARE_CODE(cli("inspect"), 2);
    }

    void nothingSecretIsInTheLog()
    {
        QFile file(m_profile.requestLogFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.count('\n') > 5);
        for (const QString &value :
             {PracticeTokenServer::pitneyBowesKey(), PracticeTokenServer::pitneyBowesSecret(),
              u"practice-opaque-token"_s, u"ad-hoc"_s})
            QVERIFY2(!content.contains(value.toUtf8()), content.constData());
    }

private:
    const Profile m_profile = Profile::standard();
    std::unique_ptr<PracticeTokenServer> m_server;
};

TEST_IN_PROGRAM(TestCliLog)
#include "tst_clilog.moc"
