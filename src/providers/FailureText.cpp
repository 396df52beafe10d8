// SPDX-License-Identifier: MIT
#include "providers/FailureText.h"

#include "providers/StandardErrorHelp.h"

#include <QCoreApplication>
#include <QStringList>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FailureText)
};

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

    QString help = provider ? provider->errors.help.value(error.code) : QString();
    if (help.isEmpty())
        help = standardErrorHelp(error.code);
    const QString advice = help.isEmpty() || !error.retryAfter.isEmpty() ? errorAdvice(error)
                                                                         : help;
    if (!advice.isEmpty())
        parts.append(advice);
    return parts.join(u'\n');
}

} // namespace Tokenwright
