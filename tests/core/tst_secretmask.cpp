// SPDX-License-Identifier: MIT
#include "SecretMask.h"
#include "TestProgram.h"

#include <QTest>

using namespace Tokenwright;

/// However the bytes come, what is shown is the same as if they had come at once.
class TestSecretMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShown_data()
    {
        QTest::addColumn<QList<QByteArray>>("secrets");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *name, const QList<QByteArray> &secrets,
                            const QByteArray &given, const QByteArray &shown) {
            QTest::newRow(name) << secrets << given << shown;
        };
        row("nothing secret", {"tokentoken"}, "words", "words");
        row("one", {"tokentoken"}, "a tokentoken b", "a •••••• b");
        row("alone", {"tokentoken"}, "tokentoken", "••••••");
        row("twice in a row", {"tokentoken"}, "tokentokentokentoken", "••••••••••••");
        row("begun twice", {"aab"}, "aaab", "a••••••");
        row("begun and left", {"tokentoken"}, "tokentok", "tokentok");
        row("one within the other", {"abc", "abcdef"}, "abcdef abc", "•••••• ••••••");
        row("several", {"abc", "xyz"}, "xyz-abc", "••••••-••••••");
        row("an empty one is none", {"", "abc"}, "abc", "••••••");
        row("zeros", {QByteArray("a\0b", 3)}, QByteArray("\0a\0b\0", 5),
            QByteArray("\0••••••\0", 20));
        row("no secret", {}, "words", "words");
        row("JSON, as PHP writes it", {"a/b\"c\\d"}, "{\"x\":\"a\\/b\\\"c\\\\d\"}",
            "{\"x\":\"••••••\"}");
        row("JSON, as others write it", {"a/b\"c"}, "<a/b\\\"c>", "<••••••>");
        row("JSON, as Go writes it", {"a<b=c&d"}, "a\\u003cb=c\\u0026d", "••••••");
        row("JSON, as Gson writes it", {"a<b=c"}, "a\\u003cb\\u003dc", "••••••");
        row("JSON, as .NET writes it", {"a+b<c"}, "a\\u002Bb\\u003Cc", "••••••");
        row("HTML", {"a<b&c'd"}, "<p>a&lt;b&amp;c&#39;d</p>", "<p>••••••</p>");
        row("a URL", {"a/b+c=="}, "?x=a%2Fb%2Bc%3D%3D&y", "?x=••••••&y");
        row("a URL in small letters", {"a/b+c=="}, "?x=a%2fb%2bc%3d%3d&y", "?x=••••••&y");
    }

    void whatIsShown()
    {
        QFETCH(const QList<QByteArray>, secrets);
        QFETCH(const QByteArray, given);
        QFETCH(const QByteArray, shown);
        for (qsizetype size = 1; size <= given.size(); ++size) {
            QList<Secret> hidden;
            for (QByteArray bytes : secrets)
                hidden.append(Secret(QByteArray(bytes.constData(), bytes.size())));
            SecretMask mask(hidden);
            QByteArray all;
            for (qsizetype from = 0; from < given.size(); from += size)
                all += mask.masked(given.mid(from, size));
            QCOMPARE(all + mask.rest(), shown);
        }
    }

    void onlyABeginningIsHeldBack()
    {
        SecretMask mask({Secret(QByteArray("tokentoken"))});
        QCOMPARE(mask.masked("words to"), "words ");
        QCOMPARE(mask.masked("day"), "today");
        QCOMPARE(mask.masked("token"), "");
        QCOMPARE(mask.rest(), "token");
        QCOMPARE(mask.rest(), "");
    }
};

TEST_IN_PROGRAM(TestSecretMask)

#include "tst_secretmask.moc"
