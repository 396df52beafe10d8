// SPDX-License-Identifier: MIT
// curl: a request by curl, which gets the header in a way that nobody sees.
#include "ChildProgram.h"
#include "CurlWords.h"
#include "TokenOptions.h"

#include "CopyFormat.h"
#include "EntryRules.h"
#include "Process.h"
#include "Text.h"
#include "TokenHeader.h"

#include <QCommandLineParser>

#include <cerrno>

namespace Tokenwright {

namespace {

/// Whether curl keeps what \a provider's calls need from other hosts than the first.
bool isHeldBack(const Provider &provider)
{
    return provider.useToken.header.compare(u"Authorization", Qt::CaseInsensitive) == 0
        && secretsInHeaders(provider.useToken.headers).isEmpty();
}

void runWith(Program &program, const NamedToken &named, const ClientCredentials &pair)
{
    const auto header = callHeaderLines({.provider = *program.providerOf(named.set),
                                         .set = named.set,
                                         .token = &named.token,
                                         .credentials = &pair,
                                         .now = program.clock.now()});
    if (!header) {
        program.fail(header.error());
        return;
    }
    const QByteArray name = inheritedFile(header->reveal());
    const QList<QByteArray> command = CurlWords(program.childCommand).command(name);
    if (name.isEmpty())
        refuseCommand(program, command, errno);
    else
        runMasked(program, command, QList<Secret>{named.token.value} + pair.parameters.values());
}

} // namespace

QList<QCommandLineOption> curlOptions()
{
    return tokenChoiceOptions() + QList{scopeOption()};
}

void runCurl(Program &program, const QCommandLineParser &parser)
{
    if (program.childCommand.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Put what curl is to do behind “--”."));
        return;
    }
    const CurlWords words(program.childCommand);
    if (const QByteArray option = words.tracing(); !option.isEmpty()) {
        program.refuse(WrongUsage,
                       Text::tr("With %1 curl would write the token itself, past the mask. "
                                "--verbose shows the request with the token masked; put 2>FILE at "
                                "the end to have that in a file.")
                           .arg(shownWord(option)));
        return;
    }
    if (const QByteArray url = words.inClear(); !url.isEmpty()) {
        program.refuse(
            WrongUsage,
            Text::tr("%1 would get the token in clear, for everybody on the way to read. "
                     "Use https; plain http is for 127.0.0.1, localhost and [::1] alone.")
                .arg(shownWord(url)));
        return;
    }
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    const Provider *provider = program.providerOf(*set);
    const QByteArray following = words.sendingOn(!provider || isHeldBack(*provider));
    if (!following.isEmpty()) {
        program.refuse(WrongUsage,
                       Text::tr("With %1 curl would send the token to whichever server an answer "
                                "names. Give the URL that it leads to instead.")
                           .arg(shownWord(following)));
        return;
    }
    fetchTokens(program, parser, {*set}, false, [&program](const QList<NamedToken> &tokens) {
        const NamedToken &named = tokens.first();
        withPair(
            program, named.set, needPair(program.providerOf(named.set)->useToken.headers),
            [&program, named](const ClientCredentials &pair) { runWith(program, named, pair); });
    });
}

} // namespace Tokenwright
