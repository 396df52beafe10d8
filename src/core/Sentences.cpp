// SPDX-License-Identifier: MIT
#include "Sentences.h"

#include "Text.h"

#include <QIODevice>

namespace Tokenwright {

QString listText(const QStringList &things)
{
    return things.join(Text::tr(", "));
}

QString sentencesText(const QStringList &sentences)
{
    constexpr QStringView wideEnds = u"。！？」』）：、，；";
    QString text;
    for (const QString &sentence : sentences) {
        if (sentence.isEmpty())
            continue;
        if (!text.isEmpty() && !wideEnds.contains(text.back()))
            text += u' ';
        text += sentence;
    }
    return text;
}

QString reasonText(QString reason)
{
    while (reason.endsWith(u'.'))
        reason.chop(1);
    return reason;
}

QString reasonText(const QIODevice &device)
{
    return reasonText(device.errorString());
}

} // namespace Tokenwright
