// SPDX-License-Identifier: MIT
// Children on Windows: what they get, and what comes back.
#include "ChildProcess_windows.h"
#include "Process.h"

#include "Literals.h"

#include "TestProgram.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// This program as a child: prints the words that it got, a line each, in hexadecimal.
int printWords(const QStringList &)
{
    const QList<QByteArray> words = commandLineWords(0, nullptr);
    for (const QByteArray &word : words)
        std::puts(word.toHex().constData());
    return 0;
}

/// Ends with the code that is its first argument.
int endWith(const QStringList &arguments)
{
    return arguments.constFirst().toInt();
}

/// Becomes another program.
int become(const QStringList &)
{
    hardenProcess();
    return 100 + becomeProgram(commandLineWords(0, nullptr).sliced(1));
}

/// Hands something to a child that reads it by its name, and tries it once more.
int handOver(const QStringList &)
{
    const QByteArray name = inheritedFile("Authorization: Bearer not-a-real-token\r\n");
    return becomeProgram({QCoreApplication::applicationFilePath().toUtf8(), "--read-twice", name});
}

int readTwice(const QStringList &arguments)
{
    for (int i = 0; i < 2; ++i) {
        std::FILE *file = std::fopen(arguments.constFirst().toLocal8Bit().constData(), "r");
        char line[200]{};
        if (file && std::fgets(line, sizeof line, file))
            std::fputs(line, stdout);
        else
            std::puts("nothing");
        if (file)
            std::fclose(file);
    }
    return 0;
}

/// Whether a handle that is open here, and may be inherited, is open in the child as well.
int lookAtHandle(const QStringList &arguments)
{
    const auto handle = reinterpret_cast<HANDLE>(arguments.constFirst().toULongLong());
    DWORD flags = 0;
    return GetHandleInformation(handle, &flags) && GetFileType(handle) == FILE_TYPE_DISK ? 1 : 0;
}

/// Whether there is a console that is seen.
int lookForWindow(const QStringList &)
{
    return GetConsoleWindow() ? 1 : 0;
}

DWORD codeOf(const std::expected<HANDLE, int> &child)
{
    if (!child)
        return DWORD(-child.error());
    DWORD code = 999;
    if (WaitForSingleObject(*child, 30'000) == WAIT_OBJECT_0)
        GetExitCodeProcess(*child, &code);
    CloseHandle(*child);
    return code;
}

QByteArray self()
{
    return QCoreApplication::applicationFilePath().toUtf8();
}

/// What this program printed, in another role, and its exit code.
QByteArray outputOf(const QStringList &arguments, int *code = nullptr)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return "did not end";
    if (code)
        *code = process.exitCode();
    return process.readAllStandardOutput().replace("\r\n", "\n");
}

} // namespace

class TestChildProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("plain") << QByteArray("plain");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blanks") << QByteArray(" two  blanks ");
        QTest::newRow("quotation marks") << QByteArray("a \"quoted\" word");
        QTest::newRow("backslashes") << QByteArray("C:\\folder\\");
        QTest::newRow("backslashes and blanks") << QByteArray("C:\\some folder\\\\");
        QTest::newRow("a backslash before a mark") << QByteArray("\\\"\\\\\" \\");
        QTest::newRow("beyond any code page") << QByteArray("Zürich 東京 🔑 Ω");
        QTest::newRow("what cmd.exe would take") << QByteArray("a & b | c > d ^ %PATH% !x!");
        QTest::newRow("a line end") << QByteArray("one\ntwo");
    }

    void words()
    {
        QFETCH(const QByteArray, word);
        int code = -1;
        const QByteArray printed = outputOf({u"--become"_s, QString::fromUtf8(self()),
                                             u"--print-words"_s, QString::fromUtf8(word),
                                             u"last"_s},
                                            &code);
        QCOMPARE(code, 0);
        QCOMPARE(printed,
                 QByteArray("--print-words").toHex() + '\n' + word.toHex() + '\n'
                     + QByteArray("last").toHex() + '\n');
    }

    void batchFiles_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("plain") << QByteArray("plain");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blanks") << QByteArray("two  blanks");
        QTest::newRow("another command") << QByteArray("\"&echo-injected&\"");
        QTest::newRow("a variable") << QByteArray("%PATH% and %OS%");
        QTest::newRow("redirections") << QByteArray("a>b<c|d^e");
        QTest::newRow("a backslash at the end") << QByteArray("C:\\folder\\");
    }

    /// cmd.exe takes no word for a command of its own.
    void batchFiles()
    {
        QFETCH(const QByteArray, word);
        const QTemporaryDir folder;
        const QString script = folder.filePath(u"some script.cmd"_s);
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("@\"" + QDir::toNativeSeparators(QString::fromUtf8(self())).toUtf8()
                   + "\" --print-words %*\r\n");
        file.close();
        const QByteArray printed = outputOf(
            {u"--become"_s, script, QString::fromUtf8(word), u"last"_s});
        QCOMPARE(printed,
                 QByteArray("--print-words").toHex() + '\n' + word.toHex() + '\n'
                     + QByteArray("last").toHex() + '\n');
    }

    void batchFilesTakeNoLineEnds()
    {
        QVERIFY(batchLineOf(u"a.cmd"_s, {u"b"_s}));
        QVERIFY(!batchLineOf(u"a.cmd"_s, {u"b\nc"_s}));
        QVERIFY(!batchLineOf(u"a.cmd"_s, {u"b\rc"_s}));
    }

    void exitCodes_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {0, 1, 6, 127, 255, 70'000})
            QTest::addRow("%d", code) << code;
    }

    void exitCodes()
    {
        QFETCH(const int, code);
        QCOMPARE(codeOf(startChild({self(), "--end-with", QByteArray::number(code)})), DWORD(code));
        int passedOn = -1;
        outputOf({u"--become"_s, QString::fromUtf8(self()), u"--end-with"_s, QString::number(code)},
                 &passedOn);
        QCOMPARE(passedOn, code);
    }

    void whatCannotBeRun()
    {
        QCOMPARE(startChild({"no-such-program-anywhere"}).error(), ENOENT);
        const QTemporaryDir folder;
        QCOMPARE(startChild({folder.path().toUtf8()}).error(), EACCES);
        // what lies in the current folder is not what is meant by a name
        const QString before = QDir::currentPath();
        QVERIFY(QFile::copy(QString::fromUtf8(self()),
                            folder.filePath(u"only-here-tokenwright.exe"_s)));
        QVERIFY(QDir::setCurrent(folder.path()));
        const auto found = startChild({"only-here-tokenwright", "--end-with", "0"});
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(!found);
        QCOMPARE(found.error(), ENOENT);
    }

    void onlyStreamsAreInherited()
    {
        const QTemporaryDir folder;
        SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
        const HANDLE file = CreateFileW(folder.filePath(u"file"_s).toStdWString().c_str(),
                                        GENERIC_WRITE, 0, &inheritable, CREATE_NEW, 0, nullptr);
        QVERIFY(file != INVALID_HANDLE_VALUE);
        const QByteArray number = QByteArray::number(quint64(reinterpret_cast<quintptr>(file)));
        const DWORD code = codeOf(startChild({self(), "--look-at-handle", number}));
        CloseHandle(file);
        QCOMPARE(code, DWORD(0));
    }

    /// No window flashes up for the child of one that has none.
    void childOfOneWithoutConsole()
    {
        QProcess process;
        process.setCreateProcessArgumentsModifier([](QProcess::CreateProcessArguments *how) {
            how->flags = (how->flags & ~DWORD(CREATE_NO_WINDOW)) | DETACHED_PROCESS;
        });
        process.start(QString::fromUtf8(self()),
                      {u"--become"_s, QString::fromUtf8(self()), u"--look-for-window"_s});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void handsOverOnce()
    {
        QCOMPARE(outputOf({u"--hand-over"_s}), "Authorization: Bearer not-a-real-token\nnothing\n");
        QVERIFY(inheritedFile("x") != inheritedFile("x"));
    }
};

TEST_IN_PROGRAM(TestChildProcess)
ROLE_IN_PROGRAM("--print-words", printWords)
ROLE_IN_PROGRAM("--end-with", endWith)
ROLE_IN_PROGRAM("--become", become)
ROLE_IN_PROGRAM("--hand-over", handOver)
ROLE_IN_PROGRAM("--read-twice", readTwice)
ROLE_IN_PROGRAM("--look-at-handle", lookAtHandle)
ROLE_IN_PROGRAM("--look-for-window", lookForWindow)

#include "tst_childprocess_windows.moc"
