// SPDX-License-Identifier: MIT
#include "oauth/HttpAnswerReader.h"

#include <QTest>

using namespace Tokenwright;
using State = HttpAnswerReader::State;

Q_DECLARE_METATYPE(State)

/// Answers as RFC 9112 writes them, and what else comes over a connection.
class TestHttpAnswerReader : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 limit = 20;

    /// The bytes in pieces of \a size, then the end.
    static State fed(HttpAnswerReader &reader, const QByteArray &bytes, qsizetype size)
    {
        for (qsizetype at = 0; at < bytes.size(); at += size) {
            if (const State state = reader.add(
                    QByteArrayView(bytes).sliced(at).first(std::min(size, bytes.size() - at)));
                state != State::Incomplete)
                return state;
        }
        return reader.end();
    }

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto whole = [](const char *name, const QByteArray &bytes, const QByteArray &body,
                              int status = 200) {
            QTest::newRow(name) << bytes << State::Complete << status << body;
        };
        const auto broken = [](const char *name, const QByteArray &bytes,
                               State state = State::NoHttp) {
            QTest::newRow(name) << bytes << state << 0 << QByteArray();
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        whole("counted", ok + "Content-Length: 4\r\n\r\nbody", "body");
        whole("counted, more than announced", ok + "Content-Length: 4\r\n\r\nbodymore", "body");
        whole("counted, empty", ok + "Content-Length: 0\r\n\r\n", "");
        whole("until the end", ok + "\r\nbody", "body");
        whole("until the end, empty", ok + "\r\n", "");
        whole("no reason", "HTTP/1.1 200\r\n\r\nbody", "body");
        whole("empty reason", "HTTP/1.1 200 \r\n\r\nbody", "body");
        whole("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nbody", "body");
        whole("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", "body");
        whole("header in another case", ok + "CONTENT-length:4\r\n\r\nbody", "body");
        whole("folded header", ok + "X: a\r\n b\r\nContent-Length: 4\r\n\r\nbody", "body");
        whole("the same length twice", ok + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody",
              "body");
        whole("the same length in a list", ok + "Content-Length: 4, 4\r\n\r\nbody", "body");
        whole("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n",
              "body");
        whole("chunks in capitals and with extensions",
              ok + "Transfer-Encoding: Chunked\r\n\r\nA;x=\"y\"\r\n0123456789\r\n00\r\n\r\n",
              "0123456789");
        whole("chunks with trailers",
              ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nX: y\r\nZ: z\r\n\r\n",
              "body");
        whole("chunks, and a length that does not count",
              ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
              "body");
        whole("no chunk", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "");
        whole("204 has none", "HTTP/1.1 204 No\r\nContent-Length: 4\r\n\r\n", "", 204);
        whole("304 has none", "HTTP/1.1 304 No\r\nContent-Length: 4\r\n\r\n", "", 304);
        whole("words in between",
              "HTTP/1.1 100 Go on\r\nX: y\r\n\r\nHTTP/1.1 103 Hints\r\nContent-Length: 9\r\n\r\n"
                  + ok + "Content-Length: 4\r\n\r\nbody",
              "body");
        whole("up to the limit", ok + "\r\n" + QByteArray(limit, 'x'), QByteArray(limit, 'x'));
        whole("unknown status", "HTTP/1.1 599 x\r\nContent-Length: 0\r\n\r\n", "", 599);
        broken("counted, larger than the limit", ok + "Content-Length: 21\r\n\r\n",
               State::TooLarge);
        broken("until the end, larger than the limit", ok + "\r\n" + QByteArray(limit + 1, 'x'),
               State::TooLarge);
        broken("chunk larger than the limit", ok + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n",
               State::TooLarge);
        broken("chunks larger than the limit",
               ok + "Transfer-Encoding: chunked\r\n\r\n14\r\n" + QByteArray(20, 'x') + "\r\n1\r\n",
               State::TooLarge);
        broken("nothing", "", State::Incomplete);
        broken("half a status line", "HTTP/1.1 2", State::Incomplete);
        broken("half the headers", ok + "Content-Le", State::Incomplete);
        broken("half the body", ok + "Content-Length: 4\r\n\r\nbo", State::Incomplete);
        broken("half a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nbo", State::Incomplete);
        broken("no last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n",
               State::Incomplete);
        broken("trailers without an end", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n",
               State::Incomplete);
        broken("another protocol", "SSH-2.0-OpenSSH_9\r\n");
        broken("another protocol, without a line's end", "220 mail.example ESMTP");
        broken("TLS", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7));
        broken("HTTP/2", "HTTP/2 200\r\n\r\n");
        broken("HTTP/0.9", "<html>");
        broken("status of two digits", "HTTP/1.1 20 OK\r\n\r\n");
        broken("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n");
        broken("status below 100", "HTTP/1.1 099 OK\r\n\r\n");
        broken("status of letters", "HTTP/1.1 abc OK\r\n\r\n");
        broken("status with a sign", "HTTP/1.1 +20 OK\r\n\r\n");
        broken("another protocol offered", "HTTP/1.1 101 Switching\r\n\r\n");
        broken("header without a colon", ok + "nonsense\r\n\r\n");
        broken("header without a name", ok + ": x\r\n\r\n");
        broken("header with a blank in its name", ok + "a b: x\r\n\r\n");
        broken("folded before the first header", ok + " x\r\n\r\n");
        broken("two lengths", ok + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody");
        broken("length below zero", ok + "Content-Length: -4\r\n\r\nbody");
        broken("length with a sign", ok + "Content-Length: +4\r\n\r\nbody");
        broken("length of letters", ok + "Content-Length: four\r\n\r\nbody");
        broken("length without end", ok + "Content-Length: 99999999999999999999\r\n\r\nbody");
        broken("another transfer coding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        broken("chunk size below zero", ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n");
        broken("chunk size with a prefix",
               ok + "Transfer-Encoding: chunked\r\n\r\n0x4\r\nbody\r\n");
        broken("chunk longer than it says",
               ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nbody\r\n0\r\n\r\n");
        broken("a line without end", "HTTP/1.1 200 " + QByteArray(300 * 1024, 'x'));
        broken("headers without end",
               ok + QByteArray("X: yyyyyyyyyyyyyyyyyyyyyyyy\r\n").repeated(20'000));
    }

    void answers()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const State, state);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        // whatever the pieces
        for (const qsizetype size : {qsizetype(1), qsizetype(3), qsizetype(7), bytes.size() + 1}) {
            if (bytes.size() > 100'000 && size < 7)
                continue;
            HttpAnswerReader reader(false, limit);
            QCOMPARE(fed(reader, bytes, size), state);
            if (state != State::Complete)
                continue;
            const HttpAnswer answer = reader.take();
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.body.reveal(), body);
        }
    }

    void headers()
    {
        HttpAnswerReader reader(false, limit);
        QCOMPARE(reader.add("HTTP/1.1 401 Not you\r\ncontent-type:  application/json \r\n"
                            "Retry-After: 120\r\nLOCATION: https://b.example/\r\n"
                            "Date: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
                            "WWW-Authenticate: Basic realm=\"a\"\r\nWWW-Authenticate: Bearer\r\n"
                            "Content-Encoding: GZIP\r\nContent-Length: 0\r\n\r\n"),
                 State::Complete);
        QCOMPARE(reader.contentEncoding(), "gzip");
        const HttpAnswer answer = reader.take();
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.reason, "Not you");
        QCOMPARE(answer.contentType, "application/json");
        QCOMPARE(answer.retryAfter, "120");
        QCOMPARE(answer.location, "https://b.example/");
        QCOMPARE(answer.date, "Sun, 22 Nov 2026 12:00:00 GMT");
        QCOMPARE(answer.wwwAuthenticate, "Basic realm=\"a\", Bearer");
    }

    void theAnswerToHeadHasNoBody()
    {
        HttpAnswerReader reader(true, limit);
        QCOMPARE(reader.add("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n"), State::Complete);
    }
};

QTEST_GUILESS_MAIN(TestHttpAnswerReader)
#include "tst_httpanswerreader.moc"
