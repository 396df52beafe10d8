// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "TestProgram.h"

#include "assignments/Assignments.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Tokenwright;

namespace {

/// Of \a text: "NAME=value", "NAME: flawed", and where a line cannot be read.
QStringList assigned(const QString &text)
{
    QStringList lines;
    const Assignments found = readAssignments(text);
    for (const KeyedValue &value : found.values)
        lines.append(value.flaw.isEmpty() ? QString(value.key + u'=' + value.value)
                                          : QString(value.key + u": flawed"));
    for (const SkippedEntry &entry : found.oddLines)
        lines.append(entry.place);
    return lines;
}

/// What cannot be seen in dumped().
QStringList remarks(const ImportedFile &file)
{
    QStringList lines;
    for (const ImportedSet &found : file.sets)
        lines.append(found.remark);
    lines.removeAll(QString());
    return lines;
}

} // namespace

/// Assignments as each shell writes them. The expected values of rows that name a shell are checked
/// by running it.
class TestImportAssignments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QString>("shells");
        const auto row = [](const char *text, const QStringList &expected,
                            const char *shells = "") {
            QTest::addRow("%s", text)
                << QString::fromUtf8(text) << expected << QString::fromUtf8(shells);
        };
        const char *const posix = "bash dash zsh";
        // where .env files and shells agree
        row("A_ID=practice-1", {u"A_ID=practice-1"_s}, posix);
        row("A_ID='a b' # c", {u"A_ID=a b"_s}, posix);
        row("A_ID=\"a b\" # c", {u"A_ID=a b"_s}, posix);
        row("A_ID=ab#cd # e", {u"A_ID=ab#cd"_s}, posix);
        row("A_ID=\"a\\\"b\\\\c\\$d\\`e\"", {u"A_ID=a\"b\\c$d`e"_s}, posix);
        row("A_ID='$b`c\\d'", {u"A_ID=$b`c\\d"_s}, posix);
        row("A_ID=a$%b", {u"A_ID=a$%b"_s}, posix);
        row("A_ID=a=b==", {u"A_ID=a=b=="_s}, posix);
        row("A_ID=a%b^c!d,e+f/g@h:i*j[k]", {u"A_ID=a%b^c!d,e+f/g@h:i*j[k]"_s}, posix);
        row("A_ID='a';", {u"A_ID=a"_s}, posix);
        row("A_ID='a\nb'\nB_ID=c", {u"A_ID=a\nb"_s, u"B_ID=c"_s}, posix);
        row("A_ID=  ", {u"A_ID="_s}, posix);
        // .env files alone
        row("A.b-c = practice 1 # d", {u"A.b-c=practice 1"_s});
        row("A_ID = 'a b'", {u"A_ID=a b"_s});
        row("A_ID=hello world", {u"A_ID=hello world"_s});
        row("A_ID=ab&cd|e(f)", {u"A_ID=ab&cd|e(f)"_s});
        // what is not in the file
        for (const char *text : {"A_ID=$B",
                                 "A_ID=${B}",
                                 "A_ID=${B:-c}",
                                 "A_ID=$(c d)",
                                 "A_ID=`c d`",
                                 "A_ID=\"x$B\"",
                                 "A_ID=\"`c`\"",
                                 "A_ID=x$1",
                                 "A_ID=$$",
                                 "export A_ID=$'a'",
                                 "export A_ID=$B",
                                 "export A_ID=~/a",
                                 "export A_ID={a,b}",
                                 "export A_ID=<(c)",
                                 "set -gx A_ID $B",
                                 "set -gx A_ID (c)",
                                 "set -gx A_ID \"$B\"",
                                 "set -gx A_ID a{b,c}",
                                 "set A_ID=%B%",
                                 "set A_ID=a%%b",
                                 "$env:A_ID = $B",
                                 "$env:A_ID = \"a$B\"",
                                 "$env:A_ID = \"a$(b)\"",
                                 "$env:A_ID = \"a\" + \"b\"",
                                 "$env:A_ID = Get-Content a",
                                 "$env:A_ID = @\"\na\n\"@",
                                 "$env:A_ID = 007"})
            row(text, {u"A_ID: flawed"_s});
        // what a shell and a reader of .env files take differently
        for (const char *text :
             {"A_ID=a\\b", "A_ID=a;", "A_ID=a;b", "A_ID=a\"b\"", "A_ID=it's", "A_ID=~/a",
              "A_ID=a<b", "A_ID=\"a\\nb\"", "set A_ID=\"a\"", "set A_ID=a # b", "set A_ID = a",
              "export A_ID=a b-c", "export A_ID=a & true"})
            row(text, {u"A_ID: flawed"_s});
        // POSIX shells
        row("export A_ID=a B_ID='b c' # d", {u"A_ID=a"_s, u"B_ID=b c"_s}, posix);
        row("export A_ID=a;export B_ID=b; # c", {u"A_ID=a"_s, u"B_ID=b"_s}, posix);
        row("export A_ID=a && export B_ID=b", {u"A_ID=a"_s, u"B_ID=b"_s}, posix);
        row("export A_ID=a\\b\"c\\nd\"'e'", {u"A_ID=abc\\nde"_s}, posix);
        row("export A_ID='it'\\''s'", {u"A_ID=it's"_s}, posix);
        row("export A_ID=a \\\n  B_ID=b", {u"A_ID=a"_s, u"B_ID=b"_s}, posix);
        row("  export -- A_ID=a", {u"A_ID=a"_s}, posix);
        row("A_ID=a; export A_ID", {u"A_ID=a"_s}, posix);
        row("A_ID=a;\nB_ID=b;", {u"A_ID=a"_s, u"B_ID=b"_s}, posix);
        row("#!/bin/sh\nA_ID=a\\b;", {u"A_ID=ab"_s}, posix);
        row("A_CLIENT_ID=a A_CLIENT_SECRET=b true", {u"A_CLIENT_ID=a"_s, u"A_CLIENT_SECRET=b"_s});
        row("declare -x A_ID=\"a\\$b\"", {u"A_ID=a$b"_s}, "bash zsh");
        row("typeset -x A_ID=a; readonly B_ID=b", {u"A_ID=a"_s, u"B_ID=b"_s}, "bash zsh");
        // fish
        row("set -gx A_ID 'it\\'s \\\\ \\n'", {u"A_ID=it's \\ \\n"_s}, "fish");
        row("set -gx A_ID \"a\\\"b\\\\c\\$d\\n\"", {u"A_ID=a\"b\\c$d\\n"_s}, "fish");
        row("set -x A_ID a'b'\"c\"\\ d # e", {u"A_ID=abc d"_s}, "fish");
        row("set --global --export A_ID a;set -Ux B_ID b#c", {u"A_ID=a"_s, u"B_ID=b#c"_s}, "fish");
        row("set -gx A_ID a b", {u"A_ID=a b"_s}, "fish");
        row("set -gx A_ID a=b%c^d!e~f", {u"A_ID=a=b%c^d!e~f"_s}, "fish");
        row("set -e A_ID", {});
        // cmd.exe: its help, "set /?" and "cmd /?"
        row("@echo off\nset A_ID=a\nSET B_ID=b c", {u"A_ID=a"_s, u"B_ID=b c"_s});
        row("set \"A_ID=a b^c&d\" & rem e", {u"A_ID=a b^c&d"_s});
        row("@set A_ID=a^&b& set \"B_ID=c\"", {u"A_ID=a&b"_s, u"B_ID=c"_s});
        row("set A_ID=a ", {u"A_ID=a "_s}); // the blank is a part of it, and is taken off later
        row("set A_ID='a'", {u"A_ID='a'"_s});
        row("set /p A_ID=Which? ", {});
        row("setlocal EnableDelayedExpansion\nset A_ID=a!b!", {u"A_ID: flawed"_s});
        row("setx A_ID \"a b\" /M", {u"A_ID=a b"_s});
        row("setx A_ID ab /M", {u"A_ID=ab"_s});
        // PowerShell: about_Quoting_Rules, about_Special_Characters
        row("$env:A_ID = \"a`\"b`$c\"\"d\"", {u"A_ID=a\"b$c\"d"_s});
        row("$Env:A_ID='a`b''c$d';${env:B_ID} = \"b\" # c", {u"A_ID=a`b'c$d"_s, u"B_ID=b"_s});
        row("$env:A_ID = \u201ca\u201d", {u"A_ID=a"_s});
        row("$env:A_ID = 12345", {u"A_ID=12345"_s});
        row("[Environment]::SetEnvironmentVariable('A_ID', \"a\", 'User')", {u"A_ID=a"_s});
        row("$env:A_ID = @'\nB_ID=b\n'@\n$env:C_ID = 'c'", {u"A_ID: flawed"_s, u"C_ID=c"_s});
        // lines that cannot be read stand for themselves
        row("NOTE=\"Don't\nA_ID=a\nB_ID=\"b\"", {u"A_ID=a"_s, u"B_ID=b"_s, u"line 1"_s});
        row("NOTE='it's fine'\nA_ID=a", {u"A_ID=a"_s, u"line 1"_s});
        row("NOTE=\"a\"b\nA_ID=a", {u"A_ID=a"_s, u"line 1"_s});
        row("NOTE=\"\nA_ID=a\n", {u"A_ID=a"_s, u"line 1"_s});
        row("set -gx NOTE 'it\nset -gx A_ID a", {u"A_ID=a"_s, u"line 1"_s});
        row("$env:NOTE = \"it\n$env:A_ID = 'a'", {u"A_ID=a"_s, u"line 1"_s});
        row("some words, and a = sign\n# A_ID=no\nREM A_ID=no\nA_ID=a", {u"a=sign"_s, u"A_ID=a"_s});
    }

    void values()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, expected);
        QStringList is = assigned(text);
        is.removeAll(u"a=sign"_s); // whatever prose gives
        QStringList wanted = expected;
        wanted.removeAll(u"a=sign"_s);
        COMPARE_LINES(is, wanted);
    }

    /// The rows that name a shell, by that shell.
    void shells_data() { values_data(); }
    void shells()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, expected);
        QFETCH(const QString, shells);
        if (shells.isEmpty())
            return; // no shell of this system reads it
        QTemporaryDir folder;
        QFile script(folder.filePath(u"script"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(text.toUtf8() + '\n');
        for (const QString &line : expected)
            script.write("printf '%s=%s\\n' " + line.section(u'=', 0, 0).toUtf8() + " \"$"
                         + line.section(u'=', 0, 0).toUtf8() + "\"\n");
        script.close();
        for (const QString &shell : shells.split(u' ')) {
            if (QStandardPaths::findExecutable(shell).isEmpty())
                QSKIP(qPrintable(shell + u" is not installed"));
            QProcess process;
            QProcessEnvironment environment;
            environment.insert(u"HOME"_s, folder.path());
            environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
            process.setProcessEnvironment(environment);
            process.start(shell, {script.fileName()});
            QVERIFY(process.waitForFinished());
            QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()),
                     QString(expected.join(u'\n') + u'\n'));
        }
    }

    void files_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QStringList>("more");
        const auto row = [](const char *file, const char *format, const QStringList &expected,
                            const QStringList &more = {}) {
            QTest::newRow(file) << QString::fromUtf8(format) << expected << more;
        };
        const QString ebay = u"eBay @ ebay/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
                             "PRD-0a1b2c3d4e5f-6a7b-8c9d"_s;
        const QString generic = u" @ oauth2/production "_s;
        const QString follows = u": Something follows a closing quotation mark."_s;
        const QString elsewhere = u"Its value is not in the file itself."_s;
        row("variables.ps1", "dotenv", {ebay});
        row("variables.bat", "dotenv", {ebay});
        row("variables.fish", "dotenv", {ebay});
        row("compose.yml", "compose", {ebay});
        row("exports.sh", "dotenv", {ebay});
        row("semicolons.env", "dotenv", {ebay});
        row("declared.env", "dotenv", {ebay});
        row("odd-lines.env", "dotenv",
            {ebay, u"- line 2"_s + follows, u"- line 4: A quotation mark is never closed."_s});
        row("odd-concatenation.env", "dotenv", {ebay, u"- line 1"_s + follows});
        row("odd-apostrophe.env", "dotenv", {ebay, u"- line 1"_s + follows});
        row("k8s.yml", "compose",
            {u"Pitney Bowes @ pitney-bowes/sandbox practiceApiKey0001abcd:practiceApiSecret01"_s,
             u"- line 17: “PAYPAL_CLIENT_SECRET”: "_s + elsewhere + u" (line 19)"});
        row("compose-map.yml", "compose",
            {u"Pitney Bowes @ pitney-bowes/sandbox practiceApiKey0001abcd:practice$ApiSecret01"_s,
             u"- line 14: “ACME_CLIENT_ID”: YAML takes its value for a number or a truth value; "
             "put it in quotation marks. (line 14)"_s,
             u"- line 18: “ACME_CLIENT_ID”: The quotation marks are a part of its value there; "
             "put them around the whole item. (line 18)"_s,
             u"- line 21: “SPOTIFY_CLIENT_SECRET”: "_s + elsewhere + u" (line 21)",
             u"- line 24: “LOGIN_CLIENT_SECRET”: "_s + elsewhere + u" (line 25)"});
        row("newman-environment.json", "postman-environment",
            {u"eBay @ ebay/sandbox JaneDoe-Shop-SBX-0a1b2c3d4-5e6f7a8b:"
             "SBX-0a1b2c3d4e5f-6a7b-8c9d"_s});
        row("environment-list.json", "postman-environment",
            {u"Shop @ / shop-id-1:shop-S3cret-11"_s});
        row("environment-dash.json", "postman-environment",
            {QString(ebay).replace(u"eBay @"_s, u"-prod @"_s)});
        row("postman-requests.json", "postman-collection",
            {u"Token calls"_s + generic
                 + u"ue-id:ue-S3c+ret%41-9 variables=tokenUrl=http://127.0.0.1:9/ue/token "
                   "parameters=resource=https://a.example.com|https://b.example.com by "
                   "client_secret_post",
             u"Token calls"_s + generic
                 + u"nr-id:nr-S3cret-0123 variables=tokenUrl=http://127.0.0.1:9/nr/token",
             u"Token calls"_s + generic
                 + u"ht-id:ht-S3cret-0123 variables=tokenUrl=http://127.0.0.1:9/ht/token"},
            {u"Not carried over: Authorization."_s});
        row("postman-old-auth.json", "postman-collection",
            {u"orders"_s + generic
             + u"old-id:old-S3cret-0003 scopes=a|b "
               "variables=tokenUrl=http://127.0.0.1:9/old/token?q=1 "
               "parameters=audience=https://x.example.com by client_secret_post {X-Org: 7}"});
        row("postman-escape.json", "postman-collection",
            {u"Shop ]0;PWNED[31mredtxt"_s + generic
             + u"esc-id:esc-S3cret-0019 variables=tokenUrl=http://127.0.0.1:9/esc/token"},
            {u"The name in the file has characters that cannot be seen, or that reorder text; "
             "they were left out."_s});
        row("ebay-rest.json", "ebay-json",
            {u"eBay @ ebay/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
             "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"_s,
             u"eBay @ ebay/sandbox JaneDoe-Shop-SBX-0a1b2c3d4-5e6f7a8b:"
             "SBX-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"_s,
             u"- user “sandbox_1”: Not carried over: password. It signs a person in."_s});
        row("ebay-rest-users.json", "ebay-json",
            {u"eBay @ ebay/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
             "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"_s,
             u"eBay user token @ ebay-user/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
             "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b "
             "scopes=https://api.ebay.com/oauth/api_scope|"
             "https://api.ebay.com/oauth/api_scope/sell.inventory "
             "secret=refresh_token=v^1.1#i^1#practice-0001"_s,
             u"- user “sandbox_1”: Not carried over: the refresh token. It does not say for which "
             "of the applications it is."_s});
        row("ebay-user.env", "dotenv",
            {u"eBay @ ebay/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
             "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"_s,
             u"eBay user token @ ebay-user/production JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b:"
             "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b "
             "secret=refresh_token=v^1.1#i^1#practice-0002"_s,
             u"Shop"_s + generic
                 + u"practice-id:practice-S3cret-0001 "
                   "variables=tokenUrl=https://login.example.com/token"_s,
             u"login.example.com @ oauth2-refresh-token/production "
             u"practice-id:practice-S3cret-0001 "
             "variables=tokenUrl=https://login.example.com/token secret=refresh_token=practice-R-3"_s,
             u"PayPal @ paypal/ practice-id-2:practice-S3cret-0002"_s,
             u"- line 11: The refresh token is not carried over: no provider takes it, and there "
             u"is "
             "no token URL."_s});
    }

    void files()
    {
        QFETCH(const QString, format);
        QFETCH(const QStringList, expected);
        QFETCH(const QStringList, more);
        const auto file = readImport(importFile(QString::fromUtf8(QTest::currentDataTag())),
                                     m_catalog);
        COMPARE_LINES(dumped(file), expected);
        QCOMPARE(file->format, format);
        COMPARE_LINES(remarks(*file), more);
        QVERIFY(file->holdsSecret);
        for (const ImportedSet &set : file->sets) // what a terminal shows of where it stands
            QVERIFY(!set.place.contains(u'\x1b') && !set.key.contains(u'\x1b'));
    }

    /// As Windows saves them.
    void encodings_data() { files_data(); }
    void encodings()
    {
        QFETCH(const QStringList, expected);
        QByteArray content = importFile(QString::fromUtf8(QTest::currentDataTag()));
        const QString asText = QString::fromUtf8(content).replace(u"\n"_s, u"\r\n"_s);
        COMPARE_LINES(dumped(readImport("\xef\xbb\xbf" + asText.toUtf8(), m_catalog)), expected);
        const auto *units = reinterpret_cast<const char *>(asText.utf16());
        COMPARE_LINES(
            dumped(readImport("\xff\xfe" + QByteArray(units, asText.size() * 2), m_catalog)),
            expected);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("other variables") << u"NODE_ENV=production\nTOKEN_URL=https://a.example\n"_s
                                         << u"none is called as a client ID"_s;
        QTest::newRow("compose without a pair")
            << u"services:\n  shop:\n    environment:\n      - LOG_LEVEL=3\n"_s
            << u"no credential set (read as environment variables in YAML"_s;
        QTest::newRow("environment without a pair")
            << u"{\"name\":\"x\",\"values\":[{\"key\":\"a\",\"value\":\"b\"}]}"_s
            << u"no credential set (read as Postman environment)"_s;
        QTest::newRow("list of something else") << u"[{\"a\":1}]"_s << u"none of the files"_s;
        QTest::newRow("list that is broken") << u"[{\"a\":1]"_s << u"not valid JSON"_s;
    }

    void refused()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, said);
        const auto file = readImport(text.toUtf8(), m_catalog);
        QVERIFY(!file);
        QVERIFY2(file.error().message.contains(said), qPrintable(file.error().message));
    }

    /// {{variables}} of a collection that an environment beside it has.
    void variablesBeside()
    {
        const QByteArray collection(
            "{\"info\":{\"name\":\"Shop\"},\"item\":[],\"variable\":[{\"key\":\"id\",\"value\":"
            "\"old1\"}],\"auth\":{"
            "\"type\":\"oauth2\",\"oauth2\":[{\"key\":\"clientId\",\"value\":\"{{id}}\"},"
            "{\"key\":\"clientSecret\",\"value\":\"{{secret}}\"},{\"key\":\"grant_type\",\"value\":"
            "\"client_credentials\"},{\"key\":\"accessTokenUrl\",\"value\":\"http://127.0.0.1:9/"
            "{{path}}\"}]}}");
        const auto environment = [](const char *id) -> QByteArray {
            return QByteArray("{\"values\":[{\"key\":\"id\",\"value\":\"") + id
                + "\"},{\"key\":\"secret\",\"value\":\"practices1\"},{\"key\":\"path\",\"value\":"
                  "\"t\"},{\"key\":\"path\",\"value\":\"no\",\"enabled\":false}]}";
        };
        const auto read = [&](const QList<QByteArray> &beside) {
            ImportContent around;
            for (const QByteArray &file : beside)
                around.environments += importEnvironments(file);
            return dumped(readImport(collection, m_catalog, around));
        };
        COMPARE_LINES(read({collection, environment("practicekey1")}),
                      QStringList{u"Shop @ oauth2/production practicekey1:practices1 "
                                  "variables=tokenUrl=http://127.0.0.1:9/t"_s});
        // two that differ are two sets
        COMPARE_LINES(read({environment("practicekey1"), environment("practicekey2"),
                            environment("practicekey1")}),
                      (QStringList{u"Shop @ oauth2/production practicekey1:practices1 "
                                   "variables=tokenUrl=http://127.0.0.1:9/t"_s,
                                   u"Shop @ oauth2/production practicekey2:practices1 "
                                   "variables=tokenUrl=http://127.0.0.1:9/t"_s}));
        COMPARE_LINES(read({}),
                      QStringList{u"- collection “Shop”: It needs the variable “secret”, which is "
                                  "not in this file. Import the environment that has it together "
                                  "with it."_s});
    }

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportAssignments)
#include "tst_importassignments.moc"
