// SPDX-License-Identifier: MIT
// A token server with real TLS. It gives every client a token of its own; one whose name holds
// "wrong" is rejected, "later" is told to come again. For each line that it reads it tells what it
// has seen.
#include "Modes.h"

#include "PracticeTokenServer.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

void tell(const QJsonObject &object)
{
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

QByteArray clientOf(const PracticeRequest &request)
{
    const QByteArray pair = QByteArray::fromBase64(
        request.header("Authorization").mid(qstrlen("Basic ")));
    return pair.left(pair.indexOf(':'));
}

} // namespace

int serve(const QStringList &options)
{
    const int lifetime = options.value(0, u"7200"_s).toInt();
    const std::chrono::milliseconds delay(options.value(1).toInt());
    PracticeTokenServer server;
    QHash<QByteArray, int> requests; // by client
    int underWay = 0;
    int most = 0;
    server.setResponder([&](const PracticeRequest &request) {
        const QByteArray client = clientOf(request);
        const int number = ++requests[client];
        most = std::max(most, ++underWay);
        QTimer::singleShot(delay, &server, [&underWay] { --underWay; });
        PracticeAnswer answer{.delay = delay};
        if (client.contains("wrong")) {
            answer.status = 401;
            answer.body = R"({"error":"invalid_client"})";
        } else if (client.contains("later")) {
            answer.status = 503;
            answer.body = R"({"error":"temporarily_unavailable"})";
        } else {
            answer.body = R"({"access_token":"token-of-)" + client + '-'
                + QByteArray::number(number) + R"(","token_type":"Bearer","expires_in":)"
                + QByteArray::number(lifetime) + '}';
        }
        return answer;
    });
    if (!server.isListening()) {
        std::fprintf(stderr, "%s\n", qPrintable(server.problem()));
        return 1;
    }
    tell({{u"url"_s, server.url(u"/token"_s).toString()},
          {u"origin"_s, server.url({}).toString()},
          {u"ca"_s, server.caFile()}});
    QSocketNotifier asked(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&asked, &QSocketNotifier::activated, &server, [&] {
        char line[256];
        if (::read(STDIN_FILENO, line, sizeof line) <= 0) {
            QCoreApplication::quit();
            return;
        }
        const QList<int> counts = requests.values();
        tell({{u"requests"_s, server.requestCount()},
              {u"clients"_s, int(requests.size())},
              {u"mostOfOne"_s, counts.isEmpty() ? 0 : *std::ranges::max_element(counts)},
              {u"connections"_s, server.connectionCount()},
              {u"mostAtATime"_s, most}});
    });
    return QCoreApplication::exec();
}
