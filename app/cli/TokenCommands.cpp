// SPDX-License-Identifier: MIT
// header, token and mint: a token on standard output.
#include "AdHocMint.h"
#include "Nearest.h"
#include "OptionText.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "CopyFormat.h"
#include "Text.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

QStringList copyFormatNames()
{
    QStringList names;
    for (const CopyFormat &format : copyFormats()) {
        if (format.needs == CopyFormat::Needs::Token)
            names.append(QString::fromLatin1(format.id));
    }
    return names;
}

QList<QCommandLineOption> formatOptions()
{
    QList<std::pair<QString, QString>> choices;
    const QStringList names = copyFormatNames();
    for (const QString &name : names)
        choices.append({name, copyFormat(name)->translatedLabel()});
    return {
        {u"format"_s, Text::tr("What to print.") + choiceLines(choices), names.join(u'|')},
        {u"json"_s, Text::tr("The same as --format json: with its expiry.")},
    };
}

QString noSuchFormat(const QCommandLineParser &parser)
{
    const QString wanted = parser.value(u"format"_s);
    return Text::tr("There is no format “%1”.").arg(wanted) + didYouMean(wanted, copyFormatNames());
}

/// The format that the options ask for, or else \a usual; null when there is none of that name.
const CopyFormat *formatOf(const QCommandLineParser &parser, const char *usual)
{
    if (parser.isSet(u"json"_s))
        return copyFormat(u"json"_s);
    const QString wanted = parser.value(u"format"_s);
    const CopyFormat *format = copyFormat(wanted.isEmpty() ? QString::fromLatin1(usual) : wanted);
    return format && format->needs == CopyFormat::Needs::Token ? format : nullptr;
}

void print(Program &program, const CopyFormat &format, const NamedToken &named,
           const ClientCredentials &pair)
{
    const auto text = format.render({.provider = *program.providerOf(named.set),
                                     .set = named.set,
                                     .token = &named.token,
                                     .credentials = &pair,
                                     .now = program.clock.now()});
    if (!text)
        return program.fail(text.error());
    const bool endsItself = text->reveal().endsWith('\n');
    program.finish(text->reveal().toByteArray() + (endsItself ? "" : "\n"));
}

void printToken(Program &program, const QCommandLineParser &parser, const char *usualFormat,
                bool force)
{
    const CopyFormat *format = formatOf(parser, usualFormat);
    if (!format)
        return program.refuse(WrongUsage, noSuchFormat(parser));
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    fetchTokens(
        program, parser, {*set}, force, [&program, format](const QList<NamedToken> &tokens) {
            const NamedToken &named = tokens.first();
            const bool needsPair = format->needsPair({.provider = *program.providerOf(named.set),
                                                      .set = named.set,
                                                      .token = &named.token});
            withPair(program, named.set, needsPair,
                     [&program, format, named](const ClientCredentials &pair) {
                         print(program, *format, named, pair);
                     });
        });
}

} // namespace

QList<QCommandLineOption> tokenOptions()
{
    return tokenChoiceOptions() + QList{scopeOption()} + formatOptions();
}

QList<QCommandLineOption> mintOptions()
{
    return tokenChoiceOptions() + setOptions() + formatOptions();
}

void runHeader(Program &program, const QCommandLineParser &parser)
{
    printToken(program, parser, "header", false);
}

void runToken(Program &program, const QCommandLineParser &parser)
{
    printToken(program, parser, "token", false);
}

void runMint(Program &program, const QCommandLineParser &parser)
{
    if (!parser.isSet(u"provider"_s)) {
        printToken(program, parser, "token", true);
        return;
    }
    if (!parser.positionalArguments().isEmpty()) {
        return program.refuse(WrongUsage,
                              Text::tr("Either name a credential set or describe one."));
    }
    const CopyFormat *format = formatOf(parser, "token");
    if (!format)
        return program.refuse(WrongUsage, noSuchFormat(parser));
    if (refusesTokenChoice(program, parser, true))
        return;
    mintAdHoc(program, parser,
              [&program, &parser, format](const NamedToken &named, const ClientCredentials &pair) {
                  sayIfTooShort(program, parser, named);
                  print(program, *format, named, pair);
              });
}

} // namespace Tokenwright
