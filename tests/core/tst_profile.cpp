// SPDX-License-Identifier: MIT
#include "Profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "Posix.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <map>

using namespace Tokenwright;

namespace {

Profile profileIn(const QTemporaryDir &folder)
{
    return {.configFolder = folder.filePath(u"deep/config"_s),
            .dataFolder = folder.filePath(u"deep/data"_s),
            .stateFolder = folder.filePath(u"deep/state"_s)};
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersBelongToTheOwnerAlone_data();
    void foldersBelongToTheOwnerAlone();
    void foldersOfOthersAreNarrowed();
    void twiceIsHarmless();
    void folderThatCannotBeMade();
    void whereThingsLie();
    void standardFollowsXdg_data();
    void standardFollowsXdg();
    void homeIsNotKnown();
};

void TestProfile::foldersBelongToTheOwnerAlone_data()
{
    QTest::addColumn<int>("mask");
    QTest::newRow("usual") << 0022;
    QTest::newRow("none") << 0;
    QTest::newRow("strict") << 0077;
}

void TestProfile::foldersBelongToTheOwnerAlone()
{
    QFETCH(int, mask);
    const QTemporaryDir folder;
    const Profile profile = profileIn(folder);
    {
        const Posix::Mask masked(mask);
        VERIFY_OK(profile.ensureFolders());
    }
    for (const QString &path : {profile.configFolder, profile.dataFolder, profile.providersFolder(),
                                QString(profile.dataFolder + u"/locks"), profile.stateFolder}) {
        QVERIFY2(QFileInfo(path).isDir(), qPrintable(path));
        COMPARE_MODE(path, 0700);
    }
}

void TestProfile::foldersOfOthersAreNarrowed()
{
    NEEDS_POSIX();
    const QTemporaryDir folder;
    const Profile profile = profileIn(folder);
    QVERIFY(QDir().mkpath(profile.dataFolder));
    QVERIFY(Posix::setMode(profile.dataFolder, 0755));
    VERIFY_OK(profile.ensureFolders());
    COMPARE_MODE(profile.dataFolder, 0700);
}

void TestProfile::twiceIsHarmless()
{
    const QTemporaryDir folder;
    const Profile profile = profileIn(folder);
    VERIFY_OK(profile.ensureFolders());
    QFile file(profile.settingsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    VERIFY_OK(profile.ensureFolders());
    QVERIFY(file.exists());
}

void TestProfile::folderThatCannotBeMade()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"deep"_s));
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where a folder should be
    const auto made = profileIn(folder).ensureFolders();
    QVERIFY(kindOf(made) == ErrorKind::Storage);
    QVERIFY2(made.error().message.contains(u"deep"), "the folder is named");
}

void TestProfile::whereThingsLie()
{
    const Profile profile{.configFolder = u"/c"_s, .dataFolder = u"/d"_s, .stateFolder = u"/s"_s};
    QCOMPARE(profile.requestLogFile(), u"/s/requests.jsonl"_s);
    QCOMPARE(Profile().requestLogFile(), QString());
    QCOMPARE(profile.credentialSetsFile(), u"/c/credential-sets.json"_s);
    QCOMPARE(profile.settingsFile(), u"/c/settings.ini"_s);
    QCOMPARE(profile.providersFolder(), u"/c/providers"_s);
    QCOMPARE(profile.ledgerFile(), u"/d/tokens.json"_s);
    QCOMPARE(profile.lockFile(u"x.lock"_s), u"/d/locks/x.lock"_s);
    QVERIFY(profile.mintLockFile(u"some-id"_s).startsWith(u"/d/locks/some-id"_s));
    QVERIFY(profile.mintLockFile(u"a"_s) != profile.mintLockFile(u"b"_s));
}

void TestProfile::standardFollowsXdg_data()
{
    // "All paths set in these environment variables must be absolute. If an implementation
    // encounters a relative path in any of these variables it should consider the path invalid and
    // ignore it." (XDG Base Directory Specification)
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QString>("configFolder");
    QTest::addColumn<QString>("dataFolder");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("stateFolder");
    const auto row = [](const char *name, const char *config, const char *data, const char *home,
                        const QString &configFolder, const QString &dataFolder,
                        const char *state = "/xs/",
                        const QString &stateFolder = u"/xs/tokenwright"_s) {
        QTest::newRow(name) << QByteArray(config) << QByteArray(data) << QByteArray(home)
                            << configFolder << dataFolder << QByteArray(state) << stateFolder;
    };
    const QString known = Posix::knownHome();
    QVERIFY(!known.isEmpty() || !Posix::isThere());
    const QString inConfig = u"/.config/tokenwright"_s;
    const QString inData = u"/.local/share/tokenwright"_s;
    const auto at = [](const char *path) { return QString::fromLatin1(path); };
    row("both", "/xc", "/xd", "/h", at("/xc/tokenwright"), at("/xd/tokenwright"));
    row("neither", "", "", "/h", at("/h") + inConfig, at("/h") + inData);
    row("relative", "xc", "./xd", "/h", at("/h") + inConfig, at("/h") + inData);
    row("relative and parent", "../xc", "~/xd", "/h", at("/h") + inConfig, at("/h") + inData);
    row("one relative", "/xc", "xd", "/h", at("/xc/tokenwright"), at("/h") + inData);
    row("slash at the end", "/xc/", "/xd//", "/h/", at("/xc/tokenwright"), at("/xd/tokenwright"));
    row("no home", "", "", "", known + inConfig, known + inData);
    row("relative home", "", "", "h", known + inConfig, known + inData);
    const QString inState = u"/.local/state/tokenwright"_s;
    row("no state", "/xc", "/xd", "/h", at("/xc/tokenwright"), at("/xd/tokenwright"), "",
        at("/h") + inState);
    row("relative state", "/xc", "/xd", "/h", at("/xc/tokenwright"), at("/xd/tokenwright"), "xs",
        at("/h") + inState);
    row("no home, none needed", "/xc", "/xd", "", at("/xc/tokenwright"), at("/xd/tokenwright"));
}

void TestProfile::standardFollowsXdg()
{
    NEEDS_POSIX();
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, state);
    const std::map<const char *, QByteArray> wanted{{"XDG_CONFIG_HOME", config},
                                                    {"XDG_DATA_HOME", data},
                                                    {"XDG_STATE_HOME", state},
                                                    {"HOME", home}};
    std::map<const char *, QByteArray> before;
    for (const auto &[name, value] : wanted) {
        before[name] = qgetenv(name);
        if (value.isEmpty())
            qunsetenv(name);
        else
            qputenv(name, value);
    }
    const Profile profile = Profile::standard();
    for (const auto &[name, value] : before)
        qputenv(name, value);
    VERIFY_OK(profile.isKnown());
    QTEST(profile.configFolder, "configFolder");
    QTEST(profile.dataFolder, "dataFolder");
    QTEST(profile.stateFolder, "stateFolder");
}

void TestProfile::homeIsNotKnown()
{
    const Profile nowhere;
    QVERIFY(kindOf(nowhere.isKnown()) == ErrorKind::Storage);
    QVERIFY(nowhere.isKnown().error().message.contains(u"HOME"));
    QVERIFY(kindOf(nowhere.ensureFolders()) == ErrorKind::Storage);
}

TEST_IN_PROGRAM(TestProfile)
#include "tst_profile.moc"
