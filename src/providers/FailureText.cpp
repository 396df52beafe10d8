// SPDX-License-Identifier: MIT
#include "FailureText.h"

#include "PolicyText.h"
#include "Sentences.h"
#include "StandardErrorHelp.h"
#include "Text.h"
#include "TimeText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Whether no set has a part in where tokens are asked for: nobody is then sent to look at that.
bool namesItsEndpoints(const Provider &provider)
{
    const auto isWhole = [](const ProviderEnvironment &environment) {
        return !environment.tokenUrl.contains(u'{');
    };
    return !provider.environments.isEmpty() && std::ranges::all_of(provider.environments, isWhole);
}

/// The kind's advice, for a token URL that the provider's file names.
QString adviceOfTheKind(const Error &error, const Provider *provider)
{
    if (!provider || error.retryAt || !namesItsEndpoints(*provider))
        return errorAdvice(error);
    if (blamesTheUrl(error))
        return Text::tr("Try again later; if it stays so, the provider has moved its token "
                        "endpoint.");
    switch (error.kind) {
    case ErrorKind::HostNotFound:
        return Text::tr("Check the network and the name server.");
    case ErrorKind::Tls:
        return Text::tr("Check the clock, the client's certificate if the server wants one, and "
                        "whether a proxy intercepts TLS.");
    case ErrorKind::Malformed:
        return Text::tr("Something other than the token endpoint may have answered, such as a "
                        "proxy or the sign-in page of a network.");
    default:
        return errorAdvice(error);
    }
}

/// The help for the answer's code, unless something else about the answer matters more: to wait, or
/// to look at the URL.
QString adviceFor(const Error &error, const Provider *provider)
{
    const QString usual = adviceOfTheKind(error, provider);
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
    if (error.kind == ErrorKind::HostNotFound && !error.message.isEmpty())
        return Text::tr("The server %1 was not found").arg(error.message);
    const bool isRefusal = error.kind == ErrorKind::Rejected && !blamesTheUrl(error);
    if (isRefusal && error.code.compare(u"invalid_client"_s, Qt::CaseInsensitive) == 0)
        return Text::tr("%1 rejected the credentials").arg(name);
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
            .answerLine = error.kind == ErrorKind::HostNotFound ? QString() : lineOf(error.message),
            .answer = error.message};
}

QString codeMeaning(const QString &code, const Provider &provider)
{
    static const QRegularExpression digit(u"\\d"_s);
    if (!code.contains(digit))
        return {};
    const QString help = provider.errors.help.value(code);
    const qsizetype end = help.indexOf(u": ");
    return end > 0 ? help.left(end) : QString();
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
