// SPDX-License-Identifier: MIT
#include "Error.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

struct Expected
{
    ErrorKind kind;
    const char *name;
    int exitCode;
};

// From the contracts: 3 no such set, 4 rejected, 5 keychain, 6 worth trying later, else 1.
constexpr Expected expectations[]{
    {ErrorKind::KeychainUnavailable, "keychain-unavailable", 5},
    {ErrorKind::KeychainLocked, "keychain-locked", 5},
    {ErrorKind::KeychainDenied, "keychain-denied", 5},
    {ErrorKind::KeychainTimeout, "keychain-timeout", 5},
    {ErrorKind::SecretMissing, "secret-missing", 5},
    {ErrorKind::NotFound, "not-found", 3},
    {ErrorKind::Network, "network", 6},
    {ErrorKind::HostNotFound, "host-not-found", 6},
    {ErrorKind::Timeout, "timeout", 6},
    {ErrorKind::Tls, "tls", 6},
    {ErrorKind::Proxy, "proxy", 6},
    {ErrorKind::Rejected, "rejected", 4},
    {ErrorKind::TryLater, "try-later", 6},
    {ErrorKind::Malformed, "malformed", 1},
    {ErrorKind::EndpointMoved, "endpoint-moved", 1},
    {ErrorKind::ApiMoved, "api-moved", 1},
    {ErrorKind::Configuration, "configuration", 1},
    {ErrorKind::Storage, "storage", 1},
    {ErrorKind::Busy, "busy", 6},
    {ErrorKind::NoToken, "no-token", 1},
    {ErrorKind::Cancelled, "cancelled", 1},
};

// The compiler tells when a kind is added and this list is not: every kind in the enumeration's
// order, the last one being the last of the list.
static_assert(int(ErrorKind::Cancelled) + 1 == int(std::size(expectations)));

} // namespace

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKind_data();
    void everyKind();
    void namesAreDistinct();
    void unknownNames_data();
    void unknownNames();
    void label_data();
    void label();
    void waitingIsATime();
    void wrongAddresses_data();
    void wrongAddresses();
    void consequences();
    void plainErrorSaysNothingOfItsOwn();
};

void TestError::everyKind_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("exitCode");
    for (int i = 0; i < int(std::size(expectations)); ++i) {
        const Expected &row = expectations[i];
        QCOMPARE(int(row.kind), i);
        QTest::newRow(row.name) << int(row.kind) << QString::fromLatin1(row.name) << row.exitCode;
    }
}

void TestError::everyKind()
{
    QFETCH(int, kind);
    QFETCH(QString, name);
    const auto errorKind = ErrorKind(kind);
    const Error error{.kind = errorKind};

    QCOMPARE(errorKindName(errorKind), name);
    const auto back = errorKindFromName(name);
    QVERIFY(back);
    QCOMPARE(int(*back), kind);
    QTEST(errorExitCode(errorKind), "exitCode");

    const QString sentence = errorSentence(error);
    QVERIFY(!sentence.isEmpty());
    QVERIFY2(sentence.endsWith(u'.'), "a sentence ends with a full stop");
    QVERIFY(sentence.at(0).isUpper());
    const QString label = errorLabel(errorKind);
    QVERIFY(!label.isEmpty());
    QVERIFY2(label.size() <= 30, "a label fits a table cell");
    const QString heading = errorHeading(error, u"eBay"_s);
    QVERIFY2(!heading.isEmpty() && !heading.endsWith(u'.'), "a heading has no full stop");
    if (errorKind != ErrorKind::NotFound) // which is gone
        QVERIFY2(errorRemedies(error), "there is something to do about it");
    if (errorKind != ErrorKind::Cancelled)
        QVERIFY2(!errorAdvice(error).isEmpty(), "whoever fails says what to do next");
    for (const QString &text : {sentence, label, errorAdvice(error), heading})
        QVERIFY2(!text.contains(u'%') && text == text.simplified(), qPrintable(text));
}

void TestError::namesAreDistinct()
{
    QSet<QString> names;
    QSet<QString> sentences;
    QSet<QString> labels;
    static const QRegularExpression shape(u"^[a-z]+(-[a-z]+)*$"_s);
    for (const Expected &row : expectations) {
        names.insert(errorKindName(row.kind));
        sentences.insert(errorSentence({.kind = row.kind}));
        labels.insert(errorLabel(row.kind));
        QVERIFY(shape.match(errorKindName(row.kind)).hasMatch());
    }
    QCOMPARE(names.size(), qsizetype(std::size(expectations)));
    QCOMPARE(sentences.size(), qsizetype(std::size(expectations)));
    QCOMPARE(labels.size(), qsizetype(std::size(expectations)));
}

void TestError::unknownNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("invented") << u"no-such-kind"_s;
    QTest::newRow("other case") << u"Network"_s;
    QTest::newRow("prefix") << u"net"_s;
    QTest::newRow("space") << u"network "_s;
}

void TestError::unknownNames()
{
    QFETCH(QString, name);
    QVERIFY(!errorKindFromName(name));
}

void TestError::label_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("with code") << int(ErrorKind::Rejected) << u"invalid_client"_s
                               << u"rejected: invalid_client"_s;
    QTest::newRow("without code") << int(ErrorKind::Rejected) << QString() << u"rejected"_s;
    QTest::newRow("locked") << int(ErrorKind::KeychainLocked) << QString() << u"keychain locked"_s;
    QTest::newRow("code with a place marker")
        << int(ErrorKind::Rejected) << u"%1"_s << u"rejected: %1"_s;
}

void TestError::label()
{
    QFETCH(int, kind);
    QFETCH(QString, code);
    QTEST(errorLabel(ErrorKind(kind), code), "expected");
}

void TestError::waitingIsATime()
{
    const QDateTime time(QDate(2027, 1, 15), QTime(8, 10, 7));
    const Error error{
        .kind = ErrorKind::TryLater, .httpStatus = 429, .retryAt = time.toMSecsSinceEpoch()};
    QVERIFY2(errorAdvice(error).contains(u"15 Jan 2027 08:10:07"), qPrintable(errorAdvice(error)));
    QVERIFY(!errorAdvice({.kind = ErrorKind::TryLater}).contains(u"asks to wait"));

    const Error withoutAdvice{.kind = ErrorKind::Cancelled, .retryAt = 1};
    QCOMPARE(errorAdvice(withoutAdvice), errorAdvice(withoutAdvice).trimmed());
}

void TestError::wrongAddresses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("expected");
    for (const int status : {404, 405, 410, 415})
        QTest::addRow("%d", status) << status << true;
    for (const int status : {0, 200, 400, 401, 403, 406, 409, 411, 414, 418, 422})
        QTest::addRow("%d", status) << status << false;
}

void TestError::wrongAddresses()
{
    QFETCH(int, status);
    const Error rejected{.kind = ErrorKind::Rejected, .httpStatus = status};
    QTEST(blamesTheUrl(rejected), "expected");
    QCOMPARE(errorAdvice(rejected).contains(u"URL"), blamesTheUrl(rejected));
    QCOMPARE(errorAdvice(rejected).contains(u"credentials"), !blamesTheUrl(rejected));
    QVERIFY(!blamesTheUrl({.kind = ErrorKind::TryLater, .httpStatus = status}));
}

/// What follows from a kind, beside what is said of it.
void TestError::consequences()
{
    using K = ErrorKind;
    const QList<K> shared{K::Network, K::HostNotFound, K::Timeout,  K::Tls,
                          K::Proxy,   K::Rejected,     K::TryLater, K::Malformed};
    const QList<K> arrived{K::Network, K::Timeout, K::Rejected, K::TryLater, K::Malformed};
    const QList<K> final{K::KeychainDenied, K::SecretMissing, K::NotFound,      K::Rejected,
                         K::EndpointMoved,  K::ApiMoved,      K::Configuration, K::NoToken};
    for (const Expected &row : expectations) {
        QCOMPARE(isOfTheRequest(row.kind), shared.contains(row.kind));
        QCOMPARE(mayHaveArrived(row.kind), arrived.contains(row.kind));
        QCOMPARE(renewalGoesOn(row.kind), !final.contains(row.kind));
        // worth trying later by hand, so also without one
        QVERIFY(errorExitCode(row.kind) != 6 || renewalGoesOn(row.kind));
    }
}

void TestError::plainErrorSaysNothingOfItsOwn()
{
    const Error error;
    QCOMPARE(error.httpStatus, 0);
    QVERIFY(error.code.isEmpty() && error.message.isEmpty() && !error.retryAt);
}

TEST_IN_PROGRAM(TestError)
#include "tst_error.moc"
