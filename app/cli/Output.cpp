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

namespace {

/// The system's reason when not everything could be written; otherwise 0.
int writeWhole(std::FILE *stream, const QByteArray &bytes)
{
    const auto size = std::size_t(bytes.size());
    const bool done = std::fwrite(bytes.constData(), 1, size, stream) == size
        && std::fflush(stream) == 0;
    return done ? 0 : errno;
}

} // namespace

ExitCode deliver(const QByteArray &data)
{
    const int reason = data.isEmpty() ? 0 : writeWhole(stdout, data);
    tellUnwritten(reason);
    return reason == 0 ? Done : OtherFailure;
}

int passOn(const QByteArray &bytes, Printed where)
{
    return bytes.isEmpty() ? 0 : writeWhole(where == Printed::Output ? stdout : stderr, bytes);
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
    writeWhole(stderr, (lines.join(u"\n  ") + u'\n').toLocal8Bit());
}

void show(const QString &lines)
{
    writeWhole(stderr, visibleLines(lines).toLocal8Bit());
}

QString visibleLines(const QString &lines)
{
    QStringList visible = lines.split(u'\n');
    for (QString &line : visible)
        line = visibleCharacters(line);
    return visible.join(u'\n');
}

} // namespace Tokenwright
