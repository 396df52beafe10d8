// SPDX-License-Identifier: MIT
#include "SingleInstance.h"
#include "TemporaryProfile.h"
#include "TestProgram.h"

#include <QDirIterator>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;
using Role = SingleInstance::Role;

namespace {

/// A second start: in a thread of its own, because it blocks and the first one has to answer.
class SecondStart
{
public:
    SecondStart(const Profile &profile, const QByteArray &token, std::chrono::milliseconds patience,
                SingleInstance::Wish wish = SingleInstance::Wish::Window)
        : m_thread(QThread::create([=, this] {
            SingleInstance second(profile);
            m_role = second.claim(token, patience, wish).value();
        }))
    {
        m_thread->start();
    }
    ~SecondStart() { m_thread->wait(); }
    Q_DISABLE_COPY_MOVE(SecondStart)

    std::optional<Role> role()
    {
        return QTest::qWaitFor([this] { return m_thread->isFinished(); }, 10'000) ? m_role
                                                                                  : std::nullopt;
    }

private:
    std::unique_ptr<QThread> m_thread;
    std::optional<Role> m_role;
};

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondAsksTheFirst_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("received");
        QTest::newRow("no token") << QByteArray() << QByteArray();
        QTest::newRow("token") << QByteArray("kwin-42") << QByteArray("kwin-42");
        QTest::newRow("startup id") << QByteArray("sh/tokenwright/7-0-host_TIME123")
                                    << QByteArray("sh/tokenwright/7-0-host_TIME123");
        QTest::newRow("no second line")
            << QByteArray("one\nshow two") << QByteArray("one show two");
    }

    void theSecondAsksTheFirst()
    {
        QFETCH(QByteArray, token);
        const TemporaryProfile home;
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        const QSignalSpy asked(&first, &SingleInstance::showRequested);
        for (int start = 1; start <= 3; ++start) {
            SecondStart second(home.profile, token, 5s);
            QCOMPARE(second.role(), std::optional(Role::Second));
            QCOMPARE(asked.size(), start);
            QTEST(asked.last().first().toByteArray(), "received");
        }
    }

    void eachGetsWhatItWishes_data()
    {
        QTest::addColumn<SingleInstance::Wish>("wish");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("window") << SingleInstance::Wish::Window << QByteArray("kwin-42");
        QTest::newRow("palette") << SingleInstance::Wish::Palette << QByteArray("kwin-42");
        QTest::newRow("palette, no token") << SingleInstance::Wish::Palette << QByteArray();
    }

    void eachGetsWhatItWishes()
    {
        QFETCH(SingleInstance::Wish, wish);
        QFETCH(QByteArray, token);
        const TemporaryProfile home;
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms, SingleInstance::Wish::Palette), Role::First);
        first.listen();
        const QSignalSpy shown(&first, &SingleInstance::showRequested);
        const QSignalSpy palette(&first, &SingleInstance::paletteRequested);
        SecondStart second(home.profile, token, 5s, wish);
        QCOMPARE(second.role(), std::optional(Role::Second));
        const bool isPalette = wish == SingleInstance::Wish::Palette;
        QCOMPARE(shown.size(), isPalette ? 0 : 1);
        QCOMPARE(palette.size(), isPalette ? 1 : 0);
        QCOMPARE((isPalette ? palette : shown).first().first().toByteArray(), token);
    }

    void oneThatKnowsNoPaletteShowsItsWindow()
    {
        const TemporaryProfile home;
        FileLock lock(home.profile.lockFile(u"window.lock"_s));
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        QByteArrayList heard;
        QLocalServer earlier; // version: it answers "show" and hangs up at anything else
        QVERIFY(earlier.listen(home.profile.socketFile()));
        connect(&earlier, &QLocalServer::newConnection, &earlier, [&] {
            QLocalSocket *socket = earlier.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, socket, [&heard, socket] {
                heard.append(socket->readLine());
                if (heard.constLast().startsWith("show"))
                    socket->write("shown\n");
                socket->disconnectFromServer();
            });
        });
        SecondStart second(home.profile, "kwin-42", 5s, SingleInstance::Wish::Palette);
        QCOMPARE(second.role(), std::optional(Role::Second));
        QCOMPARE(heard, (QByteArrayList{"palette kwin-42\n", "show kwin-42\n"}));
    }

    void otherFoldersAreAnotherProfile()
    {
        const TemporaryProfile home;
        const TemporaryProfile other;
        SingleInstance first(home.profile);
        SingleInstance second(other.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        QCOMPARE(second.claim({}, 0ms), Role::First);
        second.listen();
    }

    void whoDoesNotAnswerIsNotWaitedForLong()
    {
        const TemporaryProfile home;
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        SingleInstance second(home.profile); // in this thread: nobody can answer
        QElapsedTimer elapsed;
        elapsed.start();
        QCOMPARE(second.claim({}, 300ms), Role::Unanswered);
        QVERIFY2(elapsed.elapsed() >= 290 && elapsed.elapsed() < 3'000,
                 qPrintable(QString::number(elapsed.elapsed())));
    }

    void whoQuitsMeanwhileIsFollowed()
    {
        const TemporaryProfile home;
        auto first = std::make_unique<SingleInstance>(home.profile);
        QCOMPARE(first->claim({}, 0ms), Role::First);
        first->listen();
        SecondStart second(home.profile, {}, 10s);
        first.reset();
        QCOMPARE(second.role(), std::optional(Role::First));
    }

    void whatADeadOneLeftIsNoHindrance()
    {
        const TemporaryProfile home;
        QFile left( // a socket's file that nobody listens at
            home.profile.lockFile(u"window.socket"_s));
        QVERIFY(left.open(QFile::WriteOnly));
        left.close();
        SingleInstance next(home.profile);
        QCOMPARE(next.claim({}, 0ms), Role::First);
        next.listen();
        SecondStart second(home.profile, {}, 5s);
        QCOMPARE(second.role(), std::optional(Role::Second));
    }

    void whateverTheLockFileHolds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a lock of another machine's")
            << QByteArray("4242\ntokenwright\nanother-machine\n"
                          "11111111-2222-3333-4444-555555555555\n\n");
        QTest::newRow("zeros, as after a power failure") << QByteArray(512, '\0');
    }

    void whateverTheLockFileHolds()
    {
        QFETCH(QByteArray, bytes);
        const TemporaryProfile home;
        QFile left(home.profile.lockFile(u"window.lock"_s));
        QVERIFY(left.open(QFile::WriteOnly));
        QCOMPARE(left.write(bytes), bytes.size());
        left.close();
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        SecondStart second(home.profile, {}, 5s);
        QCOMPARE(second.role(), std::optional(Role::Second));
    }

    void nobodyElseMayEnter()
    {
        const TemporaryProfile home;
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        const QString path = socketOf(home.profile);
        QVERIFY(!path.isEmpty());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
    }

    void aProfileThatLiesDeepWorksToo()
    {
        const TemporaryProfile home;
        Profile deep = home.profile;
        deep.dataFolder += u"/" + QString(90, u'd');
        QVERIFY(deep.ensureFolders());
        SingleInstance first(deep);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        SecondStart second(deep, {}, 5s);
        QCOMPARE(second.role(), std::optional(Role::Second));
    }

    void aFolderThatCannotBeWrittenStopsNobody()
    {
        const TemporaryProfile home;
        Profile nowhere = home.profile;
        nowhere.dataFolder = u"/proc/nowhere"_s;
        SingleInstance first(nowhere);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
    }

    void nonsenseIsIgnored()
    {
        const TemporaryProfile home;
        SingleInstance first(home.profile);
        QCOMPARE(first.claim({}, 0ms), Role::First);
        first.listen();
        const QSignalSpy asked(&first, &SingleInstance::showRequested);
        const QSignalSpy palette(&first, &SingleInstance::paletteRequested);
        for (const QByteArray &words : {QByteArray("quit\n"), QByteArray("showall kwin-42\n"),
                                        QByteArray("pal\n"), QByteArray(100'000, 'x')}) {
            QLocalSocket socket;
            socket.connectToServer(socketOf(home.profile));
            QVERIFY(socket.waitForConnected());
            socket.write(words);
            QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        }
        QVERIFY(asked.isEmpty() && palette.isEmpty());
        SecondStart second(home.profile, {}, 5s);
        QCOMPARE(second.role(), std::optional(Role::Second));
    }

private:
    static QString socketOf(const Profile &profile)
    {
        QDirIterator files(profile.dataFolder, QDir::System, QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
};

TEST_IN_PROGRAM(TestSingleInstance)
#include "tst_singleinstance.moc"
