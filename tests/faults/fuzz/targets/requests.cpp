// SPDX-License-Identifier: MIT
// The log of requests, as somebody else left it: read, shown, appended to and cut back.
#include "FuzzTarget.h"

#include "RequestLog.h"
#include "VisibleText.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright::Fuzz::RequestsTarget {

namespace {

void lookAt(const LoggedRequest &request)
{
    const QByteArray line = logLine(request);
    require(line.count('\n') == 1 && line.endsWith('\n'), "a request is one line", line);
    require(requestOfLine(QByteArrayView(line).chopped(1)) == request,
            "a request survives being written", line);
    const QByteArray told = publicLine(request);
    require(QJsonDocument::fromJson(told).isObject(), "what is told is JSON", told);
    require(isShowable(QString::fromUtf8(told).chopped(1)), "what is told reads as one line", told);
    const QString details = requestDetails(request);
    const QStringList lines = details.chopped(1).split(u'\n');
    for (const QString &each : lines)
        require(isShowable(each), "details read well", each);
    isShowable(visibleText(outcomeText(request) + askedByText(request)));
}

const Target requestsTarget("requests", [](const QByteArray &input) {
    const QString folder = scratchFolder();
    const Profile profile{.configFolder = folder, .dataFolder = folder, .stateFolder = folder};
    writeFile(profile.requestLogFile(), input);
    RequestLog log(profile);
    const auto found = log.requests();
    require(found.has_value(), "whatever lies there is read", input);
    for (const LoggedRequest &request : *found)
        lookAt(request);

    LoggedRequest added;
    added.at = 1'800'000'000'000;
    added.setId = u"added"_s;
    added.outcome = mintOutcome({});
    added.message = textOf(input).left(500);
    const LoggedRequest fit = published(added, {}, {});
    log.add(fit);
    const auto after = log.requestsOf(u"added"_s);
    require(after && !after->isEmpty() && after->constLast() == fit, "what is added can be read",
            contentOf(profile.requestLogFile()));
    RequestLog another(profile);
    require(another.requests().value() == log.requests().value(),
            "read on or read anew is the same", contentOf(profile.requestLogFile()));
});

} // namespace

} // namespace Tokenwright::Fuzz::RequestsTarget
