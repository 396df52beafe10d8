// SPDX-License-Identifier: MIT
#include "Redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

#include "ProcessorTime.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestRedaction : public QObject
{
    Q_OBJECT

private:
    static QString shown(const QString &text, const QList<Secret> &secrets = {})
    {
        return Redaction(secrets).text(text);
    }
    static QString shown(const char *text) { return shown(QString::fromUtf8(text)); }
    static Secret secret(const QString &text) { return Secret::fromText(text); }

private Q_SLOTS:
    void secretsAreHidden_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("plain") << u"s3cr3t-value"_s;
        QTest::newRow("short") << u"x9-k"_s;
        QTest::newRow("reserved") << u"p+/=?&<>\"'\\ ~%{}:;ü€"_s;
        QTest::newRow("like Base64") << u"QUJD+/REVG=="_s;
    }

    void secretsAreHidden()
    {
        QFETCH(const QString, secret);
        const QByteArray bytes = secret.toUtf8();
        const QByteArray pair = QByteArray("client-id:") + bytes;
        const QByteArray percent = bytes.toPercentEncoding();
        QString json = secret;
        json.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        QStringList disguises{
            secret,
            QString::fromLatin1(percent),
            QString::fromLatin1(QByteArray(percent).replace("%20", "+")),
            QString::fromLatin1(bytes.toBase64()),
            QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding)),
            json,
            QString(json).replace(u'/', u"\\/"_s),
            secret.toHtmlEscaped(),
        };
        for (const QString &disguise : std::as_const(disguises)) {
            const QString text = shown(u"[ before "_s + disguise + u" after ]"_s,
                                       {Secret::fromText(secret)});
            QVERIFY2(!text.contains(disguise), qPrintable(text));
            QVERIFY2(text.startsWith(u"[ before "_s), qPrintable(text));
            QVERIFY2(text.endsWith(u"after ]"_s), qPrintable(text));
        }
        const Secret header(pair.toBase64());
        const QString text = shown(u"got "_s + QString::fromLatin1(pair.toBase64()),
                                   {Secret::fromText(secret), header});
        QCOMPARE(text, u"got •••"_s);
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
            QVERIFY(text.contains(u"•••"_s));
        }
    }

    void theLongerSecretGoesFirst()
    {
        QCOMPARE(shown(u"abcdef abc"_s, {secret(u"abc"_s), secret(u"abcdef"_s)}), u"••• •••"_s);
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
        // the tree, not its text: what stands beside the value must not end the search
        row("{\"token\":{\"meta\":{\"a\":1},\"value\":\"hush\"}}");
        row("{\"token\":{\"meta\":[1,[2]],\"values\":[{\"v\":\"hush\"}]}}");
        row("{\"token\":{\"meta\":\"}]\",\"value\":\"hush\"}}");
        row("{\"tokens\":[\"hush\"]}");
        row("{\"access_token_value\":\"hush\"}");
        row("{\"code_verifier\":\"hush\"}");
        row("{\"X-Api-Key\":\"hush\"}");
        row("{\"Authorization\":[\"hush\"]}");
        row("{\"parameters\":[{\"name\":\"client_secret\",\"value\":\"hush\"}]}");
        row("{\"received\":\"grant_type=x&client_secret=hush\"}");
        row("{\"a\":\"[{\\\"b\\\":\\\"{\\\\\\\"token\\\\\\\":{\\\\\\\"v\\\\\\\":"
            "\\\\\\\"hush\\\\\\\"}}\\\"}]\"}");
        row("{\"access_token\":{\"meta\":{},\"value\":\"hush\"");
        row("client_secret: hush4hush");
        row("<input type=hidden password=\"hush\">");
        row("<input type='hidden' name='access_token' value='hush'>");
        row("<input value=hush id=\"apiSecret\">");
        row("<META content=\"hush\" NAME=\"csrf-token\"/>");
        row("<input name=\"token\" value=\"hush");
        row("jwt eyJhbGciOiJub25lIn0.eyJodXNoIjoxfQ.aHVzaA");
        row("{\"v\":\"eyJhbGciOiJub25lIn0.eyJodXNoIjoxfQ.\"}");
        row("{\"v\":\"Bearer hushhushhushhushhushhushhush\"}");
        row("{\"value\":\"hushHUSH0123456789hushhushhushhushhushhushhushhushhush\"}");
        row("Authorization: Bearer hushhushhushhushhushhushhush");
        row("sent Basic aHVzaGh1c2hodXNoaHVzaGh1c2g= to");
    }

    void secretFieldsAreHidden()
    {
        QFETCH(const QString, text);
        const QString result = shown(text);
        QVERIFY2(!result.contains(u"hush"_s, Qt::CaseInsensitive), qPrintable(result));
        QVERIFY2(!result.contains(u"aHVz"_s), qPrintable(result));
        QVERIFY2(!result.contains(u"eyJodX"_s), qPrintable(result));
        QVERIFY2(result.contains(u"•••"_s), qPrintable(result));
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
        row("{\"expires_in\":7200,\"tokenType\":\"BearerToken\",\"token_type\":\"Bearer\"}");
        row("Basic authentication required, but Bearer was offered");
        row("Invalid token: expired");
        row("{\"correlation_id\":\"3b19a4a4-0bd1-4e5b-8d7e-0c6dbdfd0a01\",\"trace\":\"00-"
            "4bf92f3577b3"
            "4da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}");
        row("{\"authorization_endpoint\":\"https://a.example/authorize\",\"token\":null}");
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
        QTest::newRow("NUL") << QString(QChar(u'\0')) + u'x' << u"\\u0000x"_s;
        QTest::newRow("escape") << u"\u001b[31mred"_s << u"\\u001B[31mred"_s;
        QTest::newRow("C1") << QString(QChar(0x9b)) << u"\\u009B"_s;
        QTest::newRow("right to left") << u"a\u202eb"_s << u"a\\u202Eb"_s;
        QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\\u2066x\\u2069"_s;
        QTest::newRow("no width") << u"a\u200bb\ufeff"_s << u"a\\u200Bb\\uFEFF"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
        QTest::newRow("tag") << u"\U000E0041"_s << u"\\u{E0041}"_s;
        QTest::newRow("lines") << u"a\r\n  b\tc\n"_s << u"a b c"_s;
        QTest::newRow("half a pair") << u"a"_s + QChar(0xd83d) + u'b' << u"a?b"_s;
    }

    void whatCannotBeSeenIsSpelledOut()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(shown(text), expected);
    }

    void halfAPairHidesNothingFromTheRedaction()
    {
        const QString text = u"{\"x\":\""_s + QChar(0xd83d) + u"\",\"access_token\":\"hush\"}"_s;
        QVERIFY(!shown(text).contains(u"hush"_s));
    }

    void long_()
    {
        for (const int limit : {500, 100, 10, 1}) {
            const QString text = Redaction({}).text(QString(limit + 1, u'x'), limit);
            QCOMPARE(text.size(), limit);
            QVERIFY(text.endsWith(u'…'));
            QCOMPARE(Redaction({}).text(QString(limit, u'x'), limit), QString(limit, u'x'));
        }
        const QString emoji = Redaction({}).text(u"😀"_s.repeated(300), 500);
        QVERIFY(emoji.size() <= 500);
        QVERIFY(!emoji.chopped(1).back().isHighSurrogate());
    }

    void aMegabyteIsQuickAndHidden_data()
    {
        QTest::addColumn<QString>("text");
        const int many = 1024 * 1024;
        QTest::newRow("a long token") << u"{\"access_token\":\""_s + QString(many, u'h') + u"\"}"_s;
        QTest::newRow("a long escaped token")
            << u"{\"access_token\":\""_s + u"h\\\""_s.repeated(many / 3) + u"\"}"_s;
        QTest::newRow("a long form token") << u"access_token="_s + QString(many, u'h');
        QTest::newRow("a long XML token")
            << u"<access_token>"_s + QString(many, u'h') + u"</access_token>"_s;
        QTest::newRow("dots") << u"a."_s.repeated(many / 2);
        QTest::newRow("names") << u"token"_s.repeated(many / 5);
        QTest::newRow("quotes") << QString(many, u'"');
        QTest::newRow("backslashes") << QString(many, u'\\');
        QTest::newRow("open elements") << u"<token>"_s.repeated(many / 7);
        QTest::newRow("open fields") << u"\"token\":["_s.repeated(many / 9);
    }

    void aMegabyteIsQuickAndHidden()
    {
        QFETCH(const QString, text);
        const ProcessorTime timer;
        const QString result = shown(text, {secret(u"some-secret"_s)});
        QVERIFY2(timer.milliseconds() < 1000, QByteArray::number(timer.milliseconds()).constData());
        QVERIFY(result.size() <= 500);
        QVERIFY2(!result.contains(u"hhh"_s), qPrintable(result));
        QVERIFY2(!result.contains(u"h\\\"h"_s), qPrintable(result));
    }

    /// JSON in a text, which is in JSON in a text, and so on: what is within is escaped once more
    /// by each around it, which would make gigabytes of a few kilobytes.
    void textsWithinTexts()
    {
        QString text = u"[\"some-secret\"]"_s;
        for (int depth = 0; depth < 40; ++depth) {
            text.replace(u'\\', u"\\u005c"_s).replace(u'"', u"\\u0022"_s);
            text = u"[\""_s + text + u"\"]"_s;
        }
        const ProcessorTime timer;
        const QString result = shown(text, {secret(u"some-secret"_s)});
        QVERIFY2(timer.milliseconds() < 1000, QByteArray::number(timer.milliseconds()).constData());
        QVERIFY2(result.size() < 500 && !result.contains(u"secret"_s), qPrintable(result));
    }

    /// A short secret, or an ordinary word as one: hidden where it is a value, and nowhere else, or
    /// the hole would say what it hides.
    void shortSecrets_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *secret, const char *text, const char *expected) {
            QTest::addRow("%s: %s", secret, text)
                << QString::fromUtf8(secret) << QString::fromUtf8(text)
                << QString::fromUtf8(expected);
        };
        row("client", "client authentication failed", "client authentication failed");
        row("client", "invalid_client", "invalid_client");
        row("client", "The clients of this client", "The clients of this client");
        row("client", "client", "•••");
        row("client", "\"client\"", "\"•••\"");
        row("client", "the secret client is wrong", "the secret ••• is wrong");
        row("client", "client_secret=client&client_id=client",
            "client_secret=•••&client_id=client");
        row("client", "wrong password: 'client'", "wrong password: '•••'");
        row("client", R"({"error":"invalid_client","got":["client"]})",
            R"({"error":"invalid_client","got":["•••"]})");
        row("client", "client%20failed and Y2xpZW50", "client%20failed and •••");
        row("invalid_client", "invalid_client", "•••");
        row("invalid_client", "the code invalid_client", "the code invalid_client");
        row("abc", "abc is not right", "••• is not right");
        row("abc", "abcd, xabc and abc_d stay", "abcd, xabc and abc_d stay");
        row("abc", "YWJj", "•••");
        row("abc", "dXNlcjphYmM=", "•••=");
        row("banana", "no banana, but bananas", "no •••, but bananas");
        row("401", "HTTP 401", "HTTP 401");
        row("401", R"({"status":401})", R"({"status":401})");
        row("a", "a secret a day", "a secret ••• day");
        row("x9", "got x9.", "got •••.");
        row("s3cr3t!x", "xs3cr3t!xx", "x•••x");
        row("correct-horse-battery", "with-correct-horse-battery", "with-•••");
        row("12345678901", R"({"n":12345678901})", R"({"n":•••})");
    }

    void shortSecrets()
    {
        QFETCH(const QString, secret);
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(shown(text, {Secret::fromText(secret)}), expected);
    }

    void disguises_data()
    {
        QTest::addColumn<QByteArray>("text");
        // worked out with Python: secret "Pa+ss/wörd 42&"
        QTest::newRow("raw") << QByteArray("Pa+ss/wörd 42&");
        QTest::newRow("other case") << QByteArray("PA+SS/WöRD 42&");
        QTest::newRow("percent") << QByteArray("Pa%2Bss%2Fw%C3%B6rd%2042%26");
        QTest::newRow("form, small digits") << QByteArray("Pa%2bss%2fw%c3%b6rd+42%26");
        QTest::newRow("half percent") << QByteArray("Pa+ss%2Fw%C3%B6rd 42&");
        QTest::newRow("percent twice") << QByteArray("Pa%252Bss%252Fw%25C3%25B6rd%252042%2526");
        QTest::newRow("JSON") << QByteArray("Pa+ss\\/w\\u00f6rd 42\\u0026");
        QTest::newRow("JSON in JSON") << QByteArray("Pa+ss\\\\/w\\\\u00f6rd 42&");
        QTest::newRow("HTML") << QByteArray("Pa+ss/w&#246;rd 42&amp;");
        QTest::newRow("HTML, hexadecimal") << QByteArray("Pa&#x2B;ss&#x2f;w&#xF6;rd&nbsp;42&#38;");
        QTest::newRow("HTML in JSON") << QByteArray("Pa+ss/w&#246;rd 42\\u0026amp;");
        QTest::newRow("Base64") << QByteArray("UGErc3Mvd8O2cmQgNDIm");
        QTest::newRow("Base64, cut in lines") << QByteArray("UGErc3Mv\nd8O2cmQgNDIm");
        QTest::newRow("Base64, UTF-16") << QByteArray("UABhACsAcwBzAC8AdwD2AHIAZAAgADQAMgAmAA==");
        QTest::newRow("on two lines") << QByteArray("Pa+ss/wörd\r\n    42&");
        QTest::newRow("on two lines, percent") << QByteArray("Pa%2Bss/w%C3%B6rd%0A%2042%26");
        QTest::newRow("percent, as JavaScript escapes")
            << QByteArray("Pa%u002Bss%u002Fw%u00F6rd%u002042%u0026");
        QTest::newRow("octal") << QByteArray("Pa\\053ss\\057w\\303\\266rd 42&");
        QTest::newRow("Rust") << QByteArray("Pa\\u{2b}ss/w\\u{f6}rd 42&");
        QTest::newRow("long escapes") << QByteArray("Pa\\U0000002Bss/w\\U000000F6rd 42&");
        QTest::newRow("HTML without semicolons") << QByteArray("Pa&#43ss/w&#246rd 42&");
        QTest::newRow("numbers") << QByteArray(
            "80, 97, 43, 115, 115, 47, 119, 195, 182, 114, 100, 32, 52, 50, 38,");
        QTest::newRow("numbers in Go")
            << QByteArray("80 97 43 115 115 47 119 195 182 114 100 32 52 50 38");
        QTest::newRow("bytes in hexadecimal, colons")
            << QByteArray("50:61:2b:73:73:2f:77:c3:b6:72:64:20:34:32:26");
        QTest::newRow("bytes in hexadecimal, blanks")
            << QByteArray("50 61 2B 73 73 2F 77 C3 B6 72 64 20 34 32 26");
        QTest::newRow("bytes in hexadecimal, 0x")
            << QByteArray("0x50, 0x61, 0x2b, 0x73, 0x73, 0x2f, 0x77, 0xc3, 0xb6, 0x72, 0x64, 0x20, "
                          "0x34, 0x32, 0x26");
        QTest::newRow("Base64 twice") << QByteArray("VUdFcmMzTXZkOE8yY21RZ05ESW0=");
        QTest::newRow("parted unseen") << QByteArray("Pa+ss\u00ad/w\u200b\u00f6rd 42&");
        QTest::newRow("hexadecimal") << QByteArray("50612b73732f77c3b6726420343226");
        QTest::newRow("Hexadecimal")
            << QByteArray("50612B73732F77C3B672642034322 6").replace(" ", "");
    }

    void disguises()
    {
        QFETCH(const QByteArray, text);
        const Secret secret = Secret::fromText(QString::fromUtf8("Pa+ss/wörd 42&"));
        const QString result = shown(u"[ "_s + QString::fromUtf8(text) + u" ]"_s, {secret});
        QVERIFY2(result.startsWith(u"[ •••"_s), qPrintable(result));
        QVERIFY2(result.size() < 12, qPrintable(result));
    }

    void listsAndDoubledMarks()
    {
        const Secret secret = Secret::fromText(u"Zq\"7'kT9w"_s);
        QCOMPARE(shown(u"{\"body\":[90,113,34,55,39,107,84,57,119]}"_s, {secret}),
                 u"{\"body\":[•••]}"_s);
        QCOMPARE(shown(u"{\"ids\":[90,113,34,55,200]}"_s, {secret}),
                 u"{\"ids\":[90,113,34,55,200]}"_s);
        QCOMPARE(shown(u"near \"Zq\"\"7'kT9w\""_s, {secret}), u"near \"•••\""_s);
        QCOMPARE(shown(u"near 'Zq\"7\'\'kT9w'"_s, {secret}), u"near '•••'"_s);
    }

    /// Bodies of every shape with a secret and a token somewhere in them: never in what is shown.
    void nothingPlantedIsEverShown_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void nothingPlantedIsEverShown()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        const auto below = [&](int limit) { return int(random.bounded(limit)); };
        const auto pick = [&](const QStringList &list) { return list.at(below(int(list.size()))); };
        const QString secret = u"Zq7+kT/9w&Xe"_s;
        const QString token = u"live-one"_s;
        const Redaction redaction({Secret::fromText(secret)});
        const auto disguised = [&](QString text) {
            for (int times = below(3); times > 0; --times) {
                switch (below(4)) {
                case 0:
                    text = QString::fromLatin1(text.toUtf8().toPercentEncoding());
                    break;
                case 1:
                    text = text.toHtmlEscaped();
                    break;
                case 2:
                    text.replace(u'/', u"\\/"_s).replace(u'&', u"\\u0026"_s);
                    break;
                default:
                    return QString::fromLatin1(
                        QByteArray(QByteArray(below(5), 'u') + text.toUtf8() + "zz").toBase64());
                }
            }
            return text;
        };
        const QStringList names{u"error"_s, u"message"_s, u"a"_s, u"data"_s, u"list"_s};
        const QStringList secretNames{u"access_token"_s, u"clientSecret"_s, u"PASSWORD"_s,
                                      u"id_tokens"_s};
        std::function<QJsonValue(int)> value = [&](int depth) -> QJsonValue {
            switch (below(depth > 3 ? 3 : 6)) {
            case 0:
                return below(1000);
            case 1:
                return QString(u"got "_s + disguised(secret) + u" from you"_s);
            case 2:
                return QString::fromUtf8(
                    QJsonDocument(QJsonObject{{pick(secretNames), token}}).toJson());
            case 3:
                return QJsonArray{value(depth + 1), value(depth + 1)};
            case 4:
                return QJsonObject{{pick(secretNames),
                                    QJsonObject{{pick(names), value(depth + 1)}, {u"v"_s, token}}},
                                   {disguised(secret), 1}};
            default:
                return QJsonObject{{pick(names), value(depth + 1)},
                                   {pick(names), value(depth + 1)}};
            }
        };
        for (int i = 0; i < 400; ++i) {
            const QJsonObject object{{pick(names), value(0)}, {pick(secretNames), token}};
            QString body;
            switch (below(4)) {
            case 0: // cut off: text
                body = QString::fromUtf8(QJsonDocument(object).toJson());
                body.truncate(1 + below(int(body.size())));
                break;
            case 1:
                body = u"<r><%1>%2</%1>%3</r>"_s.arg(pick(secretNames), token,
                                                     disguised(secret).toHtmlEscaped());
                break;
            case 2:
                body = u"x=%1&%2=%3&y=1"_s.arg(disguised(secret), pick(secretNames), token);
                break;
            default:
                body = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
            }
            const QString result = redaction.text(body, 4000);
            QVERIFY2(!result.contains(token), qPrintable(body + u"\n => " + result));
            QString plain = QString::fromUtf8(QByteArray::fromPercentEncoding(result.toUtf8()));
            plain.remove(u'\\').replace(u"u0026"_s, u"&"_s);
            plain.replace(u"&amp;"_s, u"&"_s);
            QVERIFY2(!plain.contains(u"Zq7+kT"_s) && !plain.contains(u"Zq7%2BkT"_s),
                     qPrintable(body + u"\n => " + result));
            QVERIFY2(!result.contains(u"cTcra1"_s), qPrintable(body)); // "q7+k" inside
        }
    }

    /// Of an answer that may hold a token: what is where, and nothing of it.
    void shapes_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("shape");
        const auto row = [](const char *json, const char *shape) {
            QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(shape);
        };
        row(R"({"token":{"meta":{"a":1},"value":"hush"}})",
            "{token: {meta: {a: number}, value: text}}");
        row(R"({"a":[{"b":true},2],"c":null,"d":"","e":[]})",
            "{a: [{b: boolean}, …], c: null, d: empty text, e: []}");
        row(R"({"hush\nhush":1,"h7ush0123456789012345678":2,"x y":3})",
            "{•••: number, •••: number, x y: number}");
        row(R"(["hush"])", "[text]");
    }

    void shapes()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, shape);
        const auto document = QJsonDocument::fromJson(json);
        const QJsonValue tree = document.isArray() ? QJsonValue(document.array())
                                                   : QJsonValue(document.object());
        QCOMPARE(Redaction({}).shape(tree), shape);
    }

    void anyTextIsHarmless()
    {
        QRandomGenerator random(20261122);
        static const QString pieces[]{
            u"\""_s,
            u"\\"_s,
            u"{"_s,
            u"}"_s,
            u"["_s,
            u"<token"_s,
            u">"_s,
            u"</"_s,
            u"access_token"_s,
            u":"_s,
            u"="_s,
            u"&"_s,
            u"S3cret+/x"_s,
            u"\n"_s,
            u"\u202e"_s,
            QString(QChar(0xd800)),
            u"text"_s,
        };
        const QList<Secret> secrets{secret(u"S3cret+/x"_s)};
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (int n = random.bounded(40); n > 0; --n)
                text += pieces[random.bounded(int(std::size(pieces)))];
            const QString result = shown(text, secrets);
            QVERIFY(result.size() <= 500);
            QVERIFY2(!result.contains(u"S3cret"_s), qPrintable(text));
            QVERIFY(!result.contains(QChar(0x202e)));
            QVERIFY(!result.contains(u'\n'));
        }
    }
};

TEST_IN_PROGRAM(TestRedaction)
#include "tst_redaction.moc"
