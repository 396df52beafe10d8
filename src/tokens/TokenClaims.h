// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "Jwt.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

/// What can be read in a token, without the token: nothing that is here lets anybody in. A value.
struct TokenClaims
{
    std::optional<Jwt> jwt; ///< Nothing: it is opaque.
    TokenLifetime lifetime; ///< As it is kept.
    QString answeredScope; ///< What the token answer granted; empty: it did not say.
    std::optional<qint64> jwtOutlivesBySeconds; ///< See AccessToken.
};

/// Reads \a token; its signature is left out and believed by nobody. Pure.
TokenClaims claimsOf(const AccessToken &token);

/// One field of a JWT's header or claims, to be read.
struct ClaimRow
{
    QString name; ///< As the token has it: "exp".
    QString
        meaning; ///< What that is: "Expires"; empty for names that no standard knows. Translated.
    QString text; ///< Times as local times and how far off they are; lists one a line.
};

/// The fields of \a part, a header or claims, in the order in which people look for them. Moments
/// are reckoned from \a now (milliseconds since the epoch). Pure.
QList<ClaimRow> claimRows(const QJsonObject &part, qint64 now);

/// What was granted, by the answer or else by the token itself (RFC 9068's `scope`, others' `scp`);
/// nothing: neither says. Pure.
std::optional<QStringList> grantedScopes(const TokenClaims &claims);

/// What is to be said of \a granted beside \a asked: what is missing and what is there besides;
/// empty where they are the same. Translated. Pure.
QString scopeDifference(const QStringList &asked, const QStringList &granted);

/// That the token's own expiry and the answer's are more than a minute apart; empty if they are
/// not. Translated. Pure.
QString expiryWarning(const TokenClaims &claims);

/// What an opaque token is, in a sentence. Translated.
QString opaqueSentence();

} // namespace Tokenwright
