// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "Posix.h"
#include "TestProgram.h"

#include "ImportPlan.h"
#include "ImportSource.h"
#include "tools/ToolCollection.h"

#include <QTemporaryDir>

using namespace Tokenwright;

namespace {

QString toolFile(const QString &name)
{
    return QStringLiteral(TOKENWRIGHT_TOOL_FILES "/") + name;
}

QStringList dumpedSources(const QList<ReadFile> &readFiles)
{
    QStringList lines;
    for (const auto &[path, source] : readFiles)
        lines += source ? ::dumped(source->content)
                        : QStringList{QString(u"error: " + source.error().message)};
    return lines;
}

} // namespace

/// What tools for requests keep: collections with their environments, OpenAPI documents.
class TestImportTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toolFiles_data();
    void toolFiles();
    void loginsOfHttpFiles();
    void encodings_data() { toolFiles_data(); }
    void encodings();
    void theSecretIsWhereItIs();
    void whatIsNotInTheFileIsTyped();
    void whatIsLeftOpenIsSaid();
    void environmentsAndTheirUsers();
    void folders();
    void aPipeIsNotWaitedFor();
    void large_data();
    void large();
    void scopesOfVariables();
    void stages();

private:
    const ProviderCatalog m_catalog = shippedCatalog();
};

void TestImportTools::toolFiles_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QStringList &names, const QStringList &expected) {
        QTest::newRow(name) << names << expected;
    };
    const QString people = u" It asks for another grant (authorization_code) than "
                           "client_credentials."_s;
    row("Bruno: collection, folder and environments", {u"bruno"_s},
        {u"Parcels dev @ oauth2/sandbox practice-dev-client:practice-dev-secret "
         "scopes=parcels.read|parcels.write "
         "variables=tokenUrl=https://login.dev.example.com/oauth/token?region=eu "
         "parameters=audience=https://parcels.example.com/ {X-Tenant: practice-tenant}"_s,
         u"Parcels prod @ oauth2/production practice-live-client: "
         "scopes=parcels.read|parcels.write "
         "variables=tokenUrl=https://login.example.com/oauth/token?region=eu "
         "parameters=audience=https://parcels.example.com/ asks for its pair {X-Tenant: "
         "practice-tenant}"_s,
         u"dev @ / practice-dev-client:practice-dev-secret"_s,
         u"prod @ / practice-live-client: asks for its pair"_s,
         u"Get token dev @ oauth2/sandbox practice-basic-client:practice-basic-secret "
         "scopes=stock variables=tokenUrl=https://login.dev.example.com/other/token"_s,
         u"Get token prod @ oauth2/production practice-basic-client:practice-basic-secret "
         "scopes=stock variables=tokenUrl=https://login.example.com/other/token"_s,
         QString(u"- “Login page”:" + people)});
    row("Bruno: one file without its environment", {u"bruno/collection.bru"_s},
        {u"- “Parcels”: It needs the variable “client_id”, which is not in this file. Import the "
         "environment that has it together with it."_s});
    row("Bruno: JSON, and a .env file", {u"bruno-export.json"_s, u"letters.env"_s},
        {u"Letters @ oauth2/sandbox practice-letters-client:practice-letters-secret "
         "scopes=letters variables=tokenUrl=https://login.test.example.com/token "
         "parameters=resource=https://letters.example.com/"_s});
    row("OpenCollection", {u"opencollection.yml"_s},
        {u"Parcels staging @ oauth2/sandbox practice-stage-client:practice-stage-secret "
         "scopes=parcels.read variables=tokenUrl=https://login.stage.example.com/token?tier=gold "
         "parameters=audience=https://parcels.example.com/ by client_secret_post {X-Tenant: 7}"_s,
         u"Parcels production @ oauth2/production practice-live-client: scopes=parcels.read "
         "variables=tokenUrl=https://login.example.com/token?tier=gold "
         "parameters=audience=https://parcels.example.com/ by client_secret_post asks for its "
         "pair {X-Tenant: 7}"_s,
         u"- “Letters / As a user”: It asks for another grant (password) than "
         "client_credentials."_s});
    row("Insomnia 4", {u"insomnia-4.json"_s},
        {u"Practice @ oauth2/production practice-vault-client: "
         "variables=tokenUrl=https://login.example.com/vault/token asks for its pair"_s,
         u"Shop Sandbox @ oauth2/sandbox practice-shop-client:practice-sandbox-secret "
         "scopes=orders.read variables=tokenUrl=https://login.sandbox.example.com/token "
         "parameters=audience=https://orders.example.com/,resource=https://a.example.com/ by "
         "client_secret_post"_s,
         u"Shop Live @ oauth2/production practice-shop-client:practice-live-secret "
         "scopes=orders.read variables=tokenUrl=https://login.example.com/token "
         "parameters=audience=https://orders.example.com/,resource=https://a.example.com/ by "
         "client_secret_post"_s});
    row("Insomnia 5", {u"insomnia-5.yaml"_s},
        {u"Shop @ oauth2/production practice-shop-client:practice-base-secret "
         "scopes=orders.read|stock.read variables=tokenUrl=https://login.example.com/token "
         "{Origin: https://shop.example.com}"_s,
         u"Shop Staging @ oauth2/sandbox practice-shop-client:practice-stage-secret "
         "scopes=orders.read|stock.read variables=tokenUrl=https://login.stage.example.com/token "
         "{Origin: https://shop.example.com}"_s,
         u"Shop @ oauth2/production practice-stock-client:00123 "
         "variables=tokenUrl=https://login.example.com/stock/token by client_secret_post "
         "{X-Stock: 7}"_s,
         u"Shop Staging @ oauth2/sandbox practice-stock-client:00123 "
         "variables=tokenUrl=https://login.stage.example.com/stock/token by client_secret_post "
         "{X-Stock: 7}"_s});
    row("Yaak", {u"yaak.json"_s},
        {u"Practice Sandbox @ oauth2/sandbox practice-yaak-client:practice-yaak-secret "
         "scopes=orders.read variables=tokenUrl=https://login.sandbox.example.com/token "
         "parameters=audience=https://orders.example.com/"_s,
         u"Practice Production @ oauth2/production practice-yaak-client: scopes=orders.read "
         "variables=tokenUrl=https://login.example.com/token "
         "parameters=audience=https://orders.example.com/ asks for its pair"_s,
         u"Stock @ oauth2/production practice-stock-client:practice-stock-secret "
         "variables=tokenUrl=https://login.example.com/stock/token by client_secret_post"_s,
         QString(u"- “Stock / Login page”:" + people)});
    row("HTTP client", {u"http-client.env.json"_s, u"http-client.private.env.json"_s},
        {u"shop dev @ oauth2/sandbox practice-dev-client:practice-dev-secret scopes=orders.read "
         "variables=revocationUrl=https://login.dev.example.com/revoke,"
         "tokenUrl=https://login.dev.example.com/token "
         "parameters=audience=https://orders.example.com/,"
         "resource=https://a.example.com/|https://b.example.com/,tier=gold by client_secret_post "
         "{X-Tenant: 7}"_s,
         u"shop prod @ oauth2/production practice-live-client: "
         "variables=tokenUrl=https://login.example.com/token asks for its pair"_s,
         QString(u"- “dev / people”:" + people)});
    row("OpenAPI 3", {u"openapi-3.yaml"_s},
        {u"Orders machine @ oauth2/production : scopes=orders.read|orders.write "
         "variables=tokenUrl=https://login.example.com/oauth/token asks for its pair"_s,
         u"Orders relative @ oauth2/production : "
         "variables=tokenUrl=https://api.orders.example.com/oauth/token asks for its pair"_s,
         u"Orders tenant @ entra/ : scopes=https://graph.microsoft.com/.default asks for its "
         "pair"_s,
         u"- security scheme “issuer”: It only says by which issuer tokens are given "
         "(https://login.example.com/.well-known/openid-configuration); add a credential set by "
         "that address."_s,
         u"- security scheme “people”: It asks for another grant (implicit) than "
         "client_credentials."_s});
    row("OpenAPI 2", {u"swagger-2.json"_s},
        {u"Stock @ oauth2/production : scopes=stock.read "
         "variables=tokenUrl=https://login.example.com/stock/token asks for its pair"_s,
         QString(u"- security scheme “user”:" + people)});
    row("HTTP requests", {u"requests.http"_s},
        {u"requests @ oauth2/production practice-orders-client:practice-orders-secret "
         "scopes=orders.read variables=tokenUrl=https://login.example.com/orders/token"_s,
         u"- “Stock”: It needs the variable “stock_id”, which is not in this file. Import the "
         "environment that has it together with it."_s});
}

void TestImportTools::loginsOfHttpFiles()
{
    const auto read = [this](const QStringList &names) {
        QStringList paths;
        for (const QString &name : names)
            paths.append(toolFile(u"logins/"_s + name));
        return dumpedSources(importFiles(paths, m_catalog));
    };
    const auto line = [](const char *path, const char *login) {
        return u"logins @ oauth2/production %1 "
               u"variables=tokenUrl=https://login.example.com/%2/token "
               "by client_secret_basic_raw"_s.arg(QLatin1StringView(login),
                                                  QLatin1StringView(path));
    };
    const QStringList ofTheFile{line("a", "practice-client:practice:secret"),
                                line("b", "practice-file-client:practice:file-secret"),
                                line("c", "practice-file-client:practice:file-secret")};
    COMPARE_LINES(read({u"logins.http"_s}),
                  ofTheFile
                      + QStringList{u"- “Of an environment”: It needs the variable “their_id”, "
                                    "which is not in this file. Import the environment that has "
                                    "it together with it."_s});
    const QStringList ofTheEnvironments{
        u"logins dev @ oauth2/sandbox practice-dev-client:practice-dev-secret "
        "variables=tokenUrl=https://login.example.com/d/token"_s,
        u"logins prod @ oauth2/production practice-live-client:practice-live-secret "
        "variables=tokenUrl=https://login.example.com/d/token"_s};
    for (const QString &beside : {u"http-client.env.json"_s, u"settings.json"_s})
        COMPARE_LINES(read({u"logins.http"_s, beside}), ofTheFile + ofTheEnvironments);
}

void TestImportTools::toolFiles()
{
    QFETCH(const QStringList, names);
    QFETCH(const QStringList, expected);
    QStringList paths;
    for (const QString &file : names)
        paths.append(toolFile(file));
    COMPARE_LINES(dumpedSources(importFiles(paths, m_catalog)), expected);
}

/// As Windows and its editors write it.
void TestImportTools::encodings()
{
    QFETCH(const QStringList, names);
    QFETCH(const QStringList, expected);
    if (QFileInfo(toolFile(names.first())).isDir())
        return;
    for (const bool isWide : {false, true}) {
        const QTemporaryDir folder;
        QStringList paths;
        for (const QString &file : names) {
            QFile from(toolFile(file));
            QVERIFY(from.open(QIODevice::ReadOnly));
            QString text = QString::fromUtf8(from.readAll());
            text.replace(u"\n"_s, u"\r\n"_s);
            const auto *units = reinterpret_cast<const char *>(text.utf16());
            QFile to(folder.filePath(QFileInfo(file).fileName()));
            QVERIFY(to.open(QIODevice::WriteOnly));
            to.write(isWide ? QByteArray("\xff\xfe" + QByteArray(units, text.size() * 2))
                            : QByteArray("\xef\xbb\xbf" + text.toUtf8()));
            paths.append(to.fileName());
        }
        COMPARE_LINES(dumpedSources(importFiles(paths, m_catalog)), expected);
    }
}

/// The file to be seen to afterwards is the one that holds the secret.
void TestImportTools::theSecretIsWhereItIs()
{
    const auto filesOf = [&](const QStringList &names) {
        QStringList paths;
        for (const QString &name : names)
            paths.append(toolFile(name));
        QList<ImportSource> sources;
        for (const auto &[path, source] : importFiles(paths, m_catalog)) {
            if (source)
                sources.append(*source);
        }
        QStringList found;
        for (const QString &file : filesWithSecrets(sources))
            found.append(QFileInfo(file).fileName());
        found.sort();
        return found;
    };
    QCOMPARE(filesOf({u"bruno/collection.bru"_s, u"bruno/environments/dev.bru"_s}),
             QStringList{u"dev.bru"_s});
    QCOMPARE(filesOf({u"bruno-export.json"_s, u"letters.env"_s}), QStringList{u"letters.env"_s});
    QCOMPARE(filesOf({u"http-client.env.json"_s, u"http-client.private.env.json"_s}),
             QStringList{u"http-client.private.env.json"_s});
    QCOMPARE(filesOf({u"openapi-3.yaml"_s}), QStringList());
    QCOMPARE(filesOf({u"yaak.json"_s}), QStringList{u"yaak.json"_s});
}

void TestImportTools::whatIsNotInTheFileIsTyped()
{
    const auto sources = importFiles({toolFile(u"swagger-2.json"_s)}, m_catalog);
    const QList<ImportSource> source{*sources.first().source};
    ImportChoices choices;
    ImportRow row = planImport(source, {}, {}, m_catalog, choices).first();
    QVERIFY2(row.isImportable() && row.lacksPair && !row.hasPair(), qPrintable(row.text));
    QVERIFY2(row.text.contains(u"unless they are typed"), qPrintable(row.text));
    // half a pair is none
    choices.pairs[u"APP"_s].clientId = u"practice-typed-client"_s;
    row = planImport(source, {}, {}, m_catalog, choices).first();
    QVERIFY(row.isImportable() && row.lacksPair && !row.hasPair());
    choices.pairs[u"APP"_s].clientSecret = Secret::fromText(u"practice-typed-secret"_s);
    row = planImport(source, {}, {}, m_catalog, choices).first();
    QVERIFY(row.isImportable() && !row.lacksPair && row.hasPair());
    QCOMPARE(row.pair.clientId, u"practice-typed-client"_s);
    QCOMPARE(row.pair.origin, u"https://login.example.com:443"_s);
    QVERIFY2(!row.text.contains(u"without its credentials"), qPrintable(row.text));
    // what may not enter does not, typed or not
    choices.pairs[u"APP"_s].clientSecret = Secret::fromText(u"prac\u200btice"_s);
    row = planImport(source, {}, {}, m_catalog, choices).first();
    QCOMPARE(row.state, ImportRow::State::Skipped);
    // a pair that the file does have is not typed over
    const auto whole = importFiles({toolFile(u"yaak.json"_s)}, m_catalog);
    choices.pairs[u"Practice Sandbox"_s].clientId = u"other"_s;
    row = planImport({*whole.first().source}, {}, {}, m_catalog, choices).first();
    QCOMPARE(row.pair.clientId, u"practice-yaak-client"_s);
}

void TestImportTools::whatIsLeftOpenIsSaid()
{
    const auto sources = importFiles({toolFile(u"openapi-3.yaml"_s)}, m_catalog);
    const QList<ImportSource> source{*sources.first().source};
    ImportChoices choices;
    const auto row = [&] { return planImport(source, {}, {}, m_catalog, choices).at(2); };
    QCOMPARE(row().state, ImportRow::State::NeedsMapping);
    QCOMPARE(row().openVariables, QStringList{u"tenant"_s});
    const Provider *entra = m_catalog.provider(u"entra"_s);
    QVERIFY(entra && !entra->environments.isEmpty());
    choices.mappings.insert(u"tenant"_s, {u"entra"_s, entra->environments.first().id});
    QCOMPARE(row().state, ImportRow::State::NeedsVariable);
    QVERIFY(row().asksForAnswer());
    choices.rowVariables[u"tenant"_s].insert(u"tenant"_s, u"not one"_s);
    QCOMPARE(row().state, ImportRow::State::NeedsVariable); // it can be mended
    QCOMPARE(row().openVariables, QStringList{u"tenant"_s});
    choices.rowVariables[u"tenant"_s].insert(u"tenant"_s,
                                             u"00000000-1111-2222-3333-444444444444"_s);
    QVERIFY2(row().isImportable(), qPrintable(row().text));
    QVERIFY(row().endpoint.contains(u"00000000-1111-2222-3333-444444444444"));
    QCOMPARE(row().openVariables, QStringList{u"tenant"_s});
}

/// An environment whose pair a collection beside it uses is no question of its own.
void TestImportTools::environmentsAndTheirUsers()
{
    QList<ImportSource> sources;
    for (const auto &[path, source] : importFiles({toolFile(u"bruno"_s)}, m_catalog))
        sources.append(*source);
    const auto rows = planImport(sources, {}, {}, m_catalog);
    QCOMPARE(std::ranges::count(rows, ImportRow::State::Exists, &ImportRow::state), 2);
    QCOMPARE(std::ranges::count(rows, ImportRow::State::NeedsMapping, &ImportRow::state), 0);
}

void TestImportTools::folders()
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QDir(folder.path()).mkpath(QFileInfo(name).path());
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    const auto read = [&] { return dumpedSources(importFiles({folder.path()}, m_catalog)); };
    const QStringList nothing{u"error: It is a folder without a file that can be imported."_s};
    COMPARE_LINES(read(), nothing);
    write(u"package.json"_s, "{\"name\": \"x\"}");
    write(u"notes.txt"_s, "CLIENT_ID=practicenotes1\nCLIENT_SECRET=practices1\n");
    write(u"node_modules/a/.env"_s, "CLIENT_ID=practiceother1\nCLIENT_SECRET=practices1\n");
    write(u".git/.env"_s, "CLIENT_ID=practiceother1\nCLIENT_SECRET=practices1\n");
    COMPARE_LINES(read(), nothing);
    write(u"deep/er/.env"_s,
          "PAYPAL_SANDBOX_CLIENT_ID=practicedeep1\n"
          "PAYPAL_SANDBOX_CLIENT_SECRET=practices1\n");
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"deep/round"_s)));
    COMPARE_LINES(read(), QStringList{u"PayPal @ paypal/sandbox practicedeep1:practices1"_s});
    // what is broken is not passed over in silence
    write(u"broken.bru"_s, "meta {\n  name: x\n");
    COMPARE_LINES(read(),
                  (QStringList{u"error: A block is never closed (line 1)."_s,
                               u"PayPal @ paypal/sandbox practicedeep1:practices1"_s}));
}

/// The window is not to stand still until somebody writes.
void TestImportTools::aPipeIsNotWaitedFor()
{
    NEEDS_POSIX();
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u".env"_s);
    QVERIFY(Posix::makePipe(pipe));
    COMPARE_LINES(dumpedSources(importFiles({pipe}, m_catalog)),
                  QStringList{u"error: It cannot be read: it is no regular file."_s});
}

void TestImportTools::large_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray yaml = "openapi: 3.0.0\ninfo: {title: Large, version: '1'}\npaths:\n"
        + QByteArray("  /orders:\n    get: {responses: {'200': {description: \"{{a}}\"}}}\n"
                     "    # securitySchemes:\n")
              .repeated(40'000)
        + "components:\n  schemas:\n"
        + QByteArray("    A:\n      properties: {securitySchemes: {type: string}}\n")
              .repeated(10'000)
        + "  securitySchemes:\n    machine:\n      type: oauth2\n      flows:\n"
          "        clientCredentials:\n          tokenUrl: https://login.example.com/token\n"
          "          scopes: {}\n  responses: {}\n";
    QTest::newRow("OpenAPI") << yaml;
    QByteArray requests("type: collection.insomnia.rest/5.0\nname: Large\ncollection:\n");
    requests += QByteArray("  - name: r\n    method: POST\n    url: \"{{ _.host }}/token\"\n")
                    .repeated(5'000);
    requests += "environments:\n  name: Base\n  subEnvironments:\n";
    for (int i = 0; i < 20; ++i)
        requests += "    - name: e" + QByteArray::number(i) + "\n      data: {host: 'https://e"
            + QByteArray::number(i) + ".example.com'}\n";
    requests
        += "    - name: last\n      data: {a_client_id: practicea, a_client_secret: secreta}\n";
    QTest::newRow("Insomnia") << requests;
}

/// Large documents are read in a moment.
void TestImportTools::large()
{
    QFETCH(const QByteArray, content);
    const auto file = readImport(content, m_catalog);
    QVERIFY2(file.has_value(), qPrintable(file ? QString() : file.error().message));
    QCOMPARE(file->sets.size(), 1);
}

void TestImportTools::scopesOfVariables()
{
    VariableValues inner{.values = {{u"a"_s, u"1"_s}, {u"b"_s, u"{{a}}{{c}}"_s}}};
    VariableValues outer{.values = {{u"a"_s, u"2"_s}, {u"c"_s, u"3"_s}}, .elsewhere = {u"d"_s}};
    VariableScope scope(VariableSyntax::Braces);
    scope.add(&inner);
    scope.add(&outer);
    scope.add(nullptr);
    QCOMPARE(scope.filledIn(u"{{a}} {{ b }} {{x}} {{d}} {{"_s), u"1 13 {{x}} {{d}} {{"_s);
    QCOMPARE(scope.lacking(u"a{{x}}"_s).name, u"x"_s);
    QVERIFY(!scope.lacking(u"a{{x}}"_s).isElsewhere);
    QVERIFY(scope.lacking(u"{{d}}"_s).isElsewhere);
    QVERIFY(scope.lacking(u"{{process.env.SECRET}}"_s).isElsewhere);
    QVERIFY(scope.lacking(u"a}}"_s).name.isEmpty());
    VariableScope nunjucks(VariableSyntax::Nunjucks);
    VariableValues data{.values = {{u"x.y"_s, u"5"_s}}};
    nunjucks.add(&data);
    QCOMPARE(nunjucks.filledIn(u"{{ _.x.y }}{{_['x']['y']}}{{ x.y | trim }}{% now %}"_s),
             u"555{% now %}"_s);
    QVERIFY(nunjucks.lacking(u"{% vault 'x' %}"_s).isElsewhere);
    VariableScope yaak(VariableSyntax::Yaak);
    yaak.add(&inner);
    QCOMPARE(yaak.filledIn(u"${[ a ]}{{a}}"_s), u"1{{a}}"_s);
    QCOMPARE(yaak.lacking(u"${[ secure(value='blob') ]}"_s).name, u"secure"_s);
    // what holds itself
    VariableValues round{.values = {{u"a"_s, u"{{a}}{{a}}"_s}}};
    VariableScope endless(VariableSyntax::Braces);
    endless.add(&round);
    QVERIFY(endless.filledIn(u"{{a}}"_s).size() < 1'000);
}

void TestImportTools::stages()
{
    QCOMPARE(stageNamed(u"Staging EU"_s), u"test"_s);
    QCOMPARE(stageNamed(u"dev"_s), u"test"_s);
    QCOMPARE(stageNamed(u"My prod"_s), u"prod"_s);
    QCOMPARE(stageNamed(u"eu-central"_s), QString());
}

TEST_IN_PROGRAM(TestImportTools)
#include "tst_importtools.moc"
