// SPDX-License-Identifier: MIT
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "AssignmentFormat.h"
#include "CopyFormat.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Tokenwright;

namespace {

/// Every printable character of ASCII that a header's value keeps, in both directions, so that each
/// one stands before and behind others.
QByteArray everyCharacter()
{
    QByteArray all;
    for (char c = 0x21; c < 0x7f; ++c)
        all.append(c);
    all.append(' ');
    for (char c = 0x7e; c > 0x20; --c)
        all.append(c);
    return all;
}

} // namespace

/// What is copied for a shell does its work there: run by the real shells and tools against the
/// practice server, it shows the whole token.
class TestSnippets : public QObject
{
    Q_OBJECT

private:
    /// Runs \a script in \a shell while this process serves; its output, or why it failed.
    static QByteArray outputOf(const QString &shell, const QByteArray &script)
    {
        static const QMap<QString, QStringList> arguments{
            {u"node"_s, {u"--input-type=module"_s, u"-e"_s}},
            {u"pwsh"_s, {u"-NoProfile"_s, u"-NonInteractive"_s, u"-Command"_s}},
        };
        QProcess process;
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(shell, arguments.value(shell, {u"-c"_s}) << QString::fromUtf8(script));
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        const QByteArray words = process.readAllStandardError();
        return process.exitCode() == 0 ? process.readAllStandardOutput() : "failed: " + words;
    }

    static bool isThere(const QString &program)
    {
        return !QStandardPaths::findExecutable(program).isEmpty();
    }

    Provider provider() const
    {
        Provider provider;
        provider.environments.append(
            {.id = u"sandbox"_s,
             .name = u"Sandbox"_s,
             .production = false,
             .tokenUrl = m_server->url(u"/oauth/token"_s).toString(),
             .apiBaseUrl = m_server->url(u"/echo"_s).toString() + u"?a=b&c=d",
             .caCertificates = {},
             .credentialHints = {}});
        return provider;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<PracticeTokenServer>(PracticeTokenServer::Transport::Plain);
        m_server->setResponder(
            [](const PracticeRequest &) { return PracticeAnswer{.body = "{}"}; });
    }

    void request_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("scheme");
        const auto row = [](const char *shell, const char *tool, const char *format,
                            const char *scheme = "Bearer") {
            QTest::addRow("%s in %s, %s", format, shell, scheme)
                << QString::fromLatin1(shell) << QString::fromLatin1(tool)
                << QString::fromLatin1(format) << QString::fromLatin1(scheme);
        };
        for (const char *shell : {"bash", "sh", "zsh", "fish"}) {
            row(shell, "curl", "curl");
            row(shell, "curl", "curl", "token");
            row(shell, "http", "httpie");
        }
        row("pwsh", "pwsh", "powershell");
        row("node", "node", "fetch");
        row("node", "node", "fetch", "token");
    }

    void request()
    {
        QFETCH(const QString, shell);
        QFETCH(const QString, tool);
        QFETCH(const QString, format);
        QFETCH(const QString, scheme);
        if (!isThere(shell) || !isThere(tool))
            QSKIP(qPrintable(u"There is no %1 or no %2 here."_s.arg(shell, tool)));
        Provider server = provider();
        server.useToken.scheme = scheme;
        AccessToken token;
        token.value = Secret(everyCharacter());
        CredentialSet set;
        set.environment = u"sandbox"_s;
        const Secret script
            = copyFormat(format)->render({.provider = server, .set = set, .token = &token}).value();
        const QByteArray output = outputOf(shell, script.reveal().toByteArray());
        QVERIFY2(m_server->requests().size() == 1, output.constData());
        const PracticeRequest &request = m_server->requests().first();
        QCOMPARE(request.method, "GET");
        QCOMPARE(request.target, "/echo?a=b&c=d");
        QCOMPARE(request.header("Authorization"), scheme.toLatin1() + ' ' + everyCharacter());
    }

    void variables_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QByteArray>("print");
        const QByteArray posix("\nprintf '%s|%s|%s' \"$APP_ACCESS_TOKEN\" \"$APP_AUTHORIZATION\" "
                               "\"$APP_EXPIRES_AT\"");
        QTest::newRow("bash") << u"sh"_s << u"bash"_s << posix;
        QTest::newRow("sh") << u"sh"_s << u"sh"_s << posix;
        QTest::newRow("zsh") << u"sh"_s << u"zsh"_s << posix;
        QTest::newRow("the form for sh in fish") << u"sh"_s << u"fish"_s << posix;
        QTest::newRow("fish") << u"fish"_s << u"fish"_s << posix;
        QTest::newRow("pwsh") << u"powershell"_s << u"pwsh"_s
                              << QByteArray("[Console]::Write(\"$env:APP_ACCESS_TOKEN|"
                                            "$env:APP_AUTHORIZATION|$env:APP_EXPIRES_AT\")");
        for (const char *shell : {"bash", "sh", "zsh"}) {
            QTest::addRow("dotenv, read by %s", shell)
                << u"dotenv"_s << QString::fromLatin1(shell) << posix;
        }
    }

    void variables()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, shell);
        QFETCH(const QByteArray, print);
        if (!isThere(shell))
            QSKIP(qPrintable(u"There is no %1 here."_s.arg(shell)));
        QByteArray value = everyCharacter();
        if (format == u"dotenv") // its readers do not agree on these, so they are refused
            value.replace('\'', "").replace('\\', "");
        AccessToken token;
        token.value = Secret(QByteArray(value));
        token.lifetime.expires = 1'700'000'000'999;
        const auto formats = assignmentFormats();
        const auto entry = std::ranges::find_if(formats, [&](const AssignmentFormat &candidate) {
            return format == QLatin1StringView(candidate.name);
        });
        QVERIFY(entry != formats.end());
        const Secret script = entry->write(tokenVariables(provider(), token, "APP", {})).value();
        QCOMPARE(outputOf(shell, script.reveal().toByteArray() + print),
                 value + "|Bearer " + value + "|1700000000");
    }

    /// One character at a time: it is read as it is, or the format says that it cannot hold it.
    void everyCharacterAlone_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QByteArray>("refused");
        QByteArray control;
        for (char c = 1; c < 0x20; ++c)
            control.append(c);
        control.append('\x7f');
        QTest::newRow("sh") << u"bash"_s << QByteArray();
        QTest::newRow("fish") << u"fish"_s << QByteArray();
        QTest::newRow("powershell") << QString() << QByteArray();
        QTest::newRow("dotenv") << u"sh"_s << QByteArray("'\\" + control);
        QTest::newRow("json") << QString() << QByteArray();
    }

    void everyCharacterAlone()
    {
        QFETCH(const QString, shell);
        QFETCH(const QByteArray, refused);
        const auto formats = assignmentFormats();
        const auto entry = std::ranges::find_if(formats, [](const AssignmentFormat &candidate) {
            return qstrcmp(candidate.name, QTest::currentDataTag()) == 0;
        });
        QVERIFY(entry != formats.end());
        const auto variable = [](char c) {
            return EnvironmentVariable{.name = "V_" + QByteArray::number(int(c)),
                                       .value = Secret("a" + QByteArray(1, c) + "b")};
        };
        QList<EnvironmentVariable> held;
        QByteArray print;
        QByteArray expected;
        for (char c = 1; c > 0; ++c) {
            const auto lines = entry->write({variable(c)});
            QCOMPARE(!lines.has_value(), refused.contains(c));
            if (!lines) {
                QVERIFY(lines.error().contains(u"V_"_s + QString::number(int(c))));
                continue;
            }
            held.append(variable(c));
            print += "printf '%s|' \"$" + variable(c).name + "\"\n";
            expected += 'a' + QByteArray(1, c) + "b|";
        }
        QVERIFY(!entry->write({{.name = "NUL", .value = Secret(QByteArray("a\0b", 3))}}));
        if (shell.isEmpty() || !isThere(shell))
            return;
        const Secret script = entry->write(held).value();
        QCOMPARE(outputOf(shell, script.reveal().toByteArray() + print), expected);
    }

private:
    std::unique_ptr<PracticeTokenServer> m_server;
};

TEST_IN_PROGRAM(TestSnippets)
#include "tst_snippets.moc"
