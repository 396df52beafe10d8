// SPDX-License-Identifier: MIT
#include "TokenClaims.h"

#include "Text.h"
#include "TimeText.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

namespace {

struct KnownClaim
{
    const char *name;
    const char *meaning;
    bool isMoment = false; ///< Seconds since the epoch (RFC 7519 §2, NumericDate).
};

// RFC 7515 §4.1, RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect; and Entra's. In the order in which
// they are shown.
constexpr KnownClaim knownClaims[]{
    {"exp", QT_TRANSLATE_NOOP("Tokenwright", "Expires"), true},
    {"iat", QT_TRANSLATE_NOOP("Tokenwright", "Issued"), true},
    {"nbf", QT_TRANSLATE_NOOP("Tokenwright", "Not before"), true},
    {"auth_time", QT_TRANSLATE_NOOP("Tokenwright", "Logged in"), true},
    {"iss", QT_TRANSLATE_NOOP("Tokenwright", "Issuer")},
    {"aud", QT_TRANSLATE_NOOP("Tokenwright", "Audience")},
    {"sub", QT_TRANSLATE_NOOP("Tokenwright", "Subject")},
    {"client_id", QT_TRANSLATE_NOOP("Tokenwright", "Client")},
    {"azp", QT_TRANSLATE_NOOP("Tokenwright", "Authorised party")},
    {"appid", QT_TRANSLATE_NOOP("Tokenwright", "Application")},
    {"scope", QT_TRANSLATE_NOOP("Tokenwright", "Scopes")},
    {"scp", QT_TRANSLATE_NOOP("Tokenwright", "Scopes")},
    {"roles", QT_TRANSLATE_NOOP("Tokenwright", "Roles")},
    {"tid", QT_TRANSLATE_NOOP("Tokenwright", "Tenant")},
    {"jti", QT_TRANSLATE_NOOP("Tokenwright", "Token ID")},
    {"alg", QT_TRANSLATE_NOOP("Tokenwright", "Algorithm")},
    {"typ", QT_TRANSLATE_NOOP("Tokenwright", "Type")},
    {"kid", QT_TRANSLATE_NOOP("Tokenwright", "Key ID")},
};

constexpr double latestSecond = 253'402'300'799; // of the year 9999: further away no clock shows it
constexpr qint64 expiryTolerance = 60; // seconds

const KnownClaim *knownClaim(const QString &name)
{
    const auto found = std::ranges::find_if(knownClaims, [&](const KnownClaim &claim) {
        return name == QLatin1StringView(claim.name);
    });
    return found == std::end(knownClaims) ? nullptr : &*found;
}

QString claimText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QJsonArray array = value.toArray();
    const bool isList = !array.isEmpty()
        && std::ranges::all_of(array, [](const QJsonValue &item) { return item.isString(); });
    if (isList) {
        QStringList lines;
        for (const QJsonValue &item : array)
            lines.append(item.toString());
        return lines.join(u'\n');
    }
    const QByteArray written = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(written.sliced(1).chopped(1));
}

QString valueText(const KnownClaim *known, const QJsonValue &value, qint64 now)
{
    if (known && known->isMoment && value.isDouble() && value.toDouble() >= 0
        && value.toDouble() <= latestSecond) {
        const auto moment = qint64(value.toDouble() * 1000);
        return Text::tr("%1 (%2)").arg(momentText(moment, now), distanceText(moment, now));
    }
    if (known && QLatin1StringView(known->name) == "scope"_L1 && value.isString())
        return value.toString().split(u' ', Qt::SkipEmptyParts).join(u'\n');
    return claimText(value);
}

QStringList scopesOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().split(u' ', Qt::SkipEmptyParts);
    QStringList scopes;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        scopes += item.toString().split(u' ', Qt::SkipEmptyParts);
    return scopes;
}

/// Those of \a scopes that \a others does not have.
QString scopesBeside(const QStringList &scopes, const QStringList &others)
{
    QStringList beside = scopes;
    beside.removeIf([&](const QString &scope) { return others.contains(scope); });
    return beside.join(u", "_s);
}

} // namespace

TokenClaims claimsOf(const AccessToken &token)
{
    return {.jwt = readJwt(token.value.reveal()),
            .lifetime = token.lifetime,
            .answeredScope = token.scope,
            .jwtOutlivesBySeconds = token.jwtOutlivesBySeconds};
}

QList<ClaimRow> claimRows(const QJsonObject &part, qint64 now)
{
    QList<ClaimRow> rows;
    for (const KnownClaim &known : knownClaims) {
        const QString name = QString::fromLatin1(known.name);
        if (const QJsonValue value = part.value(name); !value.isUndefined())
            rows.append({name, Text::tr(known.meaning), valueText(&known, value, now)});
    }
    for (auto it = part.begin(); it != part.end(); ++it) {
        if (!knownClaim(it.key()))
            rows.append({it.key(), {}, valueText(nullptr, it.value(), now)});
    }
    return rows;
}

std::optional<QStringList> grantedScopes(const TokenClaims &claims)
{
    if (!claims.answeredScope.isEmpty())
        return claims.answeredScope.split(u' ', Qt::SkipEmptyParts);
    if (!claims.jwt)
        return {};
    for (const QStringView name : {u"scope", u"scp"}) {
        if (const QJsonValue value = claims.jwt->claims.value(name); !value.isUndefined())
            return scopesOf(value);
    }
    return {};
}

QString scopeDifference(const QStringList &asked, const QStringList &granted)
{
    QStringList sentences;
    if (const QString missing = scopesBeside(asked, granted); !missing.isEmpty())
        sentences.append(Text::tr("Asked for and not granted: %1.").arg(missing));
    if (const QString more = scopesBeside(granted, asked); !more.isEmpty() && !asked.isEmpty())
        sentences.append(Text::tr("Granted without being asked for: %1.").arg(more));
    return sentences.join(u'\n');
}

QString expiryWarning(const TokenClaims &claims)
{
    const qint64 seconds = claims.jwtOutlivesBySeconds.value_or(0);
    if (qAbs(seconds) <= expiryTolerance)
        return {};
    const QString difference = durationText(qAbs(seconds) * 1000);
    return seconds > 0
        ? Text::tr("The token's own expiry (exp) is %1 later than what the provider answered. The "
                   "earlier one counts.")
              .arg(difference)
        : Text::tr(
              "The token's own expiry (exp) is %1 earlier than what the provider answered. The "
              "earlier one counts.")
              .arg(difference);
}

QString opaqueSentence()
{
    return Text::tr(
        "The token is opaque: it is no JWT, and only the provider can tell what is in it.");
}

} // namespace Tokenwright
