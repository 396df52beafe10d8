// SPDX-License-Identifier: MIT
#include "FailureText.h"

#include "PolicyText.h"
#include "Sentences.h"
#include "StandardErrorHelp.h"
#include "Text.h"
#include "TimeText.h"

#include <QRegularExpression>
#include <QStringList>

namespace Tokenwright {

namespace {

/// The help for the answer's code, unless something else about the answer matters more: to wait, or
/// to look at the URL.
QString adviceFor(const Error &error, const Provider *provider)
{
    const QString usual = errorAdvice(error);
    if (error.retryAt || blamesTheUrl(error))
        return usual;
    const ErrorRules rules = provider ? provider->errors : ErrorRules();
    if (error.kind == ErrorKind::TryLater && !rules.tryLaterCodes.contains(error.code))
        return usual;
    QString help = rules.help.value(error.code);
    if (help.isEmpty())
        help = standardErrorHelp(error.code, provider ? provider->request.grantType : QString());
    const QString advice = help.isEmpty() ? usual : help;
    const QString lockout = provider && error.kind == ErrorKind::Rejected
        ? lockoutSentence(*provider)
        : QString();
    return lockout.isEmpty() ? advice : advice + u' ' + lockout;
}

/// "Try again in 1 h 5 min (12:24)."
QString waitingText(qint64 retryAt, qint64 now)
{
    if (retryAt <= now)
        return Text::tr("Try again now; the time it asked to wait is over.");
    const qint64 seconds = (retryAt - now + 999) / 1000;
    const qint64 minutes = (seconds + 59) / 60;
    const qint64 hours = minutes / 60;
    const QString wait = seconds < 60 ? Text::tr("%1 s").arg(seconds)
        : hours == 0                  ? Text::tr("%1 min").arg(minutes)
        : minutes % 60 == 0           ? Text::tr("%1 h").arg(hours)
                                      : Text::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return Text::tr("Try again in %1 (%2).").arg(wait, minuteText(retryAt, now));
}

QString headingFor(const Error &error, const Provider *provider, const QString &name)
{
    const bool isRefusal = error.kind == ErrorKind::Rejected && !blamesTheUrl(error);
    if (isRefusal && error.code.compare(u"invalid_client"_s, Qt::CaseInsensitive) == 0)
        return Text::tr("%1 rejected the pair").arg(name);
    if (isRefusal && error.code.compare(u"invalid_scope"_s, Qt::CaseInsensitive) == 0)
        return Text::tr("%1 refused a scope").arg(name);
    if (isRefusal && provider && provider->usesRefreshToken()
        && error.code.compare(u"invalid_grant"_s, Qt::CaseInsensitive) == 0)
        return Text::tr("%1 does not take the refresh token any more").arg(name);
    return errorHeading(error, name);
}

bool isWebPage(const QString &text)
{
    static const QRegularExpression page(u"^\\s*(<!doctype\\s+html|<html|<head|<body|<title)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return page.match(text).hasMatch();
}

/// What a browser would call the page.
QString titleOf(const QString &page)
{
    static const QRegularExpression title(u"<title[^>]*>([^<]*)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    QString text = title.match(page).captured(1).simplified();
    const std::pair<const char *, const char *> entities[]{
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto &[entity, letter] : entities)
        text.replace(QLatin1StringView(entity), QLatin1StringView(letter));
    return text;
}

QString lineOf(const QString &answer)
{
    if (!isWebPage(answer))
        return answer.simplified();
    const QString title = titleOf(answer);
    return title.isEmpty() ? Text::tr("A web page came instead of an answer.")
                           : Text::tr("A web page came instead of an answer: “%1”").arg(title);
}

} // namespace

FailureParts failureParts(const Error &error, const Provider *provider, qint64 now)
{
    const QString name = provider ? provider->name : Text::tr("the provider");
    QStringList code;
    if (error.httpStatus)
        code.append(Text::tr("HTTP %1").arg(error.httpStatus));
    if (!error.code.isEmpty())
        code.append(error.code);
    QString heading = headingFor(error, provider, name);
    if (!provider && heading.startsWith(name))
        heading[0] = heading.at(0).toUpper();
    return {.heading = heading,
            .code = code.join(u' '),
            .advice = error.retryAt ? waitingText(*error.retryAt, now) : adviceFor(error, provider),
            .answerLine = lineOf(error.message),
            .answer = error.message};
}

QString failureText(const Error &error, const Provider *provider)
{
    QStringList parts{errorSentence(error)};
    QStringList facts;
    if (error.httpStatus)
        facts.append(Text::tr("HTTP %1").arg(error.httpStatus));
    if (!error.code.isEmpty())
        facts.append(error.code);
    const QString detail = listText(facts);
    if (!detail.isEmpty() && !error.message.isEmpty())
        parts.append(Text::tr("%1: %2").arg(detail, error.message));
    else if (!detail.isEmpty() || !error.message.isEmpty())
        parts.append(detail + error.message);

    const QString advice = adviceFor(error, provider);
    if (!advice.isEmpty())
        parts.append(advice);
    return parts.join(u'\n');
}

} // namespace Tokenwright
