// SPDX-License-Identifier: MIT
// curl commands that ask for a token, as eBay's and Pitney Bowes's documents print them.
#include "formats/import/CurlCommand.h"
#include "formats/import/ImportReaders.h"
#include "formats/import/ImportText.h"

#include <QCoreApplication>

namespace Tokenwright {

namespace {

constexpr qsizetype mostCommands = 1'000; // nobody wrote more than that by hand

} // namespace

bool isCurl(const ImportContent &content)
{
    return !curlCommands(content.text).isEmpty();
}

Result<ImportedFile> readCurl(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    const QList<CurlCommand> commands = curlCommands(content.text);
    if (commands.size() > mostCommands) {
        return failure(ErrorKind::Configuration,
                       QCoreApplication::translate("CurlImport",
                                                   "It holds more than %1 curl "
                                                   "commands.")
                           .arg(mostCommands));
    }
    qsizetype counted = 0;
    qsizetype line = 1;
    for (const CurlCommand &command : commands) {
        line += QStringView(content.text).sliced(counted, command.position - counted).count(u'\n');
        counted = command.position;
        const QString place = lineName(line);
        const auto request = requestOf(command);
        auto pair = request ? pairIn(*request, catalog) : std::unexpected(request.error());
        if (!pair) {
            file.skipped.append({.place = place, .reason = pair.error()});
            continue;
        }
        pair->place = place;
        pair->key = u"line-" + QString::number(line);
        take(file, *pair, catalog);
    }
    return file;
}

} // namespace Tokenwright
