// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "ProcessorTime.h"
#include "TestProgram.h"

#include "Placeholder.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>

using namespace Tokenwright;

namespace {

const char *const files[]{"ebay-java.yaml",
                          "ebay-java-merged.yaml",
                          "ebay-python.json",
                          "ebay-node.json",
                          "curl-ebay.txt",
                          "curl-pitney-bowes.txt",
                          "curl-as-printed.txt",
                          "curl-chrome-cmd.txt",
                          "curl-chrome-cmd-json.txt",
                          "curl-smart-quotes.txt",
                          "curl-extra-header.txt",
                          "curl-form-type.txt",
                          "curl-get.txt",
                          "several.env",
                          "settings.json",
                          "postman-environment.json",
                          "postman-collection-v20.json",
                          "postman-collection-v21.json"};

} // namespace

/// Files that are broken, or made to do harm.
class TestImportHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *tag, const QByteArray &content, const char *said) {
            QTest::newRow(tag) << content << text(said);
        };
        const QByteArray pair("\"clientId\":\"practicekey1\",\"clientSecret\":\"practices1\"");
        row("nothing", {}, "none of the files");
        row("blank", " \n\t\n", "none of the files");
        row("prose", "Dear reader, this is no such file.", "none of the files");
        row("other JSON", "{\"a\": 1}", "none of the files");
        row("JSON list", "[1, 2]", "none of the files");
        row("other YAML", "a:\n  b: c\n", "none of the files");
        row("too large", QByteArray(mostImportBytes + 1, 'a'), "larger than 4 MiB");
        row("NUL", QByteArray("CLIENT_ID=a\0b\nCLIENT_SECRET=c\n", 29), "not a text file");
        row("not UTF-8", "CLIENT_ID=\xff\xc0\nCLIENT_SECRET=abc1\n", "not a text in UTF-8");
        row("UTF-8 cut short", "CLIENT_ID=a1\nCLIENT_SECRET=ab\xe2\x82", "not a text in UTF-8");
        row("UTF-16 cut short",
            QByteArray("\xff\xfe"
                       "a\0b",
                       5),
            "not a text in UTF-8");
        row("UTF-16 without mark", QByteArray("a\0=\0b\0", 6), "not a text file");
        row("broken JSON", "{\"SANDBOX\": {\n" + pair + "}", "line 2");
        row("JSON with a comment", "{\"SANDBOX\": {" + pair + " // note\n}}", "not valid JSON");
        row("JSON and more", "{\"SANDBOX\": {" + pair + "}} {}", "not valid JSON");
        row("key twice", "{\"SANDBOX\": {\"clientId\":\"practicekey2\",\n" + pair + "}}",
            "there twice (line 2)");
        row("key twice, escaped",
            "{\"SANDBOX\": {\"client\\u0049d\":\"practicekey2\"," + pair + "}}", "there twice");
        row("environment twice", "{\"SANDBOX\": {" + pair + "}, \"SANDBOX\": {" + pair + "}}",
            "there twice");
        row("environment twice by case",
            "{\"SANDBOX\": {" + pair + "}, \"sandbox\": {" + pair + "}}", "there twice");
        row("field twice by case", "{\"SANDBOX\": {\"CLIENTID\":\"practicekey2\"," + pair + "}}",
            "there twice");
        row("YAML key twice", "api.ebay.com:\n  appid: a1\n  appid: b1\n  certid: c1\n",
            "there twice (line 3)");
        row("YAML host twice",
            "api.ebay.com:\n  appid: a1\n  certid: c1\nAPI.ebay.com:\n  appid: b1\n",
            "there twice (line 4)");
        row("YAML open quote", "api.ebay.com:\n  appid: \"a1\n  certid: c1\n", "not valid YAML");
        row("YAML tab", "api.ebay.com:\n\tappid: a1\n", "not valid YAML");
        row("YAML unknown alias", "api.ebay.com: *nobody\n", "not valid YAML");
        row("two YAML documents", "api.ebay.com:\n  appid: a1\n  certid: c1\n---\nb: c\n",
            "not one YAML document");
        row("YAML documents without end", ", a\napi.ebay.com: b\n", "not one YAML document");
        row("many commands",
            QByteArray("curl -u a1:b1 https://a.example.com/token\n").repeated(1'001),
            "more than 1000");
        row("large YAML", "api.ebay.com:\n  appid: " + QByteArray(300'000, 'a'), "too large");
        row("export of the future", "{\"tokenwrightExport\": 2, \"credentialSets\": []}",
            "does not understand");
        row("deep JSON", QByteArray(100'000, '{').replace("{", "{\"a\":"), "not valid JSON");
        row("deep JSON lists", "{\"a\":" + QByteArray(100'000, '['), "not valid JSON");
        row("deep YAML", "api.ebay.com: " + QByteArray(100'000, '['), "not valid YAML");
        row("deep YAML maps", "api.ebay.com: " + QByteArray(100'000, '{'), "not valid YAML");
    }

    void refused()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, said);
        const auto file = readImport(content, m_catalog);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::Configuration);
        QVERIFY2(file.error().message.contains(said), qPrintable(file.error().message));
        QVERIFY(!file.error().message.contains(u"practices1")); // no secret in the words
    }

    /// What grows beyond measure when it is written out.
    void bombs()
    {
        QByteArray yaml("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; ++i) {
            const QByteArray before = "*a" + QByteArray::number(i - 1);
            yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [";
            yaml += QByteArray(before + ",").repeated(9) + before + "]\n";
        }
        yaml += "api.ebay.com: {appid: *a29, certid: *a29, <<: *a29}\n";
        const ProcessorTime timer;
        COMPARE_LINES(dumped(readImport(yaml, m_catalog)),
                      QStringList{text("- line 31: There is neither a client ID nor a client "
                                       "secret.")});
        // a node that is within itself
        const auto round = readImport(
            "api.ebay.com: &a\n  appid: practice1\n  certid: *a\n  <<: *a\n", m_catalog);
        QVERIFY(!round || round->sets.isEmpty());
        // variables within variables
        QByteArray json("{\"info\":{\"name\":\"x\"},\"item\":[],\"auth\":{\"type\":\"oauth2\","
                        "\"oauth2\":[{\"key\":\"clientId\",\"value\":\"{{a0}}\"},"
                        "{\"key\":\"clientSecret\",\"value\":\"s1\"}]},\"variable\":[");
        for (int i = 0; i < 30; ++i) {
            const QByteArray next("{{a" + QByteArray::number(i + 1) + "}}");
            json += "{\"key\":\"a" + QByteArray::number(i) + "\",\"value\":\"" + next.repeated(1000)
                + "\"},";
        }
        json += "{\"key\":\"z\",\"value\":\"\"}]}";
        const auto collection = readImport(json, m_catalog);
        QVERIFY(collection);
        QVERIFY(collection->sets.isEmpty());
        QVERIFY2(timer.milliseconds() < 5'000, qPrintable(QString::number(timer.milliseconds())));
    }

    /// A lot of what could take longest to read.
    void largeFiles_data()
    {
        QTest::addColumn<QByteArray>("unit");
        for (const char *unit :
             {"curl -u a1:b1 -d grant_type=client_credentials https://a.example.com/token\n",
              "curl -d '",
              "curl -d \"",
              "curl -a ",
              "curl ^\"",
              "curl -d \"^&\n",
              "curl -d `\n",
              "curl -d \xe2\x80\x9c",
              "curl -d \xe2\x80\x98 ",
              "curl.exe -d '\"^",
              "irm -",
              "curl/curl/",
              "A_CLIENT_ID=x\n",
              "A_CLIENT_ID=\"",
              "CLIENT_ID=a1\nCLIENT_SECRET=b1\n",
              "<",
              "{{",
              "meta {\n a: '''\n",
              "vars:secret [\n",
              "auth:oauth2 {\nclient_id: {{a}}\n}\n",
              "@a('''\n",
              "openapi: 3\ncomponents:\n securitySchemes:\n",
              "POST https://a.example.com/token\n\ngrant_type=client_credentials\n###\n",
              "type: collection.insomnia.rest/5.0\n",
              "$(",
              "''",
              "\\\n",
              "api.ebay.com: a\n",
              "- ",
              "? ",
              "&a ",
              "a: ",
              "<a",
              "(",
              "\xc3\xa4"})
            QTest::newRow(unit) << QByteArray(unit);
    }

    void largeFiles()
    {
        QFETCH(const QByteArray, unit);
        const ProcessorTime timer;
        for (const char *start :
             {"", "ACME_CLIENT_ID=a1\nACME_CLIENT_SECRET=", "api.ebay.com: ", "curl -X POST "}) {
            const QByteArray begin(start);
            const qsizetype count = mostImportBytes / 64 / unit.size();
            (void)readImport(begin + unit.repeated(count), m_catalog);
        }
        QVERIFY2(timer.milliseconds() < 3'750, qPrintable(QString::number(timer.milliseconds())));
    }

    /// A file of which a part is missing is refused, or gives no pair but those it holds whole: the
    /// end of a text without brackets cannot be told from that of a shorter one.
    void truncated_data() { everyFile(); }
    void truncated()
    {
        const QByteArray whole = importFile(QString::fromUtf8(QTest::currentDataTag()));
        const auto complete = readImport(whole, m_catalog);
        QVERIFY(complete);
        const bool hasBrackets = whole.startsWith('{');
        const QByteArray trimmed = whole.trimmed();
        for (qsizetype size = 0; size < trimmed.size(); ++size) {
            const auto part = readImport(whole.first(size), m_catalog);
            QVERIFY(!part || !hasBrackets);
            const auto sets = part ? part->sets : QList<ImportedSet>();
            for (qsizetype i = 0; i + 1 < sets.size(); ++i) {
                const bool isThere = std::ranges::any_of(
                    complete->sets, [&](const ImportedSet &set) {
                        return set.pair.clientId == sets.at(i).pair.clientId
                            && set.pair.clientSecret.equals(sets.at(i).pair.clientSecret);
                    });
                QVERIFY2(isThere, qPrintable(sets.at(i).pair.clientId));
            }
        }
    }

    /// Whatever happens to a file on its way, what comes of it is whole: both halves of a pair, an
    /// allowed URL, no placeholder, and nothing in the index that should not be there.
    void mutated_data()
    {
        everyFile();
        for (const char *file :
             {"bruno/collection.bru", "bruno/environments/dev.bru", "opencollection.yml",
              "insomnia-4.json", "insomnia-5.yaml", "yaak.json", "http-client.env.json",
              "openapi-3.yaml", "requests.http", "../import-files/settings.yaml"})
            QTest::newRow(QByteArray(QByteArray("../tool-files/") + file).constData()) << 0;
    }
    void mutated()
    {
        const QByteArray whole = importFile(QString::fromUtf8(QTest::currentDataTag()));
        QRandomGenerator random(20'260'101); // the same changes every time
        const QByteArray pieces[]{"\"",         "'",      "{",  "}",    "[",
                                  "]",          "\n",     ":",  ",",    "\\",
                                  "$(",         "{{",     "}}", "&a",   "*a",
                                  "<<",         "#",      "=",  "\xff", QByteArray(1, '\0'),
                                  "null",       "-d",     "@",  "%",    "curl ",
                                  "CLIENT_ID=", "http://"};
        for (int round = 0; round < 1'500; ++round) {
            QByteArray content = whole;
            for (int change = 0; change <= round % 4; ++change) {
                const qsizetype at = random.bounded(int(content.size()));
                const qsizetype length = random.bounded(6);
                const auto &piece = pieces[random.bounded(int(std::size(pieces)))];
                content.replace(at, length, piece);
            }
            const auto file = readImport(content, m_catalog);
            if (!file)
                continue;
            for (const ImportedSet &set : file->sets) {
                if (set.asksForPair) { // what is not there is not made up
                    QVERIFY(set.pair.clientId.isEmpty() || set.pair.clientSecret.isEmpty());
                    continue;
                }
                QVERIFY(!set.pair.clientId.isEmpty());
                QVERIFY(!set.pair.clientSecret.isEmpty());
                QVERIFY(!isPlaceholder(set.pair.clientId));
                QVERIFY(!isPlaceholder(set.pair.clientSecret.revealText()));
                QVERIFY(file->holdsSecret);
                QVERIFY(!set.place.isEmpty() && !set.key.isEmpty());
                const QByteArray row = QJsonDocument(set.set.toJson()).toJson();
                if (set.pair.clientSecret.size() > 8) // shorter ones may be part of a word
                    QVERIFY(!row.contains(set.pair.clientSecret.reveal().toByteArray()));
            }
        }
    }

private:
    static void everyFile()
    {
        QTest::addColumn<int>("unused");
        for (const char *file : files)
            QTest::newRow(file) << 0;
    }

    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportHostile)
#include "tst_importhostile.moc"
