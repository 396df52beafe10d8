// SPDX-License-Identifier: MIT
#include "KeychainChoice.h"

#include "Literals.h"

#include <QFile>
#include <QFileInfo>

#include <dlfcn.h>

namespace Tokenwright {

namespace {

KeychainChoice wallet(int generation, bool insists = false)
{
    return {KeychainChoice::Kind::Wallet, generation, insists || generation == 4};
}

/// The wallet of the desktop session; 0 outside KDE.
int sessionWallet(const QProcessEnvironment &environment, const QVersionNumber &qtKeychain)
{
    const auto kdeGeneration = [&] {
        const QString version = environment.value(u"KDE_SESSION_VERSION"_s);
        if (version == u"6" && knowsPlasma6(qtKeychain))
            return 6;
        return version == u"5" ? 5 : version == u"4" ? 4 : 0;
    };
    const QString desktop = environment.value(u"XDG_CURRENT_DESKTOP"_s);
    if (desktop == u"KDE")
        return kdeGeneration();
    if (desktop == u"GNOME" || desktop == u"Unity" || desktop == u"XFCE")
        return 0;
    const QString session = environment.value(u"DESKTOP_SESSION"_s);
    if (session == u"kde")
        return kdeGeneration();
    if (session == u"kde4")
        return 4;
    if (session == u"gnome" || session == u"xubuntu" || session.contains(u"xfce")
        || !environment.value(u"GNOME_DESKTOP_SESSION_ID"_s).isEmpty())
        return 0;
    return environment.value(u"KDE_FULL_SESSION"_s).isEmpty() ? 0 : kdeGeneration();
}

} // namespace

KeychainChoice keychainChoice(const QProcessEnvironment &environment,
                              const QVersionNumber &qtKeychain)
{
    if (qtKeychain >= QVersionNumber(0, 16, 0)) {
        const QString wanted = environment.value(u"QTKEYCHAIN_BACKEND"_s);
        if (wanted == u"libsecret")
            return {KeychainChoice::Kind::SecretService, 0, true};
        if (wanted == u"gnome")
            return {KeychainChoice::Kind::GnomeKeyring, 0, true};
        if (wanted == u"kwallet4" || wanted == u"kwallet5" || wanted == u"kwallet6")
            return wallet(wanted.back().digitValue(), true);
    }
    const int generation = sessionWallet(environment, qtKeychain);
    return generation ? wallet(generation) : KeychainChoice{};
}

QVersionNumber loadedQtKeychain()
{
    // The library may be newer than the headers: its name for the linker stays the same.
    const void *ofTheLibrary = dlsym(RTLD_DEFAULT, "_ZN9QKeychain3Job16staticMetaObjectE");
    Dl_info library;
    if (ofTheLibrary && dladdr(ofTheLibrary, &library) && library.dli_fname) {
        const QString file = QFileInfo(QFile::decodeName(library.dli_fname)).canonicalFilePath();
        const auto version = QVersionNumber::fromString(file.section(u"keychain.so."_s, 1));
        if (version.segmentCount() >= 3)
            return version;
    }
    return QVersionNumber::fromString(QStringLiteral(TOKENWRIGHT_QTKEYCHAIN_VERSION));
}

} // namespace Tokenwright
