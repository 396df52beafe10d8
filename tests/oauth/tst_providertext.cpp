// SPDX-License-Identifier: MIT
#include "oauth/ProviderText.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

using namespace Tokenwright;

class TestProviderText : public QObject
{
    Q_OBJECT

private:
    static QString shown(const QString &text, const QList<Secret> &secrets = {})
    {
        return presentableProviderText(text, secrets);
    }
    static QString shown(const char *text) { return shown(QString::fromUtf8(text)); }
    static Secret secret(const QString &text) { return Secret::fromText(text); }

private Q_SLOTS:
    void secretsAreHidden_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("plain") << QStringLiteral("s3cr3t-value");
        QTest::newRow("short") << QStringLiteral("x9");
        QTest::newRow("reserved") << QStringLiteral("p+/=?&<>\"'\\ ~%{}:;ü€");
        QTest::newRow("like Base64") << QStringLiteral("QUJD+/REVG==");
    }

    void secretsAreHidden()
    {
        QFETCH(const QString, secret);
        const QByteArray bytes = secret.toUtf8();
        const QByteArray pair = QByteArray("client-id:") + bytes;
        const QByteArray percent = bytes.toPercentEncoding();
        QString json = secret;
        json.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        QStringList disguises{
            secret,
            QString::fromLatin1(percent),
            QString::fromLatin1(QByteArray(percent).replace("%20", "+")),
            QString::fromLatin1(bytes.toBase64()),
            QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding)),
            json,
            QString(json).replace(u'/', QStringLiteral("\\/")),
            secret.toHtmlEscaped(),
        };
        for (const QString &disguise : std::as_const(disguises)) {
            const QString text = shown(QStringLiteral("[ before ") + disguise
                                           + QStringLiteral(" after ]"),
                                       {Secret::fromText(secret)});
            QVERIFY2(!text.contains(disguise), qPrintable(text));
            QVERIFY2(text.startsWith(QStringLiteral("[ before ")), qPrintable(text));
            QVERIFY2(text.endsWith(QStringLiteral("after ]")), qPrintable(text));
        }
        const Secret header(pair.toBase64());
        const QString text = shown(QStringLiteral("got ") + QString::fromLatin1(pair.toBase64()),
                                   {Secret::fromText(secret), header});
        QCOMPARE(text, QStringLiteral("got •••"));
    }

    void base64OfAnythingAroundTheSecret()
    {
        const QByteArray hidden = "a-rather-long-secret-0001";
        for (int before = 0; before < 7; ++before) {
            const QByteArray around = QByteArray(before, 'u') + ':' + hidden + ":x";
            const QString text = shown(QString::fromLatin1(around.toBase64()),
                                       {Secret(QByteArray(hidden))});
            const QByteArray decoded = QByteArray::fromBase64(text.toLatin1());
            QVERIFY2(!decoded.contains(hidden.sliced(4, 12)), qPrintable(text));
            QVERIFY(text.contains(QStringLiteral("•••")));
        }
    }

    void theLongerSecretGoesFirst()
    {
        QCOMPARE(shown(QStringLiteral("abcdef abc"),
                       {secret(QStringLiteral("abc")), secret(QStringLiteral("abcdef"))}),
                 QStringLiteral("••• •••"));
    }

    void secretFieldsAreHidden_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("{\"access_token\":\"hush\",\"a\":1}");
        row("{\"refresh_token\" : \"hush\"}");
        row("{\"id_token\":\"hush\"}");
        row("{\"accessToken\":\"hush\"}");
        row("{\"Access_Token\":\"hush\"}");
        row("{\"client_secret\":\"hush\"}");
        row("{\"apiSecret\":\"hush\"}");
        row("{\"client_assertion\":\"hush\"}");
        row("{\"token\":\"hu\\\"sh hush\"}");
        row("{\"token\":[\"hush\",\"hush\"]}");
        row("{\"token\":{\"value\":\"hush\"}}");
        row("{\"access_token\":\"hush");
        row("{\"access_token\":\n\t\"hush\"}");
        row("{\"message\":\"{\\\"access_token\\\":\\\"hush\\\"}\"}");
        row("{'password': 'hush'}");
        row("{\"token\":hush}");
        row("access_token=hush&expires_in=3");
        row("error=x&client_secret=hush");
        row("grant_type=client_credentials&client_assertion=hush");
        row("<oauth><access_token>hush</access_token></oauth>");
        row("<r><ns:AccessToken type=\"x\">hush</ns:AccessToken></r>");
        row("<r><clientSecret>hush");
        row("<token><![CDATA[hush]]></token>");
        row("Authorization: Bearer hushhushhushhushhushhushhush");
        row("sent Basic aHVzaGh1c2hodXNoaHVzaGh1c2g= to");
    }

    void secretFieldsAreHidden()
    {
        QFETCH(const QString, text);
        const QString result = shown(text);
        QVERIFY2(!result.contains(QStringLiteral("hush"), Qt::CaseInsensitive), qPrintable(result));
        QVERIFY2(!result.contains(QStringLiteral("aHVz")), qPrintable(result));
        QVERIFY2(result.contains(QStringLiteral("•••")), qPrintable(result));
    }

    void ordinaryTextStays_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("{\"error\":\"invalid_token\",\"error_description\":\"The access token expired\"}");
        row("{\"error\":\"invalid_client\",\"error_description\":\"client authentication "
            "failed\"}");
        row("{\"errors\":[{\"errorCode\":\"1000033\",\"errorDescription\":\"Unauthorized API "
            "Access\"}]}");
        row("{\"tokenType\":\"BearerToken\",\"token_type\":\"Bearer\",\"expires_in\":7200}");
        row("Basic authentication required, but Bearer was offered");
        row("<html><head><title>502 Bad Gateway</title></head></html>");
        row("Ungültige Anmeldung – 認証に失敗しました 😀");
    }

    void ordinaryTextStays()
    {
        QFETCH(const QString, text);
        QCOMPARE(shown(text), text);
    }

    void whatCannotBeSeenIsSpelledOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("NUL") << QString(QChar(u'\0')) + u'x' << QStringLiteral("\\u0000x");
        QTest::newRow("escape") << QStringLiteral("\u001b[31mred")
                                << QStringLiteral("\\u001B[31mred");
        QTest::newRow("C1") << QString(QChar(0x9b)) << QStringLiteral("\\u009B");
        QTest::newRow("right to left") << QStringLiteral("a\u202eb") << QStringLiteral("a\\u202Eb");
        QTest::newRow("isolate") << QStringLiteral("\u2066x\u2069")
                                 << QStringLiteral("\\u2066x\\u2069");
        QTest::newRow("no width") << QStringLiteral("a\u200bb\ufeff")
                                  << QStringLiteral("a\\u200Bb\\uFEFF");
        QTest::newRow("line separator")
            << QStringLiteral("a\u2028b") << QStringLiteral("a\\u2028b");
        QTest::newRow("tag") << QStringLiteral("\U000E0041") << QStringLiteral("\\u{E0041}");
        QTest::newRow("lines") << QStringLiteral("a\r\n  b\tc\n") << QStringLiteral("a b c");
        QTest::newRow("half a pair")
            << QStringLiteral("a") + QChar(0xd83d) + u'b' << QStringLiteral("a?b");
    }

    void whatCannotBeSeenIsSpelledOut()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(shown(text), expected);
    }

    void halfAPairHidesNothingFromTheRedaction()
    {
        const QString text = QStringLiteral("{\"x\":\"") + QChar(0xd83d)
            + QStringLiteral("\",\"access_token\":\"hush\"}");
        QVERIFY(!shown(text).contains(QStringLiteral("hush")));
    }

    void long_()
    {
        for (const int limit : {500, 100, 10, 1}) {
            const QString text = presentableProviderText(QString(limit + 1, u'x'), {}, limit);
            QCOMPARE(text.size(), limit);
            QVERIFY(text.endsWith(u'…'));
            QCOMPARE(presentableProviderText(QString(limit, u'x'), {}, limit),
                     QString(limit, u'x'));
        }
        const QString emoji = presentableProviderText(QStringLiteral("😀").repeated(300), {}, 500);
        QVERIFY(emoji.size() <= 500);
        QVERIFY(!emoji.chopped(1).back().isHighSurrogate());
    }

    void aMegabyteIsQuickAndHidden_data()
    {
        QTest::addColumn<QString>("text");
        const int many = 1024 * 1024;
        QTest::newRow("a long token")
            << QStringLiteral("{\"access_token\":\"") + QString(many, u'h') + QStringLiteral("\"}");
        QTest::newRow("a long escaped token") << QStringLiteral("{\"access_token\":\"")
                + QStringLiteral("h\\\"").repeated(many / 3) + QStringLiteral("\"}");
        QTest::newRow("a long form token") << QStringLiteral("access_token=") + QString(many, u'h');
        QTest::newRow("a long XML token") << QStringLiteral("<access_token>") + QString(many, u'h')
                + QStringLiteral("</access_token>");
        QTest::newRow("dots") << QStringLiteral("a.").repeated(many / 2);
        QTest::newRow("names") << QStringLiteral("token").repeated(many / 5);
        QTest::newRow("quotes") << QString(many, u'"');
        QTest::newRow("backslashes") << QString(many, u'\\');
        QTest::newRow("open elements") << QStringLiteral("<token>").repeated(many / 7);
        QTest::newRow("open fields") << QStringLiteral("\"token\":[").repeated(many / 9);
    }

    void aMegabyteIsQuickAndHidden()
    {
        QFETCH(const QString, text);
        QElapsedTimer timer;
        timer.start();
        const QString result = shown(text, {secret(QStringLiteral("some-secret"))});
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(result.size() <= 500);
        QVERIFY2(!result.contains(QStringLiteral("hhh")), qPrintable(result));
        QVERIFY2(!result.contains(QStringLiteral("h\\\"h")), qPrintable(result));
    }

    void anyTextIsHarmless()
    {
        QRandomGenerator random(20261122);
        static const QString pieces[]{
            QStringLiteral("\""),        QStringLiteral("\\"),   QStringLiteral("{"),
            QStringLiteral("}"),         QStringLiteral("["),    QStringLiteral("<token"),
            QStringLiteral(">"),         QStringLiteral("</"),   QStringLiteral("access_token"),
            QStringLiteral(":"),         QStringLiteral("="),    QStringLiteral("&"),
            QStringLiteral("S3cret+/x"), QStringLiteral("\n"),   QStringLiteral("\u202e"),
            QString(QChar(0xd800)),      QStringLiteral("text"),
        };
        const QList<Secret> secrets{secret(QStringLiteral("S3cret+/x"))};
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (int n = random.bounded(40); n > 0; --n)
                text += pieces[random.bounded(int(std::size(pieces)))];
            const QString result = shown(text, secrets);
            QVERIFY(result.size() <= 500);
            QVERIFY2(!result.contains(QStringLiteral("S3cret")), qPrintable(text));
            QVERIFY(!result.contains(QChar(0x202e)));
            QVERIFY(!result.contains(u'\n'));
        }
    }
};

QTEST_GUILESS_MAIN(TestProviderText)
#include "tst_providertext.moc"
