// SPDX-License-Identifier: MIT
#include "Command.h"

#include "Text.h"

#include <algorithm>
#include <array>

namespace Tokenwright {

// Each is in a file of its own, or in one with its likes.
void runAdd(Program &, const QCommandLineParser &);
void runCheck(Program &, const QCommandLineParser &);
void runCompletions(Program &, const QCommandLineParser &);
void runCurl(Program &, const QCommandLineParser &);
void runDiscover(Program &, const QCommandLineParser &);
void runEdit(Program &, const QCommandLineParser &);
void runEnv(Program &, const QCommandLineParser &);
void runExec(Program &, const QCommandLineParser &);
void runExport(Program &, const QCommandLineParser &);
void runForget(Program &, const QCommandLineParser &);
void runHeader(Program &, const QCommandLineParser &);
void runImport(Program &, const QCommandLineParser &);
void runInspect(Program &, const QCommandLineParser &);
void runList(Program &, const QCommandLineParser &);
void runLog(Program &, const QCommandLineParser &);
void runMint(Program &, const QCommandLineParser &);
void runProviders(Program &, const QCommandLineParser &);
void runRename(Program &, const QCommandLineParser &);
void runRemove(Program &, const QCommandLineParser &);
void runRevoke(Program &, const QCommandLineParser &);
void runRotate(Program &, const QCommandLineParser &);
void runToken(Program &, const QCommandLineParser &);

QList<QCommandLineOption> addOptions();
QList<QCommandLineOption> curlOptions();
QList<QCommandLineOption> editOptions();
QList<QCommandLineOption> envOptions();
QList<QCommandLineOption> execOptions();
QList<QCommandLineOption> exportOptions();
QList<QCommandLineOption> importOptions();
QList<QCommandLineOption> discoverOptions();
QList<QCommandLineOption> jsonOptions();
QList<QCommandLineOption> listOptions();
QList<QCommandLineOption> mintOptions();
QList<QCommandLineOption> removeOptions();
QList<QCommandLineOption> rotateOptions();
QList<QCommandLineOption> tokenOptions();

namespace {

using Reads = Command::Reads;

constexpr std::array table{
    Command{
        "list",
        "",
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Lists the credential sets and what is left of their tokens."),
        listOptions,
        Reads::Sets,
        runList,
        {CommandExample{
             "list", QT_TRANSLATE_NOOP("Tokenwright", "Sets, and what is left of their tokens.")},
         CommandExample{"list --json",
                        QT_TRANSLATE_NOOP("Tokenwright", "The same for a program to read.")}}},
    Command{
        "header",
        "NAME",
        QT_TRANSLATE_NOOP("Tokenwright", "Prints the header “Authorization: Bearer …”."),
        tokenOptions,
        Reads::Secrets,
        runHeader,
        {CommandExample{
             "header Catalogue",
             QT_TRANSLATE_NOOP("Tokenwright", "A header for curl -H, minted if need be.")},
         CommandExample{"header Catalogue --min-ttl 1800",
                        QT_TRANSLATE_NOOP("Tokenwright", "One that lives half an hour at least.")},
         CommandExample{"header Catalogue --format httpie",
                        QT_TRANSLATE_NOOP("Tokenwright", "Quoted for another tool.")}}},
    Command{
        "token",
        "NAME",
        QT_TRANSLATE_NOOP("Tokenwright", "Prints the access token alone."),
        tokenOptions,
        Reads::Secrets,
        runToken,
        {CommandExample{"token Parcels", QT_TRANSLATE_NOOP("Tokenwright", "The token alone.")},
         CommandExample{
             "token Parcels --json",
             QT_TRANSLATE_NOOP("Tokenwright", "With expires_in, expires_at, scope and more.")},
         CommandExample{"token -- -odd-name",
                        QT_TRANSLATE_NOOP("Tokenwright", "A set whose name begins with a dash.")}}},
    Command{"mint",
            "NAME | --provider ID …",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Asks for a new token even if one is valid, and prints it; "
                              "also for a set that the options describe, storing nothing."),
            mintOptions,
            Reads::Secrets,
            runMint,
            {CommandExample{"mint Parcels",
                            QT_TRANSLATE_NOOP("Tokenwright", "A new token, kept for later use.")},
             CommandExample{
                 "mint --provider ebay --environment sandbox --client-id ID",
                 QT_TRANSLATE_NOOP("Tokenwright", "Asks for the secret and stores nothing.")}},
            false,
            "provider"},
    Command{"env",
            "NAME…",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Prints the token as environment variables, for a shell to read."),
            envOptions,
            Reads::Secrets,
            runEnv,
            {CommandExample{
                 "env Parcels",
                 QT_TRANSLATE_NOOP("Tokenwright", "Lines for eval \"$(…)\" in bash, dash or zsh.")},
             CommandExample{"env Parcels --format fish | source",
                            QT_TRANSLATE_NOOP("Tokenwright", "The same in fish.")},
             CommandExample{
                 "env Parcels Letters --prefix APP",
                 QT_TRANSLATE_NOOP("Tokenwright",
                                   "APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …")}}},
    Command{
        "exec",
        "NAME… -- COMMAND…",
        QT_TRANSLATE_NOOP("Tokenwright", "Runs a command that finds the token in its environment."),
        execOptions,
        Reads::Secrets,
        runExec,
        {CommandExample{"exec Parcels -- ./deploy.sh",
                        QT_TRANSLATE_NOOP("Tokenwright", "Only that command finds the token.")},
         CommandExample{"exec --mask Parcels -- ./deploy.sh",
                        QT_TRANSLATE_NOOP("Tokenwright", "Its output does not show the token.")},
         CommandExample{"exec -- -odd-name -- ./deploy.sh",
                        QT_TRANSLATE_NOOP("Tokenwright", "A set whose name begins with a dash.")}},
        true},
    Command{
        "curl",
        "NAME -- ARGUMENTS…",
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Runs curl with the header; no argument, variable or output holds it."),
        curlOptions,
        Reads::Secrets,
        runCurl,
        {CommandExample{"curl Parcels -- https://api.example.com/labels",
                        QT_TRANSLATE_NOOP("Tokenwright", "A call of the API, with the header.")}},
        true},
    Command{
        "check",
        "NAME",
        QT_TRANSLATE_NOOP("Tokenwright", "Asks the provider's API whether it takes the token."),
        nullptr,
        Reads::Secrets,
        runCheck,
        {CommandExample{"check Parcels",
                        QT_TRANSLATE_NOOP("Tokenwright", "One harmless call with its token.")}}},
    Command{"inspect",
            "NAME",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Tells what is in the token that is kept; asks for no other."),
            jsonOptions,
            Reads::Secrets,
            runInspect,
            {CommandExample{"inspect Parcels",
                            QT_TRANSLATE_NOOP("Tokenwright", "Header and claims of a JWT.")},
             CommandExample{"inspect Parcels --json",
                            QT_TRANSLATE_NOOP("Tokenwright", "The same for a program to read.")}}},
    Command{
        "log",
        "[NAME]",
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Lists the requests that were sent and what came of them."),
        jsonOptions,
        Reads::Sets,
        runLog,
        {CommandExample{"log Parcels",
                        QT_TRANSLATE_NOOP("Tokenwright", "Those of one set, newest last.")},
         CommandExample{"log --json",
                        QT_TRANSLATE_NOOP("Tokenwright", "An object a line, with request IDs.")}}},
    Command{"add",
            "NEW-NAME",
            QT_TRANSLATE_NOOP("Tokenwright", "Adds a credential set; asks for its secret."),
            addOptions,
            Reads::Sets,
            runAdd,
            {CommandExample{"add Shop --provider ebay --environment sandbox --client-id ID",
                            QT_TRANSLATE_NOOP("Tokenwright", "Asks for the secret.")},
             CommandExample{"add Shop … --secret-stdin < FILE",
                            QT_TRANSLATE_NOOP("Tokenwright", "Takes the secret from a file.")}}},
    Command{"edit",
            "NAME",
            QT_TRANSLATE_NOOP("Tokenwright", "Changes a credential set."),
            editOptions,
            Reads::Sets,
            runEdit,
            {CommandExample{"edit Parcels --name Letters",
                            QT_TRANSLATE_NOOP("Tokenwright", "Another name.")},
             CommandExample{"edit Parcels --secret-stdin < FILE",
                            QT_TRANSLATE_NOOP("Tokenwright", "Another secret.")}}},
    Command{"rename",
            "NAME TO",
            QT_TRANSLATE_NOOP("Tokenwright", "Gives a credential set another name."),
            nullptr,
            Reads::Sets,
            runRename,
            {CommandExample{"rename Parcels Letters",
                            QT_TRANSLATE_NOOP("Tokenwright", "Its tokens stay.")}}},
    Command{"rotate",
            "NAME",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Replaces the secret, once a token was minted with the new one."),
            rotateOptions,
            Reads::Secrets,
            runRotate,
            {CommandExample{"rotate Parcels",
                            QT_TRANSLATE_NOOP("Tokenwright", "Asks for the new secret.")},
             CommandExample{"rotate Parcels --keep-old --secret-stdin < FILE",
                            QT_TRANSLATE_NOOP("Tokenwright", "Keeps the old one at hand as well.")},
             CommandExample{"rotate Parcels --forget-old",
                            QT_TRANSLATE_NOOP("Tokenwright", "Drops the old one.")}}},
    Command{"remove",
            "NAME",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Removes a credential set and what the keychain holds of it."),
            removeOptions,
            Reads::Sets,
            runRemove,
            {CommandExample{"remove Parcels", QT_TRANSLATE_NOOP("Tokenwright", "Asks first.")},
             CommandExample{"remove Parcels --yes",
                            QT_TRANSLATE_NOOP("Tokenwright", "Does not ask.")}}},
    Command{"forget",
            "NAME…",
            QT_TRANSLATE_NOOP("Tokenwright", "Drops the kept token; the next use mints another."),
            nullptr,
            Reads::Sets,
            runForget,
            {CommandExample{"forget Parcels",
                            QT_TRANSLATE_NOOP("Tokenwright", "Here alone: it lives on.")}}},
    Command{
        "revoke",
        "NAME",
        QT_TRANSLATE_NOOP("Tokenwright", "Asks the provider to end the kept token, then drops it."),
        nullptr,
        Reads::Secrets,
        runRevoke,
        {CommandExample{"revoke Parcels",
                        QT_TRANSLATE_NOOP("Tokenwright", "Nobody can use it any more.")}}},
    Command{"discover",
            "URL",
            QT_TRANSLATE_NOOP("Tokenwright",
                              "Finds the token endpoint of an issuer or of an API by its URL."),
            discoverOptions,
            Reads::Nothing,
            runDiscover,
            {CommandExample{"discover https://login.example.com",
                            QT_TRANSLATE_NOOP("Tokenwright", "What the server says of itself.")},
             CommandExample{"discover https://api.example.com/mcp --json",
                            QT_TRANSLATE_NOOP("Tokenwright", "The same for a program to read.")}}},
    Command{
        "import",
        "FILE…",
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Adds credential sets from files of other programs; asks first."),
        importOptions,
        Reads::Sets,
        runImport,
        {CommandExample{"import .env collection/",
                        QT_TRANSLATE_NOOP("Tokenwright",
                                          "Shows what would be added of a file and "
                                          "a folder, then asks.")},
         CommandExample{
             "import --dry-run -",
             QT_TRANSLATE_NOOP("Tokenwright", "The same of standard input, adding nothing.")},
         CommandExample{"import .env --map ACME=oauth2/production",
                        QT_TRANSLATE_NOOP("Tokenwright", "Says whose the credentials ACME are.")}}},
    Command{
        "export",
        "[NAME…]",
        QT_TRANSLATE_NOOP("Tokenwright", "Prints credential sets as JSON, without their secrets."),
        exportOptions,
        Reads::Sets,
        runExport,
        {CommandExample{"export > sets.json",
                        QT_TRANSLATE_NOOP("Tokenwright", "Every set, without its secret.")},
         CommandExample{"export Parcels Letters --output sets.json",
                        QT_TRANSLATE_NOOP("Tokenwright", "Two of them.")},
         CommandExample{"export --env-template > .env.example",
                        QT_TRANSLATE_NOOP("Tokenwright", "Names to be filled in by others.")}}},
    Command{
        "providers",
        "[show PROVIDER] | validate FILE",
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Lists the providers, or says what one needs or what is wrong with a "
                          "provider file."),
        jsonOptions,
        Reads::Providers,
        runProviders,
        {CommandExample{"providers",
                        QT_TRANSLATE_NOOP("Tokenwright", "What add --provider takes.")},
         CommandExample{"providers show entra",
                        QT_TRANSLATE_NOOP("Tokenwright",
                                          "Its environments, variables, parameters and scopes.")},
         CommandExample{"providers validate acme.json",
                        QT_TRANSLATE_NOOP("Tokenwright", "What is wrong with a file of yours.")}}},
    Command{"completions",
            "bash|zsh|fish",
            QT_TRANSLATE_NOOP("Tokenwright", "Prints what makes a shell complete these commands."),
            nullptr,
            Reads::Nothing,
            runCompletions,
            {CommandExample{"completions bash",
                            QT_TRANSLATE_NOOP("Tokenwright", "For source <(…) in ~/.bashrc.")},
             CommandExample{"completions fish | source",
                            QT_TRANSLATE_NOOP("Tokenwright", "In fish.")}}},
};

} // namespace

QString Command::translatedSummary() const
{
    return Text::tr(summary);
}

QList<QCommandLineOption> Command::options() const
{
    return (ownOptions ? ownOptions() : QList<QCommandLineOption>()) + commonOptions();
}

QString CommandExample::translatedMeaning() const
{
    return Text::tr(meaning);
}

QStringList commandNames()
{
    QStringList names;
    for (const Command &entry : table)
        names.append(QString::fromLatin1(entry.name));
    return names;
}

QList<QCommandLineOption> commonOptions()
{
    return {
        {u"environment"_s, Text::tr("Only sets of this environment, for example sandbox."),
         u"ENVIRONMENT"_s},
        {u"quiet"_s, Text::tr("No words on standard error unless something fails.")},
        {{u"h"_s, u"help"_s}, Text::tr("Tells the options.")},
        {{u"v"_s, u"version"_s}, Text::tr("Tells the version.")},
    };
}

std::span<const Command> commands()
{
    return table;
}

const Command *command(const QString &name)
{
    const auto found = std::ranges::find_if(
        table, [&](const Command &entry) { return name == QLatin1StringView(entry.name); });
    return found == table.end() ? nullptr : &*found;
}

} // namespace Tokenwright
