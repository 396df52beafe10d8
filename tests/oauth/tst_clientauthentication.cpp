// SPDX-License-Identifier: MIT
#include "oauth/ClientAuthentication.h"

#include <QSet>
#include <QTest>

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
        const auto raw = QStringLiteral("client_secret_basic_raw");
        const auto encoded = QStringLiteral("client_secret_basic");
        QTest::newRow("raw, plain")
            << raw << QStringLiteral("id") << QStringLiteral("secret") << QByteArray("id:secret");
        QTest::newRow("raw, reserved") << raw << QStringLiteral("a b+c%")
                                       << QStringLiteral("p:/?&=~") << QByteArray("a b+c%:p:/?&=~");
        QTest::newRow("raw, not ASCII") << raw << QStringLiteral("käse") << QStringLiteral("€")
                                        << QByteArray("k\xc3\xa4se:\xe2\x82\xac");
        QTest::newRow("encoded, plain")
            << encoded << QStringLiteral("A-Za.z0_9*") << QStringLiteral("secret")
            << QByteArray("A-Za.z0_9*:secret");
        QTest::newRow("encoded, reserved")
            << encoded << QStringLiteral("a b+c%") << QStringLiteral("p:/?&=~")
            << QByteArray("a+b%2Bc%25:p%3A%2F%3F%26%3D%7E");
        QTest::newRow("encoded, not ASCII")
            << encoded << QStringLiteral("käse") << QStringLiteral("€")
            << QByteArray("k%C3%A4se:%E2%82%AC");
    }

    void basicHeaders()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, id);
        QFETCH(const QString, secret);
        QFETCH(const QByteArray, shown);
        const ClientAuthenticationMethod *entry = clientAuthenticationMethod(method);
        QVERIFY(entry);
        const auto parts = entry->apply({}, pair(id, secret));
        QVERIFY(parts);
        QCOMPARE(decoded(parts->authorization), shown);
        QVERIFY(parts->authorization.reveal().startsWith("Basic "));
        QVERIFY(parts->bodyParameters.isEmpty());
    }

    void theExampleOfRfc7617()
    {
        const auto header = rawBasicAuthorization(
            pair(QStringLiteral("Aladdin"), QStringLiteral("open sesame")));
        QCOMPARE(header.revealText(), QStringLiteral("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
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
        rules.clientIdParameter = QStringLiteral("key");
        const auto parts = clientAuthenticationMethod(QStringLiteral("client_secret_post"))
                               ->apply(rules, pair(QStringLiteral("a&b"), QStringLiteral("c d")));
        QVERIFY(parts);
        QVERIFY(parts->authorization.isEmpty());
        QCOMPARE(parts->bodyParameters.size(), 2);
        QCOMPARE(parts->bodyParameters[0].first, QStringLiteral("key"));
        QCOMPARE(parts->bodyParameters[0].second.revealText(), QStringLiteral("a&b"));
        QCOMPARE(parts->bodyParameters[1].first, QStringLiteral("client_secret"));
        QCOMPARE(parts->bodyParameters[1].second.revealText(), QStringLiteral("c d"));
    }

    void halfAPair()
    {
        for (const QString &id :
             {QStringLiteral("client_secret_basic"), QStringLiteral("client_secret_basic_raw"),
              QStringLiteral("client_secret_post")}) {
            const auto *method = clientAuthenticationMethod(id);
            QVERIFY(method);
            for (const auto &credentials :
                 {pair({}, QStringLiteral("s")), pair(QStringLiteral("i"), {})}) {
                const auto parts = method->apply({}, credentials);
                QVERIFY(!parts);
                QCOMPARE(parts.error().kind, ErrorKind::Configuration);
                QVERIFY(!parts.error().message.isEmpty());
            }
        }
    }

    void theTable()
    {
        QSet<QString> ids;
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
            QVERIFY(!method.label.isEmpty());
            QVERIFY(method.apply);
            QVERIFY(!ids.contains(method.id));
            ids.insert(method.id);
            QCOMPARE(clientAuthenticationMethod(method.id), &method);
        }
        QVERIFY(!clientAuthenticationMethod(QStringLiteral("telepathy")));
        QVERIFY(!clientAuthenticationMethod({}));
    }
};

QTEST_GUILESS_MAIN(TestClientAuthentication)
#include "tst_clientauthentication.moc"
