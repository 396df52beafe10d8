// SPDX-License-Identifier: MIT
#include "providers/FailureText.h"
#include "providers/StandardErrorHelp.h"

#include <QSet>
#include <QTest>

using namespace Tokenwright;
using namespace Qt::StringLiterals;

namespace {

const QString theirs = QStringLiteral("Their own help.");

} // namespace

class tst_FailureText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standardCode_data();
    void standardCode();
    void whoseAdvice_data();
    void whoseAdvice();
};

void tst_FailureText::standardCode_data()
{
    // https://www.rfc-editor.org/rfc/rfc6749#section-5.2
    QTest::addColumn<QString>("code");
    for (const char *code : {"invalid_request", "invalid_client", "invalid_grant",
                             "unauthorized_client", "unsupported_grant_type", "invalid_scope"})
        QTest::newRow(code) << QString::fromLatin1(code);
}

void tst_FailureText::standardCode()
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

void tst_FailureText::whoseAdvice_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("retryAfter");
    QTest::addColumn<bool>("known"); // a provider whose file has help for invalid_client
    QTest::addColumn<QString>("advice");

    const Error rejected{.kind = ErrorKind::Rejected};
    const Error later{.kind = ErrorKind::Rejected, .retryAfter = QStringLiteral("30")};
    const QString client = QStringLiteral("invalid_client");
    const QString scope = QStringLiteral("invalid_scope");
    QTest::newRow("the provider's own") << client << QString() << true << theirs;
    QTest::newRow("ours where it has none")
        << scope << QString() << true << standardErrorHelp(scope);
    QTest::newRow("ours without a provider")
        << client << QString() << false << standardErrorHelp(client);
    QTest::newRow("the kind's for a code of nobody")
        << QStringLiteral("X-17") << QString() << true << errorAdvice(rejected);
    QTest::newRow("the kind's without a code")
        << QString() << QString() << true << errorAdvice(rejected);
    QTest::newRow("codes are exact")
        << QStringLiteral("INVALID_CLIENT") << QString() << false << errorAdvice(rejected);
    QTest::newRow("waiting comes first")
        << client << later.retryAfter << true << errorAdvice(later);
}

void tst_FailureText::whoseAdvice()
{
    QFETCH(QString, code);
    QFETCH(QString, retryAfter);
    QFETCH(bool, known);
    Provider provider;
    provider.errors.help.insert(QStringLiteral("invalid_client"), theirs);
    const Error error{
        .kind = ErrorKind::Rejected, .httpStatus = 400, .code = code, .retryAfter = retryAfter};

    const QStringList lines = failureText(error, known ? &provider : nullptr).split(u'\n');
    QCOMPARE(lines.first(), errorSentence(error));
    QVERIFY(lines.at(1).contains(u"HTTP 400"_s) && lines.at(1).contains(code));
    QTEST(lines.last(), "advice");
}

QTEST_GUILESS_MAIN(tst_FailureText)
#include "tst_failuretext.moc"
