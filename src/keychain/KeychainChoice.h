// SPDX-License-Identifier: MIT
#pragma once

#include <QProcessEnvironment>
#include <QVersionNumber>

namespace Tokenwright {

/// Which of Linux's keychains QtKeychain uses in a process with this environment: the same
/// questions in the same order as its keychain_unix.cpp, which knows desktops by their exact names.
/// A disagreement would mean to ask one keychain and to write to another.
struct KeychainChoice
{
    enum class Kind {
        SecretService, ///< By libsecret; QtKeychain tries a wallet where that is not installed.
        GnomeKeyring, ///< The same service, by libgnome-keyring, which few systems still have.
        Wallet, ///< KWallet; QtKeychain tries libsecret where no wallet answers.
    };

    Kind kind = Kind::SecretService;
    int walletGeneration = 0; ///< 4, 5 or 6 for Wallet.
    bool insists = false; ///< Nothing else is tried.

    bool operator==(const KeychainChoice &) const = default;
};

/// \a qtKeychain is the version of QtKeychain that decides.
KeychainChoice keychainChoice(const QProcessEnvironment &environment,
                              const QVersionNumber &qtKeychain);

/// The version of the library that is loaded, from its file's name; the one this program was built
/// with where that tells nothing.
QVersionNumber loadedQtKeychain();

/// Learned in 0.14.2.
inline bool knowsPlasma6(const QVersionNumber &qtKeychain)
{
    return qtKeychain >= QVersionNumber(0, 14, 2);
}

} // namespace Tokenwright
