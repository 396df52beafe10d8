// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace Tokenwright;

/// What the command line lets in: names, IDs, secrets and secret parameters, and to which server a
/// secret may go. Against a real token server and a real keyring.
class TestCliEntering : public QObject
{
    Q_OBJECT

private:
    static QStringList anyServer(const PracticeTokenServer &server)
    {
        return {u"--provider"_s,    u"oauth2"_s,
                u"--environment"_s, u"sandbox"_s,
                u"--variable"_s,    u"tokenUrl="_s + server.url(u"/token"_s).toString()};
    }
    static QStringList adding(const QString &name, const PracticeTokenServer &server)
    {
        return QStringList{u"add"_s, name} + anyServer(server)
            + QStringList{u"--client-id"_s, u"practice-id"_s};
    }
    static QByteArray index()
    {
        QFile file(Profile::standard().configFolder + u"/credential-sets.json");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString fileWith(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"file-%1"_s.arg(++m_files)));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.fileName() : QString();
    }
    QString lastField(const QString &name) const
    {
        const QUrlQuery form(QString::fromLatin1(m_server.requests().last().body));
        return form.queryItemValue(name, QUrl::FullyDecoded);
    }

private Q_SLOTS:
    void initTestCase();
    void secrets_data();
    void secrets();
    void trimmedSecret();
    void clientIds_data();
    void clientIds();
    void names_data();
    void names();
    void secretAsParameter_data();
    void secretAsParameter();
    void secretAsVariable_data();
    void secretAsVariable();
    void secretParameter_data();
    void secretParameter();
    void headers();
    void secretAsHeader();
    void whatCannotBeChecked();
    void wrongSecretParameter_data();
    void wrongSecretParameter();
    void whereASecretMayGo_data();
    void whereASecretMayGo();
    void patternOfAVariable();
    void wordsOnOptions_data();
    void wordsOnOptions();

private:
    PracticeTokenServer m_server{PracticeTokenServer::Transport::Plain};
    PracticeTokenServer m_elsewhere{PracticeTokenServer::Transport::Plain};
    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestCliEntering::initTestCase()
{
    QVERIFY(m_server.isListening() && m_elsewhere.isListening());
    QVERIFY(Profile::standard().ensureFolders());
    PracticeAnswer token;
    token.body = R"({"access_token":"practice-token","token_type":"Bearer","expires_in":3600})";
    m_server.setResponder([token](const PracticeRequest &) { return token; });
    m_elsewhere.setResponder([token](const PracticeRequest &) { return token; });
}

void TestCliEntering::secrets_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("not UTF-8") << QByteArray("Zch\xfcssel") << QByteArray("Byte 4 of the");
    QTest::newRow("nul") << QByteArray("Za\0b", 4) << QByteArray("is U+0000");
    QTest::newRow("line end inside") << QByteArray("Za\r\nb") << QByteArray("is U+000D");
    QTest::newRow("zero-width") << QByteArray("Za\xe2\x80\x8b"
                                              "b")
                                << QByteArray("is U+200B");
    QTest::newRow("no-break blank") << QByteArray("Za\xc2\xa0"
                                                  "b")
                                    << QByteArray("is U+00A0");
    QTest::newRow("quotation marks") << QByteArray("\xe2\x80\x9cZab\xe2\x80\x9d")
                                     << QByteArray("Character 1 of the Client secret is U+201C");
    QTest::newRow("blank") << QByteArray(" \n") << QByteArray("empty");
}

void TestCliEntering::secrets()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, said);
    const QByteArray before = index();
    const ProgramRun run = cli(adding(u"Odd"_s, m_server) + QStringList{u"--secret-stdin"_s},
                               secret);
    COMPARE_CODE(run, 2);
    QCOMPARE(run.out, "");
    QVERIFY2(run.err.contains(said), run.err.constData());
    QVERIFY2(!run.err.contains("Za") && !run.err.contains("Zc"), run.err.constData());
    QCOMPARE(index(), before);
}

void TestCliEntering::trimmedSecret()
{
    const QStringList post{u"--client-authentication"_s, u"client_secret_post"_s,
                           u"--secret-stdin"_s};
    ProgramRun run = cli(adding(u"Trimmed"_s, m_server) + post,
                         " practice s\xc3\xa9"
                         "cret \r\n");
    COMPARE_CODE(run, 0);
    QVERIFY2(run.err.contains("Blanks or line ends around the Client secret were taken off"),
             run.err.constData());
    COMPARE_CODE(cli("header Trimmed"), 0);
    QCOMPARE(lastField(u"client_secret"_s), u"practice s\u00e9cret"_s);
    // the line end that every line has is nothing to speak of
    run = cli(QStringList{u"mint"_s} + anyServer(m_server) + QStringList{u"--client-id"_s, u"i"_s}
                  + post,
              "s\n");
    COMPARE_CODE(run, 0);
    QVERIFY2(!run.err.contains("taken off"), run.err.constData());
}

void TestCliEntering::clientIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("zero-width") << u"id\u200b"_s << 2 << QByteArray("is U+200B");
    QTest::newRow("line end") << u"i\nd"_s << 2 << QByteArray("is U+000A");
    QTest::newRow("quotation marks") << u"“id”"_s << 2 << QByteArray("is U+201C");
    QTest::newRow("blanks around") << u" id "_s << 0 << QByteArray("taken off");
}

void TestCliEntering::clientIds()
{
    QFETCH(QString, id);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const ProgramRun run = cli(QStringList{u"mint"_s} + anyServer(m_server)
                                   + QStringList{u"--client-id"_s, id, u"--secret-stdin"_s},
                               "s");
    COMPARE_CODE(run, code);
    QVERIFY2(run.err.contains(said), run.err.constData());
}

void TestCliEntering::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("escape") << u"a\u001b]0;x\u0007"_s
                            << QByteArray("Character 2 of the name is U+001B");
    QTest::newRow("line end") << u"a\nb"_s << QByteArray("Character 2 of the name is U+000A");
    QTest::newRow("override") << u"a\u202eb"_s << QByteArray("Character 2 of the name is U+202E");
    QTest::newRow("blank") << u"  "_s << QByteArray("needs a name");
}

void TestCliEntering::names()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, said);
    ProgramRun run = cli(adding(name, m_server) + QStringList{u"--secret-stdin"_s}, "s");
    COMPARE_CODE(run, 2);
    QVERIFY2(run.err.contains(said), run.err.constData());
    QVERIFY(!run.err.contains('\x1b') && !run.err.contains("\xe2\x80\xae"));
    cli(adding(u"Plain"_s, m_server) + QStringList{u"--secret-stdin"_s}, "s");
    run = cli({u"edit"_s, u"Plain"_s, u"--name"_s, name});
    COMPARE_CODE(run, 2);
    QVERIFY2(run.err.contains(said), run.err.constData());
}

void TestCliEntering::secretAsParameter_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("refused");
    for (const char *name : {"password", "api_key", "refresh_token", "Assertion", "clientSecret"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char *name : {"audience", "requested_token_type", "tokenization"})
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void TestCliEntering::secretAsParameter()
{
    QFETCH(QString, name);
    QFETCH(bool, refused);
    const ProgramRun run = cli(QStringList{u"mint"_s} + anyServer(m_server)
                                   + QStringList{u"--client-id"_s, u"i"_s, u"--secret-stdin"_s,
                                                 u"--parameter"_s, name + u"=Zarg"},
                               "s");
    COMPARE_CODE(run, refused ? 2 : 0);
    QCOMPARE(run.err.contains("--secret-parameter"), refused);
    QVERIFY2(!run.err.contains("Zarg"), run.err.constData());
}

void TestCliEntering::secretAsVariable_data()
{
    QTest::addColumn<QString>("variable");
    QTest::newRow("by its name") << u"password=Zarg"_s;
    QTest::newRow("in a query") << u"tokenUrl=https://a.example/t?client_secret=Zarg"_s;
    QTest::newRow("before the host") << u"tokenUrl=https://Zarg:Zarg@a.example/t"_s;
}

void TestCliEntering::secretAsVariable()
{
    QFETCH(QString, variable);
    const QByteArray before = index();
    const QStringList option{u"--variable"_s, variable};
    const QStringList wholes[]{adding(u"Variable"_s, m_server) + option
                                   + QStringList{u"--secret-stdin"_s},
                               QStringList{u"import"_s, u"--yes"_s, u"/dev/null"_s} + option};
    for (const QStringList &words : wholes) {
        const ProgramRun run = cli(words, "s");
        COMPARE_CODE(run, 2);
        QVERIFY2(!run.err.contains("Zarg"), run.err.constData());
        QVERIFY2(run.err.contains(variable.section(u'=', 0, 0).toUtf8()), run.err.constData());
    }
    QCOMPARE(index(), before);
}

void TestCliEntering::secretParameter_data()
{
    QTest::addColumn<bool>("fromInput");
    QTest::newRow("file") << false;
    QTest::newRow("standard input") << true;
}

void TestCliEntering::secretParameter()
{
    QFETCH(bool, fromInput);
    const QString name = fromInput ? u"From input"_s : u"From file"_s;
    const QByteArray hidden = "practice-pass word\n";
    const QString secretFile = fileWith("practice-secret\n");
    // the secret itself by the file, so that standard input is free
    QStringList line = adding(name, m_server);
    QByteArray input = "practice-secret";
    line += fromInput ? QStringList{u"--secret-parameter"_s, u"password=-"_s}
                      : QStringList{u"--secret-parameter"_s, u"password="_s + fileWith(hidden)};
    if (fromInput) {
        line += QStringList{u"--client-authentication"_s, u"tls_client_auth"_s};
        COMPARE_CODE(cli(line, hidden), 1); // there is no key, but the option was understood
        COMPARE_CODE(cli(adding(name, m_server) + QStringList{u"--secret-stdin"_s}, input), 0);
        COMPARE_CODE(cli({u"edit"_s, name, u"--secret-parameter"_s, u"password=-"_s}, hidden), 0);
    } else {
        COMPARE_CODE(cli(line + QStringList{u"--secret-stdin"_s}, input), 0);
    }
    QVERIFY2(!index().contains("practice-pass"), index().constData());
    COMPARE_CODE(cli({u"header"_s, name}), 0);
    QCOMPARE(lastField(u"password"_s), u"practice-pass word"_s);
    const ProgramRun adHoc = cli(QStringList{u"mint"_s} + anyServer(m_server)
                                     + QStringList{u"--client-id"_s, u"i"_s, u"--secret-stdin"_s,
                                                   u"--secret-parameter"_s,
                                                   u"pin="_s + fileWith("0123\n")},
                                 "s");
    COMPARE_CODE(adHoc, 0);
    QCOMPARE(lastField(u"pin"_s), u"0123"_s);
}

void TestCliEntering::headers()
{
    const QStringList added = adding(u"Headers"_s, m_server)
        + QStringList{u"--secret-stdin"_s,
                      u"--header"_s,
                      u"X-Region=eu=1"_s,
                      u"--header"_s,
                      u"X-Api-Key={secret:gate}"_s,
                      u"--secret-parameter"_s,
                      u"gate="_s + fileWith("practice-gate\n")};
    COMPARE_CODE(cli(added, "practice-secret"), 0);
    QVERIFY2(!index().contains("practice-gate"), index().constData());
    COMPARE_CODE(cli({u"mint"_s, u"Headers"_s}), 0);
    const PracticeRequest sent = m_server.requests().constLast();
    QCOMPARE(sent.header("X-Region"), QByteArray("eu=1"));
    QCOMPARE(sent.header("X-Api-Key"), QByteArray("practice-gate"));
    QVERIFY2(!sent.body.contains("gate"), sent.body.constData());

    COMPARE_CODE(cli({u"edit"_s, u"Headers"_s, u"--header"_s, u"x-region="_s, u"--header"_s,
                      u"X-Other=1"_s}),
                 0);
    COMPARE_CODE(cli({u"mint"_s, u"Headers"_s}), 0);
    const PracticeRequest changed = m_server.requests().constLast();
    QVERIFY(changed.header("X-Region").isEmpty());
    QCOMPARE(changed.header("X-Other"), QByteArray("1"));
    QCOMPARE(changed.header("X-Api-Key"), QByteArray("practice-gate"));
}

void TestCliEntering::secretAsHeader()
{
    const QStringList words = adding(u"Secret header"_s, m_server)
        + QStringList{u"--secret-stdin"_s, u"--header"_s, u"X-Api-Key=Zarg"_s};
    const ProgramRun run = cli(words, "s");
    COMPARE_CODE(run, 2);
    QVERIFY2(!run.err.contains("Zarg") && run.err.contains("{secret:"), run.err.constData());
    QVERIFY(!index().contains("Secret header"));
    COMPARE_CODE(cli({u"edit"_s, u"Headers"_s, u"--header"_s, u"No name=1"_s}), 2);
}

/// Nothing is wrong with the set, which therefore need not be edited.
void TestCliEntering::whatCannotBeChecked()
{
    const ProgramRun run = cli({u"check"_s, u"Headers"_s});
    COMPARE_CODE(run, 1);
    QVERIFY2(run.err.contains("check") && !run.err.contains("Edit"), run.err.constData());
}

void TestCliEntering::wrongSecretParameter_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("said");
    const QString option = u"--secret-parameter"_s;
    QTest::newRow("no file") << QStringList{option, u"password"_s} << QByteArray("NAME=FILE");
    QTest::newRow("empty file") << QStringList{option, u"password="_s} << QByteArray("path");
    QTest::newRow("no name") << QStringList{option, u"=x"_s} << QByteArray("NAME=FILE");
    QTest::newRow("control in the name")
        << QStringList{option, u"a\u001bb=-"_s} << QByteArray("U+001B");
    // who mistakes what belongs there gives the secret itself
    QString noSuchFile = qt_error_string(
        2); // also to Windows, whose words may end with a full stop
    if (noSuchFile.endsWith(u'.'))
        noSuchFile.chop(1);
    const QByteArray notRead = " cannot be read: " + noSuchFile.toUtf8() + ".\n";
    QTest::newRow("not there") << QStringList{option, u"password=Zinput"_s}
                               << QByteArray("--secret-parameter password" + notRead);
    QTest::newRow("no such key") << QStringList{u"--secret-stdin"_s, u"--private-key-file"_s,
                                                u"Zinput"_s}
                                 << QByteArray("--private-key-file" + notRead);
    QTest::newRow("twice") << QStringList{option, u"pin=/dev/null"_s, option, u"pin=/dev/null"_s}
                           << QByteArray("twice");
    QTest::newRow("input twice") << QStringList{option, u"pin=-"_s, option, u"password=-"_s}
                                 << QByteArray("only once");
    QTest::newRow("input for both")
        << QStringList{option, u"pin=-"_s, u"--secret-stdin"_s} << QByteArray("--secret-stdin");
    QTest::newRow("empty") << QStringList{option, u"pin=/dev/null"_s} << QByteArray("empty");
}

void TestCliEntering::wrongSecretParameter()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, said);
    for (const QStringList &command :
         {adding(u"Wrong"_s, m_server),
          QStringList{u"mint"_s} + anyServer(m_server) + QStringList{u"--client-id"_s, u"i"_s}}) {
        const ProgramRun run = cli(command + options, "Zinput");
        COMPARE_CODE(run, 2);
        QCOMPARE(run.out, "");
        QVERIFY2(run.err.contains(said), run.err.constData());
        QVERIFY2(!run.err.contains("Zinput"), run.err.constData());
    }
}

void TestCliEntering::whereASecretMayGo_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("hasParameter");
    QTest::addColumn<int>("code");
    const QString consent = u"--accept-endpoint"_s;
    const QString secret = u"--secret-stdin"_s;
    QTest::newRow("nothing new") << QStringList() << false << 1;
    QTest::newRow("agreed to") << QStringList{consent} << false << 0;
    QTest::newRow("all that is secret is new") << QStringList{secret} << false << 0;
    QTest::newRow("a secret parameter stays") << QStringList{secret} << true << 1;
    QTest::newRow("it stays, agreed to") << QStringList{secret, consent} << true << 0;
    QTest::newRow("the parameter is new, the secret stays")
        << QStringList{u"--secret-parameter"_s, u"password=-"_s} << true << 1;
}

void TestCliEntering::whereASecretMayGo()
{
    QFETCH(QStringList, options);
    QFETCH(bool, hasParameter);
    QFETCH(int, code);
    const QString name = u"Moving "_s + QString::fromUtf8(QTest::currentDataTag());
    QStringList line = adding(name, m_server) + QStringList{u"--secret-stdin"_s};
    if (hasParameter)
        line += {u"--secret-parameter"_s, u"password="_s + fileWith("practice-password")};
    COMPARE_CODE(cli(line, "practice-secret"), 0);
    const QStringList move{u"edit"_s, name, u"--variable"_s,
                           u"tokenUrl="_s + m_elsewhere.url(u"/token"_s).toString()};
    const ProgramRun run = cli(move + options, "practice-other-secret");
    COMPARE_CODE(run, code);
    QCOMPARE(run.out, "");
    if (code != 0) {
        QVERIFY2(run.err.contains("--accept-endpoint"), run.err.constData());
        for (const PracticeTokenServer *server : {&m_server, &m_elsewhere})
            QVERIFY(run.err.contains(QByteArray::number(server->port())));
    }
    const int before = m_elsewhere.requestCount();
    COMPARE_CODE(cli({u"mint"_s, name}), 0); // wherever it may go
    QCOMPARE(m_elsewhere.requestCount() - before, code == 0 ? 1 : 0);
}

void TestCliEntering::patternOfAVariable()
{
    QFile file(Profile::standard().providersFolder() + u"/hosts.json");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"schema":1,"id":"hosts","name":"Hosts","environments":{"sandbox":{"tokenUrl":")"
               + m_server.url(u"/token"_s).toEncoded()
               + R"(","apiBaseUrl":"https://{host}.example.com/"}},)"
                 R"("variables":[{"name":"host","pattern":"[a-z]+"}]})");
    file.close();
    const QStringList line{
        u"add"_s,     u"Hosts"_s,       u"--provider"_s, u"hosts"_s,          u"--environment"_s,
        u"sandbox"_s, u"--client-id"_s, u"i"_s,          u"--secret-stdin"_s, u"--variable"_s};
    ProgramRun run = cli(line + QStringList{u"host=evil.example/"_s}, "s");
    COMPARE_CODE(run, 1);
    QVERIFY2(run.err.contains("host"), run.err.constData());
    COMPARE_CODE(cli(line + QStringList{u"host=acme"_s}, "s"), 0);
    run = cli({u"edit"_s, u"Hosts"_s, u"--variable"_s, u"host=evil.example/"_s});
    COMPARE_CODE(run, 1);
    COMPARE_CODE(cli("edit Hosts --variable host=other"), 0);
}

/// Who says something that cannot be is told the option, and what can be; not to edit what is not.
void TestCliEntering::wordsOnOptions_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said"); ///< All of it.
    const auto row = [](const char *line, int code, const char *words) {
        QTest::newRow(line) << QString::fromLatin1(line) << code << QByteArray(words);
    };
    const char *const host
        = "--variable host: “Host” may not hold “/”: it would change the URL that "
          "the value is put into.\n";
    row("add One --provider one", 1, "--variable host: “Host” has no value.\n");
    row("add One --provider one --variable host=evil.example/", 1, host);
    row("mint --provider one --variable host=evil.example/", 1, host);
    row("add One --provider one --variable hots=a", 2,
        "--variable knows no “hots”; it takes one of host, realm.\n");
    row("mint --provider one --variable hots=a", 2,
        "--variable knows no “hots”; it takes one of host, realm.\n");
    row("import - --variable hots=a", 2, "--variable knows no “hots” here. Did you mean host?\n");
    row("add One --provider paypal --environment sandbox --variable host=a", 2,
        "--variable knows no “host” here.\n");
    row("add One --provider one --variable host=a --variable realm=x", 1,
        "--variable realm: The realm does not look as One expects it (pattern [0-9]+).\n");
    row("add One --provider one --environment moon", 2, "--environment takes one of sandbox.\n");
    row("mint --provider one --environment moon", 2, "--environment takes one of sandbox.\n");
    row("add One --provider paypal", 2,
        "--environment is missing; it takes one of sandbox, production.\n");
    row("mint --provider paypal", 2,
        "--environment is missing; it takes one of sandbox, production.\n");
    row("add One --provider one --variable host=a", 0, "Added “One”.\n"); // the only environment
    row("edit Two --variable host=evil.example/", 1, host);
    row("edit Two --variable hots=a", 2,
        "--variable knows no “hots”; it takes one of host, realm.\n");
}

void TestCliEntering::wordsOnOptions()
{
    QFETCH(QString, line);
    QFETCH(int, code);
    const QString path = Profile::standard().providersFolder() + u"/one.json";
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"id":"one","name":"One",
        "environments":{"sandbox":{"tokenUrl":"https://{host}.example.com/token"}},
        "variables":[{"name":"host","label":"Host"},{"name":"realm","pattern":"[0-9]+"}]})");
    file.close();
    const auto away = qScopeGuard([&] { QFile::remove(path); });
    const QStringList pair{u"--client-id"_s, u"i"_s, u"--secret-stdin"_s};
    QStringList words = line.split(u' ');
    if (words.first() == u"edit") // one that was added before is changed
        cli(QStringList{u"add"_s, u"Two"_s, u"--provider"_s, u"one"_s, u"--variable"_s, u"host=a"_s}
                + pair,
            "s");
    else if (words.first() != u"import")
        words += pair;
    const ProgramRun run = cli(words, "s");
    COMPARE_CODE(run, code);
    QFETCH(QByteArray, said);
    QCOMPARE(run.err, "tokenwright-cli: " + said);
}

TEST_IN_PROGRAM(TestCliEntering)

#include "tst_clientering.moc"
