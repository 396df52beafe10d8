// SPDX-License-Identifier: MIT
#include "core/Profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "Waiting.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace Tokenwright;

namespace {

int modeOf(const QString &path)
{
    struct stat status
    { };
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777)
                                                                     : -1;
}

Profile profileIn(const QTemporaryDir &folder)
{
    return {.configFolder = folder.filePath(QStringLiteral("deep/config")),
            .dataFolder = folder.filePath(QStringLiteral("deep/data"))};
}

} // namespace

class tst_Profile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersBelongToTheOwnerAlone_data();
    void foldersBelongToTheOwnerAlone();
    void foldersOfOthersAreNarrowed();
    void twiceIsHarmless();
    void folderThatCannotBeMade();
    void whereThingsLie();
    void standardFollowsXdg();
};

void tst_Profile::foldersBelongToTheOwnerAlone_data()
{
    QTest::addColumn<int>("mask");
    QTest::newRow("usual") << 0022;
    QTest::newRow("none") << 0;
    QTest::newRow("strict") << 0077;
}

void tst_Profile::foldersBelongToTheOwnerAlone()
{
    QFETCH(int, mask);
    const QTemporaryDir folder;
    const Profile profile = profileIn(folder);
    const mode_t before = ::umask(mode_t(mask));
    const auto made = profile.ensureFolders();
    ::umask(before);
    VERIFY_OK(made);
    for (const QString &path : {profile.configFolder, profile.dataFolder, profile.providersFolder(),
                                QString(profile.dataFolder + u"/locks")}) {
        QVERIFY2(QFileInfo(path).isDir(), qPrintable(path));
        QCOMPARE(modeOf(path), 0700);
    }
}

void tst_Profile::foldersOfOthersAreNarrowed()
{
    const QTemporaryDir folder;
    const Profile profile = profileIn(folder);
    QVERIFY(QDir().mkpath(profile.dataFolder));
    QCOMPARE(::chmod(QFile::encodeName(profile.dataFolder).constData(), 0755), 0);
    VERIFY_OK(profile.ensureFolders());
    QCOMPARE(modeOf(profile.dataFolder), 0700);
}

void tst_Profile::twiceIsHarmless()
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

void tst_Profile::folderThatCannotBeMade()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("deep")));
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where a folder should be
    const auto made = profileIn(folder).ensureFolders();
    QVERIFY(kindOf(made) == ErrorKind::Storage);
    QVERIFY2(made.error().message.contains(u"deep"), "the folder is named");
}

void tst_Profile::whereThingsLie()
{
    const Profile profile{.configFolder = QStringLiteral("/c"), .dataFolder = QStringLiteral("/d")};
    QCOMPARE(profile.credentialSetsFile(), QStringLiteral("/c/credential-sets.json"));
    QCOMPARE(profile.settingsFile(), QStringLiteral("/c/settings.ini"));
    QCOMPARE(profile.providersFolder(), QStringLiteral("/c/providers"));
    QCOMPARE(profile.ledgerFile(), QStringLiteral("/d/tokens.json"));
    QCOMPARE(profile.lockFile(QStringLiteral("x.lock")), QStringLiteral("/d/locks/x.lock"));
    QVERIFY(profile.mintLockFile(QStringLiteral("some-id"))
                .startsWith(QStringLiteral("/d/locks/some-id")));
    QVERIFY(profile.mintLockFile(QStringLiteral("a")) != profile.mintLockFile(QStringLiteral("b")));
}

void tst_Profile::standardFollowsXdg()
{
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(folder.filePath(QStringLiteral("xc"))));
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder.filePath(QStringLiteral("xd"))));
    const Profile profile = Profile::standard();
    qunsetenv("XDG_CONFIG_HOME");
    qunsetenv("XDG_DATA_HOME");
    QCOMPARE(profile.configFolder, folder.filePath(QStringLiteral("xc/tokenwright")));
    QCOMPARE(profile.dataFolder, folder.filePath(QStringLiteral("xd/tokenwright")));
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_profile.moc"
