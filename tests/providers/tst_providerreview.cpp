// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"
#include "ProviderJson.h"
#include "ProviderReview.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include "TestProgram.h"

using namespace Tokenwright;

/// What is told of a provider file to whoever writes it.
class TestProviderReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodOnes();
    void mistakes_data();
    void mistakes();
    void sentences_data();
    void sentences();
    void allAtOnce();
    void shippedOnes();

private:
    ProviderReview reviewOf(const QByteArray &text) const
    {
        QFile file(m_folder.filePath(u"one.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the test's file cannot be written");
        file.close();
        return reviewProviderFile(file.fileName());
    }

    ProviderReview reviewOf(const QJsonValue &json) const
    {
        return reviewOf(QJsonDocument(json.toObject()).toJson());
    }

    const QTemporaryDir m_folder;
};

namespace {

/// What test_providerschema.py holds the schema to with a validator that is not ours.
QJsonObject formatExamples()
{
    QFile file(QFINDTESTDATA("formatexamples.json"));
    return file.open(QIODevice::ReadOnly) ? parsed(file.readAll()) : QJsonObject();
}

/// \a root with \a value at \a path, or with nothing there.
QJsonValue replacedAt(const QJsonValue &root, const QStringList &path,
                      const std::optional<QJsonValue> &value)
{
    if (path.isEmpty())
        return value.value_or(QJsonValue());
    const QJsonValue inner = root.isArray() ? root.toArray().at(path.first().toInt())
                                            : root.toObject().value(path.first());
    const QJsonValue changed = replacedAt(inner, path.sliced(1), value);
    if (root.isArray()) {
        QJsonArray array = root.toArray();
        array[path.first().toInt()] = changed;
        return array;
    }
    QJsonObject object = root.toObject();
    if (path.size() == 1 && !value)
        object.remove(path.first());
    else
        object.insert(path.first(), changed);
    return object;
}

} // namespace

void TestProviderReview::goodOnes()
{
    const QJsonObject examples = formatExamples();
    QJsonArray rows = examples.value(u"others").toArray();
    rows.append(QJsonArray{u"id"_s, u"my-server"_s}); // as it is
    QVERIFY(rows.size() > 5);
    for (const auto &row : std::as_const(rows)) {
        const ProviderReview review = reviewOf(
            replacedAt(examples.value(u"everything"), row[0].toString().split(u'.'), row[1]));
        QCOMPARE(review.mistakes + review.warnings, QStringList());
        QCOMPARE(review.name, u"My server"_s);
    }
}

void TestProviderReview::mistakes_data()
{
    QTest::addColumn<QJsonArray>("mistake");
    const QJsonArray rows = formatExamples().value(u"mistakes").toArray();
    QVERIFY(rows.size() > 50);
    for (const auto &row : rows) {
        QTest::newRow(QJsonDocument(row.toArray()).toJson(QJsonDocument::Compact).constData())
            << row.toArray();
    }
}

/// Whatever the schema refuses is told, with its place, once.
void TestProviderReview::mistakes()
{
    QFETCH(QJsonArray, mistake);
    const QStringList path = mistake.at(0).toString().split(u'.');
    const QJsonValue json = replacedAt(formatExamples().value(u"everything"), path,
                                       mistake.size() > 1 ? std::optional(mistake.at(1))
                                                          : std::nullopt);
    const ProviderReview review = reviewOf(json);
    QCOMPARE(review.mistakes.isEmpty(), Provider::fromJson(json.toObject()).has_value());
    const QStringList told = review.mistakes + review.warnings;
    QVERIFY2(told.join(u' ').contains(path.last()), qPrintable(told.join(u'\n')));
    QSet<QString> fields;
    for (const QString &sentence : told) {
        const QString field = sentence.section(u'“', 1).section(u'”', 0, 0);
        QVERIFY2(!fields.contains(field), qPrintable(told.join(u'\n')));
        fields.insert(field);
    }
}

void TestProviderReview::sentences_data()
{
    QTest::addColumn<QByteArray>("more"); ///< What the smallest file has besides.
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("isSkipped");
    const auto row = [](const char *more, const char *told, bool isSkipped = false) {
        QTest::newRow(more) << QByteArray(more) << QString::fromUtf8(told) << isSkipped;
    };
    row(R"("request":{"clientAuth":"none"})",
        "field “request.clientAuth” is not known and does nothing. Did you mean "
        "clientAuthentication?");
    row(R"("xyz":1)", "field “xyz” is not known and does nothing.");
    row(R"("response":{"lifetimeFallback":0})",
        "field “response.lifetimeFallback”: expected 1 or more");
    row(R"("policy":{"secretLifetime":40000})",
        "field “policy.secretLifetime”: expected 1 to 36500");
    row(R"("policy":{"mintLimit":{"count":1}})",
        "field “policy.mintLimit.per”: expected a value, and it is missing");
    row(R"("policy":{"mintLimit":{"count":1,"per":"day","seconds":5}})",
        "field “policy.mintLimit.seconds”: expected this or “per”", true);
    row(R"("check":{"url":"https://example.com/","okStatus":[200,200]})",
        "field “check.okStatus”: expected each value once");
    row(R"("check":{"url":"https://other.example.com/me"})",
        "field “check.url”: expected the host of a tokenUrl or an apiBaseUrl");
    row(R"("check":{"url":"https://example.com/{tenant}"})",
        "field “check.url”: there is no variable “tenant”.");
    row(R"("variables":[{"name":"tenantId"}],
           "useToken":{"headers":[{"name":"X-Tenant","value":"a {tenentId}{uuid}"}]})",
        "field “useToken.headers.0.value”: there is no variable “tenentId”. Did you mean "
        "tenantId?");
    row(R"("request":{"scopes":{"default":["a","{b}"]}})",
        "field “request.scopes.default.1”: there is no variable “b”.");
    row(R"("request":{"assertion":{"claims":{"a":[{"b":"{client_id}{token_host}{c}"}]}}})",
        "field “request.assertion.claims.a.0.b”: there is no variable “c”.");
    row(R"("variables":[{"name":"a","pattern":"[a-z]+","default":"1"}])",
        "field “variables.0.default”: expected what matches [a-z]+");
    row(R"("name":"Y")", "field “name” is there twice; the last one counts");
    row(R"("errors":{"help":{"a":"A.","b":"B.","a":"C."}})",
        "field “errors.help.a” is there twice; the last one counts");
    row(R"("facts":[{"claim":"C.","source":"https://a.example","checked":"2026-01-02"},
           {"claim":"C.","source":"https://a.example","source":"https://a.example",
            "checked":"2026-01-02"}])",
        "field “facts.1.source” is there twice; the last one counts");
    row("\"a\": tru", "not JSON: illegal value in line 3, column 7", true);
    // what is in braces is no variable everywhere
    row(R"("errors":{"help":{"a":"Say {b}."}},"policy":{"note":"{c}"})", "");
    row(R"("useToken":{"headers":[{"name":"X-A","value":"{\"a\":{}}{client_id}{secret:b}"}]})", "");
}

void TestProviderReview::sentences()
{
    QFETCH(QByteArray, more);
    QFETCH(bool, isSkipped);
    const ProviderReview review = reviewOf(smallest.chopped(1) + ",\n" + more + '}');
    QCOMPARE(!review.mistakes.isEmpty(), isSkipped);
    QTEST((review.mistakes + review.warnings).join(u'\n'), "told");
}

void TestProviderReview::allAtOnce()
{
    const ProviderReview review = reviewOf(QByteArray(
        R"({"id":"My_Server","environments":{"us_east":{"tokenUrl":"http://example.com/"}},
            "portalUrl":5,"request":{"methd":"GET","headers":[{"name":"a b","value":"1"}]}})"));
    QCOMPARE(review.mistakes.size(), 4);
    for (const char *field :
         {"name", "environments.us_east.tokenUrl", "portalUrl", "request.headers.0.name"}) {
        const QString named = u"“"_s + QString::fromLatin1(field) + u"”";
        QCOMPARE(review.mistakes.filter(named).size(), 1);
    }
    QCOMPARE(review.warnings.size(), 2);
    QCOMPARE(review.warnings.filter(u"“id”"_s).size(), 1);
    QCOMPARE(review.warnings.filter(u"Did you mean method?"_s).size(), 1);
}

void TestProviderReview::shippedOnes()
{
    const QDir folder(ProviderCatalog::shippedFolder());
    const QStringList names = folder.entryList({u"*.json"_s});
    QVERIFY(names.size() > 50);
    for (const QString &name : names) {
        const ProviderReview review = reviewProviderFile(folder.filePath(name));
        QVERIFY2((review.mistakes + review.warnings).isEmpty(),
                 qPrintable(name + u": " + (review.mistakes + review.warnings).join(u'\n')));
    }
}

TEST_IN_PROGRAM(TestProviderReview)
#include "tst_providerreview.moc"
