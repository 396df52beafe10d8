// SPDX-License-Identifier: MIT
#include "ImportDump.h"
#include "ImportFormat.h"
#include "TestProgram.h"
#include "curl/CurlCommand.h"

#include "Placeholder.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>

using namespace Tokenwright;

namespace {

/// The words bash makes of \a arguments, or "?" if it takes them for something unfinished.
QStringList wordsByBash(const QString &arguments)
{
    QProcess bash;
    bash.start(u"bash"_s, {u"--norc"_s, u"-s"_s});
    bash.write("printf '%s\\0' " + arguments.toUtf8() + '\n');
    bash.closeWriteChannel();
    bash.waitForFinished();
    QStringList words;
    for (const QByteArray &word : bash.readAllStandardOutput().split('\0'))
        words.append(QString::fromUtf8(word));
    words.removeLast(); // behind the last \0
    return words;
}

QStringList textsOf(const ShellReading &reading)
{
    QStringList texts;
    for (const ShellWord &word : reading.words)
        texts.append(word.text);
    return texts;
}

QString shown(const QStringList &words)
{
    return u"⟨" + words.join(u"⟩⟨") + u"⟩";
}

#define COMPARE_WORDS(actual, expected)                                                            \
    do {                                                                                           \
        const QStringList wordsRead = (actual);                                                    \
        const QStringList wordsWanted = (expected);                                                \
        QVERIFY2(wordsRead == wordsWanted,                                                         \
                 qPrintable(shown(wordsRead) + u"\nshould be " + shown(wordsWanted)));             \
    } while (false)

// What browsers write, as their sources have it; see readBrowserWords().

bool isUsualInBrowsers(QChar c, bool alsoAmpersand)
{
    return c.isLetterOrNumber() || c.isSpace() || QStringView(u"_-:=+~'/.',?;()*`").contains(c)
        || (alsoAmpersand && c == u'&');
}

/// escapeStringWin(), step by step: backslashes doubled, quotation marks behind one, everything
/// unusual behind a caret, and one more behind a % that could begin a variable's name. \a isNew:
/// the string itself is between ^", else between plain marks.
QString quotedByBrowser(const QString &value, bool isNew)
{
    QString doubled = value;
    doubled.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    QString marked;
    for (const QChar c : doubled)
        marked += isUsualInBrowsers(c, !isNew) ? QString(c) : QString(u'^' + QString(c));
    static const QRegularExpression percent(u"%(?=[a-zA-Z0-9_])"_s);
    marked.replace(percent, u"%^"_s);
    const QString mark = isNew ? u"^\""_s : u"\""_s;
    return mark + marked + mark;
}

/// For cmd.exe and Microsoft's splitting of a command line, as their documentation has it:
/// backslashes count only before a quotation mark.
QString quotedForProgram(const QString &value)
{
    QString quoted(u'"');
    qsizetype backslashes = 0;
    for (const QChar c : value) {
        if (c == u'"')
            quoted += QString(backslashes + 1, u'\\');
        backslashes = c == u'\\' ? backslashes + 1 : 0;
        quoted += c;
    }
    return quoted + QString(backslashes, u'\\') + u'"';
}

QString quotedForPosix(const QString &value, int style)
{
    QString quoted = value;
    if (style == 0)
        return u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
    if (style == 1) {
        static const QRegularExpression special(u"([\"\\\\$`])"_s);
        return u'"' + quoted.replace(special, u"\\\\1"_s) + u'"';
    }
    if (style == 2) {
        quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
        return u"$'" + quoted.replace(u'!', u"\\041"_s) + u'\'';
    }
    quoted.clear();
    for (const QChar c : value) // every character behind a backslash
        quoted += u'\\' + QString(c);
    return quoted;
}

QString quotedForPowerShell(const QString &value, bool isDouble)
{
    QString quoted = value;
    if (!isDouble)
        return u'\'' + quoted.replace(u'\'', u"''"_s) + u'\'';
    static const QRegularExpression special(u"([\"`$])"_s);
    return u'"' + quoted.replace(special, u"`\\1"_s) + u'"';
}

} // namespace

/// How shells take words; what bash does, bash itself says.
class TestShellWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void posix_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *arguments : {"a b  c",
                                      "'a b' \"c d\"",
                                      "a'b c'd\"e f\"g",
                                      "''",
                                      "\"\" x",
                                      "a\\ b",
                                      "\"a\\\"b\"",
                                      "\"a\\b\\\\c\"",
                                      "'a\\b'",
                                      "$'a\\nb\\t\\x41\\101\\u00e4\\e[0m'",
                                      "$'a\\'b\\\"c\\\\d\\?'",
                                      "$'a\\qb\\xzz\\cA'",
                                      "$'\\xc3\\xa4'",
                                      "$'a\\0b'c",
                                      "$\"a b\"",
                                      "a \\\n b",
                                      "a\\\nb",
                                      "\"a\\\nb\"",
                                      "'a\\\nb'",
                                      "a#b",
                                      "a #b c",
                                      "a ; echo b",
                                      "a && echo b",
                                      "a | cat",
                                      "a 2>&1",
                                      "a 2>/dev/null b",
                                      "\xc3\xa4 '\xe2\x82\xac'",
                                      "a=b",
                                      "--x='y z'",
                                      "a^b",
                                      "\"!x\"",
                                      "'a\nb'",
                                      "\"a\nb\"",
                                      "$",
                                      "a$",
                                      "\"a$\"",
                                      "a\\$b",
                                      "a{b}",
                                      "{a",
                                      "a}b{c",
                                      "[x]y"})
            QTest::newRow(arguments) << text(arguments);
    }

    void posix()
    {
        QFETCH(const QString, arguments);
        QStringList expected = wordsByBash(arguments);
        if (arguments.contains(u"echo b"))
            expected.first().replace(u"b\n"_s, QString()); // the next command's
        const auto reading = readPosixWords(arguments, 0, arguments.size());
        COMPARE_WORDS(textsOf(reading),
                      expected.isEmpty() ? expected : expected.mid(0, reading.words.size()));
        QCOMPARE(reading.words.size(), arguments.contains(u"echo b") ? 1 : expected.size());
        for (const ShellWord &word : reading.words)
            QVERIFY(!word.isDynamic);
    }

    /// What bash replaces must never be taken for what it stands for.
    void posixReplaces_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word : {"$HOME",       "\"$HOME\"",
                                 "${HOME}",     "a$HOME",
                                 "\"a$$b\"",    "$$",
                                 "\"x$?\"",     "$#",
                                 "$!",          "$*",
                                 "$@",          "$-",
                                 "$0",          "\"$1x\"",
                                 "$(echo a b)", "\"$(echo ')')\"",
                                 "`echo a`",    "\"a`echo b`\"",
                                 "{a,b}",       "x{1..3}",
                                 "~",           "~/x"})
            QTest::newRow(word) << text(word);
    }

    void posixReplaces()
    {
        QFETCH(const QString, word);
        const auto reading = readPosixWords(word + u" next", 0, word.size() + 5);
        QVERIFY(wordsByBash(word + u" next").value(0) != word);
        QVERIFY(reading.words.size() >= 2);
        QVERIFY(reading.words.first().isDynamic);
        QCOMPARE(reading.words.last().text, text("next"));
        QVERIFY(!reading.words.last().isDynamic);
    }

    /// bash would end the command behind such a line, which nobody means.
    void beginsAtTheLinesEnd()
    {
        const QString lines = text("`curl\n-d a");
        const ShellReading reading = readPosixWords(lines, 5, lines.size());
        QVERIFY(reading.words.isEmpty());
        QCOMPARE(reading.end, 5);
    }

    void blanksBehindContinuation()
    {
        const QString arguments = text("a \\ \n b \\\t\n c\\  \nd");
        const auto reading = readPosixWords(arguments, 0, arguments.size());
        COMPARE_WORDS(textsOf(reading), (QStringList{text("a"), text("b"), text("c"), text("d")}));
        QVERIFY(reading.hasBlankContinuation);
        QCOMPARE(wordsByBash(text("a \\ ")).size(), 2); // "a" and a blank
        const QString fine = text("a \\\n b");
        QVERIFY(!readPosixWords(fine, 0, fine.size()).hasBlankContinuation);
    }

    /// Microsoft: "Parsing C command-line arguments" has the first six; "cmd /?" what ^ does.
    void cmd_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *arguments, const QStringList &expected) {
            QTest::newRow(arguments) << text(arguments) << expected;
        };
        row("\"abc\" d e", {text("abc"), text("d"), text("e")});
        row("a\\\\b d\"e f\"g h", {text("a\\\\b"), text("de fg"), text("h")});
        row("a\\\\\\\"b c d", {text("a\\\"b"), text("c"), text("d")});
        row("a\\\\\\\\\"b c\" d e", {text("a\\\\b c"), text("d"), text("e")});
        row("a\"b\"\" c d", {text("ab\" c d")});
        row("\"a\\\\\" b", {text("a\\"), text("b")});
        row("a^&b c", {text("a&b"), text("c")});
        row("\"a^&b\" c", {text("a^&b"), text("c")}); // nothing special within quotation marks
        row("a & b", {text("a")});
        row("\"a & b\" c", {text("a & b"), text("c")});
        row("a ^\n  b", {text("a"), text("b")});
        row("a^\nb", {text("ab")});
        row("a ^ \n b", {text("a"), text("b")});
        row("^\"a b^\" c", {text("a b"), text("c")});
        row("a\nb", {text("a")});
        row("'a b'", {text("'a"), text("b'")});
        row("a^^b", {text("a^b")});
        row("a > x b", {text("a"), text("b")});
    }

    void cmd()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QStringList, expected);
        COMPARE_WORDS(textsOf(readCmdWords(arguments, 0, arguments.size())), expected);
    }

    /// PowerShell's about_Quoting_Rules, about_Special_Characters, about_Parsing.
    void powerShell_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *arguments, const QStringList &expected) {
            QTest::newRow(arguments) << text(arguments) << expected;
        };
        row("'a b' c", {text("a b"), text("c")});
        row("'it''s'", {text("it's")});
        row("'a$b`n'", {text("a$b`n")});
        row("\"a`\"b\"", {text("a\"b")});
        row("\"a\"\"b\"", {text("a\"b")});
        row("\"a`$b`n`t\"", {text("a$b\n\t")});
        row("\"`u{e4}\"", {text("\xc3\xa4")});
        row("a`\n b", {text("a"), text("b")});
        row("a ` \n b", {text("a"), text("b")});
        row("a` b", {text("a b")});
        row("a;b", {text("a")});
        row("a | b", {text("a")});
        row("a # b", {text("a")});
        row("a#b", {text("a#b")});
        row("'a' --% \"b c\" d\\\"e %x", {text("a"), text("b c"), text("d\"e"), text("%x")});
        row("\xe2\x80\x9c"
            "a b\xe2\x80\x9d c",
            {text("a b"), text("c")});
        row("'{\\\"a\\\":\\\"b\\\"}'", {text("{\"a\":\"b\"}")}); // as PowerShell 5 needs it
        row("'{\"a\":\"b\\\"c\"}'", {text("{\"a\":\"b\\\"c\"}")}); // JSON as it is
        row("'a b\\'", {text("a b\\")});
    }

    void powerShell()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QStringList, expected);
        COMPARE_WORDS(textsOf(readPowerShellWords(arguments, 0, arguments.size())), expected);
    }

    void variablesOfWindows()
    {
        const auto isDynamic = [](const ShellReading &reading) {
            return reading.words.value(0).isDynamic;
        };
        for (const char *word :
             {"$env:X", "\"a$env:X\"", "\"$(Get-Secret)\"", "$x", "${x}", "@x", "(x)"})
            QVERIFY2(isDynamic(readPowerShellWords(text(word), 0, text(word).size())), word);
        for (const char *word : {"'$env:X'", "\"a`$b\"", "a@b", "$", "\"5$\""})
            QVERIFY2(!isDynamic(readPowerShellWords(text(word), 0, text(word).size())), word);
        for (const char *word : {"%ID%", "\"a%ID%b\"", "%ID:a=b%"})
            QVERIFY2(isDynamic(readCmdWords(text(word), 0, text(word).size())), word);
        for (const char *word : {"100%", "%20a%20b", "^%ID^%", "a%"})
            QVERIFY2(!isDynamic(readCmdWords(text(word), 0, text(word).size())), word);
    }

    /// Whatever a pair and its parameters are made of, quoted by the rules of each shell, is what
    /// is imported.
    void anyPair_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char *shell : {"posix 0", "posix 1", "posix 2", "posix 3", "browser new",
                                  "browser old", "cmd", "powershell 0", "powershell 1"})
            QTest::newRow(shell) << text(shell);
    }

    void anyPair()
    {
        QFETCH(const QString, shell);
        const ProviderCatalog catalog = shippedCatalog();
        QRandomGenerator random(20'260'526);
        const int style = shell.back().digitValue();
        const auto quoted = [&](const QString &value) {
            return shell.startsWith(u"posix") ? quotedForPosix(value, style)
                : shell == u"browser new"     ? quotedByBrowser(value, true)
                : shell == u"browser old"     ? quotedByBrowser(value, false)
                : shell == u"cmd"             ? quotedForProgram(value)
                                              : quotedForPowerShell(value, style == 1);
        };
        const auto anyText = [&](QStringView without) {
            QString any(u'k');
            while (any.size() < 12) {
                const QChar c(char16_t(random.bounded(0x20, 0x7f)));
                if (!without.contains(c))
                    any += c;
            }
            return QString(any + u'7'); // no blank at the end, no placeholder
        };
        // cmd.exe looks for variables' names everywhere
        const QStringView without = shell == u"cmd" ? QStringView(u"%\"") : QStringView();
        for (int round = 0; round < 400; ++round) {
            const QString id = anyText(shell == u"cmd" ? QStringView(u"%\":") : QStringView(u":"));
            const QString secret = anyText(without);
            const QString parameter = anyText(without);
            if (isPlaceholder(id) || isPlaceholder(secret) || isPlaceholder(parameter))
                continue;
            const QString mark = shell.startsWith(u"posix") ? text("\\")
                : shell.startsWith(u"power")                ? text("`")
                                                            : text("^");
            const QString first = quoted(id + u':' + secret);
            const QString second = quoted(QString(u"extra=" + parameter));
            const QString url = text("https://login.example.com/token");
            QString command = u"curl " + (style == 3 ? url : quoted(url)) + u' ' + mark + u"\n  -u "
                + first + u' ' + mark + u"\n  --data-urlencode " + second + u' ' + mark + u"\n  -d "
                + quoted(text("grant_type=client_credentials")) + u'\n';
            if (shell.startsWith(u"browser")) {
                const QJsonObject body{{text("client_id"), id},
                                       {text("client_secret"), secret},
                                       {text("extra"), parameter},
                                       {text("grant_type"), text("client_credentials")}};
                const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
                command = u"curl " + quoted(url) + u" ^\n  -H "
                    + quoted(text("content-type: application/json")) + u" ^\n  --data-raw "
                    + quoted(QString::fromUtf8(json));
            }
            if (shell.startsWith(u"posix") && round % 20 == 0) {
                COMPARE_WORDS(
                    wordsByBash(first + u' ' + second),
                    (QStringList{QString(id + u':' + secret), QString(u"extra=" + parameter)}));
            }
            const auto file = readImport(command.toUtf8(), catalog);
            QVERIFY2(file && file->sets.size() == 1,
                     qPrintable(command + u'\n' + dumped(file).join(u'\n')));
            const ImportedSet &set = file->sets.first();
            const bool isSame = set.pair.clientId == id
                && set.pair.clientSecret.revealText() == secret
                && set.set.parameters.value(text("extra")) == QStringList{parameter};
            QVERIFY2(isSame, qPrintable(command + u'\n' + dumped(file).join(u'\n')));
        }
    }
};

TEST_IN_PROGRAM(TestShellWords)
#include "tst_shellwords.moc"
