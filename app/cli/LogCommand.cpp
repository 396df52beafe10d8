// SPDX-License-Identifier: MIT
// log: what was asked of providers, and what came of it.
#include "SetName.h"
#include "Table.h"
#include "TokenOptions.h"

#include "RequestLog.h"
#include "Text.h"
#include "TimeText.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

QStringList logRow(const LoggedRequest &request, qint64 now)
{
    return {momentText(request.at, now),
            request.setName,
            outcomeText(request),
            request.httpStatus ? QString::number(request.httpStatus) : u"-"_s,
            Text::tr("%L1 ms").arg(request.milliseconds),
            askedByText(request),
            request.message};
}

} // namespace

void runLog(Program &program, const QCommandLineParser &parser)
{
    const bool isOfOne = !parser.positionalArguments().isEmpty();
    const auto only = isOfOne ? onlySet(program, parser) : std::nullopt;
    if (isOfOne && !only)
        return;
    const auto found = only ? program.requestLog.requestsOf(only->id)
                            : program.requestLog.requests();
    if (!found)
        return program.fail(found.error());
    const QString environment = parser.value(u"environment"_s);
    const qint64 now = program.clock.now().wall;
    QByteArray lines;
    QList<QStringList> rows;
    for (LoggedRequest request : *found) {
        const CredentialSet *set = program.registry.find(request.setId);
        if (set)
            request.setName = set->name; // as it is called by now
        if (!environment.isEmpty() && !(set && isIn(*set, program.providers, environment))
            && request.environment != environment)
            continue;
        if (parser.isSet(u"json"_s))
            lines += publicLine(request);
        else
            rows.append(logRow(request, now));
    }
    if (parser.isSet(u"json"_s))
        return program.finish(lines);
    program.finish(tableText({Text::tr("TIME"), Text::tr("CREDENTIAL SET"), Text::tr("OUTCOME"),
                              Text::tr("HTTP"), Text::tr("DURATION"), Text::tr("ASKED BY"),
                              Text::tr("MESSAGE")},
                             rows));
}

} // namespace Tokenwright
