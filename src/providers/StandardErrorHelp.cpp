// SPDX-License-Identifier: MIT
#include "StandardErrorHelp.h"

#include "Text.h"

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

struct HelpRow
{
    const char *code;
    const char *help;
    const char *grantType = ""; ///< The one it is for; empty: any other.
};

// Every code of RFC 6749 §5.2. Each says whose doing it is before it says what to do.
constexpr std::array helpTable{
    HelpRow{
        "invalid_grant",
        QT_TRANSLATE_NOOP(
            "Tokenwright",
            "The server does not take the refresh token any more. It may have run out, been "
            "withdrawn (a password changed, access taken back), replaced by a later sign-in, or "
            "been used by another program: where each use brings another one, a second use of "
            "the same ends both. Sign in at the provider again, then edit this credential set "
            "and paste the new refresh token."),
        "refresh_token"},
    HelpRow{"unauthorized_client",
            QT_TRANSLATE_NOOP(
                "Tokenwright",
                "The client may not use refresh tokens, or this one was given to another client: "
                "check that the credentials are those that the refresh token was given to."),
            "refresh_token"},
    HelpRow{"unsupported_grant_type",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The server takes no refresh tokens here: check the token URL and "
                              "the grant type in the provider file."),
            "refresh_token"},
    HelpRow{"invalid_scope",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The refresh token was given for other scopes: ask for some of "
                              "those, or for none to get all of them. More scopes take a new "
                              "sign-in and its refresh token."),
            "refresh_token"},
    HelpRow{"invalid_request",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The server could not use the request: check the parameters, the "
                              "scopes and the client authentication of this credential set.")},
    HelpRow{
        "invalid_client",
        QT_TRANSLATE_NOOP(
            "Tokenwright",
            "The server does not accept these credentials: check the client ID, the client secret "
            "and the environment; if they are right, try another client authentication.")},
    HelpRow{"invalid_grant",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The server refuses this grant: check the token URL, and ask the "
                              "provider whether the client still exists and may use client "
                              "credentials.")},
    HelpRow{"unauthorized_client",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The client may not use client credentials: allow that grant for it "
                              "where its keys are managed.")},
    HelpRow{"unsupported_grant_type",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The server does not offer client credentials here: check the token "
                              "URL and the grant type in the provider file.")},
    HelpRow{"invalid_scope",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "The server does not grant one of the scopes: check how they are "
                              "written, and leave out what the client was not granted.")},
};

} // namespace

QString standardErrorHelp(const QString &code, const QString &grantType)
{
    // those for a grant come first
    const auto row = std::ranges::find_if(helpTable, [&](const HelpRow &r) {
        return code == QLatin1StringView(r.code)
            && (!*r.grantType || grantType == QLatin1StringView(r.grantType));
    });
    return row == helpTable.end() ? QString() : Text::tr(row->help);
}

} // namespace Tokenwright
