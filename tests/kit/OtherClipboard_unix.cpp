// SPDX-License-Identifier: MIT
#include "OtherClipboard.h"

#include "Literals.h"

#include <QProcess>
#include <QTest>

using namespace Tokenwright;

QString OtherClipboard::read(const QString &selection, const QString &target)
{
    QStringList arguments{u"-o"_s, u"-selection"_s, selection};
    if (!target.isEmpty())
        arguments << u"-t"_s << target;
    QProcess xclip;
    xclip.start(u"xclip"_s, arguments);
    if (!QTest::qWaitFor([&] { return xclip.state() == QProcess::NotRunning; }, 10'000))
        return u"xclip did not answer"_s;
    return QString::fromUtf8(xclip.readAllStandardOutput());
}

/// xclip stays to hand it out; it goes with the session.
bool OtherClipboard::copy(const QString &text)
{
    QProcess xclip;
    xclip.setStandardOutputFile(QProcess::nullDevice());
    xclip.setStandardErrorFile(QProcess::nullDevice());
    xclip.start(u"xclip"_s, {u"-i"_s, u"-selection"_s, u"clipboard"_s});
    xclip.write(text.toUtf8());
    xclip.closeWriteChannel();
    return QTest::qWaitFor([&] { return xclip.state() == QProcess::NotRunning; }, 10'000);
}
