// SPDX-License-Identifier: MIT
#include "FailureText.h"

#include "StandardErrorHelp.h"
#include "Text.h"

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
        help = standardErrorHelp(error.code);
    return help.isEmpty() ? usual : help;
}

} // namespace

QString failureText(const Error &error, const Provider *provider)
{
    QStringList parts{errorSentence(error)};
    QStringList facts;
    if (error.httpStatus)
        facts.append(Text::tr("HTTP %1").arg(error.httpStatus));
    if (!error.code.isEmpty())
        facts.append(error.code);
    const QString detail = facts.join(u", ");
    if (!detail.isEmpty() && !error.message.isEmpty())
        parts.append(detail + u": " + error.message);
    else if (!detail.isEmpty() || !error.message.isEmpty())
        parts.append(detail + error.message);

    const QString advice = adviceFor(error, provider);
    if (!advice.isEmpty())
        parts.append(advice);
    return parts.join(u'\n');
}

} // namespace Tokenwright
