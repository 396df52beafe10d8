// SPDX-License-Identifier: MIT
// curl commands in any text.
#include "FuzzTarget.h"

#include "curl/CurlCommand.h"

namespace Tokenwright::Fuzz::CurlTarget {

namespace {

const Target curlTarget("curl", [](const QByteArray &input) {
    const QString text = textOf(input);
    qsizetype end = 0;
    const QList<CurlCommand> commands = curlCommands(text);
    require(commands.size() <= mostCurlCommands + 1, "commands are bounded", text);
    require(holdsCurlCommand(text) == !commands.isEmpty(), "one look is enough", text);
    for (const CurlCommand &command : commands) {
        require(command.position >= end && command.reading.end >= command.position
                    && command.reading.end <= text.size(),
                "commands stand one after another", text);
        end = command.reading.end;
        const auto request = requestOf(command);
        if (!request) {
            require(!request.error().isEmpty(), "what cannot be told has a reason", text);
            continue;
        }
        require(!request->url.isEmpty() && !request->method.isEmpty(), "a request goes somewhere",
                text);
        const auto pair = pairIn(*request, catalog());
        if (!pair)
            continue;
        const QString secret = pair->clientSecret.revealText();
        if (!isTelling(secret.toUtf8()) || text.count(secret) != 1)
            continue;
        for (const QString &note : pair->notes + pair->leftOut)
            require(!note.contains(secret), "notes tell no secret", note);
        require(!pair->tokenUrl.contains(secret), "a URL is stored, a secret is not",
                pair->tokenUrl);
    }
    const QList<qsizetype> others = powerShellRequests(text);
    for (const qsizetype position : others)
        require(position >= 0 && position < text.size(), "a place is in the text", text);
});

} // namespace

} // namespace Tokenwright::Fuzz::CurlTarget
