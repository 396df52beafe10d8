// SPDX-License-Identifier: MIT
#include "SecretName.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// What a secret's name ends in, without what parts its words. The last word tells what something
/// is: an "access token" is one, a "token type" is none.
constexpr QStringView endings[]{
    u"password",       u"passwd",     u"pwd",           u"passphrase",    u"passcode",
    u"passwort",       u"kennwort",   u"secret",        u"token",         u"credential",
    u"credentials",    u"assertion",  u"authorization", u"cookie",        u"apikey",
    u"applicationkey", u"secretkey",  u"privatekey",    u"accesskey",     u"authkey",
    u"sharedkey",      u"masterkey",  u"accountkey",    u"userkey",       u"subscriptionkey",
    u"functionskey",   u"servicekey", u"signingkey",    u"encryptionkey",
};

/// What is one only if nothing else stands before it: "compass" ends in "pass".
constexpr QStringView wholes[]{
    u"pass", u"pin", u"otp", u"totp", u"jwt", u"bearer", u"xauth", u"secretid", // Vault's AppRole
};

/// What says nothing of what a value is.
constexpr QStringView additions[]{u"value", u"header"};

} // namespace

bool saysSecret(const QString &name)
{
    QString word = name.toCaseFolded();
    word.removeIf([](QChar character) { return !character.isLetter(); }); // also "password2"
    for (const QStringView addition : additions) {
        if (word.endsWith(addition))
            word.chop(addition.size());
    }
    return std::ranges::find(wholes, QStringView(word)) != std::end(wholes)
        || std::ranges::any_of(endings, [&](QStringView ending) { return word.endsWith(ending); });
}

} // namespace Tokenwright
