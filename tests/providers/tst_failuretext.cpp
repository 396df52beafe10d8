// SPDX-License-Identifier: MIT
#include "FailureText.h"
#include "StandardErrorHelp.h"

#include <QSet>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

const QString theirs = u"Their own help."_s;

} // namespace

class TestFailureText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standardCode_data();
    void standardCode();
    void ofARefreshToken();
    void whoseAdvice_data();
    void whoseAdvice();
    void laterIsNoMatterOfThePair();
    void nobodyIsSentToAUrlThatIsNotTheirs_data();
    void nobodyIsSentToAUrlThatIsNotTheirs();
    void codesThatAreNoWords();
    void parts_data();
    void parts();
    void waiting_data();
    void waiting();
};

void TestFailureText::standardCode_data()
{
    // https://www.rfc-editor.org/rfc/rfc6749#section-5.2
    QTest::addColumn<QString>("code");
    for (const char *code : {"invalid_request", "invalid_client", "invalid_grant",
                             "unauthorized_client", "unsupported_grant_type", "invalid_scope"})
        QTest::newRow(code) << QString::fromLatin1(code);
}

void TestFailureText::standardCode()
{
    QFETCH(QString, code);
    const QString help = standardErrorHelp(code);
    QVERIFY2(help.endsWith(u'.') && help.at(0).isUpper() && help == help.simplified(),
             qPrintable(help));
    QVERIFY2(help.contains(u": "), "first what it means, then what to do");

    static QSet<QString> seen;
    QVERIFY2(!seen.contains(help), "each code has a sentence of its own");
    seen.insert(help);
}

/// What a refusal means depends on what was asked with.
void TestFailureText::ofARefreshToken()
{
    Provider provider;
    provider.name = u"Practice"_s;
    provider.request.grantType = u"refresh_token"_s;
    const Error dead{.kind = ErrorKind::Rejected, .httpStatus = 400, .code = u"invalid_grant"_s};
    const FailureParts parts = failureParts(dead, &provider, 0);
    QCOMPARE(parts.heading, u"Practice does not take the refresh token any more"_s);
    QVERIFY(parts.advice.contains(u"run out") && parts.advice.contains(u"paste"));
    QVERIFY(failureText(dead, &provider).contains(parts.advice));
    for (const char *code :
         {"invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"}) {
        const QString name = QString::fromLatin1(code);
        const QString help = standardErrorHelp(name, u"refresh_token"_s);
        QVERIFY2(help.contains(u"refresh token") && help.endsWith(u'.'), code);
        QVERIFY(!standardErrorHelp(name).contains(u"refresh token"));
    }
    QCOMPARE(standardErrorHelp(u"invalid_client"_s, u"refresh_token"_s),
             standardErrorHelp(u"invalid_client"_s));
    provider.request.grantType = u"client_credentials"_s;
    QVERIFY(!failureText(dead, &provider).contains(u"refresh token"));
}

void TestFailureText::whoseAdvice_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("retryAt"); // 0: it does not ask
    QTest::addColumn<bool>("known"); // a provider whose file has help for invalid_client
    QTest::addColumn<QString>("advice");

    const Error rejected{.kind = ErrorKind::Rejected};
    const Error later{.kind = ErrorKind::Rejected, .httpStatus = 400, .retryAt = 1'800'000'000'000};
    const Error nowhere{.kind = ErrorKind::Rejected, .httpStatus = 404};
    const QString client = u"invalid_client"_s;
    const QString scope = u"invalid_scope"_s;
    const qint64 never = 0;
    QTest::newRow("the provider's own") << client << 400 << never << true << theirs;
    QTest::newRow("ours where it has none")
        << scope << 400 << never << true << standardErrorHelp(scope);
    QTest::newRow("ours without a provider")
        << client << 400 << never << false << standardErrorHelp(client);
    QTest::newRow("the kind's for a code of nobody")
        << u"X-17"_s << 400 << never << true << errorAdvice(rejected);
    QTest::newRow("the kind's without a code")
        << QString() << 400 << never << true << errorAdvice(rejected);
    QTest::newRow("codes are exact")
        << u"INVALID_CLIENT"_s << 400 << never << false << errorAdvice(rejected);
    QTest::newRow("waiting comes first")
        << client << 400 << *later.retryAt << true << errorAdvice(later);
    for (const int status : {404, 405, 410, 415}) {
        QTest::addRow("the URL, not the pair: %d", status)
            << client << status << never << true << errorAdvice(nowhere);
    }
}

void TestFailureText::whoseAdvice()
{
    QFETCH(QString, code);
    QFETCH(int, status);
    QFETCH(qint64, retryAt);
    QFETCH(bool, known);
    Provider provider;
    provider.errors.help.insert(u"invalid_client"_s, theirs);
    const Error error{.kind = ErrorKind::Rejected,
                      .httpStatus = status,
                      .code = code,
                      .retryAt = retryAt ? std::optional(retryAt) : std::nullopt};

    const QStringList lines = failureText(error, known ? &provider : nullptr).split(u'\n');
    QCOMPARE(lines.first(), errorSentence(error));
    QVERIFY(lines.at(1).contains(u"HTTP %1"_s.arg(status)) && lines.at(1).contains(code));
    QTEST(lines.last(), "advice");
}

/// Where later is the time to try, nobody is sent to look at the pair.
void TestFailureText::laterIsNoMatterOfThePair()
{
    Provider provider;
    provider.errors.help.insert(u"invalid_client"_s, theirs);
    provider.errors.help.insert(u"busy"_s, u"Their help for a busy server."_s);
    provider.errors.tryLaterCodes = {u"busy"_s};
    Error error{.kind = ErrorKind::TryLater, .httpStatus = 503, .code = u"invalid_client"_s};
    QCOMPARE(failureText(error, &provider).split(u'\n').last(), errorAdvice(error));
    QCOMPARE(failureText(error, nullptr).split(u'\n').last(), errorAdvice(error));
    error.code = u"busy"_s;
    QCOMPARE(failureText(error, &provider).split(u'\n').last(), u"Their help for a busy server."_s);
}

/// Where a provider's file names the token URL, there is none in the credential set to be checked.
void TestFailureText::nobodyIsSentToAUrlThatIsNotTheirs_data()
{
    QTest::addColumn<Error>("error");
    QTest::newRow("host") << Error{.kind = ErrorKind::HostNotFound, .message = u"a.example"_s};
    QTest::newRow("TLS") << Error{.kind = ErrorKind::Tls};
    QTest::newRow("malformed") << Error{.kind = ErrorKind::Malformed, .httpStatus = 200};
    QTest::newRow("no endpoint") << Error{.kind = ErrorKind::Rejected, .httpStatus = 404};
}

void TestFailureText::nobodyIsSentToAUrlThatIsNotTheirs()
{
    QFETCH(const Error, error);
    Provider provider;
    provider.name = u"Acme"_s;
    provider.environments.append(ProviderEnvironment());
    provider.environments.first().tokenUrl = u"https://{domain}/token"_s;
    QVERIFY(failureParts(error, &provider, 0).advice.contains(u"URL"));
    provider.environments.first().tokenUrl = u"https://acme.example/token"_s;
    const QString advice = failureParts(error, &provider, 0).advice;
    QVERIFY2(!advice.isEmpty() && !advice.contains(u"URL"), qPrintable(advice));
}

void TestFailureText::codesThatAreNoWords()
{
    Provider provider;
    provider.errors.help.insert(u"1000033"_s, u"This key may not use this API: ask for it."_s);
    provider.errors.help.insert(u"1000034"_s, u"There is no more to say."_s);
    provider.errors.help.insert(u"invalid_client"_s, u"The pair is wrong: check it."_s);
    QCOMPARE(codeMeaning(u"1000033"_s, provider), u"This key may not use this API"_s);
    for (const QString &code : {u"1000034"_s, u"1000035"_s, u"invalid_client"_s, QString()})
        QCOMPARE(codeMeaning(code, provider), QString());
}

void TestFailureText::parts_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const Error &error, const QString &heading,
                        const QString &code, const QString &line) {
        QTest::newRow(name) << error << heading << code << line;
    };
    using enum ErrorKind;
    row("the pair", {.kind = Rejected, .httpStatus = 401, .code = u"invalid_client"_s},
        u"Acme rejected the credentials"_s, u"HTTP 401 invalid_client"_s, {});
    row("a scope", {.kind = Rejected, .httpStatus = 400, .code = u"invalid_scope"_s},
        u"Acme refused a scope"_s, u"HTTP 400 invalid_scope"_s, {});
    row("the URL", {.kind = Rejected, .httpStatus = 404, .code = u"invalid_client"_s},
        u"No token endpoint of Acme answers at this URL"_s, u"HTTP 404 invalid_client"_s, {});
    row("lines", {.kind = Rejected, .httpStatus = 400, .message = u"one\n  two"_s},
        u"Acme rejected the request"_s, u"HTTP 400"_s, u"one two"_s);
    row("no answer", {.kind = Network, .message = u"Connection refused"_s},
        u"The connection to Acme failed"_s, {}, u"Connection refused"_s);
    row("no host", {.kind = HostNotFound, .message = u"id.acme.example"_s},
        u"The server id.acme.example was not found"_s, {}, {});
    row("no host, of an earlier run", {.kind = HostNotFound}, u"The server of Acme was not found"_s,
        {}, {});
    row("the keychain", {.kind = KeychainLocked}, u"The keychain is locked"_s, {}, {});
    row("a page",
        {.kind = TryLater,
         .httpStatus = 502,
         .message = u"<!DOCTYPE html><HTML>"
                    "<title>\n Bad&nbsp;gateway &lt;2&gt; </title>"_s},
        u"Acme cannot answer at the moment"_s, u"HTTP 502"_s,
        u"A web page came instead of an answer: “Bad&nbsp;gateway <2>”"_s);
    row("a page without a title",
        {.kind = TryLater, .httpStatus = 502, .message = u" <html><body>x</body>"_s},
        u"Acme cannot answer at the moment"_s, u"HTTP 502"_s,
        u"A web page came instead of an answer."_s);
    row("XML is none", {.kind = TryLater, .httpStatus = 502, .message = u"<error>x</error>"_s},
        u"Acme cannot answer at the moment"_s, u"HTTP 502"_s, u"<error>x</error>"_s);
}

void TestFailureText::parts()
{
    QFETCH(Error, error);
    Provider provider;
    provider.name = u"Acme"_s;
    const FailureParts parts = failureParts(error, &provider, 0);
    QTEST(parts.heading, "heading");
    QTEST(parts.code, "code");
    QTEST(parts.answerLine, "line");
    QCOMPARE(parts.answer, error.message);
    QCOMPARE(parts.advice, failureText(error, &provider).split(u'\n').last());
    if (parts.heading.contains(u"Acme"))
        QVERIFY(!failureParts(error, nullptr, 0).heading.contains(u"%1"));
}

void TestFailureText::waiting_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("wait");
    QTest::newRow("moments") << 20LL << u"in 20 s ("_s;
    QTest::newRow("a minute") << 60LL << u"in 1 min ("_s;
    QTest::newRow("a begun minute") << 61LL << u"in 2 min ("_s;
    QTest::newRow("an hour") << 3600LL << u"in 1 h ("_s;
    QTest::newRow("more") << 3900LL << u"in 1 h 5 min ("_s;
    QTest::newRow("over") << 0LL << u"now"_s;
}

void TestFailureText::waiting()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, wait);
    constexpr qint64 now = 1'800'000'000'000;
    const Error error{
        .kind = ErrorKind::TryLater, .httpStatus = 429, .retryAt = now + seconds * 1000};
    const QString advice = failureParts(error, nullptr, now).advice;
    QVERIFY2(advice.startsWith(u"Try again " + wait), qPrintable(advice));
}

TEST_IN_PROGRAM(TestFailureText)
#include "tst_failuretext.moc"
