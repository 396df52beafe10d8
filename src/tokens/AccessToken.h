// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "Secret.h"
#include "TokenLifetime.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace Tokenwright {

/// An access token with what is needed to decide whether it may still be used. A value.
struct AccessToken
{
    Secret value;
    TokenLifetime lifetime;
    QString fingerprint; ///< requestFingerprint() it was minted with.
    QString scope; ///< As granted; empty when the answer did not say.
    QString apiBaseUrl{}; ///< Where it is used, as its answer told; may be empty.
    /// See jwtOutlivesBy(); nothing: the answer or the token named no expiry.
    std::optional<qint64> jwtOutlivesBySeconds{};
    QJsonObject unknownFields;

    /// The keychain's payload: JSON in ASCII.
    Secret toPayload() const;
    /// Errors: ErrorKind::SecretMissing when the payload is not one of ours.
    static Result<AccessToken> fromPayload(const Secret &payload);
};

/// The fields of a lifetime, as the ledger and the keychain hold them.
void insertLifetime(QJsonObject &json, const TokenLifetime &lifetime);
TokenLifetime readLifetime(const QJsonObject &json);
inline constexpr QStringView lifetimeFields[]{u"issued", u"expires", u"bootId", u"bootExpires"};

} // namespace Tokenwright
