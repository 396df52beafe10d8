// SPDX-License-Identifier: MIT
#include "PracticeTokenServer.h"

#include "oauth/TokenEndpoint.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

using namespace Tokenwright;
using namespace std::chrono_literals;
using namespace Qt::Literals;

class TestTokenEndpoint : public QObject
{
    Q_OBJECT

private:
    static TokenRequest requestTo(const PracticeTokenServer &server, const QString &path)
    {
        TokenRequest request;
        request.method = "POST";
        request.url = server.url(path);
        request.headers = {{"Content-Type", Secret("application/x-www-form-urlencoded"_ba)},
                           {"Authorization", Secret("Basic cHJhY3RpY2U6cHJhY3RpY2U="_ba)}};
        request.body = Secret("grant_type=client_credentials"_ba);
        request.caCertificates = server.caFile();
        return request;
    }

private Q_SLOTS:
    void bareQt()
    {
        // what happens without our precaution
        for (auto transport : {PracticeTokenServer::Transport::Plain, PracticeTokenServer::Transport::Tls}) {
            for (int warm = 0; warm < 2; ++warm) {
            PracticeTokenServer server(transport);
            QNetworkAccessManager manager;
            QNetworkRequest r(server.url(QStringLiteral("/x")));
            r.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
            r.setRawHeader("Content-Type", "text/plain");
            QSslConfiguration c = QSslConfiguration::defaultConfiguration();
            c.addCaCertificates(server.caFile());
            r.setSslConfiguration(c);
            if (warm) {
                auto *reply = manager.post(r, "warm"_ba);
                QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); }));
                qDebug() << reply->error();
            }
            server.setResponder([](const PracticeRequest &) { return PracticeAnswer {.closeWithoutAnswer = true}; });
            auto *reply = manager.post(r, "body"_ba);
            QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); }));
            QTest::qWait(300);
            qDebug() << "bare" << int(transport) << warm << server.requestCount() - warm << server.connectionCount() << reply->error();
            }
        }
    }
    void closed()
    {
        for (auto transport : {PracticeTokenServer::Transport::Plain, PracticeTokenServer::Transport::Tls}) {
            PracticeTokenServer server(transport);
            server.setResponder([](const PracticeRequest &) { return PracticeAnswer {.closeWithoutAnswer = true}; });
            TokenEndpoint endpoint;
            auto call = endpoint.send(requestTo(server, QStringLiteral("/x")));
            QVERIFY(QTest::qWaitFor([&] { return call.answer.isFinished(); }));
            QTest::qWait(300);
            auto r = call.answer.result();
            qDebug() << "ours" << int(transport) << server.requestCount() << server.connectionCount() << (r ? QString() : errorKindName(r.error().kind) + r.error().message);
        }
    }
    void works()
    {
            PracticeTokenServer server;
            TokenEndpoint endpoint;
            for (int i = 0; i < 5; ++i) {
            QElapsedTimer t; t.start();
            auto call = endpoint.send(requestTo(server, QStringLiteral("/oauth/token")));
            QVERIFY(QTest::qWaitFor([&] { return call.answer.isFinished(); }));
            auto r = call.answer.result();
            qDebug() << t.elapsed() << server.requestCount() << server.connectionCount() << (r ? r->body.revealText() : errorKindName(r.error().kind) + r.error().message);
            }
            for (auto [k,v] : server.requests().first().headers) qDebug() << k << v;
    }
};

QTEST_GUILESS_MAIN(TestTokenEndpoint)
#include "tst_tokenendpoint.moc"
