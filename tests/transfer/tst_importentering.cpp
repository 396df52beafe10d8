// SPDX-License-Identifier: MIT
#include "ImportFormat.h"
#include "ImportPlan.h"
#include "export/EnvironmentTemplate.h"
#include "export/SetExport.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

/// What an import makes of an entry that may not enter as it is.
class TestImportEntering : public QObject
{
    Q_OBJECT

private:
    static ImportedSet found()
    {
        ImportedSet set;
        set.set.name = u"Practice"_s;
        set.set.provider = u"oauth2"_s;
        set.set.environment = u"sandbox"_s;
        set.set.variables = {{u"tokenUrl"_s, u"https://example.com/token"_s}};
        set.pair.clientId = u"practice-id"_s;
        set.pair.clientSecret = Secret::fromText(u"practice-secret"_s);
        return set;
    }
    ImportRow rowOf(const ImportedSet &set) const
    {
        const QList<ImportRow> rows = planImport(
            {{.file = u"a"_s, .content = {.sets = {set}, .skipped = {}}}}, {}, {}, m_catalog);
        return rows.size() == 1 ? rows.first() : ImportRow();
    }

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void secretsAreKeptApart();
    void secretsWithoutAPair();
    void variables();
    void anExportWithSecrets();
    void exportOfAnOldIndex();
    void aTemplateIsFilledInAndRead();

private:
    const ProviderCatalog m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
};

void TestImportEntering::pairs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("importable");
    QTest::addColumn<QString>("said");
    QTest::newRow("line end after the secret")
        << u"A"_s << u"id"_s << u"Zsecret\n"_s << true << u"around the client secret"_s;
    QTest::newRow("blanks around the ID")
        << u"A"_s << u" id "_s << u"Zsecret"_s << true << u"around the client ID"_s;
    QTest::newRow("line end inside") << u"A"_s << u"id"_s << u"Zsec\r\nret"_s << false
                                     << u"Character 5 of the client secret is U+000D"_s;
    QTest::newRow("quotation marks") << u"A"_s << u"“id”"_s << u"Zsecret"_s << false
                                     << u"Character 1 of the client ID is U+201C"_s;
    QTest::newRow("zero-width") << u"A"_s << u"id"_s << u"Zsecret\u200b"_s << false << u"U+200B"_s;
    QTest::newRow("name") << u"A\u202eb"_s << u"id"_s << u"Zsecret"_s << false
                          << u"Character 2 of the name is U+202E"_s;
}

void TestImportEntering::pairs()
{
    QFETCH(QString, name);
    QFETCH(QString, clientId);
    QFETCH(QString, secret);
    QFETCH(QString, said);
    ImportedSet set = found();
    set.set.name = name;
    set.pair.clientId = clientId;
    set.pair.clientSecret = Secret::fromText(secret);
    const ImportRow row = rowOf(set);
    QTEST(row.isImportable(), "importable");
    QVERIFY2(row.text.contains(said), qPrintable(row.text));
    QVERIFY2(!row.text.contains(u'Z'), qPrintable(row.text));
    if (row.isImportable()) {
        QCOMPARE(row.pair.clientId, clientId.trimmed());
        QCOMPARE(row.pair.clientSecret.revealText(), secret.trimmed());
    }
}

void TestImportEntering::secretsAreKeptApart()
{
    ImportedSet set = found();
    set.set.parameters = {{u"audience"_s, {u"a"_s}}, {u"password"_s, {u"hidden-1"_s}}};
    set.set.headers = {{u"X-Tenant"_s, u"acme"_s}, {u"X-Api-Key"_s, u"hidden-2"_s}};
    const ImportRow row = rowOf(set);
    QVERIFY2(row.isImportable(), qPrintable(row.text));
    QCOMPARE(row.set.parameters.keys(), QStringList{u"audience"_s});
    QCOMPARE(
        row.set.headers,
        (QList<NameValue>{{u"X-Tenant"_s, u"acme"_s}, {u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}}));
    QCOMPARE(row.pair.parameters.value(u"password"_s).revealText(), u"hidden-1"_s);
    QCOMPARE(row.pair.parameters.value(u"X-Api-Key"_s).revealText(), u"hidden-2"_s);
    QVERIFY(row.text.contains(u"“password”") && row.text.contains(u"“X-Api-Key”"));
    QVERIFY(!row.text.contains(u"hidden"));
}

void TestImportEntering::secretsWithoutAPair()
{
    ImportedSet set = found();
    set.pair = {};
    set.set.parameters = {{u"password"_s, {u"hidden-1"_s}}};
    const ImportRow row = rowOf(set);
    QVERIFY2(row.isImportable(), qPrintable(row.text));
    QVERIFY(row.set.parameters.isEmpty() && row.pair.parameters.isEmpty());
    QVERIFY(row.text.contains(u"“password” is a secret and is not taken over"));
    QVERIFY(!row.text.contains(u"hidden"));
}

void TestImportEntering::variables()
{
    ImportedSet set = found();
    set.set.variables.insert(u"password"_s, u"hidden-1"_s);
    ImportRow row = rowOf(set);
    QCOMPARE(row.state, ImportRow::State::Skipped);
    QVERIFY2(row.text.contains(u"“password” is a secret"), qPrintable(row.text));
    set = found();
    set.set.variables.insert(u"tokenUrl"_s, u"https://u:hidden-2@example.com/token"_s);
    row = rowOf(set);
    QCOMPARE(row.state, ImportRow::State::Skipped);
    QVERIFY2(!row.text.contains(u"hidden"), qPrintable(row.text));
}

/// Somebody put them there, or an earlier version did.
void TestImportEntering::anExportWithSecrets()
{
    const QByteArray content = R"({"tokenwrightExport":1,"credentialSets":[{
        "name":"Practice","provider":"oauth2","environment":"sandbox",
        "parameters":{"audience":"a","key":"Q7zx-1","api_key":"Q7zx-2"},
        "variables":{"tokenUrl":"https://u:Q7zx-3@example.com/t?client_secret=Q7zx-4&v=1",
                     "password":"Q7zx-5"}}]})";
    const auto file = readImport(content, m_catalog);
    QVERIFY(file.has_value());
    QVERIFY(file->holdsSecret);
    QCOMPARE(file->sets.size(), 1);
    const ImportRow row = rowOf(file->sets.first());
    QVERIFY2(row.isImportable(), qPrintable(row.text));
    QCOMPARE(row.set.parameters, (QMap<QString, QStringList>{{u"audience"_s, {u"a"_s}}}));
    QCOMPARE(row.set.variables,
             (QMap<QString, QString>{{u"tokenUrl"_s, u"https://example.com/t?v=1"_s}}));
    for (const QString &name : {u"“key”"_s, u"“api_key”"_s, u"“password”"_s, u"“client_secret”"_s})
        QVERIFY2(row.text.contains(name), qPrintable(row.text));
    QVERIFY2(!row.text.contains(u"Q7zx"), qPrintable(row.text));
}

void TestImportEntering::exportOfAnOldIndex()
{
    CredentialSet set = found().set;
    set.variables = {{u"tokenUrl"_s, u"https://example.com/t?client_secret=hidden-1&v=1"_s},
                     {u"password"_s, u"hidden-2"_s}};
    set.parameters = {{u"audience"_s, {u"a"_s}}, {u"api_key"_s, {u"hidden-3"_s}}};
    set.headers = {{u"X-Api-Key"_s, u"hidden-4"_s}, {u"X-Auth-Token"_s, u"{secret:token}"_s}};
    const QByteArray bytes = exportedSets({set}, m_catalog);
    QVERIFY2(!bytes.contains("hidden"), bytes.constData());
    QVERIFY(bytes.contains("https://example.com/t?v=1") && bytes.contains("audience")
            && bytes.contains("{secret:token}"));
}

/// Names without values; once they are filled in, each pair comes back where it belongs.
void TestImportEntering::aTemplateIsFilledInAndRead()
{
    const auto set = [](const char *name, const char *provider, const char *environment,
                        const QMap<QString, QString> &variables = {}) {
        CredentialSet made;
        made.name = QString::fromUtf8(name);
        made.provider = QString::fromUtf8(provider);
        made.environment = QString::fromUtf8(environment);
        made.variables = variables;
        return made;
    };
    const QMap<QString, QString> generic{{u"tokenUrl"_s, u"https://login.example.com/t"_s}};
    const QMap<QString, QString> tenant{{u"domain"_s, u"acme.eu.auth0.com"_s}};
    const QList<CredentialSet> sets{set("eBay", "ebay", "sandbox"),
                                    set("Catalogue", "ebay", "production"),
                                    set("Catalogue", "ebay", "sandbox"),
                                    set("Päckchen (1)", "pitney-bowes", "sandbox"),
                                    set("Acme test", "oauth2", "sandbox", generic),
                                    set("Acme", "oauth2", "sandbox", generic),
                                    set("Login", "auth0", "production", tenant)};
    const QByteArray content = environmentTemplate(sets, m_catalog);
    QVERIFY2(!content.contains("acme.eu"), content.constData());
    QSet<QByteArray> names;
    QByteArray filled;
    int pairs = 0;
    for (const QByteArray &line : content.split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        QVERIFY2(line.endsWith('='), line.constData());
        QVERIFY2(!names.contains(line), line.constData());
        names.insert(line);
        filled += line;
        if (line.endsWith("CLIENT_ID="))
            filled += "practiceid" + QByteArray::number(++pairs);
        else if (line.endsWith("CLIENT_SECRET="))
            filled += "practice-secret" + QByteArray::number(pairs);
        else if (line.endsWith("TOKEN_URL="))
            filled += "https://login.example.com/t";
        else if (line.endsWith("DOMAIN="))
            filled += "acme.eu.auth0.com";
        filled += '\n';
    }
    QCOMPARE(pairs, sets.size());
    const auto file = readImport(filled, m_catalog);
    QVERIFY2(file.has_value() && file->sets.size() == sets.size(), filled.constData());
    for (qsizetype i = 0; i < sets.size(); ++i) {
        const ImportedSet &read = file->sets.at(i);
        QCOMPARE(read.set.provider, sets.at(i).provider);
        QCOMPARE(read.set.environment, sets.at(i).environment);
        QCOMPARE(read.pair.clientId, QString(u"practiceid" + QString::number(i + 1)));
        QCOMPARE(read.pair.clientSecret.revealText(),
                 QString(u"practice-secret" + QString::number(i + 1)));
        QCOMPARE(read.set.variables, sets.at(i).variables);
    }
}

TEST_IN_PROGRAM(TestImportEntering)

#include "tst_importentering.moc"
