// SPDX-License-Identifier: MIT
#include "Output.h"

#include "Terminal.h"

#include "Text.h"
#include "VisibleText.h"

#include <QStringList>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Tokenwright {

ExitCode deliver(const QByteArray &data)
{
    const int reason = data.isEmpty() ? 0 : writeWhole(stdout, data, Written::Text);
    tellUnwritten(reason);
    return reason == 0 ? Done : OtherFailure;
}

int passOn(const QByteArray &bytes, Printed where)
{
    return bytes.isEmpty()
        ? 0
        : writeWhole(where == Printed::Output ? stdout : stderr, bytes, Written::Bytes);
}

void tellUnwritten(int reason)
{
    if (reason == 0 || reason == EPIPE)
        return;
    tell(Text::tr("Standard output cannot be written: %1.")
             .arg(QString::fromLocal8Bit(std::strerror(reason))),
         Tone::Alarm);
}

void tell(const QString &words, Tone tone)
{
    QStringList lines = visibleLines(words).split(u'\n');
    const Emphasis emphasis = tone == Tone::Alarm ? Emphasis::Alarm : Emphasis::Bold;
    lines.first().prepend(emphasised(u"tokenwright-cli:"_s, emphasis, stderr) + u' ');
    writeWhole(stderr, printed(lines.join(u"\n  ") + u'\n'), Written::Text);
}

void show(const QString &lines)
{
    writeWhole(stderr, printed(visibleLines(lines)), Written::Text);
}

QString visibleLines(const QString &lines)
{
    QStringList visible = lines.split(u'\n');
    for (QString &line : visible)
        line = visibleCharacters(line);
    return visible.join(u'\n');
}

} // namespace Tokenwright
