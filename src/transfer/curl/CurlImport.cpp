// SPDX-License-Identifier: MIT
// curl commands that ask for a token, as eBay's and Pitney Bowes's documents print them.
#include "curl/CurlCommand.h"

#include "ImportFormat.h"
#include "ImportText.h"
#include "Text.h"

namespace Tokenwright {

namespace {

std::unexpected<Error> tooMany()
{
    return misconfigured(Text::tr("It holds more than %1 curl commands.").arg(mostCurlCommands));
}

/// Which lines places are in; asked from the beginning to the end.
class LineCounter
{
public:
    explicit LineCounter(const QString &text)
        : m_text(text)
    { }

    qsizetype lineOf(qsizetype position)
    {
        m_line += QStringView(m_text).sliced(m_counted, position - m_counted).count(u'\n');
        m_counted = position;
        return m_line;
    }

private:
    const QString &m_text;
    qsizetype m_counted = 0;
    qsizetype m_line = 1;
};

enum class Others { Named, PassedOver }; ///< Commands that do not ask for a token.

/// Adds what \a command asks for, and says what was mended in it.
void takeCommand(ImportedFile &file, const CurlCommand &command, qsizetype line,
                 const ProviderCatalog &catalog, Others others)
{
    const QString place = lineName(line);
    const auto request = requestOf(command);
    if (others == Others::PassedOver && request && !isTokenRequest(*request, catalog))
        return;
    auto pair = request ? pairIn(*request, catalog) : std::unexpected(request.error());
    if (!pair) {
        file.skipped.append({.place = place, .reason = pair.error()});
        return;
    }
    if (command.reading.hasDocumentMarks) {
        pair->notes.append(
            Text::tr("A document's quotation marks, dashes or blanks were read as a shell's."));
    }
    if (command.reading.hasBlankContinuation) {
        pair->notes.append(Text::tr("Blanks between the mark that continues a line and the line's "
                                    "end were passed over."));
    }
    pair->place = place;
    pair->key = u"line-" + QString::number(line);
    take(file, *pair, catalog);
}

Result<ImportedFile> readCommands(const ImportContent &content, const ProviderCatalog &catalog,
                                  Others others)
{
    ImportedFile file;
    const QList<CurlCommand> commands = curlCommands(content.text);
    const QList<qsizetype> powerShell = powerShellRequests(content.text);
    if (commands.size() > mostCurlCommands || powerShell.size() > mostCurlCommands)
        return tooMany();
    LineCounter lines(content.text);
    for (const CurlCommand &command : commands)
        takeCommand(file, command, lines.lineOf(command.position), catalog, others);
    if (others == Others::PassedOver)
        return file;
    LineCounter again(content.text);
    for (const qsizetype position : powerShell) {
        file.skipped.append({.place = lineName(again.lineOf(position)),
                             .reason = Text::tr("It is a command of PowerShell's own, which is not "
                                                "read; what curl.exe is called with is.")});
    }
    return file;
}

} // namespace

bool isCurl(const ImportContent &content)
{
    return holdsCurlCommand(content.text) || !powerShellRequests(content.text).isEmpty();
}

Result<ImportedFile> readCurl(const ImportContent &content, const ProviderCatalog &catalog)
{
    return readCommands(content, catalog, Others::Named);
}

Result<ImportedFile> readCurlBeside(const ImportContent &content, const ProviderCatalog &catalog)
{
    return readCommands(content, catalog, Others::PassedOver);
}

} // namespace Tokenwright
