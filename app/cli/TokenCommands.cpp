// SPDX-License-Identifier: MIT
// header, token and mint: a token on standard output.
#include "AdHocMint.h"
#include "Commands.h"
#include "SetOptions.h"
#include "TokenOptions.h"

#include "formats/CopyFormat.h"

#include <QCommandLineParser>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenCommands)
};

QByteArray asJson(const Program &program, const NamedToken &named)
{
    const Provider *provider = program.providerOf(named.set);
    const AccessToken &token = named.token;
    const auto left = remainingMilliseconds(token.lifetime, program.clock.now());
    const auto expires = expiryOf(token);
    const QString iso = isoExpiryOf(token);
    const QJsonObject json{
        {QStringLiteral("access_token"), token.value.revealText()},
        {QStringLiteral("token_type"), provider ? provider->useToken.scheme : QString()},
        {QStringLiteral("expires_in"), left ? QJsonValue(*left / 1000) : QJsonValue()},
        {QStringLiteral("expires_at"), expires ? QJsonValue(*expires) : QJsonValue()},
        {QStringLiteral("expires_at_iso"), iso.isEmpty() ? QJsonValue() : QJsonValue(iso)},
        {QStringLiteral("scope"), token.scope},
        {QStringLiteral("credential_set"), named.set.name},
        {QStringLiteral("provider"), named.set.provider},
        {QStringLiteral("environment"), named.set.environment},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

void print(Program &program, const QCommandLineParser &parser, const char *format,
           const NamedToken &named)
{
    if (parser.isSet(QStringLiteral("json"))) {
        program.finish(asJson(program, named));
        return;
    }
    const Secret text = copyFormat(QString::fromLatin1(format))
                            ->render({.provider = *program.providerOf(named.set),
                                      .set = named.set,
                                      .token = &named.token});
    program.finish(text.reveal().toByteArray() + '\n');
}

void printToken(Program &program, const QCommandLineParser &parser, const char *format, bool force)
{
    if (parser.positionalArguments().size() != 1) {
        program.refuse(WrongUsage, Text::tr("Name one credential set."));
        return;
    }
    fetchTokens(program, parser, parser.positionalArguments(), force,
                [&program, &parser, format](const QList<NamedToken> &tokens) {
                    print(program, parser, format, tokens.first());
                });
}

} // namespace

void addTokenOptions(QCommandLineParser &parser)
{
    addTokenChoice(parser);
    parser.addOption({QStringLiteral("json"), Text::tr("As a JSON object, with its expiry.")});
}

void addMintOptions(QCommandLineParser &parser)
{
    addTokenOptions(parser);
    addSetOptions(parser);
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
    if (!parser.isSet(QStringLiteral("provider"))) {
        printToken(program, parser, "token", true);
        return;
    }
    if (!parser.positionalArguments().isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Either name a credential set or describe one."));
        return;
    }
    mintAdHoc(program, parser, [&program, &parser](const NamedToken &named) {
        print(program, parser, "token", named);
    });
}

} // namespace Tokenwright
