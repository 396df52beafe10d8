// SPDX-License-Identifier: MIT
#pragma once

#include "RunningProgram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// What a whole day's work needs, by whichever means it is done.
namespace Workday {

using namespace Qt::StringLiterals;

inline const QString inventory = u"https://api.ebay.com/oauth/api_scope/sell.inventory"_s;
inline const QString idLabel = u"App ID (Client ID)"_s;
inline const QString secretLabel = u"Cert ID (Client Secret)"_s;

/// Somebody copies a command that asks Pitney Bowes for a token.
inline bool copyCommand(RunningProgram &program)
{
    const QString pair = PracticeTokenServer::pitneyBowesKey() + u':'
        + PracticeTokenServer::pitneyBowesSecret();
    QProcess xclip;
    xclip.start(u"xclip"_s, {u"-i"_s, u"-selection"_s, u"clipboard"_s});
    xclip.write(QString(u"curl -X POST " + program.server().url(u"/oauth/token"_s).toString()
                        + u" -u " + pair + u" -d grant_type=client_credentials\n")
                    .toUtf8());
    xclip.closeWriteChannel();
    return xclip.waitForFinished();
}
/// A file of another program, with a pair that nobody knows.
inline QString fileToImport(const QTemporaryDir &folder)
{
    QFile file(folder.filePath(u"shop.env"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write("EBAY_SANDBOX_CLIENT_ID=Practice-Tokenwri-SBX-9999999999ab-0123abcd\n"
                   "EBAY_SANDBOX_CLIENT_SECRET=SBX-practice-not-a-secret-0002\n");
    return file.fileName();
}
inline QString latestHeader(RunningProgram &program)
{
    const auto tokens = program.server().tokensGiven();
    return tokens.isEmpty() ? u"no token was given"_s
                            : u"Authorization: Bearer " + QString::fromLatin1(tokens.constLast());
}
inline bool startPalette()
{
    return QProcess::execute(QStringLiteral(TOKENWRIGHT_PROGRAM), {u"--palette"_s}) == 0;
}
inline bool hasKeyboard(const QString &title)
{
    // a window is called active a moment before the keys are its own
    const auto isNamed = [&](const QString &which) {
        return outputOf(u"xdotool"_s, {which, u"getwindowname"_s}).startsWith(title);
    };
    return QTest::qWaitFor(
        [&] { return isNamed(u"getactivewindow"_s) && isNamed(u"getwindowfocus"_s); }, 15'000);
}
inline bool waitForRows(RunningProgram &program, int rows)
{
    AccessibleWindow &window = program.window();
    return window.waitFor([&] { return window.table(u"Credential sets"_s).rowCount() == rows; },
                          u"A list of %1"_s.arg(rows));
}
/// In the palette. What is typed comes at a pace of its own, and a key after it may overtake it.
inline bool waitForFound(RunningProgram &program, int rows)
{
    AccessibleWindow &window = program.window();
    return window.waitFor(
        [&] {
            return window.find(u"Credential sets"_s, AccessibleRole::List).childCount() == rows;
        },
        u"A palette with %1"_s.arg(rows));
}

inline bool asksForScope(RunningProgram &program, const QString &scope)
{
    return program.server().requests().constLast().body.contains(QUrl::toPercentEncoding(scope));
}

} // namespace Workday
