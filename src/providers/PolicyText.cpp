// SPDX-License-Identifier: MIT
#include "PolicyText.h"

#include "Text.h"

#include <QLocale>

namespace Tokenwright {

namespace {

/// "eBay documents at most 10 a minute."
QString limitSentence(const QString &provider, const MintLimit &limit)
{
    const QString count = QLocale().toString(limit.count);
    if (limit.per == u"day")
        return Text::tr("%1 documents at most %2 a day.").arg(provider, count);
    if (limit.per == u"hour")
        return Text::tr("%1 documents at most %2 an hour.").arg(provider, count);
    if (limit.per == u"minute")
        return Text::tr("%1 documents at most %2 a minute.").arg(provider, count);
    if (limit.per == u"second")
        return Text::tr("%1 documents at most %2 a second.").arg(provider, count);
    const qint64 seconds = limit.seconds;
    const QString time = seconds % 3600 == 0 ? Text::tr("%1 h").arg(seconds / 3600)
        : seconds % 60 == 0                  ? Text::tr("%1 min").arg(seconds / 60)
                                             : Text::tr("%1 s").arg(seconds);
    return Text::tr("%1 documents at most %2 in %3.").arg(provider, count, time);
}

} // namespace

QString lockoutSentence(const Provider &provider)
{
    const int times = provider.policy.lockoutAfter;
    if (times <= 0)
        return {};
    return times == 1 ? Text::tr("%1 locks a client after one refused request.").arg(provider.name)
                      : Text::tr("%1 locks a client after %2 refused requests.")
                            .arg(provider.name, QLocale().toString(times));
}

QStringList policySentences(const Provider &provider)
{
    const Policy &policy = provider.policy;
    QStringList sentences;
    if (!policy.note.isEmpty())
        sentences.append(policy.note);
    else if (policy.mintLimit.count > 0 && policy.mintLimit.seconds > 0)
        sentences.append(limitSentence(provider.name, policy.mintLimit));
    if (policy.sameTokenUntilExpiry) {
        sentences.append(
            Text::tr("As long as a token lives, %1 answers with it again.").arg(provider.name));
    }
    if (const QString lockout = lockoutSentence(provider); !lockout.isEmpty())
        sentences.append(lockout);
    return sentences;
}

} // namespace Tokenwright
