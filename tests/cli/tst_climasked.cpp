// SPDX-License-Identifier: MIT
// What a command prints under "exec --mask". The command is this program once more, so that it is
// the same one everywhere.
#include "MaskedBench.h"
#include "TestProgram.h"

#include <QCoreApplication>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

void print(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

/// Prints what \a words say, in order:
///     out:TEXT err:TEXT   with {token} and {header} for what the environment has of them
///     first:N rest:N      so many characters of the token, or all after them
///     hex:BYTES           as they are
///     copy                standard input
///     pause               for as long as makes what comes next another piece
///     exit:CODE           and ends
int printAsTold(const QStringList &words)
{
    const QByteArray token = qgetenv("TOKENWRIGHT_ACCESS_TOKEN");
    const QByteArray header = qgetenv("TOKENWRIGHT_AUTHORIZATION");
    for (const QString &word : words) {
        const QString verb = word.section(u':', 0, 0);
        const QByteArray what = word.section(u':', 1).toUtf8();
        QByteArray text = what;
        text.replace("{token}", token).replace("{header}", header);
        if (verb == u"out" || verb == u"err")
            print(verb == u"out" ? stdout : stderr, text);
        else if (verb == u"first")
            print(stdout, token.first(what.toInt()));
        else if (verb == u"rest")
            print(stdout, token.sliced(what.toInt()));
        else if (verb == u"hex")
            print(stdout, QByteArray::fromHex(what));
        else if (verb == u"pause")
            std::this_thread::sleep_for(200ms);
        else if (verb == u"exit")
            return what.toInt();
        else // copy
            for (int byte = std::getchar(); byte != EOF; byte = std::getchar())
                print(stdout, QByteArray(1, char(byte)));
    }
    return 0;
}

} // namespace

class TestCliMasked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<MaskedBench>();
        QVERIFY2(m_bench->problem().isEmpty(), m_bench->problem().constData());
    }

    void whatIsPrinted_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<int>("code");
        const QByteArray none;
        QTest::newRow("on standard output")
            << QStringList{u"out:<{token}>"_s} << QByteArray("<••••••>") << none << 0;
        QTest::newRow("on standard error") << QStringList{u"err:{header}"_s, u"exit:7"_s} << none
                                           << QByteArray("Bearer ••••••") << 7;
        QTest::newRow("on both") << QStringList{u"out:{token}"_s, u"err:no {token}"_s, u"out:."_s}
                                 << QByteArray("••••••.") << QByteArray("no ••••••") << 0;
        QTest::newRow("in pieces, and twice in a row")
            << QStringList{u"first:5"_s, u"pause"_s, u"rest:5"_s, u"out:{token}."_s}
            << QByteArray("••••••••••••.") << none << 0;
        QTest::newRow("its beginning alone")
            << QStringList{u"first:12"_s} << QByteArray("practice-tok") << none << 0;
        QTest::newRow("its end alone")
            << QStringList{u"rest:12"_s} << QByteArray("en-1") << none << 0;
        QTest::newRow("what is no text")
            << QStringList{u"hex:ff00fe"_s} << QByteArray("\377\0\376", 3) << none << 0;
        QTest::newRow("standard input")
            << QStringList{u"copy"_s} << QByteArray("typed") << none << 0;
        QTest::newRow("nothing") << QStringList{u"exit:255"_s} << none << none << 255;
    }

    void whatIsPrinted()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, out);
        QFETCH(const QByteArray, err);
        QFETCH(const int, code);
        const ProgramRun run = MaskedBench::run(
            QStringList{QCoreApplication::applicationFilePath(), u"--print-as-told"_s} + words,
            "typed");
        COMPARE_CODE(run, code);
        QCOMPARE(run.out, out);
        QCOMPARE(run.err, err);
    }

    void whatCannotBeRun()
    {
        const ProgramRun run = MaskedBench::run({u"no-such-command"_s});
        COMPARE_CODE(run, 127);
        QVERIFY(run.out.isEmpty());
        QVERIFY2(run.err.contains("no-such-command cannot be run"), run.err.constData());
    }

private:
    std::unique_ptr<MaskedBench> m_bench;
};

TEST_IN_PROGRAM(TestCliMasked)
ROLE_IN_PROGRAM("--print-as-told", printAsTold)

#include "tst_climasked.moc"
