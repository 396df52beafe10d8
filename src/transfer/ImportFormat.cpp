// SPDX-License-Identifier: MIT
#include "ImportFormat.h"

#include "Text.h"

#include "ImportText.h"
#include "Sentences.h"
#include "assignments/Assignments.h"
#include "assignments/KeyedPairs.h"
#include "keys/SignedGrants.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace Tokenwright {

// The readers, each in a file of its own; it may count on its recogniser.
bool isOwnExport(const ImportContent &);
Result<ImportedFile> readOwnExport(const ImportContent &, const ProviderCatalog &);
bool isPostmanCollection(const ImportContent &);
Result<ImportedFile> readPostmanCollection(const ImportContent &, const ProviderCatalog &);
bool isPostmanEnvironment(const ImportContent &);
Result<ImportedFile> readPostmanEnvironment(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> postmanEnvironments(const ImportContent &);
bool isBruno(const ImportContent &);
Result<ImportedFile> readBruno(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> brunoEnvironments(const ImportContent &);
bool isOpenCollection(const ImportContent &);
Result<ImportedFile> readOpenCollection(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> openCollectionEnvironments(const ImportContent &);
bool isInsomnia(const ImportContent &);
Result<ImportedFile> readInsomnia(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> insomniaEnvironments(const ImportContent &);
bool isYaak(const ImportContent &);
Result<ImportedFile> readYaak(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> yaakEnvironments(const ImportContent &);
bool isHttpClient(const ImportContent &);
Result<ImportedFile> readHttpClient(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> httpClientEnvironments(const ImportContent &);
bool isHttpFile(const ImportContent &);
Result<ImportedFile> readHttpFile(const ImportContent &, const ProviderCatalog &);
bool isOpenApi(const ImportContent &);
Result<ImportedFile> readOpenApi(const ImportContent &, const ProviderCatalog &);
bool isEbayJson(const ImportContent &);
Result<ImportedFile> readEbayJson(const ImportContent &, const ProviderCatalog &);
bool isCompose(const ImportContent &);
Result<ImportedFile> readCompose(const ImportContent &, const ProviderCatalog &);
bool isEbayYaml(const ImportContent &);
Result<ImportedFile> readEbayYaml(const ImportContent &, const ProviderCatalog &);
bool isAssignments(const ImportContent &);
Result<ImportedFile> readAssignments(const ImportContent &, const ProviderCatalog &);
QList<ImportEnvironment> assignedEnvironments(const ImportContent &);
bool isSettings(const ImportContent &);
Result<ImportedFile> readSettings(const ImportContent &, const ProviderCatalog &);
bool isCurl(const ImportContent &);
Result<ImportedFile> readCurl(const ImportContent &, const ProviderCatalog &);
/// The same of a text that is something else besides: commands that do not ask for a token are none
/// of its business.
Result<ImportedFile> readCurlBeside(const ImportContent &, const ProviderCatalog &);

namespace {

constexpr std::array formats{
    ImportFormat{"tokenwright", QT_TRANSLATE_NOOP("Tokenwright", "export of Tokenwright"),
                 isOwnExport, readOwnExport},
    ImportFormat{"postman-collection", QT_TRANSLATE_NOOP("Tokenwright", "Postman collection"),
                 isPostmanCollection, readPostmanCollection},
    ImportFormat{"postman-environment", QT_TRANSLATE_NOOP("Tokenwright", "Postman environment"),
                 isPostmanEnvironment, readPostmanEnvironment, postmanEnvironments},
    ImportFormat{"insomnia", QT_TRANSLATE_NOOP("Tokenwright", "Insomnia export"), isInsomnia,
                 readInsomnia, insomniaEnvironments, true},
    ImportFormat{"yaak", QT_TRANSLATE_NOOP("Tokenwright", "Yaak export"), isYaak, readYaak,
                 yaakEnvironments},
    ImportFormat{"bruno", QT_TRANSLATE_NOOP("Tokenwright", "Bruno collection"), isBruno, readBruno,
                 brunoEnvironments, true},
    ImportFormat{"opencollection",
                 QT_TRANSLATE_NOOP("Tokenwright", "OpenCollection (YAML of Bruno)"),
                 isOpenCollection, readOpenCollection, openCollectionEnvironments, true},
    ImportFormat{
        "http-client",
        QT_TRANSLATE_NOOP("Tokenwright", "environments of an HTTP client (http-client.env.json)"),
        isHttpClient, readHttpClient, httpClientEnvironments},
    ImportFormat{"openapi", QT_TRANSLATE_NOOP("Tokenwright", "OpenAPI document"), isOpenApi,
                 readOpenApi, nullptr, true},
    ImportFormat{"google-key", QT_TRANSLATE_NOOP("Tokenwright", "key file of Google (JSON)"),
                 isGoogleKey, readGoogleKey},
    ImportFormat{"docusign",
                 QT_TRANSLATE_NOOP("Tokenwright", "settings of a Docusign example (JSON)"),
                 isDocusignSettings, readDocusignSettings},
    ImportFormat{"ebay-json",
                 QT_TRANSLATE_NOOP("Tokenwright", "configuration of an eBay client library (JSON)"),
                 isEbayJson, readEbayJson},
    ImportFormat{"compose",
                 QT_TRANSLATE_NOOP("Tokenwright", "environment variables in YAML (Docker Compose)"),
                 isCompose, readCompose},
    ImportFormat{"http", QT_TRANSLATE_NOOP("Tokenwright", "HTTP requests (.http)"), isHttpFile,
                 readHttpFile, nullptr, true},
    ImportFormat{"salesforce", QT_TRANSLATE_NOOP("Tokenwright", "log-in command of Salesforce"),
                 isSalesforceLogin, readSalesforceLogin},
    ImportFormat{"dotenv", QT_TRANSLATE_NOOP("Tokenwright", "variables (.env, export, set, $env:)"),
                 isAssignments, readAssignments, assignedEnvironments},
    ImportFormat{"curl", QT_TRANSLATE_NOOP("Tokenwright", "curl command"), isCurl, readCurl},
    ImportFormat{"ebay-yaml",
                 QT_TRANSLATE_NOOP("Tokenwright", "configuration of an eBay client library (YAML)"),
                 isEbayYaml, readEbayYaml},
    ImportFormat{"settings", QT_TRANSLATE_NOOP("Tokenwright", "settings of a program (JSON, YAML)"),
                 isSettings, readSettings, nullptr, true},
};

/// What the names of such files end with; the first that fits, what is longer before what is
/// shorter.
constexpr QStringView endings[]{u".postman_environment.json",
                                u".bru",
                                u".yml",
                                u".yaml",
                                u".json",
                                u".http",
                                u".rest",
                                u".env",
                                u".ini",
                                u".toml",
                                u".properties",
                                u".pem",
                                u".key"};

/// The one that \a name has; empty: none.
QStringView endingOf(const QString &name)
{
    const auto *found = std::ranges::find_if(
        endings, [&](QStringView ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
    return found == std::end(endings) ? QStringView() : *found;
}

/// The first format that recognises \a content; null: none.
const ImportFormat *formatOf(const ImportContent &content)
{
    const auto found = std::ranges::find_if(
        formats, [&](const ImportFormat &format) { return format.recognises(content); });
    return found == formats.end() ? nullptr : &*found;
}

/// What \a content is, if it is nothing that can be imported.
QString whyNone(const ImportContent &content)
{
    if (isPrivateKeyFile(content.text.toLatin1())) {
        return Text::tr("It is a private key, which does not say whose it is: import it together "
                        "with the file that does, or enter it in a credential set.");
    }
    const auto isKnown = [](const KeyedValue &value) { return isKnownKey(value.key); };
    if (!content.json && std::ranges::any_of(readAssignments(content.text).values, isKnown)) {
        return Text::tr("It gives values to variables, but none is called as a client ID is "
                        "(…CLIENT_ID, …APP_ID, …API_KEY).");
    }
    return Text::tr("It is none of the files that can be imported (%1).").arg(importFormatLabels());
}

/// Adds what others than \a format find in the same text: a note of credentials may hold
/// assignments and commands, and none of them may be lost unseen.
void addOthers(ImportedFile &file, const ImportContent &content, const ImportFormat &format,
               const ProviderCatalog &catalog)
{
    if (content.json || format.isWhole)
        return;
    const bool isOfCommands = format.read == readCurl;
    const auto other = isOfCommands ? readAssignments(content, catalog)
                                    : readCurlBeside(content, catalog);
    if (!other) {
        file.skipped.append({.place = Text::tr("as a whole"), .reason = other.error().message});
    } else if (!isOfCommands || other->holdsSecret) { // what commands only fill in is no loss
        file.sets += other->sets;
        file.skipped += other->skipped;
        file.holdsSecret = file.holdsSecret || other->holdsSecret;
    }
    const ImportFormat &yaml = *importFormat(u"ebay-yaml"_s);
    if (format.read != yaml.read && format.read != readCompose && yaml.recognises(content)) {
        file.skipped.append(
            {.place = Text::tr("as a whole"),
             .reason = Text::tr("What looks like a %1 was not read; import it from a file of its "
                                "own.")
                           .arg(yaml.translatedLabel())});
    }
}

/// Reads \a content, all of which is one thing.
Result<ImportedFile> readOne(const ImportContent &content, const ProviderCatalog &catalog)
{
    const ImportFormat *format = formatOf(content);
    if (!format)
        return misconfigured(whyNone(content));
    auto file = format->read(content, catalog);
    if (!file)
        return file;
    addOthers(*file, content, *format, catalog);
    if (file->sets.isEmpty() && file->skipped.isEmpty() && !content.mayBeEmpty) {
        return misconfigured(
            Text::tr("It holds no credential set (read as %1).").arg(format->translatedLabel()));
    }
    file->format = QString::fromLatin1(format->id);
    return file;
}

/// Reads each of \a objects for itself, as if it were a file.
Result<ImportedFile> readList(const QList<QJsonObject> &objects, const ProviderCatalog &catalog,
                              const ImportContent &content)
{
    ImportedFile all;
    qsizetype number = 0;
    for (const QJsonObject &object : objects) {
        ++number;
        ImportContent own = content;
        own.text.clear();
        own.json = object;
        const auto one = readOne(own, catalog);
        if (!one) {
            all.skipped.append(
                {.place = Text::tr("entry %1").arg(number), .reason = one.error().message});
            continue;
        }
        all.format = all.format.isEmpty() ? one->format : all.format;
        all.sets += one->sets;
        all.skipped += one->skipped;
        all.holdsSecret = all.holdsSecret || one->holdsSecret;
        all.secretFiles += one->secretFiles;
    }
    if (all.format.isEmpty())
        return misconfigured(whyNone({.text = {}, .json = QJsonObject()}));
    return all;
}

} // namespace

QString ImportFormat::translatedLabel() const
{
    return Text::tr(label);
}

std::span<const ImportFormat> importFormats()
{
    return formats;
}

QString importFormatLabels()
{
    QStringList texts;
    for (const ImportFormat &format : formats)
        texts.append(format.translatedLabel());
    return listText(texts);
}

const ImportFormat *importFormat(const QString &id)
{
    const auto found = std::ranges::find_if(
        formats, [&](const ImportFormat &format) { return id == QLatin1StringView(format.id); });
    return found == formats.end() ? nullptr : &*found;
}

QString ImportContent::baseName() const
{
    const QString name = QFileInfo(QDir::fromNativeSeparators(file)).fileName();
    return name.chopped(endingOf(name).size());
}

bool isNamedForImport(const QString &name)
{
    return name.startsWith(u".env") || !endingOf(name).isEmpty();
}

Result<ImportedFile> readImport(const QByteArray &content, const ProviderCatalog &catalog,
                                const ImportContent &around)
{
    const auto text = importText(content);
    if (!text)
        return failure(text.error());
    ImportContent decoded = around;
    decoded.text = *text;
    decoded.json.reset();
    const QString trimmed = text->trimmed();
    if (trimmed.startsWith(u'{')) {
        auto json = strictJson(*text);
        if (!json)
            return failure(json.error());
        decoded.json = std::move(*json);
    }
    if (trimmed.startsWith(u'[') && trimmed.endsWith(u']')) {
        const auto list = strictJsonList(*text);
        return list ? readList(*list, catalog, decoded) : failure(list.error());
    }
    return readOne(decoded, catalog);
}

bool couldBeImported(const QString &text)
{
    if (text.size() > mostImportBytes)
        return false;
    const QString trimmed = text.trimmed();
    const auto isKnown = [](const QJsonObject &object) {
        return formatOf({.text = {}, .json = object}) != nullptr;
    };
    if (trimmed.startsWith(u'{')) {
        const auto json = strictJson(text);
        return json && isKnown(*json);
    }
    if (trimmed.startsWith(u'[') && trimmed.endsWith(u']')) {
        const auto list = strictJsonList(text);
        return list && std::ranges::any_of(*list, isKnown);
    }
    return formatOf({.text = text}) != nullptr;
}

/// What \a content, which is none of the formats, is by its file's name all the same: variables,
/// whatever they are called.
static QList<ImportEnvironment> environmentsByName(const ImportContent &content)
{
    const QString name = QFileInfo(content.file).fileName();
    const bool isHttpClient = content.json && name.endsWith(u".env.json");
    const bool isEnv = !content.json && (name.startsWith(u".env") || name.endsWith(u".env"));
    return isHttpClient ? httpClientEnvironments(content)
        : isEnv         ? assignedEnvironments(content)
                        : QList<ImportEnvironment>();
}

QList<ImportEnvironment> importEnvironments(const QByteArray &content, const QString &file)
{
    const auto text = importText(content);
    if (!text)
        return {};
    ImportContent decoded{.text = *text, .json = {}, .file = file};
    if (text->trimmed().startsWith(u'{')) {
        const auto json = strictJson(*text);
        if (!json)
            return {};
        decoded.json = *json;
    }
    const ImportFormat *format = formatOf(decoded);
    QList<ImportEnvironment> environments;
    if (!format)
        environments = environmentsByName(decoded);
    else if (format->environments)
        environments = format->environments(decoded);
    for (ImportEnvironment &environment : environments)
        environment.file = file;
    return environments;
}

} // namespace Tokenwright
