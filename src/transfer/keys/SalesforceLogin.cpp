// SPDX-License-Identifier: MIT
// Salesforce's command line, which logs in with a key: sf org login jwt, sfdx auth:jwt:grant, sfdx
// force:auth:jwt:grant. developer.salesforce.com, "Authorize an Org Using the JWT Flow".
#include "keys/SignedGrants.h"

#include "FoundPair.h"
#include "ImportText.h"
#include "Placeholder.h"
#include "Text.h"
#include "VisibleText.h"
#include "shell/ShellWords.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype longestLogin = 4'096;
constexpr qsizetype mostLogins = 500;

const QRegularExpression &loginCommand()
{
    static const QRegularExpression command(
        u"(?:^|[\\s;&|(])(?:sf\\s+org\\s+login\\s+jwt|sfdx\\s+(?:force:)?auth:jwt:grant)(?=\\s)"_s);
    return command;
}

enum class LoginOption { None, ClientId, UserName, KeyFile, Server };

/// By each of the spellings that Salesforce has had.
LoginOption loginOptionOf(const QString &word)
{
    static const QMap<QString, LoginOption> options{{u"-i"_s, LoginOption::ClientId},
                                                    {u"--client-id"_s, LoginOption::ClientId},
                                                    {u"--clientid"_s, LoginOption::ClientId},
                                                    {u"-u"_s, LoginOption::UserName},
                                                    {u"-o"_s, LoginOption::UserName},
                                                    {u"--username"_s, LoginOption::UserName},
                                                    {u"-f"_s, LoginOption::KeyFile},
                                                    {u"--jwt-key-file"_s, LoginOption::KeyFile},
                                                    {u"--jwtkeyfile"_s, LoginOption::KeyFile},
                                                    {u"--keyfile"_s, LoginOption::KeyFile},
                                                    {u"-r"_s, LoginOption::Server},
                                                    {u"--instance-url"_s, LoginOption::Server},
                                                    {u"--instanceurl"_s, LoginOption::Server}};
    return options.value(word, LoginOption::None);
}

QMap<LoginOption, ShellWord> loginValuesOf(const QList<ShellWord> &words)
{
    QMap<LoginOption, ShellWord> values;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &text = words.at(i).text;
        const qsizetype sign = text.startsWith(u"--") ? text.indexOf(u'=') : -1;
        const LoginOption option = loginOptionOf(sign < 0 ? text : text.first(sign));
        if (option == LoginOption::None)
            continue;
        if (sign >= 0)
            values.insert(option, {text.sliced(sign + 1), words.at(i).isDynamic});
        else if (i + 1 < words.size())
            values.insert(option, words.at(++i));
    }
    return values;
}

/// What is in front of Salesforce's hosts: My Domain, and the sandbox if it is one.
void placeAt(ImportedSet &target, const QString &server)
{
    static const QRegularExpression host(
        u"^(?:https://)?([A-Za-z0-9-]+?)(?:--([A-Za-z0-9]+)\\.sandbox)?\\.my\\.salesforce\\.com/?$"_s);
    const auto match = host.match(server);
    const bool isTest = server.contains(u"test.salesforce.com") || !match.captured(2).isEmpty();
    target.set.environment = isTest ? u"sandbox"_s : u"production"_s;
    if (match.hasMatch())
        target.set.variables.insert(u"mydomain"_s, match.captured(1));
    else
        target.remark = Text::tr("Enter the My Domain name of the organization afterwards.");
    if (!match.captured(2).isEmpty())
        target.set.variables.insert(u"sandbox"_s, match.captured(2));
}

void takeLogin(ImportedFile &file, const QList<ShellWord> &words, const QString &place)
{
    const QMap<LoginOption, ShellWord> values = loginValuesOf(words);
    const ShellWord id = values.value(LoginOption::ClientId);
    const ShellWord user = values.value(LoginOption::UserName);
    if (id.isDynamic || user.isDynamic) {
        file.skipped.append({.place = place,
                             .reason = Text::tr("This command takes a value from a shell variable "
                                                "or command, which is not in the file.")});
        return;
    }
    if (isPlaceholder(id.text)) {
        file.skipped.append({.place = place, .reason = Text::tr("The client ID is missing.")});
        return;
    }
    ImportedSet target{.set = {}, .pair = {}, .tokenUrl = {}, .place = place, .key = user.text};
    target.set.provider = u"salesforce-jwt"_s;
    target.pair.clientId = id.text;
    placeAt(target, values.value(LoginOption::Server).text);
    if (!isPlaceholder(user.text))
        target.set.variables.insert(u"username"_s, user.text);
    target.remark += (target.remark.isEmpty() ? u"" : u" ")
        + Text::tr("Choose its private key (%1) afterwards.")
              .arg(visibleText(values.value(LoginOption::KeyFile).text));
    suggestName(target, user.text.isEmpty() ? u"Salesforce"_s : u"Salesforce " + user.text);
    file.sets.append(target);
}

} // namespace

bool isSalesforceLogin(const ImportContent &content)
{
    return !content.json && loginCommand().match(content.text).hasMatch();
}

Result<ImportedFile> readSalesforceLogin(const ImportContent &content,
                                         const ProviderCatalog &catalog)
{
    ImportedFile file;
    if (!catalog.provider(u"salesforce-jwt"_s))
        return failure(catalog.missing(u"salesforce-jwt"_s));
    auto commands = loginCommand().globalMatch(content.text);
    while (commands.hasNext() && file.sets.size() < mostLogins) {
        const auto command = commands.next();
        const qsizetype end = std::min(content.text.size(), command.capturedEnd() + longestLogin);
        const ShellReading reading = readPosixWords(content.text, command.capturedEnd(), end);
        takeLogin(file, reading.words, linePlace(content.text, command.capturedStart()));
    }
    return file;
}

} // namespace Tokenwright
