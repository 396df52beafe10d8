// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "Posix.h"
#include "TestProgram.h"

#include "ImportPlan.h"
#include "TokenRequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

using namespace Tokenwright;

namespace {

/// A request in the parts that matter, whoever made it, each part a line.
struct Parts
{
    QByteArray method;
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    static Parts of(const QByteArray &raw)
    {
        const qsizetype end = raw.indexOf("\r\n\r\n");
        QList<QByteArray> lines = raw.first(end).split('\n');
        const QList<QByteArray> first = lines.takeFirst().split(' ');
        Parts parts{first.at(0), first.at(1), {}, raw.sliced(end + 4)};
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            parts.headers.append({line.first(colon).toLower(), line.sliced(colon + 1).trimmed()});
        }
        return parts;
    }

    static Parts of(const HttpRequest &request)
    {
        Parts parts{request.method,
                    request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority),
                    {},
                    request.body.reveal().toByteArray()};
        for (const RequestHeader &header : request.headers)
            parts.headers.append({header.name.toLower(), header.value.reveal().toByteArray()});
        return parts;
    }

    QByteArray header(const QByteArray &name) const
    {
        const auto found = std::ranges::find(headers, name,
                                             &std::pair<QByteArray, QByteArray>::first);
        return found == headers.end() ? QByteArray() : found->second;
    }

    /// As a server reads it, whose decoder lets a % be that begins no escape.
    static QByteArray decoded(const QByteArray &part)
    {
        static const QRegularExpression escape(u"%([0-9A-Fa-f]{2})"_s);
        const QString text = QString::fromLatin1(QByteArray(part).replace('+', ' '));
        QByteArray bytes;
        qsizetype end = 0;
        auto found = escape.globalMatch(text);
        while (found.hasNext()) {
            const auto match = found.next();
            bytes += text.sliced(end, match.capturedStart() - end).toLatin1();
            bytes += QByteArray::fromHex(match.captured(1).toLatin1());
            end = match.capturedEnd();
        }
        return bytes + text.sliced(end).toLatin1();
    }

    static QStringList fieldsOf(const QByteArray &form, const QString &prefix)
    {
        QStringList fields;
        for (const QByteArray &part : form.isEmpty() ? QByteArrayList() : form.split('&')) {
            const qsizetype sign = part.indexOf('=');
            const QByteArray name = decoded(sign < 0 ? part : part.first(sign));
            const QByteArray value = sign < 0 ? QByteArray() : decoded(part.sliced(sign + 1));
            fields.append(prefix + QString::fromUtf8(name + '=' + value));
        }
        fields.sort();
        return fields;
    }

    QStringList lines() const
    {
        const QByteArray type = header("content-type").split(';').first();
        const QByteArray path = target.split('?').first();
        QStringList result{QString::fromLatin1(method + ' ' + path)};
        result += fieldsOf(target.mid(path.size() + 1), text("? "));
        QStringList shown;
        for (const auto &[name, value] : headers) {
            const bool isUsual = QByteArrayList{"host", "content-length", "connection",
                                                "content-type", "accept-encoding"}
                                     .contains(name)
                || (name == "accept" && (value == "*/*" || value == "application/json"))
                || (name == "user-agent" && value.startsWith("curl/"));
            if (!isUsual)
                shown.append(QString::fromUtf8(name + ": " + value));
        }
        shown.sort();
        result += shown;
        if (type == "multipart/form-data")
            result += multipartFields();
        else if (body.startsWith('{'))
            result.append(
                QString::fromUtf8(QJsonDocument::fromJson(body).toJson(QJsonDocument::Compact)));
        else
            result += fieldsOf(body, text("  "));
        if (type != "multipart/form-data" && !body.isEmpty() && !body.startsWith('{'))
            result.append(QString::fromLatin1(type));
        return result;
    }

    QStringList multipartFields() const
    {
        QStringList fields;
        const QByteArray boundary = "--" + header("content-type").split('=').last();
        for (const QString &one : QString::fromUtf8(body).split(QString::fromUtf8(boundary))) {
            const QByteArray part = one.toUtf8();
            const qsizetype end = part.indexOf("\r\n\r\n");
            const qsizetype name = part.indexOf("name=\"");
            if (end < 0 || name < 0)
                continue;
            const QByteArray value = part.sliced(end + 4);
            fields.append(
                QString::fromUtf8("  " + part.mid(name + 6, part.indexOf('"', name + 6) - name - 6)
                                  + '=' + value.chopped(2)));
        }
        fields.sort();
        return fields + QStringList{text("application/x-www-form-urlencoded")};
    }
};

} // namespace

/// What a set made of a curl command sends is what curl sends: the real one, to a server of ours.
class TestImportRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    void sameAsCurl_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *arguments :
             {"@ -u id7:secret7 -d grant_type=client_credentials",
              "@ -u 'id7:sec%ret+ 7' -d grant_type=client_credentials -d scope='a b'",
              "@ -H 'Authorization: Basic aWQ3OnNlY3JldDc=' -d grant_type=client_credentials",
              "@ -d grant_type=client_credentials -d client_id=id7 -d 'client_secret=s%25e%2Bc+r7'",
              "@ -d grant_type=client_credentials -d client_id=id7 -d 'client_secret=100%Zz+9x=='",
              "@ -d grant_type=client_credentials -d client_id=id7 -d 'client_secret=100%'",
              "@ -d 'grant_type=client_credentials&client_id=id7' --data-urlencode "
              "'client_secret=a&b c+%41'",
              "@ -u id7:x7 -d grant_type=client_credentials --data-urlencode '=pl ain' -d empty=",
              "-G @ --data-urlencode grant_type=client_credentials --data-urlencode client_id=id7 "
              "--data-urlencode 'client_secret=s e+c7'",
              "'@?grant_type=client_credentials&client_id=id7&client_secret=secret7'",
              "-X POST '@?grant_type=client_credentials' -u id7:secret7",
              "'@?tenant=4711&x=a%20b' -u id7:secret7 -d grant_type=client_credentials",
              "@ --url-query 'tenant=a b' -u id7:secret7 -d grant_type=client_credentials",
              "@ -u id7:secret7 -d grant_type=client_credentials -d "
              "audience=https://api.example.com -d company=4711",
              "@ -u id7:secret7 -d grant_type=client_credentials -d resource=a -d resource=b",
              "@ -u id7:secret7 -d grant_type=client_credentials -d site=a -d site=b",
              "@ -u id7:secret7 -d grant_type=client_credentials -d scope=a -d scope=b",
              "@ -u id7:secret7 -d grant_type=client_credentials -H 'x-merchant-id: 7788' -A "
              "shop-tool/1.0 -e http://r/",
              "@ -u id7:secret7 -d grant_type=client_credentials -H 'X-One: a' -H 'Accept: "
              "application/xml' -H 'X-Gone:'",
              "@ --json '{\"grant_type\":\"client_credentials\",\"client_id\":\"id7\",' "
              "--json '\"client_secret\":\"secret7\",\"scope\":[\"a\",\"b\"]}'",
              "@ -H 'Content-Type: application/json' -d "
              "'{\"client_id\":\"id7\",\"client_secret\":\"s\\u00e47\\\"x\","
              "\"audience\":\"https://"
              "api.example.com\",\"grant_type\":\"client_credentials\",\"list\":[\"a\",\"b\"]}'",
              "@ -H 'Content-Type: application/vnd.shop+json' -u id7:secret7 -d "
              "'{\"grant_type\":\"client_credentials\"}'",
              "@ -u id7:secret7 -d grant_type=client_credentials -H 'X-Api-Key: key7' -d "
              "password=word7",
              "'@?api_version=3' -u id7:secret7 -d grant_type=client_credentials -b 'session=a7'",
              "-X PUT @ -u id7:secret7 -d grant_type=client_credentials",
              "@ --form 'grant_type=\"client_credentials\"' --form 'client_id=\"id7\"' --form "
              "'client_secret=\"s\\\"e\\\\c;7\"'",
              "@ -F grant_type=client_credentials -F 'client_id=id7;type=text/plain' -F "
              "'client_secret=secret7;type=text/plain'",
              "@ -F grant_type=client_credentials -F client_id=id7 --form-string "
              "'client_secret=\"a\";type=b7'",
              "@ -F grant_type=client_credentials -F 'client_id= id7 ' -F 'client_secret=a\"b7'",
              "@ -sSLXPOST -uid7:secret7 -dgrant_type=client_credentials --compressed --max-time 9",
              "@ -u id7:secret7 -d grant_type=client_credentials -H 'Authorization: Basic "
              "aWQ4OnNlY3JldDg='"})
            QTest::newRow(arguments) << text(arguments);
    }

    void sameAsCurl()
    {
        NEEDS_POSIX(); // a shell
        QFETCH(QString, arguments);
        const QString url = u"http://127.0.0.1:" + QString::number(m_server.serverPort())
            + u"/token";
        arguments.replace(u'@', url);
        // and what else belongs to none of this
        m_seen.clear();
        QProcess bash;
        bash.start(text("bash"), {text("-c"), u"curl -q -s --noproxy '*' " + arguments});
        QTRY_VERIFY(!m_seen.isEmpty());
        bash.waitForFinished();

        const auto file = readImport((u"curl " + arguments).toUtf8(), m_catalog);
        QVERIFY2(file, qPrintable(dumped(file).join(u'\n')));
        const QList<ImportRow> rows = planImport({{text("x"), *file}}, {}, {}, m_catalog);
        QCOMPARE(rows.size(), 1);
        const ImportRow &row = rows.first();
        QVERIFY2(row.isImportable(), qPrintable(row.text));
        const auto request = buildTokenRequest(*m_catalog.provider(row.set.provider), row.set,
                                               row.pair, {});
        QVERIFY2(request, qPrintable(request ? QString() : request.error().message));
        COMPARE_LINES(Parts::of(*request).lines(), Parts::of(m_seen).lines());
    }

    /// What cannot be kept is said, and only that.
    void remarks_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *arguments, const char *said) {
            QTest::newRow(arguments) << text(arguments) << text(said);
        };
        const char *usual = "-u id7:secret7 -d grant_type=client_credentials ";
        const auto more = [&](const char *arguments, const char *said) {
            row(QByteArray(QByteArray(usual) + arguments).constData(), said);
        };
        more("", "");
        more("-sSLv -o out.json --max-time 5 -H 'X-A: b' -A tool/1", "");
        more("-x http://proxy:8080 -k", "Not carried over: -x, -k.");
        more("--cacert ca.pem", "Not carried over: --cacert ca.pem.");
        more("-H 'X-A;'", "Not carried over: the empty header X-A.");
        more("-d client_id=id7",
             "Not carried over: the client ID or secret that was sent a second time.");
        more("--cert c.pem:pass --key k.pem",
             "Choose its certificate (c.pem) and private key (k.pem) afterwards.");
        more("-d x='<x>'", "“x” has a placeholder, which is left out.");
        row("-d grant_type=client_credentials -d client_id=id7 -d client_secret=a+b7",
            "“+” in the client ID or secret was read as a blank, as servers read a form; %2B would "
            "be a plus.");
        row("-u id7:secret7 --json "
            "'{\"grant_type\":\"client_credentials\",\"n\":{\"x\":1},\"i\":5,\"l\":[\"a\"],\"z\":"
            "null}'",
            "Sent as text: “i”, “l”. Not carried over: the JSON field “n”, the JSON field “z”.");
        row("-u id7:secret7 -F grant_type=client_credentials -F x=@y.txt",
            "Sent as a form instead of in parts (multipart/form-data). Not carried over: the file "
            "sent as “x”.");
        row("-F grant_type=client_credentials -F client_id=id7 -F 'client_secret=abc7;def'",
            "Sent as a form instead of in parts (multipart/form-data). Not carried over: what curl "
            "takes for no part of the value of “client_secret”.");
    }

    void remarks()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QString, said);
        const auto file = readImport(
            (u"curl https://login.example.com/token " + arguments).toUtf8(), m_catalog);
        QVERIFY2(file && file->sets.size() == 1, qPrintable(dumped(file).join(u'\n')));
        QCOMPARE(file->sets.first().remark, said);
        const QList<ImportRow> rows = planImport({{text("x"), *file}}, {}, {}, m_catalog);
        QVERIFY2(rows.first().isImportable(), qPrintable(rows.first().text));
        QVERIFY2(rows.first().text.contains(said), qPrintable(rows.first().text));
    }

    /// What says secret is in no row of the index, and what no pair may have is taken off or
    /// refused.
    void secretsAndRules()
    {
        const auto rowOf = [&](const QByteArray &content) {
            const auto file = readImport(content, m_catalog);
            const QList<ImportRow> rows = file ? planImport({{text("x"), *file}}, {}, {}, m_catalog)
                                               : QList<ImportRow>();
            return rows.value(0);
        };
        const ImportRow secret = rowOf(
            "curl 'https://login.example.com/token?api_key=first7&v=1' -u id7:secret7 -d "
            "grant_type=client_credentials -H 'X-Api-Key: second7' -d password=third7");
        QVERIFY2(secret.isImportable(), qPrintable(secret.text));
        const QByteArray row = QJsonDocument(secret.set.toJson()).toJson();
        for (const char *value : {"first7", "second7", "third7", "secret7", "id7"})
            QVERIFY2(!row.contains(value), value);
        QCOMPARE(secret.set.variables.value(text("tokenUrl")),
                 text("https://login.example.com/token?v=1"));
        QCOMPARE(secret.pair.parameters.size(), 3);
        QVERIFY(secret.text.contains(u"api_key"));

        const ImportRow trimmed = rowOf(importFile(text("curl-basic-newline.txt")));
        QVERIFY2(trimmed.isImportable(), qPrintable(trimmed.text));
        QCOMPARE(trimmed.pair.clientSecret.revealText(), text("nl-S3cret-99"));
        QVERIFY(trimmed.text.contains(u"taken off"));

        const auto basic = [](const char *pair) -> QByteArray {
            return "curl https://login.example.com/token -d grant_type=client_credentials -H "
                   "'Authorization: Basic "
                + QByteArray(pair).toBase64() + "'";
        };
        for (const char *pair : {"id7:sec\rret7", "id7:sec\x01ret7",
                                 "i\xe2\x80\x8b"
                                 "d7:secret7",
                                 "id7:sec\xc2\xa0ret7", "id7:\xe2\x80\x9csecret7\xe2\x80\x9d"})
            QVERIFY2(rowOf(basic(pair)).state == ImportRow::State::Skipped, pair);
    }

    /// A set whose certificate is chosen afterwards is there, and asks for no secret.
    void certificate()
    {
        const auto file = readImport(importFile(text("curl-mtls.txt")), m_catalog);
        const QList<ImportRow> rows = planImport({{text("x"), *file}}, {}, {}, m_catalog);
        QCOMPARE(rows.size(), 1);
        QVERIFY2(rows.first().isImportable(), qPrintable(rows.first().text));
        QCOMPARE(rows.first().set.clientAuthentication, text("tls_client_auth"));
        QVERIFY(rows.first().text.contains(u"client.pem")
                && rows.first().text.contains(u"client.key"));
        QVERIFY(rows.first().text.contains(u"--cacert ca.pem"));
        QVERIFY(rows.first().pair.clientSecret.isEmpty());
    }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray raw = socket->property("raw").toByteArray() + socket->readAll();
        socket->setProperty("raw", raw);
        const qsizetype end = raw.indexOf("\r\n\r\n");
        static const QRegularExpression length(u"content-length: (\\d+)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        const auto match = length.match(QString::fromLatin1(raw.left(end)));
        if (end < 0 || raw.size() < end + 4 + match.captured(1).toLongLong())
            return;
        m_seen = raw;
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    QByteArray m_seen;
    const ProviderCatalog m_catalog = shippedCatalog();
};

TEST_IN_PROGRAM(TestImportRequests)
#include "tst_importrequests.moc"
