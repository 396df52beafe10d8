// SPDX-License-Identifier: MIT
#include "ImportFormat.h"
#include "ImportPlan.h"
#include "ImportSource.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "ImportDump.h"
#include "PracticeKeys.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

/// What vendors give out for tokens that are asked for with a signed JWT.
class TestImportSignedGrants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!PracticeKeys::isThere())
            QSKIP("there is no openssl");
        m_key = m_keys.key(u"RSA"_s);
    }

    void google()
    {
        const auto file = read(googleKey());
        VERIFY_OK(file);
        QCOMPARE(file->format, u"google-key"_s);
        QVERIFY(file->holdsSecret && file->skipped.isEmpty());
        QCOMPARE(file->sets.size(), 1);
        const ImportedSet &set = file->sets.first();
        QCOMPARE(set.set.provider, u"google-service-account"_s);
        QCOMPARE(set.set.environment, u"production"_s);
        QCOMPARE(set.set.name, u"practice-robot"_s);
        QCOMPARE(set.set.assertion->keyId, u"0123456789abcdef"_s);
        QCOMPARE(set.pair.clientId, u"practice-robot@practice.iam.gserviceaccount.com"_s);
        QVERIFY(set.pair.privateKey.reveal() == m_key);
        QVERIFY2(set.remark.contains(u"cloud-platform"), qPrintable(set.remark));
        // it can be added as it is
        const auto rows = planImport({{.file = u"key.json"_s, .content = *file}}, {}, {},
                                     m_catalog);
        QCOMPARE(rows.size(), 1);
        QVERIFY2(rows.first().isImportable(), qPrintable(rows.first().text));
    }

    void googleThatIsNone_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("reason");
        QTest::newRow("another server") << u"token_uri"_s << u"https://login.example.com/token"_s
                                        << u"token_uri is not Google's"_s;
        QTest::newRow("no key") << u"private_key"_s << QString() << u"private_key"_s;
        QTest::newRow("a torn key")
            << u"private_key"_s << u"-----BEGIN PRIVATE KEY-----\nAA"_s << u"private_key"_s;
        QTest::newRow("a placeholder")
            << u"client_email"_s << u"<your account>"_s << u"client_email"_s;
    }

    void googleThatIsNone()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, reason);
        QJsonObject json = googleKey();
        json.insert(field, value);
        const auto file = read(json);
        VERIFY_OK(file);
        QVERIFY(file->sets.isEmpty() && file->holdsSecret);
        QCOMPARE(file->skipped.size(), 1);
        QVERIFY2(file->skipped.first().reason.contains(reason),
                 qPrintable(file->skipped.first().reason));
    }

    void googleOfAPerson()
    {
        const auto file = read(QJsonObject{{u"type"_s, u"authorized_user"_s},
                                           {u"client_id"_s, u"practice-1.apps.example.com"_s},
                                           {u"client_secret"_s, u"practice-S3cret-0001"_s},
                                           {u"refresh_token"_s, u"1//practice-refresh"_s}});
        VERIFY_OK(file);
        COMPARE_LINES(
            dumped(*file),
            QStringList(u"Google sign-in @ oauth2-refresh-token/production "
                        "practice-1.apps.example.com:practice-S3cret-0001 "
                        "variables=tokenUrl=https://oauth2.googleapis.com/token "
                        "secret=refresh_token=1//practice-refresh by client_secret_post"_s));
    }

    void docusign()
    {
        const QString user = u"3af994a5-0000-4000-8000-adf23dce0cd3"_s;
        QJsonObject json{{u"dsJWTClientId"_s, u"0a09f94b-0000-4000-8000-722da7e2846a"_s},
                         {u"impersonatedUserGuid"_s, user},
                         {u"privateKeyLocation"_s, u"./private.key"_s},
                         {u"dsOauthServer"_s, u"https://account-d.docusign.com"_s}};
        const auto file = read(json);
        VERIFY_OK(file);
        QCOMPARE(file->sets.size(), 1);
        QCOMPARE(file->sets.first().set.provider, u"docusign"_s);
        QCOMPARE(file->sets.first().set.environment, u"sandbox"_s);
        QCOMPARE(file->sets.first().set.variables.value(u"user"_s), user);
        QVERIFY(file->sets.first().remark.contains(u"./private.key"));
        json.insert(u"dsOauthServer"_s, u"https://account.docusign.com"_s);
        QCOMPARE(read(json)->sets.first().set.environment, u"production"_s);
        json.insert(u"dsJWTClientId"_s, u"{INTEGRATION_KEY_JWT}"_s);
        QVERIFY(read(json)->sets.isEmpty() && read(json)->skipped.size() == 1);
    }

    void salesforce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const QString made = u"Salesforce me@acme.com @ salesforce-jwt/"_s;
        QTest::newRow("sf") << u"sf org login jwt --username me@acme.com --jwt-key-file server.key "
                               "--client-id 3MVG9practice \\\n --instance-url "
                               "https://acme.my.salesforce.com --alias x"_s
                            << QStringList(made
                                           + u"production 3MVG9practice: "
                                             "variables=mydomain=acme,username=me@acme.com");
        QTest::newRow("a sandbox, short")
            << u"$ sf org login jwt -o me@acme.com -f 'server.key' -i 3MVG9practice "
               "-r https://acme--dev.sandbox.my.salesforce.com"_s
            << QStringList(made
                           + u"sandbox 3MVG9practice: "
                             "variables=mydomain=acme,sandbox=dev,username=me@acme.com");
        QTest::newRow("sfdx") << u"sfdx force:auth:jwt:grant --clientid=3MVG9practice "
                                 "--jwtkeyfile=server.key --username=me@acme.com "
                                 "--instanceurl=https://test.salesforce.com"_s
                              << QStringList(made
                                             + u"sandbox 3MVG9practice: "
                                               "variables=username=me@acme.com");
        QTest::newRow("from the environment")
            << u"sf org login jwt -i $CONSUMER_KEY -f server.key -o me@acme.com"_s
            << QStringList(u"- line 1: This command takes a value from a shell variable or "
                           "command, which is not in the file."_s);
    }

    void salesforce()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const auto file = readImport(text.toUtf8(), m_catalog);
        VERIFY_OK(file);
        QCOMPARE(file->format, u"salesforce"_s);
        COMPARE_LINES(dumped(*file), expected);
    }

    void keyBesideIt()
    {
        const QTemporaryDir folder;
        const auto write = [&](const char *name, const QByteArray &content) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QFile file(path);
            const bool isDone = file.open(QIODevice::WriteOnly) && file.write(content) > 0;
            return isDone ? path : QString();
        };
        const QString login = write("login.sh",
                                    "sf org login jwt -i 3MVG9practice -o me@acme.com "
                                    "-f server.key -r https://acme.my.salesforce.com\n");
        const QString key = write("server.key", m_key);
        const auto alone = importFiles({key}, m_catalog).first().source;
        QVERIFY(!alone && alone.error().message.contains(u"does not say whose"));
        const auto both = importFiles({key, login}, m_catalog);
        QCOMPARE(both.size(), 2);
        VERIFY_OK(both.at(0).source);
        VERIFY_OK(both.at(1).source);
        QVERIFY(both.at(0).source->content.sets.isEmpty()
                && both.at(0).source->content.holdsSecret);
        const ImportedSet &set = both.at(1).source->content.sets.first();
        QVERIFY(set.pair.privateKey.reveal().trimmed() == m_key.trimmed());
        const auto rows = planImport({*both.at(0).source, *both.at(1).source}, {}, {}, m_catalog);
        QCOMPARE(rows.size(), 1);
        QVERIFY2(rows.first().isImportable(), qPrintable(rows.first().text));
        // of two keys nobody can tell which it is
        const QString other = write("other.key", m_keys.key(u"RSA"_s, u"other"_s));
        const auto three = importFiles({key, login, other}, m_catalog);
        QVERIFY(!three.at(0).source && !three.at(2).source);
        QVERIFY(three.at(1).source->content.sets.first().pair.privateKey.isEmpty());
    }

    void severalPeopleOfOneApplication()
    {
        const QByteArray json
            = R"({"applications":{"production_1":{"app_id":"Jane-Shop-PRD-0a1b2c3d4-5e6f7a8b",
                "cert_id":"PRD-0a1b2c3d4e5f-6a7b-8c9d"}},"users":{
                "production_jane":{"refresh_token":"v^1.1#i^1#practice-0001"},
                "production_joe":{"refresh_token":"v^1.1#i^1#practice-0002"},
                "production_jane2":{"refresh_token":"v^1.1#i^1#practice-0001"}}})";
        const auto file = readImport(json, m_catalog);
        VERIFY_OK(file);
        const auto rows = planImport({{.file = u"ebay_rest.json"_s, .content = *file}}, {}, {},
                                     m_catalog);
        QCOMPARE(rows.size(), 4);
        QCOMPARE(std::ranges::count_if(rows,
                                       [](const ImportRow &row) {
                                           return row.isImportable()
                                               && row.set.provider == u"ebay-user";
                                       }),
                 2);
    }

private:
    QJsonObject googleKey() const
    {
        return {{u"type"_s, u"service_account"_s},
                {u"project_id"_s, u"practice"_s},
                {u"private_key_id"_s, u"0123456789abcdef"_s},
                {u"private_key"_s, QString::fromLatin1(m_key)},
                {u"client_email"_s, u"practice-robot@practice.iam.gserviceaccount.com"_s},
                {u"client_id"_s, u"1234567890"_s},
                {u"token_uri"_s, u"https://oauth2.googleapis.com/token"_s}};
    }
    Result<ImportedFile> read(const QJsonObject &json) const
    {
        return readImport(QJsonDocument(json).toJson(), m_catalog);
    }

    const ProviderCatalog m_catalog = shippedCatalog();
    PracticeKeys m_keys;
    QByteArray m_key;
};

TEST_IN_PROGRAM(TestImportSignedGrants)
#include "tst_importsignedgrants.moc"
