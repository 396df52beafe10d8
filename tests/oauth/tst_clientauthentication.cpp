// SPDX-License-Identifier: MIT
#include "ClientAuthentication.h"

#include <QSet>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestClientAuthentication : public QObject
{
    Q_OBJECT

private:
    static ClientCredentials pair(const QString &id, const QString &secret)
    {
        ClientCredentials credentials;
        credentials.clientId = id;
        credentials.clientSecret = Secret::fromText(secret);
        return credentials;
    }

    static Result<AuthenticationParts> applied(const QString &method,
                                               const ClientCredentials &credentials,
                                               const RequestRules &rules = {})
    {
        const QUrl tokenUrl(u"https://token.example/t"_s);
        const RequestStamp stamp{.now = 1'700'000'000'000, .uuid = u"fresh"_s};
        return clientAuthenticationMethod(method)->apply({.rules = rules,
                                                          .assertion = rules.assertion,
                                                          .credentials = credentials,
                                                          .tokenUrl = tokenUrl,
                                                          .stamp = stamp});
    }

    /// name=value, with an exclamation mark behind what is secret.
    static QStringList shown(const QList<RequestField> &fields)
    {
        QStringList lines;
        for (const RequestField &field : fields) {
            lines.append(field.name + u'=' + field.value.revealText()
                         + (field.secret ? u" !"_s : QString()));
        }
        return lines;
    }

    static QByteArray decoded(const Secret &authorization)
    {
        const QByteArray header = authorization.reveal().toByteArray();
        return header.startsWith("Basic ") ? QByteArray::fromBase64(header.sliced(6)) : header;
    }

private Q_SLOTS:
    void basicHeaders_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QByteArray>("shown");
        const auto raw = u"client_secret_basic_raw"_s;
        const auto encoded = u"client_secret_basic"_s;
        QTest::newRow("raw, plain") << raw << u"id"_s << u"secret"_s << QByteArray("id:secret");
        QTest::newRow("raw, reserved")
            << raw << u"a b+c%"_s << u"p:/?&=~"_s << QByteArray("a b+c%:p:/?&=~");
        QTest::newRow("raw, not ASCII")
            << raw << u"käse"_s << u"€"_s << QByteArray("k\xc3\xa4se:\xe2\x82\xac");
        QTest::newRow("encoded, plain")
            << encoded << u"A-Za.z0_9*"_s << u"secret"_s << QByteArray("A-Za.z0_9*:secret");
        QTest::newRow("encoded, reserved") << encoded << u"a b+c%"_s << u"p:/?&=~"_s
                                           << QByteArray("a+b%2Bc%25:p%3A%2F%3F%26%3D%7E");
        QTest::newRow("encoded, not ASCII")
            << encoded << u"käse"_s << u"€"_s << QByteArray("k%C3%A4se:%E2%82%AC");
    }

    void basicHeaders()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, id);
        QFETCH(const QString, secret);
        QFETCH(const QByteArray, shown);
        const auto parts = applied(method, pair(id, secret));
        QVERIFY(parts);
        QCOMPARE(parts->headers.size(), 1);
        QCOMPARE(parts->headers.constFirst().name, u"Authorization"_s);
        QVERIFY(parts->headers.constFirst().secret);
        QCOMPARE(decoded(parts->headers.constFirst().value), shown);
        QVERIFY(parts->headers.constFirst().value.reveal().startsWith("Basic "));
        QVERIFY(parts->parameters.isEmpty());
    }

    void theExampleOfRfc7617()
    {
        const auto header = rawBasicAuthorization(pair(u"Aladdin"_s, u"open sesame"_s));
        QCOMPARE(header.revealText(), u"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="_s);
    }

    void longPairsAreOneLine()
    {
        const auto header = rawBasicAuthorization(pair(QString(300, u'i'), QString(3000, u's')))
                                .revealText();
        QVERIFY(!header.contains(u'\n'));
        QCOMPARE(header.size(), 6 + (3301 + 2) / 3 * 4);
    }

    void post()
    {
        RequestRules rules;
        rules.clientIdParameter = u"key"_s;
        const auto parts = applied(u"client_secret_post"_s, pair(u"a&b"_s, u"c d"_s), rules);
        QVERIFY(parts);
        QVERIFY(parts->headers.isEmpty());
        QVERIFY(parts->query.isEmpty());
        QCOMPARE(shown(parts->parameters), QStringList({u"key=a&b"_s, u"client_secret=c d !"_s}));
    }

    void query()
    {
        const auto parts = applied(u"query"_s, pair(u"i"_s, u"s"_s));
        QVERIFY(parts);
        QVERIFY(parts->headers.isEmpty());
        QVERIFY(parts->parameters.isEmpty());
        QCOMPARE(shown(parts->query), QStringList({u"client_id=i"_s, u"client_secret=s !"_s}));
        QVERIFY(!clientAuthenticationMethod(u"query"_s)->translatedWarning().isEmpty());
    }

    void none()
    {
        const auto parts = applied(u"none"_s, pair(u"i"_s, u"s"_s));
        QVERIFY(parts);
        QVERIFY(parts->headers.isEmpty() && parts->query.isEmpty());
        QCOMPARE(shown(parts->parameters), QStringList({u"client_id=i"_s}));
        RequestRules unnamed;
        unnamed.clientIdParameter.clear();
        QVERIFY(applied(u"none"_s, pair(u"i"_s, u"s"_s), unnamed)->parameters.isEmpty());
    }

    void otherSchemes()
    {
        RequestRules rules;
        rules.authorizationScheme = u"ID"_s;
        for (const QString &method : {u"client_secret_basic"_s, u"client_secret_basic_raw"_s}) {
            const auto parts = applied(method, pair(u"i"_s, u"s"_s), rules);
            QVERIFY(parts);
            QCOMPARE(parts->headers.constFirst().value.revealText(), u"ID aTpz"_s);
        }
    }

    void theTable()
    {
        QSet<QByteArray> ids;
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
            QVERIFY(!method.translatedLabel().isEmpty());
            QVERIFY(method.apply);
            QVERIFY(!ids.contains(method.id));
            ids.insert(method.id);
            QCOMPARE(clientAuthenticationMethod(QString::fromLatin1(method.id)), &method);
        }
        QVERIFY(!clientAuthenticationMethod(u"telepathy"_s));
        QVERIFY(!clientAuthenticationMethod({}));
    }
};

TEST_IN_PROGRAM(TestClientAuthentication)
#include "tst_clientauthentication.moc"
