// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"
#include "Result.h"
#include "Secret.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>

namespace Tokenwright {

/// What the keychain holds of a credential set: the pair and what else must stay secret, with the
/// origin it was saved for. A value; keep it only for the moment of use.
struct ClientCredentials
{
    QString clientId;
    Secret clientSecret;
    /// The secret that clientSecret took the place of, as long as the provider takes both; sent
    /// nowhere. Empty: none is kept.
    Secret previousSecret{};
    QMap<QString, Secret> parameters; ///< Secret request parameters by name.
    /// The refresh token that the one among the parameters was given for, until that has worked:
    /// some providers still take it. Sent nowhere. Empty: none is kept.
    Secret previousRefreshToken{};
    Secret privateKey; ///< PEM or JWK; empty unless the client authentication needs one.
    Secret certificate; ///< PEM; empty unless the client authentication needs one.
    QString origin; ///< originOf() the token endpoint the pair was entered for.
    /// apiOriginOf() the set when the pair was entered, or whatever somebody has agreed to since:
    /// the only other place that its tokens may go to. Empty: none.
    QString apiOrigin{};
    QJsonObject unknownFields; ///< Kept for whoever wrote them.

    /// The keychain's payload: JSON in ASCII. What this cannot hold of \a earlier, the payload that
    /// is replaced, stays: fields of another type, and those within others.
    Secret toPayload(const Secret &earlier = {}) const;
    /// Errors: ErrorKind::SecretMissing when the payload is not one of ours.
    static Result<ClientCredentials> fromPayload(const Secret &payload);
};

/// The secret parameter that is a refresh token (RFC 6749 §6).
inline const QString refreshTokenParameter = u"refresh_token"_s;

/// \a pair with \a received, which the provider gave for the refresh token among its parameters, in
/// that one's place; see previousRefreshToken. Pure.
ClientCredentials withRefreshToken(ClientCredentials pair, const Secret &received);

/// What of a pair a client authentication has a use for; see pairUseOf(). Where the method is
/// unknown all may be used and none is needed: this program cannot tell.
struct PairUse
{
    enum Part { Unused, Optional, Needed };
    Part secret = Optional;
    Part key = Optional;
    Part certificate = Optional;
    Part assertion = Optional; ///< It is made by rules of its own.
    bool bySecret = false; ///< The assertion is signed by the secret, not by the key.
    bool inTls = false; ///< Key and certificate are shown in TLS, where neither is of use alone.
};

/// Whether both hold the same, the origins included. Pure.
bool isSame(const ClientCredentials &a, const ClientCredentials &b);

/// Whether both have the same ID and prove it by the same: what else is secret may be another, as a
/// refresh token is after each use. Pure.
bool isSameSecret(const ClientCredentials &a, const ClientCredentials &b);

/// Whether anything secret of \a before is still in \a after. Pure.
bool keepsSecrets(const ClientCredentials &before, const ClientCredentials &after);

/// \a now with what leads from \a before to \a after: what those two have alike stays as it is now,
/// parameters one by one. Where that brings another refresh token, the one before it goes. Pure.
ClientCredentials merged(const ClientCredentials &now, const ClientCredentials &before,
                         const ClientCredentials &after);

/// THE rule of where a secret may go, for whoever sends or stores one: why \a credentials may not
/// go to \a origin; they were saved for another one. Nothing: they may. The error is an
/// EndpointMoved that names both. Pure.
std::optional<Error> originProblem(const ClientCredentials &credentials, const QString &origin);
/// THE rule of where a token may go that \a credentials brought, for whoever sends one: to the
/// origin that gave it, and where somebody has agreed to. The error is an ApiMoved that names both.
/// Pure.
std::optional<Error> tokenOriginProblem(const ClientCredentials &credentials,
                                        const QString &origin);
/// Both for \a after, which is to replace \a before: nothing as well where it keeps nothing secret
/// of it. Pure.
std::optional<Error> originProblem(const ClientCredentials &before, const ClientCredentials &after);

/// \a object as compact JSON whose non-ASCII characters are written `\uXXXX`, because a keychain
/// may mangle bytes above 127.
QByteArray toAsciiJson(const QJsonObject &object);
/// What is written to the keychain for \a object: the same, with braces in texts as `\u007b` and
/// `\u007d`, because KeePassXC puts something else in the place of what it knows between two.
Secret toPayload(const QJsonObject &object);

/// The keychain's key of a set's pair.
QString clientKey(const QString &setId);
/// The keychain's key of a set's token.
QString tokenKey(const QString &setId);

} // namespace Tokenwright
