// SPDX-License-Identifier: MIT
#include "LastUsed.h"
#include "Posix.h"
#include "TestProgram.h"
#include "WindowBench.h"

using namespace Tokenwright;

/// When sets were used last, across runs.
class TestLastUsed : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LastUsed> nextRun(CopyBench &bench)
    {
        return std::make_unique<LastUsed>(LastUsed::Parts{.profile = bench.machine.profile.profile,
                                                          .clock = bench.machine.clock,
                                                          .registry = bench.program.registry,
                                                          .controller = bench.controller});
    }
    static QByteArray contentOf(const CopyBench &bench)
    {
        QFile file(bench.machine.profile.profile.lastUsedFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void isKeptWithoutASecret()
    {
        CopyBench bench;
        QVERIFY(bench.isReady());
        const QString id = bench.program.addSet();
        const QString other = bench.program.addSet(u"Other"_s);
        QCOMPARE(bench.lastUsed.of(id), 0);
        const QSignalSpy changed(&bench.lastUsed, &LastUsed::changed);
        QVERIFY(bench.copy(id));
        const qint64 first = bench.machine.clock.now().wall;
        QCOMPARE(bench.lastUsed.of(id), first);
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(nextRun(bench)->of(id), first);
        bench.machine.clock.advance(5'000);
        QVERIFY(bench.copy(id));
        QVERIFY(bench.copy(other));
        QTRY_COMPARE(nextRun(bench)->of(other), first + 5'000);
        QCOMPARE(nextRun(bench)->of(id), first + 5'000);
        // ids and times alone
        const QByteArray header = bench.desktop.text().toUtf8();
        for (const QByteArray &word :
             {QByteArray("Catalogue"), QByteArray("ebay"), header.sliced(header.lastIndexOf(' ')),
              PracticeTokenServer::ebayClientId().toUtf8()})
            QVERIFY2(!contentOf(bench).contains(word), word.constData());
        COMPARE_MODE(bench.machine.profile.profile.lastUsedFile(), 0600);
        // what is gone was not used
        VERIFY_OK(await(bench.program.manager.remove(id)));
        QCOMPARE(bench.lastUsed.of(id), 0);
        QTRY_COMPARE(nextRun(bench)->of(id), 0);
        QCOMPARE(nextRun(bench)->of(other), first + 5'000);
    }

    void whateverTheFileHolds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("stays");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{{{") << QByteArray();
        QTest::newRow("a list") << QByteArray(R"({"lastUsed":[1,2]})") << QByteArray();
        QTest::newRow("words") << QByteArray(R"({"lastUsed":{"a":"yesterday"}})") << QByteArray();
        QTest::newRow("fields of a later version")
            << QByteArray(R"({"schema":1,"lastUsed":{},"later":"kept"})") << QByteArray("kept");
    }

    void whateverTheFileHolds()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, stays);
        CopyBench bench;
        QVERIFY(bench.isReady());
        const QString id = bench.program.addSet();
        const Profile &profile = bench.machine.profile.profile;
        QVERIFY(QDir().mkpath(profile.stateFolder));
        QFile file(profile.lastUsedFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto run = nextRun(bench);
        QCOMPARE(run->of(id), 0);
        QVERIFY(bench.copy(id));
        QTRY_COMPARE(nextRun(bench)->of(id), bench.machine.clock.now().wall);
        QVERIFY(contentOf(bench).contains(stays));
    }

    void withoutAFolderItHoldsForThisRun()
    {
        CopyBench bench;
        QVERIFY(bench.isReady());
        const QString id = bench.program.addSet();
        Profile profile = bench.machine.profile.profile;
        profile.stateFolder.clear();
        const LastUsed lastUsed({.profile = profile,
                                 .clock = bench.machine.clock,
                                 .registry = bench.program.registry,
                                 .controller = bench.controller});
        QVERIFY(bench.copy(id));
        QVERIFY(lastUsed.of(id) > 0);
    }
};

WIDGET_TEST_IN_PROGRAM(TestLastUsed)
#include "tst_lastused.moc"
