// SPDX-License-Identifier: MIT
#include "ImportDump.h"

using namespace Tokenwright;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// curl commands, in every way to write them down.
class ImportCurlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curl_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *tag, const char *line, const char *expected) {
            QTest::newRow(tag) << text(line) << text(expected);
        };
        const char *generic = "login.example.com @ oauth2/production practice-id:practice-secret "
                              "variables=tokenUrl=https://login.example.com/token";
        row("-u",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "https://login.example.com/token",
            generic);
        row("joined options",
            "curl -sSupractice-id:practice-secret -XPOST "
            "-dgrant_type=client_credentials https://login.example.com/token",
            generic);
        row("--user, --url, --data",
            "curl --user practice-id:practice-secret --request POST "
            "--data grant_type=client_credentials --url "
            "https://login.example.com/token",
            generic);
        row("several -d",
            "curl -d grant_type=client_credentials -d client_id=practice-id "
            "-d client_secret=practice-secret https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:practice-secret "
            "variables=tokenUrl=https://login.example.com/token by client_secret_post");
        row("encoded",
            "curl -d 'grant_type=client_credentials&client_id=practice%2Did&"
            "client_secret=a%2Bb+c' https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:a+b c "
            "variables=tokenUrl=https://login.example.com/token by client_secret_post");
        row("--data-urlencode",
            "curl --data-urlencode grant_type=client_credentials "
            "--data-urlencode 'client_id=practice-id' --data-urlencode "
            "'client_secret=a+b c%41' https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:a+b c%41 "
            "variables=tokenUrl=https://login.example.com/token by client_secret_post");
        row("JSON",
            "curl --json '{\"grant_type\":\"client_credentials\",\"client_id\":"
            "\"practice-id\",\"client_secret\":\"practice-secret\"}' "
            "https://apis-tem.usps.com/oauth2/v3/token",
            "USPS @ usps/sandbox practice-id:practice-secret");
        row("query",
            "curl -X POST 'https://zoom.us/oauth/token?grant_type=account_credentials&"
            "account_id=practice-account' -u practice-id:practice-secret",
            "Zoom @ zoom/production practice-id:practice-secret "
            "parameters=account_id=practice-account");
        row("user in the URL",
            "curl -d grant_type=client_credentials "
            "https://practice-id:practice-secret@login.example.com/token",
            generic);
        row("quotes",
            "curl -u $'practice\\x2did':\"practice\"'-'secret -d "
            "grant_type=client_credentials \"https://login.example.com/token\"",
            generic);
        row("secret with signs",
            "curl -u 'practice-id:a$b\"c' -d grant_type=client_credentials "
            "https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:a$b\"c "
            "variables=tokenUrl=https://login.example.com/token by client_secret_basic_raw");
        row("Windows",
            "curl.exe -u practice-id:practice-secret ^\n -d "
            "grant_type=client_credentials ^\n https://login.example.com/token",
            generic);
        row("PowerShell",
            "curl.exe -u practice-id:practice-secret `\n -d "
            "grant_type=client_credentials `\n https://login.example.com/token",
            generic);
        row("in a script",
            "TOKEN=$(curl -s -u practice-id:practice-secret -d "
            "grant_type=client_credentials https://login.example.com/token | jq .x)",
            generic);
        row("prompt, path, output",
            "$ /usr/bin/curl -u practice-id:practice-secret -d "
            "grant_type=client_credentials https://login.example.com/token "
            "2>&1 > out.json",
            generic);
        row("header of a variable",
            "curl -u practice-id:practice-secret -H 'x-merchant-id: A1B2C3' "
            "-d grant_type=client_credentials "
            "https://wwwcie.ups.com/security/v1/oauth/token",
            "UPS @ ups/sandbox practice-id:practice-secret variables=merchantId=A1B2C3");
        row("extra parameter",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials"
            " -d audience=https://api.example.com -d pin=1234 "
            "https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:practice-secret "
            "variables=tokenUrl=https://login.example.com/token "
            "parameters=audience=https://api.example.com secret=pin=1234");
        row("variable",
            "curl -u \"$ID:$SECRET\" -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: This curl command takes a value from a shell variable or command, which is "
            "not in the file.");
        row("command",
            "curl -u practice-id:$(pass show x) -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: This curl command takes a value from a shell variable or command, which is "
            "not in the file.");
        row("file",
            "curl -u practice-id:practice-secret -d @/etc/passwd "
            "https://login.example.com/token",
            "- line 1: This curl command reads another file (-d), which is not looked into.");
        row("configuration", "curl -K /etc/passwd https://login.example.com/token",
            "- line 1: This curl command reads another file (-K), which is not looked into.");
        row("no secret",
            "curl -u practice-id -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: This curl command asks for the secret itself.");
        row("another grant",
            "curl -u practice-id:practice-secret -d grant_type=refresh_token "
            "-d refresh_token=abc https://login.example.com/token",
            "- line 1: It asks for another grant (refresh_token) than client_credentials.");
        row("another call", "curl -H 'Authorization: Bearer abc' https://api.example.com/items",
            "- line 1: It does not ask for a token.");
        row("plain http",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "http://login.example.com/token",
            "- line 1: Its token URL must be a plain https URL (http is for this computer alone).");
        row("no scheme",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "login.example.com/token",
            "- line 1: Its token URL must be a plain https URL (http is for this computer alone).");
        row("loopback",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "http://127.0.0.1:8080/token",
            "127.0.0.1 @ oauth2/production practice-id:practice-secret "
            "variables=tokenUrl=http://127.0.0.1:8080/token");
        row("elided URL",
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "\".../oauth/token\"",
            " @ / practice-id:practice-secret");
        row("not Base64",
            "curl -H 'Authorization: Basic practice!' -d grant_type=client_credentials"
            " https://login.example.com/token",
            "- line 1: Its Basic header does not hold ID and secret in Base64.");
        row("open", "curl -u 'practice-id:practice-secret -d grant_type=client_credentials",
            "- line 1: A quotation mark of this curl command is never closed.");
    }

    void curl()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, expected);
        COMPARE_LINES(dumped(readImport(line.toUtf8(), m_catalog)), QStringList{expected});
    }

    void commentsAndProseAreNoCommands()
    {
        const QByteArray line(
            "curl -u practice-id:practice-secret -d grant_type=client_credentials "
            "https://login.example.com/token");
        for (const QByteArray &content :
             {QByteArray("# " + line), QByteArray("Use curl to get a token.\n"),
              QByteArray("mycurl" + line.sliced(4)), QByteArray("libcurl -x"), QByteArray()}) {
            const auto file = readImport(content, m_catalog);
            QVERIFY2(!file, content.constData());
            QVERIFY(file.error().message.contains(u"none of the files"));
        }
        const QByteArray two(line + " ; " + line + "\n\n# a note\n" + line + " # another\n");
        QCOMPARE(readImport(two, m_catalog)->sets.size(), 3);
        QCOMPARE(readImport(two, m_catalog)->sets.last().place, text("line 4"));
    }

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

QTEST_GUILESS_MAIN(ImportCurlTest)
#include "tst_importcurl.moc"
