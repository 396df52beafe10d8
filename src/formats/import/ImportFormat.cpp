// SPDX-License-Identifier: MIT
#include "formats/import/ImportFormat.h"

#include "formats/import/ImportReaders.h"
#include "formats/import/ImportText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ImportFormat)
};

constexpr std::array formats{
    ImportFormat{"tokenwright", QT_TRANSLATE_NOOP("ImportFormat", "export of Tokenwright"),
                 isOwnExport, readOwnExport},
    ImportFormat{"postman-collection", QT_TRANSLATE_NOOP("ImportFormat", "Postman collection"),
                 isPostmanCollection, readPostmanCollection},
    ImportFormat{"postman-environment", QT_TRANSLATE_NOOP("ImportFormat", "Postman environment"),
                 isPostmanEnvironment, readPostmanEnvironment},
    ImportFormat{
        "ebay-json",
        QT_TRANSLATE_NOOP("ImportFormat", "configuration of an eBay client library (JSON)"),
        isEbayJson, readEbayJson},
    ImportFormat{"dotenv", QT_TRANSLATE_NOOP("ImportFormat", ".env file"), isDotenv, readDotenv},
    ImportFormat{"curl", QT_TRANSLATE_NOOP("ImportFormat", "curl command"), isCurl, readCurl},
    ImportFormat{
        "ebay-yaml",
        QT_TRANSLATE_NOOP("ImportFormat", "configuration of an eBay client library (YAML)"),
        isEbayYaml, readEbayYaml},
};

QString labels()
{
    QStringList texts;
    for (const ImportFormat &format : formats)
        texts.append(format.translatedLabel());
    return texts.join(u", ");
}

} // namespace

QString ImportFormat::translatedLabel() const
{
    return QCoreApplication::translate("ImportFormat", label);
}

std::span<const ImportFormat> importFormats()
{
    return formats;
}

const ImportFormat *importFormat(const QString &id)
{
    const auto found = std::ranges::find_if(
        formats, [&](const ImportFormat &format) { return id == QLatin1StringView(format.id); });
    return found == formats.end() ? nullptr : &*found;
}

Result<ImportedFile> readImport(const QByteArray &content, const ProviderCatalog &catalog)
{
    const auto text = importText(content);
    if (!text)
        return failure(text.error());
    ImportContent decoded{.text = *text};
    if (text->trimmed().startsWith(u'{')) {
        auto json = strictJson(*text);
        if (!json)
            return failure(json.error());
        decoded.json = std::move(*json);
    }
    for (const ImportFormat &format : formats) {
        if (!format.recognises(decoded))
            continue;
        auto file = format.read(decoded, catalog);
        if (file)
            file->format = QString::fromLatin1(format.id);
        return file;
    }
    return failure(ErrorKind::Configuration,
                   Text::tr("It is none of the files that can be imported (%1).").arg(labels()));
}

} // namespace Tokenwright
