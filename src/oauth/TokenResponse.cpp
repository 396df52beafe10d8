// SPDX-License-Identifier: MIT
#include "TokenResponse.h"

#include "AnswerReader.h"
#include "HttpDate.h"
#include "Jwt.h"
#include "StatedLifetime.h"
#include "Text.h"
#include "VisibleText.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Far beyond any date, and far from overflow when dates are subtracted.
constexpr qsizetype urlLimit = 2000;
constexpr double latestMilliseconds = 1e17;
constexpr int tokenTypeLimit = 100;
constexpr int scopeLimit = 4'000;
constexpr int detailLimit = 120;
constexpr qsizetype patternLimit = 64'000; ///< As much of a text as a pattern is tried on.

/// The first non-empty text at \a paths.
QString textAt(const QJsonValue &root, const QStringList &paths)
{
    for (const QString &path : paths) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            if (value.isString() && !value.toString().isEmpty())
                return value.toString();
        }
    }
    return {};
}

std::optional<qint64> millisecondsOf(const QJsonValue &value, TimeUnit unit)
{
    if (unit == TimeUnit::Iso8601) {
        QDateTime time = QDateTime::fromString(value.toString().trimmed(), Qt::ISODateWithMs);
        if (!time.isValid())
            return {};
        if (time.timeSpec() == Qt::LocalTime) // none was given
            time = QDateTime(time.date(), time.time(), QTimeZone::utc());
        return time.toMSecsSinceEpoch();
    }
    const auto number = numberOf(value);
    if (!number)
        return {};
    const double milliseconds = unit == TimeUnit::Seconds ? *number * 1000 : *number;
    return qint64(std::clamp(milliseconds, -latestMilliseconds, latestMilliseconds));
}

/// Every moment that \a paths name.
QList<qint64> momentsAt(const QJsonValue &root, const QList<TimePath> &paths)
{
    QList<qint64> moments;
    for (const TimePath &path : paths) {
        const QList<QJsonValue> values = valuesAt(root, path.path);
        for (const QJsonValue &value : values) {
            if (const auto moment = millisecondsOf(value, path.unit))
                moments.append(*moment);
        }
    }
    return moments;
}

std::optional<qint64> secondsClaim(const QJsonObject &claims, QStringView name)
{
    // From 1970 on; 0 is what "never" or "not set" looks like.
    const auto seconds = numberOf(claims.value(name));
    return seconds && *seconds > 0 ? millisecondsOf(claims.value(name), TimeUnit::Seconds)
                                   : std::nullopt;
}

StatedLifetime lifetimeIn(const QJsonValue &root, const ResponseRules &rules,
                          const HttpAnswer &answer, const QByteArray &token)
{
    StatedLifetime stated;
    for (const QString &path : rules.expiresIn) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            if (const auto seconds = numberOf(value))
                stated.seconds.append(*seconds);
        }
    }
    stated.expiries = momentsAt(root, rules.expiresAt);
    if (const QList<qint64> issued = momentsAt(root, rules.issuedAt); !issued.isEmpty())
        stated.issued = issued.first();
    stated.date = httpDate(answer.date);
    if (const auto jwt = readJwt(token)) {
        stated.jwtExpiry = secondsClaim(jwt->claims, u"exp");
        stated.jwtIssued = secondsClaim(jwt->claims, u"iat");
    }
    return stated;
}

QString scopeIn(const QJsonValue &root, const QString &separator)
{
    const QList<QJsonValue> values = valuesAt(root, u"scope"_s) + valuesAt(root, u"scopes"_s);
    for (const QJsonValue &value : values) {
        QStringList scopes;
        const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &item : array) {
            QString text = item.toString();
            if (!separator.isEmpty())
                text.replace(separator, u" "_s);
            scopes += text.split(u' ', Qt::SkipEmptyParts);
        }
        if (!scopes.isEmpty())
            return scopes.join(u' ');
    }
    return {};
}

/// Where the answer says that its token is used; empty where it says none that a token may go to.
QString apiBaseUrlIn(const QJsonValue &root, const ResponseRules &rules)
{
    QString text = textAt(root, rules.apiBaseUrl);
    while (text.endsWith(u'/'))
        text.chop(1);
    const QUrl url(text, QUrl::StrictMode);
    const bool isUsable = text.size() <= urlLimit && isAllowedTokenUrl(url)
        && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    return isUsable ? url.toString(QUrl::FullyEncoded) : QString();
}

/// Only visible ASCII can stand in a header (RFC 6750 §2.1 allows less still, eBay uses more).
bool fitsIntoHeader(const QString &token)
{
    return std::ranges::all_of(token, [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

/// Another scheme's token is useless, or worse than that, behind "Bearer".
bool isBearerType(const QString &tokenType)
{
    const QString type = tokenType.trimmed().toCaseFolded();
    return type != u"dpop" && type != u"mac";
}

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

bool isEmpty(const HttpAnswer &answer)
{
    return answer.body.reveal().trimmed().isEmpty();
}

/// What a 2xx holds: never a value, because one of them may be a live token.
QString shapeText(const HttpAnswer &answer, const QJsonValue &root, const Redaction &redaction)
{
    if (isEmpty(answer))
        return Text::tr("The answer has no body.");
    if (root.isUndefined()) {
        const QString type = QString::fromLatin1(answer.contentType.left(100));
        return Text::tr("It is %n byte(s) of %1, neither JSON nor XML.", nullptr,
                        int(answer.body.size()))
            .arg(type.isEmpty() ? Text::tr("something") : redaction.text(type, detailLimit));
    }
    return Text::tr("It holds: %1").arg(redaction.shape(root));
}

/// What the provider file's pattern finds in a body of no known format.
QString patternText(const HttpAnswer &answer, const QString &pattern)
{
    if (pattern.isEmpty())
        return {};
    const QString body = answer.body.revealText().left(patternLimit);
    const auto match = QRegularExpression(pattern).match(body);
    if (!match.hasMatch())
        return {};
    return match.captured(match.lastCapturedIndex() > 0 ? 1 : 0).trimmed();
}

QString bodyText(const HttpAnswer &answer, const QJsonValue &root, const Redaction &redaction)
{
    if (isEmpty(answer)) {
        const QString nothing = Text::tr("The answer has no body.");
        if (answer.wwwAuthenticate.trimmed().isEmpty())
            return nothing;
        return nothing + u" WWW-Authenticate: "
            + redaction.text(QString::fromUtf8(answer.wwwAuthenticate));
    }
    return root.isUndefined() ? redaction.text(answer.body.revealText()) : redaction.tree(root);
}

/// Where a redirect leads; what comes after the path is nobody's business.
QString redirectText(const HttpAnswer &answer, const Redaction &redaction)
{
    if (answer.location.isEmpty())
        return Text::tr("The answer is a redirect without a target.");
    const QString target = QString::fromUtf8(answer.location);
    const qsizetype end = target.indexOf(QRegularExpression(u"[?#]"_s));
    return Text::tr("The answer is a redirect to %1, which is not followed.")
        .arg(redaction.text(end < 0 ? target : target.first(end) + u'…'));
}

/// "Bearer abc", where only "abc" belongs.
QString withoutScheme(const QString &token)
{
    static const QRegularExpression scheme(u"^Bearer +(?=[^ ]+$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return QString(token).remove(scheme);
}

/// The first code that may be written into a file.
QString publishableCode(const ProviderComplaint &complaint, const QList<Secret> &secrets,
                        const QString &clientId)
{
    const Redaction redaction(secrets + QList{Secret::fromText(clientId)});
    for (const QString &code : complaint.codes) {
        if (redaction.leavesAlone(code))
            return code;
    }
    return {};
}

} // namespace

QString complaintText(const ProviderComplaint &complaint, const HttpAnswer &answer,
                      const QJsonValue &root, const ErrorRules &rules, const Redaction &redaction)
{
    QString message = complaint.message;
    if (message.isEmpty() && root.isUndefined() && !isGood(answer.status))
        message = patternText(answer, rules.textPattern);
    if (message.isEmpty()) {
        return isGood(answer.status) ? shapeText(answer, root, redaction)
                                     : bodyText(answer, root, redaction);
    }
    QStringList details;
    for (const ProviderComplaint::Detail &detail : complaint.details) {
        const QString text = redaction.text(detail.text, detailLimit);
        const bool isNew = !message.contains(detail.text) && detail.text != complaint.code;
        const QString whole = redaction.text(detail.name, detailLimit) + u": " + text;
        if (isNew && !details.contains(whole))
            details.append(whole);
    }
    if (details.isEmpty())
        return redaction.text(message);
    constexpr int most = Redaction::usualLimit / 2;
    const QString more = u" (" + visibleText(details.join(u"; ")).left(most) + u')';
    return redaction.text(message, Redaction::usualLimit - int(more.size())) + more;
}

Secret refreshTokenIn(const HttpAnswer &answer, const Provider &provider)
{
    const ResponseRules &rules = provider.response;
    if (rules.refreshToken.isEmpty() || !isGood(answer.status))
        return {};
    const QJsonValue root = parseAnswer(answer.body.reveal(), rules.format);
    return Secret::fromText(textAt(root, rules.refreshToken));
}

Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Provider &provider,
                                    const QList<Secret> &secrets, qint64 nowMilliseconds,
                                    const QString &clientId)
{
    const Redaction redaction(secrets);
    const ResponseRules &rules = provider.response;
    const QJsonValue root = parseAnswer(answer.body.reveal(), rules.format);
    const int status = answer.status;
    const auto complaint = [&](Search search) {
        return readComplaint(root, provider.errors, search);
    };
    const auto failed = [&](ProviderComplaint found, const QString &malformed) {
        addChallenge(found, status >= 400 ? answer.wwwAuthenticate : QByteArray());
        const bool asksToWait = !answer.retryAfter.trimmed().isEmpty();
        const bool complains = found.present || status >= 400;
        return failure(Error{
            .kind = failureKind(status, found, asksToWait, provider.errors),
            .httpStatus = status,
            .code = publishableCode(found, secrets, clientId),
            .message = complains ? complaintText(found, answer, root, provider.errors, redaction)
                                 : malformed,
            .retryAt = retryMoment(answer.retryAfter, answer.date, nowMilliseconds)});
    };

    if (status >= 400)
        return failed(complaint(Search::Anything), {});
    if (!isGood(status)) {
        return failed(complaint(Search::KnownShapes),
                      status >= 300 ? redirectText(answer, redaction)
                                    : bodyText(answer, root, redaction));
    }
    if (complaint(Search::AsDescribed).present)
        return failed(complaint(Search::KnownShapes), {});

    const QString token = withoutScheme(textAt(root, rules.accessToken));
    if (token.isEmpty()) {
        return failed(
            complaint(Search::KnownShapes),
            Text::tr("There is no access token at “%1”.").arg(rules.accessToken.join(u"”, “"_s))
                + u' ' + shapeText(answer, root, redaction));
    }
    if (!fitsIntoHeader(token)) {
        return failed({},
                      Text::tr("The access token in the answer holds characters that cannot "
                               "stand in a header."));
    }
    const QString tokenType = redaction.text(textAt(root, rules.tokenType), tokenTypeLimit);
    if (!isBearerType(tokenType)) {
        return failed({},
                      Text::tr("The access token is of type “%1” and cannot be used as a bearer "
                               "token.")
                          .arg(tokenType));
    }

    const StatedLifetime stated = lifetimeIn(root, rules, answer, token.toLatin1());
    TokenAnswer result;
    result.accessToken = Secret(token.toLatin1());
    result.lifetimeSeconds = lifetimeSeconds(stated, nowMilliseconds);
    result.jwtOutlivesBySeconds = jwtOutlivesBy(stated, nowMilliseconds);
    result.issuedAtMilliseconds = stated.issued;
    result.tokenType = tokenType;
    result.apiBaseUrl = apiBaseUrlIn(root, rules);
    result.scope = redaction.text(scopeIn(root, provider.request.scopes.separator), scopeLimit);
    return result;
}

} // namespace Tokenwright
