// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

using namespace Tokenwright;

/// curl commands, in every way to write them down.
class TestImportCurl : public QObject
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
            "curl -u practice-id:practice-secret -d grant_type=password "
            "-d username=abc https://login.example.com/token",
            "- line 1: It asks for another grant (password) than client_credentials.");
        row("refresh token",
            "curl -u practice-id:practice-secret -d grant_type=refresh_token "
            "-d refresh_token=abc https://login.example.com/token",
            "login.example.com @ oauth2-refresh-token/production practice-id:practice-secret "
            "variables=tokenUrl=https://login.example.com/token secret=refresh_token=abc");
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
        row("= instead of a blank",
            "curl --user=practice-id:practice-secret -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: curl wants a blank, not “=”, between --user and its value.");
        row("empty user",
            "curl --user '' -d grant_type=client_credentials https://login.example.com/token",
            "- line 1: This curl command asks for the secret itself.");
        row("user without a value",
            "curl https://login.example.com/token -d grant_type=client_credentials -u",
            "- line 1: The value of -u is missing in this curl command.");
        row("netrc", "curl -n -d grant_type=client_credentials https://login.example.com/token",
            "- line 1: This curl command reads another file (-n), which is not looked into.");
        row("bearer",
            "curl --oauth2-bearer abc -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: There is neither a client ID nor a client secret.");
        row("PowerShell's own",
            "Invoke-RestMethod -Uri 'https://login.example.com/token' -Method Post -Body "
            "@{client_id='practice-id'}",
            "- line 1: It is a command of PowerShell's own, which is not read; what curl.exe is "
            "called with is.");
        row("PowerShell's own under curl's name",
            "curl -Uri 'https://login.example.com/token' -Method Post -Body @{client_id='a'}",
            "- line 1: It is a command of PowerShell's own, which is not read; what curl.exe is "
            "called with is.");
        row("variable of cmd.exe",
            "curl.exe -u %ID%:practice-secret ^\n -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: This curl command takes a value from a shell variable or command, which is "
            "not in the file.");
        row("variable of PowerShell",
            "curl.exe -u \"$env:ID:practice-secret\" `\n -d grant_type=client_credentials "
            "https://login.example.com/token",
            "- line 1: This curl command takes a value from a shell variable or command, which is "
            "not in the file.");
        row("environment before it",
            "LANG=C https_proxy= sudo curl -u practice-id:practice-secret -d "
            "grant_type=client_credentials https://login.example.com/token",
            generic);
        row("joined lines",
            "curl -u practice-id:practice\\\n-secret -d grant_type=client_credentials "
            "https://login.example.com/token",
            generic);
        row("in PowerShell, single quotes",
            "curl.exe -u 'practice-id:a$b\"c' -d 'grant_type=client_credentials' "
            "https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:a$b\"c "
            "variables=tokenUrl=https://login.example.com/token by client_secret_basic_raw");
        row("caret in cmd.exe's quotation marks",
            "curl -u \"practice-id:a^b\" ^\n  -d grant_type=client_credentials ^\n  "
            "https://login.example.com/token",
            "login.example.com @ oauth2/production practice-id:a^b "
            "variables=tokenUrl=https://login.example.com/token by client_secret_basic_raw");
        row("JSON for cmd.exe",
            "curl https://login.example.com/token -H \"Content-Type: application/json\" -d "
            "\"{\\\"grant_type\\\":\\\"client_credentials\\\",\\\"client_id\\\":\\\"practice-"
            "id\\\","
            "\\\"client_secret\\\":\\\"practice-secret\\\"}\"",
            "login.example.com @ oauth2/production practice-id:practice-secret "
            "variables=tokenUrl=https://login.example.com/token by client_secret_post body=json");
        row("document's marks within the shell's",
            "curl -d '{“grant_type”:“client_credentials”}' https://login.example.com/token",
            "- line 1: Its body is not readable JSON.");
        row("known endpoint for cmd.exe",
            "curl.exe ^\"https://api.sandbox.ebay.com/identity/v1/oauth2/token^\" ^\n  -H "
            "^\"Authorization: Basic cHJhY3RpY2UtU0JYLTE6U0JYLXByYWN0aWNlLTE=^\" ^\n  --data-raw "
            "^\"grant_type=client_credentials^\"",
            "eBay @ ebay/sandbox practice-SBX-1:SBX-practice-1");
        row("header of a known provider",
            "curl -u practice-SBX-1:SBX-practice-1 -H 'X-Team: 7' -d "
            "grant_type=client_credentials "
            "https://api.sandbox.ebay.com/identity/v1/oauth2/token",
            "eBay @ ebay/sandbox practice-SBX-1:SBX-practice-1 {X-Team: 7}");
        row("open", "curl -u 'practice-id:practice-secret -d grant_type=client_credentials",
            "- line 1: A quotation mark of this curl command is never closed.");
    }

    void curl()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, expected);
        COMPARE_LINES(dumped(readImport(line.toUtf8(), m_catalog)), QStringList{expected});
    }

    /// Commands as programs, documents and people leave them in files.
    void files_data()
    {
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("isMended");
        const auto row = [](const char *file, const char *expected, bool isMended = false) {
            QTest::newRow(file) << text(expected) << isMended;
        };
        row("curl-chrome-cmd.txt",
            "shop-id:shop-Secret-123 scopes=orders.read|stock.read variables=tokenUrl=@shop/token");
        row("curl-chrome-cmd-json.txt",
            "shop-json:s3cr3t-Zx91-abc variables=tokenUrl=@shopjson/token by client_secret_post "
            "body=json");
        row("curl-firefox-cmd.txt", "ff-id:ff-Secret-456 variables=tokenUrl=@ff/token");
        row("curl-trailing-blank.txt",
            "blank-id:blank-S3cret-77 scopes=read variables=tokenUrl=@blank/token", true);
        row("curl-smart-quotes.txt", "smart-id:smart-S3cret-88 variables=tokenUrl=@smart/token",
            true);
        row("curl-smart-quotes-only.txt",
            "smart2-id:smart2-S3cret-88 variables=tokenUrl=@smart2/token", true);
        row("curl-raw-d.txt",
            "rawd-id:100%Zz 9x== variables=tokenUrl=@rawd/token by client_secret_post", true);
        row("curl-extra-header.txt",
            "hdr-id:hdr-S3cret-0011 variables=tokenUrl=@hdr/token "
            "parameters=audience=https://api.example.com,company=4711 {x-merchant-id: 7788} "
            "{User-Agent: shop-tool/1.0}");
        row("curl-mtls.txt", "mtls-id: variables=tokenUrl=@mtls/token by tls_client_auth", true);
        row("curl-get.txt",
            "get-id:get-S3cret-0012 variables=tokenUrl=@get/token by query method=GET body=query");
        row("curl-json.txt",
            "json-id:json-S3cret-0013 variables=tokenUrl=@json/token "
            "parameters=audience=https://api.example.com,scope=a|b by client_secret_post body=json",
            true);
        row("curl-postman-form.txt",
            "form-id:form-S3cret-0020 variables=tokenUrl=@form/token by client_secret_post", true);
        row("curl-form-type.txt",
            "ft-id:ft-S3cret-0021 variables=tokenUrl=@ft/token by client_secret_post", true);
    }

    void files()
    {
        QFETCH(QString, expected);
        QFETCH(const bool, isMended);
        expected.replace(u'@', text("http://127.0.0.1:8443/"));
        const auto file = readImport(importFile(QString::fromUtf8(QTest::currentDataTag())),
                                     m_catalog);
        COMPARE_LINES(dumped(file), QStringList{u"127.0.0.1 @ oauth2/production " + expected});
        QCOMPARE(!file->sets.first().remark.isEmpty(), isMended);
    }

    /// One that cannot be read leaves the others as they are.
    void oneOfSeveral()
    {
        const auto line = [](const char *id, const char *rest) -> QByteArray {
            return QByteArray("curl https://login.example.com/") + id + " -u " + id
                + "7:secret7 -d grant_type=client_credentials " + rest + '\n';
        };
        const QByteArray content = line("one", "") + line("two", "-d x=$Y")
            + line("three", "\\\n  -d a=b") + line("four", "-d @body.txt") + "\n\n"
            + line("five", "&& echo done") + line("six", "-d 'never closed");
        const QStringList lines = dumped(readImport(content, m_catalog));
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines.at(0).section(u' ', 3, 3), text("one7:secret7"));
        QCOMPARE(lines.at(1).section(u' ', 3, 3), text("three7:secret7"));
        QCOMPARE(lines.at(2).section(u' ', 3, 3), text("five7:secret7"));
        QVERIFY(lines.at(3).startsWith(text("- line 2: This curl command takes a value")));
        QVERIFY(lines.at(4).startsWith(text("- line 5: This curl command reads another file")));
        QVERIFY(lines.at(5).startsWith(text("- line 9: A quotation mark")));
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

TEST_IN_PROGRAM(TestImportCurl)
#include "tst_importcurl.moc"
