// SPDX-License-Identifier: MIT
#pragma once

#include "JsonFields.h"
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
inline constexpr JsonField<TokenLifetime> lifetimeFields[]{
    {u"issued",
     [](TokenLifetime &lifetime, const JsonFieldValue &value) {
         lifetime.issued = value.toInteger();
     }},
    {u"expires",
     [](TokenLifetime &lifetime, const JsonFieldValue &value) {
         if (value.isDouble())
             lifetime.expires = value.toInteger();
     }},
    {u"bootId",
     [](TokenLifetime &lifetime, const JsonFieldValue &value) {
         lifetime.bootId = value.toString();
     }},
    {u"bootExpires",
     [](TokenLifetime &lifetime, const JsonFieldValue &value) {
         if (value.isDouble())
             lifetime.bootExpires = value.toInteger();
     }},
};

/// The same field of something that has a lifetime.
template <std::size_t field, class Whole>
void readLifetimeField(Whole &whole, const JsonFieldValue &value)
{
    lifetimeFields[field].read(whole.lifetime, value);
}

} // namespace Tokenwright
