// SPDX-License-Identifier: MIT
#include "oauth/TokenResponse.h"

#include "oauth/AnswerReader.h"
#include "oauth/ProviderComplaint.h"
#include "oauth/ProviderText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace Tokenwright {

namespace {

/// A hundred years: more is no lifetime but a way to say "very long", and must not overflow.
constexpr qint64 longestSeconds = 100LL * 365 * 24 * 60 * 60;
/// Far beyond any date, and far from overflow when dates are subtracted.
constexpr double latestMilliseconds = 1e17;
constexpr int codeLimit = 100;
constexpr int scopeLimit = 4'000;

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

/// The first lifetime that is one; 0 if all that is stated has passed; nothing if none is stated.
std::optional<qint64> lifetimeIn(const QJsonValue &root, const ResponseRules &rules,
                                 qint64 nowMilliseconds)
{
    QList<double> stated;
    for (const QString &path : rules.expiresIn) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            if (const auto seconds = numberOf(value))
                stated.append(*seconds);
        }
    }
    const QList<qint64> moments = momentsAt(root, rules.expiresAt);
    for (const qint64 moment : moments)
        stated.append((double(moment) - double(nowMilliseconds)) / 1000);
    if (stated.isEmpty())
        return {};
    // Some answer with 0 beside the real one.
    const auto real = std::ranges::find_if(stated, [](double seconds) { return seconds > 0; });
    const double seconds = real == stated.end() ? 0 : std::floor(*real);
    return qint64(std::min(seconds, double(longestSeconds)));
}

QString scopeIn(const QJsonValue &root, const QString &separator)
{
    const QList<QJsonValue> values = valuesAt(root, QStringLiteral("scope"))
        + valuesAt(root, QStringLiteral("scopes"));
    for (const QJsonValue &value : values) {
        QStringList scopes;
        const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &item : array) {
            QString text = item.toString();
            if (!separator.isEmpty())
                text.replace(separator, QStringLiteral(" "));
            scopes += text.split(u' ', Qt::SkipEmptyParts);
        }
        if (!scopes.isEmpty())
            return scopes.join(u' ');
    }
    return {};
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

QString bodyText(const HttpAnswer &answer, const QList<Secret> &secrets)
{
    if (answer.body.reveal().trimmed().isEmpty())
        return QCoreApplication::translate("TokenResponse", "The answer has no body.");
    return presentableProviderText(answer.body.revealText(), secrets);
}

/// Puts failures together: status, code, message and Retry-After, all fit to be shown.
class Failure
{
public:
    Failure(const HttpAnswer &answer, const QList<Secret> &secrets)
        : m_answer(answer)
        , m_secrets(secrets)
    { }

    std::unexpected<Error> operator()(ErrorKind kind, const ProviderComplaint &complaint) const
    {
        return withMessage(kind, complaint.code,
                           complaint.message.isEmpty()
                               ? bodyText(m_answer, m_secrets)
                               : presentableProviderText(complaint.message, m_secrets));
    }

    std::unexpected<Error> malformed(const QString &message) const
    {
        return withMessage(ErrorKind::Malformed, {}, message);
    }

private:
    std::unexpected<Error> withMessage(ErrorKind kind, const QString &code,
                                       const QString &message) const
    {
        return failure(Error{
            .kind = kind,
            .httpStatus = m_answer.status,
            .code = presentableProviderText(code, m_secrets, codeLimit),
            .message = message,
            .retryAfter = presentableProviderText(QString::fromLatin1(m_answer.retryAfter),
                                                  m_secrets, codeLimit),
        });
    }

    const HttpAnswer &m_answer;
    const QList<Secret> &m_secrets;
};

QString redirectMessage(const HttpAnswer &answer, const QList<Secret> &secrets)
{
    if (answer.location.isEmpty()) {
        return QCoreApplication::translate("TokenResponse",
                                           "The answer is a redirect without a target.");
    }
    return QCoreApplication::translate("TokenResponse",
                                       "The answer is a redirect to %1, which is not followed.")
        .arg(presentableProviderText(QString::fromUtf8(answer.location), secrets));
}

} // namespace

Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Provider &provider,
                                    const QList<Secret> &secrets, qint64 nowMilliseconds)
{
    const Failure fail(answer, secrets);
    const ResponseRules &rules = provider.response;
    const QJsonValue root = parseAnswer(answer.body.reveal(), rules.format);
    const auto complaint = [&](Search search) {
        return readComplaint(root, provider.errors, search);
    };
    const int status = answer.status;

    if (status == 429 || status >= 500)
        return fail(ErrorKind::TryLater, complaint(Search::Anything));
    if (status >= 400)
        return fail(ErrorKind::Rejected, complaint(Search::Anything));
    if (const auto described = complaint(Search::AsDescribed); described.present)
        return fail(ErrorKind::Rejected, complaint(Search::KnownShapes));
    if (status >= 300)
        return fail.malformed(redirectMessage(answer, secrets));
    if (status < 200)
        return fail.malformed(bodyText(answer, secrets));

    const QString token = textAt(root, rules.accessToken);
    if (token.isEmpty()) {
        const auto known = complaint(Search::KnownShapes);
        return fail(known.present ? ErrorKind::Rejected : ErrorKind::Malformed, known);
    }
    if (!fitsIntoHeader(token)) {
        return fail.malformed(
            QCoreApplication::translate("TokenResponse",
                                        "The access token in the answer holds characters that "
                                        "cannot stand in a header."));
    }
    const QString tokenType = presentableProviderText(textAt(root, rules.tokenType), secrets,
                                                      codeLimit);
    if (!isBearerType(tokenType)) {
        return fail.malformed(
            QCoreApplication::translate("TokenResponse",
                                        "The access token is of type “%1” and cannot be used as a "
                                        "bearer token.")
                .arg(tokenType));
    }

    TokenAnswer result;
    result.accessToken = Secret(token.toLatin1());
    result.lifetimeSeconds = lifetimeIn(root, rules, nowMilliseconds);
    if (const QList<qint64> issued = momentsAt(root, rules.issuedAt); !issued.isEmpty())
        result.issuedAtMilliseconds = issued.first();
    result.tokenType = tokenType;
    result.scope = presentableProviderText(scopeIn(root, provider.request.scopes.separator),
                                           secrets, scopeLimit);
    return result;
}

} // namespace Tokenwright
