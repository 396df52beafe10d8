// SPDX-License-Identifier: MIT
// Which keychain: what is expected was read off QtKeychain's keychain_unix.cpp of each version.
#include "KeychainChoice.h"
#include "KeychainService.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestKeychainChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
    void knowsTheLoadedLibrary();
};

void TestKeychainChoice::chooses_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *version, const char *environment, const char *expected) {
        QTest::addRow("%s: %s", version, environment)
            << QString::fromLatin1(version)
            << QString::fromLatin1(environment).split(u' ', Qt::SkipEmptyParts)
            << QString::fromLatin1(expected);
    };
    for (const char *version : {"0.13.2", "0.15.0", "0.16.0"}) {
        row(version, "", "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=GNOME", "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=GNOME KDE_FULL_SESSION=true KDE_SESSION_VERSION=5",
            "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=ubuntu:GNOME", "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=5", "wallet 5");
        row(version, "XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=4", "wallet 4!");
        row(version, "XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=05", "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=KDE", "libsecret");
        row(version, "XDG_CURRENT_DESKTOP=KDE:KDE KDE_SESSION_VERSION=5", "libsecret");
        row(version, "DESKTOP_SESSION=kde KDE_SESSION_VERSION=5", "wallet 5");
        row(version, "DESKTOP_SESSION=kde4", "wallet 4!");
        row(version, "DESKTOP_SESSION=xfce4 KDE_FULL_SESSION=1 KDE_SESSION_VERSION=5", "libsecret");
        row(version, "KDE_FULL_SESSION=true KDE_SESSION_VERSION=5", "wallet 5");
    }
    const char *plasma6 = "XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=6";
    row("0.13.2", plasma6, "libsecret");
    row("0.14.1", plasma6, "libsecret");
    row("0.14.2", plasma6, "wallet 6");
    row("0.16.0", plasma6, "wallet 6");

    for (const char *early : {"0.13.2", "0.15.0"}) {
        row(early, "QTKEYCHAIN_BACKEND=kwallet5", "libsecret");
        row(early, "QTKEYCHAIN_BACKEND=libsecret XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=5",
            "wallet 5");
    }
    for (const char *late : {"0.16.0", "1.0.0"}) {
        row(late, "QTKEYCHAIN_BACKEND=kwallet4", "wallet 4!");
        row(late, "QTKEYCHAIN_BACKEND=kwallet5 XDG_CURRENT_DESKTOP=GNOME", "wallet 5!");
        row(late, "QTKEYCHAIN_BACKEND=kwallet6", "wallet 6!");
        row(late, "QTKEYCHAIN_BACKEND=libsecret XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=6",
            "libsecret!");
        row(late, "QTKEYCHAIN_BACKEND=gnome", "gnome!");
        row(late, "QTKEYCHAIN_BACKEND= XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=6", "wallet 6");
        row(late, "QTKEYCHAIN_BACKEND=LibSecret XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=6",
            "wallet 6");
        row(late, "QTKEYCHAIN_BACKEND=kwallet", "libsecret");
    }
}

void TestKeychainChoice::chooses()
{
    QFETCH(QString, version);
    QFETCH(QStringList, environment);
    QProcessEnvironment variables;
    for (const QString &variable : environment)
        variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    const KeychainChoice choice = keychainChoice(variables, QVersionNumber::fromString(version));
    QString chosen;
    switch (choice.kind) {
    case KeychainChoice::Kind::SecretService:
        chosen = u"libsecret"_s;
        break;
    case KeychainChoice::Kind::GnomeKeyring:
        chosen = u"gnome"_s;
        break;
    case KeychainChoice::Kind::Wallet:
        chosen = u"wallet %1"_s.arg(choice.walletGeneration);
        break;
    }
    if (choice.insists)
        chosen += u'!';
    QTEST(chosen, "expected");
}

void TestKeychainChoice::knowsTheLoadedLibrary()
{
    // The file that is mapped into this process.
    QFile maps(u"/proc/self/maps"_s);
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(maps.readAll());
    const QString loaded = loadedQtKeychain().toString();
    QVERIFY2(text.contains(u"libqt6keychain.so." + loaded + u'\n'), qPrintable(loaded));
}

TEST_IN_PROGRAM(TestKeychainChoice)
#include "tst_keychainchoice.moc"
