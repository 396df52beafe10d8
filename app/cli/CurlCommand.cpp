// SPDX-License-Identifier: MIT
// curl: a request by curl, which gets the header in a way that nobody sees.
#include "ChildProgram.h"
#include "TokenOptions.h"

#include "CopyFormat.h"
#include "Process.h"
#include "Text.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cerrno>

namespace Tokenwright {

namespace {

/// What makes curl itself write what it sends: into a file, or in lines in which no mask finds the
/// token. The last two may name standard output.
constexpr QByteArrayView tracingOptions[]{"--trace", "--trace-ascii", "--libcurl", "--stderr"};
constexpr qsizetype shortestTrace = 5; // curl takes a long option's beginning for it

/// The option among \a given that shows the token; empty if none does.
QByteArray tracing(const QList<QByteArray> &given)
{
    for (qsizetype i = 0; i < given.size(); ++i) {
        const QByteArray &word = given.at(i);
        const bool traces = word.size() >= shortestTrace
            && std::ranges::any_of(tracingOptions, [&](QByteArrayView option) {
                                const bool isMasked = (option == "--libcurl"
                                                       || option == "--stderr")
                                    && given.value(i + 1) == "-";
                                return option.startsWith(word) && !isMasked;
                            });
        if (traces)
            return word;
    }
    return {};
}

bool isPlainHttp(const QByteArray &word)
{
    return word.toLower().startsWith("http:/"); // with any number of slashes, as curl takes it
}

/// The first URL among \a given that is plain http and of another computer; empty if none is.
QByteArray inClear(const QList<QByteArray> &given)
{
    const auto found = std::ranges::find_if(given, [](const QByteArray &word) {
        return isPlainHttp(word) && !isAllowedTokenUrl(QUrl(shownWord(word)));
    });
    return found == given.end() ? QByteArray() : *found;
}

/// curl with \a given, and with what it finds in the file \a name as a header. An option that has
/// to be the first stays so. A URL without a scheme is https, and nothing else is spoken, wherever
/// curl has a URL from, unless \a given names one of this computer.
QList<QByteArray> curlCommand(const QList<QByteArray> &given, const QByteArray &name)
{
    QList<QByteArray> command{"curl"};
    const bool beginsWithDisable = given.startsWith("-q") || given.startsWith("--disable");
    command += given.first(beginsWithDisable ? 1 : 0);
    if (std::ranges::none_of(given, isPlainHttp))
        command += {"--proto", "=https"};
    command += {"--proto-default", "https", "--header", '@' + name};
    return command + given.sliced(beginsWithDisable ? 1 : 0);
}

void runWith(Program &program, const NamedToken &named, const ClientCredentials &pair)
{
    const auto header = callHeaderLines({.provider = *program.providerOf(named.set),
                                         .set = named.set,
                                         .token = &named.token,
                                         .credentials = &pair,
                                         .now = program.clock.now()});
    if (!header) {
        program.refuse(OtherFailure, header.error());
        return;
    }
    const QByteArray name = inheritedFile(header->reveal());
    const QList<QByteArray> command = curlCommand(program.childCommand, name);
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
    if (const QByteArray option = tracing(program.childCommand); !option.isEmpty()) {
        program.refuse(WrongUsage,
                       Text::tr("With %1 curl would write the token itself, past the mask. "
                                "--verbose shows the request with the token masked; put 2>FILE at "
                                "the end to have that in a file.")
                           .arg(shownWord(option)));
        return;
    }
    if (const QByteArray url = inClear(program.childCommand); !url.isEmpty()) {
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
    fetchTokens(program, parser, {*set}, false, [&program](const QList<NamedToken> &tokens) {
        const NamedToken &named = tokens.first();
        const Provider &provider = *program.providerOf(named.set);
        withPair(
            program, named.set, copyFormat(u"curl"_s)->needsPair(provider),
            [&program, named](const ClientCredentials &pair) { runWith(program, named, pair); });
    });
}

} // namespace Tokenwright
